#include "io/sockaddr.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace handset::io {
namespace {

Error bind_error(int code) {
  switch (code) {
    case EADDRINUSE:
      return {Errc::Unavailable, 0, "the address is in use"};
    case EADDRNOTAVAIL:
      return {Errc::Unavailable, 0, "the address is not one of this machine"};
    case EACCES:
      return {Errc::Unavailable, 0, "the system forbids this port"};
    case EMFILE:
    case ENFILE:
      return {Errc::Unavailable, 0, "the limit of open files is reached"};
    case EAFNOSUPPORT:
      return {Errc::Unavailable, 0, "the system does not support this family of addresses"};
    default:
      return {Errc::Unavailable, 0, "the system refuses the socket"};
  }
}

}  // namespace

socklen_t to_socket_address(const Endpoint& endpoint, SocketAddress& out) {
  const auto& bytes = endpoint.address.bytes();
  if (endpoint.address.is_v4()) {
    out.v4 = {};
    out.v4.sin_family = AF_INET;
    out.v4.sin_port = htons(endpoint.port);
    std::memcpy(&out.v4.sin_addr, bytes.data(), 4);
    return sizeof(out.v4);
  }
  out.v6 = {};
  out.v6.sin6_family = AF_INET6;
  out.v6.sin6_port = htons(endpoint.port);
  std::memcpy(&out.v6.sin6_addr, bytes.data(), 16);
  return sizeof(out.v6);
}

Endpoint from_socket_address(const SocketAddress& address) {
  if (address.any.sa_family == AF_INET) {
    std::array<std::uint8_t, 4> b{};
    std::memcpy(b.data(), &address.v4.sin_addr, b.size());
    return {IpAddress::v4(b[0], b[1], b[2], b[3]), ntohs(address.v4.sin_port)};
  }
  if (address.any.sa_family == AF_INET6) {
    std::array<std::uint8_t, 16> b{};
    std::memcpy(b.data(), &address.v6.sin6_addr, b.size());
    return {IpAddress::v6(b), ntohs(address.v6.sin6_port)};
  }
  return {};
}

Result<int> bound_socket(int type, const Endpoint& local) {
  const int family = local.address.is_v4() ? AF_INET : AF_INET6;
  const int fd = ::socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return tl::unexpected(bind_error(errno));
  if (family == AF_INET6) set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
  if (type == SOCK_STREAM) set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
  SocketAddress address;
  const socklen_t length = to_socket_address(local, address);
  if (::bind(fd, &address.any, length) < 0) {
    const int code = errno;
    ::close(fd);
    return tl::unexpected(bind_error(code));
  }
  return fd;
}

Endpoint bound_endpoint(int socket) {
  SocketAddress address{};
  socklen_t length = sizeof(address);
  ::getsockname(socket, &address.any, &length);
  return from_socket_address(address);
}

void set_option(int socket, int level, int name, int value) {
  ::setsockopt(socket, level, name, &value, sizeof(value));
}

}  // namespace handset::io
