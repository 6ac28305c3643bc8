// The phone's own menus, which the Settings key opens: call lists, what the phone says of itself, its lines,
// volumes, the settings of its user, and the restart. Makes their windows, does what is chosen in them, and
// turns the volume that the volume keys mean. Owned by the Phone; shard's thread.
//
// What is changed is asked of the MenuHost, with the rights of the user account; until the answer is there no
// second thing is saved. Windows that show settings or lines follow them while they are open.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/world.h"
#include "phone/levels.h"
#include "phone/line.h"
#include "phone/menu_host.h"
#include "phone/menu_pages.h"
#include "phone/window_stack.h"

namespace handset::phone {

class Menus final {
 public:
  // All of them outlive the menus.
  Menus(Clock& clock, WindowStack& windows, const std::deque<Line>& lines);

  // Null: there are none, and the keys do nothing. It outlives the menus.
  void set_host(MenuHost* host);
  [[nodiscard]] MenuHost* host() const { return host_; }

  // The Settings key: opens the top; goes back to it from a page of the menus; closes it. False: no menus.
  bool toggle();
  // A key of the volume, where the window on top has no use for it. False: no menus.
  bool turn_volume(Volume volume, int step);
  // Action::Kind::Menu.
  void perform(const Action& action);
  void answered(std::uint64_t number, const SettingsAnswer& answer);
  // Settings or lines are other ones now.
  void refresh();

  // Of a black-and-white display, as the settings have it.
  void set_contrast(unsigned contrast);

  [[nodiscard]] Levels& levels() { return levels_; }
  // A volume is to be stored yet.
  [[nodiscard]] bool turning() const { return levels_.turning(); }

 private:
  struct Page {
    WindowId window{};
    std::string name;
  };
  // What is to be saved.
  struct Saving {
    std::uint64_t number = 0;  // 0: not under way; the password is being asked for
    MenuSetting setting;
    std::string value;
    WindowId window{};    // closed once it is saved: where the value was chosen
    WindowId password{};  // where the password is asked for; open: it has been
  };

  [[nodiscard]] WindowPtr make(std::string_view page) const;
  [[nodiscard]] WindowPtr make_info(std::string_view page, const settings::Snapshot& settings) const;
  [[nodiscard]] WindowPtr make_level(const settings::Snapshot& settings, std::string_view tag) const;
  [[nodiscard]] std::vector<LevelNow> volumes(const settings::Snapshot& settings) const;
  void open(std::string_view page);
  void begin(std::string_view tag);
  void save(std::string_view tag, std::string value, WindowId window);
  void pick(std::string_view about, WindowId window);
  void choose(std::optional<std::string> password);
  void give_password(std::string password);
  void turn(std::string_view tag, int step);
  void follow_contrast();
  void restart();
  void say(const std::string& title, const std::string& words);

  WindowStack& windows_;
  const std::deque<Line>& lines_;
  MenuHost* host_ = nullptr;
  Levels levels_;
  std::vector<Page> pages_;  // those that follow what they show; some may be closed
  WindowId top_{};
  unsigned contrast_ = default_contrast;
  std::unique_ptr<Saving> saving_;  // null: nothing
};

}  // namespace handset::phone
