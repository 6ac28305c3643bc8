#include "sip/method.h"

#include <algorithm>
#include <array>

namespace handset::sip {
namespace {

constexpr std::array<std::string_view, 14> names = {
    "INVITE",    "ACK",   "BYE",  "CANCEL", "OPTIONS", "REGISTER", "NOTIFY",
    "SUBSCRIBE", "REFER", "INFO", "UPDATE", "PRACK",   "MESSAGE",  "PUBLISH",
};
static_assert(names.size() == static_cast<std::size_t>(Method::Other));

}  // namespace

Method method_from_name(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return static_cast<Method>(found - names.begin());
}

std::string_view method_name(Method method) {
  return method == Method::Other ? std::string_view{} : names[static_cast<std::size_t>(method)];
}

}  // namespace handset::sip
