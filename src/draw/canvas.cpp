#include "draw/canvas.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <pango/pangocairo.h>
#include <vector>

namespace handset::draw {

namespace {

// The first that has the letter draws it.
constexpr const char* families = "Inter, DejaVu Sans, WenQuanYi Micro Hei";

constexpr double narrowest = 0.75;
constexpr double turn = 2 * std::numbers::pi;

double pixels_of(int pango_units) {
  return static_cast<double>(pango_units) / PANGO_SCALE;
}

double height_of_capitals(PangoContext* context, const PangoFontDescription* description) {
  PangoLayout* layout = pango_layout_new(context);
  pango_layout_set_font_description(layout, description);
  pango_layout_set_text(layout, "H", 1);
  PangoRectangle ink{};
  pango_layout_get_extents(layout, &ink, nullptr);
  g_object_unref(layout);
  return std::round(pixels_of(ink.height));
}

double width_of(PangoLayout* layout) {
  int width = 0;
  pango_layout_get_size(layout, &width, nullptr);
  return pixels_of(width);
}

bool is_right_to_left(PangoLayout* layout) {
  return pango_layout_get_direction(layout, 0) == PANGO_DIRECTION_RTL;
}

// As cairo wants its colours: each multiplied by the opacity.
std::uint32_t multiplied(std::uint32_t pixel) {
  const std::uint32_t opacity = pixel >> 24;
  std::uint32_t out = opacity << 24;
  for (const unsigned shift : {16U, 8U, 0U}) out |= ((pixel >> shift & 0xff) * opacity + 127) / 255 << shift;
  return out;
}

double space_before(Align align, bool from_right, double room) {
  if (room <= 0) return 0;
  switch (align) {
    case Align::Start:
      return from_right ? room : 0;
    case Align::Middle:
      return std::floor(room / 2);
    case Align::End:
      return room;
  }
  return 0;
}

}  // namespace

Font::Font(PangoContext* context, double pixels, PangoWeight weight)
    : description_(pango_font_description_new()) {
  pango_font_description_set_family_static(description_, families);
  pango_font_description_set_absolute_size(description_, pixels * PANGO_SCALE);
  pango_font_description_set_weight(description_, weight);
  capitals_ = height_of_capitals(context, description_);
}

Font::~Font() {
  pango_font_description_free(description_);
}

double Font::baseline(double height) const {
  return std::round((height + capitals_) / 2);
}

Canvas::Canvas(TextCache& texts, unsigned width, unsigned height)
    : surface_(
          cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(width), static_cast<int>(height))),
      cairo_(cairo_create(surface_)),
      texts_(texts) {
  cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
}

Canvas::~Canvas() {
  cairo_destroy(cairo_);
  cairo_surface_destroy(surface_);
}

void Canvas::use(Colour colour) {
  const auto part = [&](unsigned shift) { return static_cast<double>((colour.rgb >> shift) & 0xff) / 255.0; };
  cairo_set_source_rgba(cairo_, part(16), part(8), part(0), colour.opacity);
}

void Canvas::fill(const Area& area, Colour colour) {
  use(colour);
  cairo_rectangle(cairo_, area.x, area.y, area.width, area.height);
  cairo_fill(cairo_);
}

void Canvas::fill_fading(const Area& area, Colour top, Colour bottom) {
  // Row by row: no two machines disagree about its colours, and there is no dither.
  const auto rows = static_cast<unsigned>(area.height);
  const double steps = std::max(rows, 2U) - 1;
  for (unsigned row = 0; row < rows; ++row) {
    unsigned rgb = 0;
    for (const unsigned shift : {16U, 8U, 0U}) {
      const auto from = static_cast<double>(top.rgb >> shift & 0xff);
      const auto to = static_cast<double>(bottom.rgb >> shift & 0xff);
      rgb |= static_cast<unsigned>(std::lround(from + (to - from) * row / steps)) << shift;
    }
    fill({area.x, area.y + row, area.width, 1}, {rgb, top.opacity});
  }
}

void Canvas::rounded_path(const Area& area, double radius) {
  constexpr double quarter = turn / 4;
  cairo_new_sub_path(cairo_);
  cairo_arc(cairo_, area.right() - radius, area.y + radius, radius, -quarter, 0);
  cairo_arc(cairo_, area.right() - radius, area.bottom() - radius, radius, 0, quarter);
  cairo_arc(cairo_, area.x + radius, area.bottom() - radius, radius, quarter, 2 * quarter);
  cairo_arc(cairo_, area.x + radius, area.y + radius, radius, 2 * quarter, 3 * quarter);
  cairo_close_path(cairo_);
}

void Canvas::fill_rounded(const Area& area, double radius, Colour colour) {
  use(colour);
  rounded_path(area, radius);
  cairo_fill(cairo_);
}

void Canvas::frame_rounded(const Area& area, double radius, double thick, Colour colour) {
  use(colour);
  rounded_path(area.inset(thick / 2), radius - thick / 2);
  cairo_set_line_width(cairo_, thick);
  cairo_stroke(cairo_);
}

void Canvas::fill_circle(Point middle, double radius, Colour colour) {
  use(colour);
  cairo_new_sub_path(cairo_);
  cairo_arc(cairo_, middle.x, middle.y, radius, 0, turn);
  cairo_fill(cairo_);
}

void Canvas::arc(Point middle, double radius, double from, double to, double thick, Colour colour) {
  use(colour);
  cairo_new_sub_path(cairo_);
  cairo_arc(cairo_, middle.x, middle.y, radius, (from - 0.25) * turn, (to - 0.25) * turn);
  cairo_set_line_width(cairo_, thick);
  cairo_stroke(cairo_);
}

void Canvas::line(std::span<const Point> points, double thick, Colour colour) {
  use(colour);
  cairo_new_path(cairo_);
  for (const Point& point : points) cairo_line_to(cairo_, point.x, point.y);
  cairo_set_line_width(cairo_, thick);
  cairo_stroke(cairo_);
}

void Canvas::raster(const Raster& raster, const Cut& cut, Point pane) {
  if (cut.width <= 0 || cut.height <= 0) return;
  std::vector<std::uint32_t> pixels;
  pixels.reserve(static_cast<std::size_t>(cut.width) * static_cast<std::size_t>(cut.height));
  for (int y = 0; y < cut.height; ++y) {
    for (int x = 0; x < cut.width; ++x) {
      pixels.push_back(multiplied(
          raster.at(static_cast<unsigned>(cut.from_x + x), static_cast<unsigned>(cut.from_y + y))));
    }
  }
  constexpr int pixel_bytes = sizeof(std::uint32_t);
  cairo_surface_t* surface = cairo_image_surface_create_for_data(
      reinterpret_cast<unsigned char*>(pixels.data()), CAIRO_FORMAT_ARGB32, cut.width, cut.height,
      cut.width * pixel_bytes);
  const double x = pane.x + cut.x;
  const double y = pane.y + cut.y;
  cairo_set_source_surface(cairo_, surface, x, y);
  cairo_rectangle(cairo_, x, y, cut.width, cut.height);
  cairo_fill(cairo_);
  cairo_surface_finish(surface);
  cairo_surface_destroy(surface);
}

bool Canvas::runs_from_right(std::string_view text, const Font& font) {
  return !text.empty() && is_right_to_left(texts_.line(text, font));
}

double Canvas::text_width(std::string_view text, const Font& font) {
  return text.empty() ? 0 : width_of(texts_.line(text, font));
}

void Canvas::text(const Area& area, std::string_view text, const Font& font, Colour colour, Align align) {
  if (text.empty() || area.width <= 0) return;
  PangoLayout* layout = texts_.line(text, font);
  const double wanted = width_of(layout);
  const double narrow = wanted > area.width ? std::max(area.width / wanted, narrowest) : 1.0;
  PangoLayout* cut = nullptr;
  double width = wanted * narrow;
  if (width > area.width + 0.01) {
    cut = pango_layout_copy(layout);
    pango_layout_set_ellipsize(cut, PANGO_ELLIPSIZE_END);
    pango_layout_set_width(cut, static_cast<int>(area.width / narrow * PANGO_SCALE));
    PangoRectangle left{};
    pango_layout_line_get_extents(pango_layout_get_line_readonly(cut, 0), nullptr, &left);
    width = pixels_of(left.width) * narrow;
  }
  const double before = space_before(align, is_right_to_left(layout), area.width - width);
  const Point at{std::round(area.x + before), std::round(area.y) + font.baseline(area.height)};
  show(cut != nullptr ? cut : layout, at, narrow, colour);
  if (cut != nullptr) g_object_unref(cut);
}

void Canvas::show(PangoLayout* layout, Point at, double narrow, Colour colour) {
  use(colour);
  cairo_save(cairo_);
  cairo_translate(cairo_, at.x, at.y);
  if (narrow < 1) cairo_scale(cairo_, narrow, 1.0);
  cairo_move_to(cairo_, 0, 0);
  pango_cairo_show_layout_line(cairo_, pango_layout_get_line_readonly(layout, 0));
  cairo_restore(cairo_);
}

void Canvas::typed_text(const Area& area, std::string_view text, const Font& font, Colour colour,
                        std::size_t cursor, Colour cursor_colour) {
  PangoLayout* layout = texts_.line(text, font);
  const double wanted = width_of(layout);
  PangoRectangle place{};
  pango_layout_get_cursor_pos(layout, static_cast<int>(std::min(cursor, text.size())), &place, nullptr);
  const double at = pixels_of(place.x);
  constexpr double thick = 2;
  const double room = area.width - thick;
  double before = 0;
  if (wanted <= room) {
    before = space_before(Align::Start, !text.empty() && is_right_to_left(layout), room - wanted);
  } else {
    // The cursor has some of the text on both sides, where there is some.
    before = -std::clamp(at - room * 2 / 3, 0.0, wanted - room);
  }
  const Point start{std::round(area.x + before), std::round(area.y) + font.baseline(area.height)};
  cairo_save(cairo_);
  cairo_rectangle(cairo_, area.x - 1, area.y, area.width + 1, area.height);
  cairo_clip(cairo_);
  show(layout, start, 1, colour);
  const double top = start.y - font.capitals() - 2;
  fill({std::round(start.x + at + 0.6), top, thick, font.capitals() + 5}, cursor_colour);
  cairo_restore(cairo_);
}

std::span<const std::uint32_t> Canvas::pixels() const {
  cairo_surface_flush(surface_);
  const auto rows = static_cast<std::size_t>(cairo_image_surface_get_height(surface_));
  return {reinterpret_cast<const std::uint32_t*>(cairo_image_surface_get_data(surface_)), rows * stride()};
}

std::size_t Canvas::stride() const {
  return static_cast<std::size_t>(cairo_image_surface_get_stride(surface_)) / sizeof(std::uint32_t);
}

}  // namespace handset::draw
