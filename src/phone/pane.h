// The part of the screen that pages of services have for themselves, between the title and the prompt, in
// pixels. What is drawn there and what is touched there counts from its upper left corner.
#pragma once

#include "phone/model.h"

namespace handset::phone {

struct Pane {
  int left = 0;  // of the screen
  int top = 0;
  int width = 0;
  int height = 0;

  // Of the screen, not of the pane.
  [[nodiscard]] bool holds(int x, int y) const {
    return x >= left && x < left + width && y >= top && y < top + height;
  }
};

// Empty for a model without a screen.
[[nodiscard]] constexpr Pane services_pane(const Model& model) {
  const int width = static_cast<int>(model.width);
  switch (model.screen) {
    case ScreenKind::None:
      break;
    case ScreenKind::Mono:
      return {0, 11, width, 33};
    case ScreenKind::Colour:
      return {0, 30, width, 154};
  }
  return {};
}

}  // namespace handset::phone
