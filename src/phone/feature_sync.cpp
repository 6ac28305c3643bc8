#include "phone/feature_sync.h"

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
  return {};
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
  if (state != State::Active && state != State::Pending) told_ = {};
  tell();
}

}  // namespace handset::phone
