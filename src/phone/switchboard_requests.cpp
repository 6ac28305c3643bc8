// What every request goes through: the steps of RFC 3261 8.2 in their order, up to where NOTIFY asks for its
// digest (switchboard_push.cpp). Everything here is answered without being remembered (8.2.7).
#include <array>

#include "phone/switchboard.h"
#include "sip/content.h"
#include "sip/header_values.h"
#include "sip/transaction_key.h"

namespace handset::phone {
namespace {

constexpr sip::MethodSet allowed{sip::Method::Invite, sip::Method::Ack,     sip::Method::Bye,
                                 sip::Method::Cancel, sip::Method::Options, sip::Method::Notify};

// What INVITE gets as long as there are no calls.
constexpr unsigned not_available = 480;

// The bodies of INVITE and of OPTIONS, which asks for what INVITE would do.
constexpr std::array<std::string_view, 1> session_types = {"application/sdp"};
constexpr std::string_view session_type_list = "application/sdp";
// Those of NOTIFY too.
constexpr std::string_view all_types =
    "application/sdp, text/html, text/plain, text/xml, application/simple-message-summary";

constexpr std::string_view xml_service = "XML-Service";
constexpr std::string_view message_summary = "message-summary";
constexpr std::string_view event_packages =
    "XML-Service, message-summary, resync, check-sync, report, reboot, reboot_now, restart_now";

bool has_to_tag(const sip::Message& message) {
  const auto& to = message.to();
  return to && !to->tag.empty();
}

}  // namespace

void Switchboard::on_request(const Inbound& request) {
  using sip::Method;
  const Method method = request.message.method();
  if (method == Method::Ack) return;  // never answered
  if (refused_by_grammar(request) || refused_by_method(request) || answered_by_subscription(request) ||
      refused_by_dialog(request) || refused_by_target(request))
    return;
  if (method == Method::Notify) {
    on_notify(request);
  } else if (!refused_by_require(request)) {
    if (method == Method::Invite) on_invite(request);
    if (method == Method::Options) on_options(request);
  }
}

bool Switchboard::refused_by_grammar(const Inbound& request) {
  const sip::Verdict verdict = sip::check(request.message);
  if (!verdict.ok()) answer(request, verdict.status, verdict.reason);
  return !verdict.ok();
}

// 8.2.1.
bool Switchboard::refused_by_method(const Inbound& request) {
  if (allowed.contains(request.message.method())) return false;
  sip::Writer out = begin_answer(request, request.message.method() == sip::Method::Other ? 501 : 405);
  sip::write_allow(out, allowed);
  send_answer(request, out);
  return true;
}

// RFC 6665 4.1.3. Who knows Call-ID and both tags is the notifier: no digest is asked for.
bool Switchboard::answered_by_subscription(const Inbound& request) {
  if (request.message.method() != sip::Method::Notify || request.contact == nullptr ||
      !has_to_tag(request.message))
    return false;
  const auto& [phone, line] = *request.contact;
  const auto notified = phone->take_notify(*line, request.message);
  if (!notified) return false;
  sip::Writer out = begin_answer(request, notified->status, notified->reason);
  if (notified->status == 489) out.header("Allow-Events", event_packages);
  send_answer(request, out);
  return true;
}

// 9.2, 12.2.2, 15.1.2. There are no other dialogs, and no transactions, that something could belong to.
bool Switchboard::refused_by_dialog(const Inbound& request) {
  const sip::Method method = request.message.method();
  if (method != sip::Method::Cancel && method != sip::Method::Bye && !has_to_tag(request.message))
    return false;
  answer(request, 481);
  return true;
}

// 8.2.2.1. Without a user it is the phone as such that is meant, but a push needs a line's password; To may
// name whom it likes.
bool Switchboard::refused_by_target(const Inbound& request) {
  if (!request.target.is_sip()) {
    answer(request, 416);
    return true;
  }
  const bool any_line = !request.target.has_user && request.message.method() != sip::Method::Notify;
  if (request.contact != nullptr || (any_line && first_ != nullptr)) return false;
  answer(request, 404);
  return true;
}

// 8.2.2.3.
bool Switchboard::refused_by_require(const Inbound& request) {
  const sip::Verdict verdict = sip::check_require(request.message);
  if (verdict.ok()) return false;
  sip::Writer out = begin_answer(request, verdict.status, verdict.reason);
  sip::write_unsupported(out, request.message);
  send_answer(request, out);
  return true;
}

// 8.2.3, for what may bring a session description.
bool Switchboard::refused_by_content(const Inbound& request) {
  const auto lack = sip::content_lack(request.message, {session_types, request.style.gzip});
  if (lack == sip::ContentLack::Nothing) return false;
  sip::Writer out = begin_answer(request, 415);
  if (lack == sip::ContentLack::Type) out.header("Accept", session_type_list);
  if (lack == sip::ContentLack::Coding) out.header("Accept-Encoding", request.style.accept_encoding());
  send_answer(request, out);
  return true;
}

void Switchboard::on_invite(const Inbound& request) {
  if (refused_by_content(request)) return;
  // The answer to an offer, or the offer to an empty INVITE, is a session description.
  answer(request, sip::accepts(request.message, "application", "sdp") ? not_available : 406);
}

// 11.2: the status that INVITE would get, and what the phone understands.
void Switchboard::on_options(const Inbound& request) {
  if (refused_by_content(request)) return;
  sip::Writer out = begin_answer(request, not_available);
  sip::write_allow(out, allowed);
  out.header("Accept", all_types);
  out.header("Accept-Encoding", request.style.accept_encoding());
  if (!request.style.accept_language.empty()) out.header("Accept-Language", request.style.accept_language);
  out.header("Allow-Events", event_packages);
  out.header("Supported", "");
  send_answer(request, out);
}

void Switchboard::on_notify(const Inbound& request) {
  const auto event = notify_event(request);
  // Only what came with credentials, or needs none, is remembered; what repeats it brings them again.
  std::optional<std::uint64_t> merge_key;
  if (request.message.has(sip::Field::Authorization) || (event && !needs_digest(request, *event))) {
    if (answered_from_memory(request)) return;
    merge_key = sip::merge_key(hash_, request.message);
    if (refused_as_merged(request, merge_key)) return;
  }
  if (refused_by_require(request)) return;
  if (event) return on_push(request, merge_key, *event);
  sip::Writer out = begin_answer(request, 489);
  out.header("Allow-Events", event_packages);
  send_answer(request, out);
}

// Nothing for one that this phone does not take.
std::optional<Switchboard::NotifyEvent> Switchboard::notify_event(const Inbound& request) {
  const auto& event = request.message.event();
  if (!event) return std::nullopt;
  if (event->is(xml_service)) return NotifyEvent{};
  if (event->is(message_summary)) return NotifyEvent{.is_summary = true};
  if (request.contact->phone->orders() != nullptr)
    if (const auto order = server_order(*event)) return NotifyEvent{.order = order};
  if (!request.contact->phone->options().notify.other_makers) return std::nullopt;
  const auto maker = xml::maker_of_event(event->package);
  return maker ? std::optional(NotifyEvent{.maker = maker}) : std::nullopt;
}

}  // namespace handset::phone
