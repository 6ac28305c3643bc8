#include "base/xml_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>
#include <string>

#include "unit/damage.h"

namespace handset {
namespace {

using namespace std::literals;
using ::testing::HasSubstr;

DocumentError error_of(std::string_view bytes, std::string_view charset = {}) {
  const auto document = Document::parse(bytes, charset);
  EXPECT_FALSE(document) << bytes.substr(0, 200);
  return document ? DocumentError{} : document.error();
}

bool is_sound(std::string_view bytes) {
  return Document::parse(bytes).has_value();
}

std::string root_text(std::string_view bytes, std::string_view charset = {}) {
  const auto document = Document::parse(bytes, charset);
  return document ? document->root().text() : "refused: " + document.error().log_words();
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

TEST(Document, gives_elements_texts_and_attributes) {
  const auto document = Document::parse("<a x='1' y=\"two &amp; three\"><b>one</b> <c/>tail</a>");
  ASSERT_TRUE(document);
  const Element root = document->root();
  EXPECT_EQ(root.name(), "a");
  EXPECT_EQ(root.text(), "tail");
  EXPECT_EQ(root.attribute("y"), "two & three");
  EXPECT_EQ(root.attribute("z"), std::nullopt);
  EXPECT_EQ(root.attributes().size(), 2u);
  EXPECT_EQ(root.first_child().text(), "one");
  EXPECT_EQ(root.first_child().next().name(), "c");
  EXPECT_FALSE(root.first_child().next().next());
}

TEST(Document, knows_the_place_of_an_element_in_letters) {
  const auto document = Document::parse("<a>\r\n  äöü<b/>\r<c/>\n</a>");
  ASSERT_TRUE(document);
  const Element b = document->root().first_child();
  EXPECT_EQ(document->place_of(document->root()), (Place{1, 1}));
  EXPECT_EQ(document->place_of(b), (Place{2, 6}));
  EXPECT_EQ(document->place_of(b.next()), (Place{3, 1}));
}

TEST(Document, joins_text_around_comments_and_cdata) {
  EXPECT_EQ(root_text("<a>one<!-- no -->two<![CDATA[<&>]]>three</a>"), "onetwo<&>three");
}

TEST(Document, decodes_the_five_entities_and_numbers) {
  EXPECT_EQ(root_text("<a>&lt;&gt;&amp;&quot;&apos;&#65;&#x20AC;&#x1f600;</a>"), "<>&\"'A€😀");
}

TEST(Document, makes_line_ends_lf_but_keeps_escaped_ones) {
  EXPECT_EQ(root_text("<a>1\r\n2\r3\n4&#13;5</a>"), "1\n2\n3\n4\r5");
}

TEST(Document, allows_white_space_before_the_declaration_and_after_the_root) {
  EXPECT_EQ(root_text("\r\n <?xml version='1.0'?>\n<!-- x --><a>ok</a>\n<!-- y -->\n"), "ok");
}

TEST(Document, refuses_what_is_not_well_formed) {
  for (const std::string_view text : {"<a>",
                                      "<a",
                                      "<a x",
                                      "<a x=",
                                      "<a x='",
                                      "<a x=1/>",
                                      "<a x='1'y='2'/>",
                                      "<a x='<'/>",
                                      "<a/ >",
                                      "</a>",
                                      "<a></b>",
                                      "<a><b></a></b>",
                                      "<a/><b/>",
                                      "<a/>text",
                                      "text<a/>",
                                      "text",
                                      "<",
                                      "<>",
                                      "< a/>",
                                      "<a>&</a>",
                                      "<a>& b</a>",
                                      "<a>&nbsp;</a>",
                                      "<a>&amp</a>",
                                      "<a>&#;</a>",
                                      "<a>&#x;</a>",
                                      "<a>&#xg;</a>",
                                      "<a>&#0;</a>",
                                      "<a>&#8;</a>",
                                      "<a>&#xD800;</a>",
                                      "<a>&#x110000;</a>",
                                      "<a>&#xFFFE;</a>",
                                      "<a>&#99999999999999999999;</a>",
                                      "<a x='&bad;'/>",
                                      "<a>]]></a>",
                                      "<a><!-- </a>",
                                      "<a><!-- -- --></a>",
                                      "<a><![CDATA[ </a>",
                                      "<![CDATA[x]]><a/>",
                                      "<a><?x </a>",
                                      "<a/><?xml version='1.0'?>",
                                      "<a><? x?></a>",
                                      "<a><?x=1?></a>",
                                      "<?xml version='1.0'",
                                      "<!-- only -->",
                                      "<1a/>",
                                      "<a x='1' x='2'/>",
                                      "<a><!ELEMENT b></a>"}) {
    const DocumentError error = error_of(text);
    EXPECT_EQ(error.kind, DocumentError::Kind::Broken) << text;
    EXPECT_NE(error.place.line, 0u) << text;
    EXPECT_FALSE(error.message.empty()) << text;
  }
}

TEST(Document, says_where_and_what) {
  EXPECT_EQ(error_of("<a>\n <b>Fish & chips</b></a>").log_words(),
            "line 2, column 10: & begins no entity of XML; as text it is written &amp;");
  EXPECT_EQ(error_of("<a k='1' k='2'/>").log_words(),
            "line 1, column 10: attribute \"k\" stands there twice");
}

TEST(Document, refuses_a_doctype_wherever_it_stands) {
  for (const std::string_view text :
       {"<!DOCTYPE a><a/>", "<?xml version='1.0'?><!DOCTYPE a SYSTEM 'http://x.test/'><a/>",
        "<!doctype html><html/>", "<a><!DOCTYPE b></a>", "<a/><!DOCTYPE a>"}) {
    EXPECT_THAT(error_of(text).message, HasSubstr("DOCTYPE")) << text;
  }
}

TEST(Document, a_doctype_in_a_comment_or_cdata_is_just_text) {
  EXPECT_TRUE(is_sound("<!-- <!DOCTYPE a> --><a><![CDATA[<!DOCTYPE a>]]></a>"));
}

TEST(Document, an_empty_one_is_empty) {
  EXPECT_EQ(error_of("").kind, DocumentError::Kind::Empty);
}

TEST(Document, nests_32_deep_and_no_deeper) {
  EXPECT_TRUE(is_sound(repeated("<a>", 32) + repeated("</a>", 32)));
  EXPECT_THAT(error_of(repeated("<a>", 33) + repeated("</a>", 33)).message, HasSubstr("deep"));
  EXPECT_THAT(error_of(repeated("<a>", 60000)).message, HasSubstr("deep"));
}

TEST(Document, holds_192_kib_and_no_more) {
  const std::string head = "<a>";
  const std::string tail = "</a>";
  const std::string full = head + std::string(192 * 1024 - head.size() - tail.size(), 'x') + tail;
  EXPECT_TRUE(is_sound(full));
  EXPECT_EQ(error_of(full + " ").kind, DocumentError::Kind::TooLarge);
}

TEST(Document, has_a_cap_on_elements_and_attributes) {
  EXPECT_THAT(error_of("<a>" + repeated("<b/>", 20000) + "</a>").message, HasSubstr("too many elements"));
  EXPECT_THAT(error_of("<a>" + repeated("x<!---->", 20000) + "</a>").message, HasSubstr("too many elements"));
  EXPECT_THAT(error_of("<a>" + repeated("<b c='' d=''/>", 4000) + "</a>").message,
              HasSubstr("too many attributes"));
  std::string many = "<a";
  for (int i = 0; i < 65; ++i) many += " a" + std::to_string(i) + "=''";
  EXPECT_THAT(error_of(many + "/>").message, HasSubstr("too many attributes"));
}

TEST(Document, billion_laughs_never_begin) {
  EXPECT_THAT(error_of("<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>"
                       "<!ENTITY c '&b;&b;&b;&b;'>]><l>&c;</l>")
                  .message,
              HasSubstr("DOCTYPE"));
}

TEST(Document, a_hundred_thousand_items_and_ten_megabytes_are_refused_at_once) {
  EXPECT_EQ(error_of("<CiscoIPPhoneMenu>" + repeated("<MenuItem/>", 100000) + "</CiscoIPPhoneMenu>").kind,
            DocumentError::Kind::TooLarge);
  EXPECT_EQ(error_of("<a><Title>" + std::string(10'000'000, 'T') + "</Title></a>").kind,
            DocumentError::Kind::TooLarge);
}

TEST(Document, refuses_letters_that_xml_does_not_have) {
  EXPECT_THAT(error_of("<a>\0</a>"s).message, HasSubstr("control character 0"));
  EXPECT_THAT(error_of("<a>\x01</a>").message, HasSubstr("control character 1"));
  EXPECT_EQ(error_of("<a>\xEF\xBF\xBF</a>").kind, DocumentError::Kind::Broken);
  EXPECT_EQ(error_of("<a><!-- \x02 --></a>").place, (Place{1, 9}));
}

TEST(Document, refuses_bad_utf8_where_utf8_is_declared_and_says_where) {
  const DocumentError error = error_of("<?xml version='1.0' encoding='utf-8'?>\n<a>ok \xC3(</a>");
  EXPECT_EQ(error.kind, DocumentError::Kind::Broken);
  EXPECT_EQ(error.place, (Place{2, 7}));
}

TEST(Document, its_declaration_wins_over_http) {
  EXPECT_EQ(root_text("<?xml version='1.0' encoding='iso-8859-1'?><a>\xFC</a>", "utf-8"), "ü");
  EXPECT_EQ(root_text("<?xml version=\"1.0\" encoding = \"UTF-8\" ?><a>\xC3\xBC</a>", "iso-8859-1"), "ü");
}

TEST(Document, without_a_declared_charset_that_of_http_counts) {
  EXPECT_EQ(root_text("<?xml version='1.0'?><a>\xB3</a>", "ISO-8859-2"), "ł");
  EXPECT_EQ(root_text("<a>\xC3\xBC</a>", "iso-8859-1"), "Ã¼");
}

TEST(Document, without_any_charset_it_is_utf8_if_it_can_be_else_latin1) {
  EXPECT_EQ(root_text("<a>\xC3\xBC</a>"), "ü");
  EXPECT_EQ(root_text("<a>\xFC</a>"), "ü");
  EXPECT_EQ(root_text("<a>\xFC</a>", "x-unheard-of"), "ü");
}

TEST(Document, refuses_a_declared_charset_that_nobody_knows) {
  EXPECT_THAT(error_of("<?xml version='1.0' encoding='x-unheard-of'?><a/>").message,
              HasSubstr("\"x-unheard-of\" is not known"));
  EXPECT_THAT(error_of("<?xml version='1.0' encoding='../../lib/evil//TRANSLIT'?><a/>").message,
              HasSubstr("is not known"));
}

TEST(Document, reads_utf16_with_a_mark_and_without) {
  EXPECT_EQ(root_text("\xFF\xFE<\0a\0>\0\xAC\x20<\0/\0a\0>\0"s), "€");
  EXPECT_EQ(root_text("\xFE\xFF\0<\0a\0>\x20\xAC\0<\0/\0a\0>"s), "€");
  EXPECT_EQ(root_text("<\0a\0>\0\xAC\x20<\0/\0a\0>\0"s), "€");
}

TEST(Document, a_declaration_of_utf16_in_plain_bytes_is_not_believed) {
  EXPECT_EQ(root_text("<?xml version='1.0' encoding='utf-16'?><a>\xC3\xBC</a>"), "ü");
}

TEST(Document, a_byte_order_mark_is_no_text) {
  EXPECT_EQ(root_text("\xEF\xBB\xBF<?xml version='1.0'?><a>x</a>"), "x");
}

// Damaged documents end as a tree or as an error; the sanitizers watch.
TEST(Document, survives_random_damage) {
  const std::string sound =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CiscoIPPhoneMenu appId=\"a/b\"><Title>T &amp; "
      "&#65;</Title>"
      "<MenuItem><Name>\xC3\xBC</Name><URL>Dial:1</URL></MenuItem><!-- c --><SoftKeyItem><Name>x</Name>"
      "<Position>1</Position><URL>SoftKey:Exit</URL></SoftKeyItem><![CDATA[y]]></CiscoIPPhoneMenu>\n";
  ASSERT_TRUE(is_sound(sound));
  const std::string_view bits = "<>&;/!?-[]\"'= \0\xC3\xFF#xA"sv;
  std::mt19937 random(7);
  for (int round = 0; round < 4000; ++round) {
    const std::string damaged = handset::testing::damaged(sound, bits, random);
    const auto parsed = Document::parse(damaged);
    EXPECT_TRUE(parsed || !parsed.error().message.empty());
  }
}

}  // namespace
}  // namespace handset
