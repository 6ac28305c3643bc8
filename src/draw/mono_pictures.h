// Pictures of services on the black-and-white screen: greys and colours become dots in an ordered pattern.
#pragma once

#include "draw/bitmap.h"
#include "draw/mono_text.h"
#include "draw/raster.h"
#include "phone/pane.h"
#include "phone/screen.h"

namespace handset::draw {

// That part of the raster, whose pane has its upper left corner at x, y. What is white or transparent is left
// as it is.
void draw_mono_raster(Bitmap& bitmap, const Raster& raster, const Cut& cut, int x, int y, Brush brush);

// The pane is cleared before.
void draw_mono_picture(Bitmap& bitmap, Rasters& rasters, const phone::ScreenPicture& picture,
                       const phone::Pane& pane);

// A frame at the foot of the pane: words and the timer, the picture under them. Of a picture alone it is no
// larger than that.
void draw_mono_status(Bitmap& bitmap, MonoText& text, Rasters& rasters, const phone::ScreenStatus& status,
                      const phone::Pane& pane);

}  // namespace handset::draw
