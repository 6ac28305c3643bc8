#include "io/interfaces.h"

#include <cstring>
#include <ifaddrs.h>
#include <memory>
#include <unistd.h>

#include "io/sockaddr.h"

namespace handset::io {

std::vector<IpAddress> interface_addresses() {
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) return {};
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(first, &::freeifaddrs);
  std::vector<IpAddress> addresses;
  for (const ifaddrs* at = first; at != nullptr; at = at->ifa_next) {
    if (at->ifa_addr == nullptr) continue;
    SocketAddress address{};
    if (at->ifa_addr->sa_family == AF_INET) {
      std::memcpy(&address.v4, at->ifa_addr, sizeof(address.v4));
    } else if (at->ifa_addr->sa_family == AF_INET6) {
      std::memcpy(&address.v6, at->ifa_addr, sizeof(address.v6));
    } else {
      continue;
    }
    addresses.push_back(from_socket_address(address).address);
  }
  return addresses;
}

std::vector<Endpoint> reachable_endpoints(const Endpoint& bound) {
  std::vector<Endpoint> endpoints{bound};
  if (!bound.address.is_unspecified()) return endpoints;
  for (const IpAddress& address : interface_addresses())
    if (address.family() == bound.address.family()) endpoints.push_back({address, bound.port});
  return endpoints;
}

std::optional<IpAddress> source_address_to(const Endpoint& peer) {
  SocketAddress address{};
  const socklen_t length = to_socket_address(peer, address);
  // Connecting a datagram socket sends nothing: it only makes the system choose a route.
  const int socket = ::socket(address.any.sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket < 0) return std::nullopt;
  std::optional<IpAddress> source;
  if (::connect(socket, &address.any, length) == 0) source = bound_endpoint(socket).address;
  ::close(socket);
  return source;
}

}  // namespace handset::io
