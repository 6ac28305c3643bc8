// A picture being drawn: boxes and single lines of text on a cairo surface, then its PNG bytes. Included by
// the sources of this folder alone, so that nobody else sees cairo and pango.
#pragma once

#include <cairo.h>
#include <pango/pango.h>
#include <string>
#include <string_view>

namespace handset::draw {

struct Colour {
  unsigned rgb;  // 0xRRGGBB
};

struct Area {
  double x;
  double y;
  double width;
  double height;
};

// A font of a size in pixels, with the height of its line: measured once, so that letters out of a fallback
// font do not move the text.
class Font {
 public:
  Font(PangoContext* context, std::string_view family, double pixels, bool bold);
  ~Font();
  Font(const Font&) = delete;
  Font& operator=(const Font&) = delete;

  [[nodiscard]] const PangoFontDescription* description() const { return description_; }
  // From the top of an area of that height down to the line that the letters stand on.
  [[nodiscard]] double baseline(double height) const;

 private:
  PangoFontDescription* description_;
  double ascent_ = 0;
  double descent_ = 0;
};

enum class Align : unsigned char { Start, Middle, End };

class Canvas {
 public:
  // `context` and the fonts outlive the canvas. `smooth`: edges are blended; else every pixel is one of the
  // colours asked for.
  Canvas(PangoContext* context, unsigned width, unsigned height, bool smooth);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  void fill(const Area& area, Colour colour);
  void fill_rounded(const Area& area, double radius, Colour colour);
  // One line, centred between top and bottom. Text that is too wide is first narrowed by up to a quarter,
  // then cut with an ellipsis. Start is the right end for text that runs from right to left.
  void text(const Area& area, std::string_view text, const Font& font, Colour colour,
            Align align = Align::Start);
  // How wide the text would like to be.
  [[nodiscard]] double text_width(std::string_view text, const Font& font);

  [[nodiscard]] std::string png() const;

 private:
  void use(Colour colour);

  cairo_surface_t* surface_;
  cairo_t* cairo_;
  PangoLayout* layout_;
};

}  // namespace handset::draw
