// Timers: one wheel a shard, O(1) to arm and to cancel, no allocation.
//
// A Timer is a member of the object that it calls; destroying or moving on is safe at any time, also from
// inside its own call. The wheel counts ticks of one millisecond and never fires a timer early: an expiry
// is rounded up to the next tick. Five levels of 256 slots reach 34 years from the clock's zero; a later
// expiry is taken for that. All calls on the shard's thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/time.h"

namespace handset {

class TimerWheel;

// A place in a circular list; the slots of the wheel and the timers are its members.
struct TimerLink {
  TimerLink* next = this;
  TimerLink* previous = this;
};

class Timer : private TimerLink {
 public:
  using Fire = void (*)(void* owner);

  // `owner` outlives the timer (the timer is its member).
  Timer(Fire fire, void* owner) : fire_(fire), owner_(owner) {}
  ~Timer() { cancel(); }
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  // The usual way: Timer retry_ = Timer::calling<&Registration::retry>(*this);
  template <auto Method, class Owner>
  static Timer calling(Owner& owner) {
    return Timer([](void* self) { (static_cast<Owner*>(self)->*Method)(); }, &owner);
  }

  [[nodiscard]] bool armed() const { return next != this; }
  void cancel();

 private:
  friend class TimerWheel;

  Fire fire_;
  void* owner_;
  std::uint64_t tick_ = 0;
};

class TimerWheel {
 public:
  // The wheel starts at `start`; no timer is armed.
  explicit TimerWheel(SteadyTime start = SteadyTime{});
  ~TimerWheel();
  TimerWheel(const TimerWheel&) = delete;
  TimerWheel& operator=(const TimerWheel&) = delete;

  // Arms, or re-arms, the timer. A time in the past counts as the next tick.
  void arm(Timer& timer, SteadyTime at);

  // Fires, in order of their ticks, all timers that are due at `now`; timers of one tick fire in the order
  // in which they were armed. Returns how many fired. A timer armed by a call for a tick that is already
  // due waits for the next advance(): a timer that re-arms itself with zero cannot hold the shard.
  std::size_t advance(SteadyTime now);

  // When advance() is to be called next, at the latest; nothing when no timer is armed. It may be early by
  // the span of one slot of an upper level, never late.
  [[nodiscard]] std::optional<SteadyTime> next_expiry();

 private:
  static constexpr unsigned level_bits = 8;
  static constexpr std::size_t slots = 1U << level_bits;
  static constexpr std::size_t levels = 5;

  void insert(Timer& timer);
  void redistribute(std::size_t level);
  [[nodiscard]] std::optional<std::uint64_t> next_tick();
  [[nodiscard]] std::optional<std::size_t> next_slot(std::size_t level, std::size_t from);

  std::uint64_t now_tick_;
  std::uint64_t served_;  // up to where the last advance() went, or the running one goes
  std::array<std::array<TimerLink, slots>, levels> wheel_;
  // A bit for each slot that may have a member. A timer that leaves does not know its slot: who finds that
  // one empty clears the bit.
  std::array<std::array<std::uint64_t, slots / 64>, levels> filled_{};
};

}  // namespace handset
