// PNG files for tests, of all the kinds that the drawing itself never writes.
#pragma once

#include <csetjmp>
#include <cstdint>
#include <png.h>
#include <stdexcept>
#include <string>
#include <vector>

namespace handset::draw {

struct PngKind {
  int colour_type = PNG_COLOR_TYPE_RGB_ALPHA;
  int depth = 8;
  int interlace = PNG_INTERLACE_NONE;
};

// `rows`: packed as the colour type and the depth say. `palette`: of a palette alone; `opacity`: of its
// entries.
inline std::string make_png(unsigned width, unsigned height, const PngKind& kind,
                            const std::vector<std::string>& rows, std::vector<png_color> palette = {},
                            std::vector<png_byte> opacity = {}) {
  std::string bytes;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  if (setjmp(png_jmpbuf(png)) != 0) throw std::runtime_error("no such PNG file");
  png_set_write_fn(
      png, &bytes,
      [](png_structp to, png_bytep data, png_size_t count) {
        static_cast<std::string*>(png_get_io_ptr(to))->append(reinterpret_cast<const char*>(data), count);
      },
      nullptr);
  png_set_IHDR(png, info, width, height, kind.depth, kind.colour_type, kind.interlace,
               PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
  if (!palette.empty()) png_set_PLTE(png, info, palette.data(), static_cast<int>(palette.size()));
  if (!opacity.empty()) png_set_tRNS(png, info, opacity.data(), static_cast<int>(opacity.size()), nullptr);
  png_write_info(png, info);
  std::vector<png_bytep> pointers;
  for (const std::string& row : rows)
    pointers.push_back(reinterpret_cast<png_bytep>(const_cast<char*>(row.data())));
  png_write_image(png, pointers.data());
  png_write_end(png, nullptr);
  png_destroy_write_struct(&png, &info);
  return bytes;
}

// One colour, 0xAARRGGBB.
inline std::string plain_png(unsigned width, unsigned height, std::uint32_t colour) {
  std::string row;
  for (unsigned x = 0; x < width; ++x) {
    for (const unsigned shift : {16U, 8U, 0U, 24U}) row += static_cast<char>(colour >> shift & 0xff);
  }
  return make_png(width, height, {}, std::vector<std::string>(height, row));
}

}  // namespace handset::draw
