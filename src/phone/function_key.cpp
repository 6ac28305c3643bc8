#include "phone/function_key.h"

#include <algorithm>

#include "base/text.h"

namespace handset::phone {
namespace {

bool is_number(std::string_view user) {
  constexpr std::string_view signs = "0123456789*#";
  if (user.starts_with('+')) user.remove_prefix(1);
  return !user.empty() && std::all_of(user.begin(), user.end(),
                                      [signs](char c) { return signs.find(c) != std::string_view::npos; });
}

}  // namespace

std::vector<std::string_view> FunctionKey::words() const {
  std::vector<std::string_view> out;
  if (!url.empty()) out.emplace_back("xml");
  if (watch && !watch->parking_lot) out.emplace_back("blf");
  if (!speed_dial.empty()) out.emplace_back("sd");
  if (!pickup.empty()) out.emplace_back("cp");
  if (watch && watch->parking_lot) out.emplace_back("prk");
  return out;
}

std::string dial_target(std::string_view user, std::string_view domain, std::string_view own,
                        ua::EscapeUser escape) {
  if (user.empty()) return {};
  if (is_number(user) && (domain.empty() || equal_ignoring_case(domain, own))) return std::string(user);
  const std::string_view host = domain.empty() ? own : domain;
  if (host.empty()) return {};
  return "sip:" + ua::escape_user(user, escape) + "@" + std::string(host);
}

std::string with_code(std::string_view code, std::string_view number) {
  if (code.ends_with('#')) code.remove_suffix(1);
  return std::string(code) + std::string(number);
}

}  // namespace handset::phone
