#include "io/worker.h"

#include <future>
#include <gtest/gtest.h>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

namespace handset::io {
namespace {

// Holds the worker in a task until it is let go.
class Held {
 public:
  explicit Held(Worker& worker) {
    std::promise<void> begun;
    EXPECT_TRUE(worker.submit([&begun, go = go_.get_future().share()] {
      begun.set_value();
      go.wait();
    }));
    begun.get_future().wait();
  }
  void let_go() { go_.set_value(); }

 private:
  std::promise<void> go_;
};

TEST(Worker, RunsTasksInOrderOnAThreadOfItsOwn) {
  Worker worker;
  std::vector<int> ran;
  std::promise<std::thread::id> last;
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(worker.submit([&ran, i] { ran.push_back(i); }));
  EXPECT_TRUE(worker.submit([&] { last.set_value(std::this_thread::get_id()); }));
  EXPECT_NE(last.get_future().get(), std::this_thread::get_id());
  EXPECT_EQ(ran, (std::vector{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

TEST(Worker, RefusesTasksBeyondItsCapacity) {
  Worker worker(2);
  Held held(worker);
  EXPECT_TRUE(worker.submit([] {}));
  EXPECT_TRUE(worker.submit([] {}));
  EXPECT_FALSE(worker.submit([] {}));
  held.let_go();
}

TEST(Worker, DestroysAtItsEndWhatItHasNotBegun) {
  auto token = std::make_shared<int>(1);
  const std::weak_ptr<int> watch = token;
  std::thread opener;
  {
    Worker worker;
    auto held = std::make_unique<Held>(worker);
    EXPECT_TRUE(worker.submit([token = std::move(token)] {}));
    EXPECT_FALSE(watch.expired());
    // At some time before or after the destructor has begun.
    opener = std::thread([held = std::move(held)] { held->let_go(); });
  }
  opener.join();
  EXPECT_TRUE(watch.expired());
}

TEST(Worker, MayFinishAtItsEndWhatItHasNotBegun) {
  std::vector<int> ran;
  {
    Worker worker(8, Worker::AtEnd::Finish);
    const Held held(worker);
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(worker.submit([&ran, i] { ran.push_back(i); }));
  }
  EXPECT_EQ(ran, (std::vector{0, 1, 2, 3, 4}));
}

TEST(Worker, KnowsItsOwnTasks) {
  Worker worker;
  std::promise<bool> inside;
  EXPECT_TRUE(worker.submit([&] { inside.set_value(worker.is_current()); }));
  EXPECT_TRUE(inside.get_future().get());
  EXPECT_FALSE(worker.is_current());
}

TEST(Worker, GoesOnAfterATaskThatThrows) {
  Worker worker;
  std::promise<void> done;
  EXPECT_TRUE(worker.submit([] { throw std::runtime_error("x"); }));
  EXPECT_TRUE(worker.submit([&] { done.set_value(); }));
  done.get_future().wait();
}

}  // namespace
}  // namespace handset::io
