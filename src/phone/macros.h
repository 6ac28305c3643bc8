// Macros in the values of settings: $NAME (the longest name that is known), $(NAME), and a part of a value as
// $(NAME:p) or $(NAME:p:q), from character p on, q of them at most. $$ is a dollar sign. What a macro stands
// for is not looked through for macros again; a name that is not known, and what is no macro at all, stays as
// it is written.
//
// Values and pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "settings/snapshot.h"

namespace handset::phone {

class MacroValues {
 public:
  // Names are letters, digits and low lines, and count as they stand. A later value takes the place of an
  // earlier one.
  void set(std::string_view name, std::string value);
  // Null when the name is not known.
  [[nodiscard]] const std::string* find(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> values_;  // by name
};

[[nodiscard]] std::string expand_macros(std::string_view text, const MacroValues& values);
// The same of a URL, in which what a macro stands for is percent-encoded: behind the `?` all but the
// unreserved letters of RFC 3986, before it what no URL may hold, since it may be a whole address there.
[[nodiscard]] std::string expand_url(std::string_view text, const MacroValues& values);

// What a phone knows of itself beside its settings. What is empty is not known, and its macros stay as they
// are.
struct PhoneIdentity {
  std::string model = "SPA525G2";
  std::string version = "0.1.0";  // of this software
  std::string mac{};              // 12 hexadecimal digits
  std::string serial{};
  std::string hardware{};
  std::string ip{};           // the address that it is reached at
  std::string external_ip{};  // the public one, where it is known to differ
};

// PN, PSN, MA, MAU, MAC, SN, SERIAL_NUMBER, SWVER, HWVER, IP, EXTIP, VERSION.
[[nodiscard]] MacroValues phone_macros(const PhoneIdentity& identity);
// Those, and of the settings A to P (GPP A to GPP P; the secrets GPP SA to GPP SD are no macros), UID1,
// DISPLAYNAME1, AUTHID1, PROXY1 and so on of the extensions, XML_User_Name, and EXTIP (EXT IP) where the
// identity does not know better.
[[nodiscard]] MacroValues phone_macros(const PhoneIdentity& identity, const settings::Snapshot& settings);
// Those, and what an extension adds: PROXY and USER.
[[nodiscard]] MacroValues line_macros(MacroValues phone, const settings::ExtReaders& ext);

}  // namespace handset::phone
