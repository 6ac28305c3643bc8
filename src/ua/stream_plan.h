// A connection of ours to a server, over TCP or TLS: where it leads, from where it leaves, and who has to be
// at its other end. Values. RFC 3261 18.1, RFC 5922.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "base/world.h"
#include "ua/sip_transport.h"

namespace handset::ua {

// Local ports, both ends included; 0: the system chooses.
struct PortRange {
  std::uint16_t first = 0;
  std::uint16_t last = 0;

  friend auto operator<=>(const PortRange&, const PortRange&) = default;
};

struct StreamPlan {
  SipTransport transport = SipTransport::Tcp;  // not Udp
  Endpoint remote{};
  // With TLS: whose certificate the server has to show, a host's name or an address as text.
  std::string tls_name{};
  // Where those are reached who use the connection. It leaves from that address, which may be unspecified,
  // and not from that port, which is listened on.
  Endpoint local{};
  // It leaves from the first of these that is free.
  PortRange ports{};

  friend auto operator<=>(const StreamPlan&, const StreamPlan&) = default;
};

// Begins to connect. Errors: Unavailable, when no port is free or nothing can be opened.
[[nodiscard]] Result<StreamId> connect_stream(Network& network, const StreamPlan& plan,
                                              StreamHandler& handler);

}  // namespace handset::ua
