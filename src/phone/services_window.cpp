#include "phone/services_window.h"

#include <utility>

#include "base/text.h"
#include "xml/internal_uri.h"
#include "xml/query.h"

namespace handset::phone {

ServicesWindow::ServicesWindow(PageSource source, PageHead head)
    : source_(std::move(source)), head_(std::move(head)) {
  if (head_.title.empty()) head_.title = source_.title;
}

void ServicesWindow::show_head(Screen& screen) const {
  screen.title = head_.title;
  screen.prompt = head_.prompt;
  screen.soft_keys = head_.soft_keys.labels();
}

KeyResult ServicesWindow::on_key(Key key) {
  for (const PageKey& taken : head_.keys) {
    if (taken.key == key) return press_and_release(taken.uri_down, taken.uri);
  }
  if (const auto place = soft_key_of(key)) return on_bar(*place);
  if (key == Key::NavBack) return KeyResult::act(Action::Kind::Back);
  if (key == Key::Exit) return KeyResult::act(Action::Kind::Leave);
  return on_page_key(key);
}

bool ServicesWindow::repeats(Key key) const {
  const auto place = soft_key_of(key);
  const SoftKey* soft_key = place ? head_.soft_keys.at(*place) : nullptr;
  if (soft_key == nullptr) return Window::repeats(key);
  if (!soft_key->uri_down.empty()) return false;
  const xml::Uri uri = xml::parse_uri(soft_key->uri);
  return uri.scheme == xml::Scheme::SoftKey &&
         parse_soft_key(trim(uri.argument)) == SoftKeyFunction::Backspace;
}

KeyResult ServicesWindow::on_bar(unsigned place) {
  const SoftKey* key = head_.soft_keys.press(place);
  return key == nullptr ? KeyResult::done() : press_and_release(key->uri_down, key->uri);
}

// What the release does is settled at the press: it is the row of that moment that it is about.
KeyResult ServicesWindow::press_and_release(const std::string& uri_down, const std::string& uri) {
  if (uri_down.empty()) return open_uri(uri);
  const RowInView row = row_in_view();
  std::string target = xml::key_with_row(uri, row.uri);
  KeyResult result = open_uri(uri_down);
  if (!target.empty()) {
    result.release = KeyResult::open(std::move(target), title_from(row.name)).action;
  }
  return result;
}

KeyResult ServicesWindow::open_uri(const std::string& written) {
  const RowInView row = row_in_view();
  std::string target = xml::key_with_row(written, row.uri);
  const xml::Uri uri = xml::parse_uri(target);
  if (uri.text.empty()) return KeyResult::done();
  if (uri.scheme != xml::Scheme::SoftKey) return KeyResult::open(std::move(target), title_from(row.name));
  const auto function = parse_soft_key(trim(uri.argument));
  KeyResult result = function ? on_soft_key(*function) : KeyResult::done();
  result.handled = true;
  return result;
}

std::string ServicesWindow::title_from(const std::string& row_name) const {
  return row_name.empty() ? source_.title : row_name;
}

PagePosition ServicesWindow::position() const {
  return {0, head_.soft_keys.page()};
}

void ServicesWindow::restore(const PagePosition& position) {
  head_.soft_keys.turn_to(position.soft_key_page);
}

KeyResult ServicesWindow::on_soft_key(SoftKeyFunction function) {
  switch (function) {
    case SoftKeyFunction::Exit:
      return KeyResult::act(Action::Kind::Exit);
    case SoftKeyFunction::Back:
    case SoftKeyFunction::Cancel:
      return KeyResult::act(Action::Kind::Back);
    case SoftKeyFunction::Update:
    case SoftKeyFunction::Next: {
      const bool next = function == SoftKeyFunction::Next && !source_.next.empty();
      const std::string& uri = next ? source_.next : source_.url;
      if (uri.empty()) return KeyResult::declined();
      return {
          true,
          Action{Action::Kind::Reload, uri, source_.title, {}, next ? "" : source_.shown, {}, source_.typed}};
    }
    default:
      break;
  }
  return KeyResult::declined();
}

}  // namespace handset::phone
