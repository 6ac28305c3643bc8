#include "base/timer_wheel.h"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace handset {
namespace {

SteadyTime at(Duration since_zero) {
  return SteadyTime(since_zero);
}

// Writes its name when it fires, and then does what it was told to.
struct Bell {
  Bell(std::string& out, char letter) : story(out), name(letter) {}
  void fire() {
    story += name;
    if (then) then();
  }
  std::string& story;
  char name;
  std::function<void()> then;
  Timer timer = Timer::calling<&Bell::fire>(*this);
};

struct Wheel : testing::Test {
  TimerWheel wheel{at(seconds(100))};
  std::string story;
  Bell a{story, 'a'};
  Bell b{story, 'b'};
  Bell c{story, 'c'};
};

TEST_F(Wheel, FiresATimerOnceItIsDueAndNotBefore) {
  wheel.arm(a.timer, at(seconds(101)));
  EXPECT_TRUE(a.timer.armed());
  EXPECT_EQ(wheel.advance(at(milliseconds(100'999))), 0U);
  EXPECT_EQ(wheel.advance(at(seconds(101))), 1U);
  EXPECT_FALSE(a.timer.armed());
  EXPECT_EQ(wheel.advance(at(seconds(200))), 0U);
  EXPECT_EQ(story, "a");
}

TEST_F(Wheel, RoundsAnExpiryUpToTheNextMillisecond) {
  wheel.arm(a.timer, at(seconds(101) + Duration(1)));
  EXPECT_EQ(wheel.advance(at(seconds(101) + Duration(999))), 0U);
  EXPECT_EQ(wheel.advance(at(seconds(101) + milliseconds(1))), 1U);
}

TEST_F(Wheel, FiresInTheOrderOfExpiryAndThenOfArming) {
  wheel.arm(b.timer, at(seconds(102)));
  wheel.arm(c.timer, at(seconds(101)));
  wheel.arm(a.timer, at(seconds(102)));
  EXPECT_EQ(wheel.advance(at(seconds(110))), 3U);
  EXPECT_EQ(story, "cba");
}

TEST_F(Wheel, KeepsTheOrderOfArmingAcrossItsLevels) {
  const auto due = at(seconds(100) + milliseconds(1000));
  wheel.arm(a.timer, due);
  wheel.advance(at(seconds(100) + milliseconds(900)));
  wheel.arm(b.timer, due);
  wheel.advance(at(seconds(100) + milliseconds(999)));
  wheel.arm(c.timer, due);
  wheel.advance(due);
  EXPECT_EQ(story, "abc");
}

TEST_F(Wheel, ATimeInThePastIsTheNextTick) {
  wheel.arm(a.timer, at(seconds(3)));
  EXPECT_EQ(wheel.next_expiry(), at(seconds(100) + milliseconds(1)));
  EXPECT_EQ(wheel.advance(at(seconds(100) + milliseconds(1))), 1U);
}

TEST_F(Wheel, ArmingAgainMovesTheTimer) {
  wheel.arm(a.timer, at(seconds(101)));
  wheel.arm(a.timer, at(seconds(105)));
  EXPECT_EQ(wheel.advance(at(seconds(104))), 0U);
  EXPECT_EQ(wheel.advance(at(seconds(105))), 1U);
}

TEST_F(Wheel, ACancelledTimerDoesNotFireAndCancellingTwiceIsFine) {
  wheel.arm(a.timer, at(seconds(101)));
  a.timer.cancel();
  a.timer.cancel();
  EXPECT_FALSE(a.timer.armed());
  EXPECT_EQ(wheel.next_expiry(), std::nullopt);
  EXPECT_EQ(wheel.advance(at(seconds(200))), 0U);
}

TEST_F(Wheel, ADestroyedTimerDoesNotFire) {
  {
    Bell gone(story, 'x');
    wheel.arm(gone.timer, at(seconds(101)));
  }
  EXPECT_EQ(wheel.advance(at(seconds(200))), 0U);
}

TEST_F(Wheel, ATimerMayDestroyItsOwnerInItsCall) {
  auto owned = std::make_unique<Bell>(story, 'x');
  owned->then = [&] { owned.reset(); };
  wheel.arm(owned->timer, at(seconds(101)));
  wheel.arm(a.timer, at(seconds(101)));
  EXPECT_EQ(wheel.advance(at(seconds(101))), 2U);
  EXPECT_EQ(owned, nullptr);
  EXPECT_EQ(story, "xa");
}

TEST_F(Wheel, ATimerMayCancelOrDestroyAnotherOfTheSameTick) {
  auto owned = std::make_unique<Bell>(story, 'x');
  a.then = [&] {
    b.timer.cancel();
    owned.reset();
  };
  wheel.arm(a.timer, at(seconds(101)));
  wheel.arm(b.timer, at(seconds(101)));
  wheel.arm(owned->timer, at(seconds(101)));
  wheel.arm(c.timer, at(seconds(101)));
  EXPECT_EQ(wheel.advance(at(seconds(101))), 2U);
  EXPECT_EQ(story, "ac");
}

TEST_F(Wheel, ATimerThatReArmsItselfWithZeroCannotHoldTheShard) {
  const auto now = at(seconds(101));
  a.then = [&] { wheel.arm(a.timer, now); };
  wheel.arm(a.timer, now);
  EXPECT_EQ(wheel.advance(now), 1U);
  EXPECT_TRUE(a.timer.armed());
  EXPECT_EQ(wheel.advance(now + milliseconds(1)), 1U);
}

TEST_F(Wheel, WhatACallArmsWaitsForTheNextAdvanceAlsoAfterAStall) {
  // The shard was held up for a second: at the time of the call, the tick it asks for is long due.
  a.then = [&] { wheel.arm(b.timer, at(milliseconds(100'011))); };
  c.then = [&] { wheel.arm(c.timer, at(seconds(101))); };
  wheel.arm(a.timer, at(milliseconds(100'010)));
  wheel.arm(c.timer, at(milliseconds(100'300)));
  EXPECT_EQ(wheel.advance(at(seconds(101))), 2U);
  EXPECT_EQ(story, "ac");
  EXPECT_EQ(wheel.advance(at(milliseconds(101'001))), 2U);
  EXPECT_EQ(story, "acbc");
}

TEST_F(Wheel, TimeThatStandsOrGoesBackFiresNothing) {
  wheel.arm(a.timer, at(seconds(101)));
  EXPECT_EQ(wheel.advance(at(seconds(100))), 0U);
  EXPECT_EQ(wheel.advance(at(seconds(50))), 0U);
  EXPECT_EQ(wheel.advance(at(seconds(101))), 1U);
}

TEST_F(Wheel, SaysWhenToComeBackNeverTooLate) {
  EXPECT_EQ(wheel.next_expiry(), std::nullopt);
  wheel.arm(a.timer, at(seconds(100) + milliseconds(20)));
  EXPECT_EQ(wheel.next_expiry(), at(seconds(100) + milliseconds(20)));
  wheel.arm(a.timer, at(hours(5)));
  int wakes = 0;
  while (story.empty()) {
    const auto next = wheel.next_expiry();
    ASSERT_TRUE(next);
    ASSERT_LE(*next, at(hours(5)));
    wheel.advance(*next);
    ASSERT_LT(++wakes, 6) << "at most once a level";
  }
  EXPECT_EQ(wheel.next_expiry(), std::nullopt);
}

TEST_F(Wheel, ReachesYearsAhead) {
  const auto far = at(hours(24 * 365 * 20));
  wheel.arm(a.timer, far);
  EXPECT_EQ(wheel.advance(far - milliseconds(1)), 0U);
  EXPECT_EQ(wheel.advance(far), 1U);
}

TEST_F(Wheel, TakesAnExpiryBeyondItsReachForTheLastOne) {
  wheel.arm(a.timer, at(hours(24 * 365 * 60)));
  const auto reach = at(milliseconds((std::int64_t{1} << 40) - 1));
  EXPECT_EQ(wheel.advance(reach - milliseconds(1)), 0U);
  EXPECT_EQ(wheel.advance(reach), 1U);
}

TEST(TimerWheel, LeavesTimersUnarmedWhenItGoes) {
  std::string story;
  Bell bell(story, 'a');
  {
    TimerWheel wheel;
    wheel.arm(bell.timer, at(seconds(1)));
  }
  EXPECT_FALSE(bell.timer.armed());
}

// Against the plainest of timer lists: many timers, random steps, cancels and re-arms from within the calls.
struct Many {
  struct One {
    void fire() { all->fired(*this); }
    Many* all = nullptr;
    std::optional<std::int64_t> due{};  // in ticks, as the model has it
    std::uint64_t order = 0;
    Timer timer = Timer::calling<&One::fire>(*this);
  };

  explicit Many(unsigned seed) : random(seed), timers(200) {
    for (auto& one : timers) one.all = this;
  }
  void arm(One& one) {
    static constexpr std::int64_t spans[] = {0, 3, 255, 256, 257, 5'000, 65'536, 70'000, 20'000'000};
    const std::int64_t span = spans[random() % std::size(spans)];
    const std::int64_t wanted =
        now + static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(span + 1));
    wheel.arm(one.timer, at(milliseconds(wanted)));
    one.due = std::max(wanted, now + 1);
    one.order = ++armed;
  }
  void fired(One& one) {
    ASSERT_TRUE(one.due);
    ASSERT_LE(*one.due, now);
    const std::pair key(*one.due, one.order);
    ASSERT_LT(last, key);
    for (const auto& other : timers)
      if (other.due && &other != &one) {
        ASSERT_LT(key, std::pair(*other.due, other.order));
      }
    last = key;
    one.due.reset();
    if (random() % 2 == 0) arm(one);
    if (random() % 4 == 0) cancel(timers[random() % timers.size()]);
  }
  static void cancel(One& one) {
    one.timer.cancel();
    one.due.reset();
  }
  void step() {
    static constexpr std::uint64_t steps[] = {1, 2, 50, 256, 1'000, 100'000, 10'000'000};
    now += static_cast<std::int64_t>(1 + random() % steps[random() % std::size(steps)]);
    last = {};
    wheel.advance(at(milliseconds(now)));
    for (auto& one : timers) {
      ASSERT_EQ(one.timer.armed(), one.due.has_value());
      if (one.due) {
        ASSERT_GT(*one.due, now);
      }
      if (random() % 20 == 0) arm(one);
    }
    const auto next = wheel.next_expiry();
    for (const auto& one : timers)
      if (one.due) {
        ASSERT_TRUE(next);
        ASSERT_LE(*next, at(milliseconds(*one.due)));
      }
    if (next) {
      ASSERT_GT(*next, at(milliseconds(now)));
    }
  }

  std::mt19937_64 random;
  TimerWheel wheel;
  std::int64_t now = 0;
  std::uint64_t armed = 0;
  std::pair<std::int64_t, std::uint64_t> last{};
  std::vector<One> timers;
};

TEST(TimerWheel, FiresExactlyWhatAPlainListWouldInTheSameOrder) {
  for (unsigned seed = 1; seed <= 8; ++seed) {
    Many many(seed);
    for (int i = 0; i < 300 && !testing::Test::HasFatalFailure(); ++i) many.step();
  }
}

}  // namespace
}  // namespace handset
