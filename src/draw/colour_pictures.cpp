#include "draw/colour_pictures.h"

#include <cmath>

#include "draw/colours.h"
#include "draw/status_layout.h"

namespace handset::draw {

namespace {

constexpr double padding = 10;
constexpr double words_height = 24;
constexpr double timer_gap = 14;

}  // namespace

void draw_picture(Canvas& canvas, Rasters& rasters, const phone::ScreenPicture& picture,
                  const phone::Pane& pane) {
  const Area area{static_cast<double>(pane.left), static_cast<double>(pane.top),
                  static_cast<double>(pane.width), static_cast<double>(pane.height)};
  canvas.fill(area, colours::blank);
  if (!picture.data) return;
  const Raster& raster = rasters.of(picture.data);
  canvas.raster(raster, cut_to_pane(picture, raster, pane.width, pane.height), {area.x, area.y});
}

void draw_status(Canvas& canvas, const ColourFonts& fonts, Rasters& rasters,
                 const phone::ScreenStatus& status, const Area& area) {
  const Raster* raster = status.picture && status.picture->data ? &rasters.of(status.picture->data) : nullptr;
  const double timer = status.timer.empty() ? 0 : canvas.text_width(status.timer, fonts.strong) + timer_gap;
  const double words = status.text.empty() ? timer : canvas.text_width(status.text, fonts.row) + timer;
  const double room = area.width - 4 * padding;
  const StatusPane pane = status_pane(status, raster, static_cast<int>(std::ceil(words)),
                                      static_cast<int>(room), static_cast<int>(status.height));
  if (pane.width == 0) return;
  const double line = words > 0 ? words_height : 0;
  const double between = line > 0 && pane.height > 0 ? 4 : 0;
  const double inset = words > 0 ? padding : 4;
  const double width = pane.width + 2 * inset;
  const double height = line + between + pane.height + 2 * (inset - (line > 0 ? 4 : 0));
  const Area card{area.x + std::round((area.width - width) / 2), area.bottom() - height - 10, width, height};
  for (unsigned pixels = 6; pixels > 0; --pixels) {
    const double spread = pixels;
    canvas.fill_rounded(
        {card.x - spread, card.y - spread + 2, card.width + 2 * spread, card.height + 2 * spread}, 8 + spread,
        colours::shadow);
  }
  canvas.fill_rounded(card, 8, colours::paper);
  const Area inside{card.x + inset, card.y + (line > 0 ? inset - 4 : inset), static_cast<double>(pane.width),
                    line};
  canvas.text({inside.x, inside.y, inside.width, line}, status.timer, fonts.strong, colours::accent,
              Align::End);
  canvas.text({inside.x, inside.y, inside.width - timer, line}, status.text, fonts.row, colours::ink);
  if (raster == nullptr) return;
  canvas.raster(*raster, cut_to_pane(*status.picture, *raster, pane.width, pane.height),
                {inside.x, inside.y + line + between});
}

}  // namespace handset::draw
