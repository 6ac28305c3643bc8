// A screen in pixels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace handset::draw {

struct Picture {
  unsigned width = 0;
  unsigned height = 0;
  std::vector<std::uint32_t> pixels{};  // 0xRRGGBB, row by row

  [[nodiscard]] std::uint32_t at(unsigned x, unsigned y) const { return pixels[std::size_t{y} * width + x]; }
  friend bool operator==(const Picture&, const Picture&) = default;
};

}  // namespace handset::draw
