// What a clock's words say in large letters on an idle screen, and what in small ones.
#pragma once

#include <string>
#include <string_view>

namespace handset::draw {

struct ClockParts {
  std::string time;  // the first word with a colon in it, "14:05"; with "am" or "pm" after it
  std::string rest;  // the other words: date and zone
};

[[nodiscard]] ClockParts clock_parts(std::string_view clock);

}  // namespace handset::draw
