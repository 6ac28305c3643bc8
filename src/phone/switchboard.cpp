#include "phone/switchboard.h"

#include <algorithm>

#include "sip/header_values.h"
#include "sip/name_addr.h"
#include "sip/uri.h"

namespace handset::phone {
namespace {

// What this phone understands; INVITE is answered 480 as long as there are no calls.
constexpr sip::MethodSet allowed{sip::Method::Invite, sip::Method::Ack,     sip::Method::Bye,
                                 sip::Method::Cancel, sip::Method::Options, sip::Method::Notify};

constexpr std::string_view xml_service = "XML-Service";
constexpr std::string_view message_summary = "message-summary";
constexpr std::string_view event_packages = "XML-Service, message-summary";

sip::VerdictStore::Options verdict_options(const SwitchboardOptions& options) {
  sip::VerdictStore::Options out;
  out.limit = options.most_verdicts;
  out.initial = std::min(options.initial_verdicts, out.limit);
  return out;
}

}  // namespace

Switchboard::Switchboard(const World& world, const SwitchboardOptions& options)
    : world_(world),
      hash_(world.random.key()),
      authenticator_(world.random, options.slowing),
      verdicts_(verdict_options(options)),
      door_(world.network, *this) {}

// --- Who is here

Result<void> Switchboard::add(Phone& phone) {
  for (const Line& line : phone.lines()) {
    if (!line.in_use()) continue;
    const auto same = std::count_if(phone.lines().begin(), phone.lines().end(), [&](const Line& other) {
      return other.in_use() && other.user_id() == line.user_id();
    });
    if (same > 1 || contacts_.contains(line.user_id()))
      return fail(Errc::Exists, "two lines have the same user ID");
  }
  update(phone);
  return {};
}

void Switchboard::update(Phone& phone) {
  forget_contacts(phone);
  if (first_ == nullptr) first_ = &phone;
  phone.set_door(this);
  for (Line& line : phone.lines()) {
    if (!line.in_use()) continue;
    if (!contacts_.emplace(line.user_id(), Contact{&phone, &line}).second) continue;
    line.set_contact(line.user_id());
    if (!line.has_account(phone.options().digest))
      line.open_account(authenticator_, ++last_line_, phone.options().digest, world_.clock.now());
  }
  phone.lines_changed();
}

void Switchboard::remove(Phone& phone) {
  if (first_ == &phone) first_ = nullptr;
  phone.set_door(nullptr);
  forget_contacts(phone);
}

void Switchboard::forget_contacts(Phone& phone) {
  for (Line& line : phone.lines()) {
    if (line.reachable()) contacts_.erase(line.contact());
    line.set_contact({});
  }
}

// --- For what its lines send themselves

Endpoint Switchboard::reached_at(const LineOptions& line) const {
  return {door_.main().address, line.own_port != 0 ? line.own_port : door_.main().port};
}

std::optional<ua::SharedSocket> Switchboard::udp_socket(const LineOptions& line) {
  const Endpoint local = reached_at(line);
  const auto socket = door_.udp_socket(local);
  return socket ? std::optional(ua::SharedSocket{*socket, local, &responses_}) : std::nullopt;
}

const Switchboard::Contact* Switchboard::find_contact(const sip::Message& message) const {
  const auto uri = sip::Uri::parse(message.request_uri());
  if (!uri || !uri->has_user) return nullptr;
  std::array<char, 256> plain;
  const auto user = sip::unescape(uri->user, plain);
  if (!user) return nullptr;
  const auto found = contacts_.find(*user);
  return found == contacts_.end() ? nullptr : &found->second;
}

Switchboard::Inbound Switchboard::inbound(const sip::Via& via, const Origin& origin) const {
  const Contact* contact = find_contact(message_);
  const Phone* phone = contact != nullptr ? contact->phone : first_;
  return {message_, via, origin, contact, phone != nullptr ? phone->options().sip : no_style_};
}

// --- RFC 3261 8.2: what every request goes through

void Switchboard::on_message(std::string_view bytes, const Origin& origin) {
  verdicts_.expire(world_.clock.now());
  const auto parsed = message_.parse(
      bytes, origin.is_stream ? sip::Message::Framing::Stream : sip::Message::Framing::Datagram);
  if (message_.is_response()) {
    if (!parsed || !responses_.route(message_)) ++counters_.responses;
    return;
  }
  const auto via = sip::Via::first_of(message_);
  if (!via || (!parsed && !message_.answerable())) {
    ++counters_.dropped;
    return;
  }
  ++counters_.requests;
  const Inbound request = inbound(*via, origin);
  log(request, SipDirection::Received, origin.source, message_);
  trace_request();
  if (!parsed) {
    const sip::Verdict verdict = sip::verdict_for(message_, parsed.error());
    answer(request, verdict.status, verdict.reason);
    return;
  }
  on_request(request);
}

void Switchboard::on_broken(std::string_view header, const Error& error, const Origin& origin) {
  static_cast<void>(message_.parse(header));
  const auto via = sip::Via::first_of(message_);
  ++counters_.dropped;
  if (!via || !message_.answerable()) return;
  const sip::Verdict verdict = sip::verdict_for(message_, error);
  answer(inbound(*via, origin), verdict.status, verdict.reason);
}

bool Switchboard::has_to_tag(const sip::Message& message) {
  const auto to = sip::NameAddr::parse(message.value(sip::Field::To));
  return to && !to->tag().empty();
}

void Switchboard::on_request(const Inbound& request) {
  const sip::Verdict verdict = sip::check(request.message);
  if (request.message.method() == sip::Method::Ack) return;  // never answered
  if (verdict.status == 420) {
    sip::Writer out = begin_answer(request, 420, verdict.reason);
    sip::write_unsupported(out, request.message);
    send_answer(request, out);
  } else if (!verdict.ok()) {
    answer(request, verdict.status, verdict.reason);
  } else {
    on_method(request);
  }
}

void Switchboard::on_method(const Inbound& request) {
  using sip::Method;
  switch (request.message.method()) {
    case Method::Options:
      on_options(request);
      break;
    case Method::Notify:
      on_notify(request);
      break;
    case Method::Invite:
      if (has_to_tag(request.message)) {
        answer(request, 481);
      } else {
        answer(request, request.contact == nullptr ? 404 : 480);
      }
      break;
    case Method::Bye:
    case Method::Cancel:
      answer(request, 481);  // there is no call that it could belong to
      break;
    case Method::Other:
      answer_not_allowed(request, 501);
      break;
    default:
      answer_not_allowed(request, 405);
      break;
  }
}

void Switchboard::answer_not_allowed(const Inbound& request, unsigned status) {
  sip::Writer out = begin_answer(request, status);
  sip::write_allow(out, allowed);
  send_answer(request, out);
}

// RFC 3261 11.2. Without a user it is the phone as such that is asked.
void Switchboard::on_options(const Inbound& request) {
  const auto uri = sip::Uri::parse(request.message.request_uri());
  if (uri && uri->has_user && request.contact == nullptr) {
    answer(request, 404);
    return;
  }
  sip::Writer out = begin_answer(request, 200);
  sip::write_allow(out, allowed);
  out.header("Accept", "text/html, text/plain, text/xml, application/simple-message-summary");
  out.header("Accept-Encoding", request.style.accept_encoding());
  if (!request.style.accept_language.empty()) out.header("Accept-Language", request.style.accept_language);
  out.header("Allow-Events", event_packages);
  out.header("Supported", "");
  send_answer(request, out);
}

void Switchboard::on_notify(const Inbound& request) {
  const auto event = sip::EventHeader::parse(request.message.value(sip::Field::Event));
  const bool xml = event && event->is(xml_service);
  if (!xml && !(event && event->is(message_summary))) {
    answer_not_known(request);
  } else if (request.contact == nullptr) {
    answer(request, 404);
  } else {
    on_push(request, xml ? NotifyEvent::XmlService : NotifyEvent::MessageSummary);
  }
}

void Switchboard::answer_not_known(const Inbound& request) {
  // A tag: inside a dialog that is none, or for a subscription that nobody made.
  if (has_to_tag(request.message)) {
    answer(request, 481);
    return;
  }
  sip::Writer out = begin_answer(request, 489);
  out.header("Allow-Events", event_packages);
  send_answer(request, out);
}

}  // namespace handset::phone
