// How a Screen looks on the small black-and-white display.
#pragma once

#include "draw/canvas.h"
#include "phone/screen.h"

namespace handset::draw {

class MonoFace {
 public:
  explicit MonoFace(PangoContext* context);
  void draw(Canvas& canvas, const phone::Screen& screen, const phone::Model& model) const;

 private:
  void draw_row(Canvas& canvas, const phone::ScreenRow& row, const Area& area) const;

  Font font_;
};

}  // namespace handset::draw
