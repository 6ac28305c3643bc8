// Hexadecimal digits of numbers and bytes, lower case, without allocation: two digits at a time, as nonces,
// tags and digests are on the way of every push.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

namespace handset {

// The digits of each byte, one behind the other.
inline constexpr auto hex_pairs = [] {
  std::array<char, std::size_t{2} * 256> pairs{};
  for (std::size_t i = 0; i < 256; ++i) {
    pairs[2 * i] = "0123456789abcdef"[i >> 4U];
    pairs[2 * i + 1] = "0123456789abcdef"[i & 15U];
  }
  return pairs;
}();

// Writes two digits.
inline void write_hex_byte(char* out, std::uint8_t byte) {
  std::memcpy(out, hex_pairs.data() + std::size_t{2} * byte, 2);
}

// Writes an even number of digits, those of the low bytes of `value`.
inline void write_hex(char* out, std::uint64_t value, std::size_t digits) {
  for (; digits > 0; value >>= 8U) write_hex_byte(out + (digits -= 2), static_cast<std::uint8_t>(value));
}

// The value of each digit in either case; above 15 for what is none.
inline constexpr auto hex_values = [] {
  std::array<std::uint8_t, 256> values{};
  for (auto& value : values) value = 0xff;
  for (std::uint8_t i = 0; i < 16; ++i) {
    values[static_cast<unsigned char>("0123456789abcdef"[i])] = i;
    values[static_cast<unsigned char>("0123456789ABCDEF"[i])] = i;
  }
  return values;
}();

// Up to 16 digits and nothing else.
[[nodiscard]] inline std::optional<std::uint64_t> read_hex(std::string_view digits) {
  std::uint64_t number = 0;
  unsigned all = 0;
  for (const char c : digits) {
    const unsigned value = hex_values[static_cast<unsigned char>(c)];
    all |= value;
    number = number << 4U | value;
  }
  return all < 16 && digits.size() <= 16 ? std::optional(number) : std::nullopt;
}

}  // namespace handset
