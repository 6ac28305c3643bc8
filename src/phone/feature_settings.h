// The phone's own settings of do-not-disturb and forwarding beside what the servers of its lines have
// (Feature Key Sync): they follow the server, and what people change goes there. What came from the server is
// never sent back. Pure; owned by the Phone; shard's thread.
#pragma once

#include <utility>
#include <vector>

#include "settings/assignment.h"
#include "settings/snapshot.h"
#include "ua/feature_state.h"

namespace handset::phone {

// What the settings say, of all features. Servers count rings where phones count seconds.
[[nodiscard]] ua::FeatureState features_from(const settings::Snapshot& settings);

class FeatureSettings {
 public:
  explicit FeatureSettings(ua::FeatureState settings) : settings_(std::move(settings)) {}

  // The settings are these by now. What people have changed of them since, to be sent.
  [[nodiscard]] ua::FeatureState take(const ua::FeatureState& settings);
  // What is to be stored so that the settings, which are those, say what the server tells; none: they do, or
  // something is being stored. A forwarding whose destination is not told cannot be followed.
  [[nodiscard]] std::vector<settings::Assignment> follow(const ua::FeatureState& told,
                                                         const settings::Snapshot& settings);
  // What follow() wanted is stored, or was refused.
  void followed() { following_ = {}; }

 private:
  ua::FeatureState settings_;   // as they were when all was in step
  ua::FeatureState following_;  // that is being stored for the server
};

}  // namespace handset::phone
