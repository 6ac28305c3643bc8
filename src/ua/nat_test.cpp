#include "ua/nat_test.h"

#include <utility>

namespace handset::ua {

std::string_view nat_words(NatType type) {
  switch (type) {
    case NatType::Open:
      return "Open Internet Detected";
    case NatType::SymmetricFirewall:
      return "Symmetric UDP Firewall Detected";
    case NatType::FullCone:
      return "Full Cone NAT Detected";
    case NatType::RestrictedCone:
      return "Restricted Cone NAT Detected";
    case NatType::PortRestrictedCone:
      return "Port Restricted Cone NAT Detected";
    case NatType::Symmetric:
      break;
  }
  return "Symmetric NAT Detected";
}

bool forbids_mapping(NatType type) {
  return type == NatType::Symmetric || type == NatType::SymmetricFirewall;
}

NatTest::NatTest(Clock& clock, Network& network, Random& random, const StunSocket& socket)
    : network_(network),
      socket_(socket),
      first_(clock, network, random, socket),
      from_address_(clock, network, random, socket),
      from_port_(clock, network, random, socket) {}

void NatTest::start(const Endpoint& server, Handler handler) {
  from_address_.stop();
  from_port_.stop();
  server_ = server;
  handler_ = std::move(handler);
  address_passes_.reset();
  port_passes_.reset();
  first_.start({.server = server}, [this](const StunOutcome& outcome) { take_first(outcome); });
}

void NatTest::take_first(const StunOutcome& outcome) {
  if (outcome.kind != StunOutcome::Kind::Mapped) {
    const Handler handler = std::exchange(handler_, nullptr);
    return handler({.words = outcome.words});
  }
  mapped_ = outcome.mapped;
  const bool can_test = outcome.other && outcome.other->address != server_.address &&
                        outcome.other->port != server_.port && outcome.other->port != 0 &&
                        outcome.other->address.family() == server_.address.family();
  if (!can_test) return finish({}, server_.to_string() + " has no second address to test the NAT with");
  other_ = *outcome.other;
  // Both at once, before anything is sent to the second address: that would open the way from there.
  from_address_.start({.server = server_,
                       .answered_from = other_,
                       .change_address = true,
                       .change_port = true,
                       .times = patience},
                      [this](const StunOutcome& answer) { take_address(answer); });
  from_port_.start({.server = server_,
                    .answered_from = {server_.address, other_.port},
                    .change_port = true,
                    .times = patience},
                   [this](const StunOutcome& answer) { take_port(answer); });
}

void NatTest::take_address(const StunOutcome& outcome) {
  address_passes_ = outcome.kind == StunOutcome::Kind::Mapped;
  judge();
}

void NatTest::take_port(const StunOutcome& outcome) {
  port_passes_ = outcome.kind == StunOutcome::Kind::Mapped;
  judge();
}

// The tree of RFC 3489 10.1.
void NatTest::judge() {
  if (!address_passes_) return;
  const IpAddress own =
      socket_.local.address.is_unspecified() ? network_.source_for(server_.address) : socket_.local.address;
  const bool no_nat = mapped_ == Endpoint{own, socket_.local.port};
  if (no_nat) return finish(*address_passes_ ? NatType::Open : NatType::SymmetricFirewall);
  if (*address_passes_) return finish(NatType::FullCone);
  if (!port_passes_) return;
  first_.start({.server = other_, .times = patience},
               [this](const StunOutcome& outcome) { take_second(outcome); });
}

void NatTest::take_second(const StunOutcome& outcome) {
  if (outcome.kind != StunOutcome::Kind::Mapped) return finish({}, outcome.words);
  if (outcome.mapped != mapped_) return finish(NatType::Symmetric);
  finish(*port_passes_ ? NatType::RestrictedCone : NatType::PortRestrictedCone);
}

void NatTest::finish(std::optional<NatType> type, std::string words) {
  from_address_.stop();
  from_port_.stop();
  const Handler handler = std::exchange(handler_, nullptr);
  handler({.type = type, .mapped = mapped_, .words = std::move(words)});
}

}  // namespace handset::ua
