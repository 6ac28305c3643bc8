#include "draw/painter.h"

#include <algorithm>
#include <cmath>
#include <pango/pangocairo.h>

#include "draw/canvas.h"
#include "draw/colour_face.h"
#include "draw/mono_face.h"

namespace handset::draw {

namespace {

// Cairo and pango hand out references; these give them back.
struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

// `smooth`: grey edges and no hinting. Else the letters are made of whole pixels, which only hinting can do
// at these sizes.
Owned<PangoContext> make_context(PangoFontMap* map, bool smooth) {
  Owned<PangoContext> context(pango_font_map_create_context(map));
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_antialias(options, smooth ? CAIRO_ANTIALIAS_GRAY : CAIRO_ANTIALIAS_NONE);
  cairo_font_options_set_hint_style(options, smooth ? CAIRO_HINT_STYLE_NONE : CAIRO_HINT_STYLE_FULL);
  cairo_font_options_set_hint_metrics(options, smooth ? CAIRO_HINT_METRICS_OFF : CAIRO_HINT_METRICS_ON);
  pango_cairo_context_set_font_options(context.get(), options);
  cairo_font_options_destroy(options);
  return context;
}

}  // namespace

struct Painter::Fonts {
  Owned<PangoFontMap> map{pango_cairo_font_map_new()};
  Owned<PangoContext> smooth = make_context(map.get(), true);
  Owned<PangoContext> sharp = make_context(map.get(), false);
  ColourFace colour{smooth.get()};
  MonoFace mono{sharp.get()};
};

Painter::Painter() : fonts_(std::make_unique<const Fonts>()) {}
Painter::~Painter() = default;

std::string Painter::png(const phone::Screen& screen, const phone::Model& model) {
  switch (model.screen) {
    case phone::ScreenKind::None:
      break;
    case phone::ScreenKind::Mono: {
      Canvas canvas(fonts_->sharp.get(), model.width, model.height, false);
      fonts_->mono.draw(canvas, screen, model);
      return canvas.png();
    }
    case phone::ScreenKind::Colour: {
      Canvas canvas(fonts_->smooth.get(), model.width, model.height, true);
      fonts_->colour.draw(canvas, screen, model);
      return canvas.png();
    }
  }
  return {};
}

}  // namespace handset::draw
