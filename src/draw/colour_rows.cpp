#include "draw/colour_rows.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "base/utf8.h"
#include "draw/colours.h"
#include "draw/scroll_thumb.h"

namespace handset::draw {

namespace {

using phone::Screen;
using phone::ScreenRow;
using phone::WindowKind;

constexpr double margin = 10;
constexpr double scroll_width = 4;
constexpr double gap = 6;
constexpr int icon_size = 18;
// Rows that a number being dialled may take, when nothing stands below it.
constexpr double dial_rows = 2;

// The share of the row's width that a number of cells has.
double cells(const Area& row, std::size_t count, std::size_t columns) {
  return std::round(row.width * static_cast<double>(count) /
                    static_cast<double>(std::max<std::size_t>(columns, 1)));
}

// Bytes of the text that take so many cells.
std::size_t bytes_of(std::string_view text, std::size_t count) {
  std::string_view rest = text;
  std::size_t width = 0;
  while (!rest.empty()) {
    std::string_view after = rest;
    width += cell_width(take_code_point(after));
    if (width > count) break;
    rest = after;
  }
  return text.size() - rest.size();
}

// One bar under all rows of the chosen item. `row`: the first of the screen.
void draw_selection(Canvas& canvas, const Screen& screen, const Area& row, double right) {
  const auto selected = [](const ScreenRow& each) { return each.selected && !each.field; };
  const auto first = std::find_if(screen.rows.begin(), screen.rows.end(), selected);
  const auto count = std::count_if(first, screen.rows.end(), selected);
  if (count == 0) return;
  const double above = row.height * static_cast<double>(first - screen.rows.begin());
  const double height = row.height * static_cast<double>(count);
  canvas.fill_rounded({4, row.y + above + 1, right - 4, height - 2}, 5, colours::accent);
}

void draw_field(Canvas& canvas, const ColourFonts& fonts, const Screen& screen, const ScreenRow& row,
                const Area& area, const Area& first_row) {
  const double at = cells(first_row, row.field->at, screen.columns);
  const double indent = cells(first_row, row.indent, screen.columns);
  const bool typed = row.field->cursor.has_value();
  const bool dial = area.height > first_row.height;
  canvas.text({area.x + indent, area.y, at - indent - gap, first_row.height}, row.text, fonts.small,
              typed || row.selected ? colours::accent : colours::faint_ink);
  const double left = area.x + at - (at > 0 ? 0 : 4);
  const Area box{left, area.y + 1, area.right() - left + 2, area.height - 2};
  if (typed) canvas.fill_rounded(box.inset(-1.5), 6, colours::halo);
  canvas.fill_rounded(box, 4, colours::box);
  canvas.frame_rounded(box, 4, typed ? 1.5 : 1, typed ? colours::accent : colours::box_edge);
  const Area inside{box.x + 5, box.y, box.width - 9, box.height};
  const Font& font = dial ? fonts.dial : fonts.row;
  const std::string_view text = row.field->text;
  if (!typed) return canvas.text(inside, text, font, colours::ink);
  canvas.typed_text(inside, text, font, colours::ink, bytes_of(text, *row.field->cursor), colours::accent);
}

// At most 18 pixels on a side, in the middle of its cells. On a chosen row it keeps light ground.
void draw_icon(Canvas& canvas, Rasters& rasters, const ScreenRow& row, const Area& cells_of_icon) {
  if (!row.icon) return;
  const double left = std::round(cells_of_icon.x + (cells_of_icon.width - icon_size) / 2);
  const double top = std::round(cells_of_icon.y + (cells_of_icon.height - icon_size) / 2);
  if (row.selected) canvas.fill_rounded({left - 1, top, icon_size + 2, icon_size}, 3, colours::on_accent);
  const Raster& raster = rasters.of(row.icon);
  canvas.raster(raster, cut_to_middle(raster, icon_size, icon_size), {left, top});
}

// One whose words run from right to left: all of it is seen as in a mirror.
void draw_mirrored_row(Canvas& canvas, const ColourFonts& fonts, const ScreenRow& row, double indent,
                       double icon, const Area& area) {
  const Colour faint = row.selected ? colours::on_accent_faint : colours::faint_ink;
  canvas.text({area.right() - indent + icon + gap, area.y, indent - icon - gap, area.height}, row.number,
              fonts.small, faint);
  const double left = row.right.empty() ? 0 : canvas.text_width(row.right, fonts.small);
  canvas.text({area.x, area.y, left, area.height}, row.right, fonts.small, faint);
  const double between = left > 0 ? left + 2 * gap : 0;
  canvas.text({area.x + between, area.y, area.width - indent - between, area.height}, row.text, fonts.row,
              row.selected ? colours::on_accent : colours::ink);
}

void draw_row(Canvas& canvas, const ColourFonts& fonts, Rasters& rasters, const ScreenRow& row,
              std::size_t columns, const Area& area) {
  const double indent = cells(area, row.indent, columns);
  const double icon = cells(area, row.icon_room, columns);
  if (row.indent > 0 && canvas.runs_from_right(row.text, fonts.row)) {
    draw_icon(canvas, rasters, row, {area.right() - indent, area.y, icon, area.height});
    return draw_mirrored_row(canvas, fonts, row, indent, icon, area);
  }
  draw_icon(canvas, rasters, row, {area.x + indent - icon - gap / 2, area.y, icon, area.height});
  const Colour faint = row.selected ? colours::on_accent_faint : colours::faint_ink;
  canvas.text({area.x, area.y, indent - icon - gap, area.height}, row.number, fonts.small, faint, Align::End);
  const double right = row.right.empty() ? 0 : canvas.text_width(row.right, fonts.small) + 2 * gap;
  canvas.text({area.x + indent, area.y, area.width - indent, area.height}, row.right, fonts.small, faint,
              Align::End);
  canvas.text({area.x + indent, area.y, area.width - indent - right, area.height}, row.text, fonts.row,
              row.selected ? colours::on_accent : colours::ink);
}

void draw_scroll_bar(Canvas& canvas, const Screen& screen, const Area& area) {
  const Area track{area.right() - scroll_width - 3, area.y + 4, scroll_width, area.height - 8};
  const ScrollThumb thumb = scroll_thumb(track.height, screen, 16);
  canvas.fill_rounded(track, scroll_width / 2, colours::track);
  canvas.fill_rounded({track.x, track.y + thumb.start, track.width, thumb.length}, scroll_width / 2,
                      colours::thumb);
}

double row_height(const Screen& screen, const Area& area) {
  return std::floor(area.height / static_cast<double>(std::max<std::size_t>(screen.text_rows, 1)));
}

}  // namespace

void draw_rows(Canvas& canvas, const ColourFonts& fonts, Rasters& rasters, const Screen& screen,
               const Area& area) {
  const double bar = screen.scrolls() ? scroll_width + 3 : 0;
  Area row{area.x + margin, area.y, area.width - 2 * margin - scroll_width, row_height(screen, area)};
  const Area first = row;
  draw_selection(canvas, screen, row, area.width - 4 - bar);
  const std::size_t count = std::min(screen.rows.size(), screen.text_rows);
  for (std::size_t i = 0; i < count; ++i, row.y += row.height) {
    const ScreenRow& each = screen.rows[i];
    if (each.field) {
      // A number being dialled stands below the title with some air.
      const bool dials = screen.kind == WindowKind::Dial && i + 1 == count && i + 2 < screen.text_rows;
      const Area place{row.x, row.y + (dials ? 8 : 0), row.width, row.height * (dials ? dial_rows : 1)};
      draw_field(canvas, fonts, screen, each, place, first);
      continue;
    }
    draw_row(canvas, fonts, rasters, each, screen.columns, row);
    // People are told apart by lines between them.
    if (screen.kind == WindowKind::Directory && !each.selected && i + 1 < count &&
        !screen.rows[i + 1].selected) {
      const double indent = cells(row, each.indent, screen.columns);
      canvas.fill({row.x + indent, row.bottom() - 1, row.width - indent, 1}, colours::rule);
    }
  }
  if (screen.scrolls()) draw_scroll_bar(canvas, screen, area);
}

void draw_progress(Canvas& canvas, const ColourFonts& fonts, const Screen& screen, const Area& area) {
  const double height = row_height(screen, area);
  const std::size_t count = std::min(screen.rows.size(), screen.text_rows);
  const double text = height * static_cast<double>(count);
  constexpr double ring = 17;
  constexpr double ring_room = 2 * ring + 14;
  const bool has_ring = text + ring_room <= area.height;
  double y = area.y + std::floor((area.height - text - (has_ring ? ring_room : 0)) / 2);
  if (has_ring) {
    const Point middle{area.x + area.width / 2, y + ring};
    canvas.arc(middle, ring - 2, 0, 1, 4, colours::track);
    canvas.arc(middle, ring - 2, 0, 0.3, 4, colours::accent);
    y += ring_room;
  }
  for (std::size_t i = 0; i < count; ++i, y += height) {
    canvas.text({area.x + margin, y, area.width - 2 * margin, height}, screen.rows[i].text,
                i == 0 ? fonts.title : fonts.small, i == 0 ? colours::ink : colours::faint_ink,
                Align::Middle);
  }
}

}  // namespace handset::draw
