#include "xml/text.h"

#include "xml/reader.h"

namespace handset::xml {

Text Text::read(const Element& element, Reader& reader) {
  Text page;
  read_common_attributes(element, reader, page.common);
  bool found = false;
  for (const Element child : element) {
    if (child.name() == "Text") {
      if (reader.is_first(child, page.text)) page.text = reader.paragraphs(child, letters);
      found = true;
    } else if (!read_common_child(child, reader, page.common)) {
      reader.unknown_child(child, element);
    }
  }
  if (!found) reader.breach(element, "CiscoIPPhoneText without Text");
  finish_common(page.common);
  return page;
}

}  // namespace handset::xml
