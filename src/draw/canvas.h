// A colour picture being drawn: shapes and single lines of text on a cairo surface. Included by the sources
// of this folder alone, so that nobody else sees cairo and pango.
#pragma once

#include <cairo.h>
#include <cstdint>
#include <pango/pango.h>
#include <span>
#include <string_view>

#include "draw/align.h"
#include "draw/raster.h"
#include "draw/text_cache.h"

namespace handset::draw {

struct Colour {
  unsigned rgb;  // 0xRRGGBB
  double opacity = 1;
};

struct Area {
  double x;
  double y;
  double width;
  double height;

  [[nodiscard]] double right() const { return x + width; }
  [[nodiscard]] double bottom() const { return y + height; }
  [[nodiscard]] Area inset(double by) const { return {x + by, y + by, width - 2 * by, height - 2 * by}; }
};

struct Point {
  double x;
  double y;
};

// A font of a size in pixels, with the height of its capitals' line: measured once, so that letters out of a
// fallback font do not move the text. All its digits are equally wide.
class Font {
 public:
  Font(PangoContext* context, double pixels, PangoWeight weight);
  ~Font();
  Font(const Font&) = delete;
  Font& operator=(const Font&) = delete;

  [[nodiscard]] const PangoFontDescription* description() const { return description_; }
  // From the top of an area of that height down to the line that the letters stand on, capitals being in the
  // middle.
  [[nodiscard]] double baseline(double height) const;
  [[nodiscard]] double capitals() const { return capitals_; }

 private:
  PangoFontDescription* description_;
  double capitals_;
};

class Canvas {
 public:
  // `texts` and the fonts outlive the canvas.
  Canvas(TextCache& texts, unsigned width, unsigned height);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  void fill(const Area& area, Colour colour);
  // From one colour at the top to another at the bottom.
  void fill_fading(const Area& area, Colour top, Colour bottom);
  void fill_rounded(const Area& area, double radius, Colour colour);
  // The line runs inside the area.
  void frame_rounded(const Area& area, double radius, double thick, Colour colour);
  void fill_circle(Point middle, double radius, Colour colour);
  // Turns of a circle, clockwise from the top.
  void arc(Point middle, double radius, double from, double to, double thick, Colour colour);
  // Round at ends and corners.
  void line(std::span<const Point> points, double thick, Colour colour);

  // That part of the raster, the pane that it is cut to being at a whole pixel.
  void raster(const Raster& raster, const Cut& cut, Point pane);

  // One line, its capitals in the middle between top and bottom. Text that is too wide is first narrowed by
  // up to a quarter, then cut with an ellipsis.
  void text(const Area& area, std::string_view text, const Font& font, Colour colour,
            Align align = Align::Start);
  // The same where it is typed: left of byte `cursor` stands a cursor, and when there is too much text, the
  // part around it is seen.
  void typed_text(const Area& area, std::string_view text, const Font& font, Colour colour,
                  std::size_t cursor, Colour cursor_colour);
  // Whether the text runs from right to left.
  [[nodiscard]] bool runs_from_right(std::string_view text, const Font& font);
  // How wide the text would like to be.
  [[nodiscard]] double text_width(std::string_view text, const Font& font);

  // 0x??RRGGBB; a row begins every stride() pixels.
  [[nodiscard]] std::span<const std::uint32_t> pixels() const;
  [[nodiscard]] std::size_t stride() const;

 private:
  void use(Colour colour);
  void show(PangoLayout* layout, Point at, double narrow, Colour colour);
  void rounded_path(const Area& area, double radius);
  cairo_surface_t* surface_;
  cairo_t* cairo_;
  TextCache& texts_;
};

}  // namespace handset::draw
