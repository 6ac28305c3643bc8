// Name and password of a program: Basic (RFC 7617).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace handset::web {

struct Credentials {
  std::string user;
  std::string password;
};

// `value`: of an Authorization field. Nothing when its scheme is another or it is broken.
[[nodiscard]] std::optional<Credentials> basic_credentials(std::string_view value);

}  // namespace handset::web
