// The program itself in a process of its own, and what the system says about that process. Loopback alone.
#pragma once

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <netinet/in.h>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace handset::bench {

inline sockaddr_in loopback(std::uint16_t port, std::uint32_t host = INADDR_LOOPBACK) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(host);
  return address;
}

// Of sockets and other descriptors.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] bool open() const { return number_ >= 0; }

 private:
  int number_;
};

// A socket of that kind bound to an address of 127.0.0.0/8 and, with a port, connected to 127.0.0.1. Not open
// when the system refuses.
inline Descriptor socket_to(std::uint16_t port, int kind, std::uint32_t host = INADDR_LOOPBACK) {
  Descriptor out(::socket(AF_INET, kind, 0));
  const auto own = loopback(0, host);
  const auto peer = loopback(port);
  if (::bind(out.number(), reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0) return Descriptor();
  if (port != 0 && ::connect(out.number(), reinterpret_cast<const sockaddr*>(&peer), sizeof peer) != 0 &&
      errno != EINPROGRESS)
    return Descriptor();
  return out;
}

// A port that is free for UDP and TCP at the moment.
inline std::uint16_t free_port() {
  for (;;) {
    const Descriptor udp = socket_to(0, SOCK_DGRAM);
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(udp.number(), reinterpret_cast<sockaddr*>(&address), &size);
    const Descriptor tcp(::socket(AF_INET, SOCK_STREAM, 0));
    if (::bind(tcp.number(), reinterpret_cast<sockaddr*>(&address), size) == 0)
      return ntohs(address.sin_port);
  }
}

// What a process holds.
struct Footprint {
  std::size_t resident_kib = 0;
  std::size_t descriptors = 0;
  std::size_t threads = 0;
};

// `handset run` with one line, 101, whose password is "secret". Stopped with this object.
class RealPhone {
 public:
  explicit RealPhone(const std::string& program) : sip_port_(free_port()), http_port_(free_port()) {
    std::array<char, 32> name{"/tmp/handset-bench-XXXXXX"};
    folder_ = ::mkdtemp(name.data());
    const std::string sip = "127.0.0.1:" + std::to_string(sip_port_);
    const std::string http = "127.0.0.1:" + std::to_string(http_port_);
    const std::string data = folder_ + "/data";
    std::vector<std::string> words{program,  "run",
                                   "--data", data,
                                   "--sip",  sip,
                                   "--http", http,
                                   "--set",  "User_ID_1_=101",
                                   "--set",  "Password_1_=secret",
                                   "--set",  "Admin_Passwd=of the bench"};
    pid_ = ::fork();
    if (pid_ == 0) {
      std::vector<char*> arguments;
      for (auto& word : words) arguments.push_back(word.data());
      arguments.push_back(nullptr);
      const std::string log = folder_ + "/log";
      static_cast<void>(std::freopen(log.c_str(), "w", stdout));
      static_cast<void>(std::freopen(log.c_str(), "a", stderr));
      ::execv(arguments[0], arguments.data());
      std::_Exit(127);
    }
  }
  ~RealPhone() {
    if (runs()) {
      ::kill(pid_, SIGTERM);
      ::waitpid(pid_, nullptr, 0);
    }
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  RealPhone(const RealPhone&) = delete;
  RealPhone& operator=(const RealPhone&) = delete;

  [[nodiscard]] std::uint16_t sip_port() const { return sip_port_; }
  [[nodiscard]] std::uint16_t http_port() const { return http_port_; }

  // False once it has ended, by itself or by a signal.
  [[nodiscard]] bool runs() {
    if (pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = 0;
    return pid_ > 0;
  }

  [[nodiscard]] std::string log() const {
    std::ifstream file(folder_ + "/log");
    return {std::istreambuf_iterator<char>(file), {}};
  }

  [[nodiscard]] Footprint footprint() const {
    Footprint out;
    const std::string process = "/proc/" + std::to_string(pid_);
    std::ifstream status(process + "/status");
    for (std::string word; status >> word;) {
      if (word == "VmRSS:") status >> out.resident_kib;
      if (word == "Threads:") status >> out.threads;
    }
    std::error_code ignored;
    const std::filesystem::directory_iterator folder(process + "/fd", ignored);
    out.descriptors = static_cast<std::size_t>(std::distance(begin(folder), end(folder)));
    return out;
  }

  // Datagrams that the system threw away because the phone did not read them in time.
  [[nodiscard]] std::uint64_t datagrams_lost() const {
    std::ifstream table("/proc/net/udp");
    std::array<char, 16> port{};
    std::snprintf(port.data(), port.size(), ":%04X", static_cast<unsigned>(sip_port_));
    std::uint64_t lost = 0;
    for (std::string line; std::getline(table, line);) {
      const auto at = line.find(port.data());
      if (at == std::string::npos || at > 15) continue;
      lost += std::strtoull(line.c_str() + line.find_last_of(' ', line.find_last_not_of(' ')), nullptr, 10);
    }
    return lost;
  }

 private:
  std::uint16_t sip_port_;
  std::uint16_t http_port_;
  std::string folder_;
  pid_t pid_ = 0;
};

}  // namespace handset::bench
