#include "phone/line_registration.h"

#include <cstdint>
#include <memory>
#include <utility>

#include "base/text.h"
#include "phone/line_client.h"

namespace handset::phone {

using State = ua::Registration::State;

namespace {

// All lines of a server that starts anew lose their connections at once, and come back within this.
constexpr Duration recovery_time = seconds(4);

constexpr unsigned first_hop_lacks_outbound = 439;  // RFC 5626 11.6
constexpr std::uint64_t longest_flow_timer = 86400;

}  // namespace

LineRegistration::LineRegistration(LineClient& client, ProxyRole proxy, LineRegistrationHandler& handler)
    : client_(client),
      proxy_(proxy),
      handler_(handler),
      request_(client),
      registration_(client.world().clock, client.world().random, client.options().client.registration,
                    static_cast<ua::Registration::Registrar&>(*this)) {}

RegistrationStatus LineRegistration::status() const {
  RegistrationStatus status{.state = registration_.state(),
                            .trouble = registration_.trouble(),
                            .words = answered_,
                            .registered_at = registration_.registered_at(),
                            .next_at = registration_.next_at()};
  if (status.state != State::Off) {
    status.mapping = client_.mapping_words();
    status.mapped = client_.mapping();
  }
  const ua::ServerChoice* servers = client_.servers(proxy_);
  if (servers == nullptr || servers->targets().empty() || status.state == State::Off) return status;
  status.server = servers->current().words();
  status.why_server = servers->targets().why();
  return status;
}

void LineRegistration::send_register(seconds expires, std::string_view target) {
  recovery_.cancel();
  if (removal_) removal_->stop();
  request_.stop();
  expires_ = expires;
  target_ = target;
  LineDoor* door = client_.door();
  if (door == nullptr) return go();
  door->register_window().enter(place_);
  of_herd_ = of_herd_ || place_.waits();
}

void LineRegistration::forget_register() {
  place_.leave();
  request_.stop();
}

void LineRegistration::go() {
  std::vector<ua::ExtraHeader> headers{{"Expires", std::to_string(expires_.count())}, {"Supported", "path"}};
  if (const auto nat = client_.nat_words(); !nat.empty())
    headers.push_back({"Warning", "399 spa \"" + std::string(nat) + "\""});
  request_.start({.method = sip::Method::Register,
                  .headers = std::move(headers),
                  .redirected_to = std::string(target_),
                  .series = &series_,
                  .proxy = proxy_,
                  .may_fall_back = expires_ > seconds(0),
                  .as_flow = as_flow_},
                 [this](const LineAnswer& answer) { take(answer); });
}

void LineRegistration::take(const LineAnswer& answer) {
  judge(answer);
  // Last: what the next line does is not to cut this one short. Unless there is more to send already.
  if (!request_.under_way() && !place_.waits()) place_.leave();
}

void LineRegistration::judge(const LineAnswer& answer) {
  const ua::Outcome outcome = outcome_of(answer.kind);
  if (outcome == ua::Outcome::Answered && answer.status < 300) {
    answered_ = answer.words;
    contact_ = answer.contact;
  }
  registration_.take({.kind = outcome,
                      .response = answer.response,
                      .contact = answer.contact,
                      .words = answer.words,
                      .of_herd = of_herd_});
  if (registration_.state() == State::Registered) of_herd_ = false;
  if (answer.status == first_hop_lacks_outbound && std::exchange(as_flow_, false))
    return registration_.start();
  if (registration_.state() != State::Registered) return flow_.leave();
  if (outcome == ua::Outcome::Answered) hold_flow(*answer.response);
  renew_contact(answer);
}

// A server that names a time takes a longer silence of ours for the end of the flow (RFC 5626 4.4.1).
void LineRegistration::hold_flow(const sip::Message& response) {
  client_.hold(proxy_, flow_);
  const sip::HeaderLine* line = response.find("Flow-Timer");
  const auto time = line == nullptr ? std::nullopt : parse_decimal(line->value, longest_flow_timer);
  if (time && *time > 0) flow_.ping_every(seconds(*time) * 4 / 5);
}

// What is bound leads nowhere without it.
void LineRegistration::on_stream_lost(std::string_view why) {
  client_.world().log.write(LogLevel::Warning, "registration",
                            "line " + std::to_string(client_.line()) +
                                ": the connection to the server is gone: " + std::string(why));
  client_.world().clock.arm(recovery_, client_.world().random.up_to(recovery_time));
}

// What the answer taught of a NAT makes the contact another one: that is bound at once, and once in a row,
// since a NAT that tells of another place each time would have no end.
void LineRegistration::renew_contact(const LineAnswer& answer) {
  const bool renews = !answer.contact_now.empty() && answer.contact_now != answer.contact && !renewed_;
  renewed_ = renews;
  if (renews) replace(answer.contact);
}

// One that is under way looks at the contact again when it is answered.
void LineRegistration::renew() {
  if (registration_.state() == State::Registered && !request_.under_way()) replace(contact_);
}

void LineRegistration::replace(const std::string& contact) {
  if (!client_.options().client.remove_last_contact) return registration_.start();
  if (!removal_) removal_ = std::make_unique<LineRequest>(client_);
  removal_->start({.method = sip::Method::Register,
                   .headers = {{"Expires", "0"}},
                   .series = &series_,
                   .proxy = proxy_,
                   .contact = contact},
                  [this](const LineAnswer&) { registration_.start(); });
}

// With Auto Register When Failover the line follows its other requests at once, and comes back with the next
// refresh; else it stays where it is bound, and comes back when it is time.
void LineRegistration::on_moved(bool ours) {
  if (!ours && client_.options().client.register_at_failover && registration_.state() == State::Registered)
    return registration_.start();
  on_registration_changed();
}

void LineRegistration::watch_fallback() {
  const ua::ServerChoice* servers = client_.servers(proxy_);
  const auto at = servers == nullptr ? std::nullopt : servers->fall_back_at();
  if (at && registration_.state() == State::Registered && !client_.options().client.register_at_failover)
    client_.world().clock.timers().arm(fallback_, *at);
  else
    fallback_.cancel();
}

void LineRegistration::on_registration_changed() {
  watch_fallback();
  log_change();
  handler_.on_line_registration(client_.line());
}

// A refresh that goes well is no news.
void LineRegistration::log_change() {
  const State state = registration_.state();
  const std::string& trouble = registration_.trouble();
  const bool settled =
      state == State::Registered || state == State::Failed || state == State::GivenUp || state == State::Off;
  if (!settled || (state == logged_ && trouble == logged_trouble_)) return;
  logged_ = state;
  logged_trouble_ = trouble;
  const bool well = trouble.empty();
  std::string words = "line " + std::to_string(client_.line()) + ": ";
  if (state == State::Off) {
    words += "no longer registered, as was asked for";
  } else if (well) {
    words += "registered: " + answered_;
  } else {
    words += state == State::Registered ? "still registered, but not refreshed: " : "not registered: ";
    words += trouble;
  }
  client_.world().log.write(well ? LogLevel::Info : LogLevel::Warning, "registration", words);
}

}  // namespace handset::phone
