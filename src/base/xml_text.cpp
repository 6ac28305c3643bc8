#include "base/xml_text.h"

#include "base/xml_escape.h"

namespace handset {

void XmlText::begin(std::string_view name, std::string_view attributes) {
  text_.append("<").append(name).append(attributes).append(">\n");
  open_.push_back(name);
}

void XmlText::end() {
  text_.append("</").append(open_.back()).append(">\n");
  open_.pop_back();
}

void XmlText::element(std::string_view name, std::string_view text) {
  text_.append("<").append(name).append(">");
  append_xml_escaped(text_, text);
  text_.append("</").append(name).append(">\n");
}

void XmlText::empty(std::string_view name,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> attributes) {
  text_.append("<").append(name);
  for (const auto& [attribute, value] : attributes) {
    text_.append(" ").append(attribute).append("=\"");
    append_xml_escaped(text_, value);
    text_.append("\"");
  }
  text_.append("/>\n");
}

std::string XmlText::take() {
  while (!open_.empty()) end();
  return std::move(text_);
}

}  // namespace handset
