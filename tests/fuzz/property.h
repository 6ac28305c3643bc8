// What a fuzz target asks of a parser beyond not crashing. A property that does not hold ends the run like
// any crash, with its words before the report.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string_view>

namespace handset::fuzz {

// The input as text. libFuzzer's buffer has exactly its size, so a read behind its end is seen.
inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
}

// `words` say what should hold.
inline void require(bool holds, const char* words) {
  if (holds) return;
  std::fprintf(stderr, "PROPERTY BROKEN: %s\n", words);
  std::abort();
}

// A slice that was found lies in the bytes that were read; one that was not found is empty.
inline void require_slice(std::string_view slice, std::string_view whole) {
  if (slice.empty()) return;
  const std::less_equal<> not_behind;
  require(not_behind(whole.data(), slice.data()) &&
              not_behind(slice.data() + slice.size(), whole.data() + whole.size()),
          "a slice lies in the bytes that were read");
}

}  // namespace handset::fuzz
