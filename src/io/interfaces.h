// The addresses of this machine's network interfaces, for a socket that is bound to all of them.
#pragma once

#include <optional>
#include <vector>

#include "base/address.h"

namespace handset::io {

// Loopback included; in the system's order. Empty when the system does not say.
[[nodiscard]] std::vector<IpAddress> interface_addresses();

// The endpoint, and when it is bound to all addresses (0.0.0.0, ::) one more for each address of this
// machine.
[[nodiscard]] std::vector<Endpoint> reachable_endpoints(const Endpoint& bound);

// Which of our addresses the system would send from to that peer; nothing when there is no way to it.
[[nodiscard]] std::optional<IpAddress> source_address_to(const Endpoint& peer);

}  // namespace handset::io
