#include "sim/simulation.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace handset::sim {
namespace {

const IpAddress one_address = IpAddress::v4(192, 0, 2, 1);
const IpAddress other_address = IpAddress::v4(192, 0, 2, 2);

// Fires again and again, and remembers when.
struct Ticker {
  Ticker(Clock& its_clock, Duration its_period) : clock(its_clock), period(its_period) {
    clock.arm(timer, period);
  }
  void fire() {
    fired.push_back(clock.now());
    if (fired.size() < most) clock.arm(timer, period);
  }

  Clock& clock;
  Duration period;
  std::size_t most = 1'000'000;
  std::vector<SteadyTime> fired;
  Timer timer = Timer::calling<&Ticker::fire>(*this);
};

struct TwoHosts : testing::Test {
  Simulation simulation{1};
  Host& one = simulation.host("one", one_address);
  Host& other = simulation.host("other", other_address);
};

TEST_F(TwoHosts, RunUntilEndsAtThatTimeAlsoWhenNothingHappens) {
  simulation.run_for(minutes(5));
  EXPECT_EQ(simulation.elapsed(), minutes(5));
  EXPECT_EQ(one.world().clock.now(), simulation.now());
}

TEST_F(TwoHosts, TimersFireAtTheirTimeInVirtualTime) {
  Ticker ticker(one.clock(), seconds(30));
  simulation.run_for(hours(1));
  ASSERT_EQ(ticker.fired.size(), 120U);
  for (std::size_t i = 0; i < ticker.fired.size(); ++i)
    EXPECT_EQ(ticker.fired[i], Timeline::start + (i + 1) * seconds(30));
}

TEST_F(TwoHosts, ATimerDueExactlyAtTheEndOfTheRunFires) {
  Ticker ticker(one.clock(), seconds(2));
  simulation.run_for(milliseconds(1999));
  EXPECT_EQ(ticker.fired.size(), 0U);
  simulation.run_for(milliseconds(1));
  EXPECT_EQ(ticker.fired.size(), 1U);
}

TEST_F(TwoHosts, ATimerArmedAfterALongQuietRunFiresAtItsTime) {
  simulation.run_for(hours(100));
  Ticker ticker(one.clock(), milliseconds(1500));
  ticker.most = 1;
  EXPECT_TRUE(simulation.run_until_idle(seconds(10)));
  ASSERT_EQ(ticker.fired.size(), 1U);
  EXPECT_EQ(ticker.fired[0], Timeline::start + hours(100) + milliseconds(1500));
}

TEST_F(TwoHosts, HostsTakeTheirTurnsInTheOrderInWhichTheyWereAdded) {
  std::string turns;
  struct Note {
    void fire() { *out += letter; }
    std::string* out;
    char letter;
    Timer timer = Timer::calling<&Note::fire>(*this);
  };
  Note second{&turns, '2'};
  Note first{&turns, '1'};
  other.clock().arm(second.timer, seconds(1));
  one.clock().arm(first.timer, seconds(1));
  simulation.after(seconds(1), [&] { turns += 's'; });
  simulation.run_for(seconds(1));
  EXPECT_EQ(turns, "s12");
}

TEST_F(TwoHosts, RunUntilIdleEndsWhenNothingIsLeft) {
  Ticker ticker(one.clock(), seconds(1));
  ticker.most = 3;
  EXPECT_TRUE(simulation.run_until_idle(hours(1)));
  EXPECT_EQ(ticker.fired.size(), 3U);
  EXPECT_EQ(simulation.elapsed(), seconds(3));
}

TEST_F(TwoHosts, RunUntilIdleGivesUpAtItsLimit) {
  Ticker ticker(one.clock(), seconds(1));
  EXPECT_FALSE(simulation.run_until_idle(milliseconds(5500)));
  EXPECT_EQ(ticker.fired.size(), 5U);
  EXPECT_EQ(simulation.elapsed(), milliseconds(5500));
}

TEST_F(TwoHosts, RunWhileStopsAtTheInstantAtWhichThePredicateTurns) {
  Ticker ticker(one.clock(), seconds(1));
  EXPECT_TRUE(simulation.run_while([&] { return ticker.fired.size() < 4; }, hours(1)));
  EXPECT_EQ(simulation.elapsed(), seconds(4));
}

TEST_F(TwoHosts, RunWhileSaysWhenTimeWasUpFirst) {
  Ticker ticker(one.clock(), seconds(1));
  EXPECT_FALSE(simulation.run_while([] { return true; }, seconds(10)));
  EXPECT_EQ(ticker.fired.size(), 10U);
  EXPECT_EQ(simulation.elapsed(), seconds(10));
}

TEST_F(TwoHosts, RunWhileAsksBeforeAnythingHappens) {
  EXPECT_TRUE(simulation.run_while([] { return false; }, seconds(10)));
  EXPECT_EQ(simulation.elapsed(), Duration::zero());
}

TEST_F(TwoHosts, AScriptThatNeverEndsAtOneInstantStillLetsTimePass) {
  int runs = 0;
  std::function<void()> again = [&] {
    ++runs;
    simulation.after({}, again);
  };
  simulation.after({}, again);
  simulation.run_for(milliseconds(1));
  EXPECT_EQ(runs, 1000);
}

TEST_F(TwoHosts, TheDateRunsWithTimeAndJumpsAlone) {
  const WallTime before = one.world().clock.wall();
  simulation.run_for(seconds(90));
  EXPECT_EQ(one.clock().wall(), before + seconds(90));
  const SteadyTime steady = one.clock().now();
  one.clock().set_wall(before - hours(48));
  EXPECT_EQ(one.clock().wall(), before - hours(48));
  EXPECT_EQ(other.clock().wall(), before + seconds(90));
  EXPECT_EQ(one.clock().now(), steady);
}

TEST_F(TwoHosts, TheDateOfAllHostsCanBeSet) {
  const WallTime date{seconds(1'900'000'000)};
  simulation.set_wall(date);
  simulation.run_for(seconds(1));
  EXPECT_EQ(one.clock().wall(), date + seconds(1));
  EXPECT_EQ(other.clock().wall(), date + seconds(1));
}

TEST_F(TwoHosts, HostsDrawDifferentRandomness) {
  EXPECT_NE(one.world().random.token(20), other.world().random.token(20));
}

TEST_F(TwoHosts, TwoHostsMayNotShareANameOrAnAddress) {
  EXPECT_THROW(simulation.host("one", IpAddress::v4(192, 0, 2, 9)), std::invalid_argument);
  EXPECT_THROW(simulation.host("third", one_address), std::invalid_argument);
}

TEST_F(TwoHosts, TheLogKeepsLinesWithTheirVirtualTime) {
  simulation.run_for(seconds(3));
  one.world().log.write(LogLevel::Warning, "push", "the queue is full");
  one.log().set_least(LogLevel::Info);
  one.world().log.write(LogLevel::Debug, "push", "not kept");
  ASSERT_EQ(one.log().lines().size(), 1U);
  EXPECT_EQ(one.log().lines()[0].at, Timeline::start + seconds(3));
  EXPECT_EQ(one.log().count("queue"), 1U);
  EXPECT_EQ(one.log().text(), "1003000000 warning push: the queue is full\n");
}

TEST_F(TwoHosts, TheStoreKeepsWhatWasWrittenLast) {
  Store& store = one.world().store;
  EXPECT_EQ(store.read("settings").error().code, Errc::NotFound);
  ASSERT_TRUE(store.write("settings", "a"));
  ASSERT_TRUE(store.write("settings", "b"));
  EXPECT_EQ(store.read("settings"), "b");
  EXPECT_EQ(store.write("../passwd", "x").error().code, Errc::Malformed);
  EXPECT_EQ(other.world().store.read("settings").error().code, Errc::NotFound);
}

}  // namespace
}  // namespace handset::sim
