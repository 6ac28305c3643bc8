#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

#include "sim/inbox.h"
#include "sim/simulation.h"

namespace handset::sim {
namespace {

struct Datagrams : testing::Test {
  Simulation simulation{1};
  Host& phone = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
  Host& pbx = simulation.host("pbx", IpAddress::v4(192, 0, 2, 2));
  Inbox phone_inbox;
  Inbox pbx_inbox;
  SocketId phone_socket = phone.network().open_datagrams(phone.at(5060), phone_inbox).value();
  SocketId pbx_socket = pbx.network().open_datagrams(pbx.at(5060), pbx_inbox).value();

  void send_numbers(int count, Duration apart = {}) {
    for (int i = 0; i < count; ++i) {
      phone.network().send(phone_socket, pbx.at(5060), std::to_string(i));
      simulation.run_for(apart);
    }
  }
  std::vector<int> numbers() const {
    std::vector<int> out;
    for (const auto& letter : pbx_inbox.letters()) out.push_back(std::stoi(letter.bytes));
    return out;
  }
};

TEST_F(Datagrams, ArriveAfterTheDelayOfTheWayWithTheirSource) {
  simulation.wire().set_link({.min_delay = milliseconds(20), .max_delay = milliseconds(20)});
  phone.network().send(phone_socket, pbx.at(5060), "hello");
  simulation.run_for(milliseconds(20) - Duration(1));
  EXPECT_TRUE(pbx_inbox.empty());
  simulation.run_for(Duration(1));
  ASSERT_EQ(pbx_inbox.letters().size(), 1U);
  EXPECT_EQ(pbx_inbox.letters()[0].bytes, "hello");
  EXPECT_EQ(pbx_inbox.letters()[0].from, phone.at(5060));
  EXPECT_EQ(pbx_inbox.letters()[0].socket, pbx_socket);
}

TEST_F(Datagrams, ArriveAsOneBatchWhenTheyAreDueTogether) {
  send_numbers(5);
  simulation.run_for(seconds(1));
  EXPECT_EQ(pbx_inbox.batch_sizes(), std::vector<std::size_t>{5});
  EXPECT_EQ(numbers(), (std::vector{0, 1, 2, 3, 4}));
}

TEST_F(Datagrams, OfTwoSocketsComeInTwoBatches) {
  Inbox second;
  ASSERT_TRUE(pbx.network().open_datagrams(pbx.at(5080), second));
  send_numbers(2);
  phone.network().send(phone_socket, pbx.at(5080), "x");
  send_numbers(1);
  simulation.run_for(seconds(1));
  EXPECT_EQ(pbx_inbox.batch_sizes(), std::vector<std::size_t>{3});
  EXPECT_EQ(second.batch_sizes(), std::vector<std::size_t>{1});
}

TEST_F(Datagrams, AreNeverDeliveredInsideTheSend) {
  simulation.wire().set_link({.min_delay = {}, .max_delay = {}});
  phone.network().send(phone_socket, pbx.at(5060), "x");
  EXPECT_TRUE(pbx_inbox.empty());
  simulation.run_for(Duration(1));
  EXPECT_EQ(pbx_inbox.letters().size(), 1U);
}

TEST_F(Datagrams, AreLostAboutAsOftenAsTheModelSays) {
  simulation.wire().set_link({.loss = 0.25});
  send_numbers(2000, milliseconds(1));
  simulation.run_for(seconds(1));
  const auto& statistics = simulation.wire().statistics();
  EXPECT_EQ(statistics.sent, 2000U);
  EXPECT_EQ(statistics.lost + statistics.delivered, 2000U);
  EXPECT_GT(statistics.lost, 420U);
  EXPECT_LT(statistics.lost, 580U);
  EXPECT_EQ(statistics.delivered, pbx_inbox.letters().size());
}

TEST_F(Datagrams, AreDoubledAboutAsOftenAsTheModelSays) {
  simulation.wire().set_link({.duplicate = 0.5});
  send_numbers(1000, milliseconds(1));
  simulation.run_for(seconds(1));
  const auto& statistics = simulation.wire().statistics();
  EXPECT_GT(statistics.doubled, 430U);
  EXPECT_LT(statistics.doubled, 570U);
  EXPECT_EQ(statistics.delivered, 1000U + statistics.doubled);
}

TEST_F(Datagrams, KeepTheirOrderWithoutReorderingHoweverTheDelayVaries) {
  simulation.wire().set_link({.min_delay = milliseconds(1), .max_delay = milliseconds(80)});
  send_numbers(300, milliseconds(3));
  simulation.run_for(seconds(1));
  const auto got = numbers();
  EXPECT_EQ(got.size(), 300U);
  EXPECT_TRUE(std::is_sorted(got.begin(), got.end()));
}

TEST_F(Datagrams, OvertakeTheOnesThatAreHeldBack) {
  simulation.wire().set_link({.reorder = 0.2, .held_back = milliseconds(40)});
  send_numbers(300, milliseconds(3));
  simulation.run_for(seconds(1));
  const auto got = numbers();
  EXPECT_EQ(std::set<int>(got.begin(), got.end()).size(), 300U);
  EXPECT_FALSE(std::is_sorted(got.begin(), got.end()));
  EXPECT_GT(simulation.wire().statistics().held_back, 30U);
}

TEST_F(Datagrams, LongerThanTheMtuAreLost) {
  simulation.wire().set_link({.mtu = 1500});
  phone.network().send(phone_socket, pbx.at(5060), std::string(1501, 'x'));
  phone.network().send(phone_socket, pbx.at(5060), std::string(1500, 'x'));
  simulation.run_for(seconds(1));
  ASSERT_EQ(pbx_inbox.letters().size(), 1U);
  EXPECT_EQ(pbx_inbox.letters()[0].bytes.size(), 1500U);
}

TEST_F(Datagrams, LongerThanUdpCarriesAreLostOnEveryWay) {
  simulation.wire().set_link({.mtu = 1'000'000});
  phone.network().send(phone_socket, pbx.at(5060), std::string(65508, 'x'));
  phone.network().send(phone_socket, pbx.at(5060), std::string(65507, 'x'));
  simulation.run_for(seconds(1));
  EXPECT_EQ(pbx_inbox.letters().size(), 1U);
}

TEST_F(Datagrams, OneDirectionCanBeWorseThanTheOther) {
  simulation.wire().set_link(phone.address(), pbx.address(), {.loss = 1});
  send_numbers(3);
  pbx.network().send(pbx_socket, phone.at(5060), "back");
  simulation.run_for(seconds(1));
  EXPECT_TRUE(pbx_inbox.empty());
  EXPECT_EQ(phone_inbox.letters().size(), 1U);
}

TEST_F(Datagrams, ACutWayLosesAlsoWhatIsUnderWay) {
  send_numbers(1);
  simulation.wire().cut(phone.address(), pbx.address());
  send_numbers(1);
  pbx.network().send(pbx_socket, phone.at(5060), "the other direction");
  simulation.run_for(seconds(1));
  EXPECT_TRUE(pbx_inbox.empty());
  EXPECT_EQ(phone_inbox.letters().size(), 1U);
  EXPECT_EQ(simulation.wire().statistics().lost, 2U);
  simulation.wire().mend(phone.address(), pbx.address());
  send_numbers(1);
  simulation.run_for(seconds(1));
  EXPECT_EQ(pbx_inbox.letters().size(), 1U);
}

TEST_F(Datagrams, AnUnpluggedHostHearsNothingAndIsNotHeard) {
  simulation.wire().unplug(pbx.address());
  send_numbers(1);
  pbx.network().send(pbx_socket, phone.at(5060), "x");
  simulation.run_for(seconds(1));
  EXPECT_TRUE(pbx_inbox.empty());
  EXPECT_TRUE(phone_inbox.empty());
  simulation.wire().plug(pbx.address());
  send_numbers(1);
  simulation.run_for(seconds(1));
  EXPECT_EQ(pbx_inbox.letters().size(), 1U);
}

TEST_F(Datagrams, ToWhereNobodyListensAreUnclaimed) {
  phone.network().send(phone_socket, pbx.at(9), "x");
  phone.network().send(phone_socket, {IpAddress::v4(192, 0, 2, 77), 5060}, "x");
  simulation.run_for(seconds(1));
  EXPECT_EQ(simulation.wire().statistics().unclaimed, 1U);
  EXPECT_EQ(simulation.wire().statistics().lost, 1U);
}

TEST_F(Datagrams, ToAClosedSocketAreUnclaimedAndItSendsNothing) {
  send_numbers(1);
  pbx.network().close(pbx_socket);
  pbx.network().send(pbx_socket, phone.at(5060), "x");
  simulation.run_for(seconds(1));
  EXPECT_TRUE(pbx_inbox.empty());
  EXPECT_TRUE(phone_inbox.empty());
  EXPECT_EQ(simulation.wire().statistics().unclaimed, 1U);
  EXPECT_EQ(simulation.wire().statistics().sent, 1U);
}

TEST_F(Datagrams, ASocketOnAllAddressesHearsHostAndLoopbackAndAnswersFromTheRightOne) {
  Inbox everywhere;
  const auto any = phone.network().open_datagrams({IpAddress::v4(0, 0, 0, 0), 7000}, everywhere).value();
  const Endpoint loopback{IpAddress::v4(127, 0, 0, 1), 7000};
  pbx.network().send(pbx_socket, phone.at(7000), "from outside");
  phone.network().send(any, loopback, "from inside");
  phone.network().send(any, pbx.at(5060), "out");
  simulation.run_for(seconds(1));
  ASSERT_EQ(everywhere.letters().size(), 2U);
  EXPECT_EQ(everywhere.letters()[0].from, loopback);
  EXPECT_EQ(everywhere.letters()[1].from, pbx.at(5060));
  ASSERT_EQ(pbx_inbox.letters().size(), 1U);
  EXPECT_EQ(pbx_inbox.letters()[0].from, phone.at(7000));
}

TEST_F(Datagrams, LoopbackReachesTheOwnHostOnly) {
  Inbox inside;
  const Endpoint loopback{IpAddress::v4(127, 0, 0, 1), 5070};
  const auto socket = phone.network().open_datagrams(loopback, inside).value();
  pbx.network().send(pbx_socket, loopback, "to the loopback of the PBX");
  phone.network().send(socket, pbx.at(5060), "loopback does not leave the host");
  simulation.run_for(seconds(1));
  EXPECT_TRUE(inside.empty());
  EXPECT_TRUE(pbx_inbox.empty());
}

TEST_F(Datagrams, PortZeroChoosesAFreePort) {
  Inbox inbox;
  const auto first = phone.network().open_datagrams(phone.at(0), inbox).value();
  const auto second = phone.network().open_datagrams(phone.at(0), inbox).value();
  const auto one = phone.network().local_endpoint(first);
  const auto other = phone.network().local_endpoint(second);
  EXPECT_EQ(one.address, phone.address());
  EXPECT_NE(one.port, 0);
  EXPECT_NE(one.port, other.port);
}

TEST_F(Datagrams, ABoundPortOrAForeignAddressIsUnavailable) {
  Inbox inbox;
  EXPECT_EQ(phone.network().open_datagrams(phone.at(5060), inbox).error().code, Errc::Unavailable);
  EXPECT_EQ(phone.network().open_datagrams({IpAddress::v4(0, 0, 0, 0), 5060}, inbox).error().code,
            Errc::Unavailable);
  EXPECT_EQ(phone.network().open_datagrams(pbx.at(5090), inbox).error().code, Errc::Unavailable);
  phone.network().close(phone_socket);
  EXPECT_TRUE(phone.network().open_datagrams(phone.at(5060), inbox));
}

TEST_F(Datagrams, ATapSeesEachDatagramWithItsFate) {
  std::string seen;
  simulation.wire().add_tap([&](const Sighting& sighting) {
    seen += "SLDU"[static_cast<std::size_t>(sighting.kind)];
    seen += sighting.bytes;
    seen += ' ';
  });
  send_numbers(1);
  simulation.run_for(seconds(1));
  simulation.wire().set_link({.loss = 1});
  send_numbers(1);
  simulation.wire().set_link({});
  phone.network().send(phone_socket, pbx.at(1), "2");
  simulation.run_for(seconds(1));
  EXPECT_EQ(seen, "S0 D0 S0 L0 S2 U2 ");
}

// A handler that closes the other socket of its host when it is called.
struct Closer final : DatagramHandler {
  void on_datagrams(SocketId, std::span<const Datagram>) override { network->close(victim); }
  Network* network = nullptr;
  SocketId victim{};
};

TEST_F(Datagrams, AHandlerMayCloseASocketThatHasABatchWaiting) {
  Closer closer;
  closer.network = &pbx.network();
  closer.victim = pbx_socket;
  ASSERT_TRUE(pbx.network().open_datagrams(pbx.at(5080), closer));
  phone.network().send(phone_socket, pbx.at(5080), "x");
  send_numbers(1);
  simulation.run_for(seconds(1));
  EXPECT_TRUE(pbx_inbox.empty());
}

}  // namespace
}  // namespace handset::sim
