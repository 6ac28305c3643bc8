// What comes back for each kind of request, before any push is looked at (RFC 3261 8.2, 11.2; RFC 6665).
#include "unit/phone/phone_rig.h"

namespace handset::phone {
namespace {

Draft draft_of(std::string method) {
  Draft draft;
  draft.method = std::move(method);
  draft.extra.clear();
  draft.body.clear();
  return draft;
}

TEST(Switchboard, OptionsForALineIsAnsweredWithWhatThePhoneUnderstands) {
  Rig rig;
  const std::string answer = rig.ask(draft_of("OPTIONS").text());
  EXPECT_EQ(field_of(answer, sip::Field::Allow), "INVITE, ACK, BYE, CANCEL, OPTIONS, NOTIFY");
  EXPECT_EQ(field_of(answer, sip::Field::Accept),
            "application/sdp, text/html, text/plain, text/xml, application/simple-message-summary");
  EXPECT_EQ(field_of(answer, sip::Field::AcceptEncoding), "identity");
  EXPECT_EQ(field_of(answer, sip::Field::AllowEvents),
            "XML-Service, message-summary, resync, check-sync, report, reboot, reboot_now, restart_now");
  EXPECT_NE(answer.find("\r\nSupported: \r\n"), std::string::npos) << answer;
  EXPECT_NE(field_of(answer, sip::Field::To).find(";tag="), std::string::npos);
}

// RFC 3261 11.2: the status tells what an INVITE would get. Without a user it is the phone as such that is
// asked.
TEST(Switchboard, OptionsGetsTheStatusThatAnInviteWould) {
  Rig rig;
  const std::vector<std::pair<std::string, unsigned>> expected = {{"sip:101@192.0.2.10", 480},
                                                                  {"sip:192.0.2.10:5060", 480},
                                                                  {"sip:999@192.0.2.10", 404},
                                                                  {"tel:101", 416}};
  for (const auto& [uri, status] : expected)
    for (const char* method : {"INVITE", "OPTIONS"}) {
      Draft draft = draft_of(method);
      draft.uri = uri;
      EXPECT_EQ(status_of(rig.ask(draft.text())), status) << method << " " << uri;
    }
}

TEST(Switchboard, APushWithoutAUserIsForNobody) {
  Rig rig;
  EXPECT_EQ(status_of(rig.ask(Draft{.uri = "sip:192.0.2.10:5060"}.text())), 404U);
}

TEST(Switchboard, AUserThatNoLineHasIsNotFound) {
  Rig rig;
  for (const char* method : {"OPTIONS", "INVITE"}) {
    Draft draft = draft_of(method);
    draft.uri = "sip:999@192.0.2.10:5060";
    EXPECT_EQ(status_of(rig.ask(draft.text())), 404U) << method;
  }
  Draft push_draft;
  push_draft.uri = "sip:999@192.0.2.10:5060";
  EXPECT_EQ(status_of(rig.ask(push_draft.text())), 404U);
}

TEST(Switchboard, ALineThatIsSwitchedOffIsNotFound) {
  PhoneOptions options = phone_options();
  options.lines[1].enabled = false;
  Rig rig(std::move(options));
  Draft draft;
  draft.uri = "sip:102@192.0.2.10:5060";
  EXPECT_EQ(status_of(rig.ask(draft.text())), 404U);
}

TEST(Switchboard, AnEscapedUserIsTheSameUser) {
  Rig rig;
  Draft draft = draft_of("OPTIONS");
  draft.uri = "sip:%3101@192.0.2.10:5060";
  EXPECT_EQ(status_of(rig.ask(draft.text())), 480U);
}

TEST(Switchboard, EachMethodIsRefusedByItsOwnCode) {
  Rig rig;
  const std::vector<std::pair<std::string, unsigned>> expected = {
      {"INVITE", 480},    {"BYE", 481},     {"CANCEL", 481}, {"REGISTER", 405},
      {"SUBSCRIBE", 405}, {"MESSAGE", 405}, {"REFER", 405},  {"INFO", 405},
      {"PUBLISH", 405},   {"PRACK", 405},   {"UPDATE", 405}, {"DANCE", 501},
  };
  for (const auto& [method, status] : expected) {
    const std::string answer = rig.ask(draft_of(method).text());
    EXPECT_EQ(status_of(answer), status) << method;
    if (status == 405 || status == 501) {
      EXPECT_FALSE(field_of(answer, sip::Field::Allow).empty()) << method;
    }
  }
}

TEST(Switchboard, AnAckIsNeverAnswered) {
  Rig rig;
  EXPECT_EQ(rig.ask(draft_of("ACK").text()), "");
}

TEST(Switchboard, AStrayResponseIsMetWithSilence) {
  Rig rig;
  EXPECT_EQ(rig.ask("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-x\r\n"
                    "From: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: x\r\nCSeq: 1 OPTIONS\r\n\r\n"),
            "");
  EXPECT_EQ(rig.switchboard.counters().responses, 1U);
}

TEST(Switchboard, AnotherEventIsABadEvent) {
  Rig rig;
  Draft draft;
  draft.extra = "Event: presence\r\n";
  const std::string answer = rig.ask(draft.text());
  EXPECT_EQ(status_of(answer), 489U);
  EXPECT_EQ(field_of(answer, sip::Field::AllowEvents),
            "XML-Service, message-summary, resync, check-sync, report, reboot, reboot_now, restart_now");
}

TEST(Switchboard, ANotifyOfADialogThatIsNoneIsRefused) {
  Rig rig;
  Draft draft;
  draft.to_parameters = ";tag=gone";
  draft.extra = "Event: presence\r\n";
  EXPECT_EQ(status_of(rig.ask(draft.text())), 481U);
  EXPECT_EQ(status_of(rig.ask(Draft{.to_parameters = ";tag=gone"}.text())), 481U);
}

TEST(Switchboard, ABrokenRequestIsAnsweredAndThePhoneGoesOn) {
  Rig rig;
  Draft draft = draft_of("OPTIONS");
  std::string text = draft.text();
  text.replace(text.find("CSeq: 1"), 7, "CSeq: x");
  EXPECT_EQ(status_of(rig.ask(text)), 400U);
  EXPECT_EQ(rig.ask("not SIP at all\r\n\r\n"), "");
  EXPECT_EQ(rig.ask(std::string(3, '\0')), "");
  EXPECT_EQ(status_of(rig.ask(draft.text())), 480U);
}

TEST(Switchboard, TheAnswerGoesToTheSourcePortWhenRportIsAskedFor) {
  Rig rig;
  Draft draft = draft_of("OPTIONS");
  std::string text = draft.text();
  text.replace(text.find("192.0.2.20:5090;branch"), 22, "10.9.8.7:4444;rport;branch");
  const std::string answer = rig.ask(text);
  EXPECT_EQ(status_of(answer), 480U);
  EXPECT_NE(answer.find("received=192.0.2.20"), std::string::npos) << answer;
  EXPECT_NE(answer.find("rport=5090"), std::string::npos) << answer;
}

TEST(Switchboard, TwoLinesOfOneShardCannotHaveTheSameUser) {
  Rig rig;
  Phone second(rig.phone_host.world(), phone_options());
  EXPECT_FALSE(rig.switchboard.add(second));
  PhoneOptions twice = phone_options();
  twice.lines[0].user_id = twice.lines[1].user_id = "103";
  Phone third(rig.phone_host.world(), std::move(twice));
  EXPECT_FALSE(rig.switchboard.add(third));
}

TEST(Switchboard, ARemovedPhoneIsNotFound) {
  Rig rig;
  rig.switchboard.remove(rig.phone);
  EXPECT_EQ(status_of(rig.ask(draft_of("OPTIONS").text())), 404U);
}

// A client over TCP.
class StreamPeer final : public StreamHandler {
 public:
  explicit StreamPeer(World world) : world_(world) {
    stream = world_.network.connect({phone_address, sip_port}, *this);
  }
  void send(std::string_view bytes) { world_.network.send(stream, bytes); }
  void on_accepted(SocketId, StreamId, const Endpoint&) override {}
  void on_connected(StreamId) override { connected = true; }
  void on_bytes(StreamId, std::string_view bytes) override { received += bytes; }
  void on_closed(StreamId, std::string_view) override { closed = true; }

  StreamId stream;
  std::string received;
  bool connected = false;
  bool closed = false;

 private:
  World world_;
};

TEST(Switchboard, AStreamMayBringItsMessageByteByByte) {
  Rig rig;
  StreamPeer peer(rig.peer_host.world());
  rig.simulation.run_for(seconds(1));
  ASSERT_TRUE(peer.connected);
  for (const char c : draft_of("OPTIONS").text()) {
    peer.send(std::string_view(&c, 1));
    rig.simulation.run_for(milliseconds(10));
  }
  EXPECT_EQ(status_of(peer.received), 480U);
  EXPECT_FALSE(peer.closed);
}

TEST(Switchboard, AKeepAlivePingOnAStreamGetsAPong) {
  Rig rig;
  StreamPeer peer(rig.peer_host.world());
  rig.simulation.run_for(seconds(1));
  peer.send("\r\n\r\n");
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(peer.received, "\r\n");
}

TEST(Switchboard, AStreamWithoutContentLengthIsToldSoAndClosed) {
  Rig rig;
  StreamPeer peer(rig.peer_host.world());
  rig.simulation.run_for(seconds(1));
  std::string text = draft_of("OPTIONS").text();
  text.erase(text.find("Content-Length: 0\r\n"), 19);
  peer.send(text);
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(status_of(peer.received), 400U);
  EXPECT_TRUE(peer.closed);
}

TEST(Switchboard, OneThatEndsClosesWhatItListenedOn) {
  sim::Simulation simulation(1);
  sim::Host& host = simulation.host("phone", phone_address);
  Peer datagrams(simulation.host("peer", peer_address).world());
  auto switchboard = std::make_unique<Switchboard>(host.world());
  ASSERT_TRUE(switchboard->listen({phone_address, sip_port}));
  StreamPeer peer(simulation.host("other", IpAddress::v4(192, 0, 2, 30)).world());
  simulation.run_for(seconds(1));
  ASSERT_TRUE(peer.connected);

  switchboard.reset();
  datagrams.send(draft_of("OPTIONS").text());
  peer.send(draft_of("OPTIONS").text());
  simulation.run_for(seconds(1));
  EXPECT_TRUE(datagrams.answers.empty());
  EXPECT_EQ(peer.received, "");
  EXPECT_TRUE(peer.closed);
  EXPECT_TRUE(Switchboard(host.world()).listen({phone_address, sip_port}));
}

TEST(Switchboard, AConnectionThatBreaksTakesItsWaitingBytesWithIt) {
  Rig rig;
  {
    StreamPeer peer(rig.peer_host.world());
    rig.simulation.run_for(seconds(1));
    const std::string text = draft_of("OPTIONS").text();
    peer.send(text + text + text.substr(0, 40));
    rig.simulation.run_for(seconds(1));
    EXPECT_EQ(rig.switchboard.counters().requests, 2U);
    rig.peer_host.world().network.close(peer.stream);
    rig.simulation.run_for(seconds(1));
  }
  StreamPeer next(rig.peer_host.world());
  rig.simulation.run_for(seconds(1));
  next.send(draft_of("OPTIONS").text());
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(status_of(next.received), 480U);
}

TEST(Switchboard, AStreamThatBringsTooMuchIsAnsweredAndClosed) {
  Rig rig;
  const auto refused = [&rig](const std::string& length_and_more) {
    StreamPeer peer(rig.peer_host.world());
    rig.simulation.run_for(seconds(1));
    Draft draft = draft_of("OPTIONS");
    draft.body.clear();
    std::string text = draft.text();
    text.replace(text.find("Content-Length: 0"), 17, length_and_more);
    peer.send(text);
    rig.simulation.run_for(seconds(1));
    EXPECT_TRUE(peer.closed);
    return status_of(peer.received);
  };
  EXPECT_EQ(refused("Content-Length: 70000"), 413U);
  EXPECT_EQ(refused("X: " + std::string(17'000, 'x')), 513U);
}

}  // namespace
}  // namespace handset::phone
