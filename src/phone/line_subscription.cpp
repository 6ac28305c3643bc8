#include "phone/line_subscription.h"

#include <algorithm>
#include <array>
#include <utility>

#include "phone/line_client.h"

namespace handset::phone {
namespace {

using State = ua::Subscription::State;

// Between two times that all is asked for anew.
constexpr Duration least_pause = seconds(5);

// What a SUBSCRIBE brought is refused, and not the subscription itself.
bool refuses_body(unsigned status) {
  constexpr std::array<unsigned, 9> all{400, 403, 406, 409, 413, 415, 488, 603, 606};
  return std::find(all.begin(), all.end(), status) != all.end();
}

}  // namespace

LineSubscription::LineSubscription(LineClient& client, const ua::SubscriptionOptions& options,
                                   std::string uri, const SubscriptionContent& content,
                                   LineSubscriptionHandler& handler)
    : client_(client),
      handler_(handler),
      uri_(std::move(uri)),
      content_(content),
      request_(client),
      subscription_(client.world().clock, client.world().random, options,
                    static_cast<ua::Subscription::Subscriber&>(*this)) {}

void LineSubscription::ask_again() {
  if (!again_.armed())
    client_.world().clock.arm(again_, std::max(least_pause, subscription_.options().retry));
}

void LineSubscription::send_subscribe(seconds expires) {
  LineMessage message{.method = sip::Method::Subscribe,
                      .headers = {{"Event", subscription_.options().event},
                                  {"Accept", std::string(content_.accept)},
                                  {"Expires", std::to_string(expires.count())}},
                      .series = &subscription_.series()};
  if (!content_.supported.empty()) message.headers.push_back({"Supported", std::string(content_.supported)});
  brings_ = false;
  expires_ = expires;
  if (const sip::Dialog* dialog = subscription_.dialog()) {
    message.place = LinePlace{dialog->request_uri(), dialog->to(), dialog->route()};
    if (expires > seconds(0)) add_body(message);
  } else {
    message.place = LinePlace{uri_, "<" + uri_ + ">", std::nullopt};
  }
  request_.start(std::move(message), [this](const LineAnswer& answer) { take(answer); });
}

void LineSubscription::add_body(LineMessage& message) {
  LineBody body = handler_.body_of_subscribe();
  brings_ = !body.text.empty();
  if (!brings_) return;
  message.headers.push_back({"Content-Type", std::string(body.type)});
  message.body = std::move(body.text);
}

void LineSubscription::take(const LineAnswer& answer) {
  if (brings_) {
    handler_.on_body_answered(answer);
    // The subscription is asked for without it, or with the next.
    if (answer.kind == LineAnswer::Kind::Answered && refuses_body(answer.status))
      return send_subscribe(expires_);
  }
  subscription_.take({.kind = outcome_of(answer.kind), .response = answer.response, .words = answer.words});
}

void LineSubscription::on_subscription_changed() {
  log_change();
  handler_.on_subscription_changed(*this);
}

// A refresh that goes well is no news.
void LineSubscription::log_change() {
  const State state = subscription_.state();
  const std::string& trouble = subscription_.trouble();
  const bool settled = state == State::Pending || state == State::Active || state == State::Failed ||
                       state == State::GivenUp || state == State::Off;
  if (!settled || (state == logged_ && trouble == logged_trouble_)) return;
  logged_ = state;
  logged_trouble_ = trouble;
  std::string words =
      "line " + std::to_string(client_.line()) + ", " + subscription_.options().event + " of " + uri_ + ": ";
  if (!trouble.empty()) {
    words += subscription_.bound() ? "still subscribed, but not refreshed: " : "not subscribed: ";
    words += trouble;
  } else if (state == State::Off) {
    words += "no longer subscribed, as was asked for";
  } else {
    words += state == State::Pending ? "subscribed, but not allowed yet" : "subscribed";
  }
  client_.world().log.write(trouble.empty() ? LogLevel::Info : LogLevel::Warning, "subscription", words);
}

}  // namespace handset::phone
