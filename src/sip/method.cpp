#include "sip/method.h"

#include <array>

namespace handset::sip {
namespace {

constexpr std::array<std::string_view, 14> names = {
    "INVITE",    "ACK",   "BYE",  "CANCEL", "OPTIONS", "REGISTER", "NOTIFY",
    "SUBSCRIBE", "REFER", "INFO", "UPDATE", "PRACK",   "MESSAGE",  "PUBLISH",
};
static_assert(names.size() == static_cast<std::size_t>(Method::Other));

// First letter and size tell them apart.
constexpr std::size_t start_of(std::string_view name) {
  return (static_cast<unsigned char>(name.front()) * std::size_t{8} + name.size()) % 128;
}

constexpr auto by_start = [] {
  std::array<std::uint8_t, 128> table{};
  for (auto& entry : table) entry = names.size();
  for (std::size_t i = 0; i < names.size(); ++i) {
    auto& entry = table[start_of(names[i])];
    if (entry != names.size()) throw "two methods with one place";
    entry = static_cast<std::uint8_t>(i);
  }
  return table;
}();

}  // namespace

Method method_from_name(std::string_view name) {
  if (name.empty()) return Method::Other;
  const std::uint8_t candidate = by_start[start_of(name)];
  return candidate < names.size() && names[candidate] == name ? static_cast<Method>(candidate)
                                                              : Method::Other;
}

std::string_view method_name(Method method) {
  return method == Method::Other ? std::string_view{} : names[static_cast<std::size_t>(method)];
}

}  // namespace handset::sip
