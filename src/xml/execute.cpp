#include "xml/execute.h"

#include <optional>

#include "base/text.h"
#include "xml/internal_uri.h"
#include "xml/reader.h"

namespace handset::xml {

namespace {

Priority read_priority(const Element& item, std::string_view value, Reader& reader) {
  const auto number = parse_decimal(trim(value), 2);
  if (!number) reader.breach(item, "Priority is 0, 1 or 2");
  return static_cast<Priority>(number.value_or(0));
}

ExecuteItem read_item(const Element& element, Reader& reader) {
  ExecuteItem item;
  for (const Attribute& attribute : element.attributes()) {
    if (attribute.name == "URL") {
      item.url = reader.url(element, attribute.value);
    } else if (attribute.name == "Priority") {
      item.priority = read_priority(element, attribute.value, reader);
    } else {
      reader.breach(element, "ExecuteItem has no attribute " + in_words(attribute.name));
    }
  }
  if (const Element child = element.first_child()) reader.unknown_child(child, element);
  if (item.url.empty()) reader.breach(element, "ExecuteItem without URL");
  return item;
}

}  // namespace

Execute Execute::read(const Element& element, Reader& reader) {
  Execute execute;
  std::size_t web_urls = 0;
  for (const Element child : element) {
    if (child.name() != "ExecuteItem") {
      reader.unknown_child(child, element);
      continue;
    }
    if (!reader.has_room(child, execute.items.size(), most_items_strict, most_items_friendly)) continue;
    execute.items.push_back(read_item(child, reader));
    if (parse_uri(execute.items.back().url).is_web() && ++web_urls > 1) {
      reader.breach(child, "a second web address in one Execute");
    }
  }
  if (execute.items.empty()) reader.breach(element, "CiscoIPPhoneExecute without ExecuteItem");
  return execute;
}

}  // namespace handset::xml
