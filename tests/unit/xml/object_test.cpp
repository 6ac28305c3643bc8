#include "xml/object.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>
#include <string>
#include <variant>

#include "base/utf8.h"
#include "unit/damage.h"

namespace handset::xml {
namespace {

using namespace std::literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

template <class T>
struct Read {
  T object;
  Notes notes;
};

template <class T>
Read<T> read(const std::string& inner, Mode mode, const std::string& attributes = "") {
  const std::string root(T::root);
  const auto parsed = parse_document("<" + root + attributes + ">" + inner + "</" + root + ">", {}, mode);
  if (!parsed) {
    ADD_FAILURE() << parsed.error().log_words();
    return {};
  }
  return {std::get<T>(parsed->object), parsed->notes};
}

template <class T>
std::string strict_words(const std::string& inner, const std::string& attributes = "") {
  const std::string root(T::root);
  const auto parsed =
      parse_document("<" + root + attributes + ">" + inner + "</" + root + ">", {}, Mode::Strict);
  if (parsed) return "accepted";
  EXPECT_EQ(parsed.error().kind, XmlError::Kind::Invalid);
  EXPECT_EQ(parsed.error().prompt_words(), "XML Error [4]");
  return parsed.error().message;
}

TEST(Title, of_32_letters_is_taken_and_of_33_cut_or_refused) {
  const std::string fits = "<Title>" + repeated("ž", 32) + "</Title>";
  const std::string over = "<Title>" + repeated("ž", 33) + "</Title>";
  EXPECT_EQ(count_code_points(read<Menu>(fits, Mode::Strict).object.common.title), 32u);
  EXPECT_EQ(strict_words<Menu>(over), "Title has 33 letters; 32 are allowed");
  const auto menu = read<Menu>(over, Mode::Friendly);
  EXPECT_EQ(menu.object.common.title, repeated("ž", 32));
  EXPECT_THAT(menu.notes, SizeIs(1));
}

TEST(Title, is_one_line_without_control_characters) {
  EXPECT_EQ(read<Menu>("<Title>\n  Two\n  words&#x7f; </Title>", Mode::Strict).object.common.title,
            "Two words");
}

TEST(Title, that_stands_twice_counts_once) {
  const std::string inner = "<Title>One</Title><Title>Two</Title>";
  EXPECT_THAT(strict_words<Menu>(inner), HasSubstr("twice"));
  EXPECT_EQ(read<Menu>(inner, Mode::Friendly).object.common.title, "One");
}

TEST(InputFlags, are_a_letter_and_a_p_in_either_order) {
  EXPECT_EQ(parse_input_flags("A"), (InputFlags{InputKind::Any, false}));
  EXPECT_EQ(parse_input_flags("EP"), (InputFlags{InputKind::Equation, true}));
  EXPECT_EQ(parse_input_flags("PL"), (InputFlags{InputKind::Small, true}));
  EXPECT_EQ(parse_input_flags("pn"), (InputFlags{InputKind::Number, true}));
  EXPECT_EQ(parse_input_flags("P"), (InputFlags{InputKind::Any, true}));
  for (const char* text : {"", "X", "AA", "AN", "PP", "PAP", "A P"})
    EXPECT_FALSE(parse_input_flags(text)) << text;
}

TEST(Input, needs_a_name_and_flags_for_each_field) {
  const std::string url = "<URL>http://a/</URL>";
  const std::string nameless = url + "<InputItem><InputFlags>N</InputFlags></InputItem>";
  EXPECT_EQ(strict_words<Input>(nameless), "InputItem without QueryStringParam");
  EXPECT_THAT(read<Input>(nameless, Mode::Friendly).object.items, SizeIs(1));
  const std::string flagless = url + "<InputItem><QueryStringParam>a</QueryStringParam></InputItem>";
  EXPECT_EQ(strict_words<Input>(flagless), "InputItem without InputFlags");
  EXPECT_EQ(read<Input>(flagless, Mode::Friendly).object.items.at(0).flags, InputFlags{});
  const std::string odd = url +
                          "<InputItem><QueryStringParam>a</QueryStringParam><InputFlags>Q</InputFlags>"
                          "</InputItem>";
  EXPECT_THAT(strict_words<Input>(odd), HasSubstr("InputFlags is \"Q\""));
}

TEST(Input, may_call_its_fields_menu_items_on_a_friendly_phone) {
  const std::string inner =
      "<URL>http://a/</URL><MenuItem><QueryStringParam>a</QueryStringParam><InputFlags>A</InputFlags></"
      "MenuItem>";
  EXPECT_EQ(strict_words<Input>(inner), "CiscoIPPhoneInput has no element MenuItem");
  EXPECT_EQ(read<Input>(inner, Mode::Friendly).object.items.at(0).parameter, "a");
}

TEST(Input, is_sent_by_get_whatever_its_method) {
  EXPECT_THAT(strict_words<Input>("<URL method=\"post\">http://a/</URL>"), HasSubstr("no attribute method"));
}

TEST(Directory, of_more_than_a_hundred_entries_is_cut) {
  const std::string inner = repeated("<DirectoryEntry><Name>a</Name></DirectoryEntry>", 101);
  EXPECT_EQ(strict_words<Directory>(inner), "more than 32 of DirectoryEntry");
  EXPECT_THAT(read<Directory>(inner, Mode::Friendly).object.entries, SizeIs(100));
}

TEST(Text, keeps_tabs_and_line_ends_and_drops_other_control_characters) {
  EXPECT_EQ(read<Text>("<Text>a\tb\r\nc&#13;d&#13;&#10;e&#x85;f</Text>", Mode::Strict).object.text,
            "a\tb\nc\nd\nef");
}

TEST(Text, without_its_text_is_an_empty_page_or_refused) {
  EXPECT_THAT(strict_words<Text>("<Title>x</Title>"), HasSubstr("without Text"));
  EXPECT_EQ(read<Text>("<Title>x</Title>", Mode::Friendly).object.text, "");
}

TEST(Text, may_be_empty) {
  EXPECT_EQ(read<Text>("<Text/>", Mode::Strict).object.text, "");
}

TEST(Text, drops_elements_inside_of_it) {
  EXPECT_THAT(strict_words<Text>("<Text>a<br/>b</Text>"), HasSubstr("no element br"));
  EXPECT_EQ(read<Text>("<Text>a<br/>b</Text>", Mode::Friendly).object.text, "ab");
}

TEST(Menu, of_101_rows_is_cut_or_refused) {
  const std::string rows = repeated("<MenuItem><Name>r</Name></MenuItem>", 101);
  EXPECT_EQ(strict_words<Menu>(rows), "more than 100 of MenuItem");
  EXPECT_THAT(read<Menu>(rows, Mode::Friendly).object.items, SizeIs(100));
}

TEST(Menu, may_be_empty) {
  EXPECT_THAT(read<Menu>("", Mode::Strict).object.items, IsEmpty());
}

TEST(Menu, name_of_four_lines_has_three) {
  const std::string row = "<MenuItem><Name>a&#13;&#10;b&#10; c &#13;d</Name></MenuItem>";
  EXPECT_EQ(strict_words<Menu>(row), "Name has more than three lines");
  const auto menu = read<Menu>(row, Mode::Friendly);
  ASSERT_THAT(menu.object.items, SizeIs(1));
  EXPECT_EQ(menu.object.items[0].name, "a\nb\nc d");
}

TEST(Menu, notes_have_a_cap) {
  const std::string rows = repeated("<MenuItem><Beep/></MenuItem>", 100);
  const auto menu = read<Menu>(rows, Mode::Friendly);
  EXPECT_THAT(menu.object.items, SizeIs(100));
  EXPECT_THAT(menu.notes, SizeIs(32));
}

TEST(Url, of_257_letters_is_noted_and_of_2049_dropped) {
  const auto row = [](std::size_t letters) {
    return "<MenuItem><URL>http://a/" + std::string(letters - 9, 'x') + "</URL></MenuItem>";
  };
  EXPECT_THAT(read<Menu>(row(256), Mode::Strict).object.items[0].url, SizeIs(256));
  EXPECT_EQ(strict_words<Menu>(row(257)), "URL has 257 letters; 256 are allowed");
  EXPECT_THAT(read<Menu>(row(2048), Mode::Friendly).object.items[0].url, SizeIs(2048));
  EXPECT_EQ(read<Menu>(row(2049), Mode::Friendly).object.items[0].url, "");
}

TEST(Url, with_control_characters_is_dropped) {
  const std::string row = "<MenuItem><URL>http://a/&#10;b</URL></MenuItem>";
  EXPECT_THAT(strict_words<Menu>(row), HasSubstr("control characters"));
  EXPECT_EQ(read<Menu>(row, Mode::Friendly).object.items[0].url, "");
}

TEST(SoftKeys, without_place_fill_the_gaps) {
  const auto key = [](const std::string& name, const std::string& position) {
    return "<SoftKeyItem><Name>" + name + "</Name>" + position + "</SoftKeyItem>";
  };
  const auto menu =
      read<Menu>(key("a", "") + key("b", "<Position>1</Position>") + key("c", "<Position>seven</Position>") +
                     key("d", "<Position>3</Position>") + key("e", "<Position>-1</Position>") +
                     key("f", "<Position>17</Position>") + key("g", "<Position>0</Position>") +
                     key("h", "<Position>12</Position>"),
                 Mode::Friendly);
  std::string places;
  for (const SoftKeyItem& item : menu.object.common.soft_keys) {
    places += item.name + std::to_string(item.position) + " ";
  }
  EXPECT_EQ(places, "a2 b1 c4 d3 e-1 f5 g6 h12 ");
  EXPECT_THAT(menu.notes, SizeIs(6));
}

TEST(SoftKeys, at_places_of_later_phones_are_refused_by_strict) {
  for (const char* position : {"-1", "0", "9", "x", ""}) {
    EXPECT_THAT(strict_words<Menu>("<SoftKeyItem><Position>"s + position + "</Position></SoftKeyItem>"),
                HasSubstr("1 to 8"));
  }
}

TEST(SoftKeys, are_eight_or_with_a_friendly_phone_sixteen) {
  const std::string keys = repeated("<SoftKeyItem><Position>1</Position></SoftKeyItem>", 17);
  EXPECT_EQ(strict_words<Menu>(keys), "more than 8 of SoftKeyItem");
  EXPECT_THAT(read<Menu>(keys, Mode::Friendly).object.common.soft_keys, SizeIs(16));
}

TEST(KeyItems, name_a_key_of_the_keypad_or_the_cursor) {
  const std::string item = "<KeyItem><Key>Mute</Key><URL>Dial:1</URL></KeyItem>";
  EXPECT_THAT(strict_words<Menu>(item), HasSubstr("\"Mute\""));
  EXPECT_EQ(read<Menu>(item, Mode::Friendly).object.common.keys[0].key, "Mute");
  EXPECT_EQ(read<Menu>("<KeyItem><Key>KeyPadStar</Key></KeyItem>", Mode::Strict).object.common.keys[0].key,
            "KeyPadStar");
}

TEST(RootAttributes, are_kept_in_both_spellings_and_unknown_ones_noted) {
  const auto menu = read<Menu>("", Mode::Friendly, " appID='x/y' keypadTarget='activeCall' colour='red'");
  EXPECT_EQ(menu.object.common.app_id, "x/y");
  EXPECT_EQ(menu.object.common.keypad_target, KeypadTarget::ActiveCall);
  EXPECT_THAT(menu.notes, SizeIs(1));
  EXPECT_THAT(strict_words<Menu>("", " colour='red'"), HasSubstr("no attribute colour"));
  EXPECT_THAT(strict_words<Menu>("", " keypadTarget='line'"), HasSubstr("keypadTarget"));
  EXPECT_THAT(strict_words<Menu>("", " appId=''"), HasSubstr("appId"));
}

TEST(RootAttributes, for_schemas_mean_nothing) {
  EXPECT_EQ(strict_words<Menu>("",
                               " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
                               " xsi:noNamespaceSchemaLocation='CiscoIPPhone.xsd'"),
            "accepted");
}

TEST(Execute, reads_priorities) {
  const auto execute = read<Execute>(
      "<ExecuteItem URL='http://a/' Priority='2'/><ExecuteItem Priority='0' URL='Key:Info'/>"
      "<ExecuteItem URL='Key:Mute'/>",
      Mode::Strict);
  ASSERT_THAT(execute.object.items, SizeIs(3));
  EXPECT_EQ(execute.object.items[0].priority, Priority::IfIdle);
  EXPECT_EQ(execute.object.items[1].priority, Priority::Now);
  EXPECT_EQ(execute.object.items[2].url, "Key:Mute");
}

TEST(Execute, of_friendly_phones_takes_32_items_and_mends_priorities) {
  const auto execute =
      read<Execute>(repeated("<ExecuteItem URL='Key:Info' Priority='9'/>", 33), Mode::Friendly);
  ASSERT_THAT(execute.object.items, SizeIs(32));
  EXPECT_EQ(execute.object.items[0].priority, Priority::Now);
}

TEST(Execute, strict_phones_refuse_what_the_schema_does_not_allow) {
  EXPECT_THAT(strict_words<Execute>(""), HasSubstr("without ExecuteItem"));
  EXPECT_THAT(strict_words<Execute>("<ExecuteItem/>"), HasSubstr("without URL"));
  EXPECT_THAT(strict_words<Execute>("<ExecuteItem URL='Key:Info' Priority='3'/>"), HasSubstr("0, 1 or 2"));
  EXPECT_THAT(strict_words<Execute>("<ExecuteItem URL='Key:Info' When='now'/>"), HasSubstr("When"));
  EXPECT_THAT(strict_words<Execute>("<ExecuteItem URL='Key:Info'><x/></ExecuteItem>"),
              HasSubstr("element x"));
  EXPECT_THAT(strict_words<Execute>("<ExecuteItem URL='http://a/'/><ExecuteItem URL='https://b/'/>"),
              HasSubstr("second web address"));
  EXPECT_THAT(strict_words<Execute>("<Item/><ExecuteItem URL='Key:Info'/>"), HasSubstr("no element Item"));
}

TEST(Execute, of_a_friendly_phone_may_be_empty) {
  EXPECT_THAT(read<Execute>("", Mode::Friendly).object.items, IsEmpty());
}

std::string text_of(std::string_view type, std::string_view body) {
  const auto parsed = parse_content(type, body, Mode::Friendly);
  if (!parsed) return std::string(parsed.error().prompt_words());
  const Text* page = std::get_if<Text>(&parsed->object);
  return page == nullptr ? "another object" : page->text;
}

TEST(Content, of_plain_text_or_html_is_a_text_page) {
  EXPECT_EQ(text_of("text/plain", "one\r\ntwo\x07"), "one\ntwo");
  EXPECT_EQ(text_of("Text/HTML; charset=iso-8859-1", "T\xFCr"), "Tür");
  EXPECT_EQ(text_of("", "bare"), "bare");
}

TEST(Content, that_looks_like_xml_is_an_object_whatever_its_type) {
  const std::string page = "<CiscoIPPhoneText><Text>x</Text></CiscoIPPhoneText>";
  for (const char* type :
       {"text/xml", "application/xml; charset=utf-8", "text/html", "text/plain", "", "image/png"}) {
    EXPECT_EQ(text_of(type, page), "x") << type;
    EXPECT_EQ(text_of(type, "\xEF\xBB\xBF\r\n<?xml version='1.0'?>" + page + "\r\n\0"s), "x") << type;
  }
}

TEST(Content, of_another_type_is_unsupported) {
  EXPECT_EQ(text_of("image/png", "\x89PNG"), "XML Error [5]");
  EXPECT_EQ(text_of("audio/basic", "...."), "XML Error [5]");
}

TEST(Content, that_says_xml_and_is_not_is_broken) {
  EXPECT_EQ(text_of("text/xml", "hello"), "XML Error [4]");
}

TEST(Content, may_be_empty_or_too_large) {
  EXPECT_EQ(text_of("text/xml", " \r\n"), "No services configured");
  EXPECT_EQ(text_of("text/plain", std::string(192 * 1024 + 1, 'x')), "Data too large!");
}

TEST(Content, in_utf16_keeps_the_nul_at_its_end) {
  const auto page =
      "\xFF\xFE<\0C\0i\0s\0c\0o\0I\0P\0P\0h\0o\0n\0e\0T\0e\0x\0t\0>\0"
      "<\0T\0e\0x\0t\0>\0h\0i\0<\0/\0T\0e\0x\0t\0>\0"
      "<\0/\0C\0i\0s\0c\0o\0I\0P\0P\0h\0o\0n\0e\0T\0e\0x\0t\0>\0"s;
  EXPECT_EQ(text_of("text/xml", page), "hi");
  EXPECT_EQ(text_of("text/xml", page + "\n\0"s), "hi");
  EXPECT_EQ(text_of("text/plain", "\xFF\xFEh\0i\0\n\0"s), "hi");
}

TEST(Content, of_plain_text_has_4000_letters) {
  EXPECT_EQ(text_of("text/plain", std::string(5000, 'x')).size(), 4000u);
  EXPECT_FALSE(parse_content("text/plain", std::string(4001, 'x'), Mode::Strict));
}

// Damaged documents end as an object or as an error; the sanitizers watch.
TEST(Content, survives_random_damage) {
  const std::string sound =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CiscoIPPhoneMenu appId=\"a/b\"><Title>T &amp; "
      "&#65;</Title>"
      "<MenuItem><Name>\xC3\xBC</Name><URL>Dial:1</URL></MenuItem><!-- c --><SoftKeyItem><Name>x</Name>"
      "<Position>1</Position><URL>SoftKey:Exit</URL></SoftKeyItem><![CDATA[y]]></CiscoIPPhoneMenu>\n";
  ASSERT_TRUE(parse_content("text/xml", sound, Mode::Friendly));
  const std::string_view bits = "<>&;/!?-[]\"'= \0\xC3\xFF#xA"sv;
  std::mt19937 random(7);
  for (int round = 0; round < 4000; ++round) {
    const std::string damaged = handset::testing::damaged(sound, bits, random);
    const auto parsed = parse_content("text/xml", damaged, round % 2 == 0 ? Mode::Strict : Mode::Friendly);
    EXPECT_TRUE(parsed || !parsed.error().message.empty());
  }
}

}  // namespace
}  // namespace handset::xml
