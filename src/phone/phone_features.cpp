// What the servers of the phone's lines do with its calls, and its own settings of that (Feature Key Sync).
#include <algorithm>
#include <memory>
#include <string>

#include "phone/phone.h"

namespace handset::phone {

void Phone::on_features(unsigned number, const LineFeatures& features) {
  Line& line = lines_[number - 1];
  const ua::FeatureState before = line.features() != nullptr ? line.features()->told : ua::FeatureState{};
  if (line.features() != nullptr && *line.features() == features) return;
  if (features.told != before && !features.told.empty())
    world_.log.write(LogLevel::Info, "features",
                     "line " + std::to_string(number) + ": " + feature_list(features.told));
  line.set_features(features);
  lines_changed();
}

// The settings are the phone's, not a line's: of several lines in step they follow the first.
void Phone::on_features_told(unsigned number, const ua::FeatureState& news) {
  const auto leads = std::find_if(lines_.begin(), lines_.end(), [](const Line& line) {
    return line.options().client.feature_sync != nullptr;
  });
  if (followed_ && leads != lines_.end() && leads->number() == number) followed_->told(news);
}

void Phone::sync_features() {
  MenuHost* host = menus_.host();
  if (host == nullptr || !options_.features) return followed_.reset();
  if (!followed_) {
    followed_ = std::make_unique<FeatureFollower>(world_.clock, world_.log, *host, *options_.features);
    return;
  }
  const ua::FeatureState changed = followed_->take(*options_.features);
  if (changed.empty()) return;
  for (const Line& line : lines_)
    if (LineClient* client = clients_.find(line.number());
        client != nullptr && client->subscriptions() != nullptr)
      client->subscriptions()->want(changed);
}

}  // namespace handset::phone
