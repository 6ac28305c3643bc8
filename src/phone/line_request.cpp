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
  work_ = std::make_unique<Work>(*this, std::move(message), std::move(handler));
  if (const auto missing = find_target(); !missing.empty())
    return finish_later({.kind = LineAnswer::Kind::NotSetUp, .words = std::string(missing)});
  work_->servers->ask(*this);
}

void LineRequest::stop() {
  if (!work_) return;
  if (work_->servers != nullptr) work_->servers->leave(*this);
  put_away(false);
  work_.reset();
}

std::string_view LineRequest::find_target() {
  const LineOptions& line = client_.options();
  if (!line.enabled) return "Line Enable is No";
  if (line.user_id.empty()) return "User ID is empty";
  if (line.client.proxy.empty()) return "Proxy is empty";
  auto target = line_target(line.client, line.transport, work_->message.proxy);
  if (!target) return target.error().what;
  work_->target = *std::move(target);
  if (work_->message.redirected_to.empty()) {
    work_->servers = &client_.servers(work_->message.proxy, work_->target.servers);
    return {};
  }
  if (!redirect(work_->target, work_->message.redirected_to))
    return "The proxy redirects to something that is no SIP address";
  work_->elsewhere = client_.servers_of(work_->target.servers);
  work_->servers = work_->elsewhere.get();
  return {};
}

void LineExchange::on_sent(std::string_view message, bool again) {
  client.note_sent(channel.remote(), message, again);
}

void LineExchange::on_received(const sip::Message& response) {
  client.note_received(channel.remote(), response);
}

void LineRequest::on_servers(const Result<void>& found) {
  if (!found)
    return finish_later({.kind = LineAnswer::Kind::NoAddress,
                         .words = "There is no address for the host " + work_->target.servers.server.host +
                                  ": " + std::string(found.error().what)});
  if (work_->message.may_fall_back) work_->servers->fall_back();
  send();
}

void LineRequest::send() {
  for (LineAnswer answer; !send_to_server(answer);)
    if (answer.kind != LineAnswer::Kind::NoWay || !move_on(answer.words)) {
      answer.words = with_those_before(work_->server.words() + " " + answer.words);
      return finish_later(std::move(answer));
    }
}

bool LineRequest::send_to_server(LineAnswer& answer) {
  const World& world = client_.world();
  work_->server = work_->servers->current();
  ++work_->tried;
  work_->sent_at = world.clock.now();
  put_away(false);
  work_->exchange = std::make_unique<LineExchange>(client_, world, client_.channel_options(work_->server));
  ua::RequestChannel& channel = work_->exchange->channel;
  if (const auto opened = channel.open(); !opened) {
    answer = {.kind = LineAnswer::Kind::NoWay,
              .words = "cannot be reached: " + std::string(opened.error().what)};
    return false;
  }
  work_->exchange->request.emplace(world.clock, world.random, channel, client_.phone().timers,
                                   static_cast<ua::AuthenticatedRequest::Listener&>(*this));
  work_->contact = work_->message.contact.empty() ? client_.contact_uri(channel) : work_->message.contact;
  ua::OutgoingRequest request = client_.write(work_->message, work_->target, work_->contact);
  if (work_->message.as_flow && channel.reliable()) client_.write_flow(request, work_->message.proxy);
  const auto sent = work_->exchange->request->start(std::move(request), client_.credentials(work_->target),
                                                    work_->message.series);
  if (!sent)
    answer = {.kind = LineAnswer::Kind::NotSetUp,
              .words = "cannot be asked: " + std::string(sent.error().what)};
  return sent.has_value();
}

bool LineRequest::move_on(const std::string& why) {
  if (work_->message.stays || !work_->servers->failed(work_->server, why) ||
      work_->tried >= work_->servers->targets().entries().size())
    return false;
  if (work_->before.size() < longest_story) {
    if (!work_->before.empty()) work_->before += ", and ";
    work_->before += work_->server.words() + " " + why;
  }
  if (work_->elsewhere == nullptr) client_.note_moved(work_->message);
  return true;
}

std::string LineRequest::with_those_before(std::string words) const {
  return work_->before.empty() ? std::move(words) : std::move(words) + "; before that " + work_->before;
}

void LineRequest::on_sent(std::string_view message, bool again) {
  client_.note_sent(work_->server.endpoint, message, again);
}

void LineRequest::on_received(const sip::Message& response) {
  client_.note_received(work_->server.endpoint, response);
  client_.learn(response, work_->exchange->channel);
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
    work_->servers->worked(work_->server);
  }
  LineAnswer out{.status = response.status(), .contact = work_->contact, .response = &response};
  if (answer == Answer::Plain) {
    out.kind = LineAnswer::Kind::Answered;
    out.words = work_->server.words() + " answered " + status_words(response) + " in " +
                duration_words(client_.world().clock.now() - work_->sent_at);
  } else {
    out.kind = answer == Answer::Rejected ? LineAnswer::Kind::Rejected : LineAnswer::Kind::Unusable;
    out.words = work_->server.words() + " asks for a password " + refusal_words(answer);
  }
  out.words = with_those_before(std::move(out.words));
  out.contact_now = client_.contact_uri(work_->exchange->channel);
  finish(out);
}

std::string LineRequest::refusal_words(ua::AuthenticatedRequest::Answer answer) const {
  if (client_.options().password.empty()) return "and Password is empty";
  if (answer == ua::AuthenticatedRequest::Answer::Rejected) return "and refused ours";
  if (work_->exchange->request->times_authorized() >= client_.phone().style.max_auth)
    return "more often than Max Auth allows";
  return "in a way that cannot be answered: " + std::string(work_->exchange->request->why_unusable().what);
}

void LineRequest::on_failed(ua::AuthenticatedRequest::Failure failure) {
  client_.note_unanswered();
  LineAnswer out;
  std::string why;
  if (failure == ua::AuthenticatedRequest::Failure::Transport) {
    out.kind = LineAnswer::Kind::NoWay;
    why = "cannot be reached: " + std::string(work_->exchange->channel.lost_because());
    out.words = why;
  } else {
    const sip::TimerValues& timers = client_.phone().timers;
    const bool invite = work_->message.method == sip::Method::Invite;
    const std::string time = duration_words(invite ? timers.b : timers.f);
    out.kind = LineAnswer::Kind::TimedOut;
    why = "did not answer for " + time;
    out.words = "did not answer within " + time + (invite ? " (Timer B)" : " (Timer F)");
  }
  if (move_on(why)) return send();
  out.words = with_those_before(work_->server.words() + " " + out.words);
  finish(out);
}

void LineRequest::finish_later(LineAnswer answer) {
  work_->outcome = std::move(answer);
  client_.world().clock.arm(work_->turn, Duration{});
}

void LineRequest::finish_now() {
  const LineAnswer outcome = std::move(work_->outcome);
  finish(outcome);
}

void LineRequest::finish(const LineAnswer& answer) {
  put_away(answer.response != nullptr);
  const auto ended = std::move(work_);
  ended->handler(answer);
}

// We may be inside a call of the channel. Over UDP the peer may repeat its answer: that is absorbed as long
// as it may come (RFC 3261 17.1.2.2), which takes no transaction but for a refused INVITE, that is
// acknowledged each time.
void LineRequest::put_away(bool may_be_answered) {
  auto exchange = std::move(work_->exchange);
  if (!exchange) return;
  const Duration t4 = client_.phone().timers.t4;
  const bool invites = work_->message.method == sip::Method::Invite;
  const bool may_repeat =
      may_be_answered && !exchange->channel.reliable() && (invites || !exchange->channel.close_absorbing(t4));
  if (may_repeat)
    exchange->request->tell(*exchange);
  else
    exchange->request.reset();
  client_.keep(std::move(exchange), may_repeat ? t4 : Duration{});
}

}  // namespace handset::phone
