// How the parts of a Status window stand to each other on any screen, in pixels.
#pragma once

#include <algorithm>

#include "draw/raster.h"
#include "phone/screen.h"

namespace handset::draw {

struct StatusPane {
  int width = 0;  // of the picture's pane; 0: there is none
  int height = 0;
};

// `words`: how wide the line of words would like to be; 0: there is none, and the window shrinks to the
// picture. `most_width`, `most_height`: room that the screen has.
inline StatusPane status_pane(const phone::ScreenStatus& status, const Raster* raster, int words,
                              int most_width, int most_height) {
  const int full = std::min(std::max(static_cast<int>(status.width), words), most_width);
  if (raster == nullptr) return {words > 0 ? full : 0, 0};
  const auto reach = [](int place, unsigned size, unsigned most) {
    return std::min(std::max(place, 0) + static_cast<int>(size), static_cast<int>(most));
  };
  const int width = reach(status.picture->x, raster->width, status.width);
  const int height = reach(status.picture->y, raster->height, status.height);
  return {words > 0 ? full : std::min(width, most_width), std::min(height, most_height)};
}

}  // namespace handset::draw
