#include "phone/text_render.h"

#include <gtest/gtest.h>
#include <string_view>

#include "base/text.h"
#include "base/utf8.h"

namespace handset::phone {
namespace {

Screen small_screen() {
  Screen screen;
  screen.kind = WindowKind::Menu;
  screen.columns = 21;
  screen.text_rows = 3;
  screen.title = "Gallery";
  screen.prompt = "Choose";
  screen.rows = {{"News", "1", "", 2, true}, {"日本語", "2", "", 2, false}};
  screen.total_rows = 2;
  screen.soft_keys = {"Select", "Exit", "", ""};
  return screen;
}

TEST(TextRender, DrawsTheWholeScreenInABox) {
  EXPECT_EQ(to_text(small_screen()),
            "╭───────────────────────────────╮\n"
            "│ Gallery                       │\n"
            "├───────────────────────────────┤\n"
            "│▸1 News                        │\n"
            "│ 2 日本語                      │\n"
            "│                               │\n"
            "│ Choose                        │\n"
            "├───────┬───────┬───────┬───────┤\n"
            "│Select │ Exit  │       │       │\n"
            "╰───────┴───────┴───────┴───────╯\n");
}

TEST(TextRender, PicturesAndIconsAreToldInWords) {
  Screen screen = small_screen();
  const PicturePtr icon = make_picture(xml::CipPixels{4, 4, std::vector<std::uint8_t>(16, 3)});
  for (ScreenRow& row : screen.rows) {
    row.indent += icon_cells;
    row.icon_room = icon_cells;
  }
  screen.rows[0].icon = icon;
  EXPECT_EQ(split_once(to_text(screen).substr(to_text(screen).find("│▸")), '\n').before,
            "│▸1 ▣  News                     │");
  screen.rows.clear();
  screen.kind = WindowKind::Image;
  screen.picture = ScreenPicture{icon, ScreenPicture::centred, 7};
  screen.status = ScreenStatus{"On air", "0:07", ScreenPicture{icon, 0, 0}, 106, 21};
  const std::string text = to_text(screen);
  EXPECT_NE(text.find("CIP picture, 4 x 4 at mid, 7"), std::string::npos) << text;
  EXPECT_NE(text.find("On air [CIP picture, 4"), std::string::npos) << text;
  EXPECT_NE(text.find("0:07 │"), std::string::npos) << text;
}

TEST(TextRender, AllLinesAreEquallyWide) {
  Screen screen = small_screen();
  screen.title = "Übersicht e\u0301 日本語日本語日本語日本語日本語";
  screen.clock = "15:30";
  screen.prompt = std::string(80, 'p');
  screen.rows = {{std::string(80, 'r'), "12", "right", 4, false}, {"", "", std::string(80, 'x'), 0, false}};
  screen.soft_keys = {"日本語日本語日本語", "", "EditDialEditDial", "more"};
  const std::string text = to_text(screen);
  std::string_view rest = text;
  const std::size_t width = cell_width(split_once(rest, '\n').before);
  while (!rest.empty()) {
    const Split line = split_once(rest, '\n');
    EXPECT_EQ(cell_width(line.before), width) << line.before;
    rest = line.after;
  }
}

TEST(TextRender, TheClockStandsAtTheRight) {
  Screen screen = small_screen();
  screen.clock = "15:30";
  EXPECT_NE(to_text(screen).find("│ Gallery                 15:30 │"), std::string::npos);
}

TEST(TextRender, TheScrollBarFollowsTheView) {
  Screen screen = small_screen();
  screen.total_rows = 9;
  screen.first_row = 6;
  EXPECT_NE(to_text(screen).find("│                              █│\n│ Choose"), std::string::npos);
  screen.first_row = 0;
  EXPECT_NE(to_text(screen).find("News                       █│"), std::string::npos);
}

TEST(TextRender, AModelWithoutScreenHasNoBox) {
  EXPECT_EQ(to_text(Screen{}), "");
}

}  // namespace
}  // namespace handset::phone
