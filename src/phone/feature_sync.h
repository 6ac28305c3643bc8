// The subscription of a line to the features that its server has for it: Feature Key Sync, by the package
// as-feature-event (ua/feature_state.h). Owned by the line's LineSubscriptions; shard's thread.
#pragma once

#include <string_view>

#include "phone/line_client_options.h"
#include "phone/line_features.h"
#include "phone/line_subscription.h"

namespace handset::phone {

class FeatureSyncHandler {
 public:
  // How it is now: what was told, which is forgotten with the subscription, and why nothing is.
  virtual void on_features(unsigned line, const LineFeatures& features) = 0;

 protected:
  ~FeatureSyncHandler() = default;
};

class FeatureSync final : private LineSubscriptionHandler {
 public:
  // What these refer to outlives it.
  FeatureSync(LineClient& client, const SubscriptionTarget& options, FeatureSyncHandler& handler);
  FeatureSync(const FeatureSync&) = delete;
  FeatureSync& operator=(const FeatureSync&) = delete;

  // The handler, of how it is now.
  void tell();
  [[nodiscard]] LineSubscription& subscription() { return subscription_; }

 private:
  ua::NotifyAnswer on_notified(LineSubscription& subscription, const sip::Message& notify) override;
  void on_subscription_changed(LineSubscription& subscription) override;
  ua::NotifyAnswer refuse(ua::NotifyAnswer answer, std::string_view why);

  LineClient& client_;
  FeatureSyncHandler& handler_;
  ua::FeatureState told_;
  LineSubscription subscription_;  // last: it uses the others
};

}  // namespace handset::phone
