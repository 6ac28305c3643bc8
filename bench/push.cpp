// What does an authenticated push cost? One operation is NOTIFY, 401, NOTIFY with credentials, 200 with the
// URL queued: MD5, qop=auth, a fresh nonce each time, 64 in flight; for one phone, 1,000 and 100,000 one-line
// phones behind one socket. And what does a NOTIFY cost that nobody authenticates, answered 401? Beside each,
// in the same run and in turns, the floor: a raw echo for each request, of the same sizes, with recvmmsg and
// sendmmsg. Server and client have a CPU each; what counts is the CPU time of the server's thread, and the
// median of the rounds. Then Kamailio and SIPp in turns with both, as servers of the same pushes; and how
// long a push takes at half of the phone's peak, beside the echo.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <pthread.h>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include "bench/fleet.h"
#include "bench/push_client.h"
#include "bench/push_peers.h"
#include "bench/push_socket.h"
#include "bench/task_cpu.h"
#include "io/world.h"

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

using bench::Client;
using bench::give_up;
using bench::Load;
using bench::most_in_flight;
using bench::pin;

// The thread that serves says which one it is.
class ServerThread {
 public:
  void is_this() { task_ = "/proc/self/task/" + std::to_string(gettid()); }
  [[nodiscard]] bench::TaskCpu cpu() const { return bench::cpu_of_task(task_); }

 private:
  std::filesystem::path task_;
};

// --- The two servers

class EchoServer {
 public:
  explicit EchoServer(const Load&) : socket_(bench::open_socket()) {
    thread_ = std::thread([this] { serve(); });
    while (!begun_) std::this_thread::yield();
  }
  ~EchoServer() {
    stop_ = true;
    thread_.join();
    close(socket_);
  }
  EchoServer(const EchoServer&) = delete;
  EchoServer& operator=(const EchoServer&) = delete;
  [[nodiscard]] std::uint16_t port() const { return bench::port_of(socket_); }
  [[nodiscard]] bench::TaskCpu cpu() const { return task_.cpu(); }

 private:
  void serve() {
    pin(bench::server_cpu);
    task_.is_this();
    begun_ = true;
    bench::Batch batch(socket_);
    while (!stop_)
      if (const unsigned count = batch.receive(std::chrono::milliseconds(20)); count > 0)
        batch.send_back(count);
  }
  int socket_;
  ServerThread task_;
  std::atomic<bool> begun_{false};
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
  [[nodiscard]] bench::TaskCpu cpu() const { return task_.cpu(); }

 private:
  void serve() {
    pin(bench::server_cpu);
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
    task_.is_this();
    port_ = bound->port;
    watched = true;
    io.loop().run();
    watched = false;
  }
  Load load_;
  io::Loop* loop_ = nullptr;
  ServerThread task_;
  std::atomic<std::uint16_t> port_{0};
  std::thread thread_;
};

// --- Measuring

struct Figure {
  double microseconds = 0;  // CPU of the server for an operation
  double user = 0;          // of that, outside of the system's calls
  double rate = 0;          // operations a second
  double allocations = 0;
};

template <class Server>
Figure measure(Server& server, const Load& load, std::uint64_t warm_up, std::uint64_t operations) {
  using Clock = std::chrono::steady_clock;
  Client client(server.port(), load);
  client.run(warm_up);
  const bench::TaskCpu before = server.cpu();
  const std::uint64_t allocated = allocations;
  const auto begun = Clock::now();
  client.run(operations);
  const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  const bench::TaskCpu after = server.cpu();
  const auto count = static_cast<double>(operations);
  return {(after.seconds - before.seconds) * 1e6 / count,
          (after.user_seconds - before.user_seconds) * 1e6 / count, count / seconds,
          static_cast<double>(allocations - allocated) / count};
}

template <class Server>
Figure measure(const Load& load, std::uint64_t warm_up, std::uint64_t operations) {
  Server server(load);
  return measure(server, load, warm_up, operations);
}

// Until each phone has got all that it keeps: the places of its queue, and a ledger of nonces that is full.
// Of very many phones each gets fewer, or the answers of the last 32 s would be more than the phone remembers
// (SwitchboardOptions::most_verdicts) and it would say 503; what is measured then stays below what makes a
// ledger grow.
std::uint64_t warm_up(const Load& load, std::uint64_t operations) {
  constexpr std::uint64_t most = 920'000;
  const std::uint64_t each =
      std::min<std::uint64_t>(sip::NonceLedger::default_capacity + 6, most / load.phones);
  return operations / 5 + each * load.phones;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

struct Medians {
  double echo = 0;
  double push = 0;
  double user = 0;  // of a push
  double ratio = 0;
  double rate = 0;         // of pushes, with so many in flight
  double allocations = 0;  // the most
};

Medians compare(const Load& load, unsigned rounds, std::uint64_t operations) {
  std::vector<double> echoes;
  std::vector<double> pushes;
  std::vector<double> users;
  std::vector<double> ratios;
  std::vector<double> rates;
  Medians out;
  for (unsigned round = 1; round <= rounds; ++round) {
    const Figure echo = measure<EchoServer>(load, operations / 5, operations);
    const Figure push = measure<PhoneServer>(load, warm_up(load, operations), operations);
    echoes.push_back(echo.microseconds);
    pushes.push_back(push.microseconds);
    users.push_back(push.user);
    ratios.push_back(push.microseconds / echo.microseconds);
    rates.push_back(push.rate);
    out.allocations = std::max(out.allocations, push.allocations);
    std::printf("%7u   %9u   %-13s   %5u   %7.2f   %7.2f   %7.2f   %5.2f   %11.4f\n", load.phones,
                load.in_flight, load.authenticated ? "401, then 200" : "401", round, echo.microseconds,
                push.microseconds, push.user, ratios.back(), push.allocations);
    std::fflush(stdout);
  }
  out.echo = median(echoes);
  out.push = median(pushes);
  out.user = median(users);
  out.ratio = median(ratios);
  out.rate = median(rates);
  return out;
}

// --- The peers

struct PeerMedians {
  std::string name;
  double push = 0;
  double to_echo = 0;  // the peer's CPU by that of two echoes
  double to_phone = 0;
};

// In each round all of them one after another, as everything else on the machine changes too.
std::vector<PeerMedians> compare_peers(const Load& load, unsigned rounds, std::uint64_t operations) {
  struct Row {
    bench::PeerKind kind;
    std::filesystem::path program;
    std::vector<double> pushes;
    std::vector<double> to_echo;
    std::vector<double> to_phone;
  };
  std::vector<Row> rows;
  std::printf("\n");
  for (auto& kind : {bench::kamailio_peer(), bench::sipp_peer()}) {
    if (auto program = bench::find_program(kind.program))
      rows.push_back({kind, *std::move(program), {}, {}, {}});
    else
      std::printf("%s is missing and left out (tools/install test)\n", std::string(kind.program).c_str());
  }
  if (rows.empty()) return {};
  std::printf(" peer       users   round   peer us   x two echoes   x our push   a second\n");
  for (unsigned round = 1; round <= rounds; ++round) {
    const Figure echo = measure<EchoServer>(load, operations / 5, operations);
    const Figure push = measure<PhoneServer>(load, warm_up(load, operations), operations);
    for (auto& row : rows) {
      Load its_load = load;
      its_load.phones = std::min(load.phones, row.kind.most_users);
      bench::Peer peer(row.kind, row.program);
      const Figure figure = measure(peer, its_load, operations / 5, operations);
      row.pushes.push_back(figure.microseconds);
      row.to_echo.push_back(figure.microseconds / echo.microseconds);
      row.to_phone.push_back(figure.microseconds / push.microseconds);
      std::printf(" %-10s %5u   %5u   %7.2f   %12.2f   %10.2f   %8.0f\n", std::string(row.kind.name).c_str(),
                  its_load.phones, round, figure.microseconds, row.to_echo.back(), row.to_phone.back(),
                  figure.rate);
      std::fflush(stdout);
    }
  }
  std::vector<PeerMedians> out;
  for (const auto& row : rows)
    out.push_back(
        {std::string(row.kind.name), median(row.pushes), median(row.to_echo), median(row.to_phone)});
  return out;
}

// --- How long a push takes

struct Times {  // in microseconds
  double p50 = 0;
  double p99 = 0;
  std::uint64_t timeouts = 0;
};

template <class Server>
Times take_times(const char* name, const Load& load, unsigned round, double rate, std::uint64_t operations) {
  Server server(load);
  Client client(server.port(), load);
  client.run(warm_up(load, operations));
  const auto answered = client.run_at(rate, operations);
  const Times out{answered.quantile(0.5), answered.quantile(0.99), answered.timeouts};
  std::printf(" %-6s   %5u   %8.0f   %7.0f   %7.0f   %8llu\n", name, round, rate, out.p50, out.p99,
              static_cast<unsigned long long>(out.timeouts));
  std::fflush(stdout);
  // Others on the machine can make both late, but not so late.
  if (out.timeouts > operations / 2) give_up("most pushes had no answer within a second at half of the peak");
  return out;
}

Times medians(const std::vector<Times>& rounds) {
  std::vector<double> p50;
  std::vector<double> p99;
  Times out;
  for (const auto& round : rounds) {
    p50.push_back(round.p50);
    p99.push_back(round.p99);
    out.timeouts += round.timeouts;
  }
  out.p50 = median(p50);
  out.p99 = median(p99);
  return out;
}

int run(unsigned rounds, std::uint64_t operations, unsigned most_phones) {
  pin(bench::client_cpu);
  std::printf("pushes: %llu a round; us: CPU of the server for one\n\n",
              static_cast<unsigned long long>(operations));
  std::printf(
      " phones   in flight   answers         round   echo us   push us   user us   ratio   allocations\n");
  const Load usual_load{std::min(1000U, most_phones), most_in_flight, true};
  const Medians usual = compare(usual_load, rounds, operations);
  // One phone has room for eight that wait.
  const Medians one = compare({1, 8, true}, rounds, operations);
  const Medians many = compare({most_phones, most_in_flight, true}, rounds, operations);
  const Medians refused = compare({std::min(1000U, most_phones), most_in_flight, false}, rounds, operations);
  const auto peers = compare_peers(usual_load, rounds, operations);
  std::printf(
      "\nopen loop, half of the phone's peak\n server   round   a second    p50 us    p99 us   timeouts\n");
  std::vector<Times> echo_rounds;
  std::vector<Times> push_rounds;
  for (unsigned round = 1; round <= rounds; ++round) {
    echo_rounds.push_back(take_times<EchoServer>("echo", usual_load, round, usual.rate / 2, operations));
    push_rounds.push_back(take_times<PhoneServer>("push", usual_load, round, usual.rate / 2, operations));
  }
  const Times echo_times = medians(echo_rounds);
  const Times push_times = medians(push_rounds);
  std::printf(
      "\nmedian: %.2f us a push, %.2f of them outside of system calls (aim: 5); %.2f x two echoes (aim: 1.5; "
      "must: 1.8); %.2f x with one phone, %.2f x with %u\n",
      usual.push, usual.user, usual.ratio, one.ratio, many.ratio, most_phones);
  std::printf("without credentials: %.2f us, %.0f a second and core\n", refused.push, 1e6 / refused.push);
  std::printf(
      "at half of the peak: p50 %.0f us, echo %.0f; p99 %.0f us, echo %.0f; %llu timeouts, echo %llu\n",
      push_times.p50, echo_times.p50, push_times.p99, echo_times.p99,
      static_cast<unsigned long long>(push_times.timeouts),
      static_cast<unsigned long long>(echo_times.timeouts));
  std::string peer_figures;
  for (const auto& peer : peers) {
    std::printf("%s: %.2f us a push, %.2f x two echoes, %.2f x our push\n", peer.name.c_str(), peer.push,
                peer.to_echo, peer.to_phone);
    peer_figures += ",\"" + peer.name + "_us\":" + std::to_string(peer.push) + ",\"" + peer.name +
                    "_ratio\":" + std::to_string(peer.to_echo);
  }
  std::printf(
      "{\"bench\":\"push\",\"phones\":%u,\"in_flight\":%u,\"echo_us\":%.3f,\"push_us\":%.3f,\"push_user_us\":"
      "%.3f,\"ratio\":%.3f,"
      "\"ratio_one_phone\":%.3f,\"most_phones\":%u,\"ratio_most_phones\":%.3f,\"refused_us\":%.3f,"
      "\"allocations_per_push\":%.4f,\"half_load_p50_us\":%.1f,\"half_load_p99_us\":%.1f,"
      "\"echo_p50_us\":%.1f,\"echo_p99_us\":%.1f%s}\n",
      std::min(1000U, most_phones), most_in_flight, usual.echo, usual.push, usual.user, usual.ratio,
      one.ratio, most_phones, many.ratio, refused.push,
      std::max({usual.allocations, one.allocations, many.allocations}), push_times.p50, push_times.p99,
      echo_times.p50, echo_times.p99, peer_figures.c_str());
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
  try {
    return handset::run(rounds, operations, phones);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench/push: %s\n", error.what());
    return 1;
  }
}
