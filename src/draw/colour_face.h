// How a Screen looks on a colour display: where its parts stand, and in which colours and fonts.
#pragma once

#include "draw/canvas.h"
#include "phone/screen.h"

namespace handset::draw {

class ColourFace {
 public:
  explicit ColourFace(PangoContext* context);
  void draw(Canvas& canvas, const phone::Screen& screen, const phone::Model& model) const;

 private:
  void draw_title(Canvas& canvas, const phone::Screen& screen, double width) const;
  void draw_rows(Canvas& canvas, const phone::Screen& screen, const Area& area) const;
  void draw_selection(Canvas& canvas, const phone::Screen& screen, const Area& row) const;
  void draw_row(Canvas& canvas, const phone::ScreenRow& row, std::size_t columns, const Area& area) const;
  void draw_soft_keys(Canvas& canvas, const phone::Screen& screen, const Area& area) const;

  Font title_;
  Font small_;
  Font row_;
  Font key_;
};

}  // namespace handset::draw
