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

// The columns of a glyph that have ink: where they begin, and how many there are.
struct Span {
  int first = 0;
  int count = 0;
};

Span ink_of(const Glyph& glyph) {
  int first = static_cast<int>(glyph.width);
  int end = 0;
  for (unsigned row = 0; row < glyph.rows; ++row) {
    for (unsigned column = 0; column < glyph.width; ++column) {
      if (!glyph.at(column, row)) continue;
      first = std::min(first, static_cast<int>(column));
      end = std::max(end, static_cast<int>(column) + 1);
    }
  }
  return end > first ? Span{glyph.left + first, end - first} : Span{};
}

// The glyph a row shorter, when it has ink in the second row below the baseline: of two equal rows above it
// one goes, as small bitmap fonts have it. One without such rows stays as it is.
Glyph raised(const Glyph& glyph) {
  const auto has_ink = [&](unsigned row) {
    for (unsigned column = 0; column < glyph.width; ++column) {
      if (glyph.at(column, row)) return true;
    }
    return false;
  };
  const auto equal_to_next = [&](unsigned row) {
    for (unsigned column = 0; column < glyph.width; ++column) {
      if (glyph.at(column, row) != glyph.at(column, row + 1)) return false;
    }
    return true;
  };
  const int second = glyph.top + 1;
  if (glyph.top < 2 || second >= static_cast<int>(glyph.rows) || !has_ink(static_cast<unsigned>(second))) {
    return glyph;
  }
  for (auto row = static_cast<unsigned>(glyph.top - 2); row > 0; --row) {
    if (!has_ink(row) || !equal_to_next(row)) continue;
    Glyph out = glyph;
    const auto from =
        out.ink.begin() + static_cast<std::ptrdiff_t>(row) * static_cast<std::ptrdiff_t>(glyph.width);
    out.ink.erase(from, from + static_cast<std::ptrdiff_t>(glyph.width));
    --out.rows;
    return out;
  }
  return glyph;
}

constexpr int tight_blank = 2;

// The last column of a letter is blank: there may be one less.
std::size_t cells_in(const MonoLine& line) {
  return static_cast<std::size_t>(std::max((line.width + 1) / Glyphs::cell, 0));
}

// Of the letter after so many cells; behind the last one there is one.
unsigned cells_at(std::string_view text, std::size_t before) {
  std::size_t passed = 0;
  while (!text.empty()) {
    const unsigned cells = cell_width(take_code_point(text));
    if (passed >= before && cells > 0) return cells;
    passed += cells;
  }
  return 1;
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
  if (text.empty() || cells_in(line) == 0) return;
  const VisualText visual = visual_order(phone::cut(text, cells_in(line)));
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
    const Glyph& glyph = glyphs_.letter(c, cells);
    const int baseline = line.baseline + (cells == 2 ? 1 : 0);
    if (line.raised && cells == 1) {
      bitmap.glyph(x, baseline, raised(glyph), brush);
    } else {
      bitmap.glyph(x, baseline, glyph, brush);
    }
    x += static_cast<int>(cells) * Glyphs::cell;
  }
}

int MonoText::tight_width(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const char32_t c = take_code_point(text);
    if (const unsigned cells = cell_width(c); cells > 0) {
      const int count = ink_of(glyphs_.letter(c, cells)).count;
      width += (count > 0 ? count : tight_blank) + 1;
    }
  }
  return std::max(width - 1, 0);
}

void MonoText::draw_tight(Bitmap& bitmap, const MonoLine& line, std::string_view text, Brush brush) {
  const int room = std::max(line.width - tight_width(text), 0);
  int x = line.x + room / 2;
  for (const char32_t c : visual_order(text).letters) {
    const unsigned cells = cell_width(c);
    if (cells == 0) continue;
    const Glyph& glyph = glyphs_.letter(c, cells);
    const Span ink = ink_of(glyph);
    if (x + ink.count > line.x + line.width) return;
    bitmap.glyph(x - ink.first, line.baseline + (cells == 2 ? 1 : 0), glyph, brush);
    x += (ink.count > 0 ? ink.count : tight_blank) + 1;
  }
}

void MonoText::draw_with_cursor(Bitmap& bitmap, const MonoLine& line, std::string_view text,
                                std::size_t cursor, Brush brush) {
  const std::size_t room = std::max<std::size_t>(cells_in(line), 1);
  std::string_view rest = text;
  std::size_t hidden = 0;
  // What stands before the cursor goes out of sight first, so that the cursor has a cell of its own.
  while (cursor >= hidden + room && !rest.empty()) {
    hidden += cell_width(take_code_point(rest));
  }
  const std::string shown = phone::cut(rest, room);
  draw(bitmap, line, shown, brush);
  const std::size_t before = cursor > hidden ? cursor - hidden : 0;
  const int width = Glyphs::cell * static_cast<int>(cells_at(shown, before));
  const int columns = Glyphs::cell * static_cast<int>(before);
  const bool from_right = visual_order(shown).right_to_left;
  const int end = start_of(line, mono_width(shown), Align::Start, from_right) + mono_width(shown);
  const int x = from_right ? end - columns - width : line.x + columns;
  // A letter's last column is blank; the one before its first belongs to the letter before it, or to the box.
  const int left = std::max(x - 1, line.x);
  bitmap.fill({left, line.baseline - 8, x + width - 1 - left, 9}, Brush::Flip);
}

void MonoText::draw_large(Bitmap& bitmap, const MonoLine& line, std::string_view text, Brush brush) {
  const int width = static_cast<int>(count_code_points(text)) * Glyphs::digit_width;
  int x = line.x + (line.width - width) / 2;
  while (!text.empty()) {
    bitmap.glyph(x, line.baseline, glyphs_.digit(take_code_point(text)), brush);
    x += Glyphs::digit_width;
  }
}

}  // namespace handset::draw
