#include "xml/menu.h"

#include <algorithm>
#include <utility>

#include "xml/reader.h"

namespace handset::xml {

namespace {

// Line breaks beyond the second become blanks.
std::string read_name(const Element& at, Reader& reader) {
  std::string name = reader.lines(at, Menu::name_letters);
  unsigned lines = 1;
  for (char& c : name) {
    if (c != '\n' || ++lines <= Menu::name_lines) continue;
    if (lines == Menu::name_lines + 1) reader.breach(at, "Name has more than three lines");
    c = ' ';
  }
  return name;
}

}  // namespace

bool take_menu_item_child(const Element& child, Reader& reader, MenuItem& item) {
  if (child.name() == "Name") {
    if (reader.is_first(child, item.name)) item.name = read_name(child, reader);
  } else if (child.name() == "URL") {
    if (reader.is_first(child, item.url)) item.url = reader.url(child);
  } else {
    return false;
  }
  return true;
}

MenuItem read_menu_item(const Element& element, Reader& reader) {
  MenuItem item;
  for (const Element child : element) {
    if (!take_menu_item_child(child, reader, item)) reader.unknown_child(child, element);
  }
  return item;
}

Menu Menu::read(const Element& element, Reader& reader) {
  Menu menu;
  read_common_attributes(element, reader, menu.common);
  for (const Element child : element) {
    if (child.name() == "MenuItem") {
      if (reader.has_room(child, menu.items.size(), most_items, most_items)) {
        menu.items.push_back(read_menu_item(child, reader));
      }
    } else if (!read_common_child(child, reader, menu.common)) {
      reader.unknown_child(child, element);
    }
  }
  finish_common(menu.common);
  return menu;
}

}  // namespace handset::xml
