#include "phone/switchboard.h"

#include <algorithm>

#include "sip/header_values.h"
#include "sip/name_addr.h"
#include "sip/transaction_key.h"
#include "sip/uri.h"
#include "ua/redact.h"

namespace handset::phone {
namespace {

// What this phone understands; INVITE is answered 480 as long as there are no calls.
constexpr sip::MethodSet allowed{sip::Method::Invite, sip::Method::Ack,     sip::Method::Bye,
                                 sip::Method::Cancel, sip::Method::Options, sip::Method::Notify};

constexpr std::string_view event_package = "XML-Service";

sip::VerdictStore::Options verdict_options(const SwitchboardOptions& options) {
  sip::VerdictStore::Options out;
  out.lifetime = std::max<Duration>(options.timers.j, seconds(32));
  out.limit = options.most_verdicts;
  out.initial = std::min(options.initial_verdicts, out.limit);
  return out;
}

bool has_to_tag(const sip::Message& message) {
  const auto to = sip::NameAddr::parse(message.value(sip::Field::To));
  return to && !to->tag().empty();
}

constexpr auto no_headers = [](sip::Writer&) {};

}  // namespace

Switchboard::Switchboard(const World& world, const SwitchboardOptions& options)
    : world_(world),
      options_(options),
      hash_(world.random.key()),
      authenticator_(world.random, options.slowing),
      verdicts_(verdict_options(options)) {}

// The network outlives us and must not call what is gone.
Switchboard::~Switchboard() {
  for (const SocketId socket : listening_) world_.network.close(socket);
  for (const auto& [stream, connection] : connections_) world_.network.close(stream);
}

Result<Endpoint> Switchboard::listen(const Endpoint& local) {
  const auto datagrams = world_.network.open_datagrams(local, *this);
  if (!datagrams) return tl::unexpected(datagrams.error());
  const Endpoint bound = world_.network.local_endpoint(*datagrams);
  const auto streams = world_.network.listen(bound, *this);
  if (!streams) {
    world_.network.close(*datagrams);
    return tl::unexpected(streams.error());
  }
  listening_.insert(listening_.end(), {*datagrams, *streams});
  return bound;
}

Result<void> Switchboard::add(Phone& phone) {
  for (const Line& line : phone.lines()) {
    if (!line.in_use()) continue;
    const auto same = std::count_if(phone.lines().begin(), phone.lines().end(), [&](const Line& other) {
      return other.in_use() && other.user_id() == line.user_id();
    });
    if (same > 1 || contacts_.contains(line.user_id()))
      return fail(Errc::Exists, "two lines have the same user ID");
  }
  for (Line& line : phone.lines()) {
    if (!line.in_use()) continue;
    line.open_account(authenticator_, ++last_line_, phone.options().digest, world_.clock.now());
    contacts_.emplace(line.user_id(), Contact{&phone, &line});
  }
  return {};
}

void Switchboard::remove(Phone& phone) {
  for (const Line& line : phone.lines()) {
    const auto found = contacts_.find(line.user_id());
    if (found != contacts_.end() && found->second.phone == &phone) contacts_.erase(found);
  }
}

// --- What the network brings

void Switchboard::on_datagrams(SocketId socket, std::span<const Datagram> batch) {
  verdicts_.expire(world_.clock.now());
  for (const Datagram& datagram : batch) receive(datagram.bytes, {datagram.source, socket, {}, false});
}

void Switchboard::on_accepted(SocketId, StreamId stream, const Endpoint& remote) {
  connections_.emplace(stream, Connection{remote, sip::StreamFramer()});
}

void Switchboard::on_connected(StreamId) {}

void Switchboard::on_bytes(StreamId stream, std::string_view bytes) {
  const auto found = connections_.find(stream);
  if (found == connections_.end()) return;
  verdicts_.expire(world_.clock.now());
  Connection& connection = found->second;
  const Origin origin{connection.remote, {}, stream, true};
  connection.framer.feed(bytes);
  for (;;) {
    const auto frame = connection.framer.next();
    if (!frame) {
      if (frame.error().code == Errc::Incomplete) return;
      // Where the next message begins is unknown: say what was wrong, if that can be said, and hang up.
      refuse_stream(connection.framer.broken(), frame.error(), origin);
      world_.network.close(stream);
      connections_.erase(found);
      return;
    }
    if (frame->kind == sip::StreamFramer::Frame::Kind::Ping) {
      world_.network.send(stream, sip::keep_alive_pong);
    } else {
      receive(frame->bytes, origin);
    }
  }
}

void Switchboard::on_closed(StreamId stream, std::string_view) {
  connections_.erase(stream);
}

// --- RFC 3261 8.2: what every request goes through

void Switchboard::receive(std::string_view bytes, const Origin& origin) {
  const auto parsed = message_.parse(
      bytes, origin.is_stream ? sip::Message::Framing::Stream : sip::Message::Framing::Datagram);
  if (message_.is_response()) {
    ++counters_.responses;
    return;
  }
  const auto via = sip::Via::first_of(message_);
  if (!via || (!parsed && !message_.answerable())) {
    ++counters_.dropped;
    return;
  }
  ++counters_.requests;
  const Inbound request{message_, *via, origin};
  trace("PBX", "phone", message_);
  if (!parsed) {
    const sip::Verdict verdict = sip::verdict_for(message_, parsed.error());
    answer(request, verdict.status, verdict.reason);
    return;
  }
  on_request(request);
}

void Switchboard::refuse_stream(std::string_view header, const Error& error, const Origin& origin) {
  static_cast<void>(message_.parse(header));
  const auto via = sip::Via::first_of(message_);
  ++counters_.dropped;
  if (!via || !message_.answerable()) return;
  const sip::Verdict verdict = sip::verdict_for(message_, error);
  answer({message_, *via, origin}, verdict.status, verdict.reason);
}

void Switchboard::on_request(const Inbound& request) {
  const sip::Verdict verdict = sip::check(request.message);
  if (request.message.method() == sip::Method::Ack) return;  // never answered
  if (verdict.status == 420) {
    answer(request, 420, verdict.reason,
           [&](sip::Writer& out) { sip::write_unsupported(out, request.message); });
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
        answer(request, find_contact(request) == nullptr ? 404 : 480);
      }
      break;
    case Method::Bye:
    case Method::Cancel:
      answer(request, 481);  // there is no call that it could belong to
      break;
    case Method::Other:
      answer(request, 501, {}, [](sip::Writer& out) { sip::write_allow(out, allowed); });
      break;
    default:
      answer(request, 405, {}, [](sip::Writer& out) { sip::write_allow(out, allowed); });
      break;
  }
}

// RFC 3261 11.2. Without a user it is the phone as such that is asked.
void Switchboard::on_options(const Inbound& request) {
  const auto uri = sip::Uri::parse(request.message.request_uri());
  if (uri && uri->has_user && find_contact(request) == nullptr) {
    answer(request, 404);
    return;
  }
  answer(request, 200, {}, [](sip::Writer& out) {
    sip::write_allow(out, allowed);
    out.header("Accept", "text/html, text/plain, text/xml");
    out.header("Accept-Encoding", "identity");
    out.header("Accept-Language", "en");
    out.header("Allow-Events", event_package);
    out.header("Supported", "");
  });
}

void Switchboard::on_notify(const Inbound& request) {
  const auto event = sip::EventHeader::parse(request.message.value(sip::Field::Event));
  if (!event || !event->is(event_package)) {
    // Inside a dialog that is none, or for a subscription that nobody made.
    if (has_to_tag(request.message)) {
      answer(request, 481);
    } else {
      answer(request, 489, {}, [](sip::Writer& out) { out.header("Allow-Events", event_package); });
    }
    return;
  }
  Contact* contact = find_contact(request);
  if (contact == nullptr) {
    answer(request, 404);
  } else {
    on_push(request, *contact);
  }
}

Switchboard::Contact* Switchboard::find_contact(const Inbound& request) {
  const auto uri = sip::Uri::parse(request.message.request_uri());
  if (!uri || !uri->has_user) return nullptr;
  std::array<char, 256> plain;
  const auto user = sip::unescape(uri->user, plain);
  if (!user) return nullptr;
  const auto found = contacts_.find(*user);
  return found == contacts_.end() ? nullptr : &found->second;
}

// --- The authenticated push

void Switchboard::on_push(const Inbound& request, Contact& contact) {
  const sip::Message& message = request.message;
  const auto key = sip::transaction_key(hash_, message, request.via);
  if (const auto code = verdicts_.find(key)) {
    ++counters_.retransmissions;
    answer_push(request, static_cast<PushAnswer>(*code));
    return;
  }
  const auto merge = sip::merge_key(hash_, message);
  if (merge && verdicts_.find_merged(*merge)) {
    answer(request, 482, "Merged Request");
    return;
  }
  if (has_to_tag(message)) {
    answer(request, 481);
    return;
  }
  if (verdicts_.full()) {
    answer(request, 503, {}, [](sip::Writer& out) { out.header("Retry-After", 5); });
    return;
  }

  sip::LineAccount& account = *contact.line->account();
  const SteadyTime now = world_.clock.now();
  const sip::AuthRequest asked = sip::auth_request(message, request.origin.source.address);
  const sip::AuthOutcome outcome = authenticator_.check(asked, account, now);
  // A first request without credentials is the usual way, and no news.
  if (!outcome.accepted() && asked.authorization_count > 0 && world_.log.enabled(LogLevel::Warning)) {
    std::string text = "line " + std::to_string(contact.line->number()) + ", push from ";
    text += request.origin.source.to_string() + ": " + std::string(outcome.reason);
    world_.log.write(LogLevel::Warning, "digest", text);
  }
  switch (outcome.verdict) {
    case sip::AuthVerdict::Challenge:
      challenge(request, account, outcome.stale);
      return;
    case sip::AuthVerdict::Malformed:
      answer(request, 400, outcome.reason);
      return;
    case sip::AuthVerdict::Slow:
      ++counters_.slowed;
      answer(request, 503, {}, [&](sip::Writer& out) { out.header("Retry-After", outcome.retry_after); });
      return;
    case sip::AuthVerdict::Accepted:
      break;
  }
  ++counters_.pushes;
  const PushAnswer push =
      message.has(sip::Field::ContentEncoding)
          ? PushAnswer::Encoded
          : contact.phone->push(*contact.line, message.body(), message.value(sip::Field::ContentType));
  // Full was asked for above, and a key that is there was found above.
  static_cast<void>(verdicts_.insert(key, merge, static_cast<std::uint8_t>(push), now));
  answer_push(request, push);
  if (push == PushAnswer::Queued) contact.phone->start_work();
}

void Switchboard::challenge(const Inbound& request, sip::LineAccount& account, bool stale) {
  ++counters_.challenges;
  answer(request, 401, {}, [&](sip::Writer& out) {
    authenticator_.write_challenge(out, account, request.origin.source.address, stale, world_.clock.now());
  });
}

void Switchboard::answer_push(const Inbound& request, PushAnswer push) {
  const PushWords& words = push_words(push);
  answer(request, words.status, words.reason, [&](sip::Writer& out) {
    if (!words.warning.empty()) out.header("Warning", {"399 handset \"", words.warning, "\""});
    if (push == PushAnswer::Encoded) out.header("Accept-Encoding", "identity");
    if (words.retry_after_seconds != 0) out.header("Retry-After", words.retry_after_seconds);
  });
}

// --- Answers

template <class AddHeaders>
void Switchboard::answer(const Inbound& request, unsigned status, std::string_view reason,
                         AddHeaders&& add_headers) {
  sip::Writer out(buffer_);
  const sip::Tag tag = sip::to_tag(hash_, request.message, request.via);
  sip::write_response(out, request.message, request.origin.source, status, reason, tag.view());
  add_headers(out);
  out.header("Server", "Handset");
  out.finish();
  send(request, out);
}

void Switchboard::answer(const Inbound& request, unsigned status, std::string_view reason) {
  answer(request, status, reason, no_headers);
}

void Switchboard::send(const Inbound& request, const sip::Writer& out) {
  if (!out.ok()) {
    ++counters_.dropped;
    return;
  }
  if (request.origin.is_stream) {
    world_.network.send(request.origin.stream, out.view());
  } else {
    world_.network.send(request.origin.socket, sip::response_target(request.via, request.origin.source),
                        out.view());
  }
  if (world_.trace != nullptr) {
    const auto text = out.view();
    const auto line = text.substr(0, text.find("\r\n"));
    world_.trace->step({world_.clock.now(), "phone", "PBX", line.substr(line.find(' ') + 1), text});
  }
}

void Switchboard::trace(std::string_view from, std::string_view to, const sip::Message& message) {
  if (world_.trace == nullptr) return;
  std::string label(message.method_name());
  label += " ";
  label += message.request_uri();
  if (message.has(sip::Field::Authorization)) label += " (with credentials)";
  world_.trace->step({world_.clock.now(), from, to, label, ua::without_secrets(message)});
}

}  // namespace handset::phone
