// A picture in hex digits: the first three bytes of the input are its width, height and depth, the rest its
// data. It has as many pixels as it says whatever the data is, packed again they are the data, what is
// missing is white, and what comes behind changes nothing.
#include "xml/cip_data.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "fuzz/property.h"

namespace handset::xml {
namespace {

using fuzz::require;

constexpr std::string_view digits = "0123456789ABCDEF";

// The data of those pixels, as a writer of such pictures makes it.
std::string packed(const CipPixels& pixels, unsigned depth) {
  const std::size_t each = 8 / depth;
  std::string out;
  for (std::size_t at = 0; at < pixels.levels.size(); at += each) {
    unsigned byte = 0;
    for (std::size_t i = 0; i < each && at + i < pixels.levels.size(); ++i)
      byte |= (depth == 1 ? pixels.levels[at + i] / 3U : pixels.levels[at + i]) << i * depth;
    out += digits[byte / 16];
    out += digits[byte % 16];
  }
  return out;
}

std::string_view hex_part(std::string_view data) {
  const auto size = std::min(data.find_first_not_of("0123456789ABCDEFabcdef"), data.size());
  return data.substr(0, size - size % 2);
}

void check(const CipShape& shape, std::string_view data) {
  const CipPicture picture = decode_cip(data, shape);
  const auto& levels = picture.pixels.levels;
  require(levels.size() == std::size_t{shape.width} * shape.height, "a picture has all of its pixels");
  for (const std::uint8_t level : levels)
    require(level <= 3 && (shape.depth == 2 || level % 3 == 0), "a pixel is one of the greys of its depth");

  const std::string_view hex = hex_part(data);
  require(picture.bytes == hex.size() / 2, "the data ends at what is no pair of digits");
  require(picture.stopped == (hex.size() != data.size()), "what is no pair of digits is told");
  require(decode_cip(hex, shape).pixels == picture.pixels, "what comes behind the digits changes nothing");
  require(decode_cip(hex.substr(0, shape.bytes() * 2), shape).pixels == picture.pixels,
          "what comes behind the last pixel changes nothing");
  require(decode_cip(packed(picture.pixels, shape.depth), shape).pixels == picture.pixels,
          "packed and unpacked it is the same");

  const std::size_t known = std::min(picture.bytes * 8 / shape.depth, levels.size());
  require(std::all_of(levels.begin() + static_cast<std::ptrdiff_t>(known), levels.end(),
                      [](std::uint8_t level) { return level == 0; }),
          "what is missing is white");
}

}  // namespace
}  // namespace handset::xml

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace handset;
  constexpr std::size_t head = 3;
  if (size < head) return 0;
  const xml::CipShape shape{data[0], data[1], 1U + data[2] % 2U};
  xml::check(shape, fuzz::text_of(data + head, size - head));
  return 0;
}
