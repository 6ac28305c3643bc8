// The screen of a phone: the idle window at the bottom and the services windows on top of each other. The
// top window is seen and gets the keys; what lies under it is the history that Back walks.
//
// One stack a phone, owned by it; shard's thread. The version rises whenever what is seen may have changed,
// so a viewer compares one number and asks for screen() only then. A phone that nobody looks at draws
// nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "phone/idle_window.h"
#include "phone/model.h"
#include "phone/screen.h"
#include "phone/window.h"

namespace handset::phone {

// Pages kept for Back; opening one more forgets the oldest.
inline constexpr std::size_t history_limit = 32;

// A page of a service on the stack.
struct OpenPage {
  WindowId window;
  const PageSource* source;
};

// A window and the name that it keeps for life, wherever it lies.
struct TakenWindow {
  WindowId id;
  std::unique_ptr<Window> window;
};

class WindowStack {
 public:
  // `model` outlives the stack.
  explicit WindowStack(const Model& model);

  // On top of all others.
  WindowId push(std::unique_ptr<Window> window);
  // In the place of one that is still open; false, and nothing changes, when it is closed. A page of the same
  // URL takes over the position.
  bool replace(WindowId id, std::unique_ptr<Window> window);
  bool close(WindowId id);
  // All that lie on that one; false when it is closed itself.
  bool close_above(WindowId id);
  // `Init:Services`, and what Exit does: back to idle.
  void close_services();
  // Takes the pages of that application off the stack, the lowest first.
  std::vector<TakenWindow> take_app(std::string_view app_id);
  // On top of all others again.
  void put_back(TakenWindow taken);

  // Declined keys are for the phone, and so are actions, those that the stack has carried out among them.
  KeyResult on_key(Key key);
  KeyResult on_text(std::string_view utf8);
  // In pixels of the services pane.
  KeyResult on_touch(int x, int y);
  // `SoftKey:NAME` in an Execute.
  KeyResult on_soft_key(SoftKeyFunction function);
  [[nodiscard]] bool repeats(Key key) const;
  [[nodiscard]] bool keeps_keys_secret() const { return top_window().keeps_keys_secret(); }
  [[nodiscard]] bool awaits_digit() const;
  [[nodiscard]] Duration pause() const;
  KeyResult on_pause();

  void set_idle(IdleState state);
  // Words on the prompt line over whatever is shown, until the next key or the next window.
  void note(std::string words);
  // Over whatever is shown, until it is taken away.
  void set_overlay(std::optional<ScreenOverlay> overlay);
  // Of a service, over the idle screen; it stays until it is taken away.
  void set_status(std::optional<ScreenStatus> status);
  void set_contrast(unsigned contrast);
  // Whether the display is lit.
  void set_lit(bool lit);

  [[nodiscard]] Screen screen() const;
  [[nodiscard]] std::uint64_t version() const { return version_; }
  // Rises with each window that opens or closes, or takes another's place.
  [[nodiscard]] std::uint64_t pages_version() const { return pages_version_; }
  [[nodiscard]] bool is_idle() const { return windows_.empty(); }
  // 0 when idle.
  [[nodiscard]] WindowId top() const;
  [[nodiscard]] bool is_open(WindowId id) const { return find_window(id) != nullptr; }
  // All of them, the lowest first.
  [[nodiscard]] std::vector<WindowId> open() const;
  // False when the window is closed. Null takes the picture away.
  bool set_picture(WindowId id, std::size_t slot, const PicturePtr& picture);
  // It does not come, for a reason that the words say. False when the window is closed.
  bool set_no_picture(WindowId id, std::size_t slot, const std::string& words);
  // Null when it is closed.
  [[nodiscard]] const Window* find_window(WindowId id) const;
  // Of the page on top; null when it is none.
  [[nodiscard]] const PageSource* source() const { return top_window().source(); }
  // Of a page that is open; null when it is none.
  [[nodiscard]] const PageSource* source_of(WindowId id) const;
  // All that are open, the lowest first; good until the stack changes.
  [[nodiscard]] std::vector<OpenPage> pages() const;
  // As top(), without that window.
  [[nodiscard]] WindowId top_but(WindowId id) const;
  [[nodiscard]] const Model& model() const { return model_; }

 private:
  std::vector<TakenWindow>::iterator find(WindowId id);
  Window& top_window();
  [[nodiscard]] const Window& top_window() const;
  KeyResult carry_out(KeyResult result);
  void go_back(Action::Kind kind);
  void pages_changed();
  // Also ends a note.
  void changed();

  const Model& model_;
  IdleWindow idle_;
  std::vector<TakenWindow> windows_;  // the last is on top
  std::string note_;
  std::optional<ScreenOverlay> overlay_;
  std::unique_ptr<const ScreenStatus> status_;  // null: there is no such window
  unsigned contrast_ = default_contrast;
  bool lit_ = true;
  std::uint64_t version_ = 1;
  std::uint64_t pages_version_ = 1;
  std::uint64_t last_id_ = 0;
};

}  // namespace handset::phone
