#include "pbx/pbx.h"

#include <algorithm>
#include <utility>

#include "sip/transaction_key.h"
#include "sip/validate.h"

namespace handset::pbx {
namespace {

constexpr sip::MethodSet allowed{sip::Method::Options, sip::Method::Register, sip::Method::Subscribe};

// For a digest that is right while there is no room to remember it.
constexpr std::uint32_t full_retry_after = 5;

sip::VerdictStore::Options verdict_options(const PbxOptions& options) {
  sip::VerdictStore::Options out;
  out.limit = options.most_verdicts;
  out.initial = std::min(options.initial_verdicts, out.limit);
  return out;
}

bool has_to_tag(const sip::Message& message) {
  return message.to() && !message.to()->tag.empty();
}

}  // namespace

Pbx::Pbx(const World& world, const PbxOptions& options, RegistrarListener* listener)
    : world_(world),
      options_(options),
      hash_(world.random.key()),
      verdicts_(verdict_options(options)),
      registrar_(world.clock, world.random, options.registrar, listener),
      notifier_(world.clock, world.random, options.notifier, registrar_,
                static_cast<Notifier::Outlet&>(*this)) {
  options_.registrar = {};
}

// --- Life and death

Result<Endpoint> Pbx::listen(const Endpoint& local) {
  if (const auto opened = open_door(local); !opened) return tl::unexpected(opened.error());
  return endpoint_;
}

Result<Endpoint> Pbx::listen_secured(const Endpoint& local) {
  auto bound = door_->listen_secured(local);
  if (bound) secured_ = *bound;
  return bound;
}

Result<void> Pbx::open_door(const Endpoint& local) {
  door_.emplace(world_.network, world_.clock, static_cast<ua::SipDoorHandler&>(*this), options_.streams);
  auto bound = door_->listen(local);
  if (bound && secured_.port != 0) {
    if (const auto secured = door_->listen_secured(secured_); !secured)
      bound = tl::unexpected(secured.error());
  }
  if (!bound) {
    door_.reset();
    return tl::unexpected(bound.error());
  }
  endpoint_ = *bound;
  return {};
}

Result<void> Pbx::set_faults(const Faults& faults) {
  const bool dead = std::exchange(faults_, faults).dead;
  registrar_.set_faults(faults.registrar);
  if (faults.dead) {
    door_.reset();
    late_.clear();
    late_due_.cancel();
  } else if (dead && endpoint_.port != 0) {
    const auto opened = open_door(endpoint_);
    faults_.dead = !opened;
    return opened;
  }
  return {};
}

Faults Pbx::faults() const {
  Faults faults = faults_;
  faults.registrar = registrar_.faults();
  return faults;
}

// --- What comes in

bool Pbx::is_lost() {
  return faults_.drop_percent != 0 && world_.random.u64() % Faults::all < faults_.drop_percent;
}

void Pbx::on_message(std::string_view bytes, const ua::Origin& origin) {
  verdicts_.expire(world_.clock.now());
  if (is_lost()) return;
  const auto parsed = message_.parse(
      bytes, origin.is_stream ? sip::Message::Framing::Stream : sip::Message::Framing::Datagram);
  if (parsed && message_.is_response()) {
    if (sip::check_response(message_)) notifier_.take_response(message_);
    return;
  }
  const auto& via = message_.via();
  if (!via || !(parsed ? message_.is_request() : message_.answerable())) return;
  const Inbound request{message_, *via, origin};
  if (parsed) return on_request(request);
  const sip::Verdict verdict = sip::verdict_for(message_, parsed.error());
  answer(request, verdict.status, verdict.reason);
}

void Pbx::on_broken(std::string_view header, const Error& error, const ua::Origin& origin) {
  static_cast<void>(message_.parse(header));
  const auto& via = message_.via();
  if (!via || !message_.answerable() || is_lost()) return;
  const sip::Verdict verdict = sip::verdict_for(message_, error);
  answer({message_, *via, origin}, verdict.status, verdict.reason);
}

void Pbx::on_request(const Inbound& request) {
  const sip::Method method = request.message.method();
  if (method == sip::Method::Ack) return;  // never answered
  if (refused_on_purpose(request) || refused_by_grammar(request) || refused_by_method(request) ||
      refused_by_dialog(request) || refused_by_scheme(request))
    return;
  if (method == sip::Method::Register) return on_register(request);
  if (method == sip::Method::Options) return on_options(request);
  on_subscribe(request);
}

bool Pbx::refused_on_purpose(const Inbound& request) {
  if (faults_.retry_after) answer_busy(request, *faults_.retry_after);
  return faults_.retry_after.has_value();
}

bool Pbx::refused_by_grammar(const Inbound& request) {
  const sip::Verdict verdict = sip::check(request.message);
  if (!verdict.ok()) answer(request, verdict.status, verdict.reason);
  return !verdict.ok();
}

// 8.2.1; a CANCEL finds nothing to cancel (9.2).
bool Pbx::refused_by_method(const Inbound& request) {
  const sip::Method method = request.message.method();
  if (allowed.contains(method) || method == sip::Method::Cancel) return false;
  sip::Writer out = begin_answer(request, method == sip::Method::Other ? 501 : 405);
  sip::write_allow(out, allowed);
  send_answer(request, out);
  return true;
}

// 12.2.2: there are no dialogs but those of subscriptions.
bool Pbx::refused_by_dialog(const Inbound& request) {
  const sip::Method method = request.message.method();
  if (method == sip::Method::Register || method == sip::Method::Subscribe ||
      (method != sip::Method::Cancel && !has_to_tag(request.message)))
    return false;
  answer(request, 481);
  return true;
}

// 8.2.2.1.
bool Pbx::refused_by_scheme(const Inbound& request) {
  const auto& target = request.message.target();
  if (target && target->is_sip()) return false;
  answer(request, 416);
  return true;
}

void Pbx::on_options(const Inbound& request) {
  const sip::Verdict verdict = sip::check_require(request.message, registrar_extensions());
  sip::Writer out = begin_answer(request, verdict.ok() ? 200 : verdict.status, verdict.reason);
  if (verdict.ok()) {
    sip::write_allow(out, allowed);
    out.header("Accept", "");  // no body of any kind
    out.header("Allow-Events", "message-summary, dialog, as-feature-event");
    out.header("Supported", "path, outbound");
  } else {
    sip::write_unsupported(out, request.message, registrar_extensions());
  }
  send_answer(request, out);
}

void Pbx::on_register(const Inbound& request) {
  // Only what came with credentials is remembered, and what repeats it brings them again.
  if (!request.message.has(sip::Field::Authorization))
    return answer_register(request, registrar_.take(request.message, request.origin.source));
  const auto key = sip::transaction_key(hash_, request.message, request.via);
  const auto merge = sip::merge_key(hash_, request.message);
  if (answered_from_memory(request, key, merge)) return;
  if (verdicts_.full()) return answer_busy(request, full_retry_after);
  verdicts_.make_room();
  const RegisterAnswer answer = registrar_.take(request.message, request.origin.source);
  // Full was asked for above, and a key that is there was found above.
  if (answer.authentic)
    static_cast<void>(
        verdicts_.insert(key, merge, static_cast<std::uint8_t>(answer.result), world_.clock.now()));
  answer_register(request, answer);
}

void Pbx::on_subscribe(const Inbound& request) {
  const bool may_repeat = request.message.has(sip::Field::Authorization);
  const auto key = sip::transaction_key(hash_, request.message, request.via);
  const auto merge = sip::merge_key(hash_, request.message);
  if (may_repeat && answered_from_memory(request, key, merge)) return;
  if (verdicts_.full()) return answer_busy(request, full_retry_after);
  verdicts_.make_room();
  RegisterAnswer refusal;
  const auto by = registrar_.authenticate(request.message, request.origin.source.address, refusal);
  if (!by) return answer_register(request, refusal);
  const sip::Tag tag = sip::to_tag(key);
  const SubscribeResult result = notifier_.take(request.message, request.origin, *by, tag.view());
  static_cast<void>(verdicts_.insert(key, merge, static_cast<std::uint8_t>(result), world_.clock.now()));
  answer_subscribe(request, result);
}

bool Pbx::answered_from_memory(const Inbound& request, const KeyedHash::Hash128& key,
                               const std::optional<std::uint64_t>& merge) {
  if (const auto code = verdicts_.find(key)) {
    if (request.message.method() == sip::Method::Subscribe)
      answer_subscribe(request, static_cast<SubscribeResult>(*code));
    else
      answer_register(request, {.result = static_cast<RegisterResult>(*code), .authentic = true});
    return true;
  }
  if (!merge || !verdicts_.find_merged(*merge)) return false;
  answer(request, 482, "Merged Request");
  return true;
}

// --- What goes out

sip::Writer Pbx::begin_answer(const Inbound& request, unsigned status, std::string_view reason) {
  sip::Writer out(buffer_);
  const sip::Tag tag = sip::to_tag(sip::transaction_key(hash_, request.message, request.via));
  sip::write_response(out, request.message, request.origin.source, status, reason, tag.view());
  return out;
}

void Pbx::send_answer(const Inbound& request, sip::Writer& out) {
  if (!options_.server_name.empty()) out.header("Server", options_.server_name);
  out.finish();
  if (!out.ok()) return;
  const Endpoint& source = request.origin.source;
  const Endpoint target = request.origin.is_stream ? source : sip::response_target(request.via, source);
  if (faults_.delay <= Duration::zero()) return door_->send(request.origin, target, out.view());
  if (late_.size() == most_late_answers) return;
  late_.emplace(world_.clock.now() + faults_.delay, Late{request.origin, target, std::string(out.view())});
  world_.clock.timers().arm(late_due_, late_.begin()->first);
}

void Pbx::send_late_ones() {
  while (!late_.empty() && late_.begin()->first <= world_.clock.now()) {
    const auto late = late_.extract(late_.begin());
    door_->send(late.mapped().origin, late.mapped().target, late.mapped().bytes);
  }
  if (!late_.empty()) world_.clock.timers().arm(late_due_, late_.begin()->first);
}

void Pbx::answer(const Inbound& request, unsigned status, std::string_view reason) {
  sip::Writer out = begin_answer(request, status, reason);
  send_answer(request, out);
}

void Pbx::answer_busy(const Inbound& request, std::uint32_t retry_after) {
  sip::Writer out = begin_answer(request, 503);
  out.header("Retry-After", retry_after);
  send_answer(request, out);
}

void Pbx::answer_register(const Inbound& request, const RegisterAnswer& answer) {
  sip::Writer out = begin_answer(request, status_of(answer.result), reason_of(answer));
  registrar_.write(out, request.message, request.origin.source, answer);
  send_answer(request, out);
}

void Pbx::answer_subscribe(const Inbound& request, SubscribeResult result) {
  sip::Writer out = begin_answer(request, status_of(result));
  const sip::Tag tag = sip::to_tag(sip::transaction_key(hash_, request.message, request.via));
  notifier_.write(out, request.message, request.origin, tag.view(), result);
  send_answer(request, out);
}

// --- NOTIFY

// By the socket that is open now: since the SUBSCRIBE it may have died and come back.
void Pbx::send_notify(const ua::Origin& to, std::string_view bytes) {
  if (!door_) return;
  ua::Origin origin = to;
  if (!to.is_stream) {
    const auto socket = door_->udp_socket(endpoint_);
    if (!socket) return;
    origin.socket = *socket;
  }
  door_->send(origin, origin.source, bytes);
}

Endpoint Pbx::reached_from(const ua::Origin& origin) const {
  Endpoint own = origin.is_secured ? secured_ : endpoint_;
  if (own.address.is_unspecified()) own.address = world_.network.source_for(origin.source.address);
  return own;
}

}  // namespace handset::pbx
