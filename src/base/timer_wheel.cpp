#include "base/timer_wheel.h"

#include <algorithm>
#include <bit>

namespace handset {
namespace {

constexpr Duration tick_length = milliseconds(1);

// Rounded up: a timer never fires early.
std::uint64_t tick_at_or_after(SteadyTime time) {
  const auto since = time.time_since_epoch();
  if (since <= Duration::zero()) return 0;
  return static_cast<std::uint64_t>((since + tick_length - Duration(1)) / tick_length);
}

// Rounded down: the last tick that has begun.
std::uint64_t tick_at_or_before(SteadyTime time) {
  const auto since = time.time_since_epoch();
  return since <= Duration::zero() ? 0 : static_cast<std::uint64_t>(since / tick_length);
}

void unlink(TimerLink& link) {
  link.previous->next = link.next;
  link.next->previous = link.previous;
  link.next = link.previous = &link;
}

void append(TimerLink& list, TimerLink& link) {
  link.previous = list.previous;
  link.next = &list;
  list.previous->next = &link;
  list.previous = &link;
}

// Moves all members of `from` behind those of `to`.
void splice(TimerLink& to, TimerLink& from) {
  if (from.next == &from) return;
  from.next->previous = to.previous;
  to.previous->next = from.next;
  from.previous->next = &to;
  to.previous = from.previous;
  from.next = from.previous = &from;
}

}  // namespace

void Timer::cancel() {
  unlink(*this);
}

TimerWheel::TimerWheel(SteadyTime start) : now_tick_(tick_at_or_before(start)), served_(now_tick_) {}

TimerWheel::~TimerWheel() {
  // A timer that outlives its wheel is left unarmed, not pointing into it.
  for (auto& level : wheel_)
    for (auto& slot : level)
      while (slot.next != &slot) unlink(*slot.next);
}

void TimerWheel::arm(Timer& timer, SteadyTime at) {
  timer.cancel();
  timer.tick_ = std::max(tick_at_or_after(at), served_ + 1);
  insert(timer);
}

// The level is the highest byte in which the expiry differs from now: below it all slots lie ahead.
void TimerWheel::insert(Timer& timer) {
  constexpr std::uint64_t reach = (std::uint64_t{1} << (level_bits * levels)) - 1;
  const std::uint64_t tick = timer.tick_ = std::min(timer.tick_, now_tick_ | reach);
  std::size_t level = levels - 1;
  while (level > 0 && (tick >> (level_bits * level)) == (now_tick_ >> (level_bits * level))) --level;
  const std::size_t slot = (tick >> (level_bits * level)) % slots;
  append(wheel_[level][slot], timer);
  filled_[level][slot / 64] |= std::uint64_t{1} << (slot % 64);
}

// Spreads the slot of `level` that now begins over the levels below. Timers due at this very tick have
// nowhere lower to go than slot 0 of level 0, which is served next.
void TimerWheel::redistribute(std::size_t level) {
  TimerLink due;
  splice(due, wheel_[level][(now_tick_ >> (level_bits * level)) % slots]);
  while (due.next != &due) {
    auto& timer = static_cast<Timer&>(*due.next);
    unlink(timer);
    insert(timer);
  }
}

std::size_t TimerWheel::advance(SteadyTime now) {
  // When a call throws, those that were due with it stay on the wheel and are due at the next tick.
  struct PutBack {
    TimerWheel& wheel;
    TimerLink& due;

    ~PutBack() {
      while (due.next != &due) {
        auto& timer = static_cast<Timer&>(*due.next);
        unlink(timer);
        timer.tick_ = wheel.now_tick_ + 1;
        wheel.insert(timer);
      }
    }
  };
  const std::uint64_t target = tick_at_or_before(now);
  served_ = std::max(served_, target);
  std::size_t fired = 0;
  while (now_tick_ < target) {
    const auto next = next_tick();
    if (!next || *next > target) {
      now_tick_ = target;
      break;
    }
    now_tick_ = *next;
    for (std::size_t level = levels - 1; level > 0; --level)
      if (now_tick_ % (std::uint64_t{1} << (level_bits * level)) == 0) redistribute(level);
    // Taken off the wheel first: what the calls arm belongs to later ticks, what they cancel leaves `due`.
    TimerLink due;
    splice(due, wheel_[0][now_tick_ % slots]);
    const PutBack rest{*this, due};
    while (due.next != &due) {
      auto& timer = static_cast<Timer&>(*due.next);
      unlink(timer);
      ++fired;
      timer.fire_(timer.owner_);
    }
  }
  return fired;
}

// The next tick at which anything is to be done: a timer of level 0, or the begin of an occupied slot of a
// higher level. Within a level the slots ahead of now are in order of time, and every slot of a lower level
// begins before any of a higher one.
std::optional<std::uint64_t> TimerWheel::next_tick() {
  for (std::size_t level = 0; level < levels; ++level) {
    const std::uint64_t here = now_tick_ >> (level_bits * level);
    if (const auto slot = next_slot(level, here % slots + 1))
      return (here - here % slots + *slot) << (level_bits * level);
  }
  return std::nullopt;
}

// The first one from there on that has a member.
std::optional<std::size_t> TimerWheel::next_slot(std::size_t level, std::size_t from) {
  while (from < slots) {
    std::uint64_t& word = filled_[level][from / 64];
    const std::uint64_t ahead = word >> (from % 64);
    if (ahead == 0) {
      from += 64 - from % 64;
      continue;
    }
    from += static_cast<std::size_t>(std::countr_zero(ahead));
    const TimerLink& list = wheel_[level][from];
    if (list.next != &list) return from;
    word &= ~(std::uint64_t{1} << (from % 64));
  }
  return std::nullopt;
}

std::optional<SteadyTime> TimerWheel::next_expiry() {
  const auto tick = next_tick();
  if (!tick) return std::nullopt;
  return SteadyTime(static_cast<Duration::rep>(*tick) * tick_length);
}

}  // namespace handset
