#include "phone/screen.h"

#include <gtest/gtest.h>

namespace handset::phone {
namespace {

TEST(Screen, EqualContentMakesEqualScreens) {
  Screen a;
  a.title = "News";
  a.rows.push_back({"First", "1", "", 2, true});
  Screen b = a;
  EXPECT_EQ(a, b);
  b.rows.front().selected = false;
  EXPECT_NE(a, b);
}

TEST(Screen, ScrollsWhenThereAreMoreRowsThanPlaces) {
  Screen screen;
  screen.text_rows = 3;
  screen.total_rows = 3;
  EXPECT_FALSE(screen.scrolls());
  screen.total_rows = 4;
  EXPECT_TRUE(screen.scrolls());
}

TEST(Screen, EachKindOfWindowHasAName) {
  EXPECT_EQ(window_kind_name(WindowKind::Idle), "idle");
  EXPECT_EQ(window_kind_name(WindowKind::Message), "message");
}

}  // namespace
}  // namespace handset::phone
