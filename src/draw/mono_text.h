// Lines of text on a Bitmap, a cell of six columns for a letter as the model's grid has it.
#pragma once

#include <cstddef>
#include <string_view>

#include "draw/align.h"
#include "draw/bitmap.h"
#include "draw/glyphs.h"

namespace handset::draw {

// Columns from `x` on, and the row under the letters.
struct MonoLine {
  int x;
  int width;
  int baseline;
};

class MonoText {
 public:
  // Ends in an ellipsis when it does not fit.
  void draw(Bitmap& bitmap, const MonoLine& line, std::string_view text, Brush brush,
            Align align = Align::Start);
  // What is typed, and a cursor left of the cell `cursor`; when it does not fit, the part around the cursor.
  void draw_with_cursor(Bitmap& bitmap, const MonoLine& line, std::string_view text, std::size_t cursor,
                        Brush brush);
  // Digits of the large time, centred. Whether there was room.
  bool draw_large(Bitmap& bitmap, const MonoLine& line, std::string_view text, Brush brush);

 private:
  Glyphs glyphs_;
};

// Columns that the text takes.
[[nodiscard]] int mono_width(std::string_view text);

}  // namespace handset::draw
