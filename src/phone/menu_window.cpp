#include "phone/menu_window.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"
#include "xml/internal_uri.h"

namespace handset::phone {

namespace {

// A name may hold two line breaks.
constexpr std::size_t name_rows = 3;
// Cells of a name that what stands at the right edge leaves to it at least.
constexpr std::size_t least_name = 8;

std::vector<std::string> name_lines(const std::string& name, std::size_t columns, std::size_t most) {
  std::vector<std::string> lines = wrap(name, columns);
  if (lines.empty()) lines.emplace_back();
  if (lines.size() > most) {
    lines[most - 1] = cut(lines[most - 1] + ' ' + lines[most], columns);
    lines.resize(most);
  }
  return lines;
}

}  // namespace

MenuWindow::MenuWindow(const Model& model, PageSource source, PageHead head, std::vector<MenuRow> rows,
                       MenuIcons icons)
    : ServicesWindow(std::move(source), std::move(head)),
      icons_(std::move(icons)),
      indent_(std::to_string(rows.size()).size() + 1 + (icons_.column ? icon_cells : 0)),
      number_(rows.size()),
      scroll_(0, model.text_rows) {
  const std::size_t columns = model.columns > indent_ ? model.columns - indent_ : 0;
  const std::size_t most = std::clamp<std::size_t>(model.text_rows, 1, name_rows);
  std::size_t total = 0;
  items_.reserve(rows.size());
  for (MenuRow& row : rows) {
    items_.push_back(item_of(std::move(row), columns, most));
    items_.back().first = total;
    total += items_.back().lines.size();
  }
  scroll_ = Scroll(total, model.text_rows);
}

MenuWindow::Item MenuWindow::item_of(MenuRow row, std::size_t columns, std::size_t most_lines) {
  Item item;
  const std::size_t right = cell_width(row.right);
  item.right_fits = right > 0 && right + 1 + std::min(cell_width(row.name), least_name) <= columns;
  if (right > 0) {
    item.lines = {cut(row.name, item.right_fits ? columns - right - 1 : columns)};
  } else {
    item.lines = name_lines(row.name, columns, most_lines);
  }
  item.row = std::move(row);
  return item;
}

void MenuWindow::show(Screen& screen) const {
  screen.kind = WindowKind::Menu;
  show_head(screen);
  if (!items_.empty() && !items_[cursor_].right_fits && !items_[cursor_].row.right.empty())
    screen.prompt = items_[cursor_].row.right;
  if (number_.waits()) screen.prompt = number_.typed() + '_';
  screen.title_icon = icon_of(icons_.title);
  screen.first_row = scroll_.first();
  screen.total_rows = scroll_.total();
  const auto after = std::upper_bound(items_.begin(), items_.end(), scroll_.first(),
                                      [](std::size_t row, const Item& item) { return row < item.first; });
  // The item that the first row in view belongs to; there is none in an empty menu.
  std::size_t index = after == items_.begin() ? 0 : static_cast<std::size_t>(after - items_.begin()) - 1;
  for (; index < items_.size() && items_[index].first < scroll_.end(); ++index) {
    const Item& item = items_[index];
    for (std::size_t i = 0; i < item.lines.size(); ++i) {
      const std::size_t row = item.first + i;
      if (row < scroll_.first() || row >= scroll_.end()) continue;
      ScreenRow shown;
      shown.text = item.lines[i];
      if (i == 0) shown.number = std::to_string(index + 1);
      if (i == 0 && item.right_fits) shown.right = item.row.right;
      shown.indent = indent_;
      if (icons_.column) shown.icon_room = icon_cells;
      if (i == 0) shown.icon = icon_of(item.row.icon);
      shown.selected = index == cursor_;
      screen.rows.push_back(std::move(shown));
    }
  }
}

KeyResult MenuWindow::on_key(Key key) {
  if (!digit_of(key)) number_.forget();
  return ServicesWindow::on_key(key);
}

KeyResult MenuWindow::on_page_key(Key key) {
  if (const auto digit = digit_of(key)) return follow(number_.digit(*digit));
  const std::size_t last = items_.empty() ? 0 : items_.size() - 1;
  const std::size_t page = scroll_.visible();
  switch (key) {
    case Key::NavUp:
      move_to(cursor_ > 0 ? cursor_ - 1 : last);
      break;
    case Key::NavDown:
      move_to(cursor_ < last ? cursor_ + 1 : 0);
      break;
    case Key::NavLeft:
      move_to(cursor_ > page ? cursor_ - page : 0);
      break;
    case Key::NavRight:
      move_to(std::min(cursor_ + page, last));
      break;
    case Key::NavSelect:
      return choose(cursor_);
    case Key::Offhook:
    case Key::Speaker:
    case Key::Headset:
      return dials(cursor_) ? choose(cursor_) : KeyResult::declined();
    default:
      return KeyResult::declined();
  }
  return KeyResult::done();
}

KeyResult MenuWindow::follow(const NumberChoice::Step& step) {
  switch (step.kind) {
    case NumberChoice::Step::Kind::Nothing:
      break;
    case NumberChoice::Step::Kind::Points:
      move_to(step.row);
      break;
    case NumberChoice::Step::Kind::Chooses:
      return choose(step.row);
  }
  return KeyResult::done();
}

KeyResult MenuWindow::on_pause() {
  return number_.waits() ? follow(number_.pause()) : KeyResult::declined();
}

std::vector<std::string> MenuWindow::picture_urls() const {
  std::vector<std::string> urls;
  urls.reserve(icons_.list.size());
  for (const MenuIcons::Icon& icon : icons_.list) urls.push_back(icon.url);
  return urls;
}

void MenuWindow::on_picture(std::size_t slot, const PicturePtr& picture) {
  if (slot < icons_.list.size()) icons_.list[slot].picture = picture;
}

PicturePtr MenuWindow::picture(std::size_t slot) const {
  return slot < icons_.list.size() ? icons_.list[slot].picture : nullptr;
}

PicturePtr MenuWindow::icon_of(const std::optional<std::size_t>& place) const {
  return place ? picture(*place) : nullptr;
}

KeyResult MenuWindow::on_soft_key(SoftKeyFunction function) {
  if (function == SoftKeyFunction::Select) return choose(cursor_);
  return ServicesWindow::on_soft_key(function);
}

KeyResult MenuWindow::choose(std::size_t index) {
  number_.forget();
  if (index >= items_.size()) return KeyResult::done();
  move_to(index);
  const MenuRow& row = items_[index].row;
  const bool opens = !row.uri.empty() && xml::parse_uri(row.uri).scheme != xml::Scheme::QueryStringParam;
  return opens ? KeyResult::open(row.uri, row.name) : KeyResult::done();
}

bool MenuWindow::dials(std::size_t index) const {
  return index < items_.size() && xml::parse_uri(items_[index].row.uri).scheme == xml::Scheme::Dial;
}

const MenuRow* MenuWindow::highlighted() const {
  return items_.empty() ? nullptr : &items_[cursor_].row;
}

ServicesWindow::RowInView MenuWindow::row_in_view() const {
  const MenuRow* row = highlighted();
  return row == nullptr ? RowInView{} : RowInView{row->uri, row->name};
}

PagePosition MenuWindow::position() const {
  PagePosition position = ServicesWindow::position();
  position.row = cursor_;
  return position;
}

void MenuWindow::restore(const PagePosition& position) {
  ServicesWindow::restore(position);
  if (!items_.empty()) move_to(std::min(position.row, items_.size() - 1));
}

void MenuWindow::move_to(std::size_t index) {
  if (index >= items_.size()) return;
  cursor_ = index;
  const Item& item = items_[index];
  scroll_.reveal(item.first, item.first + item.lines.size());
}

}  // namespace handset::phone
