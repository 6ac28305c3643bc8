// How long a stream may take, and that time is what ends it.
#include "sim/inbox.h"
#include "unit/phone/phone_rig.h"

namespace handset::phone {
namespace {

std::string options_text() {
  Draft draft;
  draft.method = "OPTIONS";
  draft.extra.clear();
  draft.body.clear();
  return draft.text();
}

struct DoorRig : Rig {
  explicit DoorRig(const SwitchboardOptions& options = {}) : Rig(phone_options(), options) {
    stream = connect();
  }
  StreamId connect(std::uint16_t port = sip_port) {
    const StreamId id = peer_host.world().network.connect({phone_address, port}, streams);
    simulation.run_for(milliseconds(100));
    return id;
  }
  void send(std::string_view bytes) { peer_host.world().network.send(stream, bytes); }
  void wait(Duration time) { simulation.run_for(time); }
  [[nodiscard]] bool closed() { return !streams.of(stream).closed.empty(); }
  [[nodiscard]] const std::string& heard() { return streams.of(stream).bytes; }

  sim::StreamInbox streams;
  StreamId stream;
};

TEST(SipDoor, AnyPortIsOneThatIsFreeForDatagramsAndStreams) {
  DoorRig rig;
  Network& network = rig.phone_host.world().network;
  const auto first = network.listen({phone_address, 0}, rig.streams);
  ASSERT_TRUE(first);
  const auto next = static_cast<std::uint16_t>(network.local_endpoint(*first).port + 1);
  ASSERT_TRUE(network.listen({phone_address, next}, rig.streams));
  const auto bound = rig.switchboard.listen({phone_address, 0});
  ASSERT_TRUE(bound);
  EXPECT_NE(bound->port, next);
}

TEST(SipDoor, AStreamThatIsIdleForTenMinutesIsClosed) {
  DoorRig rig;
  rig.wait(seconds(590));
  EXPECT_FALSE(rig.closed());
  rig.send(options_text());
  rig.wait(seconds(590));
  EXPECT_FALSE(rig.closed());
  EXPECT_EQ(status_of(rig.heard()), 480U);
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
  const std::string text = options_text();
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
  const std::string text = options_text();
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
  EXPECT_EQ(rig.switchboard.counters().requests, 5U);
}

TEST(SipDoor, TheLimitsAreOptions) {
  SwitchboardOptions options;
  options.streams = {.idle = seconds(5), .message = seconds(2)};
  DoorRig rig(options);
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
TEST(SipDoor, ABodyAboveTheLimitIsRefusedAndTheStreamClosed) {
  DoorRig rig;
  std::string text = options_text();
  text.replace(text.find("Content-Length: 0"), 17, "Content-Length: 70000");
  rig.send(text);
  rig.wait(seconds(1));
  EXPECT_EQ(status_of(rig.heard()), 413U);
  EXPECT_TRUE(rig.closed());
}

TEST(SipDoor, AHeaderAboveTheLimitIsRefusedAndTheStreamClosed) {
  DoorRig rig;
  std::string text = options_text();
  text.replace(text.find("Content-Length: 0"), 17, "X: " + std::string(17'000, 'x'));
  rig.send(text);
  rig.wait(seconds(1));
  EXPECT_EQ(status_of(rig.heard()), 513U);
  EXPECT_TRUE(rig.closed());
}

// A thousand that only connect are gone in the end, and the phone serves.
TEST(SipDoor, ConnectionsThatSayNothingDoNotStay) {
  DoorRig rig;
  for (int i = 0; i < 1000; ++i)
    rig.peer_host.world().network.connect({phone_address, sip_port}, rig.streams);
  rig.wait(seconds(601));
  EXPECT_EQ(rig.simulation.streams().count(), 0U);
  EXPECT_EQ(status_of(rig.ask(options_text())), 480U);
}

TEST(SipDoor, WhatIsSecuredIsServedOnStreamsAlone) {
  DoorRig rig;
  ASSERT_TRUE(rig.switchboard.listen_secured({phone_address, 5061}));
  EXPECT_FALSE(rig.switchboard.listen_secured({phone_address, 5061}));
  rig.stream = rig.connect(5061);
  std::string text = options_text();
  text.replace(text.find("SIP/2.0/UDP"), 11, "SIP/2.0/TLS");
  rig.send(text);
  rig.wait(seconds(1));
  EXPECT_EQ(status_of(rig.heard()), 480U);
  EXPECT_NE(rig.heard().find("\r\nVia: SIP/2.0/TLS 192.0.2.20:5090;"), std::string::npos) << rig.heard();
  rig.peer.send(options_text(), 5061);
  rig.wait(seconds(1));
  EXPECT_TRUE(rig.peer.answers.empty());
}

}  // namespace
}  // namespace handset::phone
