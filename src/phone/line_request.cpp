#include "phone/line_request.h"

#include <algorithm>
#include <utility>

#include "phone/line_client.h"
#include "sip/writer.h"

namespace handset::phone {
namespace {

constexpr std::size_t longest_reason = 64;

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

void LineRequest::start(LineMessage message, Handler handler) {
  stop();
  message_ = std::move(message);
  handler_ = std::move(handler);
  if (const auto missing = find_target(); !missing.empty()) return refuse_later(std::string(missing));
  lookup_ = client_.world().resolver.resolve(target_.host, *this);
}

void LineRequest::stop() {
  turn_.cancel();
  if (lookup_) client_.world().resolver.cancel(*lookup_);
  lookup_.reset();
  handler_ = nullptr;
  // We may be inside a call of the channel.
  if (exchange_) client_.keep(std::move(exchange_), Duration{});
}

std::string_view LineRequest::find_target() {
  const LineOptions& line = client_.options();
  if (!line.enabled) return "Line Enable is No";
  if (line.user_id.empty()) return "User ID is empty";
  if (line.client.proxy.empty()) return "Proxy is empty";
  if (line.transport == ua::SipTransport::Tls) return "SIP Transport is TLS, which is not built yet";
  const auto target = line_target(line.client);
  if (!target) return "Proxy, or the outbound proxy, names no host";
  target_ = *target;
  if (!message_.redirected_to.empty() && !redirect(target_, message_.redirected_to))
    return "The proxy redirects to something that is no SIP address";
  return {};
}

void LineRequest::on_resolved(LookupId, const Result<Addresses>& addresses) {
  lookup_.reset();
  if (!addresses)
    return finish({.kind = LineAnswer::Kind::NoAddress,
                   .words = "There is no address for the host " + target_.host + ": " +
                            std::string(addresses.error().what)});
  const Network& network = client_.world().network;
  const auto reachable =
      std::find_if(addresses->records.begin(), addresses->records.end(),
                   [&](const IpAddress& address) { return !network.source_for(address).is_unspecified(); });
  send_to({reachable == addresses->records.end() ? addresses->records.front() : *reachable, target_.port});
}

// On a turn of its own already.
void LineRequest::send_to(const Endpoint& peer) {
  const World& world = client_.world();
  peer_ = peer;
  sent_at_ = world.clock.now();
  exchange_ = std::make_unique<LineExchange>(world, client_.channel_options(peer));
  ua::RequestChannel& channel = exchange_->channel;
  if (const auto opened = channel.open(); !opened)
    return finish({.kind = LineAnswer::Kind::NoWay,
                   .words = "No socket to " + peer_words() + ": " + std::string(opened.error().what)});
  exchange_->request.emplace(world.clock, world.random, channel, client_.phone().timers,
                             static_cast<ua::AuthenticatedRequest::Listener&>(*this));
  ua::OutgoingRequest request = client_.write(message_, target_, channel);
  contact_ = request.contact;
  const auto sent =
      exchange_->request->start(std::move(request), client_.credentials(target_), message_.series);
  if (!sent)
    finish({.kind = LineAnswer::Kind::NotSetUp,
            .words = "The request cannot be written: " + std::string(sent.error().what)});
}

void LineRequest::on_sent(std::string_view message, bool again) {
  client_.note_sent(peer_, message, again);
}

void LineRequest::on_received(const sip::Message& response) {
  client_.note_received(peer_, response);
  client_.learn(response, exchange_->channel);
}

void LineRequest::on_answered(const sip::Message& response, ua::AuthenticatedRequest::Answer answer) {
  using Answer = ua::AuthenticatedRequest::Answer;
  LineAnswer out{.status = response.status(), .contact = contact_, .response = &response};
  if (answer == Answer::Plain) {
    out.kind = LineAnswer::Kind::Answered;
    out.words = peer_words() + " answered " + status_words(response) + " in " +
                duration_words(client_.world().clock.now() - sent_at_);
  } else {
    out.kind = answer == Answer::Rejected ? LineAnswer::Kind::Rejected : LineAnswer::Kind::Unusable;
    out.words = peer_words() + " asks for a password " + refusal_words(answer);
  }
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
  if (failure == ua::AuthenticatedRequest::Failure::Transport)
    return finish(
        {.kind = LineAnswer::Kind::NoWay,
         .words = peer_words() + " cannot be reached: " + std::string(exchange_->channel.lost_because())});
  const sip::TimerValues& timers = client_.phone().timers;
  const bool invite = message_.method == sip::Method::Invite;
  finish({.kind = LineAnswer::Kind::TimedOut,
          .words = peer_words() + " did not answer within " + duration_words(invite ? timers.b : timers.f) +
                   (invite ? " (Timer B)" : " (Timer F)")});
}

// "sip.example.org (192.0.2.1:5060, UDP)"
std::string LineRequest::peer_words() const {
  return target_.host + " (" + peer_.to_string() + ", " +
         std::string(ua::transport_name(exchange_->channel.transport())) + ")";
}

void LineRequest::refuse_later(std::string words) {
  refusal_ = std::move(words);
  client_.world().clock.arm(turn_, Duration{});
}

void LineRequest::refuse() {
  finish({.kind = LineAnswer::Kind::NotSetUp, .words = std::move(refusal_)});
}

// Over UDP the peer may repeat its answer; it is absorbed as long as it may come (RFC 3261 17.1.2.2).
void LineRequest::finish(const LineAnswer& answer) {
  const Handler handler = std::exchange(handler_, nullptr);
  if (exchange_) {
    const bool may_repeat = answer.response != nullptr && !exchange_->channel.reliable();
    client_.keep(std::move(exchange_), may_repeat ? client_.phone().timers.t4 : Duration{});
  }
  handler(answer);
}

}  // namespace handset::phone
