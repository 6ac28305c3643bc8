// UTF-8: validation, walking by code point, and the width of text on a grid of cells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace handset {

// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_valid_utf8(std::string_view text);

// How many letters of ASCII `text` begins with.
[[nodiscard]] std::size_t ascii_prefix(std::string_view text);

char32_t take_wide_code_point(std::string_view& text);
void append_wide_utf8(std::string& out, char32_t code_point);

// Takes the first code point off `text`. A byte that starts none yields U+FFFD and is skipped alone.
// `text` must not be empty.
inline char32_t take_code_point(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text.front());
  if (first >= 0x80) return take_wide_code_point(text);
  text.remove_prefix(1);
  return first;
}

// A surrogate, or a number above U+10FFFF, is written as U+FFFD.
inline void append_utf8(std::string& out, char32_t code_point) {
  if (code_point >= 0x80) return append_wide_utf8(out, code_point);
  out.push_back(static_cast<char>(code_point));
}

[[nodiscard]] std::size_t count_code_points(std::string_view text);

// The first `count` code points.
[[nodiscard]] std::string_view first_code_points(std::string_view text, std::size_t count);

// How many cells the code point takes on the screen: 0 for combining marks and format characters, 2 for
// the wide letters of East Asia and emoji, else 1.
[[nodiscard]] unsigned cell_width(char32_t code_point);
[[nodiscard]] std::size_t cell_width(std::string_view text);

// ISO-8859-1 bytes as UTF-8.
[[nodiscard]] std::string utf8_from_latin1(std::string_view bytes);

}  // namespace handset
