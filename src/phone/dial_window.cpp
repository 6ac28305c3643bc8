#include "phone/dial_window.h"

#include <utility>

#include "phone/field_keys.h"

namespace handset::phone {

DialWindow::DialWindow(const Model& model, std::string title, std::string_view number)
    : ServicesWindow(
          {}, {title.empty() ? std::string("Dial") : title,
               {},
               SoftKeyBar::of({SoftKeyFunction::Dial, SoftKeyFunction::Backspace, SoftKeyFunction::Cancel})}),
      model_(model),
      title_(std::move(title)),
      number_(TextField::Kind::Dial, false, number) {}

void DialWindow::show(Screen& screen) const {
  screen.kind = WindowKind::Dial;
  show_head(screen);
  ScreenRow row;
  row.selected = true;
  row.field = number_.shown(0, model_.columns, true);
  screen.rows.push_back(std::move(row));
  screen.total_rows = 1;
}

KeyResult DialWindow::on_page_key(Key key) {
  const bool off_hook = key == Key::Offhook || key == Key::Speaker || key == Key::Headset;
  if (key == Key::NavSelect || off_hook) return dial();
  if (key == Key::NavUp || key == Key::NavDown) return KeyResult::done();
  if (!is_field_key(key)) return KeyResult::declined();
  press_in_field(number_, key);
  return KeyResult::done();
}

KeyResult DialWindow::on_soft_key(SoftKeyFunction function) {
  switch (function) {
    case SoftKeyFunction::Dial:
    case SoftKeyFunction::Select:
      return dial();
    case SoftKeyFunction::Backspace:
      number_.erase();
      return KeyResult::done();
    default:
      return ServicesWindow::on_soft_key(function);
  }
}

KeyResult DialWindow::on_text(std::string_view text) {
  number_.type(text);
  return KeyResult::done();
}

KeyResult DialWindow::dial() const {
  return number_.empty() ? KeyResult::done() : KeyResult::open("Dial:" + number_.value(), title_);
}

}  // namespace handset::phone
