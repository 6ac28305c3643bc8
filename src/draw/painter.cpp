#include "draw/painter.h"

#include <algorithm>
#include <array>
#include <pango/pangocairo.h>

#include "draw/bitmap.h"
#include "draw/canvas.h"
#include "draw/colour_face.h"
#include "draw/mono_face.h"
#include "draw/png_file.h"
#include "draw/raster.h"

namespace handset::draw {

namespace {

// Cairo and pango hand out references; these give them back.
struct Unref {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref>;

// Letters stand on whole pixels, and their horizontal strokes are brought to them: sharp, and not deformed.
Owned<PangoContext> make_context(PangoFontMap* map) {
  Owned<PangoContext> context(pango_font_map_create_context(map));
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_ON);
  pango_cairo_context_set_font_options(context.get(), options);
  cairo_font_options_destroy(options);
  return context;
}

// What a colour screen needs; a phone without one never asks pango for anything.
struct Colours {
  Owned<PangoFontMap> map{pango_cairo_font_map_new()};
  Owned<PangoContext> context = make_context(map.get());
  TextCache texts{context.get()};
  ColourFace face{context.get()};
};

std::array<unsigned, 2> palette(const phone::Screen& screen) {
  return {screen.lit ? mono_ground : mono_dark_ground, mono_ink(screen.contrast)};
}

}  // namespace

struct Painter::Faces {
  // Made when first needed.
  Colours& colours() {
    if (!colours_) colours_ = std::make_unique<Colours>();
    return *colours_;
  }
  Bitmap draw_mono(const phone::Screen& screen, const phone::Model& model) {
    Bitmap bitmap(model.width, model.height);
    mono.draw(bitmap, rasters, screen, model);
    return bitmap;
  }

  MonoFace mono;
  Rasters rasters;

 private:
  std::unique_ptr<Colours> colours_;
};

Painter::Painter() : faces_(std::make_unique<Faces>()) {}
Painter::~Painter() = default;

std::string Painter::png(const phone::Screen& screen, const phone::Model& model) {
  switch (model.screen) {
    case phone::ScreenKind::None:
      break;
    case phone::ScreenKind::Mono:
      return png_of_two_colours(faces_->draw_mono(screen, model).pixels(), model.width, model.height,
                                palette(screen));
    case phone::ScreenKind::Colour: {
      Colours& colours = faces_->colours();
      Canvas canvas(colours.texts, model.width, model.height);
      if (screen.lit) colours.face.draw(canvas, faces_->rasters, screen, model);
      return png_of_colours(canvas.pixels(), model.width, model.height, canvas.stride());
    }
  }
  return {};
}

Picture Painter::pixels(const phone::Screen& screen, const phone::Model& model) {
  Picture picture{model.width, model.height};
  picture.pixels.reserve(std::size_t{model.width} * model.height);
  switch (model.screen) {
    case phone::ScreenKind::None:
      break;
    case phone::ScreenKind::Mono: {
      const auto pair = palette(screen);
      const Bitmap bitmap = faces_->draw_mono(screen, model);
      for (const std::uint8_t pixel : bitmap.pixels()) {
        picture.pixels.push_back(pair[pixel]);
      }
      break;
    }
    case phone::ScreenKind::Colour: {
      Colours& colours = faces_->colours();
      Canvas canvas(colours.texts, model.width, model.height);
      if (screen.lit) colours.face.draw(canvas, faces_->rasters, screen, model);
      for (unsigned y = 0; y < model.height; ++y) {
        for (const std::uint32_t pixel : canvas.pixels().subspan(y * canvas.stride(), model.width)) {
          picture.pixels.push_back(pixel & 0xffffff);
        }
      }
      break;
    }
  }
  return picture;
}

}  // namespace handset::draw
