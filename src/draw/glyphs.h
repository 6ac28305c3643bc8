// Letters made of whole pixels, for the black-and-white displays: Terminus on a cell of 6 by 12, East Asian
// ones in two such cells out of a bitmap font, and what neither has (Arabic, Hangul) out of scalable fonts,
// without grey. A letter that no font has is a box.
//
// Fonts are opened when first needed and letters kept once loaded. Of the Painter's thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace handset::draw {

struct Glyph {
  int left = 0;  // columns from the left edge of its cells
  int top = 0;   // rows above the baseline of its first row
  unsigned width = 0;
  unsigned rows = 0;
  std::vector<bool> ink{};  // row by row

  [[nodiscard]] bool at(unsigned column, unsigned row) const { return ink[row * width + column]; }
};

class Glyphs {
 public:
  Glyphs();
  ~Glyphs();
  Glyphs(const Glyphs&) = delete;
  Glyphs& operator=(const Glyphs&) = delete;

  static constexpr int cell = 6;     // columns
  static constexpr int ascent = 10;  // rows of a cell above the baseline, two of them for accents
  static constexpr int descent = 2;

  // The letter in one or two cells; never wider than they are. `cells` 0: a mark that stands over the letter
  // before it, empty when no font has it. Valid until the next call.
  [[nodiscard]] const Glyph& letter(char32_t code, unsigned cells);

  static constexpr int digit_width = 11;
  static constexpr int digit_height = 14;
  // The same for the large time: digits, a colon and plain letters, bold.
  [[nodiscard]] const Glyph& digit(char32_t code);

 private:
  struct Library;
  class Face;

  std::unique_ptr<Library> library_;
  std::vector<std::unique_ptr<Face>> faces_;  // the first that has the letter draws it
  std::vector<std::unique_ptr<Face>> digit_faces_;
  std::map<char32_t, Glyph> letters_;
  std::map<char32_t, Glyph> digits_;
};

}  // namespace handset::draw
