#include "draw/mono_face.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "draw/clock_parts.h"
#include "draw/key_places.h"
#include "draw/mono_icons.h"
#include "draw/mono_pictures.h"
#include "draw/scroll_thumb.h"
#include "draw/visual_order.h"
#include "phone/pane.h"

namespace handset::draw {

namespace {

using phone::Screen;
using phone::ScreenRow;
using phone::WindowKind;

constexpr int pitch = 11;    // rows of pixels from a line of text to the next
constexpr int baseline = 9;  // of a line, from its top
constexpr int left = 1;      // columns before the first cell
constexpr int scroll_width = 2;
constexpr int keys_height = 11;
constexpr int prompt_height = 10;
// Rows that the large time takes the place of.
constexpr std::size_t time_rows = 2;
constexpr int icon_gap = 2;  // before the text of a row

int wide(const Bitmap& bitmap) {
  return static_cast<int>(bitmap.width());
}
int high(const Bitmap& bitmap) {
  return static_cast<int>(bitmap.height());
}
int keys_top(const Bitmap& bitmap) {
  return high(bitmap) - keys_height;
}
// The lowest row of its letters may reach into the keys' upper edge; Flip keeps it readable.
int prompt_top(const Bitmap& bitmap) {
  return keys_top(bitmap) - prompt_height + 1;
}

bool has_wide_letters(std::string_view text) {
  return cell_width(text) > count_code_points(text);
}

bool shows_large_time(const Screen& screen) {
  return screen.kind == WindowKind::Idle && screen.rows.size() + time_rows <= screen.text_rows &&
         !clock_parts(screen.clock).time.empty();
}

unsigned mixed(unsigned from, unsigned to, unsigned part, unsigned whole) {
  unsigned out = 0;
  for (const unsigned shift : {16U, 8U, 0U}) {
    const unsigned a = from >> shift & 0xff;
    const unsigned b = to >> shift & 0xff;
    out |= (a * (whole - part) + b * part) / whole << shift;
  }
  return out;
}

}  // namespace

unsigned mono_ink(unsigned contrast) {
  constexpr unsigned ink = 0x141c17;
  constexpr unsigned most = 15;
  // The faintest can still be made out.
  constexpr unsigned faintest = 0xb4beb3;
  if (contrast <= phone::default_contrast) return mixed(faintest, ink, contrast, phone::default_contrast);
  return mixed(ink, 0, std::min(contrast, most) - phone::default_contrast, most - phone::default_contrast);
}

void MonoFace::draw(Bitmap& bitmap, Rasters& rasters, const Screen& screen, const phone::Model& model) {
  draw_title(bitmap, rasters, screen);
  if (screen.kind == WindowKind::Progress) {
    draw_progress(bitmap, screen);
  } else if (screen.picture) {
    draw_mono_picture(bitmap, rasters, *screen.picture, phone::services_pane(model));
  } else {
    draw_rows(bitmap, rasters, screen);
  }
  if (screen.status) draw_mono_status(bitmap, text_, rasters, *screen.status, phone::services_pane(model));
  draw_soft_keys(bitmap, screen);
  text_.draw(bitmap, {left, wide(bitmap) - left, prompt_top(bitmap) + baseline - 1, true}, screen.prompt,
             Brush::Flip);
  if (screen.overlay) draw_overlay(bitmap, *screen.overlay);
}

void MonoFace::draw_title(Bitmap& bitmap, Rasters& rasters, const Screen& screen) {
  const std::string clock = shows_large_time(screen) ? clock_parts(screen.clock).rest : screen.clock;
  const int clock_width = clock.empty() ? 0 : mono_width(clock) + Glyphs::cell;
  const int room = wide(bitmap) - left - clock_width;
  const int width = mono_width(screen.title);
  // The sign stands where it takes nothing away from the title.
  const int sign =
      screen.kind != WindowKind::Idle && mono_icon_width + 2 + width <= room ? mono_icon_width + 2 : 0;
  if (screen.kind == WindowKind::Message) {
    bitmap.fill({0, 0, wide(bitmap), pitch}, Brush::Ink);
  } else {
    // Wide letters reach down to where the rule is.
    const int from = has_wide_letters(screen.title) ? std::min(left + sign + width, room) : 0;
    bitmap.fill({from, pitch - 1, wide(bitmap) - from, 1}, Brush::Ink);
  }
  const Brush brush = screen.kind == WindowKind::Message ? Brush::Flip : Brush::Ink;
  if (sign > 0 && screen.title_icon) {
    const Raster& raster = rasters.of(screen.title_icon);
    draw_mono_raster(bitmap, raster, cut_to_middle(raster, mono_icon_width, pitch - 1), left, 0, brush);
  } else if (sign > 0) {
    draw_mono_icon(bitmap, left, 1, screen.kind, brush);
  }
  text_.draw(bitmap, {left + sign, room - sign, baseline}, screen.title, brush);
  text_.draw(bitmap, {left, wide(bitmap) - left, baseline}, clock, brush, Align::End);
}

void MonoFace::draw_rows(Bitmap& bitmap, Rasters& rasters, const Screen& screen) {
  const bool scrolls = screen.scrolls();
  Box row{0, pitch, wide(bitmap) - (scrolls ? scroll_width : 0), pitch};
  if (shows_large_time(screen)) {
    draw_large_time(bitmap, screen);
    row.y += pitch * static_cast<int>(screen.text_rows - screen.rows.size());
  }
  const std::size_t count = std::min(screen.rows.size(), screen.text_rows);
  for (std::size_t i = 0; i < count; ++i, row.y += pitch) draw_row(bitmap, rasters, screen, i, row);
  if (!scrolls) return;
  const Box track{wide(bitmap) - 1, pitch + 1, 1, pitch * static_cast<int>(screen.text_rows) - 1};
  bitmap.dotted(track, Brush::Ink);
  const ScrollThumb thumb = scroll_thumb(track.height, screen, 5);
  bitmap.fill(
      {track.x - 1, track.y + static_cast<int>(thumb.start), scroll_width, static_cast<int>(thumb.length)},
      Brush::Ink);
}

void MonoFace::draw_row(Bitmap& bitmap, Rasters& rasters, const Screen& screen, std::size_t index,
                        const Box& area) {
  const ScreenRow& row = screen.rows[index];
  const bool bar = row.selected && !row.field;
  // A row of ground stays between the bar and a prompt.
  const bool low = bar && area.y + area.height == prompt_top(bitmap) && !screen.prompt.empty();
  if (bar) bitmap.fill({area.x, area.y, area.width, area.height - (low ? 1 : 0)}, Brush::Ink);
  const Brush brush = bar ? Brush::Flip : Brush::Ink;
  if (row.field) return draw_field(bitmap, row, area, brush);
  // Words that run from right to left: all of the row is seen as in a mirror.
  const bool mirrored = screen.kind != WindowKind::Idle && row.indent > 0 && runs_from_right(row.text);
  const int line = area.y + baseline;
  const int indent = Glyphs::cell * static_cast<int>(row.indent);
  const int room = area.width - left;
  const int icon = Glyphs::cell * static_cast<int>(row.icon_room);
  const int number = indent - icon - Glyphs::cell / 2;
  const int right = row.right.empty() ? 0 : mono_width(row.right);
  const int words = room - indent - right - (right > 0 ? Glyphs::cell : 0);
  if (row.icon) {
    const Raster& raster = rasters.of(row.icon);
    const int x = mirrored ? area.width - indent + icon_gap : left + indent - icon;
    draw_mono_raster(bitmap, raster, cut_to_middle(raster, icon - icon_gap, area.height), x, area.y, brush);
  }
  if (mirrored) {
    text_.draw(bitmap, {area.width - number, number, line}, row.number, brush);
    text_.draw(bitmap, {left, right, line, low}, row.right, brush);
    return text_.draw(bitmap, {area.width - indent - words, words, line, low}, row.text, brush);
  }
  text_.draw(bitmap, {left, number, line}, row.number, brush, Align::End);
  text_.draw(bitmap, {left, room, line, low}, row.right, brush, Align::End);
  text_.draw(bitmap, {left + indent, words, line, low}, row.text, brush);
}

// The box of the value that is typed into has a frame and a cursor, the others a dotted line.
void MonoFace::draw_field(Bitmap& bitmap, const ScreenRow& row, const Box& area, Brush brush) {
  const int at = left + Glyphs::cell * static_cast<int>(row.field->at);
  const int indent = Glyphs::cell * static_cast<int>(row.indent);
  const int line = area.y + baseline;
  text_.draw(bitmap, {left + indent, at - left - indent, line}, row.text, brush);
  const int room = area.width - at - (area.width < wide(bitmap) ? 1 : 0);
  if (!row.field->cursor) {
    bitmap.dotted({at, area.y + area.height - 1, room - 1, 1}, Brush::Ink);
    return text_.draw(bitmap, {at, room, line}, row.field->text, Brush::Ink);
  }
  bitmap.frame({at - 1, area.y, room + 1, area.height}, Brush::Ink);
  // The first letter keeps off the frame where that costs no cell.
  const int off = room / Glyphs::cell == (room + 1) / Glyphs::cell ? 1 : 0;
  text_.draw_with_cursor(bitmap, {at + off, room - off, line}, row.field->text, *row.field->cursor,
                         Brush::Ink);
}

// What goes on in the middle, and under it a bar that runs as long as it takes.
void MonoFace::draw_progress(Bitmap& bitmap, const Screen& screen) {
  const std::size_t count = std::min(screen.rows.size(), screen.text_rows);
  int line = pitch + baseline + 1;
  for (std::size_t i = 0; i < count; ++i, line += pitch) {
    text_.draw(bitmap, {left, wide(bitmap) - left, line}, screen.rows[i].text, Brush::Ink, Align::Middle);
  }
  if (count == screen.text_rows) return;
  const Box bar{14, line - baseline + 3, wide(bitmap) - 28, 6};
  bitmap.frame(bar, Brush::Ink);
  for (int y = bar.y + 1; y < bar.y + bar.height - 1; ++y) {
    for (int x = bar.x + 1; x < bar.x + bar.width - 1; ++x) {
      if ((x + y) % 8 < 4) bitmap.fill({x, y, 1, 1}, Brush::Ink);
    }
  }
}

void MonoFace::draw_large_time(Bitmap& bitmap, const Screen& screen) {
  const ClockParts clock = clock_parts(screen.clock);
  const int height = pitch * static_cast<int>(screen.text_rows - screen.rows.size());
  const int foot = pitch + (height + Glyphs::digit_height) / 2;
  const int half = clock.half.empty() ? 0 : mono_width(clock.half) + Glyphs::cell / 2;
  const int time = static_cast<int>(clock.time.size()) * Glyphs::digit_width;
  const int x = (wide(bitmap) - time - half) / 2;
  text_.draw_large(bitmap, {x, time, foot}, clock.time, Brush::Ink);
  text_.draw(bitmap, {x + time, half, foot}, clock.half, Brush::Ink, Align::End);
}

void MonoFace::draw_soft_keys(Bitmap& bitmap, const Screen& screen) {
  const auto& labels = screen.soft_keys;
  if (std::all_of(labels.begin(), labels.end(), [](const std::string& label) { return label.empty(); }))
    return;
  constexpr int empty_width = 8;
  std::array<int, phone::soft_key_places> cells{};
  std::array<int, phone::soft_key_places> tight{};
  for (std::size_t i = 0; i < labels.size(); ++i) {
    // With a column of ink at the ends, and one of ground between two keys.
    cells[i] = labels[i].empty() ? empty_width : mono_width(labels[i]) + 2;
    tight[i] = labels[i].empty() ? empty_width : text_.tight_width(labels[i]) + 3;
  }
  const int room = wide(bitmap) + 1;
  const auto sum = [](const auto& widths) { return std::accumulate(widths.begin(), widths.end(), 0); };
  const bool fits = sum(cells) <= room;
  // The column at the right end goes before the letters do.
  if (sum(tight) > room) {
    for (int& width : tight) --width;
  }
  const KeyEdges edges = key_edges(fits ? cells : tight, room);
  const int top = keys_top(bitmap);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const Box key{edges[i], top, edges[i + 1] - edges[i] - 1, keys_height};
    if (labels[i].empty()) {
      bitmap.fill({key.x, high(bitmap) - 1, key.width, 1}, Brush::Ink);
      continue;
    }
    bitmap.fill(key, Brush::Ink);
    for (const int x : {key.x, key.x + key.width - 1}) bitmap.fill({x, top, 1, 1}, Brush::Ground);
    if (fits) {
      // The last column of a letter is blank, and serves as the one at the end.
      text_.draw(bitmap, {key.x + 1, key.width, top + baseline}, labels[i], Brush::Flip, Align::Middle);
    } else {
      // What stands out into the ground between the keys is not missed: it is as bright.
      text_.draw_tight(bitmap, {key.x + 1, key.width, top + baseline}, labels[i], Brush::Flip);
      bitmap.fill({key.x + key.width, top, 1, keys_height}, Brush::Ground);
    }
  }
}

void MonoFace::draw_overlay(Bitmap& bitmap, const phone::ScreenOverlay& overlay) {
  const int height = overlay.percent ? 27 : 19;
  // Between the title and the prompt, which stay readable.
  const int top = pitch;
  const Box card{6, top + (prompt_top(bitmap) - top - height) / 2, wide(bitmap) - 12, height};
  // No letter of a row peeps out beside it.
  bitmap.fill({0, top, wide(bitmap), prompt_top(bitmap) - top}, Brush::Ground);
  bitmap.frame(card, Brush::Ink);
  bitmap.frame({card.x - 1, card.y - 1, card.width + 2, card.height + 2}, Brush::Ink);
  text_.draw(bitmap, {card.x + 3, card.width - 5, card.y + 5 + baseline - 1}, overlay.text, Brush::Ink,
             Align::Middle);
  if (!overlay.percent) return;
  const Box bar{card.x + 6, card.y + 17, card.width - 12, 6};
  bitmap.frame(bar, Brush::Ink);
  const int full = bar.width - 4;
  bitmap.fill({bar.x + 2, bar.y + 2, full * static_cast<int>(std::min(*overlay.percent, 100U)) / 100, 2},
              Brush::Ink);
}

}  // namespace handset::draw
