// Endpoint to and from the system's address structure, and sockets as descriptors. Inside io only.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include "base/address.h"
#include "base/result.h"

namespace handset::io {

union SocketAddress {
  sockaddr any;
  sockaddr_in v4;
  sockaddr_in6 v6;
};

// Fills `out` and returns the length that counts.
socklen_t to_socket_address(const Endpoint& endpoint, SocketAddress& out);
// 0.0.0.0:0 for a family that is neither IPv4 nor IPv6.
[[nodiscard]] Endpoint from_socket_address(const SocketAddress& address);

// A non-blocking, close-on-exec socket bound to `local`, for IPv6 alone when that is IPv6. `type` is
// SOCK_DGRAM or SOCK_STREAM (with SO_REUSEADDR). Errors: Unavailable.
Result<int> bound_socket(int type, const Endpoint& local);

// Where the socket is bound.
[[nodiscard]] Endpoint bound_endpoint(int socket);

void set_option(int socket, int level, int name, int value);

}  // namespace handset::io
