// How the switchboard answers: in the style of the phone that was asked, over the way that the request came
// by (RFC 3261 8.2.6, 18.2.2, RFC 3581), shown to the line's SIP log and to the trace.
#include <string>

#include "phone/sip_log.h"
#include "phone/switchboard.h"
#include "sip/transaction_key.h"
#include "ua/redact.h"

namespace handset::phone {

sip::Writer Switchboard::begin_answer(const Inbound& request, unsigned status, std::string_view reason) {
  counters_.answers.count(sip::status_digits(status));
  sip::Writer out(buffer_);
  out.use_compact_names(request.style.compact);
  const sip::Tag tag = sip::to_tag(request.transaction);
  sip::write_response(out, request.message, request.origin.source, status, reason, tag.view(),
                      {request.style.insert_received, request.style.insert_rport});
  return out;
}

void Switchboard::send_answer(const Inbound& request, sip::Writer& out) {
  if (!request.style.server_name.empty()) out.header("Server", request.style.server_name);
  out.finish();
  if (!out.ok()) {
    ++counters_.dropped;
    return;
  }
  const Endpoint& source = request.origin.source;
  const Endpoint target = request.origin.is_stream || request.style.answer_to_source_port
                              ? source
                              : sip::response_target(request.via, source);
  door_.send(request.origin, target, out.view());
  if (log_wanted(request)) {
    sip::Message sent;
    if (sent.parse(out.view())) log(request, SipDirection::Sent, target, sent);
  }
  trace_answer(out.view());
}

void Switchboard::answer(const Inbound& request, unsigned status, std::string_view reason) {
  sip::Writer out = begin_answer(request, status, reason);
  send_answer(request, out);
}

void Switchboard::answer_busy(const Inbound& request, unsigned retry_after_seconds) {
  sip::Writer out = begin_answer(request, 503);
  out.header("Retry-After", retry_after_seconds);
  send_answer(request, out);
}

const Line* Switchboard::logged_line(const Inbound& request) const {
  if (request.contact != nullptr) return request.contact->line;
  return first_ != nullptr && !first_->lines().empty() ? &first_->lines().front() : nullptr;
}

bool Switchboard::log_wanted(const Inbound& request) const {
  const Line* line = logged_line(request);
  return line != nullptr && line->options().log.on();
}

void Switchboard::log(const Inbound& request, SipDirection direction, const Endpoint& peer,
                      const sip::Message& message) const {
  if (!log_wanted(request)) return;
  const Line& line = *logged_line(request);
  Phone& phone = request.contact != nullptr ? *request.contact->phone : *first_;
  log_sip(phone.log(), line.options().log, line.number(), direction, peer, message);
}

void Switchboard::trace_request() {
  if (world_.trace == nullptr) return;
  std::string label(message_.method_name());
  label += " ";
  label += message_.request_uri();
  if (message_.has(sip::Field::Authorization)) label += " (with credentials)";
  world_.trace->step({world_.clock.now(), "PBX", "phone", label, ua::without_secrets(message_)});
}

void Switchboard::trace_answer(std::string_view text) {
  if (world_.trace == nullptr) return;
  const auto line = text.substr(0, text.find("\r\n"));
  world_.trace->step({world_.clock.now(), "phone", "PBX", line.substr(line.find(' ') + 1), text});
}

}  // namespace handset::phone
