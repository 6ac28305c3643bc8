#include "xml/aastra.h"

#include <string>
#include <utility>

#include "base/text.h"
#include "xml/internal_uri.h"
#include "xml/reader.h"

namespace handset::xml {

namespace {

constexpr int last_position = 8;

// Their names of what a soft key does, where ours is another.
std::string our_uri(std::string uri) {
  const Uri parsed = parse_uri(uri);
  if (parsed.scheme != Scheme::SoftKey) return uri;
  const std::string_view name = trim(parsed.argument);
  if (equal_ignoring_case(name, "BackSpace")) return "SoftKey:<<";
  if (equal_ignoring_case(name, "Dial2")) return "SoftKey:Dial";
  return uri;
}

std::string read_uri(const Element& at, Reader& reader) {
  return our_uri(reader.url(at));
}

// An item of a menu or a directory: what is seen and what it opens.
struct Item {
  std::string prompt;
  std::string uri;
};

Item read_item(const Element& element, Reader& reader) {
  Item item;
  for (const Element child : element) {
    if (child.name() == "Prompt") {
      if (reader.is_first(child, item.prompt)) item.prompt = reader.line(child, Menu::name_letters);
    } else if (child.name() == "URI" || child.name() == "URL") {
      if (reader.is_first(child, item.uri)) item.uri = read_uri(child, reader);
    } else {
      reader.note(child, in_words(child.name()) + " of a row is not followed");
    }
  }
  return item;
}

void read_soft_key(const Element& element, Reader& reader, Common& common) {
  SoftKeyItem key;
  for (const Attribute& attribute : element.attributes()) {
    if (attribute.name != "index") continue;
    if (const auto position = parse_decimal(trim(attribute.value), last_position))
      key.position = static_cast<int>(*position);
  }
  if (key.position == 0) reader.breach(element, "SoftKey without an index of 1 to 8");
  for (const Element child : element) {
    if (child.name() == "Label") {
      if (reader.is_first(child, key.name)) key.name = reader.line(child, soft_key_name_letters);
    } else if (child.name() == "URI" || child.name() == "URL") {
      if (reader.is_first(child, key.url)) key.url = read_uri(child, reader);
    } else {
      reader.unknown_child(child, element);
    }
  }
  common.soft_keys.push_back(std::move(key));
}

// Title and soft keys; false for what is the object's own.
bool read_shared_child(const Element& child, Reader& reader, Common& common) {
  if (child.name() == "Title") {
    if (reader.is_first(child, common.title)) common.title = reader.line(child, title_letters);
  } else if (child.name() == "SoftKey") {
    if (reader.has_room(child, common.soft_keys.size(), soft_key_places, soft_key_places))
      read_soft_key(child, reader, common);
  } else {
    return false;
  }
  return true;
}

void note_attribute(const Element& root, std::string_view name, Reader& reader) {
  reader.note(root, in_words(name) + " is not followed");
}

void note_attributes(const Element& root, Reader& reader) {
  for (const Attribute& attribute : root.attributes()) note_attribute(root, attribute.name, reader);
}

Menu read_menu(const Element& root, Reader& reader) {
  Menu menu;
  note_attributes(root, reader);
  for (const Element child : root) {
    if (child.name() == "MenuItem") {
      if (!reader.has_room(child, menu.items.size(), Menu::most_items, Menu::most_items)) continue;
      Item item = read_item(child, reader);
      menu.items.push_back({std::move(item.prompt), std::move(item.uri)});
    } else if (!read_shared_child(child, reader, menu.common)) {
      reader.unknown_child(child, root);
    }
  }
  finish_common(menu.common);
  return menu;
}

Text read_text(const Element& root, Reader& reader) {
  Text page;
  note_attributes(root, reader);
  for (const Element child : root) {
    if (child.name() == "Text") {
      if (reader.is_first(child, page.text)) page.text = reader.paragraphs(child, Text::letters);
    } else if (!read_shared_child(child, reader, page.common)) {
      reader.unknown_child(child, root);
    }
  }
  finish_common(page.common);
  return page;
}

// How a value is entered: attributes of the root for all fields, and of a field.
void read_field_attributes(const Element& at, Reader& reader, InputFlags& flags) {
  for (const Attribute& attribute : at.attributes()) {
    if (attribute.name == "type") {
      flags.kind = equal_ignoring_case(attribute.value, "number") ? InputKind::Number : InputKind::Any;
    } else if (attribute.name == "password") {
      flags.masked = equal_ignoring_case(attribute.value, "yes");
    } else {
      note_attribute(at, attribute.name, reader);
    }
  }
}

bool read_field_child(const Element& child, Reader& reader, InputItem& item) {
  if (child.name() == "Prompt") {
    if (reader.is_first(child, item.name)) item.name = reader.line(child, Input::letters);
  } else if (child.name() == "Parameter") {
    if (reader.is_first(child, item.parameter)) item.parameter = reader.line(child, Input::letters);
  } else if (child.name() == "Default") {
    if (reader.is_first(child, item.value)) item.value = reader.line(child, Input::letters);
  } else {
    return false;
  }
  return true;
}

InputItem read_field(const Element& element, InputFlags flags, Reader& reader) {
  InputItem item;
  item.flags = flags;
  read_field_attributes(element, reader, item.flags);
  for (const Element child : element) {
    if (!read_field_child(child, reader, item))
      reader.note(child, in_words(child.name()) + " of a field is not followed");
  }
  return item;
}

// Either one field, whose words stand in the root itself, or several InputFields.
Input read_input(const Element& root, Reader& reader) {
  Input input;
  InputItem only;
  read_field_attributes(root, reader, only.flags);
  for (const Element child : root) {
    if (child.name() == "InputField") {
      if (reader.has_room(child, input.items.size(), Input::most_items, Input::most_items))
        input.items.push_back(read_field(child, only.flags, reader));
    } else if (child.name() == "URL") {
      if (reader.is_first(child, input.url)) input.url = reader.url(child);
    } else if (!read_field_child(child, reader, only) && !read_shared_child(child, reader, input.common)) {
      reader.unknown_child(child, root);
    }
  }
  if (input.url.empty()) reader.refuse(root, in_words(root.name()) + " without URL");
  if (input.items.empty()) {
    if (only.parameter.empty()) reader.breach(root, in_words(root.name()) + " without Parameter");
    input.items.push_back(std::move(only));
  } else {
    input.common.prompt = std::move(only.name);
  }
  finish_common(input.common);
  return input;
}

// A number is written as it is, or as a Dial: URI.
std::string number_of(const std::string& uri) {
  const Uri parsed = parse_uri(uri);
  return std::string(trim(parsed.scheme == Scheme::Dial ? parsed.argument : parsed.text));
}

// More pages of the directory are keys, as on a page of our own.
void add_page_keys(const Element& root, Reader& reader, Common& common) {
  std::string previous;
  std::string next;
  for (const Attribute& attribute : root.attributes()) {
    if (attribute.name == "previous") {
      previous = reader.url(root, attribute.value);
    } else if (attribute.name == "next") {
      next = reader.url(root, attribute.value);
    } else {
      note_attribute(root, attribute.name, reader);
    }
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
    if (child.name() == "MenuItem") {
      if (!reader.has_room(child, directory.entries.size(), Directory::most_entries,
                           Directory::most_entries_friendly))
        continue;
      Item item = read_item(child, reader);
      if (parse_uri(item.uri).is_web()) reader.note(child, "an entry with a web address dials nothing");
      directory.entries.push_back({std::move(item.prompt), number_of(item.uri)});
    } else if (!read_shared_child(child, reader, directory.common)) {
      reader.unknown_child(child, root);
    }
  }
  add_page_keys(root, reader, directory.common);
  finish_common(directory.common);
  return directory;
}

Execute read_execute(const Element& root, Reader& reader) {
  Execute execute;
  note_attributes(root, reader);
  for (const Element child : root) {
    if (child.name() != "ExecuteItem") {
      reader.unknown_child(child, root);
      continue;
    }
    if (!reader.has_room(child, execute.items.size(), Execute::most_items_strict,
                         Execute::most_items_friendly))
      continue;
    ExecuteItem item;
    for (const Attribute& attribute : child.attributes()) {
      if (attribute.name == "URI" || attribute.name == "URL") {
        item.url = our_uri(reader.url(child, attribute.value));
      } else {
        note_attribute(child, attribute.name, reader);
      }
    }
    if (item.url.empty()) reader.breach(child, "ExecuteItem without URI");
    execute.items.push_back(std::move(item));
  }
  if (execute.items.empty()) reader.breach(root, in_words(root.name()) + " without ExecuteItem");
  return execute;
}

}  // namespace

std::optional<Object> read_aastra(std::string_view kind, const Element& root, Reader& reader) {
  if (kind == "TextMenu") return read_menu(root, reader);
  if (kind == "TextScreen") return read_text(root, reader);
  if (kind == "InputScreen") return read_input(root, reader);
  if (kind == "Directory" || kind == "PhoneDirectory") return read_directory(root, reader);
  if (kind == "Execute") return read_execute(root, reader);
  return std::nullopt;
}

}  // namespace handset::xml
