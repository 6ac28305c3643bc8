#include "phone/app_focus.h"

#include <algorithm>
#include <utility>

namespace handset::phone {
namespace {

void tell(std::vector<AppEvent>& events, AppEvent::Kind kind, const PageApp& app, const std::string& uris) {
  if (!uris.empty()) events.push_back({kind, app.id, uris});
}

template <class Apps>
auto find_key(Apps& apps, std::string_view key) {
  return std::find_if(apps.begin(), apps.end(), [key](const auto& app) { return app.key == key; });
}

xml::Outcome unknown_app() {
  return xml::Outcome::failed("Unknown Application ID");
}

}  // namespace

std::string_view app_event_name(AppEvent::Kind kind) {
  switch (kind) {
    case AppEvent::Kind::FocusLost:
      return "onAppFocusLost";
    case AppEvent::Kind::FocusGained:
      return "onAppFocusGained";
    case AppEvent::Kind::Minimized:
      return "onAppMinimized";
    case AppEvent::Kind::Closed:
      break;
  }
  return "onAppClosed";
}

// No appId has a line feed.
std::string AppFocus::key_of(WindowId window, const PageApp& page) {
  if (!page.id.empty()) return page.id;
  return "\n" + std::to_string(static_cast<std::uint64_t>(window));
}

std::vector<AppFocus::App> AppFocus::apps_on_stack() const {
  std::vector<App> apps;
  for (const OpenPage& page : windows_.pages()) {
    std::string key = key_of(page.window, page.source->app);
    if (const auto known = find_key(apps, key); known != apps.end()) {
      known->page = page.source->app;
    } else {
      apps.push_back({std::move(key), page.source->app});
    }
  }
  return apps;
}

std::vector<AppEvent> AppFocus::look(WindowId passing) {
  using Kind = AppEvent::Kind;
  std::vector<App> now = apps_on_stack();
  const WindowId top = windows_.top_but(passing);
  const PageSource* in_view = windows_.source_of(top);
  const std::string focus = in_view == nullptr ? std::string() : key_of(top, in_view->app);

  std::vector<AppEvent> events;
  const auto last = find_key(open_, focus_);
  const auto is_open = [&](const std::string& key) {
    return find_key(now, key) != now.end() || find_aside(key) != aside_.end();
  };
  if (last != open_.end() && focus != focus_ && is_open(focus_))
    tell(events, Kind::FocusLost, last->page, last->page.on_focus_lost);
  for (const App& app : std::exchange(minimized_, {}))
    tell(events, Kind::Minimized, app.page, app.page.on_minimized);
  for (const App& app : open_)
    if (!is_open(app.key)) tell(events, Kind::Closed, app.page, app.page.on_closed);
  if (const auto next = find_key(now, focus); next != now.end() && focus != focus_)
    tell(events, Kind::FocusGained, next->page, next->page.on_focus_gained);

  focus_ = focus;
  stale_ = false;
  open_ = std::move(now);
  for (const Aside& aside : aside_) open_.push_back(aside.app);
  return events;
}

xml::Outcome AppFocus::act(xml::AppArgument::Action action, std::string_view app_id) {
  using Wanted = xml::AppArgument::Action;
  if (!knows(app_id)) return unknown_app();
  const auto aside = find_aside(app_id);
  switch (action) {
    case Wanted::RequestFocus: {
      auto pages = aside != aside_.end() ? std::move(aside->windows) : windows_.take_app(app_id);
      if (aside != aside_.end()) aside_.erase(aside);
      for (auto& page : pages) windows_.push(std::move(page));
      return xml::Outcome::success();
    }
    case Wanted::ReleaseFocus:
      return put_aside(app_id, false);
    case Wanted::Minimize:
      return put_aside(app_id, true);
    case Wanted::Close:
      break;
  }
  if (aside != aside_.end()) {
    aside_.erase(aside);
    stale_ = true;
  }
  windows_.take_app(app_id);
  return xml::Outcome::success();
}

void AppFocus::close_aside() {
  stale_ = stale_ || !aside_.empty();
  aside_.clear();
}

xml::Outcome AppFocus::put_aside(std::string_view app_id, bool minimized) {
  if (in_view() != app_id) return xml::Outcome::failed("Application is not Active");
  const auto apps = apps_on_stack();
  Aside aside{*find_key(apps, app_id), windows_.take_app(app_id)};
  if (minimized) minimized_.push_back(aside.app);
  if (aside_.size() == most_aside) aside_.erase(aside_.begin());
  aside_.push_back(std::move(aside));
  return xml::Outcome::success();
}

bool AppFocus::knows(std::string_view app_id) const {
  if (app_id.empty()) return false;
  const auto apps = apps_on_stack();
  if (find_key(apps, app_id) != apps.end()) return true;
  return std::any_of(aside_.begin(), aside_.end(), [&](const Aside& each) { return each.app.key == app_id; });
}

std::string_view AppFocus::in_view() const {
  const PageSource* source = windows_.source();
  return source == nullptr ? std::string_view() : std::string_view(source->app.id);
}

std::vector<AppFocus::Aside>::iterator AppFocus::find_aside(std::string_view app_id) {
  return std::find_if(aside_.begin(), aside_.end(),
                      [app_id](const Aside& each) { return each.app.key == app_id; });
}

}  // namespace handset::phone
