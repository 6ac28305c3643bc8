// Who may ask, judged before anything else of a request is looked at: pure functions from the request's
// fields. In this order: the Host must be ours, or a page elsewhere could reach the phone by a name that it
// points here (421); a request that a browser made for another site is refused, whatever credentials come
// along (403); then the credentials (RFC 7617), which the Server checks.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "io/http_server.h"

namespace handset::web {

// The refusal, or nothing when the request may go on to its credentials. `hosts`: names and addresses of this
// phone beside the one that the request came in on, loopback and "localhost".
[[nodiscard]] std::optional<io::HttpResponse> refuse_origin(const io::HttpRequest& request,
                                                            std::span<const std::string> hosts);

struct Credentials {
  std::string user;
  std::string password;
};
// Of the one Authorization field with the scheme Basic; nothing when there is none or it is broken.
[[nodiscard]] std::optional<Credentials> basic_credentials(const io::HttpRequest& request);

// 401, and how to do better.
[[nodiscard]] io::HttpResponse ask_for_credentials();
// 429, or 503 for `status`: come back after that many seconds.
[[nodiscard]] io::HttpResponse come_back_later(int status, Duration wait, std::string_view sentence);

// Adds the fields that every answer carries: nothing may be kept, framed, or read by other sites.
void add_security_fields(io::HttpResponse& answer);

}  // namespace handset::web
