// Small text helpers that every protocol here needs: ASCII only, no locale, no allocation unless said.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace handset {

[[nodiscard]] constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
[[nodiscard]] constexpr bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr bool is_alnum(char c) {
  return is_digit(c) || is_alpha(c);
}
[[nodiscard]] constexpr bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
[[nodiscard]] constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
[[nodiscard]] constexpr bool is_space(char c) {
  return is_blank(c) || c == '\r' || c == '\n';
}
[[nodiscard]] constexpr char to_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
// The value of a hexadecimal digit; `c` must be one.
[[nodiscard]] constexpr std::uint8_t hex_value(char c) {
  return static_cast<std::uint8_t>(is_digit(c) ? c - '0' : to_lower(c) - 'a' + 10);
}

// Allocates.
[[nodiscard]] std::string lower_case(std::string_view text);

// Of texts of one length.
[[nodiscard]] bool same_letters_ignoring_case(const char* a, const char* b, std::size_t size);
// Most that are asked about differ in their length, which is told here and now.
[[nodiscard]] inline bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && same_letters_ignoring_case(a.data(), b.data(), a.size());
}
[[nodiscard]] bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);

// Without spaces, tabs, CR and LF at both ends.
[[nodiscard]] inline std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

// Of a Content-Type, what stands before its parameters: "text/xml".
[[nodiscard]] std::string_view media_type(std::string_view content_type);

// Splits at the first `separator`: {before, after}; without one, {text, ""}. `found` tells them apart.
struct Split {
  std::string_view before;
  std::string_view after;
  bool found;
};
[[nodiscard]] Split split_once(std::string_view text, char separator);

// The whole text as a decimal number: digits only, no sign, no blanks, not above `max`.
[[nodiscard]] std::optional<std::uint64_t> parse_decimal(std::string_view text, std::uint64_t max);

void append_decimal(std::string& out, std::uint64_t value);
void append_hex(std::string& out, std::uint64_t value, std::size_t digits);

// %XX decoded; an incomplete escape stays as it is. Allocates.
[[nodiscard]] std::string percent_decode(std::string_view text);
// Everything but the unreserved letters of RFC 3986 as %XX. Allocates.
[[nodiscard]] std::string percent_encode(std::string_view text);

[[nodiscard]] std::string base64_encode(std::string_view bytes);
// Strict: padding required, no blanks.
[[nodiscard]] std::optional<std::string> base64_decode(std::string_view text);

}  // namespace handset
