// CiscoIPPhoneGraphicMenu: a picture whose unseen rows are chosen by the keypad. CiscoIPPhoneGraphicFileMenu:
// the picture of a PNG file, parts of which run a URL when they are touched.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "xml/common.h"
#include "xml/menu.h"
#include "xml/picture.h"

namespace handset::xml {

struct GraphicMenu {
  static constexpr std::string_view root = "CiscoIPPhoneGraphicMenu";
  static constexpr std::size_t most_items = 12;

  Common common;
  PicturePlace place;
  CipPixels pixels;
  std::vector<MenuItem> items;

  static GraphicMenu read(const Element& element, Reader& reader);
};

// Pixels of the pane, the edges included.
struct TouchArea {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;

  [[nodiscard]] bool holds(int x, int y) const { return x >= left && x <= right && y >= top && y <= bottom; }
  friend bool operator==(const TouchArea&, const TouchArea&) = default;
};

struct TouchItem {
  std::string name;
  std::string url;
  std::optional<TouchArea> area{};  // nothing: it can not be touched
};

struct GraphicFileMenu {
  static constexpr std::string_view root = "CiscoIPPhoneGraphicFileMenu";
  static constexpr std::size_t most_items = 32;
  static constexpr std::size_t name_letters = 32;

  Common common;
  PicturePlace place;
  std::string url;
  std::vector<TouchItem> items;

  static GraphicFileMenu read(const Element& element, Reader& reader);
};

}  // namespace handset::xml
