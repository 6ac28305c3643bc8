// The subscription of a line to the features that its server has for it: Feature Key Sync, by the package
// as-feature-event (ua/feature_state.h). What is to be changed goes there one by one, with a SUBSCRIBE within
// the dialog; without a dialog it waits for one. Owned by the line's LineSubscriptions; shard's thread.
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
  // The phone is to follow that: what is told, but for what is on its way there; or what it wanted in vain.
  virtual void on_features_told(unsigned line, const ua::FeatureState& news) = 0;

 protected:
  ~FeatureSyncHandler() = default;
};

class FeatureSync final : private LineSubscriptionHandler {
 public:
  // What these refer to outlives it.
  FeatureSync(LineClient& client, const SubscriptionTarget& options, FeatureSyncHandler& handler);
  FeatureSync(const FeatureSync&) = delete;
  FeatureSync& operator=(const FeatureSync&) = delete;

  // That is to be so at the server.
  void want(const ua::FeatureState& changes);
  // The handler, of how it is now.
  void tell();
  [[nodiscard]] LineSubscription& subscription() { return subscription_; }

 private:
  ua::NotifyAnswer on_notified(LineSubscription& subscription, const sip::Message& notify) override;
  void on_subscription_changed(LineSubscription& subscription) override;
  LineBody body_of_subscribe() override;
  void on_body_answered(const LineAnswer& answer) override;
  ua::NotifyAnswer refuse(ua::NotifyAnswer answer, std::string_view why);

  LineClient& client_;
  FeatureSyncHandler& handler_;
  ua::FeatureState told_;
  ua::FeatureState wanted_;        // that the server does not know of yet
  ua::FeatureState asked_;         // by the SUBSCRIBE under way, one of them
  LineSubscription subscription_;  // last: it uses the others
};

}  // namespace handset::phone
