// The rows of a window on the colour screen: a list with its chosen item, what is typed, what is under way.
#pragma once

#include "draw/canvas.h"
#include "draw/colour_fonts.h"
#include "draw/raster.h"
#include "phone/screen.h"

namespace handset::draw {

// `area`: all the screen's text rows, from edge to edge.
void draw_rows(Canvas& canvas, const ColourFonts& fonts, Rasters& rasters, const phone::Screen& screen,
               const Area& area);
// "Requesting ...", in the middle under a sign that it goes on.
void draw_progress(Canvas& canvas, const ColourFonts& fonts, const phone::Screen& screen, const Area& area);

}  // namespace handset::draw
