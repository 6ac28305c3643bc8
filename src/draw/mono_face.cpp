#include "draw/mono_face.h"

#include <algorithm>
#include <cmath>

#include "draw/scroll_thumb.h"

namespace handset::draw {

namespace {

constexpr std::string_view kFamily = "DejaVu Sans";

constexpr Colour kLight{0xffffff};
constexpr Colour kDark{0x000000};

// Six lines of text, the first and the last in bars.
constexpr double kBar = 11;
constexpr double kLine = 10;
constexpr double kCell = 6;
constexpr double kScrollWidth = 2;

}  // namespace

MonoFace::MonoFace(PangoContext* context) : font_(context, kFamily, 9, false) {}

void MonoFace::draw(Canvas& canvas, const phone::Screen& screen, const phone::Model& model) const {
  const double width = model.width;
  const double height = model.height;
  canvas.fill({0, 0, width, height}, kLight);

  canvas.fill({0, 0, width, kBar}, kDark);
  const double clock = screen.clock.empty() ? 0 : canvas.text_width(screen.clock, font_) + 3;
  canvas.text({1, 0, width - 2 - clock, kBar}, screen.title, font_, kLight);
  canvas.text({1, 0, width - 2, kBar}, screen.clock, font_, kLight, Align::End);

  Area row{1, kBar + 1, width - 1 - (screen.scrolls() ? kScrollWidth + 2 : 0), kLine};
  for (const phone::ScreenRow& each : screen.rows) {
    draw_row(canvas, each, row);
    row.y += kLine;
  }
  const double keys = height - kBar;
  canvas.text({1, keys - kLine, width - 2, kLine}, screen.prompt, font_, kDark);

  const double pitch = width / static_cast<double>(screen.soft_keys.size());
  for (std::size_t i = 0; i < screen.soft_keys.size(); ++i) {
    const Area key{static_cast<double>(i) * pitch, keys, pitch - 1, kBar};
    canvas.fill(screen.soft_keys[i].empty() ? Area{key.x, height - 1, key.width, 1} : key, kDark);
    canvas.text(key, screen.soft_keys[i], font_, kLight, Align::Middle);
  }
  if (!screen.scrolls()) return;
  const Area track{width - kScrollWidth, kBar + 1, kScrollWidth,
                   kLine * static_cast<double>(screen.text_rows)};
  canvas.fill(scroll_thumb(track, screen, 4), kDark);
}

void MonoFace::draw_row(Canvas& canvas, const phone::ScreenRow& row, const Area& area) const {
  if (row.selected) canvas.fill({area.x - 1, area.y, area.width, area.height}, kDark);
  const Colour ink = row.selected ? kLight : kDark;
  const double indent = kCell * static_cast<double>(row.indent);
  canvas.text({area.x, area.y, indent - 3, area.height}, row.number, font_, ink, Align::End);
  const double right = row.right.empty() ? 0 : canvas.text_width(row.right, font_) + 3;
  canvas.text({area.x + indent, area.y, area.width - indent - right, area.height}, row.text, font_, ink);
  canvas.text({area.x, area.y, area.width - 1, area.height}, row.right, font_, ink, Align::End);
}

}  // namespace handset::draw
