// What does an authenticated push cost? One operation is NOTIFY, 401, NOTIFY with credentials, 200 with the
// URL queued: MD5, qop=auth, a fresh nonce each time, 1,000 one-line phones behind one socket, 64 in flight.
// Beside it, in the same run and in turns, the floor: two raw echoes of datagrams of the same sizes with
// recvmmsg and sendmmsg. Server and client have a CPU each; what counts is the CPU time of the server's
// thread, and the median of the rounds.
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "bench/fleet.h"
#include "bench/push_notify.h"
#include "io/world.h"
#include "sip/digest_client.h"

// --- Allocations of the thread that is watched, by whatever library

extern "C" void* __libc_malloc(std::size_t size);

namespace {
thread_local bool watched = false;
std::atomic<std::uint64_t> allocations{0};
}  // namespace

extern "C" void* malloc(std::size_t size) {
  if (watched) allocations.fetch_add(1, std::memory_order_relaxed);
  return __libc_malloc(size);
}

namespace handset {
namespace {

unsigned phones = 1000;
constexpr unsigned in_flight = 64;
constexpr std::size_t most_bytes = 2048;

[[noreturn]] void give_up(const char* why) {
  std::fprintf(stderr, "bench/push: %s\n", why);
  std::exit(1);
}

void pin(unsigned cpu) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu % std::max(1U, std::thread::hardware_concurrency()), &set);
  pthread_setaffinity_np(pthread_self(), sizeof set, &set);
}

double cpu_seconds(pthread_t thread) {
  clockid_t clock = 0;
  timespec time{};
  if (pthread_getcpuclockid(thread, &clock) != 0 || clock_gettime(clock, &time) != 0) give_up("no CPU clock");
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

// --- Batches of datagrams on a plain socket

class Batch {
 public:
  explicit Batch(int socket) : socket_(socket), bytes_(in_flight) {
    for (unsigned i = 0; i < in_flight; ++i) parts_[i] = {bytes_[i].data(), most_bytes};
  }

  // Waits up to `milliseconds` and reads what is there.
  unsigned receive(int wait_milliseconds) {
    pollfd readable{socket_, POLLIN, 0};
    if (poll(&readable, 1, wait_milliseconds) <= 0) return 0;
    for (unsigned i = 0; i < in_flight; ++i) {
      parts_[i].iov_len = most_bytes;
      messages_[i] = {};
      messages_[i].msg_hdr.msg_name = &peers_[i];
      messages_[i].msg_hdr.msg_namelen = sizeof peers_[i];
      messages_[i].msg_hdr.msg_iov = &parts_[i];
      messages_[i].msg_hdr.msg_iovlen = 1;
    }
    const int count = recvmmsg(socket_, messages_.data(), in_flight, MSG_DONTWAIT, nullptr);
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
  std::array<iovec, in_flight> parts_{};
  std::array<mmsghdr, in_flight> messages_{};
  std::array<sockaddr_in, in_flight> peers_{};
};

int open_socket() {
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

std::uint16_t port_of(int socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

void connect_to(int socket, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  if (connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) give_up("cannot connect");
}

// --- The client: the same for both jobs

std::string notify(unsigned slot, std::uint64_t operation, std::string_view credentials) {
  return bench::write_push_notify({bench::fleet_user(operation % phones), operation, slot, credentials});
}

// Keeps 64 operations of two round trips each under way.
class Client {
 public:
  explicit Client(std::uint16_t server_port) : socket_(open_socket()), in_(socket_), out_(socket_) {
    connect_to(socket_, server_port);
  }
  ~Client() { close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void run(std::uint64_t operations) {
    to_start_ = operations;
    std::uint64_t done = 0;
    unsigned ready = 0;
    for (; ready < in_flight && to_start_ > 0; ++ready) begin(ready, ready);
    out_.flush(ready);
    while (done < operations) {
      const unsigned count = in_.receive(2000);
      if (count == 0) give_up("a datagram was lost or not answered");
      ready = 0;
      for (unsigned i = 0; i < count; ++i) {
        if (continue_with(in_.text(i), ready)) {
          ++ready;
        } else {
          ++done;
          if (to_start_ > 0) begin(ready++, static_cast<unsigned>(done % in_flight));
        }
      }
      if (ready > 0) out_.flush(ready);
    }
  }

 private:
  void begin(unsigned place, unsigned slot) {
    --to_start_;
    out_.put(place, notify(slot, ++operation_, {}));
  }

  // True when the answer calls for a second request, which is put into `place`.
  bool continue_with(std::string_view text, unsigned place) {
    if (!message_.parse(text)) give_up("an answer that is no SIP");
    const auto call = message_.value(sip::Field::CallId);
    const std::uint64_t operation = std::strtoull(call.substr(call.find('-') + 1).data(), nullptr, 10);
    if (message_.is_request()) {  // the echo: once for each of the two requests
      if (message_.has(sip::Field::Authorization)) return false;
      out_.put(place, notify(0, operation, bench::sample_credentials));
      return true;
    }
    if (message_.status() == 200) return false;
    if (message_.status() != 401) give_up("a push was refused");
    const auto challenge = sip::parse_digest_challenge(message_.value(sip::Field::WwwAuthenticate));
    if (!challenge) give_up("a challenge that cannot be read");
    const std::string user = bench::fleet_user(operation % phones);
    const std::string uri = bench::push_uri(user);
    credentials_.clear();
    sip::append_digest_authorization(credentials_, *challenge,
                                     {user, bench::fleet_password, "NOTIFY", uri, {}, "c0ffee42", 1});
    out_.put(place, notify(0, operation, credentials_));
    return true;
  }

  int socket_;
  Batch in_;
  Batch out_;
  std::uint64_t to_start_ = 0;
  std::uint64_t operation_ = 0;
  sip::Message message_;
  std::string credentials_;
};

// --- The two servers

class EchoServer {
 public:
  EchoServer() : socket_(open_socket()), thread_([this] { serve(); }) {}
  ~EchoServer() {
    stop_ = true;
    thread_.join();
    close(socket_);
  }
  EchoServer(const EchoServer&) = delete;
  EchoServer& operator=(const EchoServer&) = delete;
  [[nodiscard]] std::uint16_t port() const { return port_of(socket_); }
  [[nodiscard]] double cpu() { return cpu_seconds(thread_.native_handle()); }

 private:
  void serve() {
    pin(0);
    Batch batch(socket_);
    while (!stop_)
      if (const unsigned count = batch.receive(20); count > 0) batch.send_back(count);
  }
  int socket_;
  std::atomic<bool> stop_{false};
  std::thread thread_;
};

class PhoneServer {
 public:
  PhoneServer() {
    thread_ = std::thread([this] { serve(); });
    while (port_ == 0) std::this_thread::yield();
  }
  ~PhoneServer() {
    loop_->stop();
    thread_.join();
  }
  PhoneServer(const PhoneServer&) = delete;
  PhoneServer& operator=(const PhoneServer&) = delete;
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] double cpu() { return cpu_seconds(thread_.native_handle()); }

 private:
  void serve() {
    pin(0);
    auto opened = io::IoWorld::open();
    if (!opened) give_up("no world");
    io::IoWorld& io = **opened;
    bench::Fleet fleet(io.world(), phones);
    const auto bound = fleet.switchboard().listen({IpAddress::v4(127, 0, 0, 1), 0});
    if (!bound) give_up("cannot listen");

    // The phones get round to their pushes now and then.
    struct Drain {
      bench::Fleet& fleet;
      void fire() {
        fleet.empty_queues();
        fleet.clock().arm(timer, milliseconds(50) * std::max(1U, phones / 1000));
      }
      Timer timer = Timer::calling<&Drain::fire>(*this);
    } drain{fleet};
    fleet.clock().arm(drain.timer, milliseconds(50) * std::max(1U, phones / 1000));

    loop_ = &io.loop();
    port_ = bound->port;
    watched = true;
    io.loop().run();
    watched = false;
  }
  io::Loop* loop_ = nullptr;
  std::atomic<std::uint16_t> port_{0};
  std::thread thread_;
};

// --- Measuring

struct Figure {
  double microseconds = 0;  // CPU of the server for an operation
  double allocations = 0;
};

template <class Server>
Figure measure(std::uint64_t warm_up, std::uint64_t operations) {
  Server server;
  Client client(server.port());
  client.run(warm_up);
  const double before = server.cpu();
  const std::uint64_t allocated = allocations;
  client.run(operations);
  const double used = server.cpu() - before;
  return {used * 1e6 / static_cast<double>(operations),
          static_cast<double>(allocations - allocated) / static_cast<double>(operations)};
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

int run(unsigned rounds, std::uint64_t operations) {
  pin(1);
  std::printf("authenticated push: %u one-line phones, one socket, %u in flight, %llu pushes a round\n\n",
              phones, in_flight, static_cast<unsigned long long>(operations));
  std::printf("round   two echoes us   push us   ratio   allocations a push\n");
  std::vector<double> echoes;
  std::vector<double> pushes;
  std::vector<double> ratios;
  double worst_allocations = 0;
  for (unsigned round = 1; round <= rounds; ++round) {
    const Figure echo = measure<EchoServer>(operations / 5, operations);
    const Figure push = measure<PhoneServer>(operations / 5 + 70 * phones, operations);
    echoes.push_back(echo.microseconds);
    pushes.push_back(push.microseconds);
    ratios.push_back(push.microseconds / echo.microseconds);
    worst_allocations = std::max(worst_allocations, push.allocations);
    std::printf("%5u   %13.2f   %7.2f   %5.2f   %18.4f\n", round, echo.microseconds, push.microseconds,
                ratios.back(), push.allocations);
    std::fflush(stdout);
  }
  std::printf("\nmedian: %.2f us a push, %.2f x two echoes (entry ticket: under 2.5, no allocation)\n",
              median(pushes), median(ratios));
  std::printf(
      "{\"bench\":\"push\",\"phones\":%u,\"in_flight\":%u,\"echo_us\":%.3f,\"push_us\":%.3f,\"ratio\":%.3f,"
      "\"allocations_per_push\":%.4f}\n",
      phones, in_flight, median(echoes), median(pushes), median(ratios), worst_allocations);
  return 0;
}

}  // namespace
}  // namespace handset

// bench/push [rounds [pushes a round]]
int main(int argc, char** argv) {
  const auto rounds = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 3U;
  const auto operations = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 100'000ULL;
  if (argc > 3) handset::phones = std::atoi(argv[3]);
  if (rounds == 0 || operations < 1000) {
    std::fprintf(stderr, "usage: push [rounds [pushes a round, at least 1000]]\n");
    return 2;
  }
  return handset::run(rounds, operations);
}
