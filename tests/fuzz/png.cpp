// A PNG file of an application. Whatever it says of itself, never more pixels come out than the limits allow,
// and as many as it says; written as a file of ours and read again they are the same.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "draw/png_file.h"
#include "draw/raster.h"
#include "fuzz/property.h"

namespace handset::draw {
namespace {

using fuzz::require;

constexpr std::size_t head_bytes = 24;  // signature, and of IHDR its length, name, width and height

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < 4; ++i) out = out << 8U | static_cast<std::uint8_t>(bytes[at + i]);
  return out;
}

void check(std::string_view bytes) {
  const auto picture = read_png(bytes);
  if (!picture) return;
  require(picture->width >= 1 && picture->width <= phone::png_side_limit && picture->height >= 1 &&
              picture->height <= phone::png_side_limit,
          "a side has no more pixels than the limit");
  require(picture->pixels.size() == std::size_t{picture->width} * picture->height,
          "a picture has all of its pixels");
  require(bytes.size() >= head_bytes && number_at(bytes, 16) == picture->width &&
              number_at(bytes, 20) == picture->height,
          "it is as large as its head says");

  const auto again =
      read_png(png_of_colours(picture->pixels, picture->width, picture->height, picture->width));
  require(again && again->width == picture->width && again->height == picture->height,
          "what we write we read");
  for (std::size_t i = 0; i < picture->pixels.size(); ++i)
    require(((picture->pixels[i] ^ again->pixels[i]) & 0xffffffU) == 0,
            "written and read the colours are the same");
}

}  // namespace
}  // namespace handset::draw

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  handset::draw::check(handset::fuzz::text_of(data, size));
  return 0;
}
