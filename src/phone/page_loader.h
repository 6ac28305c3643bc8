// Loads a page of an XML service, or a picture of one: the request with the headers of such phones, the
// redirects, the cookies and the login. One at a time. Owned by Services; shard's thread.
//
// Redirects are followed here, hop by hop, rather than by the Fetcher, which has no cookies: what a hop sets
// is sent on the next one, as servers that send the phone on after a login expect. The policy of each request
// judges each hop, the rules of redirect.h where it leads, all within the time of one fetch together; the
// login goes to the servers of the service URLs alone, and to none once a hop led to another server.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/web_url.h"
#include "base/world.h"
#include "phone/cookie_jar.h"
#include "phone/options.h"

namespace handset::phone {

class PageHandler {
 public:
  // Once for each load() that was not cancelled. `result.url` is the last hop's.
  virtual void on_page(FetchResult result) = 0;

 protected:
  ~PageHandler() = default;
};

class PageLoader final : public FetchHandler {
 public:
  // All outlive the loader. The cookies are those of all loaders of a phone.
  PageLoader(const World& world, const PhoneOptions& options, CookieJar& cookies, PageHandler& handler)
      : world_(world), options_(options), cookies_(cookies), handler_(handler) {}
  // Gives up the page under way.
  ~PageLoader() { cancel(); }
  PageLoader(const PageLoader&) = delete;
  PageLoader& operator=(const PageLoader&) = delete;

  // Gives up the page under way. `most_bytes`: of what comes.
  void load(std::string_view url, std::size_t most_bytes = FetchRequest{}.max_bytes);
  void cancel();
  // The request fields of the page under way or the last one, cookies left out.
  [[nodiscard]] const std::vector<HttpField>& asked() const { return asked_; }

  void on_fetched(FetchId fetch, FetchResult result) override;

 private:
  void ask(const std::string& url);
  // What goes wrong without a request; nothing: the next hop is asked.
  std::optional<FetchResult> follow(const FetchResult& redirect);
  void take_cookies(const FetchResult& result);
  // What is made of an answer ran out of memory.
  void cut_short();

  const World& world_;
  const PhoneOptions& options_;
  CookieJar& cookies_;
  PageHandler& handler_;
  std::vector<HttpField> asked_;
  std::optional<FetchId> current_;
  std::optional<WebUrl> hop_;  // that is under way; nothing where its URL is none
  SteadyTime deadline_{};
  std::size_t most_bytes_ = 0;
  unsigned hops_ = 0;
  bool same_server_ = true;                                     // all hops so far
  Timer rest_ = Timer::calling<&PageLoader::cut_short>(*this);  // armed while an answer is looked at
};

}  // namespace handset::phone
