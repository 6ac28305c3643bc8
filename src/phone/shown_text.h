// Text from outside as it may be shown to people and kept in logs. Pure functions, any thread.
#pragma once

#include <string>
#include <string_view>

namespace handset::phone {

// Each URL in it loses its user and password: "http://u:p@host/" becomes "http://host/".
[[nodiscard]] std::string without_credentials(std::string_view text);

}  // namespace handset::phone
