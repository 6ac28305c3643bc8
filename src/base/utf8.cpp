#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace handset {
namespace {

constexpr char32_t replacement = 0xfffd;

struct Decoded {
  char32_t code_point;
  std::size_t size;  // 0: no well-formed sequence starts here
};

Decoded decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(0);
  if (first < 0x80) return {first, 1};
  const std::size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < size) return {replacement, 0};
  char32_t code_point = first & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0U) != 0x80) return {replacement, 0};
    code_point = code_point << 6U | (byte(i) & 0x3fU);
  }
  constexpr std::array<char32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
  if (code_point < least[size] || surrogate || code_point > 0x10ffff) return {replacement, 0};
  return {code_point, size};
}

struct Range {
  char32_t first;
  char32_t last;
};

bool in_ranges(char32_t c, const Range* begin, const Range* end) {
  const auto* range =
      std::lower_bound(begin, end, c, [](const Range& r, char32_t value) { return r.last < value; });
  return range != end && c >= range->first;
}

// Combining marks of the scripts that screens meet, joiners and direction marks.
constexpr std::array zero_width = {
    Range{0x0300, 0x036f},   Range{0x0483, 0x0489}, Range{0x0591, 0x05bd}, Range{0x05bf, 0x05bf},
    Range{0x05c1, 0x05c2},   Range{0x05c4, 0x05c5}, Range{0x0610, 0x061a}, Range{0x064b, 0x065f},
    Range{0x0670, 0x0670},   Range{0x06d6, 0x06dc}, Range{0x06df, 0x06e4}, Range{0x06e7, 0x06e8},
    Range{0x06ea, 0x06ed},   Range{0x0900, 0x0902}, Range{0x093c, 0x093c}, Range{0x0941, 0x0948},
    Range{0x094d, 0x094d},   Range{0x0e31, 0x0e31}, Range{0x0e34, 0x0e3a}, Range{0x0e47, 0x0e4e},
    Range{0x1ab0, 0x1aff},   Range{0x1dc0, 0x1dff}, Range{0x200b, 0x200f}, Range{0x202a, 0x202e},
    Range{0x2060, 0x2064},   Range{0x2066, 0x2069}, Range{0x20d0, 0x20ff}, Range{0x3099, 0x309a},
    Range{0xfe00, 0xfe0f},   Range{0xfe20, 0xfe2f}, Range{0xfeff, 0xfeff}, Range{0x1f3fb, 0x1f3ff},
    Range{0xe0100, 0xe01ef},
};

// East Asian Wide and Fullwidth (UAX #11), by block, and the emoji.
constexpr std::array wide = {
    Range{0x1100, 0x115f},   Range{0x231a, 0x231b},   Range{0x2329, 0x232a},   Range{0x23e9, 0x23ec},
    Range{0x23f0, 0x23f0},   Range{0x23f3, 0x23f3},   Range{0x25fd, 0x25fe},   Range{0x2614, 0x2615},
    Range{0x2648, 0x2653},   Range{0x267f, 0x267f},   Range{0x2693, 0x2693},   Range{0x26a1, 0x26a1},
    Range{0x26aa, 0x26ab},   Range{0x26bd, 0x26be},   Range{0x26c4, 0x26c5},   Range{0x26ce, 0x26ce},
    Range{0x26d4, 0x26d4},   Range{0x26ea, 0x26ea},   Range{0x26f2, 0x26f3},   Range{0x26f5, 0x26f5},
    Range{0x26fa, 0x26fa},   Range{0x26fd, 0x26fd},   Range{0x2705, 0x2705},   Range{0x270a, 0x270b},
    Range{0x2728, 0x2728},   Range{0x274c, 0x274c},   Range{0x274e, 0x274e},   Range{0x2753, 0x2755},
    Range{0x2757, 0x2757},   Range{0x2795, 0x2797},   Range{0x27b0, 0x27b0},   Range{0x27bf, 0x27bf},
    Range{0x2b1b, 0x2b1c},   Range{0x2b50, 0x2b50},   Range{0x2b55, 0x2b55},   Range{0x2e80, 0x303e},
    Range{0x3041, 0x33ff},   Range{0x3400, 0x4dbf},   Range{0x4e00, 0x9fff},   Range{0xa000, 0xa4cf},
    Range{0xa960, 0xa97f},   Range{0xac00, 0xd7a3},   Range{0xf900, 0xfaff},   Range{0xfe10, 0xfe19},
    Range{0xfe30, 0xfe6f},   Range{0xff00, 0xff60},   Range{0xffe0, 0xffe6},   Range{0x1f18e, 0x1f18e},
    Range{0x1f191, 0x1f19a}, Range{0x1f300, 0x1f64f}, Range{0x1f680, 0x1f6ff}, Range{0x1f7e0, 0x1f7eb},
    Range{0x1f900, 0x1f9ff}, Range{0x1fa70, 0x1faff}, Range{0x20000, 0x3fffd},
};

}  // namespace

// Nearly all text is ASCII: eight letters at once.
std::size_t ascii_prefix(std::string_view text) {
  std::size_t size = 0;
  for (std::uint64_t letters = 0; text.size() - size >= sizeof letters; size += sizeof letters) {
    std::memcpy(&letters, text.data() + size, sizeof letters);
    if ((letters & 0x8080808080808080U) != 0) break;
  }
  while (size < text.size() && static_cast<unsigned char>(text[size]) < 0x80) ++size;
  return size;
}

bool is_valid_utf8(std::string_view text) {
  while (true) {
    text.remove_prefix(ascii_prefix(text));
    if (text.empty()) return true;
    const auto decoded = decode(text);
    if (decoded.size == 0) return false;
    text.remove_prefix(decoded.size);
  }
}

char32_t take_wide_code_point(std::string_view& text) {
  const auto decoded = decode(text);
  text.remove_prefix(std::max<std::size_t>(decoded.size, 1));
  return decoded.code_point;
}

void append_wide_utf8(std::string& out, char32_t c) {
  if ((c >= 0xd800 && c <= 0xdfff) || c > 0x10ffff) c = replacement;
  const auto add = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x800) {
    add(0xc0U | c >> 6U);
    add(0x80U | (c & 0x3fU));
  } else if (c < 0x10000) {
    add(0xe0U | c >> 12U);
    add(0x80U | (c >> 6U & 0x3fU));
    add(0x80U | (c & 0x3fU));
  } else {
    add(0xf0U | c >> 18U);
    add(0x80U | (c >> 12U & 0x3fU));
    add(0x80U | (c >> 6U & 0x3fU));
    add(0x80U | (c & 0x3fU));
  }
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  while (true) {
    const std::size_t ascii = ascii_prefix(text);
    text.remove_prefix(ascii);
    count += ascii;
    if (text.empty()) return count;
    take_code_point(text);
    ++count;
  }
}

std::string_view first_code_points(std::string_view text, std::size_t count) {
  auto rest = text;
  while (count-- > 0 && !rest.empty()) take_code_point(rest);
  return text.substr(0, text.size() - rest.size());
}

unsigned cell_width(char32_t c) {
  if (c < 0x300) return 1;
  if (in_ranges(c, zero_width.data(), zero_width.data() + zero_width.size())) return 0;
  return in_ranges(c, wide.data(), wide.data() + wide.size()) ? 2 : 1;
}

std::size_t cell_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) width += cell_width(take_code_point(text));
  return width;
}

std::string utf8_from_latin1(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) append_utf8(out, static_cast<unsigned char>(c));
  return out;
}

}  // namespace handset
