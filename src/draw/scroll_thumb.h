// Where the thumb of a scroll bar stands.
#pragma once

#include <algorithm>
#include <cmath>

#include "draw/canvas.h"
#include "phone/screen.h"

namespace handset::draw {

// The thumb in its track, on whole pixels and never shorter than `least`. The screen scrolls.
inline Area scroll_thumb(const Area& track, const phone::Screen& screen, double least) {
  const double total = static_cast<double>(screen.total_rows);
  const double shown = static_cast<double>(screen.text_rows);
  const double length = std::max(std::round(track.height * shown / total), least);
  const double part = std::min(static_cast<double>(screen.first_row) / (total - shown), 1.0);
  return {track.x, track.y + std::round((track.height - length) * part), track.width, length};
}

}  // namespace handset::draw
