#include "ua/redact.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "sip/grammar.h"

namespace handset::ua {
namespace {

constexpr std::string_view left_out = "(left out)";

constexpr std::array<std::string_view, 9> harmless{"username", "realm",  "nonce", "uri", "algorithm",
                                                   "cnonce",   "opaque", "qop",   "nc"};

bool is_harmless(const sip::Parameter& parameter) {
  return std::any_of(harmless.begin(), harmless.end(),
                     [&](std::string_view name) { return parameter.is(name); });
}

// The slices of a credentials value that nobody is to see.
std::vector<std::string_view> secrets(std::string_view value) {
  std::string_view rest = value;
  if (!equal_ignoring_case(sip::take_token(rest), "Digest")) return {value};
  std::vector<std::string_view> slices;
  sip::ParameterReader reader(rest, ',');
  while (const auto parameter = reader.next()) {
    if (!is_harmless(*parameter)) slices.push_back(parameter->has_value ? parameter->value : parameter->name);
  }
  if (reader.malformed()) return {value};
  return slices;
}

}  // namespace

std::string without_secrets(const sip::Message& message) {
  std::string shown;
  const std::string_view bytes = message.bytes();
  std::size_t copied = 0;
  for (const auto& line : message.lines()) {
    if (line.field != sip::Field::Authorization && line.field != sip::Field::ProxyAuthorization) continue;
    for (const std::string_view secret : secrets(line.value)) {
      const auto at = static_cast<std::size_t>(secret.data() - bytes.data());
      shown += bytes.substr(copied, at - copied);
      shown += left_out;
      copied = at + secret.size();
    }
  }
  shown += bytes.substr(copied);
  return shown;
}

}  // namespace handset::ua
