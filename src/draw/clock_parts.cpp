#include "draw/clock_parts.h"

#include "base/text.h"

namespace handset::draw {

namespace {

std::string_view take_word(std::string_view& text) {
  const std::size_t end = text.find(' ');
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return word;
}

void append_word(std::string& out, std::string_view word) {
  if (!out.empty()) out += ' ';
  out += word;
}

}  // namespace

ClockParts clock_parts(std::string_view clock) {
  ClockParts parts;
  bool after_time = false;
  while (!clock.empty()) {
    const std::string_view word = take_word(clock);
    if (word.empty()) continue;
    if (parts.time.empty() && word.find(':') != std::string_view::npos) {
      const std::size_t end = word.find_last_of("0123456789:") + 1;
      parts.time = word.substr(0, end);
      parts.half = word.substr(end);
      after_time = parts.half.empty();
      continue;
    }
    const bool half = after_time && (equal_ignoring_case(word, "am") || equal_ignoring_case(word, "pm"));
    append_word(half ? parts.half : parts.rest, word);
    after_time = false;
  }
  return parts;
}

}  // namespace handset::draw
