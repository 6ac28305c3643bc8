#include "xml/icon_menu.h"

#include <algorithm>
#include <utility>

#include "xml/reader.h"

namespace handset::xml {

namespace {

constexpr int furthest_index = 65535;

std::optional<int> read_index(const Element& at, Reader& reader) {
  return reader.integer(at, {0, last_icon_index, furthest_index});
}

IconMenuItem read_item(const Element& element, Reader& reader) {
  IconMenuItem item;
  for (const Element child : element) {
    if (child.name() == "IconIndex") {
      if (item.icon) reader.breach(child, "IconIndex stands there twice");
      if (!item.icon) item.icon = read_index(child, reader);
    } else if (!take_menu_item_child(child, reader, item.item)) {
      reader.unknown_child(child, element);
    }
  }
  return item;
}

// Of the icons that have been read already.
template <class Item>
bool is_new(const Element& at, Reader& reader, const std::vector<Item>& icons, int index) {
  const bool known =
      std::any_of(icons.begin(), icons.end(), [index](const Item& icon) { return icon.index == index; });
  if (known) reader.breach(at, "there is an icon " + std::to_string(index) + " already");
  return !known;
}

void read_icon(const Element& element, Reader& reader, std::vector<IconItem>& icons) {
  std::optional<int> index;
  PictureElements picture;
  for (const Element child : element) {
    if (child.name() == "Index") {
      index = read_index(child, reader);
    } else if (!picture.take(child, reader, icon_limits)) {
      reader.unknown_child(child, element);
    }
  }
  if (!index) return reader.breach(element, "IconItem without Index");
  auto pixels = picture.decode(element, reader, icon_limits);
  if (pixels && is_new(element, reader, icons, *index)) icons.push_back({*index, *std::move(pixels)});
}

void read_icon(const Element& element, Reader& reader, std::vector<IconFileItem>& icons) {
  std::optional<int> index;
  std::string url;
  for (const Element child : element) {
    if (child.name() == "Index") {
      index = read_index(child, reader);
    } else if (child.name() == "URL") {
      if (reader.is_first(child, url)) url = reader.url(child);
    } else {
      reader.unknown_child(child, element);
    }
  }
  if (!index) return reader.breach(element, "IconItem without Index");
  if (url.empty()) return reader.breach(element, "IconItem without URL");
  if (is_new(element, reader, icons, *index)) icons.push_back({*index, std::move(url)});
}

template <class Menu>
Menu read_menu(const Element& element, Reader& reader) {
  Menu menu;
  read_common_attributes(element, reader, menu.common);
  for (const Element child : element) {
    if (child.name() == "MenuItem") {
      if (reader.has_room(child, menu.items.size(), icon_menu_items, icon_menu_items_friendly))
        menu.items.push_back(read_item(child, reader));
    } else if (child.name() == "IconItem") {
      if (reader.has_room(child, menu.icons.size(), icon_items, icon_items))
        read_icon(child, reader, menu.icons);
    } else if (!read_common_child(child, reader, menu.common)) {
      reader.unknown_child(child, element);
    }
  }
  finish_common(menu.common);
  return menu;
}

}  // namespace

IconMenu IconMenu::read(const Element& element, Reader& reader) {
  return read_menu<IconMenu>(element, reader);
}

IconFileMenu IconFileMenu::read(const Element& element, Reader& reader) {
  return read_menu<IconFileMenu>(element, reader);
}

}  // namespace handset::xml
