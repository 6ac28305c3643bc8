// The colour screen in pixels: what stands where.
#include <gtest/gtest.h>

#include "draw/painter.h"
#include "unit/draw/screens.h"

namespace handset::draw {
namespace {

using phone::Screen;
using phone::WindowKind;

// Seven rows of 22 between title and prompt.
constexpr unsigned title_bottom = 30;
constexpr unsigned row_height = 22;
constexpr unsigned prompt_top = 184;
constexpr unsigned keys_top = 208;

class ColourTest : public testing::Test {
 protected:
  Picture draw(const Screen& screen) { return painter.pixels(screen, colour_model()); }
  std::optional<Extent> ink_of(const std::string& text, WindowKind kind = WindowKind::Text) {
    Screen screen = empty_screen(colour_model(), kind);
    screen.rows = rows_of({"", ""});
    const Picture before = draw(screen);
    screen.rows[1].text = text;
    return difference(before, draw(screen));
  }

  Painter painter;
};

TEST_F(ColourTest, EachPartKeepsToItsPlace) {
  const Screen base = short_menu(colour_model());
  const Picture before = draw(base);
  const auto place = [&](auto change) {
    Screen screen = base;
    change(screen);
    return difference(before, draw(screen)).value_or(Extent{});
  };
  EXPECT_LE(place([](Screen& screen) { screen.title = "Ägypten, gjpqy"; }).bottom, title_bottom);
  EXPECT_LE(place([](Screen& screen) { screen.clock = "14:05"; }).bottom, title_bottom);
  const Extent prompt = place([](Screen& screen) { screen.prompt = "Ägypten, gjpqy"; });
  EXPECT_GE(prompt.top, prompt_top);
  EXPECT_LE(prompt.bottom, keys_top);
  for (std::size_t i = 0; i < base.soft_keys.size(); ++i) {
    const Extent key = place([i](Screen& screen) { screen.soft_keys[i] = "Other"; });
    EXPECT_GE(key.top, keys_top);
    EXPECT_GE(key.left, 80 * i);
    EXPECT_LE(key.right, 80 * (i + 1));
  }
}

TEST_F(ColourTest, LettersStayInTheirRow) {
  for (const char* text : {"Ägypten, gjpqy", "日本語", "שלום", "مرحبا", "Ảệ"}) {
    const auto ink = ink_of(text);
    ASSERT_TRUE(ink) << text;
    EXPECT_GE(ink->top, title_bottom + row_height) << text;
    EXPECT_LE(ink->bottom, title_bottom + 2 * row_height) << text;
  }
}

TEST_F(ColourTest, TheModelsColumnsFit) {
  const auto text = ink_of("The quick brown fox jumps over a dog");
  ASSERT_TRUE(text);
  EXPECT_LT(text->right, 310u);
  // Wide letters are narrowed before anything is cut off: the last of 30 still makes a difference.
  Screen screen = empty_screen(colour_model(), WindowKind::Text);
  screen.rows = rows_of({std::string(27, 'W')});
  const Picture wide = draw(screen);
  screen.rows[0].text.back() = 'i';
  EXPECT_TRUE(difference(wide, draw(screen)));
}

TEST_F(ColourTest, WhatRunsFromTheRightBeginsThere) {
  for (const char* text : {"שלום", "مرحبا"}) {
    const auto ink = ink_of(text);
    ASSERT_TRUE(ink) << text;
    EXPECT_GT(ink->left, 200u) << text;
    EXPECT_GT(ink->right, 290u) << text;
  }
  EXPECT_LT(ink_of("abc")->right, 60u);
}

TEST_F(ColourTest, ArabicLettersJoin) {
  // Three letters that join are narrower than the three alone.
  const auto joined = ink_of("ببب");
  const auto apart = ink_of("ب‌ب‌ب");
  ASSERT_TRUE(joined && apart);
  EXPECT_LT(joined->right - joined->left, apart->right - apart->left);
}

TEST_F(ColourTest, ARowThatRunsFromTheRightHasItsNumberThere) {
  Screen screen = empty_screen(colour_model());
  screen.rows = {{"שלום", "", "", 2, false}};
  const Picture plain = draw(screen);
  screen.rows[0].number = "3";
  const auto number = difference(plain, draw(screen));
  ASSERT_TRUE(number);
  EXPECT_GT(number->left, 285u);
  screen.rows[0].number = "";
  screen.rows[0].right = "204";
  const auto right = difference(plain, draw(screen));
  ASSERT_TRUE(right);
  EXPECT_LT(right->left, 30u);
  // The words keep off the number.
  const auto words = difference(draw(empty_screen(colour_model())), plain);
  ASSERT_TRUE(words);
  EXPECT_LT(words->right, number->left);
}

TEST_F(ColourTest, EastAsianLettersAreNoBoxes) {
  for (const char* letter : {"日", "語", "の", "한", "繁"}) {
    Screen screen = empty_screen(colour_model(), WindowKind::Text);
    screen.rows = rows_of({letter});
    const Picture picture = draw(screen);
    screen.rows = rows_of({"\U000F0000"});
    const Picture box = draw(screen);
    EXPECT_TRUE(difference(picture, box)) << letter;
    // A box has four straight sides; the left one of these is not.
    const auto ink = ink_of(letter);
    const auto box_ink = ink_of("\U000F0000");
    ASSERT_TRUE(ink && box_ink);
    EXPECT_FALSE(ink->left == box_ink->left && ink->right == box_ink->right && ink->top == box_ink->top &&
                 ink->bottom == box_ink->bottom)
        << letter;
  }
}

TEST_F(ColourTest, TheChosenItemIsOneBarUnderAllItsRows) {
  Screen screen = empty_screen(colour_model());
  screen.rows = {{"Taxi", "1", {}, 2, true}, {"at the door", {}, {}, 2, true}, {"Train", "2", {}, 2, false}};
  const Picture picture = draw(screen);
  const std::uint32_t bar = picture.at(300, title_bottom + row_height / 2);
  EXPECT_EQ(picture.at(300, title_bottom + row_height), bar);
  EXPECT_EQ(picture.at(300, title_bottom + row_height * 3 / 2), bar);
  EXPECT_NE(picture.at(300, title_bottom + row_height * 5 / 2), bar);
}

TEST_F(ColourTest, TheCursorGoesWithTheText) {
  unsigned before = 0;
  for (const std::size_t cursor : {0U, 1U, 3U, 6U}) {
    const auto moved = difference(draw(form(colour_model(), "abcdef", cursor)),
                                  draw(form(colour_model(), "abcdef", cursor == 0 ? 6 : 0)));
    ASSERT_TRUE(moved);
    const unsigned at = cursor == 0 ? moved->left : moved->right;
    EXPECT_GT(at, before) << cursor;
    EXPECT_GT(at, 50u);
    before = at;
  }
}

TEST_F(ColourTest, TheCursorCountsCellsNotBytes) {
  const auto after_one = [&](const std::string& text, std::size_t cells) {
    return difference(draw(form(colour_model(), text, 0)), draw(form(colour_model(), text, cells)))
        .value_or(Extent{})
        .right;
  };
  // An é is as wide as an e, and a letter of two cells is passed by two.
  EXPECT_NEAR(after_one("éabc", 1), after_one("eabc", 1), 1);
  EXPECT_GT(after_one("日abc", 2), after_one("日abc", 1));
}

TEST_F(ColourTest, TypedTextStaysInItsBox) {
  const std::string text(200, 'W');
  for (const std::size_t cursor : {0U, 100U, 200U}) {
    const Picture empty = draw(form(colour_model(), "", 0));
    const auto typed = difference(empty, draw(form(colour_model(), text, cursor)));
    ASSERT_TRUE(typed);
    EXPECT_GT(typed->left, 55u);
    EXPECT_LT(typed->right, 310u);
    EXPECT_LE(typed->bottom, title_bottom + row_height);
  }
}

TEST_F(ColourTest, AnIdleScreenShowsTheTimeLargerTheMoreRoomThereIs) {
  const auto digit_height = [&](std::size_t rows) {
    Screen screen = empty_screen(colour_model(), WindowKind::Idle);
    screen.rows.assign(rows, {"Anna", "1", "registered", 2, false});
    screen.clock = "3 Mar 14:05";
    const Picture before = draw(screen);
    screen.clock = "3 Mar 14:06";
    const Extent digit = difference(before, draw(screen)).value_or(Extent{});
    return digit.bottom - digit.top;
  };
  EXPECT_GT(digit_height(1), digit_height(5));
  EXPECT_GT(digit_height(5), digit_height(7));
  EXPECT_GT(digit_height(7), 0u);
}

TEST_F(ColourTest, ContrastIsForTheOtherScreen) {
  Screen screen = short_menu(colour_model());
  const Picture before = draw(screen);
  screen.contrast = 2;
  EXPECT_EQ(draw(screen), before);
}

}  // namespace
}  // namespace handset::draw
