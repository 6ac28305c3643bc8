// What the faces are made of, where it can be looked at alone.
#include <gtest/gtest.h>

#include "draw/clock_parts.h"
#include "draw/font_file.h"
#include "draw/key_places.h"
#include "draw/visual_order.h"

namespace handset::draw {
namespace {

TEST(ClockPartsTest, TheTimeIsTheWordWithAColon) {
  const auto expect = [](std::string_view clock, const char* time, const char* half, const char* rest) {
    const ClockParts parts = clock_parts(clock);
    EXPECT_EQ(parts.time, time) << clock;
    EXPECT_EQ(parts.half, half) << clock;
    EXPECT_EQ(parts.rest, rest) << clock;
  };
  expect("2026-03-01 14:05 UTC", "14:05", "", "2026-03-01 UTC");
  expect("14:05", "14:05", "", "");
  expect("3/1  2:05 pm", "2:05", "pm", "3/1");
  expect("2:05a 3/1", "2:05", "a", "3/1");
  expect("am Sonntag", "", "", "am Sonntag");
  expect("", "", "", "");
  expect(":", ":", "", "");
}

TEST(KeyPlacesTest, ShortLabelsStandOverTheirButtons) {
  EXPECT_EQ(key_edges({26, 20, 8, 8}, 128), (KeyEdges{0, 32, 64, 96, 128}));
}

TEST(KeyPlacesTest, ALongLabelTakesRoomOfItsNeighbours) {
  EXPECT_EQ(key_edges({38, 26, 26, 26}, 128), (KeyEdges{0, 38, 64, 96, 128}));
  EXPECT_EQ(key_edges({26, 26, 26, 38}, 128), (KeyEdges{0, 32, 64, 90, 128}));
  EXPECT_EQ(key_edges({8, 50, 8, 8}, 128), (KeyEdges{0, 32, 82, 96, 128}));
  EXPECT_EQ(key_edges({8, 8, 60, 50}, 128), (KeyEdges{0, 10, 18, 78, 128}));
}

TEST(KeyPlacesTest, WhoWantsMostGetsLessWhenThereIsNotEnough) {
  const KeyEdges edges = key_edges({100, 20, 100, 20}, 128);
  EXPECT_EQ(edges, (KeyEdges{0, 44, 64, 108, 128}));
}

TEST(VisualOrderTest, TextOfOneDirectionStaysAsItIs) {
  const VisualText text = visual_order("Größe 日本 123");
  EXPECT_EQ(text.letters, U"Größe 日本 123");
  EXPECT_FALSE(text.right_to_left);
}

TEST(VisualOrderTest, HebrewIsTurnedRoundAndNumbersAreNot) {
  const VisualText text = visual_order("אבג 123");
  EXPECT_EQ(text.letters, U"123 גבא");
  EXPECT_TRUE(text.right_to_left);
}

TEST(VisualOrderTest, TheFirstStrongLetterSaysWhichWay) {
  const VisualText text = visual_order("Mr אבג!");
  EXPECT_EQ(text.letters, U"Mr גבא!");
  EXPECT_FALSE(text.right_to_left);
}

TEST(VisualOrderTest, BracketsAreMirrored) {
  EXPECT_EQ(visual_order("א(ב)").letters, U"(ב)א");
}

TEST(VisualOrderTest, ArabicLettersTakeTheShapesThatJoinThem) {
  // Beh, beh, beh: final, medial, initial as they stand from the left.
  EXPECT_EQ(visual_order("ببب").letters, U"\ufe90\ufe92\ufe91");
  // Lam and alef are one letter.
  EXPECT_EQ(visual_order("لا").letters, U"\ufefb");
}

TEST(FontFileTest, OnlyTheFamilyThatIsAskedForCounts) {
  const auto known = find_font("DejaVu Sans", "/nowhere.ttf");
  ASSERT_TRUE(known);
  EXPECT_NE(known->path.find("DejaVuSans"), std::string::npos);
  EXPECT_FALSE(find_font("No Such Family", "/nowhere.ttf"));
}

}  // namespace
}  // namespace handset::draw
