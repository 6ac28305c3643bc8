// Virtual time and what is going to happen in it, for a whole simulation.
//
// An event belongs to one host, or to the script of the test. Events run in order of (time, the order in
// which they were scheduled). An event is at least one microsecond after the one that scheduled it, so time
// always moves on and nothing happens within the call that caused it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/time.h"

namespace handset::sim {

// The number of a host, in the order in which they were added.
enum class HostId : std::uint32_t {};
inline constexpr HostId script{0xffffffff};

class Timeline {
 public:
  using Action = std::function<void()>;
  struct Event {
    HostId whose;
    std::uint64_t sequence;
    Action action;
  };

  // Not zero, so that a forgotten SteadyTime{} shows.
  static constexpr SteadyTime start{seconds(1000)};

  [[nodiscard]] SteadyTime now() const { return now_; }
  void schedule(SteadyTime at, HostId whose, Action action);
  void schedule_in(Duration in, HostId whose, Action action) {
    schedule(now_ + in, whose, std::move(action));
  }

  // When the next event is due.
  [[nodiscard]] std::optional<SteadyTime> next() const;
  // Moves on to `time` and hands out what is due by then, in order. Never moves back.
  std::vector<Event> advance(SteadyTime time);

 private:
  SteadyTime now_ = start;
  std::uint64_t sequence_ = 0;
  std::map<std::pair<SteadyTime, std::uint64_t>, Event> events_;
};

}  // namespace handset::sim
