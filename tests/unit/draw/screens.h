// Screens to draw, and pictures to look into.
#pragma once

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "draw/picture.h"
#include "phone/screen.h"

namespace handset::draw {

inline constexpr std::array all_kinds{phone::WindowKind::Idle,     phone::WindowKind::Text,
                                      phone::WindowKind::Menu,     phone::WindowKind::Directory,
                                      phone::WindowKind::Input,    phone::WindowKind::Dial,
                                      phone::WindowKind::Progress, phone::WindowKind::Message,
                                      phone::WindowKind::Image,    phone::WindowKind::GraphicMenu};

inline const phone::Model& colour_model() {
  return phone::default_model();
}
inline const phone::Model& mono_model() {
  return *phone::find_model("SPA504G");
}

inline phone::Screen empty_screen(const phone::Model& model,
                                  phone::WindowKind kind = phone::WindowKind::Menu) {
  phone::Screen screen;
  screen.kind = kind;
  screen.columns = model.columns;
  screen.text_rows = model.text_rows;
  return screen;
}

inline std::vector<phone::ScreenRow> rows_of(std::initializer_list<std::string> texts) {
  std::vector<phone::ScreenRow> rows;
  for (const std::string& text : texts) {
    rows.emplace_back();
    rows.back().text = text;
  }
  return rows;
}

// Two numbered rows, the first of them chosen.
inline phone::Screen short_menu(const phone::Model& model, phone::WindowKind kind = phone::WindowKind::Menu) {
  phone::Screen screen = empty_screen(model, kind);
  screen.title = "Gallery";
  screen.prompt = "Choose";
  screen.rows = {{"Apples", "1", "new", 2, true}, {"Pears", "2", {}, 2, false}};
  screen.total_rows = 2;
  screen.soft_keys = {"Select", "Exit", "Back", ""};
  return screen;
}

// One row that is typed into.
inline phone::Screen form(const phone::Model& model, std::string text, std::optional<std::size_t> cursor) {
  phone::Screen screen = empty_screen(model, phone::WindowKind::Input);
  phone::ScreenRow row;
  row.text = "Name";
  row.field = phone::ScreenField{6, std::move(text), cursor};
  screen.rows.push_back(std::move(row));
  screen.total_rows = 1;
  return screen;
}

// A rectangle around all pixels in which two pictures of a size differ; nothing: they are equal.
struct Extent {
  unsigned left;
  unsigned top;
  unsigned right;   // past it
  unsigned bottom;  // past it
};

inline std::optional<Extent> difference(const Picture& a, const Picture& b) {
  std::optional<Extent> out;
  for (unsigned y = 0; y < a.height; ++y) {
    for (unsigned x = 0; x < a.width; ++x) {
      if (a.at(x, y) == b.at(x, y)) continue;
      if (!out) out = Extent{x, y, x + 1, y + 1};
      out->left = std::min(out->left, x);
      out->right = std::max(out->right, x + 1);
      out->bottom = y + 1;
    }
  }
  return out;
}

inline std::set<std::uint32_t> colours_of(const Picture& picture) {
  return {picture.pixels.begin(), picture.pixels.end()};
}

}  // namespace handset::draw
