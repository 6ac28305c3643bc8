#include <csetjmp>
#include <cstring>
#include <png.h>

#include "draw/raster.h"

namespace handset::draw {

namespace {

// The signature, and of the first chunk its length and name (PNG specification, 5.2 and 11.2.1).
constexpr std::string_view first_bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16);

struct Source {
  std::string_view rest;
};

void read_bytes(png_structp png, png_bytep into, png_size_t count) {
  auto* source = static_cast<Source*>(png_get_io_ptr(png));
  if (source->rest.size() < count) png_error(png, "the file ends too early");
  std::memcpy(into, source->rest.data(), count);
  source->rest.remove_prefix(count);
}

[[noreturn]] void give_up(png_structp png, png_const_charp) {
  png_longjmp(png, 1);
}

void say_nothing(png_structp, png_const_charp) {}

class Reader {
 public:
  explicit Reader(Source& source) : info_(png_ == nullptr ? nullptr : png_create_info_struct(png_)) {
    if (info_ == nullptr) return;
    constexpr png_alloc_size_t chunk_limit = phone::png_bytes_limit;
    png_set_user_limits(png_, phone::png_side_limit, phone::png_side_limit);
    png_set_chunk_malloc_max(png_, chunk_limit);
    // Neither words nor profiles of colours: they may unpack to anything.
    png_set_keep_unknown_chunks(png_, PNG_HANDLE_CHUNK_NEVER, nullptr, -1);
    png_set_read_fn(png_, &source, read_bytes);
  }
  ~Reader() { png_destroy_read_struct(&png_, &info_, nullptr); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  [[nodiscard]] bool made() const { return info_ != nullptr; }
  [[nodiscard]] png_structp png() const { return png_; }
  [[nodiscard]] png_infop info() const { return info_; }

 private:
  png_structp png_ = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, give_up, say_nothing);
  png_infop info_;
};

// Libpng jumps back to setjmp when something fails; whatever has a destructor lives outside.
bool read(png_structp png, png_infop info, Raster& raster, std::vector<png_bytep>& rows) {
  if (setjmp(png_jmpbuf(png)) != 0) return false;
  png_read_info(png, info);
  png_set_expand(png);
  png_set_scale_16(png);
  png_set_gray_to_rgb(png);
  png_set_bgr(png);
  png_set_filler(png, 0xff, PNG_FILLER_AFTER);
  png_set_interlace_handling(png);
  png_read_update_info(png, info);
  raster.width = png_get_image_width(png, info);
  raster.height = png_get_image_height(png, info);
  if (png_get_rowbytes(png, info) != std::size_t{4} * raster.width) return false;
  raster.pixels.resize(std::size_t{raster.width} * raster.height);
  rows.resize(raster.height);
  for (unsigned y = 0; y < raster.height; ++y)
    rows[y] = reinterpret_cast<png_bytep>(raster.pixels.data() + std::size_t{y} * raster.width);
  png_read_image(png, rows.data());
  return true;
}

}  // namespace

std::optional<Raster> read_png(std::string_view bytes) {
  // libpng passes over a chunk that it does not know before IHDR, which the PNG specification has first.
  if (bytes.substr(0, first_bytes.size()) != first_bytes) return std::nullopt;
  Source source{bytes};
  Raster raster;
  std::vector<png_bytep> rows;
  const Reader reader(source);
  if (!reader.made() || !read(reader.png(), reader.info(), raster, rows)) return std::nullopt;
  return raster;
}

}  // namespace handset::draw
