#include "phone/service_pages.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.h"
#include "phone/directory_window.h"
#include "phone/input_window.h"
#include "phone/key.h"
#include "phone/menu_window.h"
#include "phone/picture_window.h"
#include "phone/text_window.h"
#include "xml/internal_uri.h"

namespace handset::phone {

namespace {

// Empty when the document has no soft keys to be drawn.
SoftKeyBar custom_keys(const xml::Common& common) {
  std::vector<SoftKey> keys;
  for (const xml::SoftKeyItem& item : common.soft_keys) {
    if (item.position < 0) continue;
    keys.push_back({item.name, static_cast<unsigned>(item.position), item.url, item.url_down});
  }
  return SoftKeyBar(keys);
}

PageHead page_head(const xml::Common& common, SoftKeyBar default_keys) {
  SoftKeyBar custom = custom_keys(common);
  PageHead head{common.title, common.prompt, custom.empty() ? std::move(default_keys) : std::move(custom)};
  for (const xml::KeyItem& item : common.keys) {
    const auto key = parse_key(item.key);
    if (key && *key <= Key::NavBack && !soft_key_of(*key))
      head.keys.push_back({*key, item.url, item.url_down});
  }
  // One that has no place on the screen is for the keys that open services and settings.
  for (const xml::SoftKeyItem& item : common.soft_keys) {
    if (item.position >= 0) continue;
    for (const Key key : {Key::Services, Key::Settings}) head.keys.push_back({key, item.url, item.url_down});
  }
  return head;
}

SoftKeyBar text_keys(const PageSource& source) {
  if (!source.next.empty()) return SoftKeyBar::of({SoftKeyFunction::Next, SoftKeyFunction::Exit});
  if (!source.url.empty()) return SoftKeyBar::of({SoftKeyFunction::Update, SoftKeyFunction::Exit});
  return SoftKeyBar::of({SoftKeyFunction::Exit});
}

TextField::Kind field_kind(xml::InputKind kind) {
  switch (kind) {
    case xml::InputKind::Any:
      return TextField::Kind::Any;
    case xml::InputKind::Telephone:
      return TextField::Kind::Telephone;
    case xml::InputKind::Number:
      return TextField::Kind::Number;
    case xml::InputKind::Equation:
      return TextField::Kind::Equation;
    case xml::InputKind::Capitals:
      return TextField::Kind::Capitals;
    case xml::InputKind::Small:
      return TextField::Kind::Small;
  }
  return TextField::Kind::Any;
}

SoftKeyBar menu_keys(const PageSource& source) {
  using enum SoftKeyFunction;
  return source.next.empty() ? SoftKeyBar::of({Select, Exit}) : SoftKeyBar::of({Select, Exit, Next});
}

SoftKeyBar directory_keys(const PageSource& source) {
  using enum SoftKeyFunction;
  if (source.next.empty()) return SoftKeyBar::of({Dial, EditDial, Exit});
  return SoftKeyBar::of({Dial, EditDial, Exit, Next});
}

SoftKeyBar graphic_menu_keys(const PageSource& source) {
  using enum SoftKeyFunction;
  return source.next.empty() ? SoftKeyBar::of({Exit}) : SoftKeyBar::of({Exit, Next});
}

ScreenPicture picture_at(const xml::PicturePlace& place, PicturePtr data) {
  return {std::move(data), place.x, place.y};
}

MenuIcons::Icon icon_from(const xml::IconItem& item) {
  return {{}, make_picture(item.pixels)};
}

// There are no icons of the phone's own that a page could name.
MenuIcons::Icon icon_from(const xml::IconFileItem& item) {
  if (starts_with_ignoring_case(item.url, "Resource:")) return {{}, unknown_icon()};
  return {xml::parse_uri(item.url).is_web() ? item.url : std::string(), nullptr};
}

template <class Menu>
std::unique_ptr<Window> make_icon_menu(const Model& model, PageSource source, const Menu& menu) {
  const auto place_of = [&](const std::optional<int>& index) -> std::optional<std::size_t> {
    const auto icon = std::find_if(menu.icons.begin(), menu.icons.end(),
                                   [&](const auto& each) { return index && each.index == *index; });
    if (icon == menu.icons.end()) return std::nullopt;
    return static_cast<std::size_t>(icon - menu.icons.begin());
  };
  PageHead head = page_head(menu.common, menu_keys(source));
  MenuIcons icons;
  icons.column = !menu.icons.empty();
  icons.title = place_of(menu.common.title_icon);
  for (const auto& item : menu.icons) icons.list.push_back(icon_from(item));
  std::vector<MenuRow> rows;
  rows.reserve(menu.items.size());
  for (const xml::IconMenuItem& each : menu.items)
    rows.push_back({each.item.name, each.item.url, {}, place_of(each.icon)});
  return std::make_unique<MenuWindow>(model, std::move(source), std::move(head), std::move(rows),
                                      std::move(icons));
}

}  // namespace

std::unique_ptr<Window> make_page(const Model& model, PageSource source, const xml::Text& text) {
  PageHead head = page_head(text.common, text_keys(source));
  return std::make_unique<TextWindow>(model, std::move(source), std::move(head), text.text);
}

std::unique_ptr<Window> make_page(const Model& model, PageSource source, const xml::Menu& menu) {
  PageHead head = page_head(menu.common, menu_keys(source));
  std::vector<MenuRow> rows;
  rows.reserve(menu.items.size());
  for (const xml::MenuItem& item : menu.items) rows.push_back({item.name, item.url});
  return std::make_unique<MenuWindow>(model, std::move(source), std::move(head), std::move(rows));
}

std::unique_ptr<Window> make_page(const Model& model, PageSource source, const xml::Input& input) {
  using enum SoftKeyFunction;
  PageHead head = page_head(input.common, SoftKeyBar::of({Submit, Backspace, Cancel}));
  std::vector<InputField> fields;
  fields.reserve(input.items.size());
  for (const xml::InputItem& item : input.items) {
    fields.push_back(
        {item.name, item.parameter, TextField(field_kind(item.flags.kind), item.flags.masked, item.value)});
  }
  return std::make_unique<InputWindow>(model, std::move(source), std::move(head), input.url,
                                       std::move(fields));
}

std::unique_ptr<Window> make_page(const Model& model, PageSource source, const xml::Directory& directory) {
  PageHead head = page_head(directory.common, directory_keys(source));
  std::vector<DirectoryRow> rows;
  rows.reserve(directory.entries.size());
  for (const xml::DirectoryEntry& entry : directory.entries) rows.push_back({entry.name, entry.telephone});
  return std::make_unique<DirectoryWindow>(model, std::move(source), std::move(head), std::move(rows));
}

std::unique_ptr<Window> make_page(const Model&, PageSource source, const xml::Image& image) {
  PageHead head = page_head(image.common, text_keys(source));
  return std::make_unique<PictureWindow>(std::move(source), std::move(head),
                                         picture_at(image.place, make_picture(image.pixels)), std::string());
}

std::unique_ptr<Window> make_page(const Model&, PageSource source, const xml::ImageFile& image) {
  PageHead head = page_head(image.common, text_keys(source));
  return std::make_unique<PictureWindow>(std::move(source), std::move(head), picture_at(image.place, nullptr),
                                         image.url);
}

std::unique_ptr<Window> make_page(const Model&, PageSource source, const xml::GraphicMenu& menu) {
  PageHead head = page_head(menu.common, graphic_menu_keys(source));
  std::vector<PictureChoice> choices;
  choices.reserve(menu.items.size());
  for (const xml::MenuItem& item : menu.items) choices.push_back({item.name, item.url});
  return std::make_unique<GraphicMenuWindow>(std::move(source), std::move(head),
                                             picture_at(menu.place, make_picture(menu.pixels)),
                                             std::move(choices));
}

std::unique_ptr<Window> make_page(const Model&, PageSource source, const xml::GraphicFileMenu& menu) {
  PageHead head = page_head(menu.common, graphic_menu_keys(source));
  std::vector<TouchedPart> parts;
  for (const xml::TouchItem& item : menu.items) {
    if (item.area) parts.push_back({*item.area, {item.name, item.url}});
  }
  return std::make_unique<TouchMenuWindow>(std::move(source), std::move(head),
                                           picture_at(menu.place, nullptr), menu.url, std::move(parts));
}

std::unique_ptr<Window> make_page(const Model& model, PageSource source, const xml::IconMenu& menu) {
  return make_icon_menu(model, std::move(source), menu);
}

std::unique_ptr<Window> make_page(const Model& model, PageSource source, const xml::IconFileMenu& menu) {
  return make_icon_menu(model, std::move(source), menu);
}

}  // namespace handset::phone
