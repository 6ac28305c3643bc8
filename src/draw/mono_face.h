// How a Screen looks on the small black-and-white display: six lines of eleven rows, the last of them four
// dark keys. Of the Painter's thread.
//
//   0..10   title (and the clock), a rule under it; on a message the title stands in a dark bar
//   11..    the rows, a dark bar under the chosen one
//   44..53  prompt
//   53..63  soft keys
#pragma once

#include "draw/bitmap.h"
#include "draw/mono_text.h"
#include "draw/raster.h"
#include "phone/screen.h"

namespace handset::draw {

// 0xRRGGBB of ground and ink; the contrast changes the ink alone.
inline constexpr unsigned mono_ground = 0xd8e2d6;
inline constexpr unsigned mono_dark_ground = 0x5b6259;  // while the light behind it is out
[[nodiscard]] unsigned mono_ink(unsigned contrast);

class MonoFace {
 public:
  void draw(Bitmap& bitmap, Rasters& rasters, const phone::Screen& screen, const phone::Model& model);

 private:
  void draw_title(Bitmap& bitmap, Rasters& rasters, const phone::Screen& screen);
  void draw_rows(Bitmap& bitmap, Rasters& rasters, const phone::Screen& screen);
  void draw_row(Bitmap& bitmap, Rasters& rasters, const phone::Screen& screen, std::size_t index,
                const Box& area);
  void draw_field(Bitmap& bitmap, const phone::ScreenRow& row, const Box& area, Brush brush);
  void draw_progress(Bitmap& bitmap, const phone::Screen& screen);
  void draw_large_time(Bitmap& bitmap, const phone::Screen& screen);
  void draw_soft_keys(Bitmap& bitmap, const phone::Screen& screen);
  void draw_overlay(Bitmap& bitmap, const phone::ScreenOverlay& overlay);

  MonoText text_;
};

}  // namespace handset::draw
