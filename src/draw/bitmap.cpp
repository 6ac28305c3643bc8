#include "draw/bitmap.h"

namespace handset::draw {

Bitmap::Bitmap(unsigned width, unsigned height)
    : width_(width), height_(height), pixels_(std::size_t{width} * height, 0) {}

void Bitmap::put(int x, int y, Brush brush) {
  if (x < 0 || y < 0) return;
  const auto column = static_cast<unsigned>(x);
  const auto row = static_cast<unsigned>(y);
  if (column >= width_ || row >= height_) return;
  std::uint8_t& pixel = pixels_[std::size_t{row} * width_ + column];
  pixel = brush == Brush::Flip ? pixel ^ 1U : brush == Brush::Ink ? 1 : 0;
}

void Bitmap::fill(const Box& box, Brush brush) {
  for (int y = box.y; y < box.y + box.height; ++y) {
    for (int x = box.x; x < box.x + box.width; ++x) put(x, y, brush);
  }
}

void Bitmap::frame(const Box& box, Brush brush) {
  fill({box.x, box.y, box.width, 1}, brush);
  fill({box.x, box.y + box.height - 1, box.width, 1}, brush);
  fill({box.x, box.y + 1, 1, box.height - 2}, brush);
  fill({box.x + box.width - 1, box.y + 1, 1, box.height - 2}, brush);
}

void Bitmap::dotted(const Box& box, Brush brush) {
  for (int y = box.y; y < box.y + box.height; ++y) {
    for (int x = box.x; x < box.x + box.width; ++x) {
      if ((x + y) % 2 == 0) put(x, y, brush);
    }
  }
}

void Bitmap::glyph(int x, int baseline, const Glyph& glyph, Brush brush) {
  for (unsigned row = 0; row < glyph.rows; ++row) {
    for (unsigned column = 0; column < glyph.width; ++column) {
      if (!glyph.at(column, row)) continue;
      put(x + glyph.left + static_cast<int>(column), baseline - glyph.top + static_cast<int>(row), brush);
    }
  }
}

}  // namespace handset::draw
