#include "pbx/push_sender.h"

#include <algorithm>
#include <array>
#include <utility>

#include "sip/grammar.h"
#include "sip/header_values.h"
#include "sip/uri.h"
#include "ua/redact.h"

namespace handset::pbx {
namespace {

using Answer = ua::AuthenticatedRequest::Answer;
using Kind = PushResult::Kind;

// What a stranger wrote, fit for a terminal.
std::string printable(std::string_view text) {
  std::string shown(text);
  std::replace_if(
      shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; },
      '?');
  return shown;
}

// "403 Forbidden"
std::string status_words(const sip::Message& response) {
  std::string words = std::to_string(response.status());
  if (!response.reason().empty()) words += " " + printable(response.reason());
  return words;
}

// The text of: Warning: 399 phone.example "text"
std::string warning_text(const sip::Message& response) {
  const std::string_view warning = response.value(sip::Field::Warning);
  std::string_view rest = warning.substr(std::min(warning.find('"'), warning.size()));
  if (rest.empty()) return {};
  const std::string_view quoted = sip::take_quoted(rest).value_or(std::string_view{});
  std::array<char, 256> buffer;
  return printable(sip::unquote(quoted, buffer).value_or(quoted));
}

std::string refusal_words(const sip::Message& response) {
  std::string words = "The phone refused the push: " + status_words(response);
  if (const std::string warning = warning_text(response); !warning.empty()) words += " (" + warning + ")";
  if (const auto wait = sip::parse_delta_seconds(response.value(sip::Field::RetryAfter)))
    words += "; it may be tried again in " + std::to_string(*wait) + " s";
  return words + ".";
}

std::string_view first_line(std::string_view message) {
  return message.substr(0, std::min(message.find_first_of("\r\n"), message.size()));
}

void trace(const World& world, std::string_view from, std::string_view to, std::string_view label,
           const sip::Message& message) {
  const std::string detail = ua::without_secrets(message);
  world.trace->step({world.clock.now(), from, to, label, detail});
}

}  // namespace

PushSender::PushSender(const World& world, PushOrder order, Done done)
    : world_(world),
      order_(std::move(order)),
      done_(std::move(done)),
      channel_(world.network, world.random, {order_.transport, order_.target, order_.local}),
      request_(world.clock, world.random, channel_, order_.timers, *this) {
  start();
}

void PushSender::start() {
  const auto uri = sip::Uri::parse(order_.uri);
  if (!uri || uri->scheme != sip::Scheme::Sip || uri->user.empty())
    return finish(Kind::BadOrder,
                  "\"" + printable(order_.uri) + "\" names no line: sip:USER@HOST:PORT does.");
  if (const auto opened = channel_.open(); !opened)
    return finish(Kind::Unreachable, "No socket could be opened: " + std::string(opened.error().what) + ".");

  const std::string self = "sip:handset@" + std::string(channel_.sent_by());
  ua::OutgoingRequest request{
      .method = sip::Method::Notify,
      .request_uri = order_.uri,
      .from = "<" + self + ">",
      .to = "<" + order_.uri + ">",
      .contact = "<" + self + (channel_.reliable() ? ";transport=tcp>" : ">"),
      .headers = {{"Event", order_.event}, {"Subscription-State", order_.subscription_state}},
      .style = {.user_agent = "Handset"},
      .body = order_.body,
  };
  if (!order_.content_type.empty()) request.headers.push_back({"Content-Type", order_.content_type});
  request.headers.insert(request.headers.end(), order_.headers.begin(), order_.headers.end());
  if (const auto sent = request_.start(std::move(request), order_.credentials); !sent)
    finish(Kind::BadOrder, "The push cannot be sent: " + std::string(sent.error().what) + ".");
}

void PushSender::on_sent(std::string_view message, bool again) {
  if (world_.trace == nullptr) return;
  sip::Message parsed;
  if (!parsed.parse(message)) return;
  std::string label(first_line(message));
  label.resize(label.rfind(' '));  // the version says nothing to people
  if (again) label += " (again)";
  trace(world_, "PBX", "phone", label, parsed);
}

void PushSender::on_received(const sip::Message& response) {
  if (world_.trace == nullptr) return;
  std::string_view label = first_line(response.bytes());
  label.remove_prefix(std::min(response.version().size() + 1, label.size()));
  trace(world_, "phone", "PBX", label, response);
}

void PushSender::on_answered(const sip::Message& response, Answer answer) {
  result_.status = response.status();
  const unsigned status = response.status();
  if (answer == Answer::Rejected)
    return finish(Kind::WrongPassword, "The user name or the password is wrong: the phone answered " +
                                           status_words(response) + " again.");
  if (answer == Answer::Unusable) return finish(Kind::NoUsableChallenge, challenge_words());
  if (status == 404) {
    const auto uri = sip::Uri::parse(order_.uri);
    return finish(Kind::NotFound, "The phone has no line " + printable(uri ? uri->user : order_.uri) + " (" +
                                      status_words(response) + ").");
  }
  if (status >= 300) return finish(Kind::Refused, refusal_words(response));
  const bool asked = request_.times_authorized() != 0;
  finish(Kind::Accepted, "The phone accepted the push (" + status_words(response) +
                             (asked ? ")." : ") without asking for a password."));
}

std::string PushSender::challenge_words() const {
  const Error& why = request_.why_unusable();
  std::string words = "The phone asked for credentials that could not be given: ";
  const auto forced = order_.credentials.demand.only;
  if (why.code == Errc::Refused && forced)
    words += "it takes no " + std::string(sip::digest_name(*forced)) + " digest";
  else
    words += why.what;
  return words + ".";
}

void PushSender::on_failed(ua::AuthenticatedRequest::Failure failure) {
  const std::string peer = order_.target.to_string();
  const std::string over = " over " + std::string(ua::sip_transport_name(order_.transport));
  const bool answered_before = request_.times_authorized() != 0;
  if (failure == ua::AuthenticatedRequest::Failure::Transport)
    return finish(Kind::Unreachable,
                  "No connection to " + peer + over + ": " + std::string(channel_.lost_because()) + ".");
  const auto waited = std::chrono::duration_cast<seconds>(order_.timers.f).count();
  finish(Kind::NoAnswer, answered_before
                             ? "The phone asked for credentials, and then did not answer them."
                             : "No answer from " + peer + over + " within " + std::to_string(waited) +
                                   " s: is the address right, and does a phone listen there?");
}

void PushSender::finish(Kind kind, std::string words) {
  result_.kind = kind;
  result_.words = std::move(words);
  world_.clock.arm(report_, Duration{0});
}

void PushSender::report() {
  const Done done = std::move(done_);
  const PushResult result = std::move(result_);
  done(result);
}

}  // namespace handset::pbx
