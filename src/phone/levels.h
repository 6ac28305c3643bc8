// Levels that keys turn, such as volumes: shown at once, and stored once they have come to rest, which is two
// seconds after the last turn or with the next other key. Owned by the Menus; shard's thread.
//
// What is turned outside of the menus tells its level over whatever is shown.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/world.h"
#include "phone/menu_host.h"
#include "phone/menu_pages.h"
#include "phone/menu_settings.h"
#include "phone/window_stack.h"

namespace handset::phone {

inline constexpr Duration level_rest = seconds(2);

class Levels final {
 public:
  // Both outlive the levels.
  Levels(Clock& clock, WindowStack& windows) : clock_(clock), windows_(windows) {}
  Levels(const Levels&) = delete;
  Levels& operator=(const Levels&) = delete;

  void set_host(MenuHost* host) { host_ = host; }

  // As turned, else as the settings have it.
  [[nodiscard]] unsigned level(const MenuSetting& setting) const;
  [[nodiscard]] LevelNow now(const MenuSetting& setting) const { return {setting, level(setting)}; }

  // Nothing where it is as the settings have it.
  [[nodiscard]] std::optional<unsigned> turned_to(std::string_view tag) const;

  // By a step up or down, and to the end of its range at most. `over`: over whatever is shown. Why it cannot
  // be turned; empty: it is.
  std::string turn(std::string_view tag, int step, bool over);
  // Around each key: one that turns nothing ends the turning.
  void begin_key() { turned_by_key_ = false; }
  void end_key();
  // One is to be stored yet.
  [[nodiscard]] bool turning() const;

  // Whether that choice was of a level. Its words, if it was refused, are for the caller to show.
  bool answered(std::uint64_t number);

 private:
  struct Turned {
    MenuSetting setting;
    unsigned level = 0;
    std::uint64_t choice = 0;  // under way; 0: it still turns
  };

  [[nodiscard]] const Turned* find(const MenuSetting& setting) const;
  Turned& turned(const MenuSetting& setting);
  void rest();
  void store(const MenuSetting& setting);

  Clock& clock_;
  WindowStack& windows_;
  MenuHost* host_ = nullptr;
  std::vector<Turned> turned_;
  bool turned_by_key_ = false;
  Timer rest_ = Timer::calling<&Levels::rest>(*this);
};

}  // namespace handset::phone
