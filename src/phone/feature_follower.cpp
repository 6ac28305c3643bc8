#include "phone/feature_follower.h"

#include <optional>

namespace handset::phone {

void FeatureFollower::told(const ua::FeatureState& news) {
  told_.take(news);
  if (choice_ == 0) clock_.arm(turn_, Duration{});
}

// The answer may come within the call.
void FeatureFollower::follow() {
  auto values = settings_.follow(std::exchange(told_, {}), *host_.menu_settings());
  if (values.empty()) return;
  choice_ = host_.next_choice();
  host_.choose_settings({choice_, std::move(values), std::nullopt});
}

bool FeatureFollower::answered(std::uint64_t choice, const SettingsAnswer& answer) {
  if (choice == 0 || choice != choice_) return false;
  choice_ = 0;
  settings_.followed();
  if (answer.verdict != SettingsAnswer::Verdict::Stored)
    log_.write(LogLevel::Warning, "features",
               "The settings do not follow what the server tells: " + answer.words);
  if (!told_.empty()) clock_.arm(turn_, Duration{});
  return true;
}

}  // namespace handset::phone
