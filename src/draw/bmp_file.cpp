#include "draw/bmp_file.h"

#include <cstddef>
#include <cstdint>

namespace handset::draw {
namespace {

constexpr std::uint32_t file_head = 14;
constexpr std::uint32_t info_head = 40;
constexpr std::uint32_t bytes_a_pixel = 3;
constexpr std::uint32_t row_unit = 4;           // a row is filled up to whole ones
constexpr std::uint32_t dots_per_metre = 2835;  // 72 to the inch

// Little-endian.
void put(std::string& out, std::uint32_t value, unsigned bytes) {
  for (; bytes > 0; --bytes, value >>= 8U) out += static_cast<char>(value & 0xFFU);
}

}  // namespace

std::string bmp_of(const Picture& picture) {
  std::string out;
  if (picture.pixels.empty()) return out;
  const std::uint32_t row = (picture.width * bytes_a_pixel + row_unit - 1) / row_unit * row_unit;
  const std::uint32_t pixels = row * picture.height;
  out.reserve(file_head + info_head + pixels);
  out += "BM";
  put(out, file_head + info_head + pixels, 4);
  put(out, 0, 4);  // reserved
  put(out, file_head + info_head, 4);
  put(out, info_head, 4);
  put(out, picture.width, 4);
  put(out, picture.height, 4);
  put(out, 1, 2);  // planes
  put(out, bytes_a_pixel * 8, 2);
  put(out, 0, 4);  // not packed
  put(out, pixels, 4);
  put(out, dots_per_metre, 4);
  put(out, dots_per_metre, 4);
  put(out, 0, 4);  // no palette
  put(out, 0, 4);
  for (unsigned y = picture.height; y > 0; --y) {
    for (unsigned x = 0; x < picture.width; ++x) put(out, picture.at(x, y - 1), bytes_a_pixel);
    put(out, 0, row - picture.width * bytes_a_pixel);
  }
  return out;
}

}  // namespace handset::draw
