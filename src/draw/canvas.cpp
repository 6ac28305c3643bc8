#include "draw/canvas.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <pango/pangocairo.h>

namespace handset::draw {

namespace {

constexpr double narrowest = 0.75;

cairo_status_t append_bytes(void* out, const unsigned char* bytes, unsigned length) {
  static_cast<std::string*>(out)->append(bytes, bytes + length);
  return CAIRO_STATUS_SUCCESS;
}

PangoAlignment pango_alignment(Align align) {
  switch (align) {
    case Align::Start:
      return PANGO_ALIGN_LEFT;
    case Align::Middle:
      return PANGO_ALIGN_CENTER;
    case Align::End:
      return PANGO_ALIGN_RIGHT;
  }
  return PANGO_ALIGN_LEFT;
}

}  // namespace

Font::Font(PangoContext* context, std::string_view family, double pixels, bool bold)
    : description_(pango_font_description_new()) {
  pango_font_description_set_family(description_, std::string(family).c_str());
  pango_font_description_set_absolute_size(description_, pixels * PANGO_SCALE);
  pango_font_description_set_weight(description_, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  PangoFontMetrics* metrics = pango_context_get_metrics(context, description_, nullptr);
  ascent_ = static_cast<double>(pango_font_metrics_get_ascent(metrics)) / PANGO_SCALE;
  descent_ = static_cast<double>(pango_font_metrics_get_descent(metrics)) / PANGO_SCALE;
  pango_font_metrics_unref(metrics);
}

Font::~Font() {
  pango_font_description_free(description_);
}

double Font::baseline(double height) const {
  return std::round((height + ascent_ - descent_) / 2);
}

Canvas::Canvas(PangoContext* context, unsigned width, unsigned height, bool smooth)
    : surface_(
          cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width), static_cast<int>(height))),
      cairo_(cairo_create(surface_)),
      layout_(pango_layout_new(context)) {
  cairo_set_antialias(cairo_, smooth ? CAIRO_ANTIALIAS_GRAY : CAIRO_ANTIALIAS_NONE);
  pango_layout_set_single_paragraph_mode(layout_, TRUE);
}

Canvas::~Canvas() {
  g_object_unref(layout_);
  cairo_destroy(cairo_);
  cairo_surface_destroy(surface_);
}

void Canvas::use(Colour colour) {
  const auto part = [&](unsigned shift) { return static_cast<double>((colour.rgb >> shift) & 0xff) / 255.0; };
  cairo_set_source_rgb(cairo_, part(16), part(8), part(0));
}

void Canvas::fill(const Area& area, Colour colour) {
  use(colour);
  cairo_rectangle(cairo_, area.x, area.y, area.width, area.height);
  cairo_fill(cairo_);
}

void Canvas::fill_rounded(const Area& area, double radius, Colour colour) {
  constexpr double quarter = std::numbers::pi / 2;
  const double left = area.x + radius;
  const double right = area.x + area.width - radius;
  const double top = area.y + radius;
  const double bottom = area.y + area.height - radius;
  use(colour);
  cairo_new_sub_path(cairo_);
  cairo_arc(cairo_, right, top, radius, -quarter, 0);
  cairo_arc(cairo_, right, bottom, radius, 0, quarter);
  cairo_arc(cairo_, left, bottom, radius, quarter, 2 * quarter);
  cairo_arc(cairo_, left, top, radius, 2 * quarter, 3 * quarter);
  cairo_close_path(cairo_);
  cairo_fill(cairo_);
}

double Canvas::text_width(std::string_view text, const Font& font) {
  pango_layout_set_width(layout_, -1);
  pango_layout_set_ellipsize(layout_, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_font_description(layout_, font.description());
  pango_layout_set_text(layout_, text.data(), static_cast<int>(text.size()));
  int width = 0;
  pango_layout_get_size(layout_, &width, nullptr);
  return static_cast<double>(width) / PANGO_SCALE;
}

void Canvas::text(const Area& area, std::string_view text, const Font& font, Colour colour, Align align) {
  if (text.empty() || area.width <= 0) return;
  const double wanted = text_width(text, font);
  const double narrow = wanted > area.width ? std::max(area.width / wanted, narrowest) : 1.0;
  pango_layout_set_ellipsize(layout_, PANGO_ELLIPSIZE_END);
  pango_layout_set_width(layout_, static_cast<int>(std::ceil(area.width / narrow * PANGO_SCALE)));
  pango_layout_set_alignment(layout_, pango_alignment(align));
  cairo_save(cairo_);
  // What stands above or hangs below a narrow line is not cut off.
  cairo_rectangle(cairo_, area.x, area.y - area.height, area.width, 3 * area.height);
  cairo_clip(cairo_);
  use(colour);
  cairo_translate(cairo_, area.x, area.y + font.baseline(area.height));
  cairo_scale(cairo_, narrow, 1.0);
  cairo_move_to(cairo_, 0, -static_cast<double>(pango_layout_get_baseline(layout_)) / PANGO_SCALE);
  pango_cairo_show_layout(cairo_, layout_);
  cairo_restore(cairo_);
}

std::string Canvas::png() const {
  std::string bytes;
  cairo_surface_flush(surface_);
  cairo_surface_write_to_png_stream(surface_, append_bytes, &bytes);
  return bytes;
}

}  // namespace handset::draw
