#include "phone/line_subscriptions.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "phone/line_client.h"
#include "sip/content.h"

namespace handset::phone {
namespace {

constexpr std::string_view dialog_type = "application/dialog-info+xml";

// Whether a body is of the type that was asked for; a NOTIFY may leave it out.
ua::NotifyAnswer judge_type(const sip::Message& notify, std::string_view wanted) {
  if (sip::content_coding(notify) != sip::ContentCoding::Identity) return {415};
  const std::string_view type = notify.value(sip::Field::ContentType);
  if (type.empty() || equal_ignoring_case(media_type(type), wanted)) return {};
  return {415};
}

}  // namespace

template <class Use>
void LineSubscriptions::each(Use use) {
  if (mailbox_) use(*mailbox_);
  for (auto& [key, lamp] : lamps_) use(*lamp.subscription);
  if (list_) use(list_->subscription());
  if (features_) use(features_->subscription());
}

void LineSubscriptions::keep(const Watched& watched, const std::string& list,
                             const ua::SubscriptionOptions& options) {
  const auto& mailbox = client_.options().client.mailbox;
  if (!mailbox_ && !mailbox.uri.empty()) {
    mailbox_ = std::make_unique<LineSubscription>(client_, mailbox.subscription, mailbox.uri,
                                                  SubscriptionContent{.accept = message_summary_type},
                                                  static_cast<LineSubscriptionHandler&>(*this));
    mailbox_->start();
  } else if (mailbox_) {
    handler_.on_mailbox_subscription(client_.line());
  }
  // Who ends here is not told of; at the server it ends with its next NOTIFY, which gets 481.
  std::erase_if(lamps_, [&](const auto& one) {
    const auto found = watched.find(one.first);
    return found == watched.end() || found->second != one.second.subscription->uri() ||
           one.second.subscription->state().options() != options;
  });
  for (const auto& [key, uri] : watched) {
    const auto [place, is_new] = lamps_.try_emplace(key, key);
    if (!is_new) continue;
    Lamp& lamp = place->second;
    lamp.subscription =
        std::make_unique<LineSubscription>(client_, options, uri, SubscriptionContent{.accept = dialog_type},
                                           static_cast<LineSubscriptionHandler&>(*this));
    lamp.subscription->start();
  }
  for (const auto& [key, lamp] : lamps_)
    handler_.on_watched(key, watch_status(lamp.subscription->state(), lamp.told));
  keep_list(list, options);
  if (const auto& sync = client_.options().client.feature_sync; sync && !features_) {
    features_ = std::make_unique<FeatureSync>(client_, *sync, handler_);
    features_->subscription().start();
  }
  if (features_) features_->tell();
}

void LineSubscriptions::keep_list(const std::string& list, const ua::SubscriptionOptions& options) {
  if (list_ && (list_->subscription().uri() != list || list_->subscription().state().options() != options))
    list_.reset();
  if (!list_ && !list.empty()) {
    list_ = std::make_unique<WatchList>(client_, options, list, handler_);
    list_->subscription().start();
  }
  if (list_) list_->tell();
}

void LineSubscriptions::renew() {
  each([](LineSubscription& one) { one.start(); });
}

void LineSubscriptions::stop() {
  each([](LineSubscription& one) { one.stop(); });
}

std::optional<ua::NotifyAnswer> LineSubscriptions::take_notify(const sip::Message& notify) {
  LineSubscription* owner = nullptr;
  each([&](LineSubscription& one) {
    if (owner == nullptr && one.owns(notify)) owner = &one;
  });
  if (owner == nullptr) return std::nullopt;
  return owner->take_notify(notify);
}

LineSubscriptions::Lamp* LineSubscriptions::find(const LineSubscription& subscription) {
  const auto found = std::find_if(lamps_.begin(), lamps_.end(), [&](const auto& one) {
    return one.second.subscription.get() == &subscription;
  });
  return found == lamps_.end() ? nullptr : &found->second;
}

ua::NotifyAnswer LineSubscriptions::on_notified(LineSubscription& subscription, const sip::Message& notify) {
  if (notify.body().empty()) return {};
  if (const auto answer = judge_type(notify, subscription.content().accept); answer.status != 200) {
    log_broken(subscription, "a body of another type than was asked for");
    return answer;
  }
  if (Lamp* lamp = find(subscription)) return take_dialogs(*lamp, notify);
  return take_summary(notify);
}

ua::NotifyAnswer LineSubscriptions::take_summary(const sip::Message& notify) {
  const auto summary = parse_message_summary(notify.body());
  if (!summary) {
    log_broken(*mailbox_, summary.error().what);
    return {400, "Bad Message Summary"};
  }
  handler_.on_mailbox(client_.line(), *summary);
  return {};
}

ua::NotifyAnswer LineSubscriptions::take_dialogs(Lamp& lamp, const sip::Message& notify) {
  const auto info = ua::DialogInfo::parse(notify.body());
  if (!info) {
    log_broken(*lamp.subscription, info.error().log_words());
    return {400, "Bad Dialog Info"};
  }
  if (!lamp.told.take(*info)) lamp.subscription->ask_again();
  return {};
}

void LineSubscriptions::log_broken(const LineSubscription& subscription, std::string_view why) {
  client_.world().log.write(LogLevel::Warning, "subscription",
                            "line " + std::to_string(client_.line()) + ", NOTIFY of " + subscription.uri() +
                                ": " + std::string(why));
}

void LineSubscriptions::on_subscription_changed(LineSubscription& subscription) {
  Lamp* lamp = find(subscription);
  if (lamp == nullptr) {
    if (mailbox_.get() == &subscription) handler_.on_mailbox_subscription(client_.line());
    return;
  }
  using State = ua::Subscription::State;
  const State state = subscription.state().state();
  // What was told before a subscription began anew is not true any more.
  if (state != State::Active && state != State::Pending) lamp->told.clear();
  handler_.on_watched(lamp->key, watch_status(subscription.state(), lamp->told));
}

}  // namespace handset::phone
