// What does it cost that people watch? One operation is a change of the phone (a key, and another screen)
// until all viewers have it: 16 of them over WebSockets on loopback, as text and with pictures.
// Beside it, in the same run and in turns, the floor: the same bytes sent to as many plain TCP sockets. CPU
// is that of the whole process but the clients' thread; what counts is the median of the rounds. Last, the
// same changes with nobody there.
#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include "base/text.h"
#include "io/world.h"
#include "phone/station.h"
#include "phone/switchboard.h"
#include "web/server.h"

namespace handset {
namespace {

constexpr std::size_t viewers = 16;

[[noreturn]] void give_up(const char* why) {
  std::fprintf(stderr, "bench/live: %s\n", why);
  std::exit(1);
}

double seconds_of(const rusage& usage) {
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Of everything but this thread.
double others_cpu() {
  rusage all{};
  rusage own{};
  getrusage(RUSAGE_SELF, &all);
  getrusage(RUSAGE_THREAD, &own);
  return seconds_of(all) - seconds_of(own);
}

double now() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double worst_of_hundred(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[(values.size() * 99) / 100];
}

// --- A connection that is read to its marks

class Reader {
 public:
  explicit Reader(int socket) : socket_(socket) {}
  ~Reader() {
    if (socket_ >= 0) close(socket_);
  }
  Reader(Reader&& other) noexcept
      : socket_(std::exchange(other.socket_, -1)), bytes_(std::move(other.bytes_)) {}
  Reader& operator=(Reader&&) = delete;

  static Reader to(std::uint16_t port) {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{30, 0};
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (connect(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
      give_up("cannot connect");
    return Reader(socket);
  }
  void send(std::string_view text) const {
    if (::send(socket_, text.data(), text.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(text.size()))
      give_up("cannot send");
  }
  void skip_head() {
    while (bytes_.find("\r\n\r\n") == std::string::npos) more();
    if (!bytes_.starts_with("HTTP/1.1 101 ")) give_up("no link");
    bytes_.erase(0, bytes_.find("\r\n\r\n") + 4);
  }
  // Frames up to the one of that event; returns their bytes.
  std::size_t read_event(std::string_view name) {
    std::size_t total = 0;
    for (;;) {
      const auto [head, size] = frame();
      while (bytes_.size() < head + size) more();
      const bool found = std::string_view(bytes_).substr(head, 80).find(name) != std::string_view::npos;
      bytes_.erase(0, head + size);
      total += head + size;
      if (found) return total;
    }
  }
  void read_bytes(std::size_t size) {
    while (bytes_.size() < size) more();
    bytes_.erase(0, size);
  }

 private:
  struct Frame {
    std::size_t head;
    std::size_t size;
  };
  Frame frame() {
    const auto byte = [this](std::size_t i) {
      return static_cast<std::size_t>(static_cast<unsigned char>(bytes_[i]));
    };
    while (bytes_.size() < 10) more();
    const std::size_t size = byte(1) & 0x7F;
    if (size < 126) return {2, size};
    if (size == 126) return {4, byte(2) * 256 + byte(3)};
    std::size_t large = 0;
    for (std::size_t i = 2; i < 10; ++i) large = large * 256 + byte(i);
    return {10, large};
  }
  void more() {
    std::array<char, 65536> piece;
    const auto got = recv(socket_, piece.data(), piece.size(), 0);
    if (got <= 0) give_up("a viewer was dropped");
    bytes_.append(piece.data(), static_cast<std::size_t>(got));
  }

  int socket_;
  std::string bytes_;
};

// --- The phone, watched

class WatchedPhone {
 public:
  WatchedPhone() {
    accounts_->adopt(accounts_->prepare(web::Account::Admin, "secret").value());
    const auto bound = server_.listen({{IpAddress::v4(127, 0, 0, 1), 0}});
    if (!bound) give_up("cannot listen");
    port_ = bound->port;
  }
  ~WatchedPhone() {
    world_->loop().stop();
    shard_.join();
  }
  WatchedPhone(const WatchedPhone&) = delete;
  WatchedPhone& operator=(const WatchedPhone&) = delete;

  [[nodiscard]] std::vector<Reader> watch(std::size_t count, bool pictures) const {
    std::vector<Reader> out;
    for (std::size_t i = 0; i < count; ++i) {
      out.push_back(Reader::to(port_));
      out.back().send("GET /api/v1/events?pictures=" + std::string(pictures ? "yes" : "no") +
                      " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                      "Authorization: Basic " +
                      base64_encode("admin:secret") + "\r\n\r\n");
      out.back().skip_head();
      out.back().read_event("\"snapshot\"");
    }
    return out;
  }
  void change(unsigned number) {
    world_->loop().post([this, number] { press_and_rename(number); });
  }
  void change_and_wait(unsigned number) {
    std::atomic<bool> done{false};
    world_->loop().post([&, number] {
      press_and_rename(number);
      done = true;
      done.notify_one();
    });
    done.wait(false);
  }
  [[nodiscard]] web::LiveCounts counts() const { return server_.live().counts(); }
  void wait_until_alone() const {
    while (server_.live().viewers() > 0) std::this_thread::yield();
  }

 private:
  static settings::SnapshotPtr named(std::string name) {
    const std::vector<settings::Assignment> given{{"Station_Name", std::move(name)}};
    return settings::Snapshot{}.with(given, {settings::Origin::CommandLine, {}}).value().snapshot;
  }
  // The idle window shows the phone's name.
  void press_and_rename(unsigned number) {
    station_.press(phone::Key::Services, phone::KeySource::Person);
    station_.apply(number % 2 == 0 ? even_ : odd_);
  }

  const settings::SnapshotPtr even_ = named("Front desk");
  const settings::SnapshotPtr odd_ = named("Back office");
  std::unique_ptr<io::IoWorld> world_ = io::IoWorld::open().value();
  phone::Switchboard switchboard_{world_->world(), {}};
  phone::Station station_{world_->world(), switchboard_, {}, std::make_shared<const settings::Snapshot>()};
  std::unique_ptr<web::Accounts> accounts_ =
      web::Accounts::load_or_create(
          {.read = [](std::string_view) -> Result<std::string> { return fail(Errc::NotFound, "none"); },
           .write = [](std::string_view, std::string_view) -> Result<void> { return {}; }},
          world_->world().random, {.cost = {16, 1, 1}})
          .value();
  web::Server server_{world_->loop(), station_, *accounts_, world_->world().random};
  std::uint16_t port_ = 0;
  std::thread shard_{[this] { world_->loop().run(); }};
};

struct Figure {
  double latency = 0;  // of the last viewer, microseconds: median,
  double slow = 0;     // and the one of a hundred
  double cpu = 0;      // microseconds a change
  double bytes = 0;    // to each viewer
};

Figure measure_live(WatchedPhone& phone, std::size_t count, bool pictures, unsigned changes) {
  auto all = phone.watch(count, pictures);
  std::vector<double> latencies;
  std::size_t bytes = 0;
  double before = 0;
  const unsigned warm_up = 20;
  for (unsigned i = 0; i < changes + warm_up; ++i) {
    if (i == warm_up) before = others_cpu();
    const double begun = now();
    phone.change(i + 1);
    for (Reader& reader : all) {
      const std::size_t size = reader.read_event("\"screen\"");
      if (i >= warm_up) bytes += size;
    }
    if (i >= warm_up) latencies.push_back((now() - begun) * 1e6);
  }
  const double used = others_cpu() - before;
  all.clear();
  phone.wait_until_alone();
  return {median(latencies), worst_of_hundred(latencies), used * 1e6 / changes,
          static_cast<double>(bytes) / changes / static_cast<double>(count)};
}

// --- The floor: the same bytes on plain sockets, from a thread that waits to be told

class RawServer {
 public:
  RawServer() {
    listener_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        listen(listener_, 64) != 0)
      give_up("cannot listen");
    getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length);
    port_ = ntohs(address.sin_port);
  }
  ~RawServer() {
    for (const int one : sockets_) close(one);
    close(listener_);
  }
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  Reader accept() {
    Reader reader = Reader::to(port_);
    const int one = ::accept(listener_, nullptr, nullptr);
    const int yes = 1;
    setsockopt(one, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    sockets_.push_back(one);
    return reader;
  }
  void send_to_all(std::string_view text) const {
    for (const int one : sockets_)
      if (::send(one, text.data(), text.size(), MSG_NOSIGNAL) < 0) give_up("cannot send");
  }

 private:
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::vector<int> sockets_;
};

Figure measure_raw(std::size_t count, std::size_t bytes, unsigned changes) {
  RawServer server;
  std::vector<Reader> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back(server.accept());
  const std::string text(bytes, 'x');
  io::Loop loop;
  std::thread thread([&] { loop.run(); });
  std::vector<double> latencies;
  const double before = others_cpu();
  for (unsigned i = 0; i < changes; ++i) {
    const double begun = now();
    loop.post([&] { server.send_to_all(text); });
    for (Reader& reader : all) reader.read_bytes(bytes);
    latencies.push_back((now() - begun) * 1e6);
  }
  const double used = others_cpu() - before;
  loop.stop();
  thread.join();
  return {median(latencies), worst_of_hundred(latencies), used * 1e6 / changes, static_cast<double>(bytes)};
}

// --- Measuring

struct Row {
  const char* name;
  std::size_t count;
  bool pictures;
  std::vector<double> latency{};
  std::vector<double> slow{};
  std::vector<double> cpu{};
  std::vector<double> raw_cpu{};
  std::vector<double> ratio{};
  double bytes = 0;
};

int run(unsigned rounds, unsigned changes) {
  changes += changes % 2;
  WatchedPhone phone;
  std::array rows =
      std::to_array<Row>({{"text", viewers, false}, {"pictures", viewers, true}, {"pictures", 1, true}});
  std::printf(
      "live link: %u changes a round, %u rounds; latency until the last viewer has the new screen\n\n",
      changes, rounds);
  for (unsigned round = 0; round < rounds; ++round)
    for (Row& row : rows) {
      const Figure live = measure_live(phone, row.count, row.pictures, changes);
      const Figure raw = measure_raw(row.count, static_cast<std::size_t>(live.bytes), changes);
      row.latency.push_back(live.latency);
      row.slow.push_back(live.slow);
      row.cpu.push_back(live.cpu);
      row.raw_cpu.push_back(raw.cpu);
      row.ratio.push_back(live.cpu / raw.cpu);
      row.bytes = live.bytes;
    }

  std::printf("form      viewers   bytes each   latency us   p99 us   CPU us a change   raw us   ratio\n");
  for (const Row& row : rows)
    std::printf("%-9s %7zu %12.0f %12.0f %8.0f %17.0f %8.0f %7.2f\n", row.name, row.count, row.bytes,
                median(row.latency), median(row.slow), median(row.cpu), median(row.raw_cpu),
                median(row.ratio));

  const web::LiveCounts before = phone.counts();
  const double begun = others_cpu();
  for (unsigned i = 0; i < changes; ++i) phone.change_and_wait(i + 1);
  const double alone = (others_cpu() - begun) * 1e6 / changes;
  const web::LiveCounts after = phone.counts();
  const std::uint64_t samples = after.samples - before.samples;
  const std::uint64_t drawn = after.pictures - before.pictures;
  std::printf("\nnobody there: %.1f us of CPU a change, %llu samples, %llu pictures\n\n", alone,
              static_cast<unsigned long long>(samples), static_cast<unsigned long long>(drawn));
  std::printf(
      "{\"bench\": \"live\", \"viewers\": %zu, \"changes\": %u, \"text_latency_us\": %.0f, "
      "\"picture_latency_us\": %.0f, \"picture_latency_p99_us\": %.0f, \"text_cpu_us\": %.0f, "
      "\"picture_cpu_us\": %.0f, \"cpu_us_per_viewer\": %.1f, \"text_ratio_to_raw\": %.2f, "
      "\"picture_ratio_to_raw\": %.2f, \"alone_cpu_us\": %.1f, \"alone_samples\": %llu, "
      "\"alone_pictures\": %llu}\n",
      viewers, changes, median(rows[0].latency), median(rows[1].latency), median(rows[1].slow),
      median(rows[0].cpu), median(rows[1].cpu), median(rows[0].cpu) / static_cast<double>(viewers),
      median(rows[0].ratio), median(rows[1].ratio), alone, static_cast<unsigned long long>(samples),
      static_cast<unsigned long long>(drawn));
  return samples == 0 && drawn == 0 ? 0 : 1;
}

}  // namespace
}  // namespace handset

int main(int count, char** arguments) {
  const unsigned rounds = count > 1 ? static_cast<unsigned>(std::atoi(arguments[1])) : 5;
  const unsigned changes = count > 2 ? static_cast<unsigned>(std::atoi(arguments[2])) : 500;
  if (rounds == 0 || changes == 0) {
    std::fprintf(stderr, "usage: live [rounds] [changes]\n");
    return 2;
  }
  return handset::run(rounds, changes);
}
