#include "phone/model.h"

#include <array>

#include "base/text.h"

namespace handset::phone {

namespace {

constexpr Model mono(std::string_view name, unsigned lines, unsigned consoles) {
  return {name, lines, ScreenKind::Mono, 128, 64, 21, 3, consoles};
}

constexpr std::array<Model, 6> table{{
    {"SPA501G", 8, ScreenKind::None, 0, 0, 0, 0},
    mono("SPA502G", 1, 0),
    mono("SPA504G", 4, most_consoles),
    mono("SPA508G", 8, most_consoles),
    mono("SPA509G", 12, most_consoles),
    {"SPA525G2", 5, ScreenKind::Colour, 320, 240, 36, 7, most_consoles},
}};

}  // namespace

std::span<const Model> models() {
  return table;
}

const Model& default_model() {
  return table.back();
}

const Model* find_model(std::string_view name) {
  for (const Model& model : table) {
    if (equal_ignoring_case(name, model.name) || equal_ignoring_case(name, model.name.substr(3))) {
      return &model;
    }
  }
  return nullptr;
}

}  // namespace handset::phone
