// Time as data. Floors 1 to 4 never ask the operating system for the time: they are given a Clock (world.h).
//
// SteadyTime never jumps and is what timers run on; WallTime is the date, and may jump.
// Both count microseconds.
#pragma once

#include <chrono>

namespace handset {

using Duration = std::chrono::microseconds;

// The tag of steady time points. It has no now(): whoever wants the time asks its World's Clock.
struct Steady {
  using duration = Duration;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<Steady, Duration>;
  static constexpr bool is_steady = true;
};

using SteadyTime = Steady::time_point;
using WallTime = std::chrono::time_point<std::chrono::system_clock, Duration>;

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

}  // namespace handset
