// How long do many lines take to register, and what do they hold? One-line phones behind one switchboard in a
// process with a CPU of its own, against the lab's registrar on another CPU, which asks each REGISTER that
// has no nonce of its own for a digest: REGISTER, 401, REGISTER, 200. Beside it, in the same run and in
// turns, the floor: two raw echoes for each line with recvmmsg and sendmmsg. What phones hold is a slope, so
// that what a process costs once does not count. Each measurement has processes of its own.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <fstream>
#include <functional>
#include <malloc.h>
#include <memory>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

#include "bench/fleet.h"
#include "bench/lines_baresip.h"
#include "bench/lines_process.h"
#include "bench/push_socket.h"
#include "io/world.h"
#include "pbx/pbx.h"

namespace handset {
namespace {

using bench::give_up;
using SteadyClock = std::chrono::steady_clock;

constexpr Duration longest_registering = seconds(60);

double cpu_seconds() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double seconds_since(SteadyClock::time_point begun) {
  return std::chrono::duration<double>(SteadyClock::now() - begun).count();
}

double resident_kib() {
  std::ifstream file("/proc/self/statm");
  double all = 0;
  double resident = 0;
  file >> all >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1024;
}

// Handed out by malloc, and not given back.
double allocated_kib() {
  const auto info = ::mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd) / 1024;
}

struct FromServer {
  std::uint16_t port = 0;
  std::uint64_t datagrams = 0;  // received, once every account was registered
};

using Server = bench::Process<FromServer>;

// --- The two servers

// Calls back once, when the last one is there.
class Arrivals final : public pbx::RegistrarListener {
 public:
  Arrivals(unsigned expected, std::function<void()> all_are_here)
      : expected_(expected), all_are_here_(std::move(all_are_here)) {}
  void on_registered(std::string_view, const pbx::Binding&) override {
    if (++here_ == expected_) all_are_here_();
  }
  void on_refreshed(std::string_view, const pbx::Binding&) override {}
  void on_removed(std::string_view, const pbx::Binding&, Removal) override {}
  void on_refused(std::string_view, const Endpoint&, unsigned, std::string_view) override {}

 private:
  unsigned expected_;
  unsigned here_ = 0;
  std::function<void()> all_are_here_;
};

void serve_registrar(unsigned accounts, const Server::Say& say) {
  auto opened = io::IoWorld::open();
  if (!opened) give_up("no world");
  io::IoWorld& io = **opened;
  bench::NoLog log;
  const World own = io.world();
  const World world{own.clock, own.network, own.fetcher, own.resolver, own.random, own.store, log, nullptr};
  pbx::PbxOptions options;
  options.registrar.least_expires = 1;
  options.registrar.digest.nonce_lifetime = hours(1);
  options.initial_verdicts = options.most_verdicts;
  for (unsigned i = 0; i < accounts; ++i)
    options.registrar.accounts.push_back({bench::fleet_user(i), std::string(bench::fleet_password)});
  FromServer report;
  Arrivals arrivals(accounts, [&] {
    report.datagrams = io.network().counters().datagrams_received;
    say(report);
  });
  pbx::Pbx pbx(world, options, &arrivals);
  const auto bound = pbx.listen({IpAddress::v4(127, 0, 0, 1), 0});
  if (!bound) give_up("the registrar cannot listen");
  report.port = bound->port;
  say(report);
  io.loop().run();
}

void serve_echo(const Server::Say& say) {
  const int socket = bench::open_socket();
  say({.port = bench::port_of(socket)});
  for (bench::Batch batch(socket);;)
    if (const unsigned count = batch.receive(std::chrono::seconds(1)); count > 0) batch.send_back(count);
}

// --- The phones

struct Load {
  unsigned lines = 0;
  unsigned lines_a_phone = 1;
  std::uint16_t port = 0;           // of the registrar
  seconds expires = seconds(3600);  // Register Expires
  Duration settles{};               // before it counts what it holds
  Duration watches{};               // then, what goes on by itself
};

struct Registered {
  double seconds = 0;        // until the last line knew that it is registered
  double cpu = 0;            // seconds of it
  double sent = 0;           // REGISTERs
  double repeated = 0;       // of them, because no answer came
  double empty_kib = 0;      // resident before there was a phone
  double peak_kib = 0;       // when all were registered
  double kib = 0;            // when they had settled
  double allocated_kib = 0;  // of that, by malloc
  double idle_cpu = 0;       // seconds, while it was watched
  double mean = 0;           // of REGISTERs in a hundredth of that time
  double most = 0;
};

class Lines {
 public:
  Lines(const World& world, const Load& load)
      : world_{world.clock,  world.network, fetcher_, world.resolver,
               world.random, world.store,   log_,     nullptr} {
    if (!switchboard_.listen({IpAddress::v4(127, 0, 0, 1), 0})) give_up("the phones cannot listen");
    const auto policy = std::make_shared<const FetchPolicy>(*FetchPolicy::parse("", true, {}));
    phone::LineOptions line;
    line.password = bench::fleet_password;
    line.realm = bench::fleet_realm;
    line.client.proxy = "127.0.0.1:" + std::to_string(load.port);
    line.client.registration.expires = load.expires;
    for (unsigned i = 0; i < load.lines;) {
      phone::PhoneOptions options;
      options.fetch = policy;
      for (unsigned of_phone = 0; of_phone < load.lines_a_phone; ++of_phone, ++i) {
        line.user_id = bench::fleet_user(i);
        options.lines.push_back(line);
      }
      phones_.push_back(std::make_unique<phone::Phone>(world_, std::move(options)));
      waiting_.push_back(phones_.back().get());
    }
  }
  void start() {
    for (const auto& phone : phones_)
      if (!switchboard_.add(*phone)) give_up("a phone was not added");
  }
  [[nodiscard]] bool all_registered() {
    while (!waiting_.empty() && is_registered(*waiting_.back())) waiting_.pop_back();
    return waiting_.empty();
  }
  [[nodiscard]] double sent() const {
    return static_cast<double>(switchboard_.counters().requests_sent) + repeated();
  }
  [[nodiscard]] double repeated() const {
    return static_cast<double>(switchboard_.counters().retransmissions_sent);
  }

 private:
  static bool is_registered(phone::Phone& phone) {
    return std::all_of(phone.lines().begin(), phone.lines().end(), [](const phone::Line& line) {
      return line.registration().state == ua::Registration::State::Registered;
    });
  }

  bench::NoFetcher fetcher_;
  bench::NoLog log_;
  World world_;
  phone::Switchboard switchboard_{world_};
  std::vector<std::unique_ptr<phone::Phone>> phones_;
  std::vector<phone::Phone*> waiting_;
};

// How evenly REGISTERs leave in that time.
void watch(io::Loop& loop, const Lines& lines, Duration time, Registered& out) {
  constexpr int parts = 100;
  const double before = cpu_seconds();
  const double sent = lines.sent();
  for (int part = 0; part < parts; ++part) {
    const double here = lines.sent();
    const auto end = loop.now() + time / parts;
    loop.run_until([&] { return loop.now() >= end; }, time / parts);
    out.most = std::max(out.most, lines.sent() - here);
  }
  out.mean = (lines.sent() - sent) / parts;
  out.idle_cpu = cpu_seconds() - before;
}

void run_lines(const Load& load, const bench::Process<Registered>::Say& say) {
  auto opened = io::IoWorld::open();
  if (!opened) give_up("no world");
  io::IoWorld& io = **opened;
  Registered out;
  out.empty_kib = resident_kib();
  Lines lines(io.world(), load);
  const double before = cpu_seconds();
  const auto begun = SteadyClock::now();
  lines.start();
  if (!io.loop().run_until([&] { return lines.all_registered(); }, longest_registering))
    give_up("not all lines were registered within a minute");
  out.seconds = seconds_since(begun);
  out.cpu = cpu_seconds() - before;
  out.sent = lines.sent();
  out.repeated = lines.repeated();
  out.peak_kib = resident_kib();
  io.loop().run_until([] { return false; }, load.settles);
  out.kib = resident_kib();
  out.allocated_kib = allocated_kib();
  if (load.watches > Duration{}) watch(io.loop(), lines, load.watches, out);
  say(out);
  for (;;) ::pause();
}

Registered measure(Load load, double* registrar_cpu = nullptr) {
  const Server registrar(bench::server_cpu, [&](const auto& say) { serve_registrar(load.lines, say); });
  load.port = registrar.report().port;
  const double before = registrar.cpu();
  const bench::Process<Registered> phones(bench::client_cpu, [&](const auto& say) { run_lines(load, say); });
  const Registered out = phones.report();
  if (registrar_cpu != nullptr) *registrar_cpu = registrar.cpu() - before;
  return out;
}

// --- The floor

struct Echoed {
  double seconds;
  double cpu;
};

// As many datagrams of the sizes of a REGISTER there and back, 64 in flight.
void run_echo(std::uint16_t port, unsigned datagrams, const bench::Process<Echoed>::Say& say) {
  const int socket = bench::open_socket();
  bench::connect_to(socket, port);
  bench::Batch in(socket);
  bench::Batch out(socket);
  const std::string first(480, 'x');
  const std::string second(740, 'x');
  const double before = cpu_seconds();
  const auto begun = SteadyClock::now();
  unsigned sent = 0;
  const auto send = [&](unsigned count) {
    count = std::min(count, datagrams - sent);
    for (unsigned i = 0; i < count; ++i) out.put(i, ++sent % 2 == 0 ? first : second);
    out.flush(count);
  };
  send(bench::most_in_flight);
  for (unsigned done = 0; done < datagrams;) {
    const unsigned count = in.receive(std::chrono::seconds(2));
    if (count == 0) give_up("an echo was lost");
    done += count;
    send(count);
  }
  say({seconds_since(begun), cpu_seconds() - before});
  for (;;) ::pause();
}

Echoed measure_echo(unsigned datagrams) {
  const Server server(bench::server_cpu, serve_echo);
  const std::uint16_t port = server.report().port;
  const bench::Process<Echoed> client(bench::client_cpu,
                                      [&](const auto& say) { run_echo(port, datagrams, say); });
  return client.report();
}

// --- A peer

struct Peer {
  bool registered = false;  // all of them, in time
  double seconds = 0;       // from exec to the last 200
  double cpu_us = 0;        // for a line
  double sent = 0;          // REGISTERs, for a line
  double kib = 0;           // resident
};

Peer measure_baresip(unsigned lines) {
  constexpr int longest_ms = 40'000;
  const Server registrar(bench::server_cpu, [&](const auto& say) { serve_registrar(lines, say); });
  const bench::BaresipFolder folder(lines, registrar.report().port);
  const auto begun = SteadyClock::now();
  const bench::Process<int> baresip(bench::client_cpu, [&](const auto&) { folder.run(); });
  const auto all = registrar.report_within(longest_ms);
  Peer out;
  out.registered = all.has_value();
  out.seconds = seconds_since(begun);
  out.cpu_us = baresip.cpu() * 1e6 / lines;
  out.sent = all ? static_cast<double>(all->datagrams) / lines : 0;
  out.kib = baresip.resident_kib();
  return out;
}

// Its figures beside ours, as further values of the last line; empty: there is no baresip.
std::string compare_baresip(unsigned lines) {
  if (::access(bench::baresip_program, X_OK) != 0) {
    std::printf("\nbaresip is missing and left out (tools/install test)\n");
    return {};
  }
  const unsigned most = std::min(lines, 1000U);  // it walks its list of accounts for each answer
  const unsigned few = most / 10;
  const Registered own = measure({.lines = most});
  const Peer small = measure_baresip(few);
  const Peer peer = measure_baresip(most);
  if (!peer.registered) {
    std::printf("\nbaresip did not register %u lines within %.0f s\n", most, peer.seconds);
    return {};
  }
  const double line_kib = (peer.kib - small.kib) / (most - few);
  std::printf(
      "\n%u lines, ours beside baresip: %.3f and %.3f s, %.1f and %.1f us a line, %.2f and %.2f "
      "REGISTERs a line; a line of baresip's: %.2f KiB\n",
      most, own.seconds, peer.seconds, own.cpu * 1e6 / most, peer.cpu_us, own.sent / most, peer.sent,
      line_kib);
  return ",\"peer_lines\":" + std::to_string(most) + ",\"peer_own_seconds\":" + std::to_string(own.seconds) +
         ",\"baresip_seconds\":" + std::to_string(peer.seconds) +
         ",\"baresip_us\":" + std::to_string(peer.cpu_us) +
         ",\"baresip_registers_per_line\":" + std::to_string(peer.sent) +
         ",\"baresip_line_kib\":" + std::to_string(line_kib);
}

// --- Figures

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

struct Times {
  double seconds = 0;
  double ratio = 0;   // by the time of two echoes for each line
  double cpu_us = 0;  // of the phones' process, for a line
  double cpu_ratio = 0;
  double registrar_us = 0;
  double sent = 0;  // for a line
};

Times compare(unsigned lines, unsigned rounds) {
  std::vector<double> times;
  std::vector<double> ratios;
  std::vector<double> cpus;
  std::vector<double> cpu_ratios;
  std::vector<double> registrars;
  Times out;
  std::printf(
      "  lines   round   seconds   x two echoes   us a line   x two echoes   registrar us   REGISTERs a "
      "line\n");
  for (unsigned round = 1; round <= rounds; ++round) {
    const Echoed echo = measure_echo(2 * lines);
    double registrar = 0;
    const Registered all = measure({.lines = lines}, &registrar);
    times.push_back(all.seconds);
    ratios.push_back(all.seconds / echo.seconds);
    cpus.push_back(all.cpu * 1e6 / lines);
    cpu_ratios.push_back(all.cpu / echo.cpu);
    registrars.push_back(registrar * 1e6 / lines);
    out.sent = std::max(out.sent, all.sent / lines);
    std::printf("%7u   %5u   %7.3f   %12.2f   %9.1f   %12.2f   %12.1f   %16.3f\n", lines, round, all.seconds,
                ratios.back(), cpus.back(), cpu_ratios.back(), registrars.back(), all.sent / lines);
    std::fflush(stdout);
  }
  out.seconds = median(times);
  out.ratio = median(ratios);
  out.cpu_us = median(cpus);
  out.cpu_ratio = median(cpu_ratios);
  out.registrar_us = median(registrars);
  return out;
}

struct Sizes {
  double phone_kib = 0;       // of a phone with one line
  double phone_peak_kib = 0;  // while answers may still be repeated
  double line_kib = 0;        // of each further line
  double phone_allocated_kib = 0;
  double line_allocated_kib = 0;
};

Sizes weigh(unsigned lines, Duration settles) {
  const unsigned few = lines / 10;
  const Registered least = measure({.lines = few, .settles = settles});
  const Registered most = measure({.lines = lines, .settles = settles});
  const Registered ten = measure({.lines = lines, .lines_a_phone = 10, .settles = settles});
  const double difference = lines - few;
  Sizes out;
  out.phone_kib = (most.kib - least.kib) / difference;
  out.phone_peak_kib = (most.peak_kib - least.peak_kib) / difference;
  out.phone_allocated_kib = (most.allocated_kib - least.allocated_kib) / difference;
  // A tenth of the lines are those of as many phones with one line.
  out.line_kib = (ten.kib - least.kib) / difference;
  out.line_allocated_kib = (ten.allocated_kib - least.allocated_kib) / difference;
  std::printf("\nresident, MiB: %.1f for %u lines, %.1f for %u, %.1f for %u as phones of ten lines\n",
              least.kib / 1024, few, most.kib / 1024, lines, ten.kib / 1024, lines);
  return out;
}

int run(unsigned lines, unsigned rounds, unsigned idle_seconds) {
  const Times times = compare(lines, rounds);
  const std::string baresip = compare_baresip(lines);
  const Sizes sizes = weigh(lines, seconds(idle_seconds));
  const Registered idle =
      measure({.lines = lines, .settles = seconds(idle_seconds), .watches = seconds(idle_seconds)});
  const double idle_percent = idle.idle_cpu * 100 / idle_seconds;
  // A tenth of the lines every second or so.
  const Registered storm = measure({.lines = lines,
                                    .expires = seconds(idle_seconds),
                                    .settles = seconds(3 * idle_seconds),
                                    .watches = seconds(2 * idle_seconds)});
  const double evenness = storm.mean > 0 ? storm.most / storm.mean : 0;

  std::printf("\n%u lines registered in %.3f s, %.2f x two echoes each; %.3f REGISTERs a line\n", lines,
              times.seconds, times.ratio, times.sent);
  std::printf("CPU of the phones: %.1f us a line, %.2f x two echoes; of the registrar: %.1f us\n",
              times.cpu_us, times.cpu_ratio, times.registrar_us);
  std::printf("a phone with one line: %.2f KiB, %.2f at once; each further line: %.2f KiB\n", sizes.phone_kib,
              sizes.phone_peak_kib, sizes.line_kib);
  std::printf("allocated of that: %.2f and %.2f KiB\n", sizes.phone_allocated_kib, sizes.line_allocated_kib);
  std::printf("idle: %.2f %% of a core\n", idle_percent);
  std::printf("refreshes: %.1f in each hundredth of %u s, %.0f at most: %.2f x\n", storm.mean,
              2 * idle_seconds, storm.most, evenness);
  std::printf(
      "{\"bench\":\"lines\",\"lines\":%u,\"seconds\":%.4f,\"ratio\":%.3f,\"registers_per_line\":%.4f,"
      "\"cpu_us\":%.2f,\"cpu_ratio\":%.3f,\"registrar_us\":%.2f,\"phone_kib\":%.3f,\"phone_peak_kib\":%.3f,"
      "\"line_kib\":%.3f,\"idle_percent\":%.3f,\"refresh_most_to_mean\":%.3f%s}\n",
      lines, times.seconds, times.ratio, times.sent, times.cpu_us, times.cpu_ratio, times.registrar_us,
      sizes.phone_kib, sizes.phone_peak_kib, sizes.line_kib, idle_percent, evenness, baresip.c_str());
  return 0;
}

}  // namespace
}  // namespace handset

// bench/lines [lines [rounds [seconds to settle and to watch]]]
int main(int argc, char** argv) {
  const auto lines = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 10'000U;
  const auto rounds = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 3U;
  const auto seconds = argc > 3 ? static_cast<unsigned>(std::atoi(argv[3])) : 8U;
  if (lines < 100 || lines % 100 != 0 || rounds == 0 || seconds == 0) {
    std::fprintf(stderr,
                 "usage: lines [lines, a multiple of 100 [rounds [seconds to settle and to watch]]]\n");
    return 2;
  }
  try {
    return handset::run(lines, rounds, seconds);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "bench/lines: %s\n", error.what());
    return 1;
  }
}
