// A host's view of virtual time: the simulation's steady time, a date of its own, and its timers.
#pragma once

#include "base/world.h"
#include "sim/timeline.h"

namespace handset::sim {

class HostClock final : public Clock {
 public:
  // 2026-03-01 12:00:00 UTC, a Sunday, is the date when a simulation starts.
  static constexpr WallTime first_date{seconds(1772366400)};

  explicit HostClock(const Timeline& timeline) : timeline_(timeline), timers_(timeline.now()) {}

  [[nodiscard]] SteadyTime now() const override { return timeline_.now(); }
  [[nodiscard]] WallTime wall() const override { return date_at_start_ + (now() - Timeline::start); }
  TimerWheel& timers() override { return timers_; }

  // The date jumps; steady time and timers do not notice.
  void set_wall(WallTime wall) { date_at_start_ = wall - (now() - Timeline::start); }

 private:
  const Timeline& timeline_;
  WallTime date_at_start_ = first_date;
  TimerWheel timers_;
};

}  // namespace handset::sim
