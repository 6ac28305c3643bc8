// A level, such as a volume, that arrows and the volume keys turn in steps. The bar over the window tells it,
// and nothing else is in it. A step is a choice of the menus: MenuVerb::Less or More.
#pragma once

#include <string>

#include "phone/screen.h"
#include "phone/services_window.h"

namespace handset::phone {

struct ShownLevel {
  std::string name;
  std::string tag;
  std::string words;  // "8 of 10"
  unsigned percent = 0;
  std::string prompt{};
};

class LevelWindow : public ServicesWindow {
 public:
  explicit LevelWindow(ShownLevel level);

  void show(Screen& screen) const override;
  [[nodiscard]] bool repeats(Key key) const override;

 private:
  KeyResult on_page_key(Key key) override;

  ShownLevel level_;
};

}  // namespace handset::phone
