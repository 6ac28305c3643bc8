#include "phone/message_window.h"

#include <utility>

namespace handset::phone {

MessageWindow::MessageWindow(const Model& model, std::string title, std::string prompt, std::string_view text)
    : TextWindow(model, {},
                 {std::move(title), std::move(prompt),
                  SoftKeyBar::of({SoftKeyFunction::Exit, SoftKeyFunction::Back})},
                 text) {}

void MessageWindow::show(Screen& screen) const {
  TextWindow::show(screen);
  screen.kind = WindowKind::Message;
}

KeyResult MessageWindow::on_soft_key(SoftKeyFunction function) {
  if (function == SoftKeyFunction::Exit) return KeyResult::act(Action::Kind::Leave);
  return TextWindow::on_soft_key(function);
}

}  // namespace handset::phone
