// How a Screen looks on a colour display: a dark frame of title and soft keys around light paper; idle, all
// of it is night. Of the Painter's thread.
#pragma once

#include "draw/canvas.h"
#include "draw/colour_fonts.h"
#include "draw/raster.h"
#include "phone/screen.h"

namespace handset::draw {

class ColourFace {
 public:
  explicit ColourFace(PangoContext* context) : fonts_(context) {}
  void draw(Canvas& canvas, Rasters& rasters, const phone::Screen& screen, const phone::Model& model) const;

 private:
  void draw_title(Canvas& canvas, Rasters& rasters, const phone::Screen& screen, double width) const;
  void draw_soft_keys(Canvas& canvas, const phone::Screen& screen, const Area& area) const;
  void draw_overlay(Canvas& canvas, const phone::ScreenOverlay& overlay, const Area& over) const;

  ColourFonts fonts_;
};

}  // namespace handset::draw
