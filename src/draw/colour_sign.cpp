#include "draw/colour_sign.h"

#include <array>

namespace handset::draw {

namespace {

// Lines of the sign, from its corner.
class Pen {
 public:
  Pen(Canvas& canvas, Point at, Colour colour) : canvas_(canvas), at_(at), colour_(colour) {}

  template <std::size_t count>
  void line(std::array<Point, count> points, double thick = 1.6) {
    for (Point& point : points) point = moved(point);
    canvas_.line(points, thick, colour_);
  }
  void dot(Point middle, double radius) { canvas_.fill_circle(moved(middle), radius, colour_); }
  void arc(Point middle, double radius, double from, double to, double thick = 1.6) {
    canvas_.arc(moved(middle), radius, from, to, thick, colour_);
  }

 private:
  [[nodiscard]] Point moved(Point point) const { return {at_.x + point.x, at_.y + point.y}; }

  Canvas& canvas_;
  Point at_;
  Colour colour_;
};

void page(Pen pen) {
  pen.line(std::array<Point, 5>{{{2.5, 1.5}, {13.5, 1.5}, {13.5, 14.5}, {2.5, 14.5}, {2.5, 1.5}}});
  for (const double y : {5.0, 8.0, 11.0})
    pen.line(std::array<Point, 2>{{{5.5, y}, {y > 10 ? 8.5 : 10.5, y}}}, 1.4);
}

void list(Pen pen) {
  for (const double y : {3.0, 8.0, 13.0}) {
    pen.dot({2.5, y}, 1.4);
    pen.line(std::array<Point, 2>{{{6.5, y}, {14.5, y}}}, 1.8);
  }
}

void person(Pen pen) {
  pen.dot({8, 4.8}, 3.3);
  pen.arc({8, 14.5}, 5, -0.25, 0.25, 1.8);
  pen.line(std::array<Point, 2>{{{3, 14.5}, {13, 14.5}}}, 1.8);
}

void pencil(Pen pen) {
  pen.line(std::array<Point, 5>{{{2.5, 13.5}, {3.4, 9.8}, {11, 2.2}, {13.8, 5}, {6.2, 12.6}}});
  pen.line(std::array<Point, 2>{{{6.2, 12.6}, {2.5, 13.5}}});
  pen.line(std::array<Point, 2>{{{9.2, 4}, {12, 6.8}}}, 1.3);
}

void keypad(Pen pen) {
  for (const double y : {3.0, 8.0, 13.0}) {
    for (const double x : {3.0, 8.0, 13.0}) pen.dot({x, y}, 1.7);
  }
}

void circling(Pen pen) {
  pen.arc({8, 8}, 6, 0.1, 0.85, 1.8);
  pen.line(std::array<Point, 3>{{{2.2, 1.6}, {3, 4.9}, {6.4, 4.2}}}, 1.6);
}

void landscape(Pen pen) {
  pen.line(std::array<Point, 5>{{{1.5, 2.5}, {14.5, 2.5}, {14.5, 13.5}, {1.5, 13.5}, {1.5, 2.5}}});
  pen.line(std::array<Point, 4>{{{3.5, 11.5}, {6.5, 7.5}, {9, 10.5}, {10.5, 9}}}, 1.4);
  pen.dot({11.3, 5.7}, 1.2);
}

void picture_keys(Pen pen) {
  pen.line(std::array<Point, 5>{{{1.5, 2.5}, {14.5, 2.5}, {14.5, 13.5}, {1.5, 13.5}, {1.5, 2.5}}});
  for (const double y : {6.0, 10.0}) {
    for (const double x : {5.0, 8.0, 11.0}) pen.dot({x, y}, 1.1);
  }
}

void warning(Pen pen) {
  pen.line(std::array<Point, 4>{{{8, 1.8}, {14.8, 14}, {1.2, 14}, {8, 1.8}}});
  pen.line(std::array<Point, 2>{{{8, 6}, {8, 9.4}}}, 1.8);
  pen.dot({8, 11.8}, 1.1);
}

}  // namespace

void draw_sign(Canvas& canvas, Point at, phone::WindowKind kind, Colour colour) {
  const Pen pen(canvas, at, colour);
  switch (kind) {
    case phone::WindowKind::Idle:
      return;
    case phone::WindowKind::Text:
      return page(pen);
    case phone::WindowKind::Menu:
      return list(pen);
    case phone::WindowKind::Directory:
      return person(pen);
    case phone::WindowKind::Input:
      return pencil(pen);
    case phone::WindowKind::Dial:
      return keypad(pen);
    case phone::WindowKind::Progress:
      return circling(pen);
    case phone::WindowKind::Message:
      return warning(pen);
    case phone::WindowKind::Image:
      return landscape(pen);
    case phone::WindowKind::GraphicMenu:
      return picture_keys(pen);
  }
}

}  // namespace handset::draw
