// The idle screen of a colour display: the time in large figures, and the lines with what they are doing.
#pragma once

#include "draw/canvas.h"
#include "draw/colour_fonts.h"
#include "phone/screen.h"

namespace handset::draw {

// `area`: from the top of the screen down to the prompt; `title`: how much of it the title has.
void draw_idle(Canvas& canvas, const ColourFonts& fonts, const phone::Screen& screen, const Area& area,
               double title);

}  // namespace handset::draw
