#include "draw/painter.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <png.h>

#include "base/utf8.h"
#include "phone/menu_window.h"
#include "phone/window_stack.h"
#include "unit/draw/screens.h"

namespace handset::draw {
namespace {

using phone::Model;
using phone::Screen;
using phone::ScreenKind;
using phone::WindowKind;

// What a reader that is not ours makes of the file.
Picture read_png(const std::string& bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) == 0) return {};
  image.format = PNG_FORMAT_RGB;
  std::vector<png_byte> raw(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, nullptr, raw.data(), 0, nullptr) == 0) return {};
  Picture picture{image.width, image.height};
  for (std::size_t i = 0; i < raw.size(); i += 3) {
    picture.pixels.push_back(static_cast<std::uint32_t>(raw[i] << 16 | raw[i + 1] << 8 | raw[i + 2]));
  }
  return picture;
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
    if (model.screen == ScreenKind::None) continue;
    const Picture picture = read_png(painter.png(menu(model, 5), model));
    EXPECT_EQ(picture.width, model.width) << model.name;
    EXPECT_EQ(picture.height, model.height) << model.name;
  }
}

TEST_F(PainterTest, ADisplayWithoutLightIsDark) {
  for (const Model& model : phone::models()) {
    if (model.screen == ScreenKind::None) continue;
    Screen screen = menu(model, 3);
    const auto brightest = [&] {
      const Picture picture = painter.pixels(screen, model);
      return *std::max_element(picture.pixels.begin(), picture.pixels.end());
    };
    EXPECT_GT(brightest(), 0xa00000U) << model.name;
    screen.lit = false;
    EXPECT_LT(brightest(), 0x600000U) << model.name;
    EXPECT_EQ(read_png(painter.png(screen, model)).pixels, painter.pixels(screen, model).pixels)
        << model.name;
  }
}

TEST_F(PainterTest, TheFileHoldsThePixels) {
  for (const Model* model : {&colour_model(), &mono_model()}) {
    const Screen screen = menu(*model, 12);
    EXPECT_EQ(read_png(painter.png(screen, *model)), painter.pixels(screen, *model)) << model->name;
  }
}

TEST_F(PainterTest, AModelWithoutScreenHasNoPicture) {
  const Model& model = *phone::find_model("SPA501G");
  EXPECT_EQ(painter.png(Screen{}, model), "");
  EXPECT_TRUE(painter.pixels(Screen{}, model).pixels.empty());
}

TEST_F(PainterTest, EqualScreensGiveEqualBytes) {
  for (const Model* model : {&colour_model(), &mono_model()}) {
    const std::string first = painter.png(menu(*model, 20), *model);
    static_cast<void>(painter.png(menu(*model, 3), *model));
    EXPECT_EQ(painter.png(menu(*model, 20), *model), first);
    EXPECT_EQ(Painter().png(menu(*model, 20), *model), first);
  }
}

TEST_F(PainterTest, HowManyTextsCameBeforeMakesNoDifference) {
  for (const Model* model : {&colour_model(), &mono_model()}) {
    const Screen screen = menu(*model, 20);
    const Picture first = painter.pixels(screen, *model);
    for (unsigned i = 0; i < 700; ++i) {
      Screen other = empty_screen(*model);
      other.title = "Page " + std::to_string(i);
      append_utf8(other.title, 0x4e00 + 9 * i);
      static_cast<void>(painter.pixels(other, *model));
    }
    EXPECT_EQ(painter.pixels(screen, *model), first);
  }
}

TEST_F(PainterTest, EachKindOfWindowLooksDifferent) {
  for (const Model* model : {&colour_model(), &mono_model()}) {
    std::map<std::string, WindowKind> seen;
    for (const WindowKind kind : all_kinds) {
      const auto [other, fresh] = seen.emplace(painter.png(short_menu(*model, kind), *model), kind);
      EXPECT_TRUE(fresh) << model->name << ": " << window_kind_name(kind) << " looks like "
                         << window_kind_name(other->second);
    }
  }
}

TEST_F(PainterTest, EachPartOfTheScreenIsToBeSeen) {
  for (const Model* model : {&colour_model(), &mono_model()}) {
    const Screen base = menu(*model, 3);
    const std::string before = painter.png(base, *model);
    const auto expect_seen = [&](const char* part, auto change) {
      Screen screen = base;
      change(screen);
      EXPECT_NE(painter.png(screen, *model), before) << model->name << ": " << part;
    };
    expect_seen("title", [](Screen& screen) { screen.title = "Other"; });
    expect_seen("clock", [](Screen& screen) { screen.clock = "15:30"; });
    expect_seen("prompt", [](Screen& screen) { screen.prompt = "Other"; });
    expect_seen("text", [](Screen& screen) { screen.rows[2].text = "Other"; });
    expect_seen("number", [](Screen& screen) { screen.rows[2].number = "9"; });
    expect_seen("right", [](Screen& screen) { screen.rows[2].right = "off"; });
    expect_seen("selection", [](Screen& screen) { screen.rows[2].selected = true; });
    expect_seen("field", [](Screen& screen) { screen.rows[2].field = phone::ScreenField{4, "abc"}; });
    expect_seen("soft key", [](Screen& screen) { screen.soft_keys[3] = "more"; });
    expect_seen("scroll bar", [](Screen& screen) { screen.total_rows = 50; });
    expect_seen("overlay", [](Screen& screen) { screen.overlay = phone::ScreenOverlay{"Muted"}; });
  }
}

TEST_F(PainterTest, TheThumbGoesDownAsThePageScrolls) {
  for (const Model* model : {&colour_model(), &mono_model()}) {
    Screen screen = menu(*model, 3);
    screen.total_rows = 40;
    const Picture top = painter.pixels(screen, *model);
    screen.first_row = 40 - screen.text_rows;
    const auto changed = difference(top, painter.pixels(screen, *model));
    ASSERT_TRUE(changed);
    EXPECT_GE(changed->left, model->width - 8);
  }
}

TEST_F(PainterTest, AnOverlayHasABarOfItsPercent) {
  for (const Model* model : {&colour_model(), &mono_model()}) {
    Screen screen = short_menu(*model);
    const auto with = [&](std::optional<unsigned> percent) {
      screen.overlay = phone::ScreenOverlay{"Volume", percent};
      return painter.pixels(screen, *model);
    };
    const Picture none = with(0);
    const auto half = difference(none, with(50));
    const auto full = difference(none, with(100));
    ASSERT_TRUE(half && full) << model->name;
    EXPECT_EQ(half->left, full->left);
    EXPECT_NEAR(2.0 * (half->right - half->left), full->right - full->left, 10) << model->name;
    EXPECT_FALSE(difference(with(100), with(400)));
    EXPECT_TRUE(difference(none, with(std::nullopt)));
  }
}

TEST_F(PainterTest, AnEmptyScreenIsAPictureToo) {
  for (const Model& model : phone::models()) {
    if (model.screen == ScreenKind::None) continue;
    for (const WindowKind kind : all_kinds) {
      Screen screen;
      screen.kind = kind;
      EXPECT_NE(painter.png(screen, model), "") << model.name;
    }
  }
}

// More of everything than a model's grid has.
TEST_F(PainterTest, TextOfAnyLengthIsDrawn) {
  for (const Model* model : {&colour_model(), &mono_model()}) {
    for (const WindowKind kind : all_kinds) {
      Screen screen = short_menu(*model, kind);
      const std::string text(3000, 'W');
      screen.title = screen.clock = screen.prompt = text;
      screen.soft_keys.fill(text);
      screen.rows.assign(30, {text, text, text, 3000, true, phone::ScreenField{3000, text, 2000}});
      screen.rows[0] = {text, text, text, 0, false};
      screen.rows[1] = {text, {}, {}, 0, false, phone::ScreenField{0, text, 5000}};
      screen.overlay = phone::ScreenOverlay{text, 50};
      EXPECT_NE(painter.png(screen, *model), "") << model->name;
    }
  }
}

TEST_F(PainterTest, ARowMayHoldMarksOnly) {
  for (const Model* model : {&colour_model(), &mono_model()}) {
    Screen screen = short_menu(*model);
    screen.rows[0].text = "\u0301\u200f\u200d\u0300e\u0301";
    screen.soft_keys[0] = "\u0301";
    EXPECT_NE(painter.png(screen, *model), "");
  }
}

}  // namespace
}  // namespace handset::draw
