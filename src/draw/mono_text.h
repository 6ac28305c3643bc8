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
  bool raised = false;  // one row below the baseline is all there is: letters that reach deeper stand higher
};

class MonoText {
 public:
  // Ends in an ellipsis when it does not fit.
  void draw(Bitmap& bitmap, const MonoLine& line, std::string_view text, Brush brush,
            Align align = Align::Start);
  // Letters close together instead of a cell each. Without an ellipsis: of the few that fit each one counts.
  void draw_tight(Bitmap& bitmap, const MonoLine& line, std::string_view text, Brush brush);
  [[nodiscard]] int tight_width(std::string_view text);
  // What is typed, and a cursor on the cell after `cursor` others; when it does not fit, the part around the
  // cursor.
  void draw_with_cursor(Bitmap& bitmap, const MonoLine& line, std::string_view text, std::size_t cursor,
                        Brush brush);
  // Digits of the large time, centred.
  void draw_large(Bitmap& bitmap, const MonoLine& line, std::string_view text, Brush brush);

 private:
  Glyphs glyphs_;
};

// Columns that the text takes.
[[nodiscard]] int mono_width(std::string_view text);

}  // namespace handset::draw
