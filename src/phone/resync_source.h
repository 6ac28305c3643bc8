// Where a profile comes from, as an administrator names it: [--uid U --pwd P] scheme://host:port/path, of
// which everything may be left out but one of host and path. Without a scheme it is TFTP, without a host it
// is the one that asked. Macros are expanded. Reference: phone.md 1 and 3.2.
//
// Values and pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "base/address.h"
#include "base/fetch.h"
#include "phone/macros.h"

namespace handset::phone {

// What the address is for. A report may have the option --delta, which stands alone.
enum class RuleUse : std::uint8_t { Profile, Report };

struct ResyncSource {
  std::string scheme = "tftp";  // or http, https
  std::string host;             // IPv6 without brackets
  std::uint16_t port = 69;
  std::string path;  // from '/' on, with the query
  std::optional<FetchLogin> login{};
  bool delta = false;  // of a report: only what is not as the factory has it

  // Absolute, without the login; the port where it is not the usual one.
  [[nodiscard]] std::string url() const;
};

// The error is a sentence that says what would be right. `asker` unspecified: the host has to be named.
[[nodiscard]] tl::expected<ResyncSource, std::string> parse_resync_source(std::string_view text,
                                                                          const IpAddress& asker,
                                                                          const MacroValues& macros,
                                                                          RuleUse use = RuleUse::Profile);

// User-Agent of who fetches and reports.
[[nodiscard]] std::string agent_of(const PhoneIdentity& identity);

// Those of `macros`, and what the messages about a resync may name: SCHEME, SERV, SERVIP, PORT, PATH, METH,
// ERR.
[[nodiscard]] MacroValues resync_macros(MacroValues macros, const ResyncSource& source,
                                        std::string_view error);

}  // namespace handset::phone
