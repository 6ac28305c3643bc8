// Plain UDP sockets of 127.0.0.1 as bench/push has them for its client and its echo: datagrams in batches.
#pragma once

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <chrono>
#include <cstdint>
#include <ctime>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdexcept>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <vector>

namespace handset::bench {

constexpr unsigned most_in_flight = 64;
constexpr std::size_t most_bytes = 2048;
constexpr unsigned server_cpu = 0;
constexpr unsigned client_cpu = 1;

// Ends the bench, and on the way there the peers that run.
[[noreturn]] inline void give_up(const char* why) {
  throw std::runtime_error(why);
}

inline void pin(unsigned cpu) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu % std::max(1U, std::thread::hardware_concurrency()), &set);
  pthread_setaffinity_np(pthread_self(), sizeof set, &set);
}

class Batch {
 public:
  explicit Batch(int socket) : socket_(socket), bytes_(most_in_flight) {
    for (unsigned i = 0; i < most_in_flight; ++i) parts_[i] = {bytes_[i].data(), most_bytes};
  }

  // Waits so long at most, and reads what is there.
  unsigned receive(std::chrono::nanoseconds wait) {
    pollfd readable{socket_, POLLIN, 0};
    const timespec longest{wait.count() / 1'000'000'000, wait.count() % 1'000'000'000};
    if (ppoll(&readable, 1, &longest, nullptr) <= 0) return 0;
    for (unsigned i = 0; i < most_in_flight; ++i) {
      parts_[i].iov_len = most_bytes;
      messages_[i] = {};
      messages_[i].msg_hdr.msg_name = &peers_[i];
      messages_[i].msg_hdr.msg_namelen = sizeof peers_[i];
      messages_[i].msg_hdr.msg_iov = &parts_[i];
      messages_[i].msg_hdr.msg_iovlen = 1;
    }
    const int count = recvmmsg(socket_, messages_.data(), most_in_flight, MSG_DONTWAIT, nullptr);
    return count < 0 ? 0 : static_cast<unsigned>(count);
  }
  [[nodiscard]] std::string_view text(unsigned i) const { return {bytes_[i].data(), messages_[i].msg_len}; }

  // Sends the first `count` as they were received, back to where they came from.
  void send_back(unsigned count) {
    for (unsigned i = 0; i < count; ++i) parts_[i].iov_len = messages_[i].msg_len;
    flush(count);
  }
  // Puts a datagram for a connected socket into place i.
  void put(unsigned i, std::string_view text) {
    std::copy(text.begin(), text.end(), bytes_[i].begin());
    parts_[i].iov_len = text.size();
    messages_[i] = {};
    messages_[i].msg_hdr.msg_iov = &parts_[i];
    messages_[i].msg_hdr.msg_iovlen = 1;
  }
  void flush(unsigned count) {
    unsigned sent = 0;
    while (sent < count) {
      const int now = sendmmsg(socket_, messages_.data() + sent, count - sent, 0);
      if (now <= 0) give_up("sendmmsg failed");
      sent += static_cast<unsigned>(now);
    }
  }

 private:
  int socket_;
  std::vector<std::array<char, most_bytes>> bytes_;
  std::array<iovec, most_in_flight> parts_{};
  std::array<mmsghdr, most_in_flight> messages_{};
  std::array<sockaddr_in, most_in_flight> peers_{};
};

inline int open_socket() {
  const int socket = ::socket(AF_INET, SOCK_DGRAM, 0);
  const int buffer = 4 << 20;
  setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (socket < 0 || bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    give_up("cannot bind a socket to 127.0.0.1");
  return socket;
}

inline std::uint16_t port_of(int socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

inline void connect_to(int socket, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  if (connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) give_up("cannot connect");
}

}  // namespace handset::bench
