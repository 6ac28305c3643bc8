// A name server for tests: UDP and TCP on one port of 127.0.0.1, on threads of its own.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "dns_maker.h"
#include "support.h"

namespace handset::io::testing {

class DnsServer {
 public:
  DnsServer() : tcp_([this](Connection& connection) { serve(connection); }) {
    SocketAddress address{};
    const socklen_t length = to_socket_address(tcp_.endpoint(), address);
    udp_ = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bound_ = ::bind(udp_, &address.any, length) == 0;
    thread_ = std::thread([this] { run(); });
  }
  ~DnsServer() {
    ending_ = true;
    ::shutdown(udp_, SHUT_RDWR);
    thread_.join();
    ::close(udp_);
  }
  DnsServer(const DnsServer&) = delete;
  DnsServer& operator=(const DnsServer&) = delete;

  // False when the port is somebody else's for UDP.
  [[nodiscard]] bool is_bound() const { return bound_; }
  [[nodiscard]] Endpoint endpoint() const { return tcp_.endpoint(); }

  // What was not added does not exist.
  void add(std::string_view name, DnsType type, DnsMaker answer) {
    const std::lock_guard lock(mutex_);
    answers_.insert_or_assign({std::string(name), type}, std::move(answer));
  }
  void add_silent(std::string_view name) {
    const std::lock_guard lock(mutex_);
    silent_ = name;
  }
  // By UDP only the beginning comes.
  void use_tcp() { only_tcp_ = true; }

  std::atomic<int> asked_by_udp = 0;
  std::atomic<int> asked_by_tcp = 0;

 private:
  void run() {
    std::array<char, 4096> buffer;
    while (!ending_) {
      SocketAddress from{};
      socklen_t length = sizeof(from);
      const auto got = ::recvfrom(udp_, buffer.data(), buffer.size(), 0, &from.any, &length);
      if (got <= 0) continue;
      ++asked_by_udp;
      const std::string answer = answer_to({buffer.data(), static_cast<std::size_t>(got)}, only_tcp_);
      if (!answer.empty()) ::sendto(udp_, answer.data(), answer.size(), 0, &from.any, length);
    }
  }

  // RFC 1035 4.2.2: two octets of length in front.
  void serve(Connection& connection) {
    const std::string head = connection.receive_exactly(2);
    if (head.size() != 2) return;
    ++asked_by_tcp;
    const auto length = static_cast<std::size_t>(static_cast<unsigned char>(head[0]) << 8U |
                                                 static_cast<unsigned char>(head[1]));
    const std::string answer = answer_to(connection.receive_exactly(length), false);
    connection.send(dns_u16(answer.size()) + answer);
  }

  std::string answer_to(std::string_view query, bool cut_short) {
    if (query.size() < 17) return {};
    std::string name;
    std::size_t at = 12;
    while (at + 4 < query.size() && query[at] != '\0') {
      const auto length = static_cast<std::size_t>(query[at]);
      name += (name.empty() ? "" : ".") + std::string(query.substr(at + 1, length));
      at += 1 + length;
    }
    const auto type = static_cast<DnsType>(static_cast<unsigned char>(query[at + 2]));
    const std::lock_guard lock(mutex_);
    if (name == silent_) return {};
    const auto found = answers_.find({name, type});
    DnsMaker answer = found == answers_.end() ? DnsMaker(name, type) : found->second;
    if (found == answers_.end()) answer.flags = 0x8183;
    if (cut_short) answer.flags = static_cast<std::uint16_t>(answer.flags | 0x0200U);
    answer.id = static_cast<std::uint16_t>(static_cast<unsigned char>(query[0]) << 8U |
                                           static_cast<unsigned char>(query[1]));
    return answer.bytes();
  }

  std::mutex mutex_;  // guards answers_ and silent_
  std::map<std::pair<std::string, DnsType>, DnsMaker> answers_;
  std::string silent_;
  std::atomic<bool> only_tcp_ = false;
  std::atomic<bool> ending_ = false;
  bool bound_ = false;
  int udp_ = -1;
  RawServer tcp_;  // on destruction the first to go
  std::thread thread_;
};

}  // namespace handset::io::testing
