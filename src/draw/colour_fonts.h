// The sizes of type of the colour screen, each loaded once.
#pragma once

#include "draw/canvas.h"

namespace handset::draw {

struct ColourFonts {
  explicit ColourFonts(PangoContext* context)
      : title(context, 15, PANGO_WEIGHT_SEMIBOLD),
        row(context, 15, PANGO_WEIGHT_NORMAL),
        strong(context, 16, PANGO_WEIGHT_SEMIBOLD),
        small(context, 13, PANGO_WEIGHT_NORMAL),
        key(context, 13, PANGO_WEIGHT_SEMIBOLD),
        dial(context, 26, PANGO_WEIGHT_MEDIUM),
        time(context, 40, PANGO_WEIGHT_LIGHT),
        large_time(context, 64, PANGO_WEIGHT_LIGHT) {}

  Font title;
  Font row;
  Font strong;  // what an overlay says
  Font small;   // numbers, right-hand words, clock and prompt
  Font key;
  Font dial;  // the digits of a number being dialled
  Font time;
  Font large_time;
};

}  // namespace handset::draw
