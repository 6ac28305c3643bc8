// A TFTP server (RFC 1350, without options) on a thread of its own: sends the files that it was given, one
// reader after the other.
#pragma once

#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <map>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>

#include "base/address.h"

namespace handset::io::testing {

class TftpServer {
 public:
  using Files = std::map<std::string, std::string>;

  explicit TftpServer(Files files) : files_(std::move(files)) {
    socket_ = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket_ < 0) throw std::runtime_error("no socket for TFTP");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address));
    socklen_t length = sizeof(address);
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &length);
    endpoint_ = {IpAddress::v4(127, 0, 0, 1), ntohs(address.sin_port)};
    ::pipe(end_.data());
    thread_ = std::thread([this] { run(); });
  }
  ~TftpServer() {
    ::close(end_[1]);
    thread_.join();
    ::close(end_[0]);
    ::close(socket_);
  }
  TftpServer(const TftpServer&) = delete;
  TftpServer& operator=(const TftpServer&) = delete;

  [[nodiscard]] std::string url(std::string_view path) const {
    return "tftp://" + endpoint_.to_string() + std::string(path);
  }
  std::atomic<int> requests = 0;

 private:
  static constexpr std::size_t block = 512;

  void run() {
    while (true) {
      std::array<pollfd, 2> ready{pollfd{socket_, POLLIN, 0}, pollfd{end_[0], POLLIN, 0}};
      if (::poll(ready.data(), ready.size(), -1) < 0 || ready[1].revents != 0) return;
      std::array<char, 2048> bytes{};
      sockaddr_in from{};
      socklen_t length = sizeof(from);
      const auto got =
          ::recvfrom(socket_, bytes.data(), bytes.size(), 0, reinterpret_cast<sockaddr*>(&from), &length);
      if (got < 4) continue;
      const std::string_view packet(bytes.data(), static_cast<std::size_t>(got));
      if (packet[1] == 1) {
        ++requests;
        name_ = packet.substr(2, packet.find('\0', 2) - 2);
        send(from, 1);
      } else if (packet[1] == 4) {
        const auto acknowledged = static_cast<std::size_t>(static_cast<unsigned char>(packet[2])) * 256 +
                                  static_cast<unsigned char>(packet[3]);
        send(from, acknowledged + 1);
      }
    }
  }
  // `number` from 1; beyond the last block nothing.
  void send(const sockaddr_in& to, std::size_t number) {
    const auto file = files_.find(name_);
    std::string packet;
    if (file == files_.end()) {
      packet = std::string("\0\5\0\1File not found\0", 19);
    } else {
      if ((number - 1) * block > file->second.size()) return;
      packet = std::string("\0\3", 2) + static_cast<char>(number / 256) + static_cast<char>(number % 256);
      packet += file->second.substr((number - 1) * block, block);
    }
    ::sendto(socket_, packet.data(), packet.size(), 0, reinterpret_cast<const sockaddr*>(&to), sizeof(to));
  }

  Files files_;
  std::string name_;
  int socket_ = -1;
  std::array<int, 2> end_{};
  Endpoint endpoint_;
  std::thread thread_;
};

}  // namespace handset::io::testing
