#include "draw/mono_icons.h"

#include <array>
#include <string_view>

namespace handset::draw {

namespace {

using Rows = std::array<std::string_view, 8>;

constexpr Rows page{"#####...", "#...##..", "#....#..", "#.##.#..",
                    "#....#..", "#.##.#..", "#....#..", "######.."};
constexpr Rows list{"#.#####.", "........", "#.#####.", "........",
                    "#.#####.", "........", "#.#####.", "........"};
constexpr Rows person{"..###...", ".#####..", ".#####..", "..###...",
                      "...#....", ".#####..", "#######.", "#######."};
constexpr Rows pencil{".....##.", "....###.", "...###..", "..###...",
                      ".###....", "#.#.....", "##......", "........"};
constexpr Rows keypad{"##.##.##", "##.##.##", "........", "##.##.##",
                      "##.##.##", "........", "##.##.##", "##.##.##"};
constexpr Rows hourglass{"#######.", ".#...#..", "..#.#...", "...#....",
                         "..#.#...", ".#.#.#..", "#######.", "........"};
constexpr Rows warning{"...##...", "..####..", "..#..#..", ".##..##.",
                       ".######.", "###..###", "########", "........"};

constexpr Rows landscape{"########", "#......#", "#....#.#", "#..#...#",
                         "#.###..#", "########", "........", "........"};

constexpr Rows picture_keys{"########", "#......#", "#.#..#.#", "#......#",
                            "#.#..#.#", "#......#", "########", "........"};

const Rows* rows_of(phone::WindowKind kind) {
  switch (kind) {
    case phone::WindowKind::Idle:
      return nullptr;
    case phone::WindowKind::Text:
      return &page;
    case phone::WindowKind::Menu:
      return &list;
    case phone::WindowKind::Directory:
      return &person;
    case phone::WindowKind::Input:
      return &pencil;
    case phone::WindowKind::Dial:
      return &keypad;
    case phone::WindowKind::Progress:
      return &hourglass;
    case phone::WindowKind::Message:
      return &warning;
    case phone::WindowKind::Image:
      return &landscape;
    case phone::WindowKind::GraphicMenu:
      return &picture_keys;
  }
  return nullptr;
}

}  // namespace

void draw_mono_icon(Bitmap& bitmap, int x, int y, phone::WindowKind kind, Brush brush) {
  const Rows* rows = rows_of(kind);
  if (rows == nullptr) return;
  for (std::size_t row = 0; row < rows->size(); ++row) {
    for (std::size_t column = 0; column < (*rows)[row].size(); ++column) {
      if ((*rows)[row][column] != '#') continue;
      bitmap.fill({x + static_cast<int>(column), y + static_cast<int>(row), 1, 1}, brush);
    }
  }
}

}  // namespace handset::draw
