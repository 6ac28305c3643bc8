#include "phone/switchboard.h"

#include <algorithm>

#include "sip/transaction_key.h"
#include "sip/uri.h"

namespace handset::phone {
namespace {

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
      door_(world.network, world.clock, *this, options.streams),
      registering_(world.clock, options.registering) {}

// --- Who is here

Result<void> Switchboard::add(Phone& phone) {
  for (const Line& line : phone.lines()) {
    if (!line.in_use()) continue;
    const auto same = std::count_if(phone.lines().begin(), phone.lines().end(), [&](const Line& other) {
      return other.in_use() && other.user_id() == line.user_id();
    });
    if (same > 1 || contacts_.find(line.user_id()) != nullptr)
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
    line.set_contact(line.user_id());
    if (!contacts_.insert({&phone, &line})) {
      line.set_contact({});
      continue;
    }
    if (!line.has_account(phone.options().digest))
      line.open_account(authenticator_, ++last_line_, phone.options().digest, world_.clock.now());
  }
  phone.lines_changed();
  phone.begin_lines();
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

void Switchboard::count_sent(std::size_t bytes, bool again) {
  door_.count_sent(bytes);
  ++(again ? counters_.retransmissions_sent : counters_.requests_sent);
}

// Without a door for TLS a server has to use the line's connection, whatever port is named.
Endpoint Switchboard::reached_at(const LineOptions& line, ua::SipTransport transport) const {
  if (transport == ua::SipTransport::Tls && door_.secured().port != 0) return door_.secured();
  return {door_.main().address, line.own_port != 0 ? line.own_port : door_.main().port};
}

std::optional<ua::SharedSocket> Switchboard::udp_socket(const LineOptions& line) {
  const Endpoint local = reached_at(line, ua::SipTransport::Udp);
  const auto socket = door_.udp_socket(local);
  return socket ? std::optional(ua::SharedSocket{*socket, local, &responses_}) : std::nullopt;
}

ua::SharedStreams Switchboard::streams(const LineOptions& line, ua::SipTransport transport) {
  return {&door_, reached_at(line, transport), &responses_};
}

const Contact* Switchboard::find_contact(const sip::Uri& uri) const {
  if (!uri.has_user) return nullptr;
  std::array<char, 256> plain;
  const auto user = sip::unescape(uri.user, plain);
  if (!user) return nullptr;
  return contacts_.find(*user);
}

Switchboard::Inbound Switchboard::inbound(const sip::Via& via, const ua::Origin& origin) const {
  const sip::Uri& target = message_.target() ? *message_.target() : no_target_;
  const Contact* contact = find_contact(target);
  // A line over TLS is not for what comes in clear.
  if (contact != nullptr && !origin.is_secured && contact->line->options().transport == ua::SipTransport::Tls)
    contact = nullptr;
  const Phone* phone = contact != nullptr ? contact->phone : first_;
  return {message_,
          via,
          origin,
          target,
          contact,
          phone != nullptr ? phone->options().sip : no_style_,
          sip::transaction_key(hash_, message_, via)};
}

// --- What comes in

void Switchboard::on_message(std::string_view bytes, const ua::Origin& origin) {
  verdicts_.expire(world_.clock.now());
  const auto parsed = message_.parse(
      bytes, origin.is_stream ? sip::Message::Framing::Stream : sip::Message::Framing::Datagram);
  if (message_.is_response()) {
    if (!parsed || !responses_.route(message_)) ++counters_.responses;
    return;
  }
  const auto& via = message_.via();
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

void Switchboard::on_broken(std::string_view header, const Error& error, const ua::Origin& origin) {
  static_cast<void>(message_.parse(header));
  const auto& via = message_.via();
  ++counters_.dropped;
  if (!via || !message_.answerable()) return;
  const sip::Verdict verdict = sip::verdict_for(message_, error);
  answer(inbound(*via, origin), verdict.status, verdict.reason);
}

void Switchboard::on_stun(std::string_view bytes, const ua::Origin& origin) {
  if (!stun_.route(bytes, origin.source)) ++counters_.dropped;
}

}  // namespace handset::phone
