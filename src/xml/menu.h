// CiscoIPPhoneMenu: a list of rows, each of which runs a URL.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "xml/common.h"

namespace handset::xml {

struct MenuItem {
  std::string name;  // up to two LF in it make up to three lines; empty is a blank row
  std::string url;   // empty: choosing the row does nothing
};

struct Menu {
  static constexpr std::string_view root = "CiscoIPPhoneMenu";
  static constexpr std::size_t most_items = 100;
  static constexpr std::size_t name_letters = 64;
  static constexpr unsigned name_lines = 3;

  Common common;
  std::vector<MenuItem> items;

  static Menu read(const Element& element, Reader& reader);
};

[[nodiscard]] MenuItem read_menu_item(const Element& element, Reader& reader);
// Takes Name or URL; false for other children of a MenuItem.
bool take_menu_item_child(const Element& child, Reader& reader, MenuItem& item);

}  // namespace handset::xml
