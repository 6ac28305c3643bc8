// What the final response to a REGISTER says of our binding. Pure functions; any thread. RFC 3261 10.2.4,
// 10.3, 20.19, 20.23, 20.33; RFC 3608.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "sip/message.h"

namespace handset::ua {

// For how many seconds a 2xx binds `contact`, a URI that was sent. Its own Contact parameter says so, else
// Expires, else what was asked for; a number that is none is not there (20.10, 20.19). Registrars behind a
// NAT's back write another host or port into the contact: the only one with our user is ours then. A
// response without any Contact confirms ours. Error: NotFound (it confirms the contacts of others only).
[[nodiscard]] Result<std::uint32_t> granted_expires(const sip::Message& response, std::string_view contact,
                                                    std::uint32_t asked);

// Min-Expires of a 423. Error: NotFound, Malformed.
[[nodiscard]] Result<std::uint32_t> min_expires(const sip::Message& response);

// Retry-After in seconds; nothing where there is none, or it is no number.
[[nodiscard]] std::optional<std::uint32_t> retry_after(const sip::Message& response);

// The first SIP URI that a 3xx offers; empty: none.
[[nodiscard]] std::string redirect_target(const sip::Message& response);

// The routes of Service-Route, ready for the Route of later requests; empty: none, a broken one, or more than
// any operator needs.
inline constexpr std::size_t longest_service_route = 1024;
[[nodiscard]] std::string service_route(const sip::Message& response);

}  // namespace handset::ua
