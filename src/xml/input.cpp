#include "xml/input.h"

#include "xml/reader.h"

namespace handset::xml {

namespace {

std::optional<InputKind> kind_of(char flag) {
  switch (flag) {
    case 'A':
      return InputKind::Any;
    case 'T':
      return InputKind::Telephone;
    case 'N':
      return InputKind::Number;
    case 'E':
      return InputKind::Equation;
    case 'U':
      return InputKind::Capitals;
    case 'L':
      return InputKind::Small;
    default:
      return std::nullopt;
  }
}

std::string in_capitals(std::string_view text) {
  std::string capitals(text);
  for (char& c : capitals) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return capitals;
}

InputFlags read_flags(const Element& at, Reader& reader) {
  const std::string text = reader.line(at, Input::letters);
  const auto flags = parse_input_flags(text);
  if (!flags || text != in_capitals(text) || text == "P") {
    reader.breach(at,
                  "InputFlags is \"" + text + "\"; A, T, N, E, U or L are allowed, and P with one of them");
  }
  return flags.value_or(InputFlags{});
}

InputItem read_item(const Element& element, Reader& reader) {
  InputItem item;
  bool flagged = false;
  for (const Element child : element) {
    if (child.name() == "DisplayName") {
      if (reader.is_first(child, item.name)) item.name = reader.line(child, Input::letters);
    } else if (child.name() == "QueryStringParam") {
      if (reader.is_first(child, item.parameter)) item.parameter = reader.line(child, Input::letters);
    } else if (child.name() == "InputFlags") {
      item.flags = read_flags(child, reader);
      flagged = true;
    } else if (child.name() == "DefaultValue") {
      if (reader.is_first(child, item.value)) item.value = reader.line(child, Input::letters);
    } else {
      reader.unknown_child(child, element);
    }
  }
  if (item.parameter.empty()) reader.breach(element, "InputItem without QueryStringParam");
  if (!flagged) reader.breach(element, "InputItem without InputFlags");
  return item;
}

std::string read_target(const Element& at, Reader& reader) {
  for (const Attribute& attribute : at.attributes()) {
    reader.breach(at, "URL has no attribute " + in_words(attribute.name) + "; the form is sent by GET");
  }
  return reader.url(at);
}

}  // namespace

std::optional<InputFlags> parse_input_flags(std::string_view text) {
  InputFlags flags;
  std::optional<InputKind> kind;
  for (const char c : in_capitals(text)) {
    if (c == 'P' && !flags.masked) {
      flags.masked = true;
    } else if (!kind && kind_of(c)) {
      kind = kind_of(c);
    } else {
      return std::nullopt;
    }
  }
  if (!kind && !flags.masked) return std::nullopt;
  flags.kind = kind.value_or(InputKind::Any);
  return flags;
}

Input Input::read(const Element& element, Reader& reader) {
  Input input;
  read_common_attributes(element, reader, input.common);
  for (const Element child : element) {
    // Some servers call the fields what they are called in a menu.
    const bool misnamed = child.name() == "MenuItem";
    if (misnamed) reader.unknown_child(child, element);
    if (misnamed || child.name() == "InputItem") {
      if (reader.has_room(child, input.items.size(), most_items, most_items)) {
        input.items.push_back(read_item(child, reader));
      }
    } else if (child.name() == "URL") {
      if (reader.is_first(child, input.url)) input.url = read_target(child, reader);
    } else if (!read_common_child(child, reader, input.common)) {
      reader.unknown_child(child, element);
    }
  }
  // There is nothing that could be done with such a form.
  if (input.url.empty()) reader.refuse(element, "CiscoIPPhoneInput without URL");
  finish_common(input.common);
  return input;
}

}  // namespace handset::xml
