// What a line is subscribed to: its mailbox (message-summary, RFC 3842), those whom keys of the phone watch
// (dialog, RFC 4235), a list of such (RFC 4662), and its features at the server (as-feature-event). Owned by
// the line's LineClient; shard's thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "phone/feature_sync.h"
#include "phone/line_subscription.h"
#include "phone/message_summary.h"
#include "phone/watch.h"
#include "phone/watch_list.h"
#include "ua/dialog_info.h"

namespace handset::phone {

class LineClient;

// Whom the subscriptions of a line concern.
class LineSubscriptionsHandler : public WatchListHandler, public FeatureSyncHandler {
 public:
  // What the voice mail server says of the line's messages.
  virtual void on_mailbox(unsigned line, const MessageSummary& mailbox) = 0;
  // It is another one now: mailbox_trouble() of that line.
  virtual void on_mailbox_subscription(unsigned line) = 0;
  // `key` from 0.
  virtual void on_watched(unsigned key, const WatchStatus& status) = 0;

 protected:
  ~LineSubscriptionsHandler() = default;
};

class LineSubscriptions final : private LineSubscriptionHandler {
 public:
  // Who is watched by which key, counted from 0.
  using Watched = std::map<unsigned, std::string>;

  // What these refer to outlives it.
  LineSubscriptions(LineClient& client, LineSubscriptionsHandler& handler)
      : client_(client), handler_(handler) {}
  LineSubscriptions(const LineSubscriptions&) = delete;
  LineSubscriptions& operator=(const LineSubscriptions&) = delete;

  // From now on it is these, those on `list` (a URI, empty: there is none), and the mailbox and the features
  // that the line's options name. Those that go on are not disturbed. The handler is told of each.
  void keep(const Watched& watched, const std::string& list, const ua::SubscriptionOptions& options);
  // The server may have forgotten them, or is there again: all are tried at once.
  void renew();
  // Ends all, as before the phone leaves.
  void stop();
  // That of the line's features is to be so at its server; nothing, where they are not in step.
  void want(const ua::FeatureState& changes) {
    if (features_) features_->want(changes);
  }
  // The answer to a NOTIFY within a dialog; nothing: it is none of ours.
  [[nodiscard]] std::optional<ua::NotifyAnswer> take_notify(const sip::Message& notify);

  // Null: the line has no voice mail server.
  [[nodiscard]] const ua::Subscription* mailbox() const { return mailbox_ ? &mailbox_->state() : nullptr; }

 private:
  struct Lamp {
    explicit Lamp(unsigned its_key) : key(its_key) {}

    unsigned key;
    ua::DialogTable told;
    std::unique_ptr<LineSubscription> subscription;  // last: it uses the others
  };

  ua::NotifyAnswer on_notified(LineSubscription& subscription, const sip::Message& notify) override;
  void on_subscription_changed(LineSubscription& subscription) override;
  ua::NotifyAnswer take_summary(const sip::Message& notify);
  ua::NotifyAnswer take_dialogs(Lamp& lamp, const sip::Message& notify);
  [[nodiscard]] Lamp* find(const LineSubscription& subscription);
  void log_broken(const LineSubscription& subscription, std::string_view why);
  void keep_list(const std::string& list, const ua::SubscriptionOptions& options);
  // With each subscription.
  template <class Use>
  void each(Use use);

  LineClient& client_;
  LineSubscriptionsHandler& handler_;
  std::unique_ptr<LineSubscription> mailbox_;
  std::map<unsigned, Lamp> lamps_;
  std::unique_ptr<WatchList> list_;
  std::unique_ptr<FeatureSync> features_;
};

}  // namespace handset::phone
