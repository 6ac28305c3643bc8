// Where a line of text stands in its area.
#pragma once

#include <cstdint>

namespace handset::draw {

// Start is the right end for text that runs from right to left.
enum class Align : std::uint8_t { Start, Middle, End };

}  // namespace handset::draw
