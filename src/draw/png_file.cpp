#include "draw/png_file.h"

#include <array>
#include <csetjmp>
#include <png.h>
#include <vector>

namespace handset::draw {

namespace {

struct Head {
  unsigned width;
  unsigned height;
  int depth;
  int kind;
};

// One below the other.
struct Rows {
  const std::uint8_t* first;
  std::size_t bytes;  // of a row
};

constexpr std::size_t likely_size = 16384;

void append(png_structp png, png_bytep bytes, png_size_t count) {
  static_cast<std::string*>(png_get_io_ptr(png))->append(reinterpret_cast<const char*>(bytes), count);
}

// Libpng jumps back to setjmp when something fails; whatever has a destructor lives outside.
bool write(png_structp png, png_infop info, const Head& head, const png_color* palette, Rows rows) {
  if (setjmp(png_jmpbuf(png)) != 0) return false;
  png_set_IHDR(png, info, head.width, head.height, head.depth, head.kind, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
  if (palette != nullptr) png_set_PLTE(png, info, palette, 2);
  png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  png_set_compression_level(png, 1);
  png_write_info(png, info);
  if (head.depth < 8) png_set_packing(png);
  for (unsigned y = 0; y < head.height; ++y) png_write_row(png, rows.first + y * rows.bytes);
  png_write_end(png, nullptr);
  return true;
}

std::string file_of(const Head& head, const png_color* palette, Rows rows) {
  std::string bytes;
  bytes.reserve(likely_size);
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  if (png == nullptr) return bytes;
  png_infop info = png_create_info_struct(png);
  if (info != nullptr) {
    png_set_write_fn(png, &bytes, append, nullptr);
    if (!write(png, info, head, palette, rows)) bytes.clear();
  }
  png_destroy_write_struct(&png, &info);
  return bytes;
}

png_color colour_of(unsigned rgb) {
  return {static_cast<png_byte>(rgb >> 16), static_cast<png_byte>(rgb >> 8), static_cast<png_byte>(rgb)};
}

}  // namespace

std::string png_of_colours(std::span<const std::uint32_t> pixels, unsigned width, unsigned height,
                           std::size_t stride) {
  std::vector<std::uint8_t> bytes(std::size_t{3} * width * height);
  std::uint8_t* out = bytes.data();
  for (unsigned y = 0; y < height; ++y) {
    for (const std::uint32_t pixel : pixels.subspan(y * stride, width)) {
      *out++ = static_cast<std::uint8_t>(pixel >> 16);
      *out++ = static_cast<std::uint8_t>(pixel >> 8);
      *out++ = static_cast<std::uint8_t>(pixel);
    }
  }
  return file_of({width, height, 8, PNG_COLOR_TYPE_RGB}, nullptr, {bytes.data(), std::size_t{3} * width});
}

std::string png_of_two_colours(std::span<const std::uint8_t> pixels, unsigned width, unsigned height,
                               std::span<const unsigned, 2> palette) {
  const std::array<png_color, 2> colours{colour_of(palette[0]), colour_of(palette[1])};
  return file_of({width, height, 1, PNG_COLOR_TYPE_PALETTE}, colours.data(), {pixels.data(), width});
}

}  // namespace handset::draw
