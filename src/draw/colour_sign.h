// The signs of the kinds of window, sixteen by sixteen pixels, drawn as lines.
#pragma once

#include "draw/canvas.h"
#include "phone/screen.h"

namespace handset::draw {

inline constexpr double sign_size = 16;

// `at`: its left upper corner. An idle screen has no sign.
void draw_sign(Canvas& canvas, Point at, phone::WindowKind kind, Colour colour);

}  // namespace handset::draw
