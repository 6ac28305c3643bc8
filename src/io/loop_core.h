// The inside of Loop, for the parts of io that wait for descriptors: epoll, called by ourselves so that a
// turn costs one call of it. docs/decisions/0018-epoll.md
//
// A wait notes which descriptors are ready and calls nobody; the turn decides what runs when. Nothing is
// allocated for a wait.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "base/time.h"
#include "base/timer_wheel.h"
#include "io/file.h"
#include "io/loop.h"

namespace handset::io {

// Who reads and writes a descriptor. Called in the traffic part of a turn.
class WatchOwner {
 public:
  virtual void on_readable() = 0;
  virtual void on_writable() = 0;
  // Memory ran out in one of the two, wherever that was: what was read meanwhile is lost.
  virtual void on_cut_short() = 0;

 protected:
  ~WatchOwner() = default;
};

class LoopCore {
 public:
  struct Watched;

  LoopCore();
  ~LoopCore();
  LoopCore(const LoopCore&) = delete;
  LoopCore& operator=(const LoopCore&) = delete;

  // Sends what was said before the first turn, which could wait long otherwise.
  void flush();
  // One turn; waits until `until` at most, for ever without one.
  void turn(std::optional<SteadyTime> until);
  void post(std::function<void()> task);
  void stop();
  // Tells whether stop() was called since the last time.
  bool take_stop() { return stop_.exchange(false); }
  void on_signal(std::function<void()> then);

  [[nodiscard]] SteadyTime now() const;
  TimerWheel& timers() { return wheel_; }
  [[nodiscard]] const LoopCounters& counters() const { return counters_; }

  void add(TurnPart& part) { parts_.push_back(&part); }
  void remove(TurnPart& part);
  void watch(std::weak_ptr<TurnPart> watcher) { watchers_.push_back(std::move(watcher)); }

 private:
  friend class Watch;

  void wait(std::optional<SteadyTime> until);
  [[nodiscard]] int time_limit(std::optional<SteadyTime> until);
  void note(Watched& watched, std::uint32_t events);
  void list(Watched& watched);
  void register_awaited(Watched& watched);
  void be_woken_by(int event_descriptor);
  void wake() const;
  void serve_ready();
  void tell_signals();
  void run_posted();
  void call_watchers();
  // False when memory ran out in the call, which is over then (docs/decisions/0017-out-of-memory.md).
  template <class Call>
  bool run(const Call& call);

  LoopCounters counters_;
  File epoll_;
  File wake_;  // an eventfd
  std::function<void()> signal_then_;
  TimerWheel wheel_;
  SteadyTime now_;
  bool in_turn_ = false;
  std::vector<TurnPart*> parts_;
  std::vector<std::weak_ptr<TurnPart>> watchers_;
  std::shared_ptr<Watched> first_ready_;  // each has the next
  Watched* last_ready_ = nullptr;         // while there is a first
  std::vector<std::function<void()>> running_;
  std::atomic<bool> stop_ = false;
  std::atomic<bool> asleep_ = false;  // or about to: whoever brings news wakes it

  std::mutex mutex_;  // guards posted_
  std::vector<std::function<void()>> posted_;
};

// A descriptor on the loop, owned: closed with the Watch. Its owner may destroy it at any time, also from
// inside its calls.
class Watch {
 public:
  Watch(LoopCore& core, int descriptor, WatchOwner& owner);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_.descriptor(); }
  // on_readable() once, on the first turn that finds something to read (or an error).
  void await_readable();
  // on_writable() once, likewise.
  void await_writable();
  // on_readable() on the next turn without asking the system: for who knows that more is there.
  void read_again();

 private:
  LoopCore& core_;
  File descriptor_;
  std::shared_ptr<LoopCore::Watched> watched_;
};

}  // namespace handset::io
