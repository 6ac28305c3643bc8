// One shard's event loop: the thread that calls run() is the shard's thread, and everything of the shard
// happens on it. The loop is the shard's Clock and owns its timer wheel.
//
// A turn is: wait for readiness, take the time, fire timers, read what became readable, run posted tasks,
// send all that was said. Timers come before traffic, so a flood cannot starve them, and now() stands still
// for the whole turn. The timers cost one time limit of the wait and no system call of their own.
//
// Memory that runs out in a call of the loop ends that call alone: the timer, the batch of datagrams, the
// posted task; a stream is broken off. docs/decisions/0017-out-of-memory.md
//
// post(), stop() and wall() may be called from any thread; post() is the only way in from another thread.
#pragma once

#include <functional>
#include <memory>

#include "base/counters.h"
#include "base/time.h"
#include "base/timer_wheel.h"
#include "base/world.h"

namespace handset::io {

// Who has something to do at the end of each turn, such as sending what was said in it.
class TurnPart {
 public:
  virtual void end_of_turn() = 0;

 protected:
  ~TurnPart() = default;
};

struct LoopCounters : CounterGroup {
  Counter cut_short{*this, {"memory_failures", "Calls that memory ran out in, and that were given up."}};
};

class LoopCore;  // loop_core.h, for the parts of io that live on the loop

class Loop final : public Clock {
 public:
  // Throws std::system_error when the system has no descriptors left.
  Loop();
  ~Loop() override;
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // Turns until stop(). A stop() before run() ends it at once; afterwards run() may be called again.
  void run();
  // Turns until `done` says so after a turn (true), or until `limit` is over or stop() was called (false).
  bool run_until(const std::function<bool()>& done, Duration limit);
  void stop();

  // Runs the task on a later turn, in the order of the posts. Tasks that never ran are destroyed with the
  // loop.
  void post(std::function<void()> task);

  // `watcher` is called at the end of each turn, behind those that send, for as long as it lives. The loop's
  // thread, outside of such a call.
  void watch(std::weak_ptr<TurnPart> watcher);

  // SIGINT or SIGTERM of the process calls `then` on a later turn, once for each signal. One loop of the
  // process at a time.
  void on_signal(std::function<void()> then);

  [[nodiscard]] SteadyTime now() const override;
  [[nodiscard]] WallTime wall() const override;
  TimerWheel& timers() override;
  // The loop's thread.
  [[nodiscard]] const LoopCounters& counters() const;

  [[nodiscard]] LoopCore& core() { return *core_; }

 private:
  std::unique_ptr<LoopCore> core_;
};

}  // namespace handset::io
