// What the tests of io share: peers on plain blocking sockets with a deadline, so that a test that fails
// ends instead of hanging.
#pragma once

#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include "base/address.h"
#include "base/time.h"
#include "io/sockaddr.h"

namespace handset::io::testing {

// How long an event may take on a busy machine before the test gives up.
inline constexpr Duration patience = seconds(30);

inline Endpoint any_port() {
  return {IpAddress::v4(127, 0, 0, 1), 0};
}

// A descriptor that closes itself; reads and writes give up after a while.
class Connection {
 public:
  explicit Connection(int descriptor) : descriptor_(descriptor) {}
  Connection(Connection&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  Connection& operator=(Connection&&) = delete;
  ~Connection() { close(); }

  // A connected TCP client; `receive_buffer` small makes a slow reader. Not open when it is refused.
  static Connection to(const Endpoint& server, int receive_buffer = 0) {
    SocketAddress address{};
    const socklen_t length = to_socket_address(server, address);
    Connection client(::socket(address.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (receive_buffer > 0)
      ::setsockopt(client.descriptor_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof(receive_buffer));
    if (!client.is_open() || ::connect(client.descriptor_, &address.any, length) != 0) client.close();
    return client;
  }

  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  [[nodiscard]] int descriptor() const { return descriptor_; }

  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  void finish_sending() {
    if (is_open()) ::shutdown(descriptor_, SHUT_WR);
  }

  // Appends what comes next to `received`; false at the end of the stream or of patience.
  bool receive_some() {
    pollfd ready{descriptor_, POLLIN, 0};
    if (::poll(&ready, 1, 30'000) <= 0) return false;
    std::array<char, 65536> piece;
    const auto got = ::recv(descriptor_, piece.data(), piece.size(), 0);
    if (got < 0) was_reset = true;
    if (got <= 0) return false;
    received.append(piece.data(), static_cast<std::size_t>(got));
    return true;
  }
  // All up to the end of the stream.
  std::string receive_all() {
    while (receive_some()) {
    }
    return std::exchange(received, {});
  }
  // Up to and with `mark`; what came behind it stays in `received`.
  std::string receive_until(std::string_view mark) {
    while (received.find(mark) == std::string::npos)
      if (!receive_some()) return std::exchange(received, {});
    const std::size_t end = received.find(mark) + mark.size();
    std::string part = received.substr(0, end);
    received.erase(0, end);
    return part;
  }
  std::string receive_exactly(std::size_t size) {
    while (received.size() < size)
      if (!receive_some()) return std::exchange(received, {});
    std::string part = received.substr(0, size);
    received.erase(0, size);
    return part;
  }
  // A reset instead of an orderly end.
  void reset() {
    const linger abort{1, 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &abort, sizeof(abort));
    close();
  }
  void close() {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  }

  std::string received;
  bool was_reset = false;

 private:
  int descriptor_;
};

// A TCP server on a thread of its own that hands each connection to `serve`, one after the other.
class RawServer {
 public:
  using Serve = std::function<void(Connection&)>;

  explicit RawServer(Serve serve) : serve_(std::move(serve)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof(address));
    ::listen(listener_, 64);
    socklen_t length = sizeof(address);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length);
    endpoint_ = {IpAddress::v4(127, 0, 0, 1), ntohs(address.sin_port)};
    thread_ = std::thread([this] { run(); });
  }
  ~RawServer() {
    ending_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  [[nodiscard]] Endpoint endpoint() const { return endpoint_; }
  [[nodiscard]] std::string url(std::string_view path) const {
    return "http://" + endpoint_.to_string() + std::string(path);
  }
  std::atomic<int> connections = 0;

 private:
  void run() {
    while (!ending_) {
      const int descriptor = ::accept(listener_, nullptr, nullptr);
      if (descriptor < 0) return;
      ++connections;
      Connection connection(descriptor);
      serve_(connection);
    }
  }

  Serve serve_;
  int listener_ = -1;
  Endpoint endpoint_;
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

}  // namespace handset::io::testing
