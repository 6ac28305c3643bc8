// Watches of the loop: what is told, how often, and what it costs.
#include <algorithm>
#include <array>
#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

#include "io/loop.h"
#include "io/loop_core.h"
#include "support.h"
#include "system_faults.h"

namespace handset::io {
namespace {

using testing::Connection;
using testing::patience;

// One end of a pair of sockets on the loop, with the other at hand.
class Watching : public ::testing::Test {
 protected:
  struct Owner final : WatchOwner {
    void on_readable() override {
      ++readable;
      if (then_read) then_read();
    }
    void on_writable() override {
      ++writable;
      if (then_write) then_write();
    }
    void on_cut_short() override {}
    int readable = 0;
    int writable = 0;
    std::function<void()> then_read;
    std::function<void()> then_write;
  };

  struct Turns final : TurnPart {
    void end_of_turn() override { ++count; }
    int count = 0;
  };

  Watching() {
    std::array<int, 2> pair{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair.data()) != 0) ADD_FAILURE();
    watch_.emplace(loop_.core(), pair[0], owner_);
    peer_.emplace(pair[1]);
    loop_.watch(turns_);
  }

  void say(const std::string& words) {
    EXPECT_EQ(::write(peer_->descriptor(), words.data(), words.size()), static_cast<ssize_t>(words.size()));
  }
  std::string read() {
    std::array<char, 64> room{};
    const auto got = ::read(watch_->descriptor(), room.data(), room.size());
    return {room.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
  }
  bool until(const std::function<bool()>& done) { return loop_.run_until(done, patience); }
  // Turns in which nothing but a posted task happens, each with a look at all that is ready.
  void turn(int times) {
    for (int i = 0; i < times; ++i) {
      bool done = false;
      loop_.post([&] { done = true; });
      EXPECT_TRUE(until([&] { return done; }));
    }
  }

  Loop loop_;
  Owner owner_;
  std::optional<Watch> watch_;
  std::optional<Connection> peer_;
  std::shared_ptr<Turns> turns_ = std::make_shared<Turns>();
};

TEST_F(Watching, TellsOnceForEachTimeOfAsking) {
  watch_->await_readable();
  say("a");
  EXPECT_TRUE(until([&] { return owner_.readable == 1; }));
  turn(3);
  EXPECT_EQ(owner_.readable, 1);  // it is still there to be read, but nobody asked
  watch_->await_readable();
  EXPECT_TRUE(until([&] { return owner_.readable == 2; }));
  EXPECT_EQ(read(), "a");
}

TEST_F(Watching, TellsOfReadingAndWritingEachToWhoAsked) {
  watch_->await_writable();
  EXPECT_TRUE(until([&] { return owner_.writable == 1; }));
  EXPECT_EQ(owner_.readable, 0);
  say("a");
  turn(3);
  EXPECT_EQ(owner_.readable, 0);
  watch_->await_readable();
  EXPECT_TRUE(until([&] { return owner_.readable == 1; }));
  EXPECT_EQ(owner_.writable, 1);
}

TEST_F(Watching, WhoReadsInEachTurnIsRegisteredOnce) {
  owner_.then_read = [&] {
    read();
    watch_->await_readable();
  };
  watch_->await_readable();
  const int before = testing::epoll_registrations();
  for (int i = 1; i <= 100; ++i) {
    say("a");
    ASSERT_TRUE(until([&] { return owner_.readable == i; }));
  }
  EXPECT_EQ(testing::epoll_registrations(), before);
}

// Hang-ups and errors are reported by the system whatever one waits for.
TEST_F(Watching, AHangUpThatNobodyWaitsForDoesNotKeepTheLoopAwake) {
  watch_->await_readable();
  say("a");
  EXPECT_TRUE(until([&] { return owner_.readable == 1; }));
  peer_.reset();
  const int before = turns_->count;
  EXPECT_FALSE(loop_.run_until([] { return false; }, milliseconds(20)));
  EXPECT_LE(turns_->count - before, 3);
  watch_->await_readable();
  EXPECT_TRUE(until([&] { return owner_.readable == 2; }));
}

TEST_F(Watching, AHangUpIsToldToWhoWaitsToWrite) {
  std::string much(std::size_t{1} << 20, 'x');
  while (::send(watch_->descriptor(), much.data(), much.size(), MSG_NOSIGNAL) > 0) {
  }
  watch_->await_writable();
  turn(3);
  EXPECT_EQ(owner_.writable, 0);
  peer_.reset();
  EXPECT_TRUE(until([&] { return owner_.writable == 1; }));
}

TEST_F(Watching, ReadingAgainIsForALaterTurnAndAsksNobody) {
  int inside = 0;
  owner_.then_read = [&] {
    if (owner_.readable < 3) watch_->read_again();
    inside = owner_.readable;
  };
  watch_->read_again();
  turn(1);
  EXPECT_EQ(owner_.readable, 1);
  EXPECT_TRUE(until([&] { return inside == 3; }));
}

TEST_F(Watching, TheWatchMayGoInItsOwnCall) {
  owner_.then_write = [&] { watch_.reset(); };
  say("a");
  watch_->await_writable();
  watch_->await_readable();
  EXPECT_TRUE(until([&] { return owner_.writable == 1; }));
  turn(2);
  EXPECT_EQ(owner_.readable, 0);
}

TEST_F(Watching, TheWatchMayGoWhileItsNewsWaits) {
  watch_->read_again();
  watch_.reset();
  turn(2);
  EXPECT_EQ(owner_.readable, 0);
}

TEST_F(Watching, IsServedWhereTheSystemHasNoMemoryForIt) {
  testing::fail_next_registrations(5);
  std::string got;
  owner_.then_read = [&] {
    got += read();
    watch_->await_readable();
  };
  watch_->await_readable();
  turn(2);
  EXPECT_GE(owner_.readable, 1);  // it looks for itself
  say("a");
  EXPECT_TRUE(until([&] { return got == "a"; }));
  turn(5);  // and no longer once there is memory
  const int before = owner_.readable;
  turn(3);
  EXPECT_EQ(owner_.readable, before);
}

TEST_F(Watching, ServesMoreThanOneLookCanTell) {
  constexpr int pairs = 300;
  struct Pair {
    Owner owner;
    std::optional<Connection> peer;
    std::optional<Watch> watch;
  };
  std::vector<std::unique_ptr<Pair>> all;
  for (int i = 0; i < pairs; ++i) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
    auto& pair = *all.emplace_back(std::make_unique<Pair>());
    pair.peer.emplace(ends[1]);
    pair.watch.emplace(loop_.core(), ends[0], pair.owner);
    pair.watch->await_readable();
    ASSERT_EQ(::write(ends[1], "a", 1), 1);
  }
  EXPECT_TRUE(until([&] {
    return std::all_of(all.begin(), all.end(), [](const auto& pair) { return pair->owner.readable == 1; });
  }));
}

}  // namespace
}  // namespace handset::io
