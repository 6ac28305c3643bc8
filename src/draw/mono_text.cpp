#include "draw/mono_text.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "draw/visual_order.h"
#include "phone/layout.h"

namespace handset::draw {

namespace {

// Format characters: joiners, marks of direction. Marks on letters have no width either, but are drawn.
bool is_unseen(char32_t c) {
  return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
         c == 0xfeff || (c >= 0xfe00 && c <= 0xfe0f);
}

int columns_of(const std::u32string& letters) {
  unsigned cells = 0;
  for (const char32_t c : letters) cells += cell_width(c);
  return static_cast<int>(cells) * Glyphs::cell;
}

int start_of(const MonoLine& line, int width, Align align, bool right_to_left) {
  const int room = std::max(line.width - width, 0);
  switch (align) {
    case Align::Start:
      return line.x + (right_to_left ? room : 0);
    case Align::Middle:
      return line.x + room / 2;
    case Align::End:
      return line.x + room;
  }
  return line.x;
}

}  // namespace

int mono_width(std::string_view text) {
  return static_cast<int>(cell_width(text)) * Glyphs::cell;
}

void MonoText::draw(Bitmap& bitmap, const MonoLine& line, std::string_view text, Brush brush, Align align) {
  if (text.empty() || line.width < Glyphs::cell) return;
  const VisualText visual =
      visual_order(phone::cut(text, static_cast<std::size_t>(line.width / Glyphs::cell)));
  int x = start_of(line, columns_of(visual.letters), align, visual.right_to_left);
  int last = x;  // where the letter stands that a mark belongs to
  for (const char32_t c : visual.letters) {
    const unsigned cells = cell_width(c);
    if (cells == 0) {
      if (!is_unseen(c)) bitmap.glyph(last, line.baseline, glyphs_.letter(c, 0), brush);
      continue;
    }
    last = x;
    // The wide ones fill eleven rows, and have no use for the room that accents have above.
    bitmap.glyph(x, line.baseline + (cells == 2 ? 1 : 0), glyphs_.letter(c, cells), brush);
    x += static_cast<int>(cells) * Glyphs::cell;
  }
}

void MonoText::draw_with_cursor(Bitmap& bitmap, const MonoLine& line, std::string_view text,
                                std::size_t cursor, Brush brush) {
  const auto room = static_cast<std::size_t>(std::max(line.width / Glyphs::cell, 1));
  std::string_view rest = text;
  std::size_t hidden = 0;
  // What stands left of the cursor goes out of sight first, so that it has a cell behind it.
  while (cursor > hidden + room && !rest.empty()) {
    hidden += cell_width(take_code_point(rest));
  }
  const std::string shown = phone::cut(rest, room);
  draw(bitmap, line, shown, brush);
  const int columns = Glyphs::cell * static_cast<int>(cursor > hidden ? cursor - hidden : 0);
  const bool from_right = visual_order(shown).right_to_left;
  const int x = from_right
                    ? start_of(line, mono_width(shown), Align::Start, true) + mono_width(shown) - columns
                    : line.x + columns;
  bitmap.fill({x - 1, line.baseline - 8, 1, 10}, brush);
}

bool MonoText::draw_large(Bitmap& bitmap, const MonoLine& line, std::string_view text, Brush brush) {
  const int width = static_cast<int>(count_code_points(text)) * Glyphs::digit_width;
  if (text.empty() || width > line.width) return false;
  int x = line.x + (line.width - width) / 2;
  while (!text.empty()) {
    bitmap.glyph(x, line.baseline, glyphs_.digit(take_code_point(text)), brush);
    x += Glyphs::digit_width;
  }
  return true;
}

}  // namespace handset::draw
