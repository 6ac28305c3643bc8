// Windows of the phone's own, made of those that pages of services have: what such a window would open is a
// choice of the menus instead. So no page can ever make a choice, and no menu opens an address.
#pragma once

#include <utility>

#include "phone/window.h"

namespace handset::phone {

template <class PageWindow>
class OwnWindow final : public PageWindow {
 public:
  using PageWindow::PageWindow;

  KeyResult on_key(Key key) override { return own(PageWindow::on_key(key)); }
  KeyResult on_soft_key(SoftKeyFunction function) override { return own(PageWindow::on_soft_key(function)); }
  KeyResult on_pause() override { return own(PageWindow::on_pause()); }

 private:
  static KeyResult own(KeyResult result) {
    if (result.action && result.action->kind == Action::Kind::OpenUri)
      result.action->kind = Action::Kind::Menu;
    return result;
  }
};

}  // namespace handset::phone
