// Pictures as the bytes of a BMP file: BITMAPINFOHEADER, 24 bits a pixel, not packed, the lowest row first.
// For programs that ask a phone for that; everybody else gets a PNG. Pure function; any thread.
#pragma once

#include <string>

#include "draw/picture.h"

namespace handset::draw {

// Empty for a picture without pixels.
[[nodiscard]] std::string bmp_of(const Picture& picture);

}  // namespace handset::draw
