// The turns of a phone that is recorded: each begins with what came in and ends in rest. Writes the entries
// in their order, and is the Clock of the recorded World.
//
// The phone's timers are in a wheel of its own, which one timer of the real clock wakes: which of them fire
// when is an event of the record like others. The date is the steady time and an offset that is noted. Part
// of a Recorder; the shard's thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/inputs.h"
#include "base/record.h"
#include "base/world.h"

namespace handset {

// What can be seen of a phone.
class ScreenSource {
 public:
  // What is to be seen, when it may have changed since the last call.
  virtual std::optional<std::string> look() = 0;

 protected:
  ~ScreenSource() = default;
};

class RecordTurns final : public Clock, public InputNotes {
 public:
  // Both outlive it.
  RecordTurns(Clock& real, RecordSink& sink);

  // Around what comes in. One within another is written where it happens; rest is after the outermost.
  void begin_input(std::string_view name, RecordFields fields) override;
  void end_input() override;
  void note(RecordWay way, std::string_view name, RecordFields fields);
  [[nodiscard]] SteadyTime start() const { return start_; }
  [[nodiscard]] WallTime date_at_start() const { return WallTime(start_.time_since_epoch() + date_offset_); }
  // Something comes in now; else it is somebody who merely looks.
  [[nodiscard]] bool in_turn() const { return depth_ > 0; }

  // This is looked at now, between two turns, and when a turn ends; null: nothing is.
  void set_screen(ScreenSource* screen);
  // Nothing is written any more.
  void stop() { stopped_ = true; }

  // Stands still for a turn, whatever the real one does.
  [[nodiscard]] SteadyTime now() const override { return in_turn() ? now_ : real_.now(); }
  [[nodiscard]] WallTime wall() const override { return WallTime(now().time_since_epoch() + date_offset_); }
  TimerWheel& timers() override { return wheel_; }

 private:
  void look_at_date();
  void look_at_screen();
  void fire_timers();
  void set_alarm();
  [[nodiscard]] Duration real_date_offset() const;

  Clock& real_;
  RecordSink& sink_;
  const SteadyTime start_;
  SteadyTime now_;        // of the turn
  Duration date_offset_;  // between steady time and date
  TimerWheel wheel_;
  ScreenSource* screen_ = nullptr;
  std::string shown_;
  unsigned depth_ = 0;
  bool stopped_ = false;
  Timer alarm_ = Timer::calling<&RecordTurns::fire_timers>(*this);
};

}  // namespace handset
