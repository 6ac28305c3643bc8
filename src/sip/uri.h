// SIP and SIPS URIs as slices of their text (RFC 3261 19.1), with brackets around IPv6 addresses and
// %-escapes left as they are: comparisons unescape as they go. Other schemes are recognised, so that 416
// can be answered, but not taken apart. Allocates nothing; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/result.h"

namespace handset::sip {

enum class Scheme : std::uint8_t { Sip, Sips, Tel, Other };

struct Uri {
  std::string_view text;  // all of it
  std::string_view scheme_text;
  Scheme scheme = Scheme::Other;

  // The rest is only filled for Sip and Sips.
  bool has_user = false;
  bool ipv6 = false;       // the host was in brackets
  std::uint16_t port = 0;  // 0: none given
  std::string_view user;   // escapes left in it, telephone-subscriber parameters too
  std::string_view password;
  std::string_view host;        // without brackets
  std::string_view parameters;  // behind the first ';', up to '?'
  std::string_view headers;     // behind '?'

  // Error: Malformed. An unknown scheme is none.
  static Result<Uri> parse(std::string_view text);

  [[nodiscard]] bool is_sip() const { return scheme == Scheme::Sip || scheme == Scheme::Sips; }
  // Its value, empty for one without; nothing when it is not there. Escapes are left in it.
  [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const;
};

// Whether %-escaped text stands for `plain`. "%00" is a NUL byte and ends nothing.
[[nodiscard]] bool equals_escaped(std::string_view escaped, std::string_view plain);
// Whether two escaped texts stand for the same in a URI: an escaped mark of its syntax is not that mark.
[[nodiscard]] bool equivalent_escaped(std::string_view a, std::string_view b);
// What escaped text stands for, written to `buffer` only when it has escapes. Nothing when the buffer is
// too small.
[[nodiscard]] std::optional<std::string_view> unescape(std::string_view escaped, std::span<char> buffer);

// RFC 3261 19.1.4. Other schemes, and URIs with more than 1 KiB of parameters and header fields, are
// compared byte by byte.
[[nodiscard]] bool equivalent(const Uri& a, const Uri& b);

}  // namespace handset::sip
