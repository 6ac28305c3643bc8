#include "draw/colour_idle.h"

#include <algorithm>
#include <cmath>

#include "draw/clock_parts.h"
#include "draw/colours.h"
#include "draw/scroll_thumb.h"

namespace handset::draw {

namespace {

using phone::Screen;
using phone::ScreenRow;

constexpr double margin = 14;
constexpr double panel_margin = 8;
// The large time needs so many rows, the largest so many.
constexpr std::size_t time_rows = 2;
constexpr std::size_t large_time_rows = 4;

// Numbers in round badges.
void draw_line(Canvas& canvas, const ColourFonts& fonts, const ScreenRow& row, const Area& area) {
  double left = area.x;
  if (!row.number.empty()) {
    const double width = std::max(canvas.text_width(row.number, fonts.key) + 8, 18.0);
    const Area badge{left, area.y + (area.height - 18) / 2, width, 18};
    canvas.fill_rounded(badge, 9, colours::night_badge);
    canvas.text(badge, row.number, fonts.key, colours::night_ink, Align::Middle);
    left += width + 8;
  }
  const double right = row.right.empty() ? 0 : canvas.text_width(row.right, fonts.small) + 12;
  canvas.text({left, area.y, area.right() - left, area.height}, row.right, fonts.small, colours::night_faint,
              Align::End);
  canvas.text({left, area.y, area.right() - left - right, area.height}, row.text, fonts.row,
              colours::night_ink);
}

void draw_lines(Canvas& canvas, const ColourFonts& fonts, const Screen& screen, const Area& area) {
  const std::size_t count = std::min(screen.rows.size(), screen.text_rows);
  if (count == 0) return;
  const Area panel{area.x + panel_margin, area.y, area.width - 2 * panel_margin, area.height};
  canvas.fill_rounded(panel, 8, colours::night_panel);
  Area row{panel.x + 8, panel.y, panel.width - 16, std::floor(area.height / static_cast<double>(count))};
  for (std::size_t i = 0; i < count; ++i, row.y += row.height) draw_line(canvas, fonts, screen.rows[i], row);
  if (!screen.scrolls()) return;
  const Area track{panel.right() - 4, panel.y + 6, 3, panel.height - 12};
  const ScrollThumb thumb = scroll_thumb(track.height, screen, 16);
  canvas.fill_rounded({track.x, track.y + thumb.start, track.width, thumb.length}, 1.5, colours::night_faint);
}

// The figures and, smaller, which half of the day, on one line. `area`: as high as capitals are.
void draw_figures(Canvas& canvas, const ColourFonts& fonts, const ClockParts& clock, const Font& font,
                  const Area& area, Align align) {
  const double time = canvas.text_width(clock.time, font);
  const double half = clock.half.empty() ? 0 : canvas.text_width(clock.half, fonts.strong) + 8;
  const double room = align == Align::Middle ? std::floor((area.width - time - half) / 2) : 0;
  canvas.text({area.x + room, area.y, time, area.height}, clock.time, font, colours::night_ink);
  const double capitals = fonts.strong.capitals();
  canvas.text({area.x + room + time, area.bottom() - capitals, half, capitals}, clock.half, fonts.strong,
              colours::night_faint, Align::End);
}

// The time, and the date beside or under it.
void draw_time(Canvas& canvas, const ColourFonts& fonts, const ClockParts& clock, const Area& area,
               bool large) {
  const double date = fonts.row.capitals();
  if (large) {
    const double time = fonts.large_time.capitals();
    constexpr double gap = 16;
    const double top = area.y + std::floor((area.height - time - gap - date) / 2);
    draw_figures(canvas, fonts, clock, fonts.large_time, {area.x, top, area.width, time}, Align::Middle);
    canvas.text({area.x, top + time + gap, area.width, date}, clock.rest, fonts.row, colours::night_faint,
                Align::Middle);
    return;
  }
  // The title above has room below its letters.
  const double top = area.y + std::floor((area.height - fonts.time.capitals()) / 2) - 2;
  const Area figures{area.x, top, area.width, fonts.time.capitals()};
  draw_figures(canvas, fonts, clock, fonts.time, figures, Align::Start);
  const double taken = canvas.text_width(clock.time + clock.half, fonts.time);
  canvas.text({area.x + taken, figures.bottom() - date, area.width - taken, date}, clock.rest, fonts.row,
              colours::night_faint, Align::End);
}

}  // namespace

void draw_idle(Canvas& canvas, const ColourFonts& fonts, const Screen& screen, const Area& area,
               double title) {
  const ClockParts clock = clock_parts(screen.clock);
  const std::size_t count = std::min(screen.rows.size(), screen.text_rows);
  const std::size_t free = screen.text_rows - count;
  const bool in_figures = free >= time_rows && !clock.time.empty();
  const double room = area.width - 2 * margin;
  const double small_clock =
      in_figures || screen.clock.empty() ? 0 : canvas.text_width(screen.clock, fonts.small) + margin;
  canvas.text({area.x + margin, area.y, room - small_clock, title}, screen.title, fonts.title,
              colours::night_ink);
  const double pitch =
      std::floor((area.height - title) / static_cast<double>(std::max<std::size_t>(screen.text_rows, 1)));
  const double lines = pitch * static_cast<double>(count);
  if (in_figures) {
    draw_time(canvas, fonts, clock, {area.x + margin, area.y + title, room, area.height - title - lines},
              free >= large_time_rows);
  } else {
    canvas.text({area.x + margin, area.y, room, title}, screen.clock, fonts.small, colours::night_faint,
                Align::End);
  }
  draw_lines(canvas, fonts, screen, {area.x, area.bottom() - lines, area.width, lines});
}

}  // namespace handset::draw
