// One subscription of a line: writes each SUBSCRIBE and hands over what became of it. When, and what an
// answer or a NOTIFY means, is ua::Subscription's. Its requests go to the line's own server, within their
// dialog too: a proxy that wants to see them has put itself into the route (RFC 3261 8.1.2, 12.2.1.1). Owned
// by the line's LineSubscriptions; shard's thread.
#pragma once

#include <string>
#include <string_view>

#include "phone/line_request.h"
#include "sip/message.h"
#include "ua/subscription.h"

namespace handset::phone {

class LineClient;
class LineSubscription;

// What a SUBSCRIBE asks for beyond being told.
struct LineBody {
  std::string_view type{};  // a literal
  std::string text{};       // empty: there is none
};

class LineSubscriptionHandler {
 public:
  // What a NOTIFY says, and how it is to be answered.
  virtual ua::NotifyAnswer on_notified(LineSubscription& subscription, const sip::Message& notify) = 0;
  virtual void on_subscription_changed(LineSubscription& subscription) = 0;
  // What the next SUBSCRIBE within the dialog brings along.
  virtual LineBody body_of_subscribe() { return {}; }
  // What became of one that brought something along: before what that means for the subscription.
  virtual void on_body_answered(const LineAnswer&) {}

 protected:
  ~LineSubscriptionHandler() = default;
};

// What a SUBSCRIBE says that it takes. Literals.
struct SubscriptionContent {
  std::string_view accept;       // the types of bodies
  std::string_view supported{};  // an extension (RFC 3261 20.37); empty: none
};

class LineSubscription final : private ua::Subscription::Subscriber {
 public:
  // What these refer to outlives it. `uri`: whom it concerns.
  LineSubscription(LineClient& client, const ua::SubscriptionOptions& options, std::string uri,
                   const SubscriptionContent& content, LineSubscriptionHandler& handler);
  LineSubscription(const LineSubscription&) = delete;
  LineSubscription& operator=(const LineSubscription&) = delete;

  void start() { subscription_.start(); }
  void stop() { subscription_.stop(); }
  // All is to be told anew, soon: something of it was lost. However often, it is asked for once in a while.
  void ask_again();

  [[nodiscard]] bool owns(const sip::Message& notify) const { return subscription_.owns(notify); }
  [[nodiscard]] ua::NotifyAnswer take_notify(const sip::Message& notify) {
    return subscription_.take_notify(notify);
  }
  [[nodiscard]] const ua::Subscription& state() const { return subscription_; }
  [[nodiscard]] const std::string& uri() const { return uri_; }
  [[nodiscard]] const SubscriptionContent& content() const { return content_; }

 private:
  void send_subscribe(seconds expires) override;
  void forget_subscribe() override { request_.stop(); }
  void add_body(LineMessage& message);
  ua::NotifyAnswer on_notified(const sip::Message& notify) override {
    return handler_.on_notified(*this, notify);
  }
  void on_subscription_changed() override;
  void take(const LineAnswer& answer);
  void log_change();

  LineClient& client_;
  LineSubscriptionHandler& handler_;
  std::string uri_;
  SubscriptionContent content_;
  ua::Subscription::State logged_ = ua::Subscription::State::Off;
  bool brings_ = false;  // the SUBSCRIBE under way has a body
  seconds expires_{};    // of that SUBSCRIBE
  std::string logged_trouble_;
  LineRequest request_;
  ua::Subscription subscription_;
  Timer again_ = Timer::calling<&LineSubscription::start>(*this);
};

}  // namespace handset::phone
