// A clock that moves when a test says so.
#pragma once

#include "base/world.h"

namespace handset::sip {

class ManualClock final : public Clock {
 public:
  [[nodiscard]] SteadyTime now() const override { return now_; }
  [[nodiscard]] WallTime wall() const override { return WallTime{}; }
  TimerWheel& timers() override { return wheel_; }
  // Millisecond by millisecond, so that timers fire at their own time.
  void advance(Duration by) {
    for (const SteadyTime end = now_ + by; now_ < end;) {
      now_ += milliseconds(1);
      wheel_.advance(now_);
    }
  }

 private:
  SteadyTime now_{};
  TimerWheel wheel_;
};

}  // namespace handset::sip
