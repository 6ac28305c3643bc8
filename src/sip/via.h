// One Via (RFC 3261 20.42) as slices of its line, and where the response to a request goes (RFC 3261
// 18.2.2, RFC 3581). Allocates nothing; any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/address.h"
#include "base/result.h"

namespace handset::sip {

struct Via {
  std::string_view text;        // this Via alone, trimmed
  std::string_view rest;        // further ones of the same line, behind the comma
  std::string_view protocol;    // "SIP/2.0/UDP" as written
  std::string_view transport;   // "UDP"
  std::string_view sent_by;     // host and port as written
  std::string_view host;        // without brackets
  std::uint16_t port = 0;       // 0: none given
  std::string_view parameters;  // behind the first ';'
  std::string_view branch;      // empty: absent or empty, which RFC 3261 treats alike
  std::string_view received;    // without brackets
  bool has_rport = false;
  std::uint16_t rport = 0;  // 0: asked for, not filled in
  bool more = false;        // a comma was there: `rest` holds another one

  // The first Via of a line. Error: Malformed. The topmost one of a message is Message::via().
  static Result<Via> parse(std::string_view value);

  // The branch was made by RFC 3261 rules: the magic cookie with something behind it.
  [[nodiscard]] bool has_magic_cookie() const;
  // Everything but UDP.
  [[nodiscard]] bool reliable() const;
};

inline constexpr std::string_view magic_cookie = "z9hG4bK";

// Where a response over UDP goes: to the source address; its port when rport was asked for, else the port
// of sent-by or 5060. `maddr` is not followed: it would let a forged request aim our answers at anybody.
[[nodiscard]] Endpoint response_target(const Via& via, const Endpoint& source);

// Whether the topmost Via is to be given `;received=`: sent-by is a name or another address than the source.
[[nodiscard]] bool needs_received(const Via& via, const Endpoint& source);

}  // namespace handset::sip
