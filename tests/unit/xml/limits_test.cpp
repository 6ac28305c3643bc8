// The limits of the reference's tables of common children and of objects: what is as long as they allow, a
// strict phone takes without a word; one letter more it refuses, and a friendly one mends and notes it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

#include "xml/object.h"

namespace handset::xml {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Limit {
  const char* what;
  std::size_t most;
  const char* document;  // with @ where the letters go
  const char* letter = "ž";
};

constexpr const char* text_page = "<CiscoIPPhoneText><Text>x</Text>";

const Limit limits[] = {
    {"Title", 32, "<CiscoIPPhoneText><Title>@</Title><Text>x</Text></CiscoIPPhoneText>"},
    {"Prompt", 32, "<CiscoIPPhoneText><Prompt>@</Prompt><Text>x</Text></CiscoIPPhoneText>"},
    {"Text", 4000, "<CiscoIPPhoneText><Text>@</Text></CiscoIPPhoneText>"},
    {"NameOfASoftKey", 32,
     "<CiscoIPPhoneText><Text>x</Text><SoftKeyItem><Name>@</Name><Position>1</Position>"
     "<URL>SoftKey:Exit</URL></SoftKeyItem></CiscoIPPhoneText>"},
    {"UrlOfASoftKey", 256,
     "<CiscoIPPhoneText><Text>x</Text><SoftKeyItem><Name>n</Name><Position>1</Position>"
     "<URL>@</URL></SoftKeyItem></CiscoIPPhoneText>",
     "u"},
    {"UrlDownOfASoftKey", 256,
     "<CiscoIPPhoneText><Text>x</Text><SoftKeyItem><Name>n</Name><Position>1</Position>"
     "<URLDown>@</URLDown></SoftKeyItem></CiscoIPPhoneText>",
     "u"},
    {"UrlOfAKey", 256,
     "<CiscoIPPhoneText><Text>x</Text><KeyItem><Key>NavUp</Key><URL>@</URL></KeyItem></CiscoIPPhoneText>",
     "u"},
    {"NameOfARow", 64,
     "<CiscoIPPhoneMenu><MenuItem><Name>@</Name><URL>Dial:1</URL></MenuItem></CiscoIPPhoneMenu>"},
    {"UrlOfARow", 256, "<CiscoIPPhoneMenu><MenuItem><Name>n</Name><URL>@</URL></MenuItem></CiscoIPPhoneMenu>",
     "u"},
    {"UrlOfAForm", 256, "<CiscoIPPhoneInput><URL>@</URL></CiscoIPPhoneInput>", "u"},
    {"DisplayName", 32,
     "<CiscoIPPhoneInput><URL>u</URL><InputItem><DisplayName>@</DisplayName>"
     "<QueryStringParam>p</QueryStringParam><InputFlags>A</InputFlags></InputItem></CiscoIPPhoneInput>"},
    {"QueryStringParam", 32,
     "<CiscoIPPhoneInput><URL>u</URL><InputItem><QueryStringParam>@</QueryStringParam>"
     "<InputFlags>A</InputFlags></InputItem></CiscoIPPhoneInput>"},
    {"DefaultValue", 32,
     "<CiscoIPPhoneInput><URL>u</URL><InputItem><QueryStringParam>p</QueryStringParam>"
     "<InputFlags>A</InputFlags><DefaultValue>@</DefaultValue></InputItem></CiscoIPPhoneInput>"},
    {"NameOfAnEntry", 32,
     "<CiscoIPPhoneDirectory><DirectoryEntry><Name>@</Name><Telephone>1</Telephone></DirectoryEntry>"
     "</CiscoIPPhoneDirectory>"},
    {"Telephone", 32,
     "<CiscoIPPhoneDirectory><DirectoryEntry><Name>n</Name><Telephone>@</Telephone></DirectoryEntry>"
     "</CiscoIPPhoneDirectory>",
     "7"},
};

std::string with_letters(const Limit& limit, std::size_t count) {
  std::string letters;
  for (std::size_t i = 0; i < count; ++i) letters += limit.letter;
  std::string document = limit.document;
  return document.replace(document.find('@'), 1, letters);
}

class Limits : public testing::TestWithParam<Limit> {};

INSTANTIATE_TEST_SUITE_P(OfTheReference, Limits, testing::ValuesIn(limits),
                         [](const auto& of) { return std::string(of.param.what); });

TEST_P(Limits, are_those_of_the_reference) {
  for (const Mode mode : {Mode::Strict, Mode::Friendly}) {
    const auto fits = parse_document(with_letters(GetParam(), GetParam().most), {}, mode);
    ASSERT_TRUE(fits) << fits.error().log_words();
    EXPECT_THAT(fits->notes, IsEmpty());
  }
  const std::string over = with_letters(GetParam(), GetParam().most + 1);
  const auto strict = parse_document(over, {}, Mode::Strict);
  ASSERT_FALSE(strict);
  EXPECT_EQ(strict.error().prompt_words(), "XML Error [4]");
  const auto friendly = parse_document(over, {}, Mode::Friendly);
  ASSERT_TRUE(friendly) << friendly.error().log_words();
  ASSERT_THAT(friendly->notes, SizeIs(1));
  EXPECT_THAT(friendly->notes[0].message, HasSubstr(std::to_string(GetParam().most)));
}

struct Count {
  const char* what;
  std::size_t most;
  const char* before;
  const char* item;
  const char* after;
};

const Count counts[] = {
    {"Rows", 100, "<CiscoIPPhoneMenu>", "<MenuItem><Name>n</Name><URL>Dial:1</URL></MenuItem>",
     "</CiscoIPPhoneMenu>"},
    {"Fields", 5, "<CiscoIPPhoneInput><URL>u</URL>",
     "<InputItem><QueryStringParam>p</QueryStringParam><InputFlags>A</InputFlags></InputItem>",
     "</CiscoIPPhoneInput>"},
    {"Entries", 32, "<CiscoIPPhoneDirectory>",
     "<DirectoryEntry><Name>n</Name><Telephone>1</Telephone></DirectoryEntry>", "</CiscoIPPhoneDirectory>"},
    {"SoftKeys", 8, text_page,
     "<SoftKeyItem><Name>n</Name><Position>1</Position><URL>SoftKey:Exit</URL></SoftKeyItem>",
     "</CiscoIPPhoneText>"},
    {"Keys", 32, text_page, "<KeyItem><Key>NavUp</Key><URL>Dial:1</URL></KeyItem>", "</CiscoIPPhoneText>"},
};

class Counts : public testing::TestWithParam<Count> {};

INSTANTIATE_TEST_SUITE_P(OfTheReference, Counts, testing::ValuesIn(counts),
                         [](const auto& of) { return std::string(of.param.what); });

TEST_P(Counts, are_those_of_the_reference) {
  const auto document = [](std::size_t count) {
    std::string out = GetParam().before;
    for (std::size_t i = 0; i < count; ++i) out += GetParam().item;
    return out + GetParam().after;
  };
  for (const Mode mode : {Mode::Strict, Mode::Friendly}) {
    const auto fits = parse_document(document(GetParam().most), {}, mode);
    ASSERT_TRUE(fits) << fits.error().log_words();
    EXPECT_THAT(fits->notes, IsEmpty());
  }
  EXPECT_FALSE(parse_document(document(GetParam().most + 1), {}, Mode::Strict));
  const auto friendly = parse_document(document(GetParam().most + 1), {}, Mode::Friendly);
  ASSERT_TRUE(friendly);
  EXPECT_THAT(friendly->notes, SizeIs(1));
}

TEST(Order, of_elements_does_not_matter) {
  const char* orders[] = {
      "<Title>T</Title><Prompt>P</Prompt>"
      "<SoftKeyItem><Name>K</Name><Position>2</Position><URL>SoftKey:Exit</URL></SoftKeyItem>"
      "<MenuItem><Name>N</Name><URL>Dial:1</URL></MenuItem>",
      "<MenuItem><URL>Dial:1</URL><Name>N</Name></MenuItem>"
      "<SoftKeyItem><URL>SoftKey:Exit</URL><Position>2</Position><Name>K</Name></SoftKeyItem>"
      "<Prompt>P</Prompt><Title>T</Title>"};
  for (const char* order : orders) {
    const auto parsed =
        parse_document("<CiscoIPPhoneMenu>" + std::string(order) + "</CiscoIPPhoneMenu>", {}, Mode::Strict);
    ASSERT_TRUE(parsed) << parsed.error().log_words();
    const Menu& menu = std::get<Menu>(parsed->object);
    EXPECT_EQ(menu.common.title + menu.common.prompt, "TP");
    ASSERT_THAT(menu.items, SizeIs(1));
    EXPECT_EQ(menu.items[0].name + menu.items[0].url, "NDial:1");
    ASSERT_THAT(menu.common.soft_keys, SizeIs(1));
    EXPECT_EQ(menu.common.soft_keys[0].position, 2);
  }
}

TEST(Names, of_elements_are_case_sensitive) {
  const std::string page = "<CiscoIPPhoneText><title>T</title><Text>x</Text></CiscoIPPhoneText>";
  EXPECT_FALSE(parse_document(page, {}, Mode::Strict));
  const auto friendly = parse_document(page, {}, Mode::Friendly);
  ASSERT_TRUE(friendly);
  EXPECT_EQ(std::get<Text>(friendly->object).common.title, "");
}

}  // namespace
}  // namespace handset::xml
