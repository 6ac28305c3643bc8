#include "io/fetcher.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <gtest/gtest.h>
#include <mutex>
#include <thread>

#include "fetch_rig.h"
#include "io/http_server.h"
#include "system_faults.h"

namespace handset::io {
namespace {

using testing::answering;
using testing::any_port;
using testing::Connection;
using testing::FetchRig;
using testing::NameServer;
using testing::patience;
using testing::RawServer;

// What a fetch may bring unless it says otherwise.
constexpr std::size_t largest = 196'608;

// A web server whose paths say what they do.
struct Fetcher : FetchRig {
  std::string url(std::string_view path) const {
    return "http://" + web->endpoint().to_string() + std::string(path);
  }

  void handle(const HttpRequest& request, Responder respond) {
    const std::lock_guard lock(mutex);
    last = request;
    ++requests;
    if (request.path == "/page")
      return respond(
          {200, {{"Content-Type", "text/xml"}, {"Refresh", "5; url=/next"}, {"Expires", "-1"}}, "<page/>"});
    if (request.path == "/large") return respond({200, {}, std::string(largest, 'x')});
    if (request.path == "/larger") return respond({200, {}, std::string(largest + 1, 'x')});
    if (request.path == "/count") {  // "/count?3" goes to "/count?2" and so on, "/count?0" to the page
      const int left = std::atoi(request.query.c_str());
      return respond({302, {{"Location", left == 0 ? "page" : "?" + std::to_string(left - 1)}}, "moved"});
    }
    if (request.path == "/to") return respond({307, {{"Location", request.query}}, ""});
    if (request.path == "/nowhere") return respond({302, {}, "no location"});
    if (request.path == "/gzip") return respond({200, {{"Content-Encoding", "gzip"}}, "\x1f\x8b"});
    if (request.path == "/cookie") return respond({302, {{"Set-Cookie", "a=b"}, {"Location", "/page"}}, ""});
    respond({404, {{"Content-Type", "text/plain"}}, "no such page"});
  }
  HttpRequest last_request() {
    const std::lock_guard lock(mutex);
    return last;
  }

  std::mutex mutex;
  HttpRequest last;
  int requests = 0;
  std::unique_ptr<HttpServer> web =
      HttpServer::start(any_port(), [this](const HttpRequest& request, Responder respond) {
        handle(request, std::move(respond));
      }).value();
};

TEST_F(Fetcher, BringsAPageWithItsFields) {
  const FetchResult result = get(url("/page"));
  EXPECT_EQ(result.error, FetchError::None) << result.detail;
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.body, "<page/>");
  EXPECT_EQ(result.content_type, "text/xml");
  EXPECT_EQ(result.refresh, "5; url=/next");
  EXPECT_EQ(result.expires, "-1");
  EXPECT_EQ(result.url, url("/page"));
}

TEST_F(Fetcher, TellsAllFieldsOfTheLastAnswerAndHowLongItTook) {
  const FetchResult result = get(url("/to?" + url("/page")));
  const auto has = [&](std::string_view name, std::string_view value) {
    return std::any_of(result.fields.begin(), result.fields.end(),
                       [&](const HttpField& field) { return field.name == name && field.value == value; });
  };
  EXPECT_TRUE(has("Content-Type", "text/xml"));
  EXPECT_TRUE(has("Expires", "-1"));
  EXPECT_FALSE(has("Location", url("/page"))) << "of the hop before";
  EXPECT_GT(result.timing.ended, Duration{});
  EXPECT_GE(result.timing.ended, result.timing.answered);
  EXPECT_GE(result.timing.answered, result.timing.connected);
  EXPECT_EQ(result.timing.secured, Duration{});
}

TEST_F(Fetcher, SendsTheFieldsOfTheRequest) {
  FetchRequest what = request(url("/page"));
  what.fields = {{"User-Agent", "Handset/1"}, {"Accept", "text/xml"}, {"X-Empty", ""}};
  EXPECT_EQ(get(what).status, 200);
  const HttpRequest asked = last_request();
  EXPECT_EQ(asked.field("User-Agent"), "Handset/1");
  EXPECT_EQ(asked.field("Accept"), "text/xml");
  EXPECT_EQ(asked.field("Host"), web->endpoint().to_string());
  EXPECT_EQ(asked.field("Accept-Encoding"), "");
  EXPECT_EQ(std::count_if(asked.fields.begin(), asked.fields.end(),
                          [](const HttpField& field) { return field.name == "X-Empty"; }),
            1);
}

TEST_F(Fetcher, SendsNoFieldWithALineEnd) {
  FetchRequest what = request(url("/page"));
  what.fields = {{"User-Agent", "a\r\nX-Injected: 1"}};
  EXPECT_EQ(get(what).error, FetchError::BadUrl);
  EXPECT_EQ(requests, 0);
}

TEST_F(Fetcher, GivesTheStatusOfAnErrorPage) {
  const FetchResult result = get(url("/none"));
  EXPECT_EQ(result.error, FetchError::None);
  EXPECT_EQ(result.status, 404);
  EXPECT_EQ(result.body, "no such page");
}

TEST_F(Fetcher, FollowsThreeRedirectsAndNoFourth) {
  const FetchResult three = get(url("/count?2"));
  EXPECT_EQ(three.error, FetchError::None) << three.detail;
  EXPECT_EQ(three.body, "<page/>");
  EXPECT_EQ(three.url, url("/page"));
  const FetchResult four = get(url("/count?3"));
  EXPECT_EQ(four.error, FetchError::TooManyRedirects);
  EXPECT_EQ(four.body, "");
  FetchRequest none = request(url("/count?0"));
  none.max_redirects = 0;
  EXPECT_EQ(get(none).error, FetchError::TooManyRedirects);
}

TEST_F(Fetcher, TakesARedirectWithoutALocationForAnAnswer) {
  const FetchResult result = get(url("/nowhere"));
  EXPECT_EQ(result.error, FetchError::None);
  EXPECT_EQ(result.status, 302);
}

TEST_F(Fetcher, FollowsNoRedirectToAnotherScheme) {
  for (const std::string target : {"file:///etc/passwd", "gopher://127.0.0.1:1/x", "ftp://127.0.0.1/x"}) {
    const FetchResult result = get(url("/to?" + target));
    EXPECT_EQ(result.error, FetchError::NotAllowed) << target;
    EXPECT_EQ(result.body, "");
  }
}

TEST_F(Fetcher, FollowsNoRedirectThatIsNoAddress) {
  EXPECT_EQ(get(url("/to?http://")).error, FetchError::Broken);
  EXPECT_EQ(get(url("/to?http://user:secret@127.0.0.1/")).error, FetchError::Broken);
}

TEST_F(Fetcher, KeepsNoCookies) {
  EXPECT_EQ(get(url("/cookie")).status, 200);
  EXPECT_EQ(last_request().field("Cookie"), "");
}

TEST_F(Fetcher, CarriesNoCredentialsToAnotherServer) {
  std::string carried = "nothing came";
  const RawServer other([&](Connection& connection) {
    carried = connection.receive_until("\r\n\r\n");
    connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
  FetchRequest what = request(url("/to?" + other.url("/x")));
  what.fields = {{"Authorization", "Basic c2VjcmV0"}, {"X-Kept", "1"}};
  EXPECT_EQ(get(what).status, 200);
  EXPECT_EQ(carried.find("Authorization"), std::string::npos);
  EXPECT_NE(carried.find("X-Kept: 1"), std::string::npos);
}

TEST_F(Fetcher, RefusesAnswersThatAreTooLarge) {
  EXPECT_EQ(get(url("/large")).body.size(), largest);
  const FetchResult larger = get(url("/larger"));
  EXPECT_EQ(larger.error, FetchError::TooLarge);
  EXPECT_EQ(larger.body, "");
}

TEST_F(Fetcher, RefusesAnswersThatAreTooLargeAndDoNotSaySo) {
  const std::string piece = "8000\r\n" + std::string(0x8000, 'x') + "\r\n";
  const RawServer server([&](Connection& connection) {
    connection.receive_until("\r\n\r\n");
    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 1000; ++i) connection.send(piece);
  });
  EXPECT_EQ(get(server.url("/")).error, FetchError::TooLarge);
}

TEST_F(Fetcher, RefusesEndlessHeads) {
  const RawServer server([&](Connection& connection) {
    connection.receive_until("\r\n\r\n");
    connection.send("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 10000; ++i) connection.send("X-Field: " + std::string(100, 'x') + "\r\n");
  });
  EXPECT_EQ(get(server.url("/")).error, FetchError::Broken);
}

TEST_F(Fetcher, RefusesCompressedAnswersItDidNotAskFor) {
  EXPECT_EQ(get(url("/gzip")).error, FetchError::Broken);
}

TEST_F(Fetcher, SaysWhenTheAnswerIsNoHttpOrNotWhole) {
  for (const std::string answer :
       {"", "hello, I am no web server\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab", "SSH-2.0-OpenSSH_9.2\r\n"}) {
    const RawServer server(answering(answer));
    const FetchResult result = get(server.url("/"));
    EXPECT_EQ(result.error, FetchError::Broken) << answer << " " << result.detail;
    EXPECT_EQ(result.body, "");
  }
}

TEST_F(Fetcher, TakesTheFieldsOfTheFinalAnswerAlone) {
  const RawServer server(
      answering("HTTP/1.1 103 Early Hints\r\nLocation: /early\r\nContent-Type: a/b\r\n\r\n"
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
  const FetchResult result = get(server.url("/"));
  EXPECT_EQ(result.body, "ok");
  EXPECT_EQ(result.content_type, "");
}

TEST_F(Fetcher, SaysWhenNobodyListens) {
  const std::string there = url("/page");
  web.reset();
  const FetchResult result = get(there);
  EXPECT_EQ(result.error, FetchError::ConnectFailed);
  EXPECT_NE(result.detail, "");
}

TEST_F(Fetcher, SaysWhenANameIsNotKnown) {
  NameServer names;
  EXPECT_EQ(get("http://nobody.test/").error, FetchError::HostNotFound);
}

TEST_F(Fetcher, TakesWebAddressesAlone) {
  for (const std::string bad : {"", "page", "/page", "file:///etc/passwd", "ftp://127.0.0.1/", "http://",
                                "http://a b/", "http://user@127.0.0.1/", "http://user:secret@127.0.0.1/",
                                "gopher://127.0.0.1/", "http://127.0.0.1:99999/"})
    EXPECT_EQ(get(bad).error, FetchError::BadUrl) << bad;
}

TEST_F(Fetcher, TimesOutWhenTheServerIsSilent) {
  const RawServer server([](Connection& connection) { connection.receive_all(); });
  FetchRequest what = request(server.url("/"));
  what.total_timeout = milliseconds(50);
  EXPECT_EQ(get(what).error, FetchError::TimedOut);
}

TEST_F(Fetcher, CountsTheTimeOfAllHopsTogether) {
  // No hop takes long, and there is no end of them.
  FetchRequest what = request(url("/count?1000000000"));
  what.max_redirects = 1'000'000'000;
  what.total_timeout = milliseconds(100);
  EXPECT_EQ(get(what).error, FetchError::TimedOut);
}

TEST_F(Fetcher, OpensAConnectionForEachRequest) {
  const RawServer server([](Connection& connection) {
    while (!connection.receive_until("\r\n\r\n").empty())
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  });
  EXPECT_EQ(get(server.url("/1")).body, "ok");
  EXPECT_EQ(get(server.url("/2")).body, "ok");
  EXPECT_EQ(server.connections, 2);
}

TEST_F(Fetcher, IgnoresProxiesOfTheEnvironment) {
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  ::setenv("all_proxy", "http://127.0.0.1:1", 1);
  EXPECT_EQ(get(url("/page")).status, 200);
  ::unsetenv("http_proxy");
  ::unsetenv("all_proxy");
}

TEST_F(Fetcher, FetchesManyAtOnce) {
  for (int i = 0; i < 200; ++i) fetcher.fetch(request(url("/page")), results);
  ASSERT_TRUE(loop.run_until([&] { return results.all.size() == 200; }, patience));
  for (const auto& [id, result] : results.all) EXPECT_EQ(result.body, "<page/>");
}

TEST_F(Fetcher, CallsNobodyAfterCancel) {
  const RawServer silent([](Connection& connection) { connection.receive_all(); });
  const FetchId running = fetcher.fetch(request(silent.url("/")), results);
  while (silent.connections == 0) std::this_thread::yield();
  const FetchId fresh = fetcher.fetch(request(url("/page")), results);
  fetcher.cancel(running);
  fetcher.cancel(fresh);
  fetcher.cancel(fresh);
  EXPECT_EQ(get(url("/page")).status, 200);
  EXPECT_EQ(results.all.count(running), 0U);
  EXPECT_EQ(results.all.count(fresh), 0U);
}

// The first result cancels all others, of which some have been posted to the loop already.
class OnlyOne final : public FetchHandler {
 public:
  explicit OnlyOne(CurlFetcher& fetcher) : fetcher_(fetcher) {}
  void on_fetched(FetchId, FetchResult) override {
    ++results;
    for (const FetchId id : fetches) fetcher_.cancel(id);
  }
  std::vector<FetchId> fetches;
  int results = 0;

 private:
  CurlFetcher& fetcher_;
};

TEST_F(Fetcher, CallsNobodyWhoseResultWasUnderWayWhenCancelled) {
  OnlyOne handler(fetcher);
  for (int i = 0; i < 100; ++i) handler.fetches.push_back(fetcher.fetch(request("no address"), handler));
  EXPECT_EQ(get("no address either").error, FetchError::BadUrl);
  EXPECT_EQ(handler.results, 1);
}

TEST(FetcherEnd, IsQuickWithTransfersRunning) {
  const RawServer silent([](Connection& connection) { connection.receive_all(); });
  testing::Results results;
  Loop loop;
  const auto begun = std::chrono::steady_clock::now();
  {
    CurlFetcher fetcher(loop);
    for (int i = 0; i < 10; ++i) fetcher.fetch(FetchRig::request(silent.url("/")), results);
    while (silent.connections == 0) std::this_thread::yield();
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(2));
  loop.run_until([] { return true; }, patience);
  EXPECT_TRUE(results.all.empty());
}

TEST(FetcherEnd, IsQuickWhileANameServerDoesNotAnswer) {
  NameServer names;
  names.add_dead("dead.test");
  testing::Results results;
  Loop loop;
  CurlFetcher first(loop);
  first.fetch(FetchRig::request("http://dead.test/"), results);
  names.await_dead_lookup();
  const auto begun = std::chrono::steady_clock::now();
  {
    CurlFetcher fetcher(loop);
    fetcher.fetch(FetchRig::request("http://dead.test/"), results);
    names.await_dead_lookup();
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(2));
}

TEST_F(Fetcher, IsNotHeldUpByANameServerThatDoesNotAnswer) {
  NameServer names;
  names.add_dead("dead.test");
  FetchRequest dead = request("http://dead.test/");
  dead.total_timeout = milliseconds(50);
  const FetchId id = fetcher.fetch(dead, results);
  names.await_dead_lookup();
  EXPECT_EQ(get(url("/page")).status, 200);
  ASSERT_TRUE(loop.run_until([&] { return results.all.count(id) == 1; }, patience));
  EXPECT_EQ(results.all[id].error, FetchError::TimedOut);
  EXPECT_EQ(get(url("/page")).status, 200);
}

struct OneAtATime : FetchRig {
  static FetcherOptions one() {
    FetcherOptions options;
    options.at_once = 1;
    return options;
  }
  OneAtATime() : FetchRig(one()) {}
};

TEST_F(OneAtATime, TakesThemOneAfterTheOther) {
  const RawServer quick(answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
  for (int i = 0; i < 20; ++i) fetcher.fetch(request(quick.url("/")), results);
  ASSERT_TRUE(loop.run_until([&] { return results.all.size() == 20; }, patience));
  for (const auto& [id, result] : results.all) EXPECT_EQ(result.body, "ok") << result.detail;
}

TEST_F(OneAtATime, LetsTheOthersWaitWithTheirTimeRunning) {
  const RawServer silent([](Connection& connection) { connection.receive_all(); });
  const FetchId first = fetcher.fetch(request(silent.url("/")), results);
  FetchRequest second = request(silent.url("/"));
  second.total_timeout = milliseconds(30);
  EXPECT_EQ(get(second).error, FetchError::TimedOut);
  EXPECT_EQ(results.all.count(first), 0U);
  EXPECT_LE(silent.connections, 1);
  fetcher.cancel(first);
  const RawServer quick(answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
  EXPECT_EQ(get(quick.url("/")).body, "ok");
}

}  // namespace
}  // namespace handset::io
