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

// They are fetched once more when the page is seen again.
void let_go_of_files(Window& window) {
  const auto urls = window.picture_urls();
  for (std::size_t slot = 0; slot < urls.size(); ++slot)
    if (!urls[slot].empty()) window.on_picture(slot, nullptr);
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
  for (const Aside& aside : aside_)
    if (find_key(open_, aside.app.key) == open_.end()) open_.push_back(aside.app);
  return events;
}

xml::Outcome AppFocus::act(xml::AppArgument::Action action, std::string_view app_id) {
  using Wanted = xml::AppArgument::Action;
  if (!knows(app_id)) return unknown_app();
  switch (action) {
    case Wanted::RequestFocus:
    case Wanted::Close: {
      // It may have pages in both places: those on the stack are the newer ones.
      std::vector<TakenWindow> pages = take_aside(app_id);
      for (TakenWindow& page : windows_.take_app(app_id)) pages.push_back(std::move(page));
      if (action == Wanted::RequestFocus)
        for (TakenWindow& page : pages) windows_.put_back(std::move(page));
      return xml::Outcome::success();
    }
    case Wanted::ReleaseFocus:
      return put_aside(app_id, false);
    case Wanted::Minimize:
      break;
  }
  return put_aside(app_id, true);
}

std::vector<TakenWindow> AppFocus::take_aside(std::string_view app_id) {
  const auto aside = find_aside(app_id);
  if (aside == aside_.end()) return {};
  std::vector<TakenWindow> pages = std::move(aside->windows);
  aside_.erase(aside);
  stale_ = true;
  return pages;
}

void AppFocus::close_aside() {
  stale_ = stale_ || !aside_.empty();
  aside_.clear();
}

xml::Outcome AppFocus::put_aside(std::string_view app_id, bool minimized) {
  if (in_view() != app_id) return xml::Outcome::failed("Application is not Active");
  Aside aside{{std::string(app_id), windows_.source()->app}, take_aside(app_id)};
  for (TakenWindow& page : windows_.take_app(app_id)) aside.windows.push_back(std::move(page));
  if (aside.windows.size() > history_limit)
    aside.windows.erase(aside.windows.begin(),
                        aside.windows.end() - static_cast<std::ptrdiff_t>(history_limit));
  for (TakenWindow& page : aside.windows) let_go_of_files(*page.window);
  if (minimized) minimized_.push_back(aside.app);
  if (aside_.size() == most_aside) aside_.erase(aside_.begin());
  aside_.push_back(std::move(aside));
  return xml::Outcome::success();
}

bool AppFocus::knows(std::string_view app_id) const {
  const auto pages = windows_.pages();
  return !app_id.empty() &&
         (std::any_of(pages.begin(), pages.end(),
                      [app_id](const OpenPage& page) { return page.source->app.id == app_id; }) ||
          std::any_of(aside_.begin(), aside_.end(),
                      [app_id](const Aside& each) { return each.app.key == app_id; }));
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
