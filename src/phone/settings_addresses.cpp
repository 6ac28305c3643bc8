#include "phone/settings_addresses.h"

#include "base/text.h"

namespace handset::phone {

bool in_use(const settings::ExtReaders& ext) {
  return ext.line_enable() && !ext.user_id().empty();
}

unsigned line_of(const KeyFunction& function, const settings::Snapshot& settings, const Model& model) {
  if (const auto named = parse_decimal(function.line, model.lines); named && *named > 0)
    return static_cast<unsigned>(*named);
  for (unsigned number = 1; number <= model.lines; ++number)
    if (in_use(settings.ext(number))) return number;
  return 1;
}

std::string_view domain_of(const settings::ExtReaders& ext) {
  const std::string_view proxy = trim(ext.proxy());
  return proxy.substr(0, proxy.find(":SRV="));
}

ua::EscapeUser escape_from(const settings::Snapshot& settings) {
  return settings.escape_special_character() ? ua::EscapeUser::All : ua::EscapeUser::Needed;
}

KeyAddress KeyAddress::parse(std::string_view address) {
  for (const std::string_view scheme : {"sip:", "sips:"})
    if (starts_with_ignoring_case(address, scheme)) address.remove_prefix(scheme.size());
  const auto at = address.rfind('@');
  if (at == std::string_view::npos) return {address, {}};
  return {address.substr(0, at), address.substr(at + 1)};
}

std::string KeyAddress::uri(std::string_view domain, ua::EscapeUser escape) const {
  const std::string_view at = host.empty() ? domain : host;
  if (user.empty() || at.empty()) return {};
  return "sip:" + ua::escape_user(user, escape) + "@" + std::string(at);
}

}  // namespace handset::phone
