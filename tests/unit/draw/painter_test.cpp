#include "draw/painter.h"

#include <gtest/gtest.h>
#include <string_view>

#include "phone/menu_window.h"
#include "phone/window_stack.h"

namespace handset::draw {
namespace {

using phone::Model;
using phone::Screen;

// The big-endian number at an offset of a PNG file: width and height stand at 16 and 20 (PNG,
// section 11.2.2).
unsigned number_at(const std::string& png, std::size_t offset) {
  unsigned value = 0;
  for (const char c : std::string_view(png).substr(offset, 4)) {
    value = value << 8 | static_cast<unsigned char>(c);
  }
  return value;
}

Screen menu(const Model& model, std::size_t rows) {
  std::vector<phone::MenuRow> items;
  for (std::size_t i = 0; i < rows; ++i) items.push_back({"Größe 日本語 שלום " + std::to_string(i), "u"});
  using phone::SoftKeyFunction;
  phone::PageHead head{"Gallery", "Choose", phone::SoftKeyBar::of({SoftKeyFunction::Select})};
  phone::WindowStack stack(model);
  stack.push(
      std::make_unique<phone::MenuWindow>(model, phone::PageSource{}, std::move(head), std::move(items)));
  return stack.screen();
}

class PainterTest : public testing::Test {
 protected:
  Painter painter;
};

TEST_F(PainterTest, EveryModelHasAPictureOfItsSize) {
  for (const Model& model : phone::models()) {
    if (model.screen == phone::ScreenKind::None) continue;
    const std::string png = painter.png(menu(model, 5), model);
    ASSERT_GT(png.size(), 24u) << model.name;
    EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1a\n") << model.name;
    EXPECT_EQ(number_at(png, 16), model.width) << model.name;
    EXPECT_EQ(number_at(png, 20), model.height) << model.name;
  }
}

TEST_F(PainterTest, AModelWithoutScreenHasNoPicture) {
  EXPECT_EQ(painter.png(Screen{}, *phone::find_model("SPA501G")), "");
}

TEST_F(PainterTest, EqualScreensGiveEqualBytes) {
  const Model& model = phone::default_model();
  const std::string first = painter.png(menu(model, 20), model);
  static_cast<void>(painter.png(menu(model, 3), model));
  EXPECT_EQ(painter.png(menu(model, 20), model), first);
  EXPECT_EQ(Painter().png(menu(model, 20), model), first);
}

TEST_F(PainterTest, EachPartOfTheScreenIsToBeSeen) {
  const Model& model = phone::default_model();
  const Screen base = menu(model, 5);
  const std::string before = painter.png(base, model);
  const auto differs = [&](auto change) {
    Screen screen = base;
    change(screen);
    return painter.png(screen, model) != before;
  };
  EXPECT_TRUE(differs([](Screen& screen) { screen.title = "Other"; }));
  EXPECT_TRUE(differs([](Screen& screen) { screen.clock = "15:30"; }));
  EXPECT_TRUE(differs([](Screen& screen) { screen.prompt = "Other"; }));
  EXPECT_TRUE(differs([](Screen& screen) { screen.rows[2].text = "Other"; }));
  EXPECT_TRUE(differs([](Screen& screen) { screen.rows[2].number = "9"; }));
  EXPECT_TRUE(differs([](Screen& screen) { screen.rows[2].right = "off"; }));
  EXPECT_TRUE(differs([](Screen& screen) { screen.rows[2].selected = true; }));
  EXPECT_TRUE(differs([](Screen& screen) { screen.soft_keys[3] = "more"; }));
  EXPECT_TRUE(differs([](Screen& screen) { screen.total_rows = 50; }));
  EXPECT_TRUE(differs([](Screen& screen) { screen.kind = phone::WindowKind::Message; }));
}

TEST_F(PainterTest, AnEmptyScreenIsAPictureToo) {
  EXPECT_NE(painter.png(Screen{}, phone::default_model()), "");
}

TEST_F(PainterTest, TextOfAnyLengthIsDrawn) {
  const Model& model = phone::default_model();
  Screen screen = menu(model, 5);
  screen.title = std::string(5000, 'W');
  screen.rows[0].text = std::string(5000, 'W');
  screen.soft_keys[0] = std::string(5000, 'W');
  EXPECT_NE(painter.png(screen, model), "");
}

}  // namespace
}  // namespace handset::draw
