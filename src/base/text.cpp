#include "base/text.h"

#include <algorithm>
#include <array>

#include "base/eight_letters.h"

namespace handset {

std::string lower_case(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = to_lower(c);
  return out;
}

// Nearly all come written alike, which is seen in eight letters at once.
bool same_letters_ignoring_case(const char* a, const char* b, std::size_t size) {
  if (same_letters(a, b, size)) return true;
  return std::equal(a, a + size, b, [](char x, char y) { return x == y || to_lower(x) == to_lower(y); });
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && equal_ignoring_case(text.substr(0, prefix.size()), prefix);
}

Split split_once(std::string_view text, char separator) {
  const auto at = text.find(separator);
  if (at == std::string_view::npos) return {text, {}, false};
  return {text.substr(0, at), text.substr(at + 1), true};
}

std::string_view media_type(std::string_view content_type) {
  return trim(split_once(content_type, ';').before);
}

std::optional<std::uint64_t> parse_decimal(std::string_view text, std::uint64_t max) {
  // What fits in any case needs no division on its way.
  constexpr std::size_t digits_that_fit = 19;
  if (text.empty()) return std::nullopt;
  std::uint64_t value = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_digit(text[at])) return std::nullopt;
    const auto digit = static_cast<std::uint64_t>(text[at] - '0');
    if (at >= digits_that_fit && (digit > max || value > (max - digit) / 10)) return std::nullopt;
    value = value * 10 + digit;
  }
  return value <= max ? std::optional(value) : std::nullopt;
}

void append_decimal(std::string& out, std::uint64_t value) {
  std::array<char, 20> digits;
  auto at = digits.end();
  do {
    *--at = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (value != 0);
  out.append(at, digits.end());
}

void append_hex(std::string& out, std::uint64_t value, std::size_t digits) {
  while (digits-- > 0) out.push_back("0123456789abcdef"[(value >> (4 * digits)) & 15U]);
}

std::string percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
      out.push_back(static_cast<char>(hex_value(text[i + 1]) << 4U | hex_value(text[i + 2])));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

std::string percent_encode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      out.push_back(c);
    } else {
      out.push_back('%');
      out.push_back("0123456789ABCDEF"[static_cast<unsigned char>(c) >> 4U]);
      out.push_back("0123456789ABCDEF"[static_cast<unsigned char>(c) & 15U]);
    }
  }
  return out;
}

namespace {
constexpr std::string_view base64_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
}

std::string base64_encode(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8U | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      out.push_back(k <= count ? base64_letters[(group >> (18 - 6 * k)) & 63U] : '=');
  }
  return out;
}

std::optional<std::string> base64_decode(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
  std::string out;
  out.reserve(text.size() / 4 * 3);
  std::uint32_t group = 0;
  const std::size_t letters = text.size() - padding;
  for (std::size_t i = 0; i < letters; ++i) {
    const auto value = base64_letters.find(text[i]);
    if (value == std::string_view::npos) return std::nullopt;
    group = group << 6U | static_cast<std::uint32_t>(value);
    if (i % 4 == 3)
      for (unsigned shift = 16; shift <= 16; shift -= 8)
        out.push_back(static_cast<char>(group >> shift & 255U));
  }
  // The bits that padding leaves over must be zero: each value has one text.
  if (padding == 1) {
    if ((group & 3U) != 0) return std::nullopt;
    out.push_back(static_cast<char>(group >> 10U & 255U));
    out.push_back(static_cast<char>(group >> 2U & 255U));
  } else if (padding == 2) {
    if ((group & 15U) != 0) return std::nullopt;
    out.push_back(static_cast<char>(group >> 4U & 255U));
  }
  return out;
}

}  // namespace handset
