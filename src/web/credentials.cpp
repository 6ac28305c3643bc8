#include "web/credentials.h"

#include "base/text.h"

namespace handset::web {

std::optional<Credentials> basic_credentials(std::string_view value) {
  constexpr std::string_view scheme = "Basic ";
  constexpr std::size_t most_letters = 1024;
  if (value.size() > most_letters || !starts_with_ignoring_case(value, scheme)) return std::nullopt;
  const auto plain = base64_decode(trim(value.substr(scheme.size())));
  if (!plain) return std::nullopt;
  const auto split = split_once(*plain, ':');
  if (!split.found) return std::nullopt;
  return Credentials{std::string(split.before), std::string(split.after)};
}

}  // namespace handset::web
