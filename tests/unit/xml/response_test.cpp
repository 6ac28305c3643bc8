#include "xml/response.h"

#include <gtest/gtest.h>
#include <string>

#include "base/xml_document.h"
#include "base/xml_escape.h"

namespace handset::xml {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  append_xml_escaped(out, text);
  return out;
}

TEST(Escape, writes_markup_as_entities_and_line_ends_as_numbers) {
  EXPECT_EQ(escaped("a<b>&\"'\r\n\t\xC3\xBC"), "a&lt;b&gt;&amp;&quot;&apos;&#13;&#10;&#9;\xC3\xBC");
}

TEST(Escape, replaces_what_xml_cannot_hold) {
  EXPECT_EQ(escaped(std::string_view("\0\x1F\xFF", 3)), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Response, has_a_line_for_each_item) {
  const Response response{{{0, "Success", "Play:chime.raw"}, {6, "No Active Call", "SendDigits:123#:1"}}};
  EXPECT_EQ(write_response(response),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CiscoIPPhoneResponse>\n"
            "  <ResponseItem Status=\"0\" Data=\"Success\" URL=\"Play:chime.raw\"/>\n"
            "  <ResponseItem Status=\"6\" Data=\"No Active Call\" URL=\"SendDigits:123#:1\"/>\n"
            "</CiscoIPPhoneResponse>\n");
}

TEST(Response, gives_back_hostile_texts_as_they_were) {
  const std::string url = "http://a/?x=\"><ResponseItem Status='0'/>&y";
  const auto document = Document::parse(write_response({{{1, "Invalid URI", url}}}));
  ASSERT_TRUE(document);
  const Element item = document->root().first_child();
  EXPECT_EQ(item.attribute("URL"), url);
  EXPECT_EQ(item.attribute("Status"), "1");
  EXPECT_FALSE(item.next());
}

TEST(Response, data_has_at_most_32_letters) {
  const auto document = Document::parse(write_response({{{6, std::string(40, 'x'), ""}}}));
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().first_child().attribute("Data"), std::string(32, 'x'));
}

TEST(ErrorAnswer, has_a_number_and_words) {
  const auto document = Document::parse(write_error(PushError::Authentication, "Who & why"));
  ASSERT_TRUE(document);
  EXPECT_EQ(document->root().name(), "CiscoIPPhoneError");
  EXPECT_EQ(document->root().attribute("Number"), "4");
  EXPECT_EQ(document->root().text(), "Who & why");
}

}  // namespace
}  // namespace handset::xml
