// Writes markup, a line for each element: names are ours, texts and values are escaped (xml_escape.h). For
// answers in XML, and for small pages. A value; any thread.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace handset {

class XmlText {
 public:
  explicit XmlText(std::string_view head = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n") : text_(head) {}

  // `attributes`: as they are to stand, with a blank before each. The name lives as long as the writer.
  void begin(std::string_view name, std::string_view attributes = {});
  void end();
  void element(std::string_view name, std::string_view text);
  // One that holds nothing but attributes.
  void empty(std::string_view name,
             std::initializer_list<std::pair<std::string_view, std::string_view>> attributes);
  void raw(std::string_view markup) { text_ += markup; }

  // Ends what has begun.
  [[nodiscard]] std::string take();

 private:
  std::string text_;
  std::vector<std::string_view> open_;
};

}  // namespace handset
