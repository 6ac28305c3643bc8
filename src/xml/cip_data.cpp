#include "xml/cip_data.h"

#include <algorithm>

#include "base/text.h"

namespace handset::xml {

namespace {

// Bytes of two digits each, from the first on.
std::size_t count_bytes(std::string_view data) {
  const auto no_digit = std::find_if(data.begin(), data.end(), [](char c) { return !is_hex(c); });
  return static_cast<std::size_t>(no_digit - data.begin()) / 2;
}

}  // namespace

CipPicture decode_cip(std::string_view data, const CipShape& shape) {
  CipPicture picture;
  picture.bytes = count_bytes(data);
  picture.stopped = picture.bytes * 2 != data.size();
  picture.pixels = {shape.width, shape.height, {}};
  auto& levels = picture.pixels.levels;
  levels.resize(std::size_t{shape.width} * shape.height);
  const std::size_t each = shape.depth == 1 ? 8 : 4;
  const unsigned mask = shape.depth == 1 ? 1 : 3;
  const unsigned scale = shape.depth == 1 ? 3 : 1;
  const std::size_t known = std::min(levels.size(), picture.bytes * each);
  for (std::size_t pixel = 0; pixel < known; ++pixel) {
    const std::size_t at = pixel / each * 2;
    const unsigned byte = hex_value(data[at]) * 16U + hex_value(data[at + 1]);
    const unsigned value = byte >> (pixel % each * shape.depth) & mask;
    levels[pixel] = static_cast<std::uint8_t>(value * scale);
  }
  return picture;
}

}  // namespace handset::xml
