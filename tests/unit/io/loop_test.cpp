#include "io/loop.h"

#include <csignal>
#include <gtest/gtest.h>
#include <memory>
#include <new>
#include <thread>
#include <vector>

#include "support.h"

namespace handset::io {
namespace {

using testing::patience;

TEST(Loop, RunsPostedTasksInTheOrderOfThePosts) {
  Loop loop;
  std::vector<int> ran;
  for (int i = 0; i < 5; ++i) loop.post([&ran, i] { ran.push_back(i); });
  loop.post([&] { loop.stop(); });
  loop.run();
  EXPECT_EQ(ran, (std::vector{0, 1, 2, 3, 4}));
}

TEST(Loop, WakesForATaskOfAnotherThread) {
  Loop loop;
  std::thread::id ran_on;
  std::thread other([&] {
    loop.post([&] {
      ran_on = std::this_thread::get_id();
      loop.stop();
    });
  });
  loop.run();
  other.join();
  EXPECT_EQ(ran_on, std::this_thread::get_id());
}

TEST(Loop, LosesNoTaskOfManyThreads) {
  Loop loop;
  int ran = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) loop.post([&ran] { ++ran; });
    });
  EXPECT_TRUE(loop.run_until([&] { return ran == 4000; }, patience));
  for (auto& thread : threads) thread.join();
}

TEST(Loop, RunsATaskPostedByATaskOnALaterTurn) {
  Loop loop;
  bool inside = false;
  bool nested_ran_inside = false;
  bool done = false;
  loop.post([&] {
    inside = true;
    loop.post([&] {
      nested_ran_inside = inside;
      done = true;
    });
    inside = false;
  });
  EXPECT_TRUE(loop.run_until([&] { return done; }, patience));
  EXPECT_FALSE(nested_ran_inside);
}

TEST(Loop, StopsAtOnceWhenStoppedBeforeItRuns) {
  Loop loop;
  bool ran = false;
  loop.post([&] { ran = true; });
  loop.stop();
  loop.run();
  EXPECT_FALSE(ran);
  loop.post([&] { loop.stop(); });
  loop.run();
  EXPECT_TRUE(ran);
}

TEST(Loop, DestroysTasksThatNeverRan) {
  auto held = std::make_shared<int>(1);
  const std::weak_ptr<int> watch = held;
  {
    Loop loop;
    loop.post([held = std::move(held)] {});
  }
  EXPECT_TRUE(watch.expired());
}

TEST(Loop, GivesUpWhenTheLimitIsOver) {
  Loop loop;
  const SteadyTime begun = loop.now();
  EXPECT_FALSE(loop.run_until([] { return false; }, milliseconds(5)));
  EXPECT_GE(loop.now() - begun, milliseconds(5));
}

TEST(Loop, KeepsTheTimeForAWholeTurn) {
  Loop loop;
  SteadyTime first;
  SteadyTime last;
  const auto busy = [&] {
    first = loop.now();
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(3);
    while (std::chrono::steady_clock::now() < until) {
    }
    last = loop.now();
  };
  loop.post([&] {
    busy();
    loop.stop();
  });
  loop.run();
  EXPECT_EQ(first, last);
  EXPECT_GE(loop.now() - first, milliseconds(3));
}

struct Alarm {
  explicit Alarm(Loop& its_loop) : loop(its_loop) {}
  void ring() {
    rang_at = loop.now();
    ++rings;
    if (again) loop.arm(timer, Duration::zero());
  }

  Loop& loop;
  SteadyTime rang_at;
  int rings = 0;
  bool again = false;
  Timer timer = Timer::calling<&Alarm::ring>(*this);
};

TEST(Loop, FiresTimersWhenTheyAreDueAndNotBefore) {
  Loop loop;
  Alarm soon(loop);
  Alarm later(loop);
  const SteadyTime begun = loop.now();
  loop.arm(later.timer, milliseconds(8));
  loop.arm(soon.timer, milliseconds(3));
  EXPECT_TRUE(loop.run_until([&] { return later.rings == 1; }, patience));
  EXPECT_EQ(soon.rings, 1);
  EXPECT_GE(soon.rang_at - begun, milliseconds(3));
  EXPECT_GE(later.rang_at - begun, milliseconds(8));
  EXPECT_LE(soon.rang_at, later.rang_at);
}

TEST(Loop, ServesTimersBeforeTasksOfTheSameTurn) {
  Loop loop;
  Alarm alarm(loop);
  int rings_seen = -1;
  loop.arm(alarm.timer, Duration::zero());
  const SteadyTime due = loop.now() + milliseconds(2);
  while (loop.now() < due) {
  }
  loop.post([&] {
    rings_seen = alarm.rings;
    loop.stop();
  });
  loop.run();
  EXPECT_EQ(rings_seen, 1);
}

TEST(Loop, IsNotHeldByATimerThatAlwaysArmsItself) {
  Loop loop;
  Alarm alarm(loop);
  alarm.again = true;
  loop.arm(alarm.timer, Duration::zero());
  int tasks = 0;
  std::function<void()> task = [&] {
    if (++tasks < 100) loop.post(task);
  };
  loop.post(task);
  EXPECT_TRUE(loop.run_until([&] { return tasks == 100 && alarm.rings > 1; }, patience));
}

TEST(Loop, CallsWhenASignalArrives) {
  Loop loop;
  int signals = 0;
  loop.on_signal([&] { ++signals; });
  loop.post([] { ::raise(SIGTERM); });
  EXPECT_TRUE(loop.run_until([&] { return signals == 1; }, patience));
  loop.post([] { ::raise(SIGINT); });
  EXPECT_TRUE(loop.run_until([&] { return signals == 2; }, patience));
}

TEST(Loop, TheNextLoopIsToldOfSignalsToo) {
  for (int round = 0; round < 2; ++round) {
    Loop loop;
    int signals = 0;
    loop.on_signal([] { FAIL() << "this one was replaced"; });
    loop.on_signal([&] { ++signals; });
    loop.post([] { ::raise(SIGINT); });
    EXPECT_TRUE(loop.run_until([&] { return signals == 1; }, patience));
  }
}

TEST(Loop, AWatcherIsCalledAtTheEndOfEachTurnWhileItLives) {
  struct Watcher final : TurnPart {
    void end_of_turn() override { ++turns; }
    int turns = 0;
  };
  Loop loop;
  auto watcher = std::make_shared<Watcher>();
  loop.watch(watcher);
  for (int i = 1; i <= 3; ++i) {
    bool done = false;
    loop.post([&] { done = true; });
    EXPECT_TRUE(loop.run_until([&] { return done; }, patience));
    EXPECT_EQ(watcher->turns, i);
  }
  watcher.reset();
  loop.post([&] { loop.stop(); });
  loop.run();
}

TEST(Loop, GoesOnWhenMemoryRunsOutInATaskOrATimer) {
  Loop loop;
  struct Late {
    void fire() {
      ++times;
      throw std::bad_alloc();
    }
    int times = 0;
    Timer timer = Timer::calling<&Late::fire>(*this);
  } late;
  bool after = false;
  loop.arm(late.timer, Duration{});
  loop.post([] { throw std::bad_alloc(); });
  loop.post([&] { after = true; });
  EXPECT_TRUE(loop.run_until([&] { return after && late.times == 1; }, patience));
  EXPECT_EQ(loop.counters().cut_short, 2U);
}

}  // namespace
}  // namespace handset::io
