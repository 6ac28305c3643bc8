#include "phone/line_request.h"

#include <algorithm>
#include <utility>

#include "phone/line_client.h"
#include "sip/writer.h"

namespace handset::phone {
namespace {

constexpr std::size_t longest_reason = 64;

// Of the servers that failed before.
constexpr std::size_t longest_story = 400;

// "less than 1 ms", "12 ms", "1.2 s", "16 s".
std::string duration_words(Duration time) {
  const auto whole = std::chrono::duration_cast<milliseconds>(time).count();
  if (whole == 0) return "less than 1 ms";
  if (whole < 1000) return std::to_string(whole) + " ms";
  std::string out = std::to_string(whole / 1000);
  if (const auto tenths = whole / 100 % 10; tenths != 0) out += "." + std::to_string(tenths);
  return out + " s";
}

// The peer's own words are shown where they are plain and short.
std::string status_words(const sip::Message& response) {
  const std::string_view reason = response.reason();
  const bool plain = !reason.empty() && reason.size() <= longest_reason &&
                     std::all_of(reason.begin(), reason.end(), [](char c) { return c >= ' ' && c <= '~'; });
  return std::to_string(response.status()) + " " +
         std::string(plain ? reason : sip::reason_phrase(response.status()));
}

}  // namespace

ua::Outcome outcome_of(LineAnswer::Kind kind) {
  switch (kind) {
    case LineAnswer::Kind::Answered:
      return ua::Outcome::Answered;
    case LineAnswer::Kind::Rejected:
    case LineAnswer::Kind::Unusable:
      return ua::Outcome::Refused;
    case LineAnswer::Kind::TimedOut:
    case LineAnswer::Kind::NoWay:
    case LineAnswer::Kind::NoAddress:
      return ua::Outcome::Unanswered;
    case LineAnswer::Kind::NotSetUp:
      break;
  }
  return ua::Outcome::NotSetUp;
}

void LineRequest::start(LineMessage message, Handler handler) {
  stop();
  message_ = std::move(message);
  handler_ = std::move(handler);
  tried_ = 0;
  before_.clear();
  if (const auto missing = find_target(); !missing.empty())
    return finish_later({.kind = LineAnswer::Kind::NotSetUp, .words = std::string(missing)});
  servers_->ask(*this);
}

void LineRequest::stop() {
  turn_.cancel();
  if (servers_ != nullptr) servers_->leave(*this);
  handler_ = nullptr;
  put_away(false);
}

std::string_view LineRequest::find_target() {
  servers_ = nullptr;
  elsewhere_.reset();
  const LineOptions& line = client_.options();
  if (!line.enabled) return "Line Enable is No";
  if (line.user_id.empty()) return "User ID is empty";
  if (line.client.proxy.empty()) return "Proxy is empty";
  auto target = line_target(line.client, line.transport, message_.proxy);
  if (!target) return target.error().what;
  target_ = *std::move(target);
  if (message_.redirected_to.empty()) {
    servers_ = &client_.servers(message_.proxy, target_.servers);
    return {};
  }
  if (!redirect(target_, message_.redirected_to))
    return "The proxy redirects to something that is no SIP address";
  elsewhere_ = client_.servers_of(target_.servers);
  servers_ = elsewhere_.get();
  return {};
}

void LineRequest::on_servers(const Result<void>& found) {
  if (!found)
    return finish_later({.kind = LineAnswer::Kind::NoAddress,
                         .words = "There is no address for the host " + target_.servers.server.host + ": " +
                                  std::string(found.error().what)});
  if (message_.may_fall_back) servers_->fall_back();
  send();
}

void LineRequest::send() {
  for (LineAnswer answer; !send_to_server(answer);)
    if (answer.kind != LineAnswer::Kind::NoWay || !move_on(answer.words)) {
      answer.words = with_those_before(server_.words() + " " + answer.words);
      return finish_later(std::move(answer));
    }
}

bool LineRequest::send_to_server(LineAnswer& answer) {
  const World& world = client_.world();
  server_ = servers_->current();
  ++tried_;
  sent_at_ = world.clock.now();
  put_away(false);
  exchange_ = std::make_unique<LineExchange>(world, client_.channel_options(server_));
  ua::RequestChannel& channel = exchange_->channel;
  if (const auto opened = channel.open(); !opened) {
    answer = {.kind = LineAnswer::Kind::NoWay,
              .words = "cannot be reached: " + std::string(opened.error().what)};
    return false;
  }
  exchange_->request.emplace(world.clock, world.random, channel, client_.phone().timers,
                             static_cast<ua::AuthenticatedRequest::Listener&>(*this));
  contact_ = message_.contact.empty() ? client_.contact_uri(channel) : message_.contact;
  ua::OutgoingRequest request = client_.write(message_, target_, contact_);
  if (message_.as_flow && channel.reliable()) client_.write_flow(request, message_.proxy);
  const auto sent =
      exchange_->request->start(std::move(request), client_.credentials(target_), message_.series);
  if (!sent)
    answer = {.kind = LineAnswer::Kind::NotSetUp,
              .words = "cannot be asked: " + std::string(sent.error().what)};
  return sent.has_value();
}

bool LineRequest::move_on(const std::string& why) {
  if (message_.stays || !servers_->failed(server_, why) || tried_ >= servers_->targets().entries().size())
    return false;
  if (before_.size() < longest_story) {
    if (!before_.empty()) before_ += ", and ";
    before_ += server_.words() + " " + why;
  }
  if (elsewhere_ == nullptr) client_.note_moved(message_);
  return true;
}

std::string LineRequest::with_those_before(std::string words) const {
  return before_.empty() ? std::move(words) : std::move(words) + "; before that " + before_;
}

void LineRequest::on_sent(std::string_view message, bool again) {
  client_.note_sent(server_.endpoint, message, again);
}

void LineRequest::on_received(const sip::Message& response) {
  client_.note_received(server_.endpoint, response);
  client_.learn(response, exchange_->channel);
}

void LineRequest::on_answered(const sip::Message& response, ua::AuthenticatedRequest::Answer answer) {
  using Answer = ua::AuthenticatedRequest::Answer;
  if (answer == Answer::Plain &&
      client_.options().client.try_backup.matches(static_cast<int>(response.status()))) {
    if (move_on("answered " + status_words(response))) {
      put_away(true);
      return send();
    }
  } else {
    servers_->worked(server_);
  }
  LineAnswer out{.status = response.status(), .contact = contact_, .response = &response};
  if (answer == Answer::Plain) {
    out.kind = LineAnswer::Kind::Answered;
    out.words = server_.words() + " answered " + status_words(response) + " in " +
                duration_words(client_.world().clock.now() - sent_at_);
  } else {
    out.kind = answer == Answer::Rejected ? LineAnswer::Kind::Rejected : LineAnswer::Kind::Unusable;
    out.words = server_.words() + " asks for a password " + refusal_words(answer);
  }
  out.words = with_those_before(std::move(out.words));
  out.contact_now = client_.contact_uri(exchange_->channel);
  finish(out);
}

std::string LineRequest::refusal_words(ua::AuthenticatedRequest::Answer answer) const {
  if (client_.options().password.empty()) return "and Password is empty";
  if (answer == ua::AuthenticatedRequest::Answer::Rejected) return "and refused ours";
  if (exchange_->request->times_authorized() >= client_.phone().style.max_auth)
    return "more often than Max Auth allows";
  return "in a way that cannot be answered: " + std::string(exchange_->request->why_unusable().what);
}

void LineRequest::on_failed(ua::AuthenticatedRequest::Failure failure) {
  client_.note_unanswered();
  LineAnswer out;
  std::string why;
  if (failure == ua::AuthenticatedRequest::Failure::Transport) {
    out.kind = LineAnswer::Kind::NoWay;
    why = "cannot be reached: " + std::string(exchange_->channel.lost_because());
    out.words = why;
  } else {
    const sip::TimerValues& timers = client_.phone().timers;
    const bool invite = message_.method == sip::Method::Invite;
    const std::string time = duration_words(invite ? timers.b : timers.f);
    out.kind = LineAnswer::Kind::TimedOut;
    why = "did not answer for " + time;
    out.words = "did not answer within " + time + (invite ? " (Timer B)" : " (Timer F)");
  }
  if (move_on(why)) return send();
  out.words = with_those_before(server_.words() + " " + out.words);
  finish(out);
}

void LineRequest::finish_later(LineAnswer answer) {
  outcome_ = std::move(answer);
  client_.world().clock.arm(turn_, Duration{});
}

void LineRequest::finish_now() {
  finish(outcome_);
}

void LineRequest::finish(const LineAnswer& answer) {
  const Handler handler = std::exchange(handler_, nullptr);
  put_away(answer.response != nullptr);
  handler(answer);
}

// We may be inside a call of the channel. Over UDP the peer may repeat its answer; it is absorbed as long as
// it may come (RFC 3261 17.1.2.2).
void LineRequest::put_away(bool may_be_answered) {
  if (!exchange_) return;
  const bool may_repeat = may_be_answered && !exchange_->channel.reliable();
  client_.keep(std::move(exchange_), may_repeat ? client_.phone().timers.t4 : Duration{});
}

}  // namespace handset::phone
