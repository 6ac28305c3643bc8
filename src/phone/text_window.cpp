#include "phone/text_window.h"

#include <utility>

namespace handset::phone {

TextWindow::TextWindow(const Model& model, PageSource source, PageHead head, std::string_view text)
    : ServicesWindow(std::move(source), std::move(head)),
      lines_(wrap(text, model.columns)),
      scroll_(lines_.size(), model.text_rows) {}

void TextWindow::show(Screen& screen) const {
  screen.kind = WindowKind::Text;
  show_head(screen);
  screen.first_row = scroll_.first();
  screen.total_rows = scroll_.total();
  for (std::size_t i = scroll_.first(); i < scroll_.end(); ++i) {
    screen.rows.push_back({lines_[i], {}, {}, 0, false});
  }
}

PagePosition TextWindow::position() const {
  PagePosition position = ServicesWindow::position();
  position.row = scroll_.first();
  return position;
}

void TextWindow::restore(const PagePosition& position) {
  ServicesWindow::restore(position);
  scroll_.to(position.row);
}

KeyResult TextWindow::on_page_key(Key key) {
  if (const auto digit = digit_of(key)) {
    if (*digit > 0) scroll_.to(*digit - 1);
    return KeyResult::done();
  }
  switch (key) {
    case Key::NavUp:
      scroll_.move(-1);
      break;
    case Key::NavDown:
      scroll_.move(1);
      break;
    case Key::NavLeft:
      scroll_.move_pages(-1);
      break;
    case Key::NavRight:
    case Key::NavSelect:
      scroll_.move_pages(1);
      break;
    default:
      return KeyResult::declined();
  }
  return KeyResult::done();
}

}  // namespace handset::phone
