// Pictures that stand in an XML document as hex digits (Cisco's CIP format): two bits or one for a pixel, the
// first pixel in the lowest bits of a byte, rows one after the other without padding between them. Pure
// functions, any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace handset::xml {

// Row by row; 0 is white, 3 is black, 1 and 2 the greys between them.
struct CipPixels {
  unsigned width = 0;
  unsigned height = 0;
  std::vector<std::uint8_t> levels{};  // width * height of them

  friend bool operator==(const CipPixels&, const CipPixels&) = default;
};

struct CipShape {
  unsigned width = 0;
  unsigned height = 0;
  unsigned depth = 2;  // 1 or 2

  // That such a picture takes.
  [[nodiscard]] std::size_t bytes() const { return (std::size_t{width} * height * depth + 7) / 8; }
};

struct CipPicture {
  CipPixels pixels{};
  std::size_t bytes = 0;  // that were there, up to the first sign that is no hex digit
  bool stopped = false;   // at such a sign, or in the middle of a byte
};

// What is missing is white, and what is too much is not looked at. Never reads past `data`.
[[nodiscard]] CipPicture decode_cip(std::string_view data, const CipShape& shape);

}  // namespace handset::xml
