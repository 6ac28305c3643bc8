// Pictures of services made into pixels: decoded once, cut to what fits, and kept while they are shown. Of
// the Painter's thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "phone/picture_data.h"
#include "phone/screen.h"

namespace handset::draw {

struct Raster {
  unsigned width = 0;
  unsigned height = 0;
  std::vector<std::uint32_t> pixels{};  // 0xAARRGGBB, colours not multiplied by A; row by row

  [[nodiscard]] std::uint32_t at(unsigned x, unsigned y) const { return pixels[std::size_t{y} * width + x]; }
};

// The bytes of a PNG file (ISO 15948), of any colour type and depth. Nothing for what is broken, and for more
// than phone::png_side_limit pixels on a side; never more memory than such a picture takes.
[[nodiscard]] std::optional<Raster> read_png(std::string_view bytes);

// White is transparent, so that an icon stands on the colour of its row.
[[nodiscard]] Raster raster_of(const xml::CipPixels& pixels);

// What of a picture is seen in a pane, in pixels.
struct Cut {
  int from_x = 0;  // of the picture
  int from_y = 0;
  int x = 0;  // of the pane
  int y = 0;
  int width = 0;  // not above 0: nothing is seen
  int height = 0;
};
// Centred along an axis where its place says so, else from there on; what reaches out of the pane is cut off.
[[nodiscard]] Cut cut_to_pane(const phone::ScreenPicture& place, const Raster& raster, int pane_width,
                              int pane_height);

// Likewise, in the middle of both axes.
[[nodiscard]] Cut cut_to_middle(const Raster& raster, int pane_width, int pane_height);

class Rasters {
 public:
  // Pictures kept, the ones used last, and the pixels of all of them: those of the largest picture.
  static constexpr std::size_t most_kept = 16;
  static constexpr std::size_t most_pixels = std::size_t{phone::png_side_limit} * phone::png_side_limit;

  // Of what is no sound picture, the icon of a question mark. Valid until the next call. Not of null.
  const Raster& of(const phone::PicturePtr& picture);

 private:
  struct Kept {
    std::weak_ptr<const phone::PictureData> picture;
    std::unique_ptr<const Raster> raster;
  };

  [[nodiscard]] std::size_t pixels_kept() const;

  std::vector<Kept> kept_;  // by the time of their last use, the oldest first
};

}  // namespace handset::draw
