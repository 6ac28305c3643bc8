// What a clock's words say in large letters on an idle screen, and what in small ones.
#pragma once

#include <string>
#include <string_view>

namespace handset::draw {

struct ClockParts {
  std::string time;  // "14:05": the first word with a colon in it, up to its last digit
  std::string half;  // "pm", "a": what follows the time at once or as the next word; empty: none
  std::string rest;  // the other words: date and zone
};

[[nodiscard]] ClockParts clock_parts(std::string_view clock);

}  // namespace handset::draw
