// The signs of the kinds of window, eight by eight pixels, for the title of a black-and-white display.
#pragma once

#include "draw/bitmap.h"
#include "phone/screen.h"

namespace handset::draw {

inline constexpr int mono_icon_width = 8;

// Its left upper pixel at x, y. An idle screen has no sign.
void draw_mono_icon(Bitmap& bitmap, int x, int y, phone::WindowKind kind, Brush brush);

}  // namespace handset::draw
