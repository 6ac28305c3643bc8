#include "phone/window_stack.h"

#include <algorithm>
#include <ranges>
#include <utility>

#include "base/utf8.h"
#include "phone/layout.h"

namespace handset::phone {

WindowStack::WindowStack(const Model& model) : model_(model), idle_(model) {}

WindowId WindowStack::push(std::unique_ptr<Window> window) {
  top_window().on_covered();
  if (windows_.size() == history_limit) windows_.erase(windows_.begin());
  const WindowId id{++last_id_};
  windows_.push_back({id, std::move(window)});
  pages_changed();
  return id;
}

void WindowStack::put_back(TakenWindow taken) {
  top_window().on_covered();
  if (windows_.size() == history_limit) windows_.erase(windows_.begin());
  windows_.push_back(std::move(taken));
  pages_changed();
}

bool WindowStack::replace(WindowId id, std::unique_ptr<Window> window) {
  const auto entry = find(id);
  if (entry == windows_.end()) return false;
  const PageSource* before = entry->window->source();
  const PageSource* after = window->source();
  if (before != nullptr && after != nullptr && before->url == after->url) {
    window->restore(entry->window->position());
    // Until the new ones have come, the old pictures are better than none.
    const auto urls = window->picture_urls();
    if (urls == entry->window->picture_urls()) {
      for (std::size_t slot = 0; slot < urls.size(); ++slot) {
        if (PicturePtr old = entry->window->picture(slot)) window->on_picture(slot, old);
      }
    }
  }
  entry->window = std::move(window);
  pages_changed();
  return true;
}

bool WindowStack::close(WindowId id) {
  const auto entry = find(id);
  if (entry == windows_.end()) return false;
  windows_.erase(entry);
  pages_changed();
  return true;
}

bool WindowStack::close_above(WindowId id) {
  const auto entry = find(id);
  if (entry == windows_.end()) return false;
  if (entry + 1 == windows_.end()) return true;
  windows_.erase(entry + 1, windows_.end());
  pages_changed();
  return true;
}

void WindowStack::close_services() {
  if (windows_.empty()) return;
  windows_.clear();
  pages_changed();
}

std::vector<TakenWindow> WindowStack::take_app(std::string_view app_id) {
  std::vector<TakenWindow> taken;
  for (TakenWindow& entry : windows_) {
    const PageSource* source = entry.window->source();
    if (source != nullptr && source->app.id == app_id) taken.push_back(std::move(entry));
  }
  if (taken.empty()) return taken;
  std::erase_if(windows_, [](const TakenWindow& entry) { return entry.window == nullptr; });
  pages_changed();
  return taken;
}

KeyResult WindowStack::on_key(Key key) {
  return carry_out(top_window().on_key(key));
}

KeyResult WindowStack::on_text(std::string_view utf8) {
  return carry_out(top_window().on_text(utf8));
}

KeyResult WindowStack::on_touch(int x, int y) {
  return carry_out(top_window().on_touch(x, y));
}

KeyResult WindowStack::on_soft_key(SoftKeyFunction function) {
  return carry_out(top_window().on_soft_key(function));
}

bool WindowStack::repeats(Key key) const {
  return top_window().repeats(key);
}

bool WindowStack::awaits_digit() const {
  return top_window().awaits_digit();
}

Duration WindowStack::pause() const {
  return top_window().pause();
}

KeyResult WindowStack::on_pause() {
  return carry_out(top_window().on_pause());
}

KeyResult WindowStack::carry_out(KeyResult result) {
  if (!result.handled && note_.empty()) return result;
  changed();
  if (result.release) result.release->window = top();
  if (!result.action) return result;
  result.action->window = top();
  switch (result.action->kind) {
    case Action::Kind::OpenUri:
    case Action::Kind::Reload:
    case Action::Kind::Menu:
      return result;
    case Action::Kind::Cancel:
      windows_.pop_back();
      ++pages_version_;
      return result;
    case Action::Kind::Back:
    case Action::Kind::Exit:
    case Action::Kind::Leave:
      go_back(result.action->kind);
      result.action->window = top();
      return result;
  }
  return result;
}

void WindowStack::go_back(Action::Kind kind) {
  windows_.pop_back();
  ++pages_version_;
  if (kind == Action::Kind::Leave) windows_.clear();
  const auto is_past = [this] {
    const PageSource* source = windows_.empty() ? nullptr : top_window().source();
    return source != nullptr && source->came_expired;
  };
  while (kind == Action::Kind::Exit && is_past()) windows_.pop_back();
}

void WindowStack::set_idle(IdleState state) {
  if (idle_.set(std::move(state)) && is_idle()) ++version_;
}

void WindowStack::note(std::string words) {
  note_ = std::move(words);
  ++version_;
}

void WindowStack::set_overlay(std::optional<ScreenOverlay> overlay) {
  if (overlay == overlay_) return;
  overlay_ = std::move(overlay);
  ++version_;
}

void WindowStack::set_status(std::optional<ScreenStatus> status) {
  if (status ? status_ && *status_ == *status : !status_) return;
  status_ = status ? std::make_unique<const ScreenStatus>(*std::move(status)) : nullptr;
  if (is_idle()) ++version_;
}

void WindowStack::set_contrast(unsigned contrast) {
  if (contrast == contrast_) return;
  contrast_ = contrast;
  ++version_;
}

void WindowStack::set_lit(bool lit) {
  if (lit == lit_) return;
  lit_ = lit;
  ++version_;
}

Screen WindowStack::screen() const {
  Screen screen;
  screen.columns = model_.columns;
  screen.text_rows = model_.text_rows;
  screen.contrast = contrast_;
  screen.lit = lit_;
  top_window().show(screen);
  if (overlay_) screen.overlay = overlay_;
  if (is_idle() && status_) screen.status = *status_;
  // Pages stay open on a model without a screen, with nothing to be seen of them.
  if (screen.rows.size() > model_.text_rows) screen.rows.resize(model_.text_rows);
  screen.clock = cut(screen.clock, model_.columns);
  const std::size_t taken = screen.clock.empty() ? 0 : cell_width(screen.clock) + 1;
  screen.title = cut(screen.title, taken < model_.columns ? model_.columns - taken : 0);
  screen.prompt = cut(note_.empty() ? screen.prompt : note_, model_.columns);
  for (std::string& label : screen.soft_keys) label = cut(label, model_.columns);
  return screen;
}

bool WindowStack::set_picture(WindowId id, std::size_t slot, const PicturePtr& picture) {
  const auto entry = find(id);
  if (entry == windows_.end()) return false;
  entry->window->on_picture(slot, picture);
  ++version_;
  return true;
}

bool WindowStack::set_no_picture(WindowId id, std::size_t slot, const std::string& words) {
  const auto entry = find(id);
  if (entry == windows_.end()) return false;
  entry->window->on_no_picture(slot, words);
  ++version_;
  return true;
}

const Window* WindowStack::find_window(WindowId id) const {
  const auto entry =
      std::find_if(windows_.begin(), windows_.end(), [id](const TakenWindow& each) { return each.id == id; });
  return entry == windows_.end() ? nullptr : entry->window.get();
}

WindowId WindowStack::top() const {
  return windows_.empty() ? WindowId{} : windows_.back().id;
}

WindowId WindowStack::top_but(WindowId id) const {
  for (const TakenWindow& entry : std::ranges::reverse_view(windows_))
    if (entry.id != id) return entry.id;
  return {};
}

const PageSource* WindowStack::source_of(WindowId id) const {
  const Window* window = find_window(id);
  return window == nullptr ? nullptr : window->source();
}

std::vector<OpenPage> WindowStack::pages() const {
  std::vector<OpenPage> pages;
  for (const TakenWindow& entry : windows_)
    if (const PageSource* source = entry.window->source()) pages.push_back({entry.id, source});
  return pages;
}

std::vector<WindowId> WindowStack::open() const {
  std::vector<WindowId> ids;
  ids.reserve(windows_.size());
  for (const TakenWindow& entry : windows_) ids.push_back(entry.id);
  return ids;
}

std::vector<TakenWindow>::iterator WindowStack::find(WindowId id) {
  return std::find_if(windows_.begin(), windows_.end(),
                      [id](const TakenWindow& each) { return each.id == id; });
}

Window& WindowStack::top_window() {
  if (windows_.empty()) return idle_;
  return *windows_.back().window;
}

const Window& WindowStack::top_window() const {
  if (windows_.empty()) return idle_;
  return *windows_.back().window;
}

void WindowStack::pages_changed() {
  ++pages_version_;
  changed();
}

void WindowStack::changed() {
  note_.clear();
  ++version_;
}

}  // namespace handset::phone
