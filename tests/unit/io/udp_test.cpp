#include <gtest/gtest.h>
#include <new>
#include <string>
#include <vector>

#include "allocations.h"
#include "io/loop.h"
#include "io/network.h"
#include "support.h"
#include "system_faults.h"

namespace handset::io {
namespace {

using testing::any_port;
using testing::patience;

// Keeps what it hears, and says it back when it is told to.
class Listener final : public DatagramHandler {
 public:
  explicit Listener(Network* answers_by = nullptr) : answers_by_(answers_by) {}

  void on_datagrams(SocketId socket, std::span<const Datagram> batch) override {
    EXPECT_FALSE(inside_) << "re-entered";
    inside_ = true;
    ++batches;
    largest_batch = std::max(largest_batch, batch.size());
    for (const Datagram& datagram : batch) {
      if (keep) heard.emplace_back(datagram.bytes);
      ++count;
      last_source = datagram.source;
      if (answers_by_) answers_by_->send(socket, datagram.source, datagram.bytes);
    }
    if (close_when_heard) answers_by_->close(socket);
    inside_ = false;
  }

  std::vector<std::string> heard;
  std::size_t count = 0;
  std::size_t batches = 0;
  std::size_t largest_batch = 0;
  Endpoint last_source;
  bool keep = true;
  bool close_when_heard = false;

 private:
  Network* answers_by_;
  bool inside_ = false;
};

struct Datagrams : ::testing::Test {
  Loop loop;
  SocketNetwork network{loop};
};

TEST_F(Datagrams, ReachTheOtherSocketWithTheirSource) {
  Listener a;
  Listener b;
  const auto from = network.open_datagrams(any_port(), a).value();
  const auto to = network.open_datagrams(any_port(), b).value();
  EXPECT_NE(network.local_endpoint(from).port, 0);
  network.send(from, network.local_endpoint(to), "hello");
  ASSERT_TRUE(loop.run_until([&] { return b.count == 1; }, patience));
  EXPECT_EQ(b.heard.front(), "hello");
  EXPECT_EQ(b.last_source, network.local_endpoint(from));
}

TEST_F(Datagrams, GoOverIpv6WhereTheSystemHasIt) {
  const Endpoint local{*IpAddress::parse("::1"), 0};
  Listener a;
  Listener b;
  const auto from = network.open_datagrams(local, a);
  if (!from) GTEST_SKIP() << "no IPv6 here";
  const auto to = network.open_datagrams(local, b).value();
  network.send(*from, network.local_endpoint(to), "six");
  ASSERT_TRUE(loop.run_until([&] { return b.count == 1; }, patience));
  EXPECT_EQ(b.last_source, network.local_endpoint(*from));
}

TEST_F(Datagrams, OfIpv4DoNotReachAnIpv6Socket) {
  Listener six;
  const auto any6 = network.open_datagrams({*IpAddress::parse("::"), 0}, six);
  if (!any6) GTEST_SKIP() << "no IPv6 here";
  Listener four;
  // The same port is free for IPv4.
  const std::uint16_t port = network.local_endpoint(*any6).port;
  EXPECT_TRUE(network.open_datagrams({IpAddress::v4(127, 0, 0, 1), port}, four).has_value());
}

TEST_F(Datagrams, OfOneTurnLeaveInBatchesAndArriveInBatches) {
  Listener a;
  Listener b;
  const auto from = network.open_datagrams(any_port(), a).value();
  const auto to = network.open_datagrams(any_port(), b).value();
  for (int i = 0; i < 200; ++i) network.send(from, network.local_endpoint(to), std::to_string(i));
  ASSERT_TRUE(loop.run_until([&] { return b.count == 200; }, patience));
  EXPECT_EQ(network.counters().datagrams_sent, 200U);
  EXPECT_EQ(network.counters().datagram_batches_sent, 4U);
  EXPECT_EQ(network.counters().datagram_batches_received, 4U);
  EXPECT_EQ(b.largest_batch, 64U);
  for (int i = 0; i < 200; ++i) EXPECT_EQ(b.heard[static_cast<std::size_t>(i)], std::to_string(i));
}

TEST_F(Datagrams, AreEchoedByTheHandler) {
  Listener client;
  Listener server(&network);
  const auto from = network.open_datagrams(any_port(), client).value();
  const auto to = network.open_datagrams(any_port(), server).value();
  for (int round = 0; round < 10; ++round) {
    for (int i = 0; i < 50; ++i) network.send(from, network.local_endpoint(to), "echo");
    const auto wanted = static_cast<std::size_t>(50 * (round + 1));
    ASSERT_TRUE(loop.run_until([&] { return client.count == wanted; }, patience));
  }
}

TEST_F(Datagrams, TakeNothingFromTheHeapOnceWarm) {
  Listener client;
  Listener server(&network);
  client.keep = server.keep = false;
  const auto from = network.open_datagrams(any_port(), client).value();
  const auto to = network.local_endpoint(network.open_datagrams(any_port(), server).value());
  const std::string text(500, 'x');
  std::size_t wanted = 0;
  const std::function<bool()> all_back = [&] { return client.count == wanted; };
  const auto exchange = [&] {
    for (int i = 0; i < 40; ++i) network.send(from, to, text);
    wanted += 40;
    return loop.run_until(all_back, patience);
  };
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(exchange());
  const std::size_t before = testing::allocations_of_this_thread();
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(exchange());
  EXPECT_EQ(testing::allocations_of_this_thread(), before);
}

TEST_F(Datagrams, OfAnyLengthUpTo65507ArriveWhole) {
  Listener a;
  Listener b;
  const auto from = network.open_datagrams(any_port(), a).value();
  const auto to = network.local_endpoint(network.open_datagrams(any_port(), b).value());
  network.send(from, to, "");
  network.send(from, to, std::string(65507, 'a'));
  network.send(from, to, std::string(65508, 'b'));
  network.send(from, to, "end");
  ASSERT_TRUE(loop.run_until([&] { return b.count == 3; }, patience));
  EXPECT_EQ(b.heard[0], "");
  EXPECT_EQ(b.heard[1], std::string(65507, 'a'));
  EXPECT_EQ(b.heard[2], "end");
  EXPECT_EQ(network.counters().datagrams_dropped, 1U);
}

TEST_F(Datagrams, ThatCannotGoDoNotHoldUpTheOthers) {
  Listener a;
  Listener b;
  const auto from = network.open_datagrams(any_port(), a).value();
  const auto to = network.local_endpoint(network.open_datagrams(any_port(), b).value());
  // Port 0 is nobody's, and IPv6 does not leave by an IPv4 socket.
  network.send(from, {IpAddress::v4(127, 0, 0, 1), 0}, "lost");
  network.send(from, {*IpAddress::parse("::1"), 5060}, "lost");
  network.send(from, to, "found");
  ASSERT_TRUE(loop.run_until([&] { return b.count == 1; }, patience));
  EXPECT_EQ(b.heard.front(), "found");
  EXPECT_EQ(network.counters().datagrams_dropped, 2U);
}

TEST_F(Datagrams, AreNotDeliveredFromInsideSend) {
  Listener client;
  Listener server(&network);
  const auto from = network.open_datagrams(any_port(), client).value();
  const auto to = network.open_datagrams(any_port(), server).value();
  bool heard_inside = true;
  loop.post([&] {
    network.send(from, network.local_endpoint(to), "x");
    heard_inside = server.count != 0;
  });
  ASSERT_TRUE(loop.run_until([&] { return client.count == 1; }, patience));
  EXPECT_FALSE(heard_inside);
}

TEST_F(Datagrams, AreNoLongerHandedOnAfterClose) {
  Listener client;
  Listener server(&network);
  server.close_when_heard = true;
  const auto from = network.open_datagrams(any_port(), client).value();
  const auto to = network.open_datagrams(any_port(), server).value();
  const auto target = network.local_endpoint(to);
  for (int i = 0; i < 100; ++i) network.send(from, target, "x");
  // The first batch is answered, the rest is not even read.
  ASSERT_TRUE(loop.run_until([&] { return client.count == 64; }, patience));
  EXPECT_EQ(server.count, 64U);
  EXPECT_EQ(server.batches, 1U);
  EXPECT_EQ(network.local_endpoint(to), Endpoint{});
  network.send(to, target, "ignored");
  network.close(to);
}

TEST_F(Datagrams, SocketsHaveIdsThatAreNeverUsedAgainAndPortsThatAre) {
  Listener a;
  const auto first = network.open_datagrams(any_port(), a).value();
  const Endpoint local = network.local_endpoint(first);
  network.close(first);
  const auto second = network.open_datagrams(local, a);
  ASSERT_TRUE(second.has_value());
  EXPECT_NE(first, *second);
}

TEST_F(Datagrams, SocketsSayWhyTheyCannotBeOpened) {
  Listener a;
  const auto first = network.open_datagrams(any_port(), a).value();
  const auto in_use = network.open_datagrams(network.local_endpoint(first), a);
  ASSERT_FALSE(in_use.has_value());
  EXPECT_EQ(in_use.error().code, Errc::Unavailable);
  EXPECT_EQ(in_use.error().what, "the address is in use");
  const auto foreign = network.open_datagrams({IpAddress::v4(192, 0, 2, 1), 0}, a);
  ASSERT_FALSE(foreign.has_value());
  EXPECT_EQ(foreign.error().what, "the address is not one of this machine");
}

TEST_F(Datagrams, LeaveFromTheAddressThatTheSystemChooses) {
  EXPECT_EQ(network.source_for(IpAddress::v4(127, 0, 0, 1)), IpAddress::v4(127, 0, 0, 1));
  // Broadcasts are not sent without being asked for, so there is no way to this one.
  EXPECT_TRUE(network.source_for(IpAddress::v4(255, 255, 255, 255)).is_unspecified());
}

TEST_F(Datagrams, WaitForRoomInTheSystemAndLeaveInOrder) {
  Listener a;
  Listener b;
  const auto from = network.open_datagrams(any_port(), a).value();
  const auto to = network.local_endpoint(network.open_datagrams(any_port(), b).value());
  testing::fail_next_sends(3);
  loop.post([&] {
    for (int i = 0; i < 100; ++i) network.send(from, to, std::to_string(i));
  });
  loop.post([&] { network.send(from, to, "100"); });
  ASSERT_TRUE(loop.run_until([&] { return b.count == 101; }, patience));
  for (int i = 0; i <= 100; ++i) EXPECT_EQ(b.heard[static_cast<std::size_t>(i)], std::to_string(i));
  EXPECT_EQ(network.counters().datagrams_dropped, 0U);
}

TEST(DatagramBacklog, GivesUpTheNewestBeyondItsLimit) {
  Loop loop;
  NetworkLimits limits;
  limits.datagram_backlog = 10;
  SocketNetwork network(loop, limits);
  Listener a;
  Listener b;
  const auto from = network.open_datagrams(any_port(), a).value();
  const auto to = network.local_endpoint(network.open_datagrams(any_port(), b).value());
  testing::fail_next_sends(100);
  loop.post([&] {
    for (int i = 0; i < 15; ++i) network.send(from, to, std::to_string(i));
    testing::fail_next_sends(1);
  });
  ASSERT_TRUE(loop.run_until([&] { return b.count == 10; }, patience));
  EXPECT_EQ(b.heard.back(), "9");
  EXPECT_EQ(network.counters().datagrams_dropped, 5U);
}

TEST_F(Datagrams, ABatchThatMemoryRunsOutInIsLostAndTheNextOneHeard) {
  struct Forgetful final : DatagramHandler {
    void on_datagrams(SocketId, std::span<const Datagram> batch) override {
      if (++batches == 1) throw std::bad_alloc();
      heard = batch.front().bytes;
    }
    int batches = 0;
    std::string heard;
  } forgetful;
  Listener sender;
  const auto from = network.open_datagrams(any_port(), sender).value();
  const auto to = network.open_datagrams(any_port(), forgetful).value();
  network.send(from, network.local_endpoint(to), "lost");
  ASSERT_TRUE(loop.run_until([&] { return forgetful.batches == 1; }, patience));
  network.send(from, network.local_endpoint(to), "heard");
  EXPECT_TRUE(loop.run_until([&] { return forgetful.heard == "heard"; }, patience));
  EXPECT_EQ(loop.counters().cut_short, 1U);
}

}  // namespace
}  // namespace handset::io
