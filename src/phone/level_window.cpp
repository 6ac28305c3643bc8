#include "phone/level_window.h"

#include <utility>

#include "phone/menu_pages.h"

namespace handset::phone {

LevelWindow::LevelWindow(ShownLevel level)
    : ServicesWindow({}, {level.name, level.prompt,
                          SoftKeyBar({{"Less", 1, menu_uri(MenuVerb::Less, level.tag)},
                                      {"More", 2, menu_uri(MenuVerb::More, level.tag)},
                                      {"Back", 3, "SoftKey:Back"}})}),
      level_(std::move(level)) {}

void LevelWindow::show(Screen& screen) const {
  screen.kind = WindowKind::Text;
  show_head(screen);
  screen.overlay = ScreenOverlay{level_.words, level_.percent};
}

bool LevelWindow::repeats(Key key) const {
  return ServicesWindow::repeats(key) || key == Key::VolUp || key == Key::VolDown || key == Key::Soft1 ||
         key == Key::Soft2;
}

KeyResult LevelWindow::on_page_key(Key key) {
  switch (key) {
    case Key::NavLeft:
    case Key::NavDown:
    case Key::VolDown:
      return KeyResult::open(menu_uri(MenuVerb::Less, level_.tag), {});
    case Key::NavRight:
    case Key::NavUp:
    case Key::VolUp:
      return KeyResult::open(menu_uri(MenuVerb::More, level_.tag), {});
    case Key::NavSelect:
      return KeyResult::act(Action::Kind::Back);
    default:
      return KeyResult::declined();
  }
}

}  // namespace handset::phone
