// Keeps the phone's own settings of do-not-disturb and forwarding in step with what the server of a line
// tells (Feature Key Sync): has them stored, as the menus do. Owned by the Phone; shard's thread.
#pragma once

#include <cstdint>
#include <utility>

#include "base/world.h"
#include "phone/feature_settings.h"
#include "phone/menu_host.h"
#include "phone/settings_choice.h"

namespace handset::phone {

class FeatureFollower final {
 public:
  // `settings`: as they are. What these refer to outlives it.
  FeatureFollower(Clock& clock, Log& log, MenuHost& host, ua::FeatureState settings)
      : clock_(clock), log_(log), host_(host), settings_(std::move(settings)) {}

  // By the server. The settings follow on a turn of its own.
  void told(const ua::FeatureState& news);
  // The settings are these by now: what people have changed of them, to be sent.
  [[nodiscard]] ua::FeatureState take(const ua::FeatureState& settings) { return settings_.take(settings); }
  // False: that choice was none of its own.
  bool answered(std::uint64_t choice, const SettingsAnswer& answer);

 private:
  void follow();

  Clock& clock_;
  Log& log_;
  MenuHost& host_;
  FeatureSettings settings_;
  ua::FeatureState told_;     // that is to be followed yet
  std::uint64_t choice_ = 0;  // under way; 0: none
  Timer turn_ = Timer::calling<&FeatureFollower::follow>(*this);
};

}  // namespace handset::phone
