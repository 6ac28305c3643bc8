// The headers of a page that are about its showing: Refresh and Expires. Pure functions; any thread.
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace handset::phone {

// "SECONDS; url=U".
struct Refresh {
  Duration after{};      // zero: only by the Next or Update key; at most a day
  std::string_view url;  // into the field; empty: the page itself
};
// Nothing when the field is empty or begins with no number.
[[nodiscard]] std::optional<Refresh> parse_refresh(std::string_view field);

// The date of an Expires field, in any of the three forms of RFC 9110 section 5.6.7. What is no date, such as
// "0" or "-1", is long past. Nothing when the field is empty: the page does not expire.
[[nodiscard]] std::optional<WallTime> parse_expires(std::string_view field);

}  // namespace handset::phone
