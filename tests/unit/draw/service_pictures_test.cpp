// Pictures of services on both displays: where they stand, what cuts them, and what they leave alone.
#include <gtest/gtest.h>

#include "draw/mono_face.h"
#include "draw/painter.h"
#include "phone/pane.h"
#include "unit/draw/png_maker.h"
#include "unit/draw/screens.h"

namespace handset::draw {
namespace {

using phone::Screen;
using phone::ScreenPicture;

phone::PicturePtr dark(unsigned width, unsigned height, std::uint8_t level = 3) {
  return phone::make_picture(
      xml::CipPixels{width, height, std::vector<std::uint8_t>(std::size_t{width} * height, level)});
}

Screen picture_screen(const phone::Model& model, ScreenPicture picture) {
  Screen screen = empty_screen(model, phone::WindowKind::Image);
  screen.title = "Picture";
  screen.prompt = "Prompt";
  screen.soft_keys = {"Update", "Exit", "", ""};
  screen.picture = std::move(picture);
  return screen;
}

// Pixels of the screen.
struct Place {
  int left;
  int top;
  int width;
  int height;

  [[nodiscard]] int right() const { return left + width; }
  [[nodiscard]] int bottom() const { return top + height; }
  friend bool operator==(const Place&, const Place&) = default;
};

std::optional<Place> changed(const Picture& before, const Picture& after) {
  const auto extent = difference(before, after);
  if (!extent) return std::nullopt;
  return Place{static_cast<int>(extent->left), static_cast<int>(extent->top),
               static_cast<int>(extent->right - extent->left),
               static_cast<int>(extent->bottom - extent->top)};
}

class OnBoth : public testing::TestWithParam<const char*> {
 protected:
  [[nodiscard]] const phone::Model& model() const { return *phone::find_model(GetParam()); }
  [[nodiscard]] phone::Pane pane() const { return phone::services_pane(model()); }
  Picture draw(const Screen& screen) { return painter.pixels(screen, model()); }
  // Where a picture makes a difference, in pixels of the pane.
  std::optional<Place> place_of(const ScreenPicture& picture) {
    auto place = changed(draw(picture_screen(model(), {})), draw(picture_screen(model(), picture)));
    if (place) {
      place->left -= pane().left;
      place->top -= pane().top;
    }
    return place;
  }

  Painter painter;
};

INSTANTIATE_TEST_SUITE_P(OfAllModels, OnBoth, testing::Values("SPA525G2", "SPA504G"));

TEST_P(OnBoth, APictureStandsAtItsPlace) {
  EXPECT_EQ(place_of({dark(5, 3), 10, 4}), (Place{10, 4, 5, 3}));
}

TEST_P(OnBoth, APictureMayStandInTheMiddle) {
  EXPECT_EQ(place_of({dark(8, 7), ScreenPicture::centred, ScreenPicture::centred}),
            (Place{(pane().width - 8) / 2, (pane().height - 7) / 2, 8, 7}));
  EXPECT_EQ(place_of({dark(8, 7), 3, ScreenPicture::centred}), (Place{3, (pane().height - 7) / 2, 8, 7}));
}

TEST_P(OnBoth, ALargePictureFillsThePaneAndNothingElse) {
  for (const int place : {0, ScreenPicture::centred})
    EXPECT_EQ(place_of({dark(400, 300), place, place}), (Place{0, 0, pane().width, pane().height}));
}

TEST_P(OnBoth, WhatLiesOutsideOfThePaneIsNotSeen) {
  EXPECT_FALSE(place_of({dark(8, 8), pane().width, 0}));
  EXPECT_FALSE(place_of({dark(8, 8), 0, 32767}));
  EXPECT_FALSE(place_of({dark(8, 8, 0), 0, 0}));
}

TEST_P(OnBoth, AnIconStandsBetweenTheNumberAndTheText) {
  Screen screen = short_menu(model());
  for (auto& row : screen.rows) {
    row.selected = false;
    row.indent = 5;
    row.icon_room = 3;
  }
  const Picture before = draw(screen);
  screen.rows[1].icon = dark(30, 30);
  const auto icon = changed(before, draw(screen));
  ASSERT_TRUE(icon);
  const int cell = static_cast<int>(model().width / model().columns);
  EXPECT_GE(icon->left, 2 * cell - 4);
  EXPECT_LE(icon->right(), 6 * cell);
  EXPECT_LE(icon->width, 18);
  EXPECT_LE(icon->height, 18);
  const int row = pane().height / static_cast<int>(model().text_rows);
  EXPECT_GE(icon->top, pane().top + row);
  EXPECT_LE(icon->bottom(), pane().top + 2 * row);
}

TEST_P(OnBoth, AnIconCanBeSeenOnAChosenRow) {
  Screen screen = short_menu(model());
  screen.rows[0].indent = 5;
  screen.rows[0].icon_room = 3;
  const Picture before = draw(screen);
  screen.rows[0].icon = dark(6, 6);
  EXPECT_TRUE(changed(before, draw(screen)));
}

TEST_P(OnBoth, AnIconMayStandInPlaceOfTheSignOfTheTitle) {
  Screen screen = short_menu(model());
  const Picture before = draw(screen);
  screen.title_icon = dark(8, 8);
  const auto icon = changed(before, draw(screen));
  ASSERT_TRUE(icon);
  EXPECT_LE(icon->bottom(), pane().top);
}

TEST_P(OnBoth, AStatusWindowLiesOverTheIdleScreenAboveItsPrompt) {
  Screen screen = empty_screen(model(), phone::WindowKind::Idle);
  screen.title = "Handset";
  screen.prompt = "Prompt";
  const Picture before = draw(screen);
  screen.status = phone::ScreenStatus{"Recording", "1:30", ScreenPicture{dark(8, 8), -1, -1}, 106, 21};
  const auto words = changed(before, draw(screen));
  ASSERT_TRUE(words);
  EXPECT_GE(words->top, pane().top);
  EXPECT_LE(words->bottom(), pane().top + pane().height);
  screen.status->text.clear();
  screen.status->timer.clear();
  const auto alone = changed(before, draw(screen));
  ASSERT_TRUE(alone);
  EXPECT_LT(alone->width, 40);
  EXPECT_LT(alone->width, words->width);
  EXPECT_LT(alone->height, words->height);
}

TEST_P(OnBoth, TheTimerOfAStatusWindowIsAtTheRightOfItsWords) {
  Screen screen = empty_screen(model(), phone::WindowKind::Idle);
  screen.status = phone::ScreenStatus{"Recording", "1:30", std::nullopt, 106, 21};
  const Picture before = draw(screen);
  screen.status->timer = "1:47";
  const auto timer = changed(before, draw(screen));
  ASSERT_TRUE(timer);
  EXPECT_GT(timer->left, static_cast<int>(model().width) / 2);
}

TEST(ColourPictures, HaveTheColoursOfTheirFile) {
  Painter painter;
  const auto file = phone::make_picture(plain_png(4, 4, 0xff30a0e0));
  const auto glass = phone::make_picture(plain_png(4, 4, 0x80000000));
  ASSERT_TRUE(file && glass);
  const phone::Pane pane = phone::services_pane(colour_model());
  const auto pixel = [&](const ScreenPicture& picture, int x, int y) {
    return painter.pixels(picture_screen(colour_model(), picture), colour_model())
        .at(static_cast<unsigned>(pane.left + x), static_cast<unsigned>(pane.top + y));
  };
  EXPECT_EQ(pixel({*file, 7, 9}, 7, 9), 0x30a0e0U);
  EXPECT_EQ(pixel({*file, 7, 9}, 10, 12), 0x30a0e0U);
  EXPECT_EQ(pixel({*file, 7, 9}, 11, 12), 0xffffffU);
  EXPECT_EQ(pixel({*glass, 0, 0}, 0, 0), 0x7f7f7fU);
  for (const auto& [level, colour] : {std::pair{0, 0xffffffU}, {1, 0xaaaaaaU}, {2, 0x555555U}, {3, 0U}})
    EXPECT_EQ(pixel({dark(2, 2, static_cast<std::uint8_t>(level)), 0, 0}, 1, 1), colour);
}

TEST(MonoPictures, GreysAreDotsOfTheirShare) {
  Painter painter;
  const phone::Pane pane = phone::services_pane(mono_model());
  const auto dots = [&](std::uint8_t level) {
    const Picture picture =
        painter.pixels(picture_screen(mono_model(), {dark(32, 32, level), 0, 0}), mono_model());
    unsigned count = 0;
    for (int y = 0; y < 32; ++y) {
      for (int x = 0; x < 32; ++x)
        count += picture.at(static_cast<unsigned>(pane.left + x), static_cast<unsigned>(pane.top + y)) !=
                 mono_ground;
    }
    return count;
  };
  EXPECT_EQ(dots(0), 0U);
  EXPECT_NEAR(dots(1), 1024 / 3, 40);
  EXPECT_NEAR(dots(2), 2048 / 3, 40);
  EXPECT_EQ(dots(3), 1024U);
}

TEST(MonoPictures, TheFrameOfAStatusWindowIsWholeAboveTallLettersOfThePrompt) {
  Painter painter;
  Screen screen = empty_screen(mono_model(), phone::WindowKind::Idle);
  screen.prompt = "lllllllllllllllllllll";
  const Picture before = painter.pixels(screen, mono_model());
  screen.status = phone::ScreenStatus{"Recording", "1:30", ScreenPicture{dark(8, 8), -1, -1}, 106, 21};
  const Picture picture = painter.pixels(screen, mono_model());
  const auto card = changed(before, picture);
  ASSERT_TRUE(card);
  for (int x = card->left; x < card->right(); ++x)
    for (const int y : {card->top, card->bottom() - 1})
      EXPECT_NE(picture.at(static_cast<unsigned>(x), static_cast<unsigned>(y)), mono_ground)
          << x << ", " << y;
}

}  // namespace
}  // namespace handset::draw
