// What the phone's own menus know of their surroundings and ask of them: the Station in a phone that is in
// service. Shard's thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "phone/settings_choice.h"
#include "phone/status.h"
#include "settings/snapshot.h"

namespace handset::phone {

// A line of a page that tells something: "Serial number: 000e08aabbcc".
struct NamedValue {
  std::string name;
  std::string value;
};

class MenuHost {
 public:
  [[nodiscard]] virtual settings::SnapshotPtr menu_settings() const = 0;
  // The Info tab.
  [[nodiscard]] virtual std::vector<StatusSection> menu_status() const = 0;
  // Where this phone is reached.
  [[nodiscard]] virtual std::vector<NamedValue> menu_network() const = 0;
  // Of a choice that is to be made.
  virtual std::uint64_t next_choice() = 0;
  // As the user account. The answer comes to Phone::settings_answered(), within the call or later.
  virtual void choose_settings(SettingsChoice choice) = 0;
  // As soon as the phone is idle.
  virtual void restart_phone() = 0;

 protected:
  ~MenuHost() = default;
};

}  // namespace handset::phone
