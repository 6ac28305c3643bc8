#include "xml/graphic_menu.h"

#include <array>
#include <utility>

#include "base/text.h"
#include "xml/reader.h"

namespace handset::xml {

namespace {

constexpr std::uint64_t furthest = 65535;

// The place of each attribute's edge, or null.
int* edge_of(std::string_view attribute, TouchArea& area) {
  if (attribute == "X1") return &area.left;
  if (attribute == "Y1") return &area.top;
  if (attribute == "X2") return &area.right;
  if (attribute == "Y2") return &area.bottom;
  return nullptr;
}

std::optional<TouchArea> read_area(const Element& at, Reader& reader) {
  TouchArea area;
  unsigned edges = 0;
  for (const Attribute& attribute : at.attributes()) {
    int* edge = edge_of(attribute.name, area);
    if (edge == nullptr) {
      reader.breach(at, "TouchArea has no attribute " + in_words(attribute.name));
      continue;
    }
    const auto number = parse_decimal(trim(attribute.value), furthest);
    if (!number) {
      reader.breach(at, "an edge of TouchArea is a number from 0 to 65535");
      return std::nullopt;
    }
    *edge = static_cast<int>(*number);
    ++edges;
  }
  if (edges < 4) {
    reader.breach(at, "TouchArea needs X1, Y1, X2 and Y2");
    return std::nullopt;
  }
  if (area.left > area.right) std::swap(area.left, area.right);
  if (area.top > area.bottom) std::swap(area.top, area.bottom);
  return area;
}

TouchItem read_touch_item(const Element& element, Reader& reader) {
  TouchItem item;
  for (const Element child : element) {
    if (child.name() == "Name") {
      if (reader.is_first(child, item.name)) item.name = reader.line(child, GraphicFileMenu::name_letters);
    } else if (child.name() == "URL") {
      if (reader.is_first(child, item.url)) item.url = reader.url(child);
    } else if (child.name() == "TouchArea") {
      if (item.area) reader.breach(child, "TouchArea stands there twice");
      if (!item.area) item.area = read_area(child, reader);
    } else {
      reader.unknown_child(child, element);
    }
  }
  return item;
}

}  // namespace

GraphicMenu GraphicMenu::read(const Element& element, Reader& reader) {
  GraphicMenu menu;
  read_common_attributes(element, reader, menu.common);
  PictureElements picture;
  for (const Element child : element) {
    if (child.name() == "MenuItem") {
      if (reader.has_room(child, menu.items.size(), most_items, most_items))
        menu.items.push_back(read_menu_item(child, reader));
    } else if (!read_place(child, reader, image_limits, menu.place) &&
               !picture.take(child, reader, image_limits) && !read_common_child(child, reader, menu.common)) {
      reader.unknown_child(child, element);
    }
  }
  finish_common(menu.common);
  if (auto pixels = picture.decode(element, reader, image_limits)) {
    menu.pixels = *std::move(pixels);
  } else {
    reader.refuse(element, "there is no picture without Width, Height and Depth");
  }
  return menu;
}

GraphicFileMenu GraphicFileMenu::read(const Element& element, Reader& reader) {
  GraphicFileMenu menu;
  read_common_attributes(element, reader, menu.common);
  for (const Element child : element) {
    if (child.name() == "MenuItem") {
      if (reader.has_room(child, menu.items.size(), most_items, most_items))
        menu.items.push_back(read_touch_item(child, reader));
    } else if (child.name() == "URL") {
      if (reader.is_first(child, menu.url)) menu.url = reader.url(child);
    } else if (!read_place(child, reader, image_file_limits, menu.place) &&
               !read_common_child(child, reader, menu.common)) {
      reader.unknown_child(child, element);
    }
  }
  finish_common(menu.common);
  require_picture_url(element, reader, menu.url);
  return menu;
}

}  // namespace handset::xml
