#include "base/utf8.h"

#include <gtest/gtest.h>
#include <string>

namespace handset {
namespace {

TEST(Utf8, AcceptsTheFirstAndLastCodePointOfEachLength) {
  for (const char* text : {"\x7f", "\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80",
                           "\xef\xbf\xbf", "\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf"})
    EXPECT_TRUE(is_valid_utf8(text)) << text;
  EXPECT_TRUE(is_valid_utf8(""));
  EXPECT_TRUE(is_valid_utf8(std::string_view("a\0b", 3)));
}

TEST(Utf8, RefusesOverlongForms) {
  for (const char* text : {"\xc0\x80", "\xc0\xaf", "\xc1\xbf", "\xe0\x80\xaf", "\xe0\x9f\xbf",
                           "\xf0\x80\x80\xaf", "\xf0\x8f\xbf\xbf"})
    EXPECT_FALSE(is_valid_utf8(text));
}

TEST(Utf8, RefusesSurrogatesAndWhatIsAboveTheLastCodePoint) {
  for (const char* text :
       {"\xed\xa0\x80", "\xed\xad\xbf", "\xed\xbf\xbf", "\xed\xa0\xbd\xed\xb8\x80", "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80", "\xf7\xbf\xbf\xbf", "\xf8\x88\x80\x80\x80", "\xfe", "\xff"})
    EXPECT_FALSE(is_valid_utf8(text));
}

TEST(Utf8, RefusesLoneAndMissingContinuations) {
  for (const char* text : {"\x80", "\xbf", "a\x80", "\xc3", "\xe2\x82", "\xf0\x9f\x98", "\xc3(", "\xe2(\xac",
                           "\xe2\x82(", "\xf0\x9f\x98(", "\xc3\xc3\xbc"})
    EXPECT_FALSE(is_valid_utf8(text));
}

TEST(Utf8, TakesCodePointsOneAfterTheOther) {
  std::string_view text = "a\xc3\xbc\xe2\x82\xac\xf0\x9f\x98\x80";
  EXPECT_EQ(take_code_point(text), U'a');
  EXPECT_EQ(take_code_point(text), char32_t{0xfc});
  EXPECT_EQ(take_code_point(text), char32_t{0x20ac});
  EXPECT_EQ(take_code_point(text), char32_t{0x1f600});
  EXPECT_TRUE(text.empty());
}

TEST(Utf8, SkipsABadByteAloneAndGoesOn) {
  std::string_view text = "\xe2\x82z\xff";
  EXPECT_EQ(take_code_point(text), char32_t{0xfffd});
  EXPECT_EQ(take_code_point(text), char32_t{0xfffd});
  EXPECT_EQ(take_code_point(text), U'z');
  EXPECT_EQ(take_code_point(text), char32_t{0xfffd});
  EXPECT_TRUE(text.empty());
}

TEST(Utf8, WritesWhatItReadsForEveryCodePoint) {
  for (char32_t c = 0; c <= 0x10ffff; ++c) {
    if (c == 0xd800) c = 0xe000;
    std::string text;
    append_utf8(text, c);
    std::string_view rest = text;
    ASSERT_EQ(take_code_point(rest), c);
    ASSERT_TRUE(rest.empty());
  }
}

TEST(Utf8, WritesTheReplacementForWhatIsNoCodePoint) {
  for (const char32_t c : {char32_t{0xd800}, char32_t{0xdfff}, char32_t{0x110000}, char32_t{0xffffffff}}) {
    std::string text;
    append_utf8(text, c);
    EXPECT_EQ(text, "\xef\xbf\xbd");
  }
}

TEST(Utf8, CountsAndCutsByCodePoint) {
  const std::string_view text = "h\xc3\xa9llo \xe2\x82\xac";
  EXPECT_EQ(count_code_points(text), 7U);
  EXPECT_EQ(first_code_points(text, 0), "");
  EXPECT_EQ(first_code_points(text, 2), "h\xc3\xa9");
  EXPECT_EQ(first_code_points(text, 7), text);
  EXPECT_EQ(first_code_points(text, 100), text);
  EXPECT_EQ(count_code_points("\xff\xff"), 2U);
}

TEST(Utf8, GivesLettersOneCellWideOnesTwoAndMarksNone) {
  EXPECT_EQ(cell_width(U'a'), 1U);
  EXPECT_EQ(cell_width(char32_t{0xfc}), 1U);    // u with diaeresis
  EXPECT_EQ(cell_width(char32_t{0x416}), 1U);   // Cyrillic
  EXPECT_EQ(cell_width(char32_t{0x5d0}), 1U);   // Hebrew
  EXPECT_EQ(cell_width(char32_t{0x4e2d}), 2U);  // CJK
  EXPECT_EQ(cell_width(char32_t{0xac00}), 2U);  // Hangul
  EXPECT_EQ(cell_width(char32_t{0xff21}), 2U);  // fullwidth A
  EXPECT_EQ(cell_width(char32_t{0xff71}), 1U);  // halfwidth katakana
  EXPECT_EQ(cell_width(char32_t{0x20000}), 2U);
  EXPECT_EQ(cell_width(char32_t{0x301}), 0U);   // combining acute
  EXPECT_EQ(cell_width(char32_t{0x5b4}), 0U);   // Hebrew point
  EXPECT_EQ(cell_width(char32_t{0x200d}), 0U);  // zero width joiner
  EXPECT_EQ(cell_width(char32_t{0xfe0f}), 0U);  // variation selector
}

TEST(Utf8, GivesEmojiTwoCellsInAndBelowTheSupplementaryPlane) {
  for (const char32_t c :
       {U'\x1f600', U'\x1f680', U'\x1f9d1', U'\x1fa80', U'\x2705', U'\x274c', U'\x2b50', U'\x26a1'})
    EXPECT_EQ(cell_width(c), 2U) << static_cast<std::uint32_t>(c);
  for (const char32_t c : {U'\x2713', U'\x2190', U'\x25b6', U'\x2606'})  // text symbols beside them
    EXPECT_EQ(cell_width(c), 1U) << static_cast<std::uint32_t>(c);
}

TEST(Utf8, AddsTheCellsOfAText) {
  EXPECT_EQ(cell_width("abc"), 3U);
  EXPECT_EQ(cell_width("e\xcc\x81"), 1U);
  EXPECT_EQ(cell_width("\xe4\xb8\xad\xe6\x96\x87!"), 5U);
  EXPECT_EQ(cell_width(""), 0U);
}

TEST(Utf8, TurnsLatin1IntoUtf8) {
  EXPECT_EQ(utf8_from_latin1("Gr\xfc\xdf"
                             "e \x80\xff"),
            "Gr\xc3\xbc\xc3\x9f"
            "e \xc2\x80\xc3\xbf");
}

}  // namespace
}  // namespace handset
