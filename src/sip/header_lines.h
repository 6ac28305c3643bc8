// Cuts the head of a message into header lines: one reading of line ends, folds and names for all who look
// at raw bytes (Message and StreamFramer). A line ends with CR LF or a bare LF; one that begins with a
// blank continues the line before it (RFC 3261 7.3.1).
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

#include "base/eight_letters.h"
#include "base/text.h"

namespace handset::sip {

class HeaderLines {
 public:
  enum class Step : unsigned char {
    Line,   // name() and value() are those of a header line; the name may still be no token
    Wrong,  // a line without a name or without a colon
    Blank,  // the blank line: what follows is the body
    End,    // the bytes ran out before a blank line
  };

  // `at`: where `text` begins in the message.
  explicit HeaderLines(std::string_view text, std::size_t at = 0) : text_(text), base_(at) {}

  Step next() {
    start_ = position_;
    if (position_ == text_.size()) return Step::End;
    const std::string_view line = take_line();
    if (line.empty()) return Step::Blank;
    return split(line) ? Step::Line : Step::Wrong;
  }

  // The first line, whatever it is, without looking for folds.
  std::string_view take_start_line() {
    start_ = position_;
    return without_line_end(take_physical_line());
  }

  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] std::string_view value() const { return value_; }
  // Where the line that next() found begins.
  [[nodiscard]] std::size_t at() const { return base_ + start_; }
  // What was not read yet.
  [[nodiscard]] std::string_view rest() const { return text_.substr(position_); }
  [[nodiscard]] std::size_t rest_at() const { return base_ + position_; }

 private:
  std::string_view take_physical_line() {
    if (position_ == text_.size()) return {};
    const auto* begin = text_.data() + position_;
    const auto left = text_.size() - position_;
    const auto* end = static_cast<const char*>(std::memchr(begin, '\n', left));
    const std::size_t size = end == nullptr ? left : static_cast<std::size_t>(end - begin) + 1;
    position_ += size;
    return {begin, size};
  }

  static std::string_view without_line_end(std::string_view line) {
    if (line.ends_with("\r\n")) return {line.data(), line.size() - 2};
    if (!line.empty() && line.back() == '\n') line.remove_suffix(1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
  }

  // With all its continuations.
  std::string_view take_line() {
    const std::string_view first = without_line_end(take_physical_line());
    if (first.empty() || position_ == text_.size() || !is_blank(text_[position_])) return first;
    while (position_ < text_.size() && is_blank(text_[position_])) take_physical_line();
    return without_line_end(text_.substr(start_, position_ - start_));
  }

  bool split(std::string_view line) {
    const std::size_t colon = find_near(line, ':');
    if (colon == line.size()) return false;
    std::size_t end = colon;
    while (end > 0 && is_blank(line[end - 1])) --end;
    name_ = {line.data(), end};
    value_ = trim({line.data() + colon + 1, line.size() - colon - 1});
    return end != 0;
  }

  std::string_view text_;
  std::size_t base_;
  std::size_t position_ = 0;
  std::size_t start_ = 0;
  std::string_view name_;
  std::string_view value_;
};

}  // namespace handset::sip
