// Name and password of a program: Basic (RFC 7617), and what old programs send for it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace handset::io {
struct HttpRequest;
}

namespace handset::web {

struct Credentials {
  std::string user;
  std::string password;
};

// `value`: of an Authorization field. Nothing when its scheme is another or it is broken.
[[nodiscard]] std::optional<Credentials> basic_credentials(std::string_view value);
// The same without the name of a scheme, as some programs that push to phones send it.
[[nodiscard]] std::optional<Credentials> bare_credentials(std::string_view value);

// The value of the one Authorization field; empty when there is none or more than one.
[[nodiscard]] std::string_view authorization_of(const io::HttpRequest& request);

}  // namespace handset::web
