#include "sim/wire.h"

#include <algorithm>

#include "sim/network.h"

namespace handset::sim {
namespace {

// Within a host nothing is lost and nothing waits.
const LinkModel inside_a_host{.min_delay = Duration(20), .max_delay = Duration(20)};

bool stays_inside(const IpAddress& from, const IpAddress& to) {
  return from == to || to.is_loopback();
}

}  // namespace

HostNetwork* Wire::host_at(const IpAddress& address) const {
  const auto found = hosts_.find(address);
  return found == hosts_.end() ? nullptr : found->second;
}

bool Wire::passes(const IpAddress& from, const IpAddress& to) const {
  if (stays_inside(from, to)) return true;
  return hosts_.contains(to) && !unplugged_.contains(from) && !unplugged_.contains(to) &&
         !cut_ways_.contains({from, to});
}

const LinkModel& Wire::link(const IpAddress& from, const IpAddress& to) const {
  if (stays_inside(from, to)) return inside_a_host;
  const auto own = links_.find({from, to});
  return own == links_.end() ? everywhere_ : own->second;
}

void Wire::show(Sighting::Kind kind, const Endpoint& from, const Endpoint& to, std::string_view bytes) {
  for (const auto& tap : taps_) tap({kind, timeline_.now(), from, to, bytes});
}

void Wire::lose(const Endpoint& from, const Endpoint& to, std::string_view bytes) {
  ++statistics_.lost;
  show(Sighting::Kind::Lost, from, to, bytes);
}

void Wire::carry(HostNetwork& sender, const Endpoint& from, const Endpoint& to, std::string_view bytes,
                 bool fails) {
  ++statistics_.sent;
  show(Sighting::Kind::Sent, from, to, bytes);
  HostNetwork* receiver = to.address.is_loopback() ? &sender : host_at(to.address);
  const bool no_way = receiver == nullptr || (from.address.is_loopback() && receiver != &sender);
  const LinkModel& model = link(from.address, to.address);
  if (fails || no_way || bytes.size() > model.mtu || random_.chance(model.loss)) {
    lose(from, to, bytes);
    return;
  }
  launch(*receiver, model, from, to, bytes);
  if (!random_.chance(model.duplicate)) return;
  ++statistics_.doubled;
  launch(*receiver, model, from, to, bytes);
}

void Wire::launch(HostNetwork& receiver, const LinkModel& model, const Endpoint& from, const Endpoint& to,
                  std::string_view bytes) {
  SteadyTime arrival = timeline_.now() + random_.between(model.min_delay, model.max_delay);
  if (random_.chance(model.reorder)) {
    ++statistics_.held_back;
    arrival += random_.between(Duration(1), model.held_back);
  } else {
    auto& last = last_arrival_[{from, to}];
    arrival = last = std::max(arrival, last);
  }
  timeline_.schedule(arrival, receiver.id(),
                     [this, &receiver, from, to, copy = std::string(bytes)]() mutable {
                       if (passes(from.address, to.address))
                         receiver.arrive(from, to, std::move(copy));
                       else
                         lose(from, to, copy);
                     });
}

void Wire::report_arrival(bool claimed, const Endpoint& from, const Endpoint& to, std::string_view bytes) {
  ++(claimed ? statistics_.delivered : statistics_.unclaimed);
  show(claimed ? Sighting::Kind::Delivered : Sighting::Kind::Unclaimed, from, to, bytes);
}

}  // namespace handset::sim
