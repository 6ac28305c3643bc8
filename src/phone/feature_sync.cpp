#include "phone/feature_sync.h"

#include <cstddef>
#include <cstdint>
#include <string>

#include "base/text.h"
#include "phone/line_client.h"
#include "sip/content.h"

namespace handset::phone {
namespace {

constexpr SubscriptionContent feature_content{.accept =
                                                  "application/x-as-feature-event+xml, multipart/mixed"};

// A NOTIFY may leave it out.
bool is_feature_type(const sip::Message& notify) {
  if (sip::content_coding(notify) != sip::ContentCoding::Identity) return false;
  const std::string_view type = media_type(notify.value(sip::Field::ContentType));
  return type.empty() || equal_ignoring_case(type, ua::feature_type) ||
         equal_ignoring_case(type, ua::feature_parts_type);
}

// use(of `a`, of `b`) with each feature.
template <class Use>
void each(ua::FeatureState& a, const ua::FeatureState& b, Use use) {
  use(a.do_not_disturb, b.do_not_disturb);
  for (std::size_t i = 0; i < a.forwards.size(); ++i) use(a.forwards.at(i), b.forwards.at(i));
}

enum class Verdict : std::uint8_t { Accepted, Refused, MayPass };

Verdict verdict_of(const LineAnswer& answer) {
  using Kind = LineAnswer::Kind;
  if (answer.kind == Kind::Rejected || answer.kind == Kind::Unusable) return Verdict::Refused;
  if (answer.kind != Kind::Answered) return Verdict::MayPass;
  if (answer.status < 300) return Verdict::Accepted;
  // A server that does not know how will not learn it.
  const unsigned status = answer.status;
  const bool never = status == 501 || status == 505 || status == 513;
  const bool may_pass = status == 408 || status == 423 || status == 480 || status == 481 || status == 491 ||
                        (status >= 500 && status <= 600);
  return may_pass && !never ? Verdict::MayPass : Verdict::Refused;
}

}  // namespace

FeatureSync::FeatureSync(LineClient& client, const SubscriptionTarget& options, FeatureSyncHandler& handler)
    : client_(client),
      handler_(handler),
      subscription_(client, options.subscription, options.uri, feature_content,
                    static_cast<LineSubscriptionHandler&>(*this)) {}

void FeatureSync::tell() {
  handler_.on_features(client_.line(), {told_, subscription_.state().trouble()});
}

ua::NotifyAnswer FeatureSync::on_notified(LineSubscription&, const sip::Message& notify) {
  if (notify.body().empty()) return {};
  if (!is_feature_type(notify)) return refuse({415}, "a body of another type than was asked for");
  const auto news = ua::FeatureState::parse(notify.value(sip::Field::ContentType), notify.body());
  if (!news) return refuse({400, "Bad Feature Event"}, news.error().log_words());
  told_.take(*news);
  tell();
  ua::FeatureState followed = *news;
  each(followed, wanted_, [](auto& mine, const auto& its) {
    if (its) mine.reset();
  });
  if (!followed.empty()) handler_.on_features_told(client_.line(), followed);
  return {};
}

// --- What is to be changed

void FeatureSync::want(const ua::FeatureState& changes) {
  using State = ua::Subscription::State;
  const State state = subscription_.state().state();
  if (state == State::Off || state == State::Ending) return;
  wanted_.take(changes);
  subscription_.start();
}

LineBody FeatureSync::body_of_subscribe() {
  const std::string& device = client_.options().user_id;
  asked_ = {};
  if (wanted_.do_not_disturb) {
    asked_.do_not_disturb = wanted_.do_not_disturb;
    return {ua::feature_type, ua::set_do_not_disturb(device, *wanted_.do_not_disturb)};
  }
  using When = ua::ForwardWhen;
  for (const When when : {When::Always, When::Busy, When::NoAnswer}) {
    const auto& forward = wanted_.forward(when);
    if (!forward) continue;
    asked_.forward(when) = forward;
    return {ua::feature_type, ua::set_forwarding(device, when, *forward)};
  }
  return {};
}

void FeatureSync::on_body_answered(const LineAnswer& answer) {
  const Verdict verdict = verdict_of(answer);
  if (verdict == Verdict::MayPass) return;
  // It may have become another wish meanwhile.
  each(wanted_, asked_, [](auto& mine, const auto& its) {
    if (its && mine == its) mine.reset();
  });
  if (verdict == Verdict::Accepted) return;
  client_.world().log.write(LogLevel::Warning, "features",
                            "line " + std::to_string(client_.line()) + ", " + feature_list(asked_) +
                                ", was refused: " + answer.words);
  ua::FeatureState stays = told_;
  each(stays, asked_, [](auto& mine, const auto& its) {
    if (!its) mine.reset();
  });
  if (!stays.empty()) handler_.on_features_told(client_.line(), stays);
}

ua::NotifyAnswer FeatureSync::refuse(ua::NotifyAnswer answer, std::string_view why) {
  client_.world().log.write(
      LogLevel::Warning, "subscription",
      "line " + std::to_string(client_.line()) + ", NOTIFY of its features: " + std::string(why));
  return answer;
}

void FeatureSync::on_subscription_changed(LineSubscription&) {
  using State = ua::Subscription::State;
  const State state = subscription_.state().state();
  // What was told before a subscription began anew is not true any more.
  const bool known = state == State::Active || state == State::Pending;
  if (!known) told_ = {};
  tell();
  // What failed is tried again in its time.
  if (known && !wanted_.empty() && subscription_.state().trouble().empty()) subscription_.start();
}

}  // namespace handset::phone
