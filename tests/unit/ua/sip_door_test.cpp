// How long a stream may take, and that time is what ends it.
#include "ua/sip_door.h"

#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <vector>

#include "sim/inbox.h"
#include "sim/simulation.h"

namespace handset::test {
namespace {

constexpr std::string_view options_text =
    "OPTIONS sip:101@192.0.2.10 SIP/2.0\r\nVia: SIP/2.0/TCP 192.0.2.20:5090;branch=z9hG4bK-one\r\n"
    "Max-Forwards: 70\r\nFrom: <sip:a@192.0.2.20>;tag=t\r\nTo: <sip:101@192.0.2.10>\r\nCall-ID: call-1\r\n"
    "CSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";

// A door whose handler answers each message with one word.
struct DoorRig final : ua::SipDoorHandler {
  static constexpr std::uint16_t port = 5060;

  explicit DoorRig(const ua::SipDoorLimits& limits = {}) : door(host.network(), host.clock(), *this, limits) {
    EXPECT_TRUE(door.listen(host.at(port)));
    stream = connect();
  }

  void on_message(std::string_view bytes, const ua::Origin& origin) override {
    messages.emplace_back(bytes);
    door.send(origin, origin.source, "served");
  }
  void on_broken(std::string_view header, const Error& error, const ua::Origin&) override {
    broken.emplace_back(header);
    why = error.code;
  }

  StreamId connect(std::uint16_t to = port) {
    const StreamId id = peer.network().connect(host.at(to), streams);
    simulation.run_for(milliseconds(100));
    return id;
  }
  void send(std::string_view bytes) { peer.network().send(stream, bytes); }
  void wait(Duration time) { simulation.run_for(time); }
  [[nodiscard]] bool closed() { return !streams.of(stream).closed.empty(); }
  [[nodiscard]] const std::string& heard() { return streams.of(stream).bytes; }

  sim::Simulation simulation{1};
  sim::Host& host = simulation.host("phone", IpAddress::v4(192, 0, 2, 10));
  sim::Host& peer = simulation.host("peer", IpAddress::v4(192, 0, 2, 20));
  sim::StreamInbox streams;
  std::vector<std::string> messages;
  std::vector<std::string> broken;
  Errc why = Errc::NotFound;
  ua::SipDoor door;
  StreamId stream{};
};

TEST(SipDoor, AnyPortIsOneThatIsFreeForDatagramsAndStreams) {
  DoorRig rig;
  Network& network = rig.host.network();
  const auto first = network.listen(rig.host.at(0), rig.streams);
  ASSERT_TRUE(first);
  const auto next = static_cast<std::uint16_t>(network.local_endpoint(*first).port + 1);
  ASSERT_TRUE(network.listen(rig.host.at(next), rig.streams));
  const auto bound = rig.door.listen(rig.host.at(0));
  ASSERT_TRUE(bound);
  EXPECT_NE(bound->port, next);
}

TEST(SipDoor, AStreamThatIsIdleForTenMinutesIsClosed) {
  DoorRig rig;
  rig.wait(seconds(590));
  EXPECT_FALSE(rig.closed());
  rig.send(options_text);
  rig.wait(seconds(590));
  EXPECT_FALSE(rig.closed());
  EXPECT_EQ(rig.heard(), "served");
  rig.wait(seconds(20));
  EXPECT_TRUE(rig.closed());
}

TEST(SipDoor, KeepAlivesKeepAStream) {
  DoorRig rig;
  for (int i = 0; i < 20; ++i) {
    rig.send("\r\n\r\n");
    rig.wait(seconds(120));
  }
  EXPECT_FALSE(rig.closed());
  // Half a ping, or a line end that follows a body, begins no message.
  rig.send("\r\n");
  rig.wait(seconds(300));
  EXPECT_FALSE(rig.closed());
}

TEST(SipDoor, AMessageThatTricklesInHas32SecondsInAll) {
  DoorRig rig;
  const std::string text(options_text);
  std::size_t sent = 0;
  for (; sent < 31; ++sent) {
    rig.send(text.substr(sent, 1));
    rig.wait(seconds(1));
  }
  EXPECT_FALSE(rig.closed());
  rig.wait(seconds(2));
  EXPECT_TRUE(rig.closed());
  EXPECT_EQ(rig.heard(), "");
}

TEST(SipDoor, EachMessageHasItsOwnTime) {
  DoorRig rig;
  const std::string text(options_text);
  const std::size_t half = text.size() / 2;
  rig.send(text.substr(0, half));
  for (int i = 0; i < 5; ++i) {
    rig.wait(seconds(25));
    rig.send(text.substr(half) + text.substr(0, half));
  }
  rig.wait(seconds(25));
  EXPECT_FALSE(rig.closed());
  rig.wait(seconds(10));
  EXPECT_TRUE(rig.closed());
  EXPECT_EQ(rig.messages.size(), 5U);
}

TEST(SipDoor, TheLimitsAreOptions) {
  DoorRig rig({.idle = seconds(5), .message = seconds(2)});
  rig.send("OPTIONS");
  rig.wait(seconds(3));
  EXPECT_TRUE(rig.closed());
  rig.stream = rig.connect();
  rig.wait(seconds(4));
  EXPECT_FALSE(rig.closed());
  rig.wait(seconds(2));
  EXPECT_TRUE(rig.closed());
}

// Where the next message begins is known, but not whether we want to read that far.
TEST(SipDoor, ABodyAboveTheLimitIsToldOfAndTheStreamClosed) {
  DoorRig rig;
  std::string text(options_text);
  text.replace(text.find("Content-Length: 0"), 17, "Content-Length: 70000");
  rig.send(text);
  rig.wait(seconds(1));
  EXPECT_EQ(rig.broken, std::vector{text});
  EXPECT_EQ(rig.why, Errc::TooLarge);
  EXPECT_TRUE(rig.messages.empty());
  EXPECT_TRUE(rig.closed());
}

TEST(SipDoor, AHeaderAboveTheLimitIsToldOfAndTheStreamClosed) {
  DoorRig rig;
  std::string text(options_text);
  text.replace(text.find("Content-Length: 0"), 17, "X: " + std::string(17'000, 'x'));
  rig.send(text);
  rig.wait(seconds(1));
  EXPECT_EQ(rig.broken.size(), 1U);
  EXPECT_EQ(rig.why, Errc::TooLarge);
  EXPECT_TRUE(rig.closed());
}

// A thousand that only connect are gone in the end, and the phone serves.
TEST(SipDoor, ConnectionsThatSayNothingDoNotStay) {
  DoorRig rig;
  for (int i = 0; i < 1000; ++i) rig.peer.network().connect(rig.host.at(DoorRig::port), rig.streams);
  rig.wait(seconds(601));
  EXPECT_EQ(rig.simulation.streams().count(), 0U);
  rig.stream = rig.connect();
  rig.send(options_text);
  rig.wait(seconds(1));
  EXPECT_EQ(rig.heard(), "served");
}

TEST(SipDoor, WhatIsSecuredIsServedOnStreamsAlone) {
  DoorRig rig;
  ASSERT_TRUE(rig.door.listen_secured(rig.host.at(5061)));
  EXPECT_FALSE(rig.door.listen_secured(rig.host.at(5061)));
  rig.stream = rig.connect(5061);
  rig.send(options_text);
  rig.wait(seconds(1));
  EXPECT_EQ(rig.heard(), "served");
  sim::Inbox inbox;
  const auto socket = rig.peer.network().open_datagrams(rig.peer.at(5090), inbox);
  ASSERT_TRUE(socket);
  rig.peer.network().send(*socket, rig.host.at(5061), options_text);
  rig.wait(seconds(1));
  EXPECT_TRUE(inbox.empty());
  EXPECT_EQ(rig.messages.size(), 1U);
}

}  // namespace
}  // namespace handset::test
