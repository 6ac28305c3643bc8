// The short header values: CSeq, Event, Content-Type, Subscription-State and the plain numbers. Slices of
// the value that was read; nothing allocates. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "sip/grammar.h"
#include "sip/method.h"

namespace handset::sip {

// RFC 3261 20.16: a number below 2^31 and a method.
struct CSeq {
  std::uint32_t number = 0;
  Method method = Method::Other;
  std::string_view method_name;

  static Result<CSeq> parse(std::string_view value);
};

// RFC 6665 8.2.1. Packages are compared with their case, as the RFC says; is() forgives it.
struct EventHeader {
  std::string_view package;
  std::string_view id;  // empty: none
  std::string_view parameters;

  static Result<EventHeader> parse(std::string_view value);
  [[nodiscard]] bool is(std::string_view name) const { return equal_ignoring_case(package, name); }
};

// RFC 3261 20.15.
struct ContentType {
  std::string_view type;
  std::string_view subtype;
  std::string_view parameters;

  static Result<ContentType> parse(std::string_view value);
  [[nodiscard]] bool is(std::string_view other_type, std::string_view other_subtype) const {
    return equal_ignoring_case(type, other_type) && equal_ignoring_case(subtype, other_subtype);
  }
  [[nodiscard]] std::optional<Parameter> parameter(std::string_view name) const {
    return find_parameter(parameters, name);
  }
};

// RFC 6665 8.2.3: "active;expires=600", "terminated;reason=noresource".
struct SubscriptionState {
  std::string_view state;
  std::string_view parameters;

  static Result<SubscriptionState> parse(std::string_view value);
};

// 0 to 2^32-1: Expires, Min-Expires, Retry-After (a comment and parameters behind it are ignored).
[[nodiscard]] Result<std::uint32_t> parse_delta_seconds(std::string_view value);
// 0 to 255.
[[nodiscard]] Result<std::uint8_t> parse_max_forwards(std::string_view value);
// 0 to 2^32-1; more is TooLarge, anything but digits Malformed.
[[nodiscard]] Result<std::uint32_t> parse_content_length(std::string_view value);

}  // namespace handset::sip
