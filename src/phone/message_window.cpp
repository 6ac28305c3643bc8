#include "phone/message_window.h"

#include <utility>

#include "base/utf8.h"

namespace handset::phone {

namespace {

// A reason that the prompt line is too short for is read here as well.
std::string whole_text(const Model& model, std::string_view prompt, std::string_view text) {
  std::string out;
  if (cell_width(prompt) > model.columns) out = std::string(prompt) + '\n';
  return out += text;
}

}  // namespace

MessageWindow::MessageWindow(const Model& model, std::string title, std::string_view prompt,
                             std::string_view text)
    : TextWindow(model, {},
                 {std::move(title), std::string(prompt),
                  SoftKeyBar::of({SoftKeyFunction::Exit, SoftKeyFunction::Back})},
                 whole_text(model, prompt, text)) {}

void MessageWindow::show(Screen& screen) const {
  TextWindow::show(screen);
  screen.kind = WindowKind::Message;
}

KeyResult MessageWindow::on_soft_key(SoftKeyFunction function) {
  if (function == SoftKeyFunction::Exit) return KeyResult::act(Action::Kind::Leave);
  return TextWindow::on_soft_key(function);
}

}  // namespace handset::phone
