// Text looked at eight letters at a time, for what is asked of every byte that comes in or goes out.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace handset {

// In the order of the processor, which the tests below don't depend on.
[[nodiscard]] inline std::uint64_t eight_letters(const char* at) {
  std::uint64_t letters = 0;
  std::memcpy(&letters, at, sizeof letters);
  return letters;
}
// Four to eight letters; some stand in it twice.
[[nodiscard]] inline std::uint64_t four_to_eight_letters(const char* at, std::size_t size) {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  std::memcpy(&first, at, sizeof first);
  std::memcpy(&last, at + size - sizeof last, sizeof last);
  return static_cast<std::uint64_t>(first) << 32U | last;
}

[[nodiscard]] inline bool same_letters(const char* a, const char* b, std::size_t size) {
  if (size >= 8) {
    // The last eight overlap those before them.
    bool same = eight_letters(a + size - 8) == eight_letters(b + size - 8);
    for (; same && size > 8; a += 8, b += 8, size -= 8) same = eight_letters(a) == eight_letters(b);
    return same;
  }
  if (size >= 4) return four_to_eight_letters(a, size) == four_to_eight_letters(b, size);
  while (size > 0 && *a == *b) ++a, ++b, --size;
  return size == 0;
}

// The first `c`, or the size of the text: for where it is expected among the first letters, before a search
// through many has got going.
[[nodiscard]] inline std::size_t find_near(std::string_view text, char c) {
  std::size_t at = 0;
  if constexpr (std::endian::native == std::endian::little) {
    constexpr std::uint64_t each = 0x0101010101010101U;
    for (; text.size() - at >= 8; at += 8) {
      const std::uint64_t other = eight_letters(text.data() + at) ^ (each * static_cast<unsigned char>(c));
      const std::uint64_t found = (other - each) & ~other & (each * 0x80);
      if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
    }
  }
  while (at < text.size() && text[at] != c) ++at;
  return at;
}

// Not 0 when one of the letters is below `lowest`, DEL, or beyond ASCII. `lowest` is at most 0x7f. (Borrows
// and carries set bits of no meaning, but only above a letter that is one of these.)
[[nodiscard]] constexpr std::uint64_t odd_letters(std::uint64_t letters, unsigned char lowest) {
  constexpr std::uint64_t each = 0x0101010101010101U;
  return ((letters - each * lowest) | (letters + each) | letters) & (each * 0x80);
}

// Whether all letters are ASCII from `lowest` up to '~': what nearly everything is that is looked through.
[[nodiscard]] inline bool is_plain(std::string_view text, unsigned char lowest) {
  const char* at = text.data();
  std::size_t left = text.size();
  if (left < 4) {
    for (const char c : text)
      if (static_cast<unsigned char>(c) < lowest || static_cast<unsigned char>(c) > '~') return false;
    return true;
  }
  if (left < 8) return odd_letters(four_to_eight_letters(at, left), lowest) == 0;
  // The last eight overlap those before them.
  std::uint64_t odd = odd_letters(eight_letters(at + left - 8), lowest);
  for (; left > 8; at += 8, left -= 8) odd |= odd_letters(eight_letters(at), lowest);
  return odd == 0;
}

}  // namespace handset
