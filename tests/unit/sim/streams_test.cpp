#include <gtest/gtest.h>
#include <string>

#include "sim/inbox.h"
#include "sim/simulation.h"

namespace handset::sim {
namespace {

struct StreamsBetweenHosts : testing::Test {
  Simulation simulation{1};
  Host& phone = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
  Host& pbx = simulation.host("pbx", IpAddress::v4(192, 0, 2, 2));
  StreamInbox phone_inbox;
  StreamInbox pbx_inbox;
  SocketId listener = pbx.network().listen(pbx.at(5060), pbx_inbox).value();

  // The phone's and the PBX's id of a connected stream.
  struct Pair {
    StreamId ours;
    StreamId theirs;
  };
  Pair connected() {
    const StreamId ours = phone.network().connect(pbx.at(5060), phone_inbox);
    simulation.run_for(seconds(1));
    EXPECT_TRUE(phone_inbox.of(ours).connected);
    return {ours, pbx_inbox.accepted().back()};
  }
};

TEST_F(StreamsBetweenHosts, ConnectIsHeardOnBothSidesOnLaterTurns) {
  const StreamId stream = phone.network().connect(pbx.at(5060), phone_inbox);
  EXPECT_FALSE(phone_inbox.of(stream).connected);
  simulation.run_for(milliseconds(1));
  ASSERT_EQ(pbx_inbox.accepted().size(), 1U);
  EXPECT_EQ(pbx_inbox.of(pbx_inbox.accepted()[0]).remote.address, phone.address());
  EXPECT_FALSE(phone_inbox.of(stream).connected);
  simulation.run_for(milliseconds(1));
  EXPECT_TRUE(phone_inbox.of(stream).connected);
}

TEST_F(StreamsBetweenHosts, BytesFlowBothWaysInOrder) {
  const auto pair = connected();
  std::string expected;
  simulation.wire().set_link({.min_delay = milliseconds(1), .max_delay = milliseconds(90)});
  for (int i = 0; i < 200; ++i) {
    const std::string words = std::to_string(i) + ",";
    expected += words;
    phone.network().send(pair.ours, words);
    pbx.network().send(pair.theirs, words);
    simulation.run_for(milliseconds(3));
  }
  simulation.run_for(seconds(1));
  EXPECT_EQ(pbx_inbox.of(pair.theirs).bytes, expected);
  EXPECT_EQ(phone_inbox.of(pair.ours).bytes, expected);
}

TEST_F(StreamsBetweenHosts, WhatOneTurnSendsComesTogether) {
  const auto pair = connected();
  phone.network().send(pair.ours, "one ");
  phone.network().send(pair.ours, "two");
  simulation.run_for(seconds(1));
  EXPECT_EQ(pbx_inbox.of(pair.theirs).bytes, "one two");
  EXPECT_EQ(pbx_inbox.of(pair.theirs).pieces, 1U);
}

TEST_F(StreamsBetweenHosts, ASplittingWayCutsBytesAnywhereAndLosesNone) {
  const auto pair = connected();
  simulation.wire().set_link({.split = 1});
  for (int i = 0; i < 50; ++i) {
    phone.network().send(pair.ours, "abcdefghij");
    simulation.run_for(milliseconds(10));
  }
  std::string expected;
  for (int i = 0; i < 50; ++i) expected += "abcdefghij";
  EXPECT_EQ(pbx_inbox.of(pair.theirs).bytes, expected);
  EXPECT_GT(pbx_inbox.of(pair.theirs).pieces, 100U);
}

TEST_F(StreamsBetweenHosts, ALossyWayDelaysButLosesNoByte) {
  const auto pair = connected();
  simulation.wire().set_link({.loss = 0.5});
  std::string expected;
  for (int i = 0; i < 100; ++i) {
    phone.network().send(pair.ours, std::to_string(i));
    expected += std::to_string(i);
    simulation.run_for(milliseconds(10));
  }
  simulation.run_for(seconds(5));
  EXPECT_EQ(pbx_inbox.of(pair.theirs).bytes, expected);
}

TEST_F(StreamsBetweenHosts, ConnectIsRefusedWhereNobodyListens) {
  const StreamId stream = phone.network().connect(pbx.at(5061), phone_inbox);
  simulation.run_for(seconds(1));
  EXPECT_FALSE(phone_inbox.of(stream).connected);
  EXPECT_EQ(phone_inbox.of(stream).closed, "the connection was refused");
  EXPECT_EQ(simulation.streams().count(), 0U);
}

TEST_F(StreamsBetweenHosts, ConnectToAHostThatIsNotThereTimesOut) {
  const StreamId stream = phone.network().connect({IpAddress::v4(192, 0, 2, 77), 5060}, phone_inbox);
  simulation.run_for(Streams::patience - seconds(2));
  EXPECT_EQ(phone_inbox.of(stream).closed, "");
  simulation.run_for(seconds(5));
  EXPECT_EQ(phone_inbox.of(stream).closed, "the peer did not answer in time");
}

TEST_F(StreamsBetweenHosts, BytesSentBeforeTheConnectionStandsFollowIt) {
  const StreamId stream = phone.network().connect(pbx.at(5060), phone_inbox);
  phone.network().send(stream, "early ");
  phone.network().send(stream, "bird");
  simulation.run_for(seconds(1));
  EXPECT_EQ(pbx_inbox.of(pbx_inbox.accepted().at(0)).bytes, "early bird");
}

TEST_F(StreamsBetweenHosts, CloseLetsOutWhatWasSentAndIsHeardByThePeerAlone) {
  const auto pair = connected();
  phone.network().send(pair.ours, "bye");
  phone.network().close(pair.ours);
  simulation.run_for(seconds(1));
  EXPECT_EQ(pbx_inbox.of(pair.theirs).bytes, "bye");
  EXPECT_EQ(pbx_inbox.of(pair.theirs).closed, "closed by the peer");
  EXPECT_EQ(phone_inbox.of(pair.ours).closed, "");
  EXPECT_EQ(simulation.streams().count(), 0U);
}

TEST_F(StreamsBetweenHosts, ClosedWhileConnectingStillDeliversWhatWasSent) {
  const StreamId stream = phone.network().connect(pbx.at(5060), phone_inbox);
  phone.network().send(stream, "in a hurry");
  phone.network().close(stream);
  simulation.run_for(seconds(1));
  const auto& theirs = pbx_inbox.of(pbx_inbox.accepted().at(0));
  EXPECT_EQ(theirs.bytes, "in a hurry");
  EXPECT_EQ(theirs.closed, "closed by the peer");
  EXPECT_FALSE(phone_inbox.of(stream).connected);
  EXPECT_EQ(simulation.streams().count(), 0U);
}

TEST_F(StreamsBetweenHosts, BothSidesMayCloseAtOnce) {
  const auto pair = connected();
  phone.network().close(pair.ours);
  pbx.network().close(pair.theirs);
  EXPECT_TRUE(simulation.run_until_idle(seconds(10)));
  EXPECT_EQ(phone_inbox.of(pair.ours).closed, "");
  EXPECT_EQ(pbx_inbox.of(pair.theirs).closed, "");
}

TEST_F(StreamsBetweenHosts, AClosedIdDoesNothing) {
  const auto pair = connected();
  phone.network().close(pair.ours);
  phone.network().send(pair.ours, "x");
  phone.network().close(pair.ours);
  simulation.run_for(seconds(1));
  phone.network().send(pair.ours, "x");
  pbx.network().send(pair.theirs, "x");
  EXPECT_TRUE(simulation.run_until_idle(seconds(10)));
  EXPECT_EQ(pbx_inbox.of(pair.theirs).bytes, "");
}

TEST_F(StreamsBetweenHosts, AHostCannotTouchTheStreamsOfAnother) {
  const auto pair = connected();
  pbx.network().send(pair.ours, "forged");
  pbx.network().close(pair.ours);
  simulation.run_for(seconds(1));
  EXPECT_EQ(pbx_inbox.of(pair.theirs).closed, "");
  EXPECT_EQ(pbx_inbox.of(pair.theirs).bytes, "");
}

TEST_F(StreamsBetweenHosts, ACutWayHoldsBytesUpUntilItIsMended) {
  const auto pair = connected();
  simulation.wire().cut(phone.address(), pbx.address());
  phone.network().send(pair.ours, "late");
  simulation.run_for(seconds(60));
  phone.network().send(pair.ours, "r");
  EXPECT_EQ(pbx_inbox.of(pair.theirs).bytes, "");
  simulation.wire().mend(phone.address(), pbx.address());
  simulation.run_for(seconds(2));
  EXPECT_EQ(pbx_inbox.of(pair.theirs).bytes, "later");
}

TEST_F(StreamsBetweenHosts, ALongCutBreaksTheSenderAndLeavesThePeerHalfOpen) {
  const auto pair = connected();
  simulation.wire().cut(phone.address(), pbx.address());
  phone.network().send(pair.ours, "x");
  simulation.run_for(Streams::patience + seconds(2));
  EXPECT_EQ(phone_inbox.of(pair.ours).closed, "the peer did not answer in time");
  EXPECT_EQ(pbx_inbox.of(pair.theirs).closed, "");
  simulation.wire().mend(phone.address(), pbx.address());
  pbx.network().send(pair.theirs, "still there?");
  simulation.run_for(seconds(1));
  EXPECT_EQ(pbx_inbox.of(pair.theirs).closed, "reset by the peer");
}

TEST_F(StreamsBetweenHosts, APeerThatDoesNotReadIsClosedAboveOneMebibyte) {
  const auto pair = connected();
  simulation.wire().cut(phone.address(), pbx.address());
  phone.network().send(pair.ours, std::string(std::size_t{1} << 20U, 'x'));
  simulation.run_for(seconds(1));
  EXPECT_EQ(phone_inbox.of(pair.ours).closed, "");
  phone.network().send(pair.ours, "x");
  EXPECT_EQ(phone_inbox.of(pair.ours).closed, "") << "not within the call";
  simulation.run_for(seconds(1));
  EXPECT_EQ(phone_inbox.of(pair.ours).closed, "the peer does not read");
}

TEST_F(StreamsBetweenHosts, BreakingThemIsHeardOnBothSides) {
  const auto pair = connected();
  simulation.streams().break_between(pbx.address(), phone.address());
  simulation.run_for(seconds(1));
  EXPECT_EQ(phone_inbox.of(pair.ours).closed, "the connection broke");
  EXPECT_EQ(pbx_inbox.of(pair.theirs).closed, "the connection broke");
}

TEST_F(StreamsBetweenHosts, AListenerThatClosesKeepsItsStreamsAndTakesNoNewOnes) {
  const auto pair = connected();
  pbx.network().close(listener);
  phone.network().send(pair.ours, "still here");
  const StreamId late = phone.network().connect(pbx.at(5060), phone_inbox);
  simulation.run_for(seconds(1));
  EXPECT_EQ(pbx_inbox.of(pair.theirs).bytes, "still here");
  EXPECT_EQ(phone_inbox.of(late).closed, "the connection was refused");
}

TEST_F(StreamsBetweenHosts, DatagramsAndStreamsShareAPortNumber) {
  Inbox inbox;
  EXPECT_TRUE(pbx.network().open_datagrams(pbx.at(5060), inbox));
  EXPECT_EQ(pbx.network().listen(pbx.at(5060), pbx_inbox).error().code, Errc::Unavailable);
}

TEST_F(StreamsBetweenHosts, LoopbackConnectsWithinTheHost) {
  StreamInbox inside;
  const Endpoint loopback{IpAddress::v4(127, 0, 0, 1), 8080};
  ASSERT_TRUE(phone.network().listen(loopback, inside));
  const StreamId own = phone.network().connect(loopback, phone_inbox);
  const StreamId foreign = pbx.network().connect(loopback, pbx_inbox);
  phone.network().send(own, "to myself");
  simulation.run_for(seconds(1));
  EXPECT_EQ(inside.of(inside.accepted().at(0)).bytes, "to myself");
  EXPECT_EQ(pbx_inbox.of(foreign).closed, "the connection was refused");
}

TEST_F(StreamsBetweenHosts, LeaveFromThePortThatIsAskedFor) {
  const auto stream = phone.network().connect_from({{}, 5061}, pbx.at(5060), phone_inbox);
  ASSERT_TRUE(stream);
  simulation.run_for(seconds(1));
  EXPECT_TRUE(phone_inbox.of(*stream).connected);
  EXPECT_EQ(pbx_inbox.of(pbx_inbox.accepted().at(0)).remote, phone.at(5061));
}

TEST_F(StreamsBetweenHosts, ShareAPortOnlyOnTheWayToDifferentPeers) {
  StreamInbox own;
  ASSERT_TRUE(phone.network().listen(phone.at(5060), own));
  HostNetwork& network = phone.network();
  EXPECT_EQ(network.connect_from(phone.at(5060), pbx.at(5060), phone_inbox).error().code, Errc::Unavailable);
  ASSERT_TRUE(network.connect_from(phone.at(5061), pbx.at(5060), phone_inbox));
  EXPECT_EQ(network.connect_from(phone.at(5061), pbx.at(5060), phone_inbox).error().code, Errc::Unavailable);
  EXPECT_TRUE(network.connect_from(phone.at(5061), pbx.at(5070), phone_inbox));
  EXPECT_EQ(network.connect_from(pbx.at(5061), pbx.at(5060), phone_inbox).error().code, Errc::Unavailable);
}

// --- TLS

struct SecuredStreams : StreamsBetweenHosts {
  SecuredStreams() {
    pbx.network().secure(pbx.at(5061), {"sip.example.org", "192.0.2.2"});
    EXPECT_TRUE(pbx.network().listen(pbx.at(5061), pbx_inbox));
  }
  // Why there is no connection; empty: there is one.
  std::string outcome(std::uint16_t port, const std::string& name) {
    const StreamId stream = phone.network().connect_secured({}, pbx.at(port), name, phone_inbox).value();
    simulation.run_for(seconds(1));
    EXPECT_EQ(phone_inbox.of(stream).connected, phone_inbox.of(stream).closed.empty());
    return phone_inbox.of(stream).closed;
  }
};

TEST_F(SecuredStreams, LeadToWhoHasTheNameThatIsWanted) {
  EXPECT_EQ(outcome(5061, "sip.example.org"), "");
  EXPECT_EQ(outcome(5061, "192.0.2.2"), "");
  EXPECT_EQ(pbx_inbox.accepted().size(), 2U);
  EXPECT_EQ(outcome(5061, "sip.example.com"), "the peer's certificate is for another name");
  EXPECT_EQ(outcome(5060, "sip.example.org"), "the peer does not speak TLS");
  EXPECT_EQ(outcome(5062, "sip.example.org"), "the connection was refused");
  EXPECT_EQ(pbx_inbox.accepted().size(), 2U);
}

TEST_F(SecuredStreams, AreNotForWhoSpeaksInClear) {
  const StreamId stream = phone.network().connect(pbx.at(5061), phone_inbox);
  simulation.run_for(seconds(1));
  EXPECT_FALSE(phone_inbox.of(stream).connected);
  EXPECT_EQ(phone_inbox.of(stream).closed, "closed by the peer");
}

// Answers each piece and closes after the third.
struct Echo final : StreamHandler {
  void on_accepted(SocketId, StreamId stream, const Endpoint&) override { network->send(stream, "hello "); }
  void on_connected(StreamId) override {}
  void on_bytes(StreamId stream, std::string_view bytes) override {
    network->send(stream, bytes);
    if (++pieces == 3) network->close(stream);
  }
  void on_closed(StreamId, std::string_view) override {}
  Network* network = nullptr;
  int pieces = 0;
};

TEST_F(StreamsBetweenHosts, AHandlerMaySendAndCloseFromItsCalls) {
  Echo echo;
  echo.network = &pbx.network();
  ASSERT_TRUE(pbx.network().listen(pbx.at(7), echo));
  const StreamId stream = phone.network().connect(pbx.at(7), phone_inbox);
  for (const auto* words : {"one ", "two ", "three ", "four "}) {
    phone.network().send(stream, words);
    simulation.run_for(milliseconds(10));
  }
  EXPECT_EQ(phone_inbox.of(stream).bytes, "hello one two three ");
  EXPECT_EQ(phone_inbox.of(stream).closed, "closed by the peer");
  EXPECT_TRUE(simulation.run_until_idle(seconds(10)));
  EXPECT_EQ(simulation.streams().count(), 0U);
}

}  // namespace
}  // namespace handset::sim
