// What a REGISTER says of the way that it took: Path (RFC 3327) and whether its flows count (RFC 5626 6).
// Pure functions of the request; any thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "sip/message.h"

namespace handset::pbx {

// Whether a list of option tags (Supported, Require) has that one.
[[nodiscard]] bool has_option(const sip::Message& message, sip::Field field, std::string_view tag);

enum class Outbound : std::uint8_t {
  Unknown,  // not asked for: reg-id counts for nothing
  Kept,     // we are the first hop, or that one keeps flows
  Lost,     // asked for, but the first hop does not
};
[[nodiscard]] Outbound outbound_of(const sip::Message& request);

}  // namespace handset::pbx
