#include "xml/makers.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string>
#include <utility>

#include "base/text.h"
#include "xml/internal_uri.h"
#include "xml/reader.h"

namespace handset::xml {

namespace {

struct MakerNames {
  Maker maker;
  std::string_view event;
  std::string_view prefix;  // of the root
};

constexpr std::array<MakerNames, 4> makers = {
    MakerNames{Maker::Aastra, "aastra-xml", "AastraIPPhone"},
    MakerNames{Maker::Yealink, "yealink-xml", "YealinkIPPhone"},
    MakerNames{Maker::Snom, "xml", "SnomIPPhone"},
    MakerNames{Maker::Snom, "xml", "IPPhone"},
};

constexpr int last_position = 8;  // of a soft key

const MakerNames* names_of_root(std::string_view root) {
  const auto* const found = std::find_if(
      makers.begin(), makers.end(), [&](const MakerNames& names) { return root.starts_with(names.prefix); });
  return found == makers.end() ? nullptr : found;
}

// The makers' words differ, but none means one thing here and another there: all are read everywhere.
bool is_any(const Element& element, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return equal_ignoring_case(element.name(), word); });
}

// Their names of what a soft key does, where ours is another.
std::string our_uri(std::string uri) {
  const Uri parsed = parse_uri(uri);
  if (parsed.scheme != Scheme::SoftKey) return uri;
  if (equal_ignoring_case(trim(parsed.argument), "BackSpace")) return "SoftKey:<<";
  return uri;
}

void note_unfollowed(const Element& at, std::string_view name, Reader& reader) {
  reader.note(at, in_words(name) + " is not followed");
}

void note_attributes(const Element& at, Reader& reader) {
  for (const Attribute& attribute : at.attributes()) note_unfollowed(at, attribute.name, reader);
}

// An item of a menu or a directory: what is seen, and what it opens or dials.
struct Item {
  std::string name;
  std::string target;
};

Item read_item(const Element& element, std::size_t name_letters, Reader& reader) {
  Item item;
  for (const Attribute& attribute : element.attributes()) {
    if (attribute.name == "name")
      item.name = reader.line(element, attribute.value, name_letters);
    else
      note_unfollowed(element, attribute.name, reader);
  }
  for (const Element child : element) {
    if (is_any(child, {"Prompt", "Name"})) {
      if (reader.is_first(child, item.name)) item.name = reader.line(child, name_letters);
    } else if (is_any(child, {"URI", "URL", "Telephone"})) {
      if (reader.is_first(child, item.target)) item.target = our_uri(reader.url(child));
    } else {
      note_unfollowed(child, child.name(), reader);
    }
  }
  return item;
}

// 0: none. By an index, or by the name of the key below the display, F1 to F4.
int position_of(std::string_view text) {
  if (text.starts_with('F') || text.starts_with('f')) text.remove_prefix(1);
  return static_cast<int>(parse_decimal(text, last_position).value_or(0));
}

void read_soft_key(const Element& element, Reader& reader, Common& common) {
  SoftKeyItem key;
  std::string function;
  if (const auto index = element.attribute("index")) key.position = position_of(trim(*index));
  for (const Element child : element) {
    if (is_any(child, {"Name"})) {
      key.position = position_of(reader.line(child, soft_key_name_letters));
    } else if (is_any(child, {"Label"})) {
      if (reader.is_first(child, key.name)) key.name = reader.line(child, soft_key_name_letters);
    } else if (is_any(child, {"URI", "URL"})) {
      if (reader.is_first(child, key.url)) key.url = our_uri(reader.url(child));
    } else if (is_any(child, {"SoftKey"})) {
      if (reader.is_first(child, function)) function = reader.line(child, soft_key_name_letters);
    } else {
      note_unfollowed(child, child.name(), reader);
    }
  }
  if (key.position == 0) return reader.note(element, "a soft key without a place from 1 to 8");
  if (key.url.empty() && !function.empty()) {
    if (equal_ignoring_case(function, "F_CANCEL") || equal_ignoring_case(function, "CANCEL"))
      key.url = std::string("SoftKey:Exit");
    else
      note_unfollowed(element, function, reader);
  }
  common.soft_keys.push_back(std::move(key));
}

// What is no object's own.
void read_common(const Element& child, Reader& reader, Common& common) {
  if (is_any(child, {"Title"})) {
    if (reader.is_first(child, common.title)) common.title = reader.line(child, title_letters);
  } else if (is_any(child, {"Prompt"})) {
    if (reader.is_first(child, common.prompt)) common.prompt = reader.line(child, prompt_letters);
  } else if (is_any(child, {"SoftKey", "SoftKeyItem"})) {
    if (reader.has_room(child, common.soft_keys.size(), soft_key_places, soft_key_places))
      read_soft_key(child, reader, common);
  } else {
    note_unfollowed(child, child.name(), reader);
  }
}

Menu read_menu(const Element& root, Reader& reader) {
  Menu menu;
  note_attributes(root, reader);
  for (const Element child : root) {
    if (!is_any(child, {"MenuItem"})) {
      read_common(child, reader, menu.common);
    } else if (reader.has_room(child, menu.items.size(), Menu::most_items, Menu::most_items)) {
      Item item = read_item(child, Menu::name_letters, reader);
      menu.items.push_back({std::move(item.name), std::move(item.target)});
    }
  }
  finish_common(menu.common);
  return menu;
}

Text read_text(const Element& root, Reader& reader) {
  Text page;
  note_attributes(root, reader);
  for (const Element child : root) {
    if (!is_any(child, {"Text"}))
      read_common(child, reader, page.common);
    else if (reader.is_first(child, page.text))
      page.text = reader.paragraphs(child, Text::letters);
  }
  finish_common(page.common);
  return page;
}

// How a value is entered: attributes of the root for all fields, or of one field.
void read_field_attributes(const Element& at, Reader& reader, InputFlags& flags) {
  for (const Attribute& attribute : at.attributes()) {
    if (attribute.name == "type")
      flags.kind = equal_ignoring_case(attribute.value, "number") ? InputKind::Number : InputKind::Any;
    else if (attribute.name == "password")
      flags.masked = equal_ignoring_case(attribute.value, "yes");
    else
      note_unfollowed(at, attribute.name, reader);
  }
}

// False for what a field does not have.
bool read_field_child(const Element& child, Reader& reader, InputItem& item) {
  if (is_any(child, {"Prompt", "DisplayName"})) {
    if (reader.is_first(child, item.name)) item.name = reader.line(child, Input::letters);
  } else if (is_any(child, {"Parameter", "QueryStringParam"})) {
    if (reader.is_first(child, item.parameter)) item.parameter = reader.line(child, Input::letters);
  } else if (is_any(child, {"Default", "DefaultValue"})) {
    if (reader.is_first(child, item.value)) item.value = reader.line(child, Input::letters);
  } else if (is_any(child, {"InputFlags"})) {
    const std::string text = reader.line(child, Input::letters);
    const auto flags = parse_input_flags(text);
    if (flags)
      item.flags = *flags;
    else
      note_unfollowed(child, "InputFlags " + text, reader);
  } else {
    return false;
  }
  return true;
}

InputItem read_field(const Element& element, InputFlags flags, Reader& reader) {
  InputItem item;
  item.flags = flags;
  read_field_attributes(element, reader, item.flags);
  for (const Element child : element)
    if (!read_field_child(child, reader, item)) note_unfollowed(child, child.name(), reader);
  return item;
}

// Either one field, whose words stand in the root itself, or several; then the root's Prompt is the page's.
Input read_input(const Element& root, Reader& reader) {
  Input input;
  InputItem only;
  read_field_attributes(root, reader, only.flags);
  for (const Element child : root) {
    if (is_any(child, {"InputField", "InputItem"})) {
      if (reader.has_room(child, input.items.size(), Input::most_items, Input::most_items))
        input.items.push_back(read_field(child, only.flags, reader));
    } else if (is_any(child, {"URL"})) {
      if (reader.is_first(child, input.url)) input.url = reader.url(child);
    } else if (!read_field_child(child, reader, only)) {
      read_common(child, reader, input.common);
    }
  }
  if (input.url.empty()) reader.refuse(root, in_words(root.name()) + " without URL");
  if (input.items.empty()) {
    if (only.parameter.empty()) reader.breach(root, in_words(root.name()) + " without a field");
    input.items.push_back(std::move(only));
  } else {
    input.common.prompt = std::move(only.name);
  }
  finish_common(input.common);
  return input;
}

// More pages of the directory are keys, as on a page of our own.
void add_page_keys(const Element& root, Reader& reader, Common& common) {
  std::string previous;
  std::string next;
  for (const Attribute& attribute : root.attributes()) {
    if (attribute.name == "previous")
      previous = reader.url(root, attribute.value);
    else if (attribute.name == "next")
      next = reader.url(root, attribute.value);
    else
      note_unfollowed(root, attribute.name, reader);
  }
  if (!common.soft_keys.empty() || (previous.empty() && next.empty())) return;
  common.soft_keys.push_back({"Dial", 1, "SoftKey:Dial", {}});
  if (!previous.empty()) common.soft_keys.push_back({"Previous", 2, std::move(previous), {}});
  if (!next.empty()) common.soft_keys.push_back({"Next", 3, std::move(next), {}});
  common.soft_keys.push_back({"Exit", 4, "SoftKey:Exit", {}});
}

Directory read_directory(const Element& root, Reader& reader) {
  Directory directory;
  for (const Element child : root) {
    if (!is_any(child, {"MenuItem", "DirectoryEntry"})) {
      read_common(child, reader, directory.common);
    } else if (reader.has_room(child, directory.entries.size(), Directory::most_entries,
                               Directory::most_entries_friendly)) {
      Item item = read_item(child, Directory::letters, reader);
      const Uri uri = parse_uri(item.target);
      if (uri.is_web()) reader.note(child, "an entry with a web address dials nothing");
      // A number is written as it is, or as a Dial: URI.
      std::string number(trim(uri.scheme == Scheme::Dial ? uri.argument : uri.text));
      directory.entries.push_back({std::move(item.name), uri.is_web() ? std::string() : std::move(number)});
    }
  }
  add_page_keys(root, reader, directory.common);
  finish_common(directory.common);
  return directory;
}

ExecuteItem read_execute_item(const Element& element, Reader& reader) {
  ExecuteItem item;
  for (const Attribute& attribute : element.attributes()) {
    if (attribute.name == "URI" || attribute.name == "URL")
      item.url = our_uri(reader.url(element, attribute.value));
    else
      note_unfollowed(element, attribute.name, reader);
  }
  if (item.url.empty()) reader.breach(element, "ExecuteItem without URI");
  return item;
}

Execute read_execute(const Element& root, Reader& reader) {
  Execute execute;
  note_attributes(root, reader);
  for (const Element child : root) {
    if (!is_any(child, {"ExecuteItem"}))
      note_unfollowed(child, child.name(), reader);
    else if (reader.has_room(child, execute.items.size(), Execute::most_items_strict,
                             Execute::most_items_friendly))
      execute.items.push_back(read_execute_item(child, reader));
  }
  if (execute.items.empty()) reader.breach(root, in_words(root.name()) + " without ExecuteItem");
  return execute;
}

}  // namespace

std::optional<Maker> maker_of_event(std::string_view event) {
  for (const MakerNames& names : makers)
    if (equal_ignoring_case(event, names.event)) return names.maker;
  return std::nullopt;
}

std::optional<Maker> maker_of_root(std::string_view root) {
  const MakerNames* names = names_of_root(root);
  return names == nullptr ? std::nullopt : std::optional(names->maker);
}

std::optional<Object> read_makers_object(const Element& root, Reader& reader) {
  const MakerNames* names = names_of_root(root.name());
  if (names == nullptr) return std::nullopt;
  const std::string_view kind = root.name().substr(names->prefix.size());
  if (kind == "TextMenu" || kind == "Menu") return read_menu(root, reader);
  if (kind == "TextScreen" || kind == "Text") return read_text(root, reader);
  if (kind == "InputScreen" || kind == "Input") return read_input(root, reader);
  if (kind == "Directory" || kind == "PhoneDirectory") return read_directory(root, reader);
  if (kind == "Execute") return read_execute(root, reader);
  return std::nullopt;
}

}  // namespace handset::xml
