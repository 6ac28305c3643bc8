#include "ua/stun_mapping.h"

#include <utility>

namespace handset::ua {

StunMapping::StunMapping(const World& world, const StunSocket& socket, const StunOptions& options,
                         Handler& handler)
    : clock_(world.clock),
      socket_(socket),
      options_(options),
      handler_(handler),
      finder_(world.clock, world.resolver, world.network, world.random, *this),
      transaction_(world.clock, world.network, world.random, socket),
      test_(world.clock, world.network, world.random, socket) {
  clock_.arm(patience_, longest_wait);
  begin();
}

// A port, or an address, says it all; else SRV records are looked for first (RFC 8489 8.1).
void StunMapping::begin() {
  if (!servers_.empty() && clock_.now() < found_until_) return ask();
  by_srv_ = options_.port == 0 && !IpAddress::parse(options_.host);
  if (by_srv_)
    finder_.find({.server = {.host = "_stun._udp." + options_.host}, .use_srv = true});
  else
    finder_.find(
        {.server = {.host = options_.host, .port = options_.port != 0 ? options_.port : default_port}});
}

void StunMapping::on_found(const Result<FoundServers>& servers) {
  if (!servers && std::exchange(by_srv_, false))
    return finder_.find({.server = {.host = options_.host, .port = default_port}});
  if (!servers)
    return fail("there is no address for " + options_.host + ": " + std::string(servers.error().what));
  servers_.clear();
  for (const ServerTarget& target : servers->targets)
    if (target.endpoint.address.family() == socket_.local.address.family())
      servers_.push_back(target.endpoint);
  found_until_ = servers->expires;
  if (servers_.empty()) return fail(options_.host + " has no address that there is a way to");
  ask();
}

void StunMapping::ask() {
  if (options_.test && !tested_)
    return test_.start(servers_.front(), [this](const NatTest::Report& report) { take_test(report); });
  transaction_.start({.server = servers_.front()}, [this](const StunOutcome& outcome) { take(outcome); });
}

void StunMapping::take_test(const NatTest::Report& report) {
  if (!report.mapped) return try_next(report.words);
  tested_ = true;
  nat_ = report.type;
  succeed(*report.mapped);
}

void StunMapping::take(const StunOutcome& outcome) {
  if (outcome.kind != StunOutcome::Kind::Mapped) return try_next(outcome.words);
  succeed(outcome.mapped);
}

void StunMapping::succeed(const Endpoint& mapped) {
  mapped_ = mapped;
  trouble_.clear();
  clock_.arm(timer_, refresh);
  settle();
}

// One that does not answer, or refuses, makes room for the next; after the last one they are looked for anew.
void StunMapping::try_next(std::string words) {
  servers_.erase(servers_.begin());
  if (servers_.empty()) return fail(std::move(words));
  ask();
}

void StunMapping::fail(std::string words) {
  trouble_ = std::move(words);
  clock_.arm(timer_, refresh);
  settle();
}

void StunMapping::settle() {
  settled_ = true;
  patience_.cancel();
  handler_.on_mapping(*this);
}

}  // namespace handset::ua
