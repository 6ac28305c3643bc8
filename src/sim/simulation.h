// A simulation: hosts, the wire between them and virtual time, all from one seed.
//
// Time jumps from one thing that happens to the next. At each instant the script's actions run first, then
// each host that has something to do takes one turn, in the order in which the hosts were added: it takes
// what arrived, then its timers. The same program with the same seed runs exactly the same again.
//
// Make the Simulation first and let what runs in it die before it. Not for use from within its own events.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "sim/host.h"
#include "sim/names.h"
#include "sim/streams.h"
#include "sim/timeline.h"
#include "sim/web.h"
#include "sim/wire.h"

namespace handset::sim {

class Simulation {
 public:
  // No run takes more instants than this: a loop without end throws std::runtime_error.
  static constexpr std::uint64_t most_instants = 20'000'000;

  explicit Simulation(std::uint64_t seed) : seed_(seed), wire_(timeline_, seed), streams_(timeline_, wire_) {}
  Simulation(const Simulation&) = delete;
  Simulation& operator=(const Simulation&) = delete;

  // Adds a host. Its name picks its random stream; each has a name and an address of its own, else
  // std::invalid_argument.
  Host& host(std::string_view name, const IpAddress& address);

  Wire& wire() { return wire_; }
  Streams& streams() { return streams_; }
  Names& names() { return names_; }
  Web& web() { return web_; }
  [[nodiscard]] std::uint64_t seed() const { return seed_; }

  [[nodiscard]] SteadyTime now() const { return timeline_.now(); }
  // Virtual time since the start.
  [[nodiscard]] Duration elapsed() const { return now() - Timeline::start; }
  // The date of every host.
  void set_wall(WallTime wall);
  // The script: runs `action` that much later, before the hosts' turns of that instant.
  void after(Duration in, std::function<void()> action);

  // Runs all that is due up to `time`, which it then is.
  void run_until(SteadyTime time);
  void run_for(Duration duration) { run_until(now() + duration); }
  // Runs until nothing is under way and no timer is armed, at most that long; false when time was up first.
  bool run_until_idle(Duration limit);
  // Runs as long as `predicate` holds, asked after each instant; false when time was up, or nothing was left
  // to happen, first.
  bool run_while(const std::function<bool()>& predicate, Duration limit);

 private:
  [[nodiscard]] std::optional<SteadyTime> next_instant() const;
  // Runs the next instant if it is not after `limit`.
  bool step(SteadyTime limit);

  std::uint64_t seed_;
  Timeline timeline_;
  Wire wire_;
  Streams streams_;
  Names names_;
  Web web_{names_};
  std::vector<std::unique_ptr<Host>> hosts_;
  std::uint64_t instants_ = 0;  // of the current run
};

}  // namespace handset::sim
