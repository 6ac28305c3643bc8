#include "phone/macros.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>

#include "base/text.h"
#include "phone/settings_addresses.h"
#include "settings/row.h"

namespace handset::phone {
namespace {

constexpr std::uint64_t any_number = std::numeric_limits<std::uint32_t>::max();

struct Macro {
  std::string_view name;
  std::size_t from = 0;
  std::size_t most = std::string_view::npos;
  std::size_t length = 0;  // of the whole macro, the dollar sign included
};

std::string_view leading_name(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), [](char c) { return is_alnum(c) || c == '_'; });
  return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

// "(NAME)", "(NAME:p)" or "(NAME:p:q)" behind the dollar sign.
std::optional<Macro> read_bracketed(std::string_view text) {
  const std::size_t close = text.find(')');
  if (close == std::string_view::npos) return std::nullopt;
  const std::string_view inside = text.substr(1, close - 1);
  Macro macro;
  macro.name = leading_name(inside);
  macro.length = close + 2;
  const std::string_view range = inside.substr(macro.name.size());
  if (macro.name.empty()) return std::nullopt;
  if (range.empty()) return macro;
  if (range.front() != ':') return std::nullopt;
  const Split parts = split_once(range.substr(1), ':');
  const auto from = parse_decimal(parts.before, any_number);
  if (!from) return std::nullopt;
  macro.from = static_cast<std::size_t>(*from);
  if (!parts.found) return macro;
  const auto most = parse_decimal(parts.after, any_number);
  if (!most) return std::nullopt;
  macro.most = static_cast<std::size_t>(*most);
  return macro;
}

// The macro that the text behind a dollar sign begins with: of names with low lines, the longest that is
// known.
std::optional<Macro> read_macro(std::string_view text, const MacroValues& values) {
  if (text.starts_with('(')) return read_bracketed(text);
  Macro macro;
  macro.name = leading_name(text);
  while (values.find(macro.name) == nullptr && macro.name.find('_') != std::string_view::npos)
    macro.name = macro.name.substr(0, macro.name.rfind('_'));
  if (macro.name.empty()) return std::nullopt;
  macro.length = macro.name.size() + 1;
  return macro;
}

void set_if_known(MacroValues& values, std::string_view name, const std::string& value) {
  if (!value.empty()) values.set(name, value);
}

std::string mapped(std::string_view text, char (*letter)(char)) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), letter);
  return out;
}

char to_upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string with_colons(std::string_view digits) {
  std::string out;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    if (at != 0 && at % 2 == 0) out += ':';
    out += digits[at];
  }
  return out;
}

// The name of the product where the real phones have their maker's ("Cisco/SPA504G-7.4.9c"), then model and
// version as they write them: PBXs look for the model in the User-Agent, and choose by it what they send.
std::string version_text(const PhoneIdentity& identity) {
  return "Handset/" + identity.model + "-" + identity.version;
}

}  // namespace

void MacroValues::set(std::string_view name, std::string value) {
  const auto at = std::lower_bound(values_.begin(), values_.end(), name,
                                   [](const auto& entry, std::string_view key) { return entry.first < key; });
  if (at != values_.end() && at->first == name) {
    at->second = std::move(value);
  } else {
    values_.emplace(at, name, std::move(value));
  }
}

const std::string* MacroValues::find(std::string_view name) const {
  const auto at = std::lower_bound(values_.begin(), values_.end(), name,
                                   [](const auto& entry, std::string_view key) { return entry.first < key; });
  return at != values_.end() && at->first == name ? &at->second : nullptr;
}

namespace {

// `write` puts a value behind what is there.
template <class Write>
std::string expand(std::string_view text, const MacroValues& values, const Write& write) {
  std::string out;
  while (true) {
    const std::size_t dollar = text.find('$');
    out += text.substr(0, dollar);
    if (dollar == std::string_view::npos) return out;
    text.remove_prefix(dollar);
    if (text.starts_with("$$")) {
      out += '$';
      text.remove_prefix(2);
      continue;
    }
    const auto macro = read_macro(text.substr(1), values);
    const std::string* value = macro ? values.find(macro->name) : nullptr;
    if (value == nullptr) {
      out += '$';
      text.remove_prefix(1);
      continue;
    }
    write(out, std::string_view(*value).substr(std::min(macro->from, value->size()), macro->most));
    text.remove_prefix(macro->length);
  }
}

// What no URL may hold is escaped, and the rest is left as it is.
void append_to_path(std::string& out, std::string_view value) {
  constexpr std::string_view never = "\"<>\\^`{|}";
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7F || never.find(c) != std::string_view::npos) {
      out += percent_encode({&c, 1});
    } else {
      out += c;
    }
  }
}

}  // namespace

std::string expand_macros(std::string_view text, const MacroValues& values) {
  return expand(text, values, [](std::string& out, std::string_view value) { out += value; });
}

std::string expand_url(std::string_view text, const MacroValues& values) {
  return expand(text, values, [](std::string& out, std::string_view value) {
    if (out.find('?') == std::string::npos) {
      append_to_path(out, value);
    } else {
      out += percent_encode(value);
    }
  });
}

MacroValues phone_macros(const PhoneIdentity& identity) {
  MacroValues values;
  values.set("PN", identity.model);
  values.set("PSN", identity.model.starts_with("SPA") ? identity.model.substr(3) : identity.model);
  values.set("SWVER", identity.version);
  values.set("VERSION", version_text(identity));
  set_if_known(values, "MA", mapped(identity.mac, to_lower));
  set_if_known(values, "MAU", mapped(identity.mac, to_upper));
  set_if_known(values, "MAC", with_colons(mapped(identity.mac, to_lower)));
  set_if_known(values, "SN", identity.serial);
  set_if_known(values, "SERIAL_NUMBER", identity.serial);
  set_if_known(values, "HWVER", identity.hardware);
  set_if_known(values, "IP", identity.ip);
  set_if_known(values, "EXTIP", identity.external_ip);
  return values;
}

MacroValues phone_macros(const PhoneIdentity& identity, const settings::Snapshot& settings) {
  MacroValues values = phone_macros(identity);
  if (identity.external_ip.empty()) set_if_known(values, "EXTIP", std::string(settings.ext_ip()));
  const std::array<std::string_view, 16> general_purpose = {
      settings.gpp_a(), settings.gpp_b(), settings.gpp_c(), settings.gpp_d(),
      settings.gpp_e(), settings.gpp_f(), settings.gpp_g(), settings.gpp_h(),
      settings.gpp_i(), settings.gpp_j(), settings.gpp_k(), settings.gpp_l(),
      settings.gpp_m(), settings.gpp_n(), settings.gpp_o(), settings.gpp_p(),
  };
  char name = 'A';
  for (const std::string_view value : general_purpose) values.set(std::string(1, name++), std::string(value));
  for (unsigned number = 1; number <= settings::max_extensions; ++number) {
    const settings::ExtReaders ext = settings.ext(number);
    const std::string digits = std::to_string(number);
    values.set("UID" + digits, std::string(ext.user_id()));
    values.set("DISPLAYNAME" + digits, std::string(ext.display_name()));
    values.set("AUTHID" + digits, std::string(ext.auth_id()));
    values.set("PROXY" + digits, std::string(ext.proxy()));
  }
  values.set("XML_User_Name", std::string(settings.xml_user_name()));
  return values;
}

MacroValues line_macros(MacroValues phone, const settings::ExtReaders& ext) {
  phone.set("PROXY", std::string(domain_of(ext)));
  phone.set("USER", std::string(ext.user_id()));
  return phone;
}

}  // namespace handset::phone
