// A picture of two colours being drawn: every pixel is ground or ink. What lies outside is left out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "draw/glyphs.h"

namespace handset::draw {

struct Box {
  int x;
  int y;
  int width;
  int height;
};

// Flip turns ground into ink and ink into ground: letters that way are to be read on a dark bar, on the
// ground, and across the edge between them.
enum class Brush : std::uint8_t { Ground, Ink, Flip };

class Bitmap {
 public:
  // All ground.
  Bitmap(unsigned width, unsigned height);

  void fill(const Box& box, Brush brush);
  void frame(const Box& box, Brush brush);
  // Every second pixel.
  void dotted(const Box& box, Brush brush);
  // With its cells' left edge at x, standing on the row above `baseline`.
  void glyph(int x, int baseline, const Glyph& glyph, Brush brush);

  [[nodiscard]] unsigned width() const { return width_; }
  [[nodiscard]] unsigned height() const { return height_; }
  // Row by row: 0 ground, 1 ink.
  [[nodiscard]] const std::vector<std::uint8_t>& pixels() const { return pixels_; }

 private:
  void put(int x, int y, Brush brush);

  unsigned width_;
  unsigned height_;
  std::vector<std::uint8_t> pixels_;
};

}  // namespace handset::draw
