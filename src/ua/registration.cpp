#include "ua/registration.h"

#include <algorithm>
#include <utility>

#include "ua/lifetime.h"
#include "ua/register_response.h"

namespace handset::ua {
namespace {

constexpr unsigned most_detours = 5;  // of one attempt

constexpr Duration shortest_refresh = milliseconds(500);

}  // namespace

void Registration::start() {
  if (options_.expires == seconds{0}) return;
  if (under_way_ && state_ != State::Removing) return;
  send();
}

void Registration::stop() {
  timer_.cancel();
  if (!bound()) {
    if (std::exchange(under_way_, false)) registrar_.forget_register();
    return end();
  }
  if (state_ == State::Removing) return;
  under_way_ = true;
  asked_ = seconds{0};
  registrar_.send_register(asked_, {});
  become(State::Removing);
}

void Registration::send() {
  under_way_ = true;
  detours_ = 0;
  target_.clear();
  asked_ = std::max(options_.expires, demanded_);
  timer_.cancel();
  // Its answer may take longer than the binding lasts.
  if (bound()) clock_.timers().arm(timer_, bound_until_);
  registrar_.send_register(asked_, target_);
  become(bound() ? State::Registered : State::Registering);
}

void Registration::due() {
  if (under_way_) return become(State::Registering);
  if (clock_.now() >= next_at_) return send();
  arm();
  become(State::Failed);
}

void Registration::take(const RegisterAnswer& answer) {
  under_way_ = false;
  if (state_ == State::Removing) return end();
  const unsigned status = answer.response == nullptr ? 0 : answer.response->status();
  switch (answer.kind) {
    case Outcome::NotSetUp:
      return give_up(answer.words);
    case Outcome::Unanswered:
      return fail(answer.words, Retry::Soon);
    case Outcome::Refused:
      bound_until_ = {};
      return fail(answer.words, retry_for(status));
    case Outcome::Answered:
      break;
  }
  if (status < 300) return take_success(answer);
  if (status < 400) return take_redirect(answer);
  if (status == 423) return take_too_brief(answer);
  bound_until_ = {};
  fail(answer.words, retry_for(status), retry_after(*answer.response));
}

void Registration::take_success(const RegisterAnswer& answer) {
  const auto granted =
      granted_expires(*answer.response, answer.contact, static_cast<std::uint32_t>(asked_.count()));
  if (!granted || *granted == 0) {
    bound_until_ = {};
    return fail(
        answer.words + ", but " + (granted ? "with an expiry of 0" : std::string(granted.error().what)),
        Retry::Soon);
  }
  // A registrar may grant less than it is asked for, never more (RFC 3261 10.3).
  const seconds lifetime = std::max(options_.min_expires, std::min(seconds(*granted), asked_));
  bound_until_ = clock_.now() + lifetime;
  registered_at_ = clock_.wall();
  service_route_ = ua::service_route(*answer.response);
  trouble_.clear();
  failures_ = 0;
  const Duration whole = lifetime;
  const Duration refresh =
      answer.of_herd ? spread_refresh_after(whole, random_) : refresh_after(whole, random_);
  wait(std::max(shortest_refresh, refresh));
  become(State::Registered);
}

// RFC 3261 10.2.8. A registrar that wants no more than it was asked for is not asked again.
void Registration::take_too_brief(const RegisterAnswer& answer) {
  const auto demanded = min_expires(*answer.response);
  const seconds next = std::min(seconds(demanded.value_or(0)), options_.max_expires);
  if (next <= asked_ || detours_ == most_detours) {
    bound_until_ = {};
    std::string why = ", without a Min-Expires of more than we asked for";
    if (demanded && seconds(*demanded) > options_.max_expires)
      why = ", and its Min-Expires is above Reg Max Expires";
    return fail(answer.words + why, retry_for(423));
  }
  demanded_ = next;
  follow(next, target_);
}

void Registration::take_redirect(const RegisterAnswer& answer) {
  std::string target = redirect_target(*answer.response);
  if (!target.empty() && detours_ < most_detours) return follow(asked_, std::move(target));
  bound_until_ = {};
  fail(answer.words + (target.empty() ? ", but names no other registrar" : ", once too often"),
       retry_for(answer.response->status()));
}

void Registration::follow(seconds expires, std::string target) {
  ++detours_;
  under_way_ = true;
  asked_ = expires;
  target_ = std::move(target);
  registrar_.send_register(asked_, target_);
}

Registration::Retry Registration::retry_for(unsigned status) const {
  return options_.retry_codes.matches(static_cast<int>(status)) ? Retry::Soon : Retry::Late;
}

void Registration::fail(std::string words, Retry retry, std::optional<std::uint32_t> retry_after) {
  if (retry == Retry::Late && options_.long_retry == Duration{} && !retry_after)
    return give_up(std::move(words));
  trouble_ = std::move(words);
  wait(delay_after_failure(retry, retry_after));
  become(bound() ? State::Registered : State::Failed);
}

Duration Registration::delay_after_failure(Retry retry, std::optional<std::uint32_t> retry_after) {
  if (retry_after)
    return std::min<Duration>(seconds(*retry_after), std::max(longest_retry_after, options_.long_retry)) +
           random_.up_to(options_.retry_random);
  if (retry == Retry::Late) return options_.long_retry + random_.up_to(options_.long_retry_random);
  Duration delay = options_.retry;
  for (std::uint32_t i = 0; i < failures_ && delay < options_.retry_cap; ++i)
    delay = std::min(2 * delay, options_.retry_cap);
  ++failures_;
  return delay + random_.up_to(options_.retry_random);
}

void Registration::give_up(std::string words) {
  timer_.cancel();
  bound_until_ = {};
  trouble_ = std::move(words);
  become(State::GivenUp);
}

void Registration::end() {
  timer_.cancel();
  bound_until_ = {};
  demanded_ = seconds{0};
  failures_ = 0;
  trouble_.clear();
  service_route_.clear();
  become(State::Off);
}

void Registration::wait(Duration time) {
  next_at_ = clock_.now() + time;
  arm();
}

void Registration::arm() {
  clock_.timers().arm(timer_, bound() ? std::min(next_at_, bound_until_) : next_at_);
}

void Registration::become(State state) {
  state_ = state;
  registrar_.on_registration_changed();
}

std::optional<SteadyTime> Registration::next_at() const {
  if (under_way_ || !timer_.armed()) return std::nullopt;
  return next_at_;
}

}  // namespace handset::ua
