#include "ua/stream_plan.h"

namespace handset::ua {
namespace {

// A port of ours is tried for each of these at most: a range may hold all there are.
constexpr unsigned most_ports_tried = 1024;

Result<StreamId> connect_from(Network& network, const Endpoint& from, const StreamPlan& plan,
                              StreamHandler& handler) {
  return plan.transport == SipTransport::Tls
             ? network.connect_secured(from, plan.remote, plan.tls_name, handler)
             : network.connect_from(from, plan.remote, handler);
}

}  // namespace

Result<StreamId> connect_stream(Network& network, const StreamPlan& plan, StreamHandler& handler) {
  const auto [first, last] = plan.ports;
  if (first == 0) return connect_from(network, {plan.local.address, 0}, plan, handler);
  unsigned tries = 0;
  for (unsigned port = first; port <= last && tries < most_ports_tried; ++port, ++tries) {
    const Endpoint from{plan.local.address, static_cast<std::uint16_t>(port)};
    if (auto stream = connect_from(network, from, plan, handler)) return stream;
  }
  return fail(Errc::Unavailable, "none of the local TCP ports is free");
}

}  // namespace handset::ua
