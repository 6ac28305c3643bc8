// The one table of phone models: how many lines, what screen, and the grid of cells that the windows are laid
// out on. A phone keeps its model for life; rows of the table are constants and outlive everything.
//
// Wrapping and paging happen on the grid, never in pixels, so a page is the same text in the terminal, over
// the API and in the picture, whatever the fonts are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace handset::phone {

enum class ScreenKind : std::uint8_t { None, Mono, Colour };

struct Model {
  std::string_view name;  // "SPA525G2"
  unsigned lines;         // extensions, and line keys
  ScreenKind screen;
  unsigned width;         // pixels
  unsigned height;        // pixels
  std::size_t columns;    // cells of a text row
  std::size_t text_rows;  // rows between the title and the prompt, which has a row of its own
  unsigned consoles = 0;  // attendant consoles that may stand beside it
};

inline constexpr std::size_t soft_key_places = 4;
inline constexpr unsigned most_consoles = 2;
inline constexpr unsigned console_keys = 32;  // of each

[[nodiscard]] std::span<const Model> models();
// The SPA525G2.
[[nodiscard]] const Model& default_model();
// By name without case, with or without "SPA"; null when there is no such model.
[[nodiscard]] const Model* find_model(std::string_view name);

}  // namespace handset::phone
