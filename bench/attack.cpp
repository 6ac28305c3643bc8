// What is left of a phone that was attacked? The program itself runs in a process of its own, and gets, one
// after the other: random and mutated datagrams, as fast as it takes them; connections that begin a request
// and never end it, from a hundred addresses, to its SIP port and a tenth as many to its web server; and
// NOTIFYs without credentials at full rate. All along it has to answer OPTIONS within a second, and
// afterwards as well; a right push is still taken; and it holds no more memory, descriptors and threads than
// before, but for the margin that is printed. Whatever does not hold is the exit status.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <thread>
#include <vector>

#include "bench/real_phone.h"
#include "sip/digest_client.h"
#include "sip/message.h"
#include "tests/unit/damage.h"

namespace handset::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr double patience = 1.0;          // seconds in which OPTIONS is answered
constexpr std::size_t margin_kib = 4096;  // that the phone may have grown by
// What the SIP listener holds at most, and the web server with those that it only turns away.
constexpr std::size_t most_streams = 1024 + 256 + 65;
constexpr std::uint32_t first_address = 0x7f000101;  // 127.0.1.1
constexpr std::uint32_t addresses = 100;
constexpr std::size_t most_bytes = 4096;

double since(Clock::time_point start) {
  return Seconds(Clock::now() - start).count();
}

struct Figures {
  std::uint64_t datagrams = 0;
  std::uint64_t answers = 0;
  std::uint64_t lost = 0;
  double datagrams_seconds = 0;
  std::size_t connections = 0;
  std::size_t most_descriptors = 0;
  std::uint64_t notifies = 0;
  std::uint64_t challenges = 0;
  double notify_seconds = 0;
  std::uint64_t probes = 0;
  double worst_probe = 0;
};

class Attack {
 public:
  explicit Attack(RealPhone& phone) : phone_(phone) {
    for (const auto& entry : std::filesystem::directory_iterator(HANDSET_FUZZ_SEEDS)) {
      std::ifstream file(entry.path());
      seeds_.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    std::sort(seeds_.begin(), seeds_.end());
  }

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] const Figures& figures() const { return figures_; }

  void expect(bool holds, const std::string& words) {
    if (holds) return;
    failed_ = true;
    std::printf("FAILED: %s\n", words.c_str());
  }

  // OPTIONS on a fresh socket; repeated as RFC 3261 17.1.2.2 has it, since a datagram may be lost in a flood.
  bool answers_options(double within = patience) {
    const Descriptor socket = socket_to(phone_.sip_port(), SOCK_DGRAM);
    const std::string request = write("OPTIONS", "");
    const auto start = Clock::now();
    double repeat = 0;
    while (since(start) < within) {
      if (since(start) >= repeat) {
        ::send(socket.number(), request.data(), request.size(), 0);
        repeat = repeat == 0 ? 0.25 : repeat * 2;
      }
      if (receive(socket, 0.05).starts_with("SIP/2.0 ")) {
        ++figures_.probes;
        figures_.worst_probe = std::max(figures_.worst_probe, since(start));
        return true;
      }
    }
    return false;
  }

  void expect_service(const char* during) {
    expect(phone_.runs(), std::string("the phone runs during ") + during);
    expect(answers_options(), std::string("OPTIONS is answered within a second during ") + during);
  }

  // As many as it takes, an OPTIONS between each hundred of them.
  void flood_with_datagrams(std::uint64_t count) {
    const auto start = Clock::now();
    const auto lost_before = phone_.datagrams_lost();
    std::vector<Descriptor> sockets;
    for (std::uint32_t i = 0; i < 16; ++i)
      sockets.push_back(socket_to(phone_.sip_port(), SOCK_DGRAM, first_address + i));
    for (std::uint64_t sent = 0; sent < count && !failed_; ++sent) {
      const auto& socket = sockets[sent % sockets.size()];
      const std::string bytes = next_datagram();
      ::send(socket.number(), bytes.data(), bytes.size(), 0);
      if (sent % 100 != 0) continue;
      expect_service("the datagrams");
      for (const auto& each : sockets) figures_.answers += drain(each);
    }
    figures_.datagrams += count;
    figures_.lost += phone_.datagrams_lost() - lost_before;
    figures_.datagrams_seconds += since(start);
  }

  // Opens them all, keeps what the phone lets it keep, and closes them.
  void hold_connections(std::size_t count) {
    constexpr std::string_view begun_sip =
        "NOTIFY sip:101@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1;bra";
    constexpr std::string_view begun_http = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Never: end";
    const auto before = phone_.footprint();
    {
      std::vector<Descriptor> held;
      for (std::size_t i = 0; i < count + count / 10 && !failed_; ++i) {
        const bool web = i >= count;
        held.push_back(half_open(web ? phone_.http_port() : phone_.sip_port(),
                                 first_address + static_cast<std::uint32_t>(i % addresses),
                                 web ? begun_http : begun_sip));
        if (i % 100 != 0) continue;
        expect_service("the half-open connections");
        figures_.most_descriptors = std::max(figures_.most_descriptors, phone_.footprint().descriptors);
      }
      figures_.connections += held.size();
      figures_.most_descriptors = std::max(figures_.most_descriptors, phone_.footprint().descriptors);
      expect(figures_.most_descriptors <= before.descriptors + most_streams,
             "the caps hold: " + std::to_string(figures_.most_descriptors) + " descriptors");
      expect(figures_.most_descriptors > before.descriptors, "connections are taken, up to the caps");
    }
    expect(waits_for([&] { return answers_over_tcp(); }), "OPTIONS is answered over TCP afterwards");
  }

  // Two windows on the way, so that neither side waits for the other.
  void flood_with_notifies(double seconds_long) {
    constexpr unsigned window = 32;
    std::vector<Descriptor> sockets;
    for (std::uint32_t i = 0; i < 16; ++i)
      sockets.push_back(socket_to(phone_.sip_port(), SOCK_DGRAM, first_address + i));
    const auto start = Clock::now();
    double next_probe = 0;
    for (std::uint64_t round = 0; since(start) < seconds_long && !failed_; ++round) {
      const auto& socket = sockets[round % sockets.size()];
      for (unsigned i = 0; i < window; ++i) {
        const std::string request = write("NOTIFY", "Event: XML-Service\r\n");
        ::send(socket.number(), request.data(), request.size(), 0);
      }
      figures_.notifies += window;
      const auto& earlier = sockets[(round + sockets.size() - 1) % sockets.size()];
      if (round > 0) count_challenges(earlier, window);
      if (since(start) < next_probe) continue;
      next_probe += 0.05;
      expect_service("the NOTIFYs");
    }
    for (const auto& socket : sockets) count_challenges(socket, window);
    figures_.notify_seconds += since(start);
  }

  // NOTIFY, 401, NOTIFY with credentials, 200.
  bool takes_a_push() {
    const Descriptor socket = socket_to(phone_.sip_port(), SOCK_DGRAM);
    const std::string first = write("NOTIFY", "Event: XML-Service\r\n");
    ::send(socket.number(), first.data(), first.size(), 0);
    const std::string challenged = receive(socket, patience);
    sip::Message response;
    if (!response.parse(challenged) || response.status() != 401) return false;
    const auto challenge = sip::parse_digest_challenge(response.value(sip::Field::WwwAuthenticate));
    if (!challenge || !challenge->answerable()) return false;
    std::string line = "Event: XML-Service\r\nAuthorization: ";
    sip::append_digest_authorization(
        line, *challenge,
        {.username = "101", .password = "secret", .method = "NOTIFY", .uri = uri, .cnonce = "c0ffee"});
    const std::string second = write("NOTIFY", line + "\r\n");
    ::send(socket.number(), second.data(), second.size(), 0);
    return receive(socket, patience).starts_with("SIP/2.0 200 ");
  }

  // For fifteen seconds at most; false when it was in vain.
  template <class Condition>
  static bool waits_for(Condition condition) {
    for (const auto start = Clock::now(); since(start) < 15;) {
      if (condition()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    return false;
  }

 private:
  static constexpr std::string_view uri = "sip:101@127.0.0.1";

  // A request that no other one is like.
  std::string write(std::string_view method, const std::string& lines) {
    const std::string id = std::to_string(++requests_);
    std::string text(method);
    text += " " + std::string(uri) + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;rport;branch=z9hG4bK-a" + id;
    text += "\r\nMax-Forwards: 70\r\nFrom: <sip:x@127.0.0.1>;tag=" + id + "\r\nTo: <" + std::string(uri) +
            ">\r\nCall-ID: " + id + "@attack\r\nCSeq: 1 " + std::string(method) +
            "\r\nContact: <sip:x@127.0.0.1>\r\n" + lines + "Content-Length: 0\r\n\r\n";
    return text;
  }

  // One in four by chance alone; the others are the seeds of the fuzzer with some letters changed.
  std::string next_datagram() {
    std::string bytes;
    if (random_() % 4 == 0) {
      bytes.resize(random_() % 1400);
      for (char& c : bytes) c = static_cast<char>(random_());
      return bytes;
    }
    bytes = testing::damaged(seeds_[random_() % seeds_.size()],
                             "\r\n :;,<>\"@=%/\\\0\x7f\xff"
                             "09zZ",
                             random_);
    return bytes;
  }

  static std::string receive(const Descriptor& socket, double within) {
    pollfd readable{socket.number(), POLLIN, 0};
    std::string buffer(most_bytes, '\0');
    if (::poll(&readable, 1, static_cast<int>(within * 1000)) <= 0) return {};
    const auto size = ::recv(socket.number(), buffer.data(), buffer.size(), 0);
    buffer.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
    return buffer;
  }

  static std::uint64_t drain(const Descriptor& socket) {
    std::array<char, most_bytes> buffer{};
    std::uint64_t count = 0;
    while (::recv(socket.number(), buffer.data(), buffer.size(), MSG_DONTWAIT) > 0) ++count;
    return count;
  }

  void count_challenges(const Descriptor& socket, unsigned most) {
    for (unsigned i = 0; i < most; ++i) {
      const std::string answer = receive(socket, 0.02);
      if (answer.empty()) return;
      expect(answer.starts_with("SIP/2.0 401 "),
             "a NOTIFY without credentials gets 401, not " + answer.substr(0, answer.find('\r')));
      ++figures_.challenges;
    }
  }

  // Not open when the phone did not even let it connect.
  static Descriptor half_open(std::uint16_t port, std::uint32_t host, std::string_view begun) {
    Descriptor socket = socket_to(port, SOCK_STREAM, host);
    if (socket.open()) ::send(socket.number(), begun.data(), begun.size(), MSG_NOSIGNAL);
    return socket;
  }

  bool answers_over_tcp() {
    const Descriptor socket = socket_to(phone_.sip_port(), SOCK_STREAM);
    const std::string request = write("OPTIONS", "");
    if (!socket.open() || ::send(socket.number(), request.data(), request.size(), MSG_NOSIGNAL) < 0)
      return false;
    return receive(socket, patience).starts_with("SIP/2.0 ");
  }

  RealPhone& phone_;
  std::mt19937 random_{20031125};
  std::vector<std::string> seeds_;
  std::uint64_t requests_ = 0;
  Figures figures_;
  bool failed_ = false;
};

void print(const char* when, const Footprint& footprint) {
  std::printf("%-28s %7zu KiB   %4zu descriptors   %2zu threads\n", when, footprint.resident_kib,
              footprint.descriptors, footprint.threads);
  std::fflush(stdout);
}

int run(std::uint64_t datagrams, std::size_t connections, double seconds_long) {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);

  RealPhone phone(HANDSET_PROGRAM);
  Attack attack(phone);
  for (const auto start = Clock::now(); since(start) < 20 && !attack.answers_options(0.5);) continue;
  // Some of everything first: buffers that are used again have their size then.
  attack.flood_with_datagrams(std::min<std::uint64_t>(datagrams / 10, 20'000));
  attack.hold_connections(std::min<std::size_t>(connections, 2'000));
  attack.flood_with_notifies(std::min(seconds_long / 10, 2.0));
  attack.expect(attack.takes_a_push(), "a right push is taken before");
  const Footprint before = phone.footprint();
  print("before", before);

  const auto check = [&](const char* when) {
    // The last connection of ours may not be forgotten yet.
    Attack::waits_for([&] { return phone.footprint().descriptors <= before.descriptors; });
    const Footprint after = phone.footprint();
    print(when, after);
    attack.expect(after.resident_kib <= before.resident_kib + margin_kib, "the phone did not grow");
    attack.expect(after.descriptors <= before.descriptors, "no descriptor was left open");
    attack.expect(after.threads <= before.threads, "no thread was left behind");
  };
  attack.flood_with_datagrams(datagrams);
  check("after the datagrams");
  attack.hold_connections(connections);
  check("after the connections");
  attack.flood_with_notifies(seconds_long);
  check("after the NOTIFYs");
  attack.expect_service("the quiet afterwards");
  attack.expect(attack.takes_a_push(), "a right push is taken afterwards");

  const Figures& all = attack.figures();
  attack.expect(all.challenges * 10 >= all.notifies * 9, "nine NOTIFYs in ten are challenged");
  std::printf("\n%llu datagrams in %.1f s, %llu answered, %llu lost by the system\n",
              static_cast<unsigned long long>(all.datagrams), all.datagrams_seconds,
              static_cast<unsigned long long>(all.answers), static_cast<unsigned long long>(all.lost));
  std::printf("%zu half-open connections, at most %zu descriptors in the phone\n", all.connections,
              all.most_descriptors);
  std::printf("%llu NOTIFYs in %.1f s, %llu challenged\n", static_cast<unsigned long long>(all.notifies),
              all.notify_seconds, static_cast<unsigned long long>(all.challenges));
  std::printf("%llu OPTIONS answered, the slowest after %.0f ms; margin %zu KiB\n",
              static_cast<unsigned long long>(all.probes), all.worst_probe * 1000, margin_kib);
  std::printf(
      "{\"bench\":\"attack\",\"datagrams\":%llu,\"connections\":%zu,\"notifies\":%llu,\"challenges\":%llu,"
      "\"before_kib\":%zu,\"after_kib\":%zu,\"options\":%llu,\"slowest_ms\":%.1f,\"failed\":%s}\n",
      static_cast<unsigned long long>(all.datagrams), all.connections,
      static_cast<unsigned long long>(all.notifies), static_cast<unsigned long long>(all.challenges),
      before.resident_kib, phone.footprint().resident_kib, static_cast<unsigned long long>(all.probes),
      all.worst_probe * 1000, attack.failed() ? "true" : "false");
  if (attack.failed()) std::fputs(phone.log().substr(0, 4000).c_str(), stdout);
  return attack.failed() ? 1 : 0;
}

}  // namespace
}  // namespace handset::bench

// bench/attack [datagrams [connections [seconds of NOTIFYs]]]
int main(int argc, char** argv) {
  const auto datagrams = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000ULL;
  const auto connections = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 10'000ULL;
  const double seconds_long = argc > 3 ? std::strtod(argv[3], nullptr) : 60;
  if (datagrams < 100 || connections < 100 || seconds_long <= 0) {
    std::fprintf(stderr,
                 "usage: attack [datagrams [connections [seconds of NOTIFYs]]], 100 of each at least\n");
    return 2;
  }
  return handset::bench::run(datagrams, connections, seconds_long);
}
