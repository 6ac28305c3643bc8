// The examples with pictures, icons and Status windows do on a phone what their rows in index.tsv say: on a
// colour and on a small screen, strict and friendly.
#include <gmock/gmock.h>

#include "phone/pane.h"
#include "unit/phone/example_rig.h"

namespace handset::phone {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Setup {
  std::string model;
  xml::Mode mode;
};

class PictureExamples : public testing::TestWithParam<Setup> {
 protected:
  // In pixels of the services pane.
  Screen touch(int x, int y) {
    const Pane pane = services_pane(*find_model(GetParam().model));
    rig.phone.touch(pane.left + x, pane.top + y);
    return rig.settle();
  }
  static std::string words(const PicturePtr& picture) { return picture ? picture_words(*picture) : "none"; }

  ExampleRig rig{GetParam().model, GetParam().mode};
};

INSTANTIATE_TEST_SUITE_P(
    OnPhones, PictureExamples,
    testing::Values(Setup{"SPA525G2", xml::Mode::Strict}, Setup{"SPA525G2", xml::Mode::Friendly},
                    Setup{"SPA504G", xml::Mode::Strict}, Setup{"SPA504G", xml::Mode::Friendly}),
    [](const auto& of) {
      return of.param.model + (of.param.mode == xml::Mode::Strict ? "Strict" : "Friendly");
    });

TEST_P(PictureExamples, APictureInTheMiddle) {
  const Screen screen = rig.show("27-image-8x8.xml");
  EXPECT_EQ(screen.kind, WindowKind::Image);
  EXPECT_EQ(screen.title, "This way");
  ASSERT_TRUE(screen.picture);
  EXPECT_EQ(screen.picture->x, ScreenPicture::centred);
  EXPECT_EQ(screen.picture->y, ScreenPicture::centred);
  EXPECT_EQ(words(screen.picture->data), "CIP picture, 8 x 8");
  EXPECT_THAT(screen.soft_keys, ElementsAre("Update", "Exit", "", ""));
  EXPECT_EQ(rig.press(Key::Soft1).title, "This way");
  EXPECT_EQ(rig.press(Key::Soft2).kind, WindowKind::Idle);
}

TEST_P(PictureExamples, APictureAtItsPlace) {
  const Screen screen = rig.show("28-image-5x3-odd-width.xml");
  ASSERT_TRUE(screen.picture);
  EXPECT_EQ(screen.picture->x, 10);
  EXPECT_EQ(screen.picture->y, 4);
  EXPECT_EQ(words(screen.picture->data), "CIP picture, 5 x 3");
  EXPECT_EQ(screen.prompt, "15 pixels in 4 bytes");
}

TEST_P(PictureExamples, MissingPixelsAreWhite) {
  const Screen screen = rig.show("29-image-short-data.xml");
  ASSERT_TRUE(screen.picture);
  const auto& pixels = std::get<xml::CipPixels>(*screen.picture->data);
  const std::vector<std::uint8_t> rest(pixels.levels.begin() + 16, pixels.levels.end());
  EXPECT_EQ(rest, std::vector<std::uint8_t>(48, 0));
  EXPECT_EQ(rig.logged("Data has 4 bytes of 16"), 1U);
}

TEST_P(PictureExamples, APictureOfAFile) {
  rig.page = example("30-image-file.xml");
  rig.push_body(std::string(example_url));
  const Screen screen = rig.settle();
  EXPECT_EQ(screen.kind, WindowKind::Image);
  EXPECT_EQ(screen.title, "Gate camera");
  EXPECT_EQ(screen.prompt, "Updated 10:42");
  EXPECT_THAT(screen.soft_keys, ElementsAre("Open", "", "", "Exit"));
  EXPECT_THAT(rig.pictures_asked, ElementsAre("http://pbx.example.test/cam/gate.png"));
  ASSERT_TRUE(screen.picture);
  EXPECT_EQ(screen.picture->x, ScreenPicture::centred);
  EXPECT_EQ(words(screen.picture->data), "PNG picture, 64 x 48");
  rig.press(Key::Soft1);
  EXPECT_THAT(rig.asked, ElementsAre("http://pbx.example.test/gate?do=open"));
}

TEST_P(PictureExamples, AFetchThatFailsIsSeen) {
  rig.picture_answer = {};
  rig.picture_answer.status = 404;
  Screen screen = rig.show("30-image-file.xml");
  EXPECT_EQ(screen.kind, WindowKind::Image);
  EXPECT_THAT(texts(screen), ElementsAre(prompt_words(rig.picture_answer)));
  EXPECT_EQ(screen.prompt, prompt_words(rig.picture_answer));
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::Idle);
  rig.picture_answer = png_answer(64, 48);
  rig.picture_answer.body = "GIF89a and what else there is";
  screen = rig.show("32-graphic-file-menu-touch.xml");
  EXPECT_EQ(screen.kind, WindowKind::GraphicMenu);
  EXPECT_THAT(texts(screen), ElementsAre("XML Error [4]"));
  EXPECT_EQ(screen.prompt, "XML Error [4]");
}

TEST_P(PictureExamples, UnseenRowsAreChosenByDigits) {
  const Screen screen = rig.show("31-graphic-menu.xml");
  EXPECT_EQ(screen.kind, WindowKind::GraphicMenu);
  EXPECT_EQ(screen.title, "Shutters");
  EXPECT_EQ(screen.prompt, "1 up 2 stop 3 down");
  EXPECT_THAT(screen.rows, IsEmpty());
  EXPECT_THAT(screen.soft_keys, ElementsAre("Exit", "", "", ""));
  ASSERT_TRUE(screen.picture);
  EXPECT_EQ(screen.picture->x, 0);
  EXPECT_EQ(rig.press(Key::KeyPad4).kind, WindowKind::GraphicMenu);
  for (const Key key : {Key::KeyPad1, Key::KeyPad2, Key::KeyPad3}) {
    EXPECT_EQ(rig.press(key).title, "Answer");
    rig.press(Key::NavBack);
  }
  EXPECT_THAT(rig.asked, ElementsAre("http://pbx.example.test/sh?up", "http://pbx.example.test/sh?stop",
                                     "http://pbx.example.test/sh?down"));
}

TEST_P(PictureExamples, RoomsOfAPlanAreTouched) {
  const Screen screen = rig.show("32-graphic-file-menu-touch.xml");
  EXPECT_EQ(screen.kind, WindowKind::GraphicMenu);
  EXPECT_THAT(rig.pictures_asked, ElementsAre("http://pbx.example.test/plan2.png"));
  EXPECT_EQ(texts(touch(0, 0)), std::vector<std::string>{"221 was not called."});
  rig.press(Key::NavBack);
  // Where both rooms are, the earlier one is meant.
  EXPECT_EQ(texts(touch(125, 20)), std::vector<std::string>{"221 was not called."});
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::GraphicMenu);
  EXPECT_EQ(rig.press(Key::KeyPad1).kind, WindowKind::GraphicMenu);
  const bool wide = GetParam().model == "SPA525G2";
  const Screen second = touch(200, 80);
  EXPECT_EQ(second.kind, wide ? WindowKind::Message : WindowKind::GraphicMenu);
  if (!wide) return;
  EXPECT_EQ(texts(second), std::vector<std::string>{"222 was not called."});
  rig.press(Key::NavBack);
  EXPECT_EQ(touch(200, 81).kind, WindowKind::GraphicMenu);
  EXPECT_EQ(touch(298, 20).kind, WindowKind::GraphicMenu);
}

TEST_P(PictureExamples, RowsWithIcons) {
  const Screen screen = rig.show("33-icon-menu.xml");
  EXPECT_EQ(screen.kind, WindowKind::Menu);
  EXPECT_THAT(texts(screen), ElementsAre("Paul 09:02", "Vera 09:15", "Unknown 09:40"));
  EXPECT_THAT(numbers(screen), ElementsAre("1", "2", "3"));
  EXPECT_THAT(screen.soft_keys, ElementsAre("Select", "Exit", "", ""));
  const xml::CipPixels hollow{4, 4, {3, 3, 3, 3, 3, 0, 0, 3, 3, 0, 0, 3, 3, 3, 3, 3}};
  const xml::CipPixels filled{4, 4, std::vector<std::uint8_t>(16, 3)};
  EXPECT_EQ(std::get<xml::CipPixels>(*screen.rows.at(0).icon), hollow);
  EXPECT_EQ(std::get<xml::CipPixels>(*screen.rows.at(1).icon), filled);
  EXPECT_FALSE(screen.rows.at(2).icon);
  for (const ScreenRow& row : screen.rows) EXPECT_EQ(row.icon_room, icon_cells);
  rig.press(Key::KeyPad2);
  EXPECT_THAT(rig.asked, ElementsAre("http://pbx.example.test/vm?id=2"));
}

TEST_P(PictureExamples, RowsAppearBeforeTheirIcons) {
  rig.page = example("34-icon-file-menu.xml");
  rig.picture_answer = png_answer(18, 18);
  rig.picture_delay = seconds(5);
  Screen screen = rig.show("34-icon-file-menu.xml");
  EXPECT_EQ(screen.kind, WindowKind::Menu);
  EXPECT_THAT(texts(screen), ElementsAre("No light in hall", "Chair broken"));
  EXPECT_FALSE(screen.rows.at(0).icon);
  EXPECT_FALSE(screen.rows.at(1).icon);
  rig.simulation.run_for(seconds(10));
  screen = rig.phone.screen();
  EXPECT_THAT(texts(screen), ElementsAre("No light in hall", "Chair broken"));
  EXPECT_THAT(rig.pictures_asked,
              ElementsAre("http://pbx.example.test/i/red.png", "http://pbx.example.test/i/grey.png"));
  EXPECT_EQ(words(screen.rows.at(0).icon), "PNG picture, 18 x 18");
  EXPECT_EQ(words(screen.rows.at(1).icon), "PNG picture, 18 x 18");
  // Or without them.
  rig.press(Key::Exit);
  rig.picture_delay = {};
  rig.picture_answer = {};
  rig.picture_answer.error = FetchError::ConnectFailed;
  screen = rig.show("34-icon-file-menu.xml");
  EXPECT_EQ(screen.kind, WindowKind::Menu);
  EXPECT_THAT(texts(screen), ElementsAre("No light in hall", "Chair broken"));
  EXPECT_FALSE(screen.rows.at(0).icon);
  EXPECT_EQ(rig.logged("i/grey.png"), 1U);
  rig.press(Key::Soft1);
  EXPECT_THAT(rig.asked, ElementsAre("http://pbx.example.test/t?n=31"));
}

TEST_P(PictureExamples, AStatusWindowStaysUntilItIsCleared) {
  Screen screen = rig.show("35-status-timer.xml");
  EXPECT_EQ(screen.kind, WindowKind::Idle);
  ASSERT_TRUE(screen.status);
  EXPECT_EQ(screen.status->text, "Recording this call");
  EXPECT_EQ(words(screen.status->picture->data), "CIP picture, 8 x 8");
  EXPECT_EQ(screen.status->timer, "1:33");
  const std::uint64_t version = rig.phone.screen_version();
  rig.simulation.run_for(seconds(60));
  EXPECT_EQ(rig.phone.screen().status->timer, "2:33");
  EXPECT_EQ(rig.phone.screen_version(), version + 60);
  for (const Key key : {Key::NavBack, Key::Exit, Key::Soft1, Key::NavSelect}) {
    screen = rig.press(key);
    EXPECT_TRUE(screen.status) << key_name(key);
  }
  // A page lies over it.
  rig.push_body("http://pbx.example.test/other.xml");
  EXPECT_FALSE(rig.settle().status);
  EXPECT_TRUE(rig.press(Key::Exit).status);
  rig.push_body("<CiscoIPPhoneExecute><ExecuteItem URL=\"Init:AppStatus\"/></CiscoIPPhoneExecute>");
  EXPECT_FALSE(rig.settle().status);
}

TEST_P(PictureExamples, AStatusWindowOfAPictureAloneReplacesTheOneBefore) {
  rig.picture_answer = png_answer(120, 40);
  rig.show("35-status-timer.xml");
  const Screen screen = rig.show("36-status-file.xml");
  ASSERT_TRUE(screen.status);
  EXPECT_EQ(screen.status->text, "");
  EXPECT_EQ(screen.status->timer, "");
  EXPECT_EQ(words(screen.status->picture->data), "PNG picture, 120 x 40");
  EXPECT_THAT(rig.pictures_asked, ElementsAre("http://pbx.example.test/i/onair.png"));
}

// A phone without them says so.
TEST(PictureExamplesOfAProfile, MultiplatformPhonesHaveNoPictureToBeTouched) {
  for (const xml::Mode mode : {xml::Mode::Strict, xml::Mode::Friendly}) {
    ExampleRig rig("SPA525G2", mode, xml::Profile::Mpp);
    EXPECT_EQ(rig.show("32-graphic-file-menu-touch.xml").prompt, "XML Error [5]");
    EXPECT_THAT(rig.pictures_asked, IsEmpty());
    rig.press(Key::Exit);
    EXPECT_TRUE(rig.show("35-status-timer.xml").status);
    EXPECT_TRUE(rig.show("36-status-file.xml").status);
    EXPECT_EQ(rig.show("31-graphic-menu.xml").kind, WindowKind::GraphicMenu);
  }
}

}  // namespace
}  // namespace handset::phone
