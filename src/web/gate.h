// Who may ask, judged before anything else of a request is looked at: pure functions from the request's
// fields. In this order: the Host must be ours, or a page elsewhere could reach the phone by a name that it
// points here (421); a request that a browser made for another site is refused, whatever cookie or
// credentials come along (403).
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/http_server.h"

namespace handset::web {

// The names and addresses of this phone beside the one that a request came in on, loopback and "localhost".
// They may change while requests are judged: any thread.
class HostNames {
 public:
  explicit HostNames(std::vector<std::string> names) { set(std::move(names)); }
  void set(std::vector<std::string> names);
  [[nodiscard]] std::shared_ptr<const std::vector<std::string>> get() const;

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const std::vector<std::string>> names_;
};

// "phone.example, 192.0.2.1": the items of a setting, without blanks and empty ones.
[[nodiscard]] std::vector<std::string> split_host_names(std::string_view text);

// The host of the Host field without its port; a literal IPv6 address with its brackets.
[[nodiscard]] std::string_view host_name_of(const io::HttpRequest& request);

// The refusal, or nothing when the request may go on to its route.
[[nodiscard]] std::optional<io::HttpResponse> refuse_origin(const io::HttpRequest& request,
                                                            std::span<const std::string> hosts);

// By fields that browsers send and programs do not: Origin, Sec-Fetch-*, and, since browsers leave those out
// of what they get over plain HTTP from other machines, Accept-Language and Upgrade-Insecure-Requests.
[[nodiscard]] bool comes_from_browser(const io::HttpRequest& request);

// Come back after that.
[[nodiscard]] HttpField retry_after(Duration wait);
// 429, or 503 for `status`: come back after that many seconds.
[[nodiscard]] io::HttpResponse come_back_later(int status, Duration wait, std::string_view sentence);
// 429 of a source that was wrong too often.
[[nodiscard]] io::HttpResponse too_many_failures(Duration wait);

// Adds the fields that every answer carries, but for those that it has already: nothing may be kept, framed,
// or read by other sites.
void add_security_fields(io::HttpResponse& answer, bool tls);

}  // namespace handset::web
