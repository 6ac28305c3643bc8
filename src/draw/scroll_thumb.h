// Where the thumb of a scroll bar stands.
#pragma once

#include <algorithm>
#include <cmath>

#include "phone/screen.h"

namespace handset::draw {

// Along the track.
struct ScrollThumb {
  double start;
  double length;
};

// On whole pixels and never shorter than `least`. The screen scrolls.
inline ScrollThumb scroll_thumb(double track, const phone::Screen& screen, double least) {
  const double total = static_cast<double>(screen.total_rows);
  const double shown = static_cast<double>(screen.text_rows);
  const double length = std::max(std::round(track * shown / total), least);
  const double part = std::min(static_cast<double>(screen.first_row) / (total - shown), 1.0);
  return {std::round((track - length) * part), length};
}

}  // namespace handset::draw
