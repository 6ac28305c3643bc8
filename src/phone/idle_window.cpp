#include "phone/idle_window.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"

namespace handset::phone {

IdleWindow::IdleWindow(const Model& model) : model_(model), scroll_(0, model.text_rows) {}

bool IdleWindow::set(IdleState state) {
  state_.clock = state.clock;
  if (state == state_) return false;
  if (state.soft_keys != state_.soft_keys) {
    std::vector<SoftKey> keys;
    keys.reserve(state.soft_keys.size());
    for (const ServiceOptions& service : state.soft_keys)
      keys.push_back({service.soft_key_label(), 0, service.url});
    bar_ = SoftKeyBar(keys);
  }
  state_ = std::move(state);
  Scroll scroll(state_.lines.size(), model_.text_rows);
  scroll.to(scroll_.first());
  scroll_ = scroll;
  return true;
}

void IdleWindow::show(Screen& screen) const {
  screen.kind = WindowKind::Idle;
  screen.title = state_.title;
  screen.clock = state_.clock;
  screen.prompt = state_.prompt;
  screen.soft_keys = bar_.labels();
  screen.first_row = scroll_.first();
  screen.total_rows = scroll_.total();
  const std::size_t digits = state_.lines.empty() ? 1 : std::to_string(state_.lines.back().number).size();
  const std::size_t indent = digits + 1;
  for (std::size_t i = scroll_.first(); i < scroll_.end(); ++i) {
    const IdleLine& line = state_.lines[i];
    ScreenRow row;
    row.number = std::to_string(line.number);
    row.indent = indent;
    row.right = cut(line.state, model_.columns / 2);
    const std::size_t taken = indent + (row.right.empty() ? 0 : cell_width(row.right) + 1);
    row.text = cut(line.name, taken < model_.columns ? model_.columns - taken : 0);
    screen.rows.push_back(std::move(row));
  }
}

KeyResult IdleWindow::on_key(Key key) {
  if (const auto place = soft_key_of(key)) {
    if (bar_.labels().at(*place).empty()) return KeyResult::declined();
    const SoftKey* pressed = bar_.press(*place);
    return pressed != nullptr ? KeyResult::open(pressed->uri, name_of(*pressed)) : KeyResult::done();
  }
  const bool moved = (key == Key::NavUp && scroll_.move(-1)) || (key == Key::NavDown && scroll_.move(1));
  return moved ? KeyResult::done() : KeyResult::declined();
}

std::string IdleWindow::name_of(const SoftKey& key) const {
  const auto service = std::find_if(
      state_.soft_keys.begin(), state_.soft_keys.end(),
      [&](const ServiceOptions& each) { return each.url == key.uri && each.soft_key_label() == key.label; });
  return service == state_.soft_keys.end() ? key.label : service->name;
}

KeyResult IdleWindow::on_soft_key(SoftKeyFunction) {
  return KeyResult::declined();
}

}  // namespace handset::phone
