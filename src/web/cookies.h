// The login cookie: its name, which carries the listener's port since browsers share cookies among all ports
// of a host, its attributes, and reading it out of a request (RFC 6265), strictly.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "io/http_server.h"

namespace handset::web {

// "handset_8080"; under TLS "__Host-handset_8443", which browsers take over TLS only.
[[nodiscard]] std::string cookie_name(const io::HttpRequest& request);

struct LoginCookie {
  bool present = false;           // there is something of that name
  std::optional<std::string> id;  // it stands there once, and has the form of an id
};
[[nodiscard]] LoginCookie read_login_cookie(const io::HttpRequest& request);

// The values of Set-Cookie.
[[nodiscard]] std::string set_cookie(const io::HttpRequest& request, std::string_view id);
[[nodiscard]] std::string clear_cookie(const io::HttpRequest& request);

}  // namespace handset::web
