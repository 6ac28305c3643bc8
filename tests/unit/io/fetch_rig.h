// A loop with a fetcher, and what a fetch comes to. For the fetcher's tests.
#pragma once

#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/fetch.h"
#include "io/fetcher.h"
#include "io/loop.h"
#include "support.h"

namespace handset::io::testing {

class Results final : public FetchHandler {
 public:
  void on_fetched(FetchId fetch, FetchResult result) override {
    EXPECT_EQ(all.count(fetch), 0U) << "told twice";
    all[fetch] = std::move(result);
  }
  std::map<FetchId, FetchResult> all;
};

struct FetchRig : ::testing::Test {
  explicit FetchRig(const FetcherOptions& options = {}) : fetcher(loop, options) {}

  static std::shared_ptr<const FetchPolicy> policy(std::string_view allowed, bool loopback,
                                                   std::vector<Endpoint> listeners = {}) {
    return std::make_shared<const FetchPolicy>(
        FetchPolicy::parse(allowed, loopback, std::move(listeners)).value());
  }
  static FetchRequest request(std::string url) {
    FetchRequest request;
    request.url = std::move(url);
    request.policy = policy("", true);
    return request;
  }
  FetchResult get(FetchRequest what) {
    const FetchId id = fetcher.fetch(std::move(what), results);
    EXPECT_EQ(results.all.count(id), 0U) << "not from inside fetch()";
    EXPECT_TRUE(loop.run_until([&] { return results.all.count(id) > 0; }, patience));
    return results.all[id];
  }
  FetchResult get(std::string url) { return get(request(std::move(url))); }

  Loop loop;
  CurlFetcher fetcher;
  Results results;
};

// A server that reads a request and answers with these bytes, then closes.
inline RawServer::Serve answering(std::string answer) {
  return [answer = std::move(answer)](Connection& connection) {
    connection.receive_until("\r\n\r\n");
    connection.send(answer);
    connection.finish_sending();
    connection.receive_all();
  };
}

}  // namespace handset::io::testing
