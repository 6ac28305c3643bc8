#include "web/credentials.h"

#include "base/text.h"
#include "io/http_server.h"

namespace handset::web {
namespace {

constexpr std::size_t most_letters = 1024;

std::optional<Credentials> from_base64(std::string_view text) {
  if (text.size() > most_letters) return std::nullopt;
  const auto plain = base64_decode(trim(text));
  if (!plain) return std::nullopt;
  const auto split = split_once(*plain, ':');
  if (!split.found) return std::nullopt;
  return Credentials{std::string(split.before), std::string(split.after)};
}

}  // namespace

std::optional<Credentials> basic_credentials(std::string_view value) {
  constexpr std::string_view scheme = "Basic ";
  if (!starts_with_ignoring_case(value, scheme)) return std::nullopt;
  return from_base64(value.substr(scheme.size()));
}

std::optional<Credentials> bare_credentials(std::string_view value) {
  if (trim(value).empty() || trim(value).find(' ') != std::string_view::npos) return std::nullopt;
  return from_base64(value);
}

std::string_view authorization_of(const io::HttpRequest& request) {
  const HttpField* only = nullptr;
  for (const HttpField& field : request.fields) {
    if (!equal_ignoring_case(field.name, "Authorization")) continue;
    if (only != nullptr) return {};
    only = &field;
  }
  return only == nullptr ? std::string_view() : std::string_view(only->value);
}

}  // namespace handset::web
