// What does an authenticated push cost? One operation is NOTIFY, 401, NOTIFY with credentials, 200 with the
// URL queued: MD5, qop=auth, a fresh nonce each time, 64 in flight; for one phone, 1,000 and 100,000 one-line
// phones behind one socket. And what does a NOTIFY cost that nobody authenticates, answered 401? Beside each,
// in the same run and in turns, the floor: a raw echo for each request, of the same sizes, with recvmmsg and
// sendmmsg. Server and client have a CPU each; what counts is the CPU time of the server's thread, and the
// median of the rounds.
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
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

constexpr unsigned most_in_flight = 64;
constexpr std::size_t most_bytes = 2048;

struct Load {
  unsigned phones;
  unsigned in_flight;  // as many as wait for one phone at most
  bool authenticated;
};

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
  explicit Batch(int socket) : socket_(socket), bytes_(most_in_flight) {
    for (unsigned i = 0; i < most_in_flight; ++i) parts_[i] = {bytes_[i].data(), most_bytes};
  }

  // Waits up to `milliseconds` and reads what is there.
  unsigned receive(int wait_milliseconds) {
    pollfd readable{socket_, POLLIN, 0};
    if (poll(&readable, 1, wait_milliseconds) <= 0) return 0;
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

// Keeps the operations of a load under way, of two round trips each when they are authenticated.
class Client {
 public:
  Client(std::uint16_t server_port, const Load& load)
      : load_(load), socket_(open_socket()), in_(socket_), out_(socket_) {
    connect_to(socket_, server_port);
  }
  ~Client() { close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void run(std::uint64_t operations) {
    to_start_ = operations;
    std::uint64_t done = 0;
    unsigned ready = 0;
    for (; ready < load_.in_flight && to_start_ > 0; ++ready) begin(ready, ready);
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
          if (to_start_ > 0) begin(ready++, static_cast<unsigned>(done % load_.in_flight));
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

  [[nodiscard]] std::string notify(unsigned slot, std::uint64_t operation,
                                   std::string_view credentials) const {
    return bench::write_push_notify(
        {bench::fleet_user(operation % load_.phones), operation, slot, credentials});
  }

  // True when the answer calls for a second request, which is put into `place`.
  bool continue_with(std::string_view text, unsigned place) {
    if (!message_.parse(text)) give_up("an answer that is no SIP");
    const auto call = message_.value(sip::Field::CallId);
    const std::uint64_t operation = std::strtoull(call.substr(call.find('-') + 1).data(), nullptr, 10);
    if (message_.is_request()) {  // the echo: once for each of the two requests
      if (!load_.authenticated || message_.has(sip::Field::Authorization)) return false;
      out_.put(place, notify(0, operation, bench::sample_credentials));
      return true;
    }
    if (message_.status() == 200) return false;
    if (message_.status() != 401) give_up("a push was refused");
    if (!load_.authenticated) return false;
    const auto challenge = sip::parse_digest_challenge(message_.value(sip::Field::WwwAuthenticate));
    if (!challenge) give_up("a challenge that cannot be read");
    const std::string user = bench::fleet_user(operation % load_.phones);
    const std::string uri = bench::push_uri(user);
    credentials_.clear();
    sip::append_digest_authorization(credentials_, *challenge,
                                     {user, bench::fleet_password, "NOTIFY", uri, {}, "c0ffee42", 1});
    out_.put(place, notify(0, operation, credentials_));
    return true;
  }

  Load load_;
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
  explicit EchoServer(const Load&) : socket_(open_socket()), thread_([this] { serve(); }) {}
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
  explicit PhoneServer(const Load& load) : load_(load) {
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
    bench::Fleet fleet(io.world(), load_.phones);
    const auto bound = fleet.switchboard().listen({IpAddress::v4(127, 0, 0, 1), 0});
    if (!bound) give_up("cannot listen");

    // The phones get round to their pushes: each of a thousand within 50 ms, a few of them at the end of a
    // turn.
    struct Drain final : io::TurnPart {
      Drain(bench::Fleet& its_fleet, Duration its_interval) : fleet(its_fleet), interval(its_interval) {}
      void end_of_turn() override {
        if (fleet.clock().now() < due) return;
        fleet.empty_queues();
        due = fleet.clock().now() + interval;
      }
      bench::Fleet& fleet;
      Duration interval;
      SteadyTime due{};
    };
    const auto drain = std::make_shared<Drain>(fleet, milliseconds(50) * load_.phones / 1000);
    io.loop().watch(drain);

    loop_ = &io.loop();
    port_ = bound->port;
    watched = true;
    io.loop().run();
    watched = false;
  }
  Load load_;
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
Figure measure(const Load& load, std::uint64_t warm_up, std::uint64_t operations) {
  Server server(load);
  Client client(server.port(), load);
  client.run(warm_up);
  const double before = server.cpu();
  const std::uint64_t allocated = allocations;
  client.run(operations);
  const double used = server.cpu() - before;
  return {used * 1e6 / static_cast<double>(operations),
          static_cast<double>(allocations - allocated) / static_cast<double>(operations)};
}

// Until each phone has got what it keeps. With many of them that is what the first pushes make, and what is
// measured stays below what makes it grow.
std::uint64_t warm_up(const Load& load, std::uint64_t operations) {
  const std::uint64_t each = load.phones > 1000 ? 2 : 70;
  return operations / 5 + each * load.phones;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

struct Medians {
  double echo = 0;
  double push = 0;
  double ratio = 0;
  double allocations = 0;  // the most
};

Medians compare(const Load& load, unsigned rounds, std::uint64_t operations) {
  std::vector<double> echoes;
  std::vector<double> pushes;
  std::vector<double> ratios;
  Medians out;
  for (unsigned round = 1; round <= rounds; ++round) {
    const Figure echo = measure<EchoServer>(load, operations / 5, operations);
    const Figure push = measure<PhoneServer>(load, warm_up(load, operations), operations);
    echoes.push_back(echo.microseconds);
    pushes.push_back(push.microseconds);
    ratios.push_back(push.microseconds / echo.microseconds);
    out.allocations = std::max(out.allocations, push.allocations);
    std::printf("%7u   %9u   %-13s   %5u   %7.2f   %7.2f   %5.2f   %11.4f\n", load.phones, load.in_flight,
                load.authenticated ? "401, then 200" : "401", round, echo.microseconds, push.microseconds,
                ratios.back(), push.allocations);
    std::fflush(stdout);
  }
  out.echo = median(echoes);
  out.push = median(pushes);
  out.ratio = median(ratios);
  return out;
}

int run(unsigned rounds, std::uint64_t operations, unsigned most_phones) {
  pin(1);
  std::printf("pushes: %llu a round; us: CPU of the server for one\n\n",
              static_cast<unsigned long long>(operations));
  std::printf(" phones   in flight   answers         round   echo us   push us   ratio   allocations\n");
  const Medians usual = compare({std::min(1000U, most_phones), most_in_flight, true}, rounds, operations);
  // One phone has room for eight that wait.
  const Medians one = compare({1, 8, true}, rounds, operations);
  const Medians many = compare({most_phones, most_in_flight, true}, rounds, operations);
  const Medians refused = compare({std::min(1000U, most_phones), most_in_flight, false}, rounds, operations);
  std::printf(
      "\nmedian: %.2f us a push, %.2f x two echoes (aim: 1.5; must: 1.8); %.2f x with one phone, %.2f x with "
      "%u\n",
      usual.push, usual.ratio, one.ratio, many.ratio, most_phones);
  std::printf("without credentials: %.2f us, %.0f a second and core\n", refused.push, 1e6 / refused.push);
  std::printf(
      "{\"bench\":\"push\",\"phones\":%u,\"in_flight\":%u,\"echo_us\":%.3f,\"push_us\":%.3f,\"ratio\":%.3f,"
      "\"ratio_one_phone\":%.3f,\"most_phones\":%u,\"ratio_most_phones\":%.3f,\"refused_us\":%.3f,"
      "\"allocations_per_push\":%.4f}\n",
      std::min(1000U, most_phones), most_in_flight, usual.echo, usual.push, usual.ratio, one.ratio,
      most_phones, many.ratio, refused.push,
      std::max({usual.allocations, one.allocations, many.allocations}));
  return 0;
}

}  // namespace
}  // namespace handset

// bench/push [rounds [pushes a round [most phones]]]
int main(int argc, char** argv) {
  const auto rounds = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 3U;
  const auto operations = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 100'000ULL;
  const auto phones = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 100'000U;
  if (rounds == 0 || operations < 1000 || phones < 64) {
    std::fprintf(stderr, "usage: push [rounds [pushes a round, at least 1000 [most phones, at least 64]]]\n");
    return 2;
  }
  return handset::run(rounds, operations, phones);
}
