#include "xml/snom.h"

#include <string>
#include <utility>

#include "base/text.h"
#include "xml/reader.h"

namespace handset::xml {

namespace {

bool is(const Element& element, std::string_view name) {
  return equal_ignoring_case(element.name(), name);
}

// Their soft keys are called by the key, F1 to F4, and have a label; what they do is a URL, or the name of
// another key.
void read_soft_key(const Element& element, Reader& reader, Common& common) {
  SoftKeyItem key;
  std::string function;
  for (const Element child : element) {
    if (is(child, "Name")) {
      const std::string name = reader.line(child, soft_key_name_letters);
      if (name.size() == 2 && (name[0] == 'F' || name[0] == 'f') && name[1] >= '1' && name[1] <= '8')
        key.position = name[1] - '0';
    } else if (is(child, "Label")) {
      if (reader.is_first(child, key.name)) key.name = reader.line(child, soft_key_name_letters);
    } else if (is(child, "URL")) {
      if (reader.is_first(child, key.url)) key.url = reader.url(child);
    } else if (is(child, "SoftKey")) {
      if (reader.is_first(child, function)) function = reader.line(child, soft_key_name_letters);
    } else {
      reader.unknown_child(child, element);
    }
  }
  // A key of the phone itself, which is no soft key.
  if (key.position == 0) return reader.note(element, "a SoftKeyItem for another key than F1 to F8");
  if (key.url.empty() && !function.empty()) {
    if (equal_ignoring_case(function, "F_CANCEL") || equal_ignoring_case(function, "CANCEL"))
      key.url = std::string("SoftKey:Exit");
    else
      reader.note(element, "the function " + in_words(function) + " is not followed");
  }
  common.soft_keys.push_back(std::move(key));
}

bool read_shared_child(const Element& child, Reader& reader, Common& common) {
  if (is(child, "Title")) {
    if (reader.is_first(child, common.title)) common.title = reader.line(child, title_letters);
  } else if (is(child, "Prompt")) {
    if (reader.is_first(child, common.prompt)) common.prompt = reader.line(child, prompt_letters);
  } else if (is(child, "SoftKeyItem")) {
    if (reader.has_room(child, common.soft_keys.size(), soft_key_places, soft_key_places))
      read_soft_key(child, reader, common);
  } else {
    return false;
  }
  return true;
}

// What is theirs alone: conditions, LEDs, images, fetches after a while.
void note_child(const Element& child, Reader& reader) {
  reader.note(child, in_words(child.name()) + " is not followed");
}

void note_attributes(const Element& root, Reader& reader) {
  for (const Attribute& attribute : root.attributes())
    reader.note(root, in_words(attribute.name) + " is not followed");
}

// Its name is an element, or an attribute in newer documents.
MenuItem read_item(const Element& element, Reader& reader) {
  MenuItem item;
  if (const auto name = element.attribute("name"))
    item.name = reader.line(element, *name, Menu::name_letters);
  for (const Element child : element) {
    if (is(child, "Name")) {
      if (reader.is_first(child, item.name)) item.name = reader.line(child, Menu::name_letters);
    } else if (is(child, "URL")) {
      if (reader.is_first(child, item.url)) item.url = reader.url(child);
    } else {
      note_child(child, reader);
    }
  }
  return item;
}

Menu read_menu(const Element& root, Reader& reader) {
  Menu menu;
  note_attributes(root, reader);
  for (const Element child : root) {
    if (is(child, "MenuItem")) {
      if (reader.has_room(child, menu.items.size(), Menu::most_items, Menu::most_items))
        menu.items.push_back(read_item(child, reader));
    } else if (!read_shared_child(child, reader, menu.common)) {
      note_child(child, reader);
    }
  }
  finish_common(menu.common);
  return menu;
}

Text read_text(const Element& root, Reader& reader) {
  Text page;
  note_attributes(root, reader);
  for (const Element child : root) {
    if (is(child, "Text")) {
      if (reader.is_first(child, page.text)) page.text = reader.paragraphs(child, Text::letters);
    } else if (!read_shared_child(child, reader, page.common)) {
      note_child(child, reader);
    }
  }
  finish_common(page.common);
  return page;
}

// Letters as on our own forms, but small, and `p` alone is a masked text.
InputFlags read_flags(const Element& at, Reader& reader) {
  const std::string text = reader.line(at, Input::letters);
  const auto flags = parse_input_flags(text);
  if (!flags) reader.note(at, "InputFlags \"" + in_words(text) + "\" is not followed");
  return flags.value_or(InputFlags{});
}

InputItem read_field(const Element& element, Reader& reader) {
  InputItem item;
  for (const Element child : element) {
    if (is(child, "DisplayName")) {
      if (reader.is_first(child, item.name)) item.name = reader.line(child, Input::letters);
    } else if (is(child, "QueryStringParam")) {
      if (reader.is_first(child, item.parameter)) item.parameter = reader.line(child, Input::letters);
    } else if (is(child, "DefaultValue")) {
      if (reader.is_first(child, item.value)) item.value = reader.line(child, Input::letters);
    } else if (is(child, "InputFlags")) {
      item.flags = read_flags(child, reader);
    } else {
      note_child(child, reader);
    }
  }
  return item;
}

Input read_input(const Element& root, Reader& reader) {
  Input input;
  note_attributes(root, reader);
  for (const Element child : root) {
    if (is(child, "InputItem")) {
      if (reader.has_room(child, input.items.size(), Input::most_items, Input::most_items))
        input.items.push_back(read_field(child, reader));
    } else if (is(child, "URL")) {
      if (reader.is_first(child, input.url)) input.url = reader.url(child);
    } else if (!read_shared_child(child, reader, input.common)) {
      note_child(child, reader);
    }
  }
  if (input.url.empty()) reader.refuse(root, in_words(root.name()) + " without URL");
  finish_common(input.common);
  return input;
}

DirectoryEntry read_entry(const Element& element, Reader& reader) {
  DirectoryEntry entry;
  for (const Element child : element) {
    if (is(child, "Name")) {
      if (reader.is_first(child, entry.name)) entry.name = reader.line(child, Directory::letters);
    } else if (is(child, "Telephone")) {
      if (reader.is_first(child, entry.telephone)) entry.telephone = reader.line(child, Directory::letters);
    } else {
      note_child(child, reader);
    }
  }
  return entry;
}

Directory read_directory(const Element& root, Reader& reader) {
  Directory directory;
  note_attributes(root, reader);
  for (const Element child : root) {
    if (is(child, "DirectoryEntry")) {
      if (reader.has_room(child, directory.entries.size(), Directory::most_entries,
                          Directory::most_entries_friendly))
        directory.entries.push_back(read_entry(child, reader));
    } else if (!read_shared_child(child, reader, directory.common)) {
      note_child(child, reader);
    }
  }
  finish_common(directory.common);
  return directory;
}

}  // namespace

std::optional<Object> read_snom(std::string_view kind, const Element& root, Reader& reader) {
  if (kind == "Menu") return read_menu(root, reader);
  if (kind == "Text") return read_text(root, reader);
  if (kind == "Input") return read_input(root, reader);
  if (kind == "Directory") return read_directory(root, reader);
  return std::nullopt;
}

}  // namespace handset::xml
