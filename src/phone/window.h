// A window: a page of the screen that shows itself and gets the keys while it is on top. The phone's
// WindowStack owns all windows; shard's thread.
//
// Windows call nobody. What a key asks for comes back as an Action, which the stack carries out when it is
// about windows and hands to the phone when it is not.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "phone/key.h"
#include "phone/model.h"
#include "phone/screen.h"
#include "phone/soft_key.h"
#include "phone/typed.h"
#include "xml/common.h"

namespace handset::phone {

// Never reused within a stack. 0 is no window.
enum class WindowId : std::uint64_t {};

struct Action {
  enum class Kind : std::uint8_t {
    OpenUri,  // web or internal URI: the answer is a new page on top
    Reload,   // like OpenUri, but the answer takes the place of `window` (Update, Next)
    Cancel,   // the window's work is to be given up (the stack has closed it already)
    Menu,     // a choice in the phone's own menus, which `uri` names; no page of a service can ask for it
    // The stack carries them out; `window` is then the page that is seen again.
    Back,   // one page back
    Exit,   // back to the last page that had not expired when it came
    Leave,  // leave the services
  };
  Kind kind;
  std::string uri;      // OpenUri, Reload: as written on the page
  std::string title;    // OpenUri: default title of what is opened, the name of the chosen row
  WindowId window{};    // the window that asked; filled in by the stack
  std::string shown{};  // OpenUri: what of `uri` may be written down, where it carries a secret; empty: all
  std::string value{};  // Menu: what was entered
  Typed typed{};        // OpenUri, Reload: in `uri`

  friend bool operator==(const Action&, const Action&) = default;
};

struct KeyResult {
  bool handled = false;  // false: declined, the key is for the phone
  std::optional<Action> action;
  std::optional<Action> release{};  // once the key goes up again, whatever is on top by then

  static KeyResult declined() { return {}; }
  static KeyResult done() { return {true, std::nullopt}; }
  static KeyResult act(Action::Kind kind) { return {true, Action{kind, {}, {}}}; }
  static KeyResult open(std::string uri, std::string title) {
    return {true, Action{Action::Kind::OpenUri, std::move(uri), std::move(title)}};
  }
  friend bool operator==(const KeyResult&, const KeyResult&) = default;
};

// What a page says of the application that it belongs to: its ID (empty: it has none), lists of URIs with `;`
// between for what happens to it, and where the digits go during a call.
struct PageApp {
  std::string id{};
  std::string on_focus_lost{};
  std::string on_focus_gained{};
  std::string on_minimized{};
  std::string on_closed{};
  xml::KeypadTarget keypad_target = xml::KeypadTarget::Application;
};

// Where a page came from, and what its server said of it.
struct PageSource {
  std::string url{};                  // empty: pushed inline, so there is nothing to update from
  std::string next{};                 // Refresh URL; empty: none
  std::string title{};                // for a page without a Title: the name of the row that led here
  std::string shown{};                // as Action::shown
  Typed typed{};                      // as Action::typed
  Duration refresh{};                 // loaded again after that; zero: by a key only
  std::optional<WallTime> expires{};  // fetched anew from then on when it is seen again
  bool came_expired = false;          // Exit goes past it
  PageApp app{};
};

// Where a person is in a page: taken over by the same page loaded again.
struct PagePosition {
  std::size_t row = 0;                                       // the one with the cursor, or the first in view
  std::size_t soft_key_page = 0;                             // which of them `more` has turned to
  std::vector<std::pair<std::string, std::string>> typed{};  // into a form: parameters and values

  friend bool operator==(const PagePosition&, const PagePosition&) = default;
};

// How long a digit waits for a second one, and a letter for another tap.
inline constexpr Duration digit_pause = milliseconds(1500);
inline constexpr Duration tap_pause = milliseconds(1000);

class Window {
 public:
  virtual ~Window() = default;

  // Fills everything but the grid; the Screen is a fresh one.
  virtual void show(Screen& screen) const = 0;
  // A press, and the release that follows.
  virtual KeyResult on_key(Key key) = 0;
  // Typed text, UTF-8 without control characters; declined where none can be entered.
  virtual KeyResult on_text(std::string_view /*utf8*/) { return KeyResult::declined(); }
  // Whether the key acts again and again here while it is held down. Asked before each time: where a field is
  // edited, what deletes letters repeats as long as there are some.
  [[nodiscard]] virtual bool repeats(Key key) const { return is_arrow(key); }
  // The keypad writes a secret now, such as a PIN: nobody is to be told which of its keys are pressed.
  [[nodiscard]] virtual bool keeps_keys_secret() const { return false; }
  // A finger on the services pane, in pixels from its upper left corner.
  virtual KeyResult on_touch(int /*x*/, int /*y*/) { return KeyResult::declined(); }
  // What a `SoftKey:NAME` URI or a default soft key does here; declined where it means nothing.
  virtual KeyResult on_soft_key(SoftKeyFunction function) = 0;
  // A typed digit may be the first of two, or a letter may change: the owner of the stack calls on_pause()
  // when no key has come for pause() while this is true.
  [[nodiscard]] virtual bool awaits_digit() const { return false; }
  [[nodiscard]] virtual Duration pause() const { return digit_pause; }
  virtual KeyResult on_pause() { return KeyResult::declined(); }
  // Another window is laid on top: what was half typed is forgotten.
  virtual void on_covered() {}

  // Addresses of the pictures that it shows, each to be fetched for the slot of its place in the list; empty:
  // nothing is to be fetched for that one. The window does without until on_picture().
  [[nodiscard]] virtual std::vector<std::string> picture_urls() const { return {}; }
  // Null: it is let go, and may come again.
  virtual void on_picture(std::size_t /*slot*/, const PicturePtr& /*picture*/) {}
  virtual void on_no_picture(std::size_t /*slot*/, const std::string& /*words*/) {}
  // Null when there is none so far.
  [[nodiscard]] virtual PicturePtr picture(std::size_t /*slot*/) const { return nullptr; }
  // It is nothing without that picture.
  [[nodiscard]] virtual bool needs_picture(std::size_t /*slot*/) const { return false; }

  // Null for what is no page of a service.
  [[nodiscard]] virtual const PageSource* source() const { return nullptr; }
  [[nodiscard]] virtual PagePosition position() const { return {}; }
  // Any position is allowed: the page may have become shorter.
  virtual void restore(const PagePosition& /*position*/) {}
};

}  // namespace handset::phone
