// CiscoIPPhoneIconMenu and CiscoIPPhoneIconFileMenu: a menu with a small picture before each row, which is
// one of a list by its index. The pictures stand in the document or in PNG files.
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

inline constexpr std::size_t icon_menu_items = 32;
inline constexpr std::size_t icon_menu_items_friendly = 100;
inline constexpr std::size_t icon_items = 10;
// An index that no icon has is none.
inline constexpr int last_icon_index = 9;

struct IconMenuItem {
  MenuItem item;
  std::optional<int> icon{};
};

struct IconItem {
  int index = 0;
  CipPixels pixels;
};

struct IconMenu {
  static constexpr std::string_view root = "CiscoIPPhoneIconMenu";

  Common common;
  std::vector<IconMenuItem> items;
  std::vector<IconItem> icons;  // each index once

  static IconMenu read(const Element& element, Reader& reader);
};

struct IconFileItem {
  int index = 0;
  std::string url;  // a web address, or `Resource:NAME` for an icon of the phone's own
};

struct IconFileMenu {
  static constexpr std::string_view root = "CiscoIPPhoneIconFileMenu";

  Common common;
  std::vector<IconMenuItem> items;
  std::vector<IconFileItem> icons;  // each index once

  static IconFileMenu read(const Element& element, Reader& reader);
};

}  // namespace handset::xml
