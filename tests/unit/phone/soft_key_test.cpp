#include "phone/soft_key.h"

#include <gmock/gmock.h>

namespace handset::phone {
namespace {

using testing::ElementsAre;

SoftKey key(std::string label, unsigned position) {
  return {label, position, "http://x/" + label};
}

TEST(SoftKey, FunctionsAreReadWithoutCase) {
  EXPECT_EQ(parse_soft_key("select"), SoftKeyFunction::Select);
  EXPECT_EQ(parse_soft_key("UPDATE"), SoftKeyFunction::Update);
  EXPECT_EQ(parse_soft_key("Nonsense"), std::nullopt);
}

TEST(SoftKeyBar, FourPositionsAreDrawnWhereTheyStand) {
  const SoftKeyBar bar({key("D", 4), key("A", 1)});
  EXPECT_THAT(bar.labels(), ElementsAre("A", "", "", "D"));
}

TEST(SoftKeyBar, KeysWithoutPositionTakeTheFreePlaces) {
  const SoftKeyBar bar({key("free", 0), key("A", 1), key("C", 3), key("too", 0)});
  EXPECT_THAT(bar.labels(), ElementsAre("A", "free", "C", "too"));
}

TEST(SoftKeyBar, TheSecondAtAPositionMovesOn) {
  const SoftKeyBar bar({key("A", 1), key("B", 1), key("C", 2)});
  EXPECT_THAT(bar.labels(), ElementsAre("A", "B", "C", ""));
}

TEST(SoftKeyBar, PositionsAboveFourGoBehindMore) {
  SoftKeyBar bar({key("1", 1), key("2", 2), key("3", 3), key("4", 4), key("5", 5)});
  EXPECT_THAT(bar.labels(), ElementsAre("1", "2", "3", "more"));
  EXPECT_EQ(bar.press(3), nullptr);
  EXPECT_THAT(bar.labels(), ElementsAre("4", "5", "", "more"));
  EXPECT_EQ(bar.press(1)->label, "5");
}

TEST(SoftKeyBar, MoreReturnsFromTheLastPageToTheFirst) {
  SoftKeyBar bar({key("1", 1), key("8", 8)});
  EXPECT_THAT(bar.labels(), ElementsAre("1", "", "", "more"));
  bar.press(3);
  EXPECT_THAT(bar.labels(), ElementsAre("", "8", "", "more"));
  bar.press(3);
  EXPECT_THAT(bar.labels(), ElementsAre("1", "", "", "more"));
}

TEST(SoftKeyBar, TurnsToAPageThatThereIs) {
  SoftKeyBar bar({key("1", 1), key("8", 8)});
  bar.turn_to(2);
  EXPECT_EQ(bar.page(), 2U);
  bar.turn_to(1);  // between the two
  EXPECT_EQ(bar.page(), 2U);
  bar.turn_to(99);
  EXPECT_EQ(bar.page(), 2U);
  SoftKeyBar short_bar({key("1", 1)});
  short_bar.turn_to(2);
  EXPECT_THAT(short_bar.labels(), ElementsAre("1", "", "", ""));
}

TEST(SoftKeyBar, AnEmptyPlaceIsNoKey) {
  SoftKeyBar bar({key("A", 2)});
  EXPECT_EQ(bar.press(0), nullptr);
  EXPECT_EQ(bar.press(1)->uri, "http://x/A");
}

TEST(SoftKeyBar, FunctionsBecomeSoftKeyUris) {
  SoftKeyBar bar = SoftKeyBar::of({SoftKeyFunction::Select, SoftKeyFunction::Exit});
  EXPECT_THAT(bar.labels(), ElementsAre("Select", "Exit", "", ""));
  EXPECT_EQ(bar.press(0)->uri, "SoftKey:Select");
}

}  // namespace
}  // namespace handset::phone
