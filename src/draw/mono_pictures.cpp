#include "draw/mono_pictures.h"

#include <array>

#include "draw/status_layout.h"

namespace handset::draw {

namespace {

constexpr int row_height = 11;  // of the rows that it lies over
constexpr int words_height = 10;
constexpr int words_baseline = 8;

// The order in which the pixels of a square of four become dark (Bayer).
constexpr std::array<std::array<unsigned, 4>, 4> order{
    {{0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}}};

// How dark a pixel is on white ground, 0 to 255 (ITU-R BT.601).
unsigned darkness(std::uint32_t pixel) {
  const unsigned opacity = pixel >> 24;
  const unsigned light =
      ((pixel >> 16 & 0xff) * 299 + (pixel >> 8 & 0xff) * 587 + (pixel & 0xff) * 114 + 500) / 1000;
  return (255 - light) * opacity / 255;
}

bool is_dot(unsigned darkness, int x, int y) {
  const unsigned step = order[static_cast<unsigned>(y) % 4][static_cast<unsigned>(x) % 4];
  return darkness * 32 > (2 * step + 1) * 255;
}

}  // namespace

void draw_mono_raster(Bitmap& bitmap, const Raster& raster, const Cut& cut, int x, int y, Brush brush) {
  for (int row = 0; row < cut.height; ++row) {
    for (int column = 0; column < cut.width; ++column) {
      const int from_x = cut.from_x + column;
      const int from_y = cut.from_y + row;
      const std::uint32_t pixel = raster.at(static_cast<unsigned>(from_x), static_cast<unsigned>(from_y));
      if (is_dot(darkness(pixel), from_x, from_y))
        bitmap.fill({x + cut.x + column, y + cut.y + row, 1, 1}, brush);
    }
  }
}

void draw_mono_picture(Bitmap& bitmap, Rasters& rasters, const phone::ScreenPicture& picture,
                       const phone::Pane& pane) {
  bitmap.fill({pane.left, pane.top, pane.width, pane.height}, Brush::Ground);
  if (!picture.data) return;
  const Raster& raster = rasters.of(picture.data);
  draw_mono_raster(bitmap, raster, cut_to_pane(picture, raster, pane.width, pane.height), pane.left, pane.top,
                   Brush::Ink);
}

void draw_mono_status(Bitmap& bitmap, MonoText& text, Rasters& rasters, const phone::ScreenStatus& status,
                      const phone::Pane& pane) {
  const Raster* raster = status.picture && status.picture->data ? &rasters.of(status.picture->data) : nullptr;
  const int timer = status.timer.empty() ? 0 : mono_width(status.timer) + Glyphs::cell;
  const int words = status.text.empty() ? timer : mono_width(status.text) + timer;
  const int line = words > 0 ? words_height : 0;
  constexpr int frame = 1;
  constexpr int margin = frame + 1;
  const StatusPane part =
      status_pane(status, raster, words, pane.width - 2 * margin, pane.height - line - 2 * frame);
  if (part.width == 0) return;
  const int width = part.width + 2 * margin;
  const int height = line + part.height + 2 * frame;
  // Tall letters of the prompt reach into the pane's last row of pixels, where there would be its frame.
  const int lift = height < pane.height ? 1 : 0;
  const Box card{pane.left + (pane.width - width) / 2, pane.top + pane.height - height - lift, width, height};
  // No letter of a row peeps out above it.
  const int above = (card.y - pane.top) % row_height;
  bitmap.fill({pane.left, card.y - above, pane.width, above}, Brush::Ground);
  bitmap.fill({pane.left, card.y + height, pane.width, lift}, Brush::Ground);
  bitmap.fill(card, Brush::Ground);
  bitmap.frame(card, Brush::Ink);
  const int x = card.x + margin;
  const int y = card.y + frame;
  const int baseline = y + words_baseline;
  if (words > part.width) {
    const int tight = text.tight_width(status.timer);
    const int room = part.width - (timer > 0 ? tight + Glyphs::cell / 2 : 0);
    text.draw_tight(bitmap, {x + part.width - tight, tight, baseline}, status.timer, Brush::Ink);
    text.draw_tight(bitmap, {x, room, baseline}, status.text, Brush::Ink);
  } else {
    text.draw(bitmap, {x, part.width, baseline}, status.timer, Brush::Ink, Align::End);
    text.draw(bitmap, {x, part.width - timer, baseline}, status.text, Brush::Ink);
  }
  if (raster == nullptr) return;
  draw_mono_raster(bitmap, *raster, cut_to_pane(*status.picture, *raster, part.width, part.height), x,
                   y + line, Brush::Ink);
}

}  // namespace handset::draw
