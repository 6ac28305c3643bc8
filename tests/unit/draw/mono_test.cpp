// The black-and-white screen, pixel by pixel.
#include <gtest/gtest.h>

#include "draw/mono_face.h"
#include "draw/painter.h"
#include "unit/draw/screens.h"

namespace handset::draw {
namespace {

using phone::Screen;

// Of a row of the screen: eleven pixels high, below the title.
constexpr unsigned row_top(unsigned row) {
  return 11 + 11 * row;
}

class MonoTest : public testing::Test {
 protected:
  Picture draw(const Screen& screen) { return painter.pixels(screen, mono_model()); }
  // Where the text of the second row has its ink.
  std::optional<Extent> ink_of(const std::string& text) {
    Screen screen = empty_screen(mono_model(), phone::WindowKind::Text);
    screen.rows = rows_of({"", ""});
    const Picture before = draw(screen);
    screen.rows[1].text = text;
    return difference(before, draw(screen));
  }
  // The pixels of the first row when it holds that text, "#" for ink.
  std::string pixels_of(const std::string& text, unsigned columns) {
    Screen screen = empty_screen(mono_model(), phone::WindowKind::Text);
    screen.rows = rows_of({text});
    const Picture picture = draw(screen);
    std::string out;
    for (unsigned y = row_top(0); y < row_top(1); ++y) {
      for (unsigned x = 1; x < 1 + columns; ++x) out += picture.at(x, y) == mono_ground ? '.' : '#';
      out += '\n';
    }
    return out;
  }

  Painter painter;
};

TEST_F(MonoTest, EveryPixelIsGroundOrInk) {
  for (const phone::WindowKind kind : all_kinds) {
    Screen screen = short_menu(mono_model(), kind);
    screen.clock = "14:05";
    screen.rows[1].text = "日本語 שלום مرحبا é";
    screen.rows.push_back({"PIN", {}, {}, 0, true, phone::ScreenField{4, "**", 2}});
    screen.total_rows = 9;
    screen.overlay = phone::ScreenOverlay{"Volume", 30};
    EXPECT_EQ(colours_of(draw(screen)), (std::set<std::uint32_t>{0xd8e2d6, 0x141c17}));
  }
}

TEST_F(MonoTest, ContrastChangesTheInkAlone) {
  Screen screen = short_menu(mono_model());
  const Picture usual = draw(screen);
  std::uint32_t lighter = mono_ground;
  for (unsigned contrast = 0; contrast <= 15; ++contrast) {
    screen.contrast = contrast;
    const Picture picture = draw(screen);
    const std::set<std::uint32_t> colours = colours_of(picture);
    ASSERT_EQ(colours.size(), 2u) << contrast;
    ASSERT_TRUE(colours.contains(mono_ground)) << contrast;
    for (std::size_t i = 0; i < picture.pixels.size(); ++i) {
      ASSERT_EQ(picture.pixels[i] == mono_ground, usual.pixels[i] == mono_ground) << contrast;
    }
    const std::uint32_t ink = *colours.begin();
    EXPECT_LT(ink, lighter) << contrast;
    lighter = ink;
  }
  EXPECT_EQ(mono_ink(99), mono_ink(15));
}

TEST_F(MonoTest, LettersAreThoseOfTerminus) {
  EXPECT_EQ(pixels_of("Ag", 12),
            "............\n"
            ".###........\n"
            "#...#.......\n"
            "#...#..####.\n"
            "#...#.#...#.\n"
            "#####.#...#.\n"
            "#...#.#...#.\n"
            "#...#.#...#.\n"
            "#...#..####.\n"
            "..........#.\n"
            ".......###..\n");
}

TEST_F(MonoTest, AnAccentReachesIntoTheRowAbove) {
  const auto plain = ink_of("A");
  const auto accent = ink_of("Ä");
  ASSERT_TRUE(plain && accent);
  EXPECT_EQ(plain->top, row_top(1) + 1);
  EXPECT_EQ(accent->top, row_top(1) - 1);
}

TEST_F(MonoTest, TheModelsColumnsFit) {
  const Screen empty = empty_screen(mono_model(), phone::WindowKind::Text);
  for (const bool scrolls : {false, true}) {
    Screen screen = empty;
    screen.rows = rows_of({std::string(20, 'm') + 'm'});
    if (scrolls) screen.total_rows = 9;
    const Picture whole = draw(screen);
    screen.rows[0].text = std::string(20, 'm') + ' ';
    const auto last = difference(draw(screen), whole);
    ASSERT_TRUE(last) << scrolls;
    EXPECT_EQ(last->left, 1u + 20 * 6);
    EXPECT_LE(last->right, 126u);
  }
}

TEST_F(MonoTest, WhatRunsFromTheRightBeginsThere) {
  const auto latin = ink_of("abc");
  const auto hebrew = ink_of("שלום");
  const auto arabic = ink_of("مرحبا");
  ASSERT_TRUE(latin && hebrew && arabic);
  EXPECT_LT(latin->right, 20u);
  EXPECT_GT(hebrew->left, 100u);
  EXPECT_GT(hebrew->right, 120u);
  EXPECT_GT(arabic->left, 90u);
  EXPECT_GT(arabic->right, 120u);
}

TEST_F(MonoTest, ARowThatRunsFromTheRightHasItsNumberThere) {
  Screen screen = empty_screen(mono_model());
  screen.rows = {{"שלום", "", "", 2, false}};
  const Picture plain = draw(screen);
  screen.rows[0].number = "3";
  const auto number = difference(plain, draw(screen));
  ASSERT_TRUE(number);
  EXPECT_GT(number->left, 116u);
  screen.rows[0].number = "";
  screen.rows[0].right = "204";
  const auto right = difference(plain, draw(screen));
  ASSERT_TRUE(right);
  EXPECT_LT(right->left, 12u);
  // The words keep off the number.
  const auto words = difference(draw(empty_screen(mono_model())), plain);
  ASSERT_TRUE(words);
  EXPECT_LT(words->right, number->left);
}

TEST_F(MonoTest, EastAsianLettersTakeTwoCellsAndAreNoBoxes) {
  const std::string box = pixels_of("\U000F0000", 6);
  EXPECT_EQ(box.substr(1 * 7, 6), "#####.") << box;
  EXPECT_EQ(box.substr(2 * 7, 6), "#...#.") << box;
  const auto ink = ink_of("日本");
  ASSERT_TRUE(ink);
  EXPECT_GT(ink->right, 1u + 12 + 6);
  EXPECT_LE(ink->right, 1u + 24);
  EXPECT_LE(ink->bottom, row_top(2));
  for (const char* letter : {"日", "語", "の", "한", "ﻫ"}) {
    EXPECT_NE(pixels_of(letter, 12), pixels_of("\U0001F642", 12)) << letter;
  }
}

TEST_F(MonoTest, NothingOfOneRowIsInAnother) {
  for (const char* text : {"gjpqy", "Ägü", "日本語", "مرحبا ج", "שלום"}) {
    const auto ink = ink_of(text);
    ASSERT_TRUE(ink) << text;
    EXPECT_GE(ink->top, row_top(1) - 1) << text;
    EXPECT_LE(ink->bottom, row_top(2)) << text;
  }
}

TEST_F(MonoTest, TheChosenRowIsADarkBar) {
  Screen screen = short_menu(mono_model());
  const Picture picture = draw(screen);
  for (unsigned y = row_top(0); y < row_top(1); ++y) EXPECT_NE(picture.at(127, y), mono_ground) << y;
  for (unsigned y = row_top(1); y < row_top(2); ++y) EXPECT_EQ(picture.at(127, y), mono_ground) << y;
}

TEST_F(MonoTest, TheCursorIsOnTheCellOfTheNextLetter) {
  const auto cursor_of = [&](const std::string& text, std::size_t cursor) {
    // Compared with one far from it: a box without a cursor looks different altogether.
    const std::string padded = text + std::string(8, 'i');
    const Picture with = draw(form(mono_model(), padded, cursor));
    const auto place = difference(with, draw(form(mono_model(), padded, text.size() + 8)));
    return place.value_or(Extent{});
  };
  for (const unsigned cursor : {0U, 1U, 3U}) {
    const Extent place = cursor_of("abc", cursor);
    const unsigned cell = 1 + 6 * 6 + 1 + 6 * cursor;
    EXPECT_EQ(place.left, cursor == 0 ? cell : cell - 1) << cursor;
    EXPECT_EQ(place.top, row_top(0) + 1);
    EXPECT_EQ(place.bottom, row_top(1) - 1);
  }
}

TEST_F(MonoTest, TheCursorGoesLeftInTextThatRunsThere) {
  // From the first letter to behind the last: four cells further left.
  const auto moved = difference(draw(form(mono_model(), "שלום", 0)), draw(form(mono_model(), "שלום", 4)));
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->right, 127u);
  EXPECT_EQ(moved->left, 128u - 5 * 6 - 1);
}

TEST_F(MonoTest, TheCursorIsInSightHoweverLongTheTextIs) {
  for (const std::size_t cursor : {0U, 7U, 14U, 15U, 40U, 80U}) {
    const Picture picture = draw(form(mono_model(), std::string(80, 'n'), cursor));
    // An n leaves the rows of capitals above it free: only a cursor has ink there.
    unsigned ink = 0;
    for (unsigned x = 37; x < 127; ++x) ink += picture.at(x, row_top(0) + 1) == mono_ground ? 0 : 1;
    EXPECT_GE(ink, 5u) << cursor;
    EXPECT_LE(ink, 6u) << cursor;
  }
}

TEST_F(MonoTest, FourLongLabelsAreAllToBeRead) {
  Screen screen = empty_screen(mono_model());
  screen.soft_keys = {"Select", "Update", "Cancel", "Back"};
  const Picture whole = draw(screen);
  for (std::size_t i = 0; i < screen.soft_keys.size(); ++i) {
    Screen other = screen;
    other.soft_keys[i].back() = 'x';
    EXPECT_TRUE(difference(draw(other), whole)) << screen.soft_keys[i];
  }
}

TEST_F(MonoTest, AnIdleScreenWithRoomShowsTheTimeInLargeFigures) {
  Screen screen = empty_screen(mono_model(), phone::WindowKind::Idle);
  screen.clock = "3 Mar 14:05";
  screen.rows = rows_of({"Anna"});
  screen.total_rows = 1;
  const Picture one = draw(screen);
  screen.clock = "3 Mar 14:06";
  const auto digit = difference(one, draw(screen));
  ASSERT_TRUE(digit);
  EXPECT_GT(digit->bottom - digit->top, 8u);
  EXPECT_GE(digit->top, row_top(0));
  screen.rows = rows_of({"Anna", "Berta", "Carl"});
  const Picture three = draw(screen);
  screen.clock = "3 Mar 14:05";
  const auto small = difference(draw(screen), three);
  ASSERT_TRUE(small);
  EXPECT_LT(small->bottom, row_top(0));
}

}  // namespace
}  // namespace handset::draw
