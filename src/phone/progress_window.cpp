#include "phone/progress_window.h"

#include <utility>

#include "phone/layout.h"

namespace handset::phone {

ProgressWindow::ProgressWindow(const Model& model, std::string title, std::string detail)
    : model_(model), title_(std::move(title)), detail_(std::move(detail)) {}

void ProgressWindow::show(Screen& screen) const {
  screen.kind = WindowKind::Progress;
  screen.title = title_;
  for (const std::string_view words : {std::string_view("Requesting ..."), std::string_view(detail_)}) {
    if (words.empty() || screen.rows.size() >= model_.text_rows) continue;
    screen.rows.push_back({cut(words, model_.columns), {}, {}, 0, false});
  }
  screen.total_rows = screen.rows.size();
  screen.soft_keys.front() = soft_key_name(SoftKeyFunction::Cancel);
}

KeyResult ProgressWindow::on_key(Key key) {
  if (key == Key::Soft1 || key == Key::NavBack || key == Key::Exit) {
    return KeyResult::act(Action::Kind::Cancel);
  }
  const bool on_screen = soft_key_of(key).has_value() || (key >= Key::NavUp && key <= Key::NavSelect);
  return on_screen ? KeyResult::done() : KeyResult::declined();
}

KeyResult ProgressWindow::on_soft_key(SoftKeyFunction function) {
  switch (function) {
    case SoftKeyFunction::Cancel:
    case SoftKeyFunction::Back:
    case SoftKeyFunction::Exit:
      return KeyResult::act(Action::Kind::Cancel);
    default:
      return KeyResult::declined();
  }
}

}  // namespace handset::phone
