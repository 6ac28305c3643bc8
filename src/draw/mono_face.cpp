#include "draw/mono_face.h"

#include <algorithm>
#include <cmath>

#include "draw/scroll_thumb.h"

namespace handset::draw {

namespace {

constexpr std::string_view family = "DejaVu Sans";

constexpr Colour light{0xffffff};
constexpr Colour dark{0x000000};

// Six lines of text, the first and the last in bars.
constexpr double bar = 11;
constexpr double demo_line = 10;
constexpr double cell = 6;
constexpr double scroll_width = 2;

}  // namespace

MonoFace::MonoFace(PangoContext* context) : font_(context, family, 9, false) {}

void MonoFace::draw(Canvas& canvas, const phone::Screen& screen, const phone::Model& model) const {
  const double width = model.width;
  const double height = model.height;
  canvas.fill({0, 0, width, height}, light);

  canvas.fill({0, 0, width, bar}, dark);
  const double clock = screen.clock.empty() ? 0 : canvas.text_width(screen.clock, font_) + 3;
  canvas.text({1, 0, width - 2 - clock, bar}, screen.title, font_, light);
  canvas.text({1, 0, width - 2, bar}, screen.clock, font_, light, Align::End);

  Area row{1, bar + 1, width - 1 - (screen.scrolls() ? scroll_width + 2 : 0), demo_line};
  for (const phone::ScreenRow& each : screen.rows) {
    draw_row(canvas, each, row);
    row.y += demo_line;
  }
  const double keys = height - bar;
  canvas.text({1, keys - demo_line, width - 2, demo_line}, screen.prompt, font_, dark);

  const double pitch = width / static_cast<double>(screen.soft_keys.size());
  for (std::size_t i = 0; i < screen.soft_keys.size(); ++i) {
    const Area key{static_cast<double>(i) * pitch, keys, pitch - 1, bar};
    canvas.fill(screen.soft_keys[i].empty() ? Area{key.x, height - 1, key.width, 1} : key, dark);
    canvas.text(key, screen.soft_keys[i], font_, light, Align::Middle);
  }
  if (!screen.scrolls()) return;
  const Area track{width - scroll_width, bar + 1, scroll_width,
                   demo_line * static_cast<double>(screen.text_rows)};
  canvas.fill(scroll_thumb(track, screen, 4), dark);
}

void MonoFace::draw_row(Canvas& canvas, const phone::ScreenRow& row, const Area& area) const {
  if (row.selected) canvas.fill({area.x - 1, area.y, area.width, area.height}, dark);
  const Colour ink = row.selected ? light : dark;
  const double indent = cell * static_cast<double>(row.indent);
  canvas.text({area.x, area.y, indent - 3, area.height}, row.number, font_, ink, Align::End);
  const double right = row.right.empty() ? 0 : canvas.text_width(row.right, font_) + 3;
  canvas.text({area.x + indent, area.y, area.width - indent - right, area.height}, row.text, font_, ink);
  canvas.text({area.x, area.y, area.width - 1, area.height}, row.right, font_, ink, Align::End);
}

}  // namespace handset::draw
