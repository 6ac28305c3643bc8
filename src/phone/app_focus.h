// The applications of the services: which pages belong together by their appId, which of them is in view,
// and which were put aside. A page without an appId is an application of its own, which no `App:` can name.
// Owned by Services; shard's thread.
//
// It has the focus while a page of it is on top; a page that is being fetched leaves it where it is. An
// application that releases the focus, or is minimized, is put aside with all its pages until it asks for
// the focus again; it is closed when its last page is, wherever that is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "phone/window.h"
#include "phone/window_stack.h"
#include "xml/executor.h"
#include "xml/uri_arguments.h"

namespace handset::phone {

// What happened to an application, and what it wants run for that.
struct AppEvent {
  enum class Kind : std::uint8_t { FocusLost, Closed, Minimized, FocusGained };
  Kind kind;
  std::string app_id;
  std::string uris;  // with `;` between; never empty
};

// "onAppFocusLost" and so on, as the attribute is called.
[[nodiscard]] std::string_view app_event_name(AppEvent::Kind kind);

class AppFocus final {
 public:
  static constexpr std::size_t most_aside = 8;  // one more closes the oldest

  // The windows outlive it.
  explicit AppFocus(WindowStack& windows) : windows_(windows) {}
  AppFocus(const AppFocus&) = delete;
  AppFocus& operator=(const AppFocus&) = delete;

  // Something was closed aside, which no change of the windows tells.
  [[nodiscard]] bool stale() const { return stale_; }
  // What has happened since the last look. `passing`: a window that takes the focus from nobody.
  [[nodiscard]] std::vector<AppEvent> look(WindowId passing);

  // Status 6 with `Unknown Application ID` or `Application is not Active`.
  xml::Outcome act(xml::AppArgument::Action action, std::string_view app_id);
  [[nodiscard]] bool knows(std::string_view app_id) const;
  // Of the page in view; empty: it has none.
  [[nodiscard]] std::string_view in_view() const;

  // Closes those that were put aside.
  void close_aside();
  [[nodiscard]] bool has_aside() const { return !aside_.empty(); }

 private:
  // One that is open, as it was seen last.
  struct App {
    std::string key;  // appId, or the number of the window
    PageApp page;     // the topmost of its pages
  };
  struct Aside {
    App app;
    std::vector<TakenWindow> windows;  // the lowest first; no more than may lie on the stack
  };

  [[nodiscard]] std::vector<App> apps_on_stack() const;
  [[nodiscard]] static std::string key_of(WindowId window, const PageApp& page);
  std::vector<Aside>::iterator find_aside(std::string_view app_id);
  std::vector<TakenWindow> take_aside(std::string_view app_id);
  xml::Outcome put_aside(std::string_view app_id, bool minimized);

  WindowStack& windows_;
  std::vector<App> open_;
  std::vector<Aside> aside_;
  std::vector<App> minimized_;  // since the last look
  std::string focus_;           // key; empty: none has it
  bool stale_ = false;
};

}  // namespace handset::phone
