// Pictures as the bytes of a PNG file (ISO 15948). They are drawn anew for every key and seldom kept, so a
// quick file is worth more than a small one. No date and no name is in it: equal pixels give equal bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace handset::draw {

// Pixels 0x??RRGGBB of this machine's byte order; a row begins every `stride` pixels. Empty: out of memory.
[[nodiscard]] std::string png_of_colours(std::span<const std::uint32_t> pixels, unsigned width,
                                         unsigned height, std::size_t stride);

// One byte a pixel, 0 or 1; `palette` is 0xRRGGBB of both.
[[nodiscard]] std::string png_of_two_colours(std::span<const std::uint8_t> pixels, unsigned width,
                                             unsigned height, std::span<const unsigned, 2> palette);

}  // namespace handset::draw
