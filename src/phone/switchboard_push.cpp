// The authenticated push: NOTIFY with Event: XML-Service or message-summary, from its digest to the phone.
#include <algorithm>

#include "base/gzip.h"
#include "phone/switchboard.h"
#include "sip/content.h"

namespace handset::phone {
namespace {

// RFC 3261 17.1.2.2: a request may be repeated for 32 s, so an answer is remembered that long at least.
constexpr Duration least_memory = seconds(32);

// Of a body that came packed: as much as a datagram could have brought as it is.
constexpr std::size_t most_unpacked = std::size_t{64} * 1024;

}  // namespace

bool Switchboard::answered_from_memory(const Inbound& request) {
  const auto code = verdicts_.find(request.transaction);
  if (!code) return false;
  ++counters_.retransmissions;
  answer_push(request, static_cast<PushAnswer>(*code));
  return true;
}

bool Switchboard::refused_as_merged(const Inbound& request, const std::optional<std::uint64_t>& merge_key) {
  if (!merge_key || !verdicts_.find_merged(*merge_key)) return false;
  answer(request, 482, "Merged Request");
  return true;
}

void Switchboard::on_push(const Inbound& request, const std::optional<std::uint64_t>& merge_key,
                          const NotifyEvent& event) {
  if (verdicts_.full()) {
    answer_busy(request, 5);
    return;
  }
  if (needs_digest(request, event) && !is_authentic(request)) return;
  verdicts_.make_room();
  ++counters_.pushes;
  PushLog* log = request.contact->phone->push_log();
  const PushId id =
      log != nullptr && !event.is_summary && !event.order ? log->begin(arrival(request)) : PushId{};
  const PushAnswer push = take_push(request, event, id);
  if (log != nullptr) log->answered(id, push_words(push), world_.clock.now());
  // Full was asked for above, and a key that is there was found above.
  static_cast<void>(verdicts_.insert(request.transaction, merge_key, static_cast<std::uint8_t>(push),
                                     world_.clock.now(), std::max(request.style.timers.j, least_memory)));
  answer_push(request, push);
  if (push == PushAnswer::Queued) request.contact->phone->start_work();
}

// Voice mail of many servers tells of messages unasked and cannot answer a challenge.
bool Switchboard::needs_digest(const Inbound& request, const NotifyEvent& event) {
  if (event.is_summary)
    return !request.contact->phone->is_own_server(*request.contact->line, request.origin.source);
  return !event.order || request.contact->line->options().auth_orders;
}

// Answers what is not.
bool Switchboard::is_authentic(const Inbound& request) {
  sip::LineAccount& account = *request.contact->line->account();
  const sip::AuthRequest asked = sip::auth_request(request.message, request.origin.source.address);
  const sip::AuthOutcome outcome = authenticator_.check(asked, account, world_.clock.now());
  // A first request without credentials is the usual way, and no news.
  Log& log = request.contact->phone->log();
  if (!outcome.accepted() && asked.authorization_count > 0 && log.enabled(LogLevel::Warning)) {
    std::string text = "line " + std::to_string(request.contact->line->number()) + ", push from ";
    text += request.origin.source.to_string() + ": " + std::string(outcome.reason);
    log.write(LogLevel::Warning, "digest", text);
  }
  if (!outcome.accepted()) {
    counters_.refusals.count(outcome.reason);
    note_refused(request, outcome);
  }
  switch (outcome.verdict) {
    case sip::AuthVerdict::Accepted:
      return true;
    case sip::AuthVerdict::Challenge:
      challenge(request, account, outcome.stale);
      break;
    case sip::AuthVerdict::Malformed:
      answer(request, 400, outcome.reason);
      break;
    case sip::AuthVerdict::Slow:
      ++counters_.slowed;
      answer_busy(request, outcome.retry_after);
      break;
  }
  return false;
}

void Switchboard::note_refused(const Inbound& request, const sip::AuthOutcome& outcome) {
  PushLog* log = request.contact->phone->push_log();
  if (log == nullptr) return;
  switch (outcome.verdict) {
    case sip::AuthVerdict::Accepted:
      break;
    case sip::AuthVerdict::Challenge:
      log->challenged(arrival(request), 401,
                      request.message.has(sip::Field::Authorization) ? outcome.reason : "Unauthorized");
      break;
    case sip::AuthVerdict::Malformed:
      log->challenged(arrival(request), 400, outcome.reason);
      break;
    case sip::AuthVerdict::Slow:
      log->challenged(arrival(request), 503, outcome.reason);
      break;
  }
}

PushArrival Switchboard::arrival(const Inbound& request) const {
  return {request.message, request.origin.source, request.contact->line->number(), world_.clock.now(),
          world_.clock.wall()};
}

PushAnswer Switchboard::take_push(const Inbound& request, const NotifyEvent& event, PushId id) {
  const auto& [phone, line] = *request.contact;
  if (event.order)
    return phone->orders()->obey(*event.order, request.origin.source.address, line->options().auth_orders);
  const std::string_view type = request.message.value(sip::Field::ContentType);
  const auto take = [&, phone = phone, line = line](std::string_view body) {
    return event.is_summary ? phone->note_messages(*line, body, type)
                            : phone->push(*line, body, type, id, event.maker);
  };
  const sip::ContentCoding coding = sip::content_coding(request.message);
  if (coding == sip::ContentCoding::Identity) return take(request.message.body());
  if (coding == sip::ContentCoding::Other || !request.style.gzip) return PushAnswer::Encoded;
  const auto body = gunzip(request.message.body(), most_unpacked);
  return body ? take(*body) : PushAnswer::BrokenEncoding;
}

void Switchboard::challenge(const Inbound& request, sip::LineAccount& account, bool stale) {
  ++counters_.challenges;
  sip::Writer out = begin_answer(request, 401);
  authenticator_.write_challenge(out, account, request.origin.source.address, stale, world_.clock.now());
  send_answer(request, out);
}

void Switchboard::answer_push(const Inbound& request, PushAnswer push) {
  const PushWords& words = push_words(push);
  sip::Writer out = begin_answer(request, words.status, words.reason);
  if (!words.warning.empty()) out.header("Warning", {"399 handset \"", words.warning, "\""});
  if (push == PushAnswer::OtherType) out.header("Accept", "application/simple-message-summary");
  if (push == PushAnswer::Encoded) out.header("Accept-Encoding", request.style.accept_encoding());
  if (words.retry_after_seconds != 0) out.header("Retry-After", words.retry_after_seconds);
  send_answer(request, out);
}

}  // namespace handset::phone
