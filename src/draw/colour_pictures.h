// Pictures of services on the colour screen: a page that is one, and the Status window over the idle screen.
#pragma once

#include "draw/canvas.h"
#include "draw/colour_fonts.h"
#include "draw/raster.h"
#include "phone/pane.h"
#include "phone/screen.h"

namespace handset::draw {

// The pane is cleared before.
void draw_picture(Canvas& canvas, Rasters& rasters, const phone::ScreenPicture& picture,
                  const phone::Pane& pane);

// A card at the foot of the area: words and the timer, the picture under them. Of a picture alone it is no
// larger than that.
void draw_status(Canvas& canvas, const ColourFonts& fonts, Rasters& rasters,
                 const phone::ScreenStatus& status, const Area& area);

}  // namespace handset::draw
