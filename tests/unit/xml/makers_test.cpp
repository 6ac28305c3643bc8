// Documents in the words of other makers, as their developer guides have them.
#include "xml/makers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <variant>

namespace handset::xml {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

XmlResult<ParsedObject> parse(const std::string& text, Mode mode = Mode::Friendly) {
  const auto document = Document::parse(text);
  if (!document) {
    ADD_FAILURE() << document.error().log_words();
    return tl::unexpected(xml_error(document.error()));
  }
  return parse_object(*document, {mode, Profile::Spa, true});
}

template <class T>
T read(const std::string& text) {
  auto parsed = parse(text);
  if (parsed) return std::get<T>(std::move(parsed->object));
  ADD_FAILURE() << parsed.error().log_words();
  return {};
}

TEST(Makers, AreKnownByTheEventAndByTheRoot) {
  EXPECT_EQ(maker_of_event("aastra-xml"), Maker::Aastra);
  EXPECT_EQ(maker_of_event("Yealink-xml"), Maker::Yealink);
  EXPECT_EQ(maker_of_event("xml"), Maker::Snom);
  EXPECT_EQ(maker_of_event("XML-Service"), std::nullopt);
  EXPECT_EQ(maker_of_root("AastraIPPhoneTextMenu"), Maker::Aastra);
  EXPECT_EQ(maker_of_root("YealinkIPPhoneTextScreen"), Maker::Yealink);
  EXPECT_EQ(maker_of_root("SnomIPPhoneText"), Maker::Snom);
  EXPECT_EQ(maker_of_root("IPPhoneText"), Maker::Snom);
  EXPECT_EQ(maker_of_root("CiscoIPPhoneText"), std::nullopt);
}

TEST(Makers, OneWithoutAnObjectOfOursIsUnsupported) {
  for (const char* text :
       {"<AastraIPPhoneStatus/>", "<YealinkIPPhoneConfiguration/>", "<SnomIPPhoneBatch/>", "<Other/>"}) {
    const auto parsed = parse(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().kind, XmlError::Kind::Unsupported) << text;
    EXPECT_EQ(parsed.error().prompt_words(), "XML Error [5]") << text;
  }
}

TEST(Makers, AreUnknownUnlessTheyAreSwitchedOn) {
  const std::string text = "<AastraIPPhoneTextScreen><Text>x</Text></AastraIPPhoneTextScreen>";
  const auto off = parse_content("text/xml", text, Mode::Friendly);
  ASSERT_FALSE(off);
  EXPECT_EQ(off.error().kind, XmlError::Kind::Unsupported);
  const Dialect on(Mode::Friendly, Profile::Spa, true);
  EXPECT_TRUE(parse_content("text/xml", text, on));
  EXPECT_TRUE(parse_content("application/octet-stream", text, on));
  EXPECT_TRUE(parse_content("text/xml", "<CiscoIPPhoneText><Text>x</Text></CiscoIPPhoneText>", on));
}

TEST(Aastra, AMenuHasItsRowsAndKeys) {
  const auto menu = read<Menu>(
      "<AastraIPPhoneTextMenu defaultIndex='1'><Title>Lobby</Title>"
      "<MenuItem><Prompt>Weather</Prompt><URI>http://pbx.example.test/weather</URI></MenuItem>"
      "<MenuItem><Prompt>Desk</Prompt><URI>Dial:204</URI></MenuItem>"
      "<SoftKey index='1'><Label>Choose</Label><URI>SoftKey:Select</URI></SoftKey>"
      "<SoftKey index='4'><Label>Away</Label><URI>SoftKey:Exit</URI></SoftKey>"
      "</AastraIPPhoneTextMenu>");
  EXPECT_EQ(menu.common.title, "Lobby");
  ASSERT_THAT(menu.items, SizeIs(2));
  EXPECT_EQ(menu.items[0].name, "Weather");
  EXPECT_EQ(menu.items[0].url, "http://pbx.example.test/weather");
  EXPECT_EQ(menu.items[1].url, "Dial:204");
  ASSERT_THAT(menu.common.soft_keys, SizeIs(2));
  EXPECT_EQ(menu.common.soft_keys[1].name, "Away");
  EXPECT_EQ(menu.common.soft_keys[1].position, 4);
  EXPECT_EQ(menu.common.soft_keys[1].url, "SoftKey:Exit");
}

TEST(Aastra, WhatIsNotFollowedIsNoted) {
  const auto parsed = parse(
      "<AastraIPPhoneTextScreen Timeout='30'><Title>Door</Title><Text>Somebody rings</Text>"
      "</AastraIPPhoneTextScreen>");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(std::get<Text>(parsed->object).text, "Somebody rings");
  ASSERT_THAT(parsed->notes, SizeIs(1));
  EXPECT_THAT(parsed->notes[0].message, HasSubstr("Timeout"));
}

TEST(Aastra, AFormHasOneFieldInItsRootOrSeveralOfTheirOwn) {
  const auto one = read<Input>(
      "<YealinkIPPhoneInputScreen type='number' password='yes'><Title>Login</Title><Prompt>PIN</Prompt>"
      "<URL>http://pbx.example.test/login</URL><Parameter>pin</Parameter><Default>12</Default>"
      "<SoftKey index='2'><Label>Del</Label><URI>SoftKey:BackSpace</URI></SoftKey>"
      "</YealinkIPPhoneInputScreen>");
  EXPECT_EQ(one.url, "http://pbx.example.test/login");
  ASSERT_THAT(one.items, SizeIs(1));
  EXPECT_EQ(one.items[0].name, "PIN");
  EXPECT_EQ(one.items[0].parameter, "pin");
  EXPECT_EQ(one.items[0].value, "12");
  EXPECT_EQ(one.items[0].flags, (InputFlags{InputKind::Number, true}));
  EXPECT_EQ(one.common.soft_keys.at(0).url, "SoftKey:<<");

  const auto two = read<Input>(
      "<AastraIPPhoneInputScreen type='string'><Prompt>Who is "
      "it?</Prompt><URL>http://pbx.example.test/f</URL>"
      "<InputField><Prompt>Name</Prompt><Parameter>who</Parameter></InputField>"
      "<InputField type='number' password='yes'><Prompt>PIN</Prompt><Parameter>pin</Parameter></InputField>"
      "</AastraIPPhoneInputScreen>");
  EXPECT_EQ(two.common.prompt, "Who is it?");
  ASSERT_THAT(two.items, SizeIs(2));
  EXPECT_EQ(two.items[0].flags, (InputFlags{InputKind::Any, false}));
  EXPECT_EQ(two.items[1].flags, (InputFlags{InputKind::Number, true}));
}

TEST(Aastra, AFormWithoutAddressIsRefused) {
  const auto parsed = parse("<AastraIPPhoneInputScreen><Parameter>a</Parameter></AastraIPPhoneInputScreen>");
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().message, "AastraIPPhoneInputScreen without URL");
}

TEST(Aastra, ADirectoryDialsAndTurnsItsPages) {
  const auto directory = read<Directory>(
      "<AastraIPPhoneDirectory next='http://pbx.example.test/d?page=2'><Title>People</Title>"
      "<MenuItem><Prompt>Eva Field</Prompt><URI>204</URI></MenuItem>"
      "<MenuItem><Prompt>Jo Ann</Prompt><URI>Dial:205</URI></MenuItem></AastraIPPhoneDirectory>");
  ASSERT_THAT(directory.entries, SizeIs(2));
  EXPECT_EQ(directory.entries[0].telephone, "204");
  EXPECT_EQ(directory.entries[1].telephone, "205");
  ASSERT_THAT(directory.common.soft_keys, SizeIs(3));
  EXPECT_EQ(directory.common.soft_keys[1].name, "Next");
  EXPECT_EQ(directory.common.soft_keys[1].url, "http://pbx.example.test/d?page=2");
}

TEST(Aastra, AnExecuteHasItsItemsByUri) {
  const auto execute = read<Execute>(
      "<YealinkIPPhoneExecute Beep='yes'><ExecuteItem URI='http://pbx.example.test/page'/>"
      "<ExecuteItem URI='Key:Mute'/></YealinkIPPhoneExecute>");
  ASSERT_THAT(execute.items, SizeIs(2));
  EXPECT_EQ(execute.items[0].url, "http://pbx.example.test/page");
  EXPECT_EQ(execute.items[0].priority, Priority::Now);
  EXPECT_EQ(execute.items[1].url, "Key:Mute");
}

TEST(Snom, AMenuHasNamesAsElementsOrAttributes) {
  const auto menu = read<Menu>(
      "<SnomIPPhoneMenu><Title>Lobby</Title>"
      "<MenuItem><Name>Weather</Name><URL>http://pbx.example.test/weather</URL></MenuItem>"
      "<MenuItem name='News'><Url>http://pbx.example.test/news</Url></MenuItem>"
      "<SoftKeyItem><Name>F1</Name><Label>Again</Label><URL>http://pbx.example.test/menu</URL></SoftKeyItem>"
      "</SnomIPPhoneMenu>");
  ASSERT_THAT(menu.items, SizeIs(2));
  EXPECT_EQ(menu.items[0].name, "Weather");
  EXPECT_EQ(menu.items[1].name, "News");
  EXPECT_EQ(menu.items[1].url, "http://pbx.example.test/news");
  ASSERT_THAT(menu.common.soft_keys, SizeIs(1));
  EXPECT_EQ(menu.common.soft_keys[0].name, "Again");
  EXPECT_EQ(menu.common.soft_keys[0].position, 1);
}

TEST(Snom, AFormHasSmallFlags) {
  const auto input = read<Input>(
      "<SnomIPPhoneInput><Title>Login</Title><Prompt>Who?</Prompt><URL>http://pbx.example.test/l</URL>"
      "<InputItem><DisplayName>PIN</DisplayName><QueryStringParam>pin</QueryStringParam>"
      "<DefaultValue/><InputFlags>pn</InputFlags></InputItem></SnomIPPhoneInput>");
  ASSERT_THAT(input.items, SizeIs(1));
  EXPECT_EQ(input.items[0].parameter, "pin");
  EXPECT_EQ(input.items[0].flags, (InputFlags{InputKind::Number, true}));
  EXPECT_EQ(input.common.prompt, "Who?");
}

TEST(Snom, TextAndDirectoryAreLikeOurs) {
  EXPECT_EQ(read<Text>("<IPPhoneText><Title>Door</Title><Text>Somebody rings</Text></IPPhoneText>").text,
            "Somebody rings");
  const auto directory = read<Directory>(
      "<SnomIPPhoneDirectory><Title>People</Title><DirectoryEntry><Name>Eva Field</Name>"
      "<Telephone>204</Telephone></DirectoryEntry></SnomIPPhoneDirectory>");
  ASSERT_THAT(directory.entries, SizeIs(1));
  EXPECT_EQ(directory.entries[0].telephone, "204");
}

TEST(Snom, WhatIsTheirsAloneIsNotedAndTheRestIsShown) {
  const auto parsed = parse(
      "<SnomIPPhoneText><Title>Door</Title><Text>Somebody rings</Text><LED number='6'>On</LED>"
      "<SoftKeyItem><Name>P1</Name><Label>Open</Label><URL>http://pbx.example.test/open</URL></SoftKeyItem>"
      "</SnomIPPhoneText>");
  ASSERT_TRUE(parsed);
  EXPECT_THAT(std::get<Text>(parsed->object).common.soft_keys, IsEmpty());
  ASSERT_THAT(parsed->notes, SizeIs(2));
  EXPECT_THAT(parsed->notes[0].message, HasSubstr("LED"));
  EXPECT_THAT(parsed->notes[1].message, HasSubstr("without a place"));
}

TEST(Makers, LimitsAreThoseOfOurOwnObjects) {
  std::string rows;
  for (int i = 0; i < 101; ++i) rows += "<MenuItem><Prompt>row</Prompt><URI>Dial:1</URI></MenuItem>";
  const std::string text = "<AastraIPPhoneTextMenu>" + rows + "</AastraIPPhoneTextMenu>";
  EXPECT_THAT(read<Menu>(text).items, SizeIs(Menu::most_items));
  const auto strict = parse(text, Mode::Strict);
  ASSERT_FALSE(strict);
  EXPECT_EQ(strict.error().prompt_words(), "XML Error [4]");
}

}  // namespace
}  // namespace handset::xml
