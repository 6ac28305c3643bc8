#include "ua/subscription.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "sip/header_values.h"
#include "ua/lifetime.h"
#include "ua/register_response.h"

namespace handset::ua {
namespace {

constexpr unsigned most_detours = 5;  // of one attempt

// What may be well a moment later, though nothing was changed at the server.
bool may_pass(unsigned status) {
  return status == 408 || status == 480 || status == 481 || status == 491 || status == 500 ||
         (status >= 502 && status < 600) || status == 600;
}

// RFC 6665 4.1.2.2: the answers to a refresh after which there is no subscription.
bool ends_subscription(unsigned status) {
  return status == 404 || status == 405 || status == 410 || status == 416 ||
         (status >= 480 && status <= 485) || status == 489 || status == 501 || status == 604;
}

std::optional<std::uint32_t> seconds_of(std::string_view parameters, std::string_view name) {
  const auto parameter = sip::find_parameter(parameters, name);
  if (!parameter) return std::nullopt;
  const auto number = sip::parse_delta_seconds(parameter->value);
  return number ? std::optional(*number) : std::nullopt;
}

// RFC 6665 4.1.3: with these reasons nobody is to subscribe again.
bool is_for_good(std::string_view reason) {
  for (const std::string_view one : {"rejected", "noresource", "invariant"})
    if (equal_ignoring_case(reason, one)) return true;
  return false;
}

std::string ended_words(std::string_view reason) {
  constexpr std::pair<std::string_view, std::string_view> known[] = {
      {"deactivated", "it wants to be asked anew"},  {"probation", "it wants to be asked later"},
      {"rejected", "it does not allow it"},          {"timeout", "it had run out"},
      {"giveup", "nobody has allowed it in time"},   {"noresource", "there is nothing of that name"},
      {"invariant", "what was told will not change"}};
  for (const auto& [word, meaning] : known)
    if (equal_ignoring_case(reason, word)) return "The server ended it: " + std::string(meaning);
  return "The server ended it";
}

}  // namespace

void Subscription::start() {
  if (options_.expires == seconds{0}) return;
  if ((under_way_ || unheard_) && state_ != State::Ending) return;
  if (state_ == State::Off && options_.delay + options_.spread > Duration{}) {
    wait(options_.delay + random_.up_to(options_.spread));
    return become(State::Waiting);
  }
  send();
}

void Subscription::stop() {
  if (state_ == State::Ending) return;
  timer_.cancel();
  if (!dialog_ || !bound()) {
    if (std::exchange(under_way_, false)) subscriber_.forget_subscribe();
    return end();
  }
  under_way_ = true;
  asked_ = seconds{0};
  subscriber_.send_subscribe(asked_);
  become(State::Ending);
}

void Subscription::send() {
  if (!bound()) lose();
  if (!dialog_) {
    series_.call_id = random_.token(26);
    series_.from_tag = random_.token(16);
    series_.cseq = 0;
    unheard_ = true;
  }
  under_way_ = true;
  early_ = false;
  detours_ = 0;
  asked_ = std::max(options_.expires, demanded_);
  timer_.cancel();
  // Its answer may take longer than the subscription lasts.
  if (bound()) clock_.timers().arm(timer_, bound_until_);
  subscriber_.send_subscribe(asked_);
  become(dialog_ ? told_ : State::Subscribing);
}

void Subscription::due() {
  if (under_way_) return become(State::Subscribing);
  if (state_ == State::Ending) return end();
  if (unheard_ && state_ == State::Subscribing) {
    lose();
    return fail("The server accepted it, but sent no NOTIFY within " +
                    std::to_string(std::chrono::duration_cast<seconds>(options_.notify_wait).count()) +
                    " s (Timer N)",
                Retry::Soon);
  }
  if (clock_.now() >= next_at_) return send();
  lose();
  arm();
  become(State::Failed);
}

// --- The answer

void Subscription::take(const SubscribeAnswer& answer) {
  under_way_ = false;
  const bool accepted = answer.kind == Outcome::Answered && answer.response->status() < 300;
  if (state_ == State::Ending) {
    // The last NOTIFY is still to come (4.1.2.3).
    if (accepted && dialog_) return wait(options_.notify_wait);
    return end();
  }
  switch (answer.kind) {
    case Outcome::NotSetUp:
      return give_up(answer.words);
    case Outcome::Unanswered:
      return fail(answer.words, Retry::Soon);
    case Outcome::Refused:
      return fail(answer.words, Retry::Late);
    case Outcome::Answered:
      break;
  }
  if (accepted) return take_success(answer);
  if (answer.response->status() == 423) return take_too_brief(answer);
  take_failure(answer);
}

// Expires has to be there (4.2.1.1); where it is not, we have what we asked for.
void Subscription::take_success(const SubscribeAnswer& answer) {
  const auto stated = sip::parse_delta_seconds(answer.response->value(sip::Field::Expires));
  const auto asked = static_cast<std::uint32_t>(asked_.count());
  const SteadyTime end = clock_.now() + lifetime(std::min(stated.value_or(asked), asked));
  bound_until_ = early_ ? std::min(end, bound_until_) : end;
  trouble_.clear();
  if (unheard_) {
    next_at_ = clock_.now() + options_.notify_wait;
    clock_.timers().arm(timer_, next_at_);
    return become(State::Subscribing);
  }
  wait_for_refresh();
  become(told_);
}

void Subscription::take_too_brief(const SubscribeAnswer& answer) {
  const auto demanded = min_expires(*answer.response);
  const seconds next = std::min(seconds(demanded.value_or(0)), options_.max_expires);
  if (next <= asked_ || detours_ == most_detours) {
    std::string why = ", without a Min-Expires of more than we asked for";
    if (demanded && seconds(*demanded) > options_.max_expires)
      why = ", and its Min-Expires is above Sub Max Expires";
    return fail(answer.words + why, Retry::Late);
  }
  ++detours_;
  demanded_ = asked_ = next;
  under_way_ = true;
  subscriber_.send_subscribe(asked_);
}

void Subscription::take_failure(const SubscribeAnswer& answer) {
  const unsigned status = answer.response->status();
  // The server has forgotten it, as after a start of its own.
  if (status == 481 && dialog_) return restart(answer.words);
  if (ends_subscription(status)) lose();
  fail(answer.words, may_pass(status) ? Retry::Soon : Retry::Late, retry_after(*answer.response));
}

// --- NOTIFY

bool Subscription::owns(const sip::Message& notify) const {
  if (dialog_) return dialog_->owns(notify);
  const auto& to = notify.to();
  return unheard_ && to && to->tag == series_.from_tag && notify.value(sip::Field::CallId) == series_.call_id;
}

NotifyAnswer Subscription::take_notify(const sip::Message& notify) {
  const auto cseq = sip::CSeq::parse(notify.value(sip::Field::CSeq));
  if (!cseq) return {400, "CSeq is wrong"};
  if (dialog_) {
    const auto order = dialog_->take_cseq(cseq->number);
    if (order == sip::Dialog::Order::Same) return last_answer_;
    if (order == sip::Dialog::Order::Older) return {500, "CSeq Out Of Order"};
  }
  return last_answer_ = judge(notify);
}

NotifyAnswer Subscription::judge(const sip::Message& notify) {
  const auto event = sip::EventHeader::parse(notify.value(sip::Field::Event));
  if (!event || !event->is(options_.event)) return {489};
  if (!notify.has(sip::Field::SubscriptionState)) return {400, "Subscription-State Is Missing"};
  const auto state = sip::SubscriptionState::parse(notify.value(sip::Field::SubscriptionState));
  if (!state) return {400, "Subscription-State Is Wrong"};
  const bool over = equal_ignoring_case(state->state, "terminated");
  if (dialog_) {
    dialog_->refresh_target(notify);
  } else if (!over) {
    auto made = sip::Dialog::accepted(notify, series_.from_tag);
    if (!made) return {400, made.error().what};
    dialog_ = std::move(*made);
  }
  const NotifyAnswer answer = subscriber_.on_notified(notify);
  if (over) {
    end_by_notifier(state->parameters);
    return answer;
  }
  unheard_ = false;
  told_ = equal_ignoring_case(state->state, "pending") ? State::Pending : State::Active;
  if (state_ == State::Ending) return answer;
  note_lifetime(state->parameters);
  if (under_way_) {
    if (bound()) clock_.timers().arm(timer_, bound_until_);
  } else {
    if (state_ == State::Subscribing) wait_for_refresh();
    arm();
  }
  become(told_);
  return answer;
}

// What the notifier says of the time that is left counts (4.1.3). It never makes it longer, for that is what
// the answers say.
void Subscription::note_lifetime(std::string_view parameters) {
  const auto left = seconds_of(parameters, "expires");
  if (!left) {
    if (!bound()) bound_until_ = clock_.now() + lifetime(static_cast<std::uint32_t>(asked_.count()));
    return;
  }
  const SteadyTime end = clock_.now() + lifetime(*left);
  if (!under_way_ && bound() && end >= bound_until_) return;
  bound_until_ = end;
  early_ = under_way_;
  if (!under_way_) wait_for_refresh();
}

void Subscription::end_by_notifier(std::string_view parameters) {
  if (std::exchange(under_way_, false)) subscriber_.forget_subscribe();
  lose();
  if (state_ == State::Ending) return end();
  const auto parameter = sip::find_parameter(parameters, "reason");
  const std::string_view reason = parameter ? parameter->value : std::string_view{};
  std::string words = ended_words(reason);
  if (is_for_good(reason)) return give_up(std::move(words));
  if (equal_ignoring_case(reason, "deactivated") || equal_ignoring_case(reason, "timeout"))
    return restart(std::move(words));
  fail(std::move(words), Retry::Soon, seconds_of(parameters, "retry-after"));
}

// --- What follows

// At once, but not again and again.
void Subscription::restart(std::string words) {
  lose();
  const SteadyTime now = clock_.now();
  if (restarted_at_ && now - *restarted_at_ < shortest_retry()) return fail(std::move(words), Retry::Soon);
  restarted_at_ = now;
  send();
}

void Subscription::fail(std::string words, Retry retry, std::optional<std::uint32_t> retry_after) {
  trouble_ = std::move(words);
  Duration delay = retry == Retry::Late ? std::max(options_.long_retry, shortest_retry()) : shortest_retry();
  if (retry_after) delay = std::clamp<Duration>(seconds(*retry_after), seconds(1), longest_retry_after);
  if (!dialog_) lose();
  wait(delay + random_.up_to(delay / 5));
  become(bound() ? told_ : State::Failed);
}

void Subscription::give_up(std::string words) {
  timer_.cancel();
  lose();
  trouble_ = std::move(words);
  become(State::GivenUp);
}

// There is no dialog any more, and none to come.
void Subscription::lose() {
  dialog_.reset();
  unheard_ = false;
  bound_until_ = {};
}

void Subscription::end() {
  timer_.cancel();
  lose();
  demanded_ = seconds{0};
  restarted_at_.reset();
  trouble_.clear();
  become(State::Off);
}

Duration Subscription::lifetime(std::uint32_t granted) const {
  return std::max(options_.min_expires, std::min(seconds(granted), options_.max_expires));
}

Duration Subscription::shortest_retry() const {
  return std::max<Duration>(options_.retry, seconds(1));
}

void Subscription::wait(Duration time) {
  next_at_ = clock_.now() + time;
  arm();
}

void Subscription::wait_for_refresh() {
  const Duration whole = bound_until_ - clock_.now();
  wait(refresh_after(whole, random_));
}

void Subscription::arm() {
  clock_.timers().arm(timer_,
                      bound() && state_ != State::Ending ? std::min(next_at_, bound_until_) : next_at_);
}

void Subscription::become(State state) {
  state_ = state;
  subscriber_.on_subscription_changed();
}

std::optional<SteadyTime> Subscription::next_at() const {
  if (under_way_ || unheard_ || state_ == State::Ending || !timer_.armed()) return std::nullopt;
  return next_at_;
}

}  // namespace handset::ua
