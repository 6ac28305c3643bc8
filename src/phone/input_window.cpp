#include "phone/input_window.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "phone/field_keys.h"
#include "xml/query.h"

namespace handset::phone {

namespace {

// What stands for a masked value where an address is written down.
constexpr std::string_view hidden = "hidden";

}  // namespace

InputWindow::InputWindow(const Model& model, PageSource source, PageHead head, std::string url,
                         std::vector<InputField> fields)
    : ServicesWindow(std::move(source), std::move(head)),
      model_(model),
      url_(std::move(url)),
      fields_(std::move(fields)),
      scroll_(0, model.text_rows) {
  for (const InputField& field : fields_) label_columns_ = std::max(label_columns_, cell_width(field.label));
  defaults_.reserve(fields_.size());
  for (const InputField& field : fields_) defaults_.push_back(field.field.value());
  const bool beside = label_columns_ + 1 <= model.columns / 2;
  rows_each_ = beside ? 1 : 2;
  label_columns_ = beside ? label_columns_ + 1 : 0;
  scroll_ = Scroll(fields_.size() * rows_each_, model.text_rows);
}

void InputWindow::show(Screen& screen) const {
  screen.kind = WindowKind::Input;
  show_head(screen);
  screen.first_row = scroll_.first();
  screen.total_rows = scroll_.total();
  for (std::size_t row = scroll_.first(); row < scroll_.end(); ++row) {
    const std::size_t index = row / rows_each_;
    const bool selected = index == index_;
    ScreenRow shown;
    shown.selected = selected;
    if (row % rows_each_ == 0) shown.text = cut(fields_[index].label, model_.columns);
    if (row % rows_each_ == rows_each_ - 1) {
      shown.field = fields_[index].field.shown(label_columns_, model_.columns, selected);
    }
    screen.rows.push_back(std::move(shown));
  }
  if (!fields_.empty()) screen.clock = fields_[index_].field.case_name();
}

KeyResult InputWindow::on_key(Key key) {
  // A tap ends with the next other key; the field itself looks after those that it gets.
  if (TextField* field = current(); field != nullptr && !is_field_key(key)) field->end_tap();
  return ServicesWindow::on_key(key);
}

KeyResult InputWindow::on_page_key(Key key) {
  switch (key) {
    case Key::NavUp:
      move_to(index_ > 0 ? index_ - 1 : fields_.size() - 1);
      return KeyResult::done();
    case Key::NavDown:
      move_to(index_ + 1 < fields_.size() ? index_ + 1 : 0);
      return KeyResult::done();
    case Key::NavSelect:
      if (index_ + 1 >= fields_.size()) return submit();
      move_to(index_ + 1);
      return KeyResult::done();
    default:
      break;
  }
  if (!is_field_key(key)) return KeyResult::declined();
  if (TextField* field = current()) press_in_field(*field, key);
  return KeyResult::done();
}

KeyResult InputWindow::on_soft_key(SoftKeyFunction function) {
  switch (function) {
    case SoftKeyFunction::Submit:
    case SoftKeyFunction::Search:
      return submit();
    case SoftKeyFunction::Backspace:
      if (TextField* field = current()) field->erase();
      return KeyResult::done();
    default:
      return ServicesWindow::on_soft_key(function);
  }
}

bool InputWindow::keeps_keys_secret() const {
  return index_ < fields_.size() && fields_[index_].field.masked();
}

KeyResult InputWindow::on_text(std::string_view text) {
  if (TextField* field = current()) field->type(text);
  return KeyResult::done();
}

bool InputWindow::awaits_digit() const {
  return index_ < fields_.size() && fields_[index_].field.tapping();
}

KeyResult InputWindow::on_pause() {
  on_covered();
  return KeyResult::done();
}

void InputWindow::on_covered() {
  if (TextField* field = current()) field->end_tap();
}

PagePosition InputWindow::position() const {
  PagePosition position = ServicesWindow::position();
  position.row = index_;
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    std::string value = fields_[i].field.value();
    if (value != defaults_[i]) position.typed.emplace_back(fields_[i].parameter, std::move(value));
  }
  return position;
}

void InputWindow::restore(const PagePosition& position) {
  ServicesWindow::restore(position);
  move_to(std::min(position.row, fields_.empty() ? 0 : fields_.size() - 1));
  for (const auto& [parameter, value] : position.typed) {
    const auto field = std::find_if(fields_.begin(), fields_.end(),
                                    [&](const InputField& each) { return each.parameter == parameter; });
    if (field != fields_.end()) field->field.set_value(value);
  }
}

KeyResult InputWindow::submit() const {
  KeyResult result = KeyResult::open(target(true), source()->title);
  const bool secret = std::any_of(fields_.begin(), fields_.end(),
                                  [](const InputField& field) { return field.field.masked(); });
  if (secret) result.action->shown = target(false);
  if (!fields_.empty()) result.action->typed = secret ? Typed::Secret : Typed::Words;
  return result;
}

std::string InputWindow::target(bool all) const {
  std::vector<std::string> values;
  values.reserve(fields_.size());
  std::vector<xml::Parameter> parameters;
  for (const InputField& field : fields_) {
    values.push_back(field.field.masked() && !all ? std::string(hidden) : field.field.value());
    parameters.push_back({field.parameter, values.back()});
  }
  return xml::submit_url(url_, parameters);
}

void InputWindow::move_to(std::size_t index) {
  if (index >= fields_.size()) return;
  on_covered();
  index_ = index;
  scroll_.reveal(index * rows_each_, (index + 1) * rows_each_);
}

TextField* InputWindow::current() {
  return index_ < fields_.size() ? &fields_[index_].field : nullptr;
}

}  // namespace handset::phone
