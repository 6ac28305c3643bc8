// What is to be seen, as a plain value: the terminal, the picture, the API and the phone page all show this
// and nothing else. A Screen is laid out already: its rows fit the grid of the model. It may be copied to
// another thread, compared and thrown away.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "phone/model.h"
#include "phone/picture_data.h"

namespace handset::phone {

enum class WindowKind : std::uint8_t {
  Idle,
  Text,
  Menu,
  Directory,
  Input,
  Dial,
  Progress,
  Message,
  Image,
  GraphicMenu,
};

// "idle", "text", "menu", "directory", "input", "dial", "progress", "message", "image", "graphic_menu".
[[nodiscard]] std::string_view window_kind_name(WindowKind kind);

// What a person types into: a box from `at` to the end of its row.
struct ScreenField {
  std::size_t at = 0;                   // cells left of the box
  std::string text;                     // what is seen of the value; asterisks for what is masked
  std::optional<std::size_t> cursor{};  // cells of `text` left of the cursor; nothing: it is elsewhere

  friend bool operator==(const ScreenField&, const ScreenField&) = default;
};

// Words over whatever window is shown, such as the volume while it is turned.
struct ScreenOverlay {
  std::string text;
  std::optional<unsigned> percent{};  // of a bar under the words; nothing: no bar

  friend bool operator==(const ScreenOverlay&, const ScreenOverlay&) = default;
};

// A picture in a pane, whose edges cut off what does not fit.
struct ScreenPicture {
  static constexpr int centred = -1;  // in the middle of that axis

  PicturePtr data{};  // null while it is on its way
  int x = 0;          // pixels from the left edge of the pane
  int y = 0;          // and from its upper edge

  friend bool operator==(const ScreenPicture&, const ScreenPicture&) = default;
};

// The Status window of a service, over the idle screen and over calls.
struct ScreenStatus {
  std::string text{};
  std::string timer{};  // "1:30"; empty: it has none
  std::optional<ScreenPicture> picture{};
  unsigned width = 0;  // pixels of the picture's pane, at most
  unsigned height = 0;

  friend bool operator==(const ScreenStatus&, const ScreenStatus&) = default;
};

// Cells of an icon before a menu row.
inline constexpr std::size_t icon_cells = 3;

struct ScreenRow {
  std::string text;
  std::string number;      // of a menu row ("3"), set right-aligned in the indent; empty: none
  std::string right;       // words at the right edge, such as a line's state; empty: none
  std::size_t indent = 0;  // cells left of the text
  bool selected = false;
  std::optional<ScreenField> field{};
  std::size_t icon_room = 0;  // cells of the indent between the number and the text, for an icon
  PicturePtr icon{};

  friend bool operator==(const ScreenRow&, const ScreenRow&) = default;
};

inline constexpr unsigned default_contrast = 8;

struct Screen {
  WindowKind kind = WindowKind::Idle;
  std::size_t columns = 0;    // the model's grid
  std::size_t text_rows = 0;  // the model's grid; `rows` may be fewer
  std::string title;
  std::string clock;   // right of the title; empty: none
  std::string prompt;  // the line above the soft keys
  std::vector<ScreenRow> rows;
  // Which part of the window's content `rows` is, counted in rows.
  std::size_t first_row = 0;
  std::size_t total_rows = 0;
  std::array<std::string, soft_key_places> soft_keys;
  std::optional<ScreenOverlay> overlay{};
  PicturePtr title_icon{};
  std::optional<ScreenPicture> picture{};  // in the services pane (pane.h), in place of rows
  std::optional<ScreenStatus> status{};
  unsigned contrast = default_contrast;  // 0 (faint) to 15, of a black-and-white display

  bool lit = true;  // false: the display is dark, whatever is on it

  [[nodiscard]] bool scrolls() const { return total_rows > text_rows; }
  friend bool operator==(const Screen&, const Screen&) = default;
};

}  // namespace handset::phone
