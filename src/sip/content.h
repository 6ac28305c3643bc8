// What a request says about bodies: how its own is packed and what it is, and what it takes in the answer
// (RFC 3261 8.2.3, 20.1, 20.11, 20.12, 20.15). Allocates nothing; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "sip/message.h"

namespace handset::sip {

// How the body is packed, by all Content-Encoding lines together.
enum class ContentCoding : std::uint8_t { Identity, Gzip, Other };
[[nodiscard]] ContentCoding content_coding(const Message& message);

// What a receiver understands.
struct ContentRules {
  std::span<const std::string_view> types;  // "type/subtype"
  bool gzip = false;
};

// What of the body is not understood: nothing when there is none, when its Content-Disposition says that it
// need not be (`handling=optional`), and for a missing Content-Type, which is forgiven.
enum class ContentLack : std::uint8_t { Nothing, Type, Coding };
[[nodiscard]] ContentLack content_lack(const Message& request, const ContentRules& rules);

// Whether Accept lets the answer have a body of that type; without Accept it may have any. Of several ranges
// that fit the most exact one counts, `q=0` in it says no; what is no range is passed over.
[[nodiscard]] bool accepts(const Message& request, std::string_view type, std::string_view subtype);

}  // namespace handset::sip
