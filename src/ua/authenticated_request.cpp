#include "ua/authenticated_request.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <span>
#include <utility>

#include "sip/writer.h"

namespace handset::ua {
namespace {

constexpr std::size_t room_for_headers = std::size_t{32} * 1024;
constexpr std::size_t longest_datagram = 65507;

constexpr Error asked_too_often{Errc::TooLarge, 0, "it asks for credentials more often than we answer"};

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
}

// The header values of a 401 or 407, in their order.
std::vector<std::string_view> challenges(const sip::Message& response, sip::Field field) {
  std::vector<std::string_view> values;
  for (const auto* line = response.find(field); line != nullptr; line = response.next(*line))
    values.push_back(line->value);
  return values;
}

void write_style(sip::Writer& out, const RequestStyle& style) {
  if (!style.user_agent.empty()) out.header("User-Agent", style.user_agent);
  if (!style.accept_language.empty()) out.header("Accept-Language", style.accept_language);
  if (!style.proxy_require.empty()) out.header("Proxy-Require", style.proxy_require);
}

bool holds(std::string_view whole, std::string_view part) {
  const std::less_equal<const char*> before;
  return before(whole.data(), part.data()) && before(part.data() + part.size(), whole.data() + whole.size());
}

}  // namespace

AuthenticatedRequest::AuthenticatedRequest(Clock& clock, Random& random, RequestChannel& channel,
                                           const sip::TimerValues& timers, Listener& listener)
    : random_(random),
      channel_(channel),
      timers_(timers),
      listener_(&listener),
      transaction_(clock, timers_, *this) {
  channel_.join(transaction_);
}

AuthenticatedRequest::~AuthenticatedRequest() {
  channel_.leave(transaction_);
}

Result<void> AuthenticatedRequest::start(OutgoingRequest request, Credentials credentials,
                                         RequestSeries* series) {
  transaction_.stop();
  if (has_control(credentials.username))
    return fail(Errc::Malformed, "the user name has a control character");
  if (!channel_.is_open()) return fail(Errc::Unavailable, "there is no way to the peer");
  request_ = std::move(request);
  credentials_ = std::move(credentials);
  own_ = {};
  series_ = series == nullptr ? &own_ : series;
  if (series_->call_id.empty()) {
    series_->call_id = random_.token(26);
    series_->from_tag = random_.token(15);
  }
  if (series_->answered.size() > RequestSeries::most_answered) series_->answered.clear();
  for (Answered& answered : series_->answered) answered.asked = answered.was_stale = false;
  times_authorized_ = 0;
  return send();
}

Result<void> AuthenticatedRequest::send() {
  std::string branch = channel_.new_branch();
  ++series_->cseq;
  auto message = write(branch);
  if (!message) return tl::unexpected(message.error());
  on_the_wire_ = false;
  over_ = false;
  transaction_.start(std::move(*message), std::move(branch), request_.method, channel_.reliable());
  return {};
}

Result<std::string> AuthenticatedRequest::write(std::string_view branch) {
  const std::string_view method = sip::method_name(request_.method);
  const std::size_t room = room_for_headers + request_.body.size();
  const auto buffer = std::make_unique_for_overwrite<char[]>(room);
  sip::Writer out(std::span(buffer.get(), room));
  out.use_compact_names(request_.style.compact_names);
  out.request_line(method, request_.request_uri);
  out.header("Via", {"SIP/2.0/", sip_transport_name(channel_.transport()), " ", channel_.sent_by(),
                     ";branch=", branch, ";rport"});
  if (!request_.route.empty()) out.header("Route", request_.route);
  out.header("Max-Forwards", request_.style.max_forwards);
  out.header("From", {request_.from, ";tag=", series_->from_tag});
  out.header("To", request_.to);
  out.header("Call-ID", series_->call_id);
  out.begin_header("CSeq");
  out.number(series_->cseq);
  out.text(" ");
  out.text(method);
  out.end_header();
  if (!request_.contact.empty()) out.header("Contact", request_.contact);
  write_style(out, request_.style);
  for (const auto& [name, value] : request_.headers) out.header(name, value);
  for (auto& answered : series_->answered) {
    const bool proxy = answered.field == sip::Field::ProxyAuthenticate;
    out.header(proxy ? "Proxy-Authorization" : "Authorization", authorization(answered));
  }
  out.finish(request_.body);
  if (out.overflowed() || (!channel_.reliable() && out.view().size() > longest_datagram))
    return fail(Errc::TooLarge, "the request is too long");
  if (out.refused()) return fail(Errc::Malformed, "a value of the request would break its line");
  return std::string(out.view());
}

std::string AuthenticatedRequest::authorization(Answered& answered) {
  std::string value;
  if (const auto challenge = sip::parse_digest_challenge(answered.challenge)) {
    const std::string cnonce = random_.token(16);
    sip::append_digest_authorization(value, *challenge,
                                     {.username = credentials_.username,
                                      .password = credentials_.password,
                                      .method = sip::method_name(request_.method),
                                      .uri = request_.request_uri,
                                      .body = request_.body,
                                      .cnonce = cnonce,
                                      .nc = ++answered.count});
  }
  return value;
}

void AuthenticatedRequest::on_send(sip::ClientTransaction&, std::string_view request) {
  listener_->on_sent(request, std::exchange(on_the_wire_, true));
  channel_.send(request);
}

void AuthenticatedRequest::on_provisional(sip::ClientTransaction&, const sip::Message& response) {
  listener_->on_received(response);
}

void AuthenticatedRequest::on_final(sip::ClientTransaction&, const sip::Message& response) {
  listener_->on_received(response);
  over_ = true;
  if (response.status() != 401 && response.status() != 407)
    return listener_->on_answered(response, Answer::Plain);
  const Step step = take_challenge(response);
  if (step == Step::SendAgain) {
    ++times_authorized_;
    const auto sent = send();
    if (sent) return;
    give_up(sent.error());
  }
  listener_->on_answered(response, step == Step::Rejected ? Answer::Rejected : Answer::Unusable);
}

// What fails after the answer, an ACK, is nobody's concern.
void AuthenticatedRequest::on_failed(sip::ClientTransaction&, Failure failure) {
  if (!over_) listener_->on_failed(failure);
}

AuthenticatedRequest::Step AuthenticatedRequest::take_challenge(const sip::Message& response) {
  const sip::Field field =
      response.status() == 407 ? sip::Field::ProxyAuthenticate : sip::Field::WwwAuthenticate;
  const auto values = challenges(response, field);
  const auto challenge = sip::choose_digest_challenge(values, credentials_.demand);
  if (!challenge) return give_up(challenge.error());
  if (credentials_.username.empty())
    return give_up({Errc::Refused, 0, "there is no user name to answer with"});

  const std::string_view realm = challenge->realm.raw;
  const auto value =
      std::find_if(values.begin(), values.end(), [&](std::string_view text) { return holds(text, realm); });
  auto& answered = series_->answered;
  const auto known = std::find_if(answered.begin(), answered.end(), [&](const Answered& one) {
    return one.field == field && one.realm == realm;
  });
  const bool may_go_on = times_authorized_ < request_.style.max_auth;
  if (known == answered.end()) {
    if (!may_go_on) return give_up(asked_too_often);
    answered.push_back(
        {.field = field, .challenge = std::string(*value), .realm = std::string(realm), .asked = true});
    return Step::SendAgain;
  }
  // What was sent unasked, for the challenge of an earlier request, does not count: its nonce is too old.
  if (known->asked) {
    if (!challenge->stale) return Step::Rejected;
    if (known->was_stale) return give_up({Errc::Refused, 0, "each fresh nonce is called stale"});
    known->was_stale = true;
  }
  if (!may_go_on) return give_up(asked_too_often);
  known->challenge = *value;
  known->count = 0;
  known->asked = true;
  return Step::SendAgain;
}

AuthenticatedRequest::Step AuthenticatedRequest::give_up(const Error& why) {
  why_unusable_ = why;
  return Step::Unusable;
}

}  // namespace handset::ua
