// "Check this line": what a person is told of a line's proxy.
#include <gtest/gtest.h>

#include "unit/phone/line_rig.h"

namespace handset::phone {
namespace {

using LineCheckOf = LineRig;

TEST_F(LineCheckOf, AProxyThatAnswersSaysWhoWhereAndHowFast) {
  EXPECT_EQ(check(), "sip.example.org (192.0.2.2:5060, UDP) answered 200 OK in 2 ms");
  EXPECT_TRUE(checked->ok);
  ASSERT_EQ(peer.requests().size(), 1U);
  EXPECT_TRUE(peer.request(0).bytes.starts_with("OPTIONS sip:sip.example.org SIP/2.0\r\n"));
  EXPECT_EQ(peer.request(0).value("To"), "<sip:sip.example.org>");
  EXPECT_TRUE(peer.request(0).value("From").starts_with("<sip:101@sip.example.org>;tag="));
  EXPECT_EQ(peer.request(0).value("Contact"), "<sip:101@192.0.2.1:5060>");
  EXPECT_EQ(switchboard.counters().responses, 0U);
  EXPECT_EQ(switchboard.traffic().messages_sent, 1U);
}

TEST_F(LineCheckOf, AProxyThatRefusesSaysWithWhat) {
  peer.script = answering(403);
  EXPECT_EQ(check(), "sip.example.org (192.0.2.2:5060, UDP) answered 403 Forbidden in 2 ms");
  EXPECT_FALSE(checked->ok);
}

TEST_F(LineCheckOf, AProxyThatDoesNotKnowOptionsFindsItThere) {
  peer.script = answering(405);
  EXPECT_EQ(check(),
            "sip.example.org (192.0.2.2:5060, UDP) answered 405 Method Not Allowed in 2 ms, so it is there");
  EXPECT_TRUE(checked->ok);
}

TEST_F(LineCheckOf, AProxyThatWritesOddWordsShowsTheUsualOnes) {
  peer.script = [](const sip::Message& request, const Endpoint& source) {
    return respond(request, source, 503, {}, "\xf0\x9f\x94\xa5");
  };
  EXPECT_EQ(check(), "sip.example.org (192.0.2.2:5060, UDP) answered 503 Service Unavailable in 2 ms");
}

TEST_F(LineCheckOf, AProxyThatIsSilentSaysHowLongItWasAwaited) {
  peer.script = {};
  EXPECT_EQ(check(), "sip.example.org (192.0.2.2:5060, UDP) did not answer within 16 s (Timer F)");
  EXPECT_FALSE(checked->ok);
  EXPECT_EQ(switchboard.counters().requests_sent, 1U);
  // RFC 3261 17.1.2.2 with T1 0.5 s, T2 4 s and 16 s in all: again after 0.5, 1.5, 3.5, 7.5, 11.5 and 15.5 s.
  EXPECT_EQ(switchboard.counters().retransmissions_sent, 6U);
  EXPECT_EQ(switchboard.counters().unanswered, 1U);
}

TEST_F(LineCheckOf, AProxyThatAsksGetsThePassword) {
  DigestGate gate(proxy_host, "sip.example.org");
  peer.script = gate.script();
  ASSERT_TRUE(set("Password_1_", "open sesame"));
  EXPECT_EQ(check(), "sip.example.org (192.0.2.2:5060, UDP) answered 200 OK in 4 ms");
  EXPECT_EQ(gate.accepted(), 1);
}

TEST_F(LineCheckOf, AProxyThatRefusesThePasswordSaysSo) {
  DigestGate gate(proxy_host, "sip.example.org");
  peer.script = gate.script();
  ASSERT_TRUE(set("Password_1_", "wrong"));
  EXPECT_EQ(check(), "sip.example.org (192.0.2.2:5060, UDP) asks for a password and refused ours");
  EXPECT_FALSE(checked->ok);
}

TEST_F(LineCheckOf, ALineWithoutAPasswordNeverSendsADigest) {
  peer.script = answering(401, {challenge("sip.example.org", "n1")});
  EXPECT_EQ(check(), "sip.example.org (192.0.2.2:5060, UDP) asks for a password and Password is empty");
  EXPECT_EQ(peer.requests().size(), 1U);
}

TEST_F(LineCheckOf, AProxyThatAsksInAForeignWaySaysSo) {
  ASSERT_TRUE(set("Password_1_", "secret"));
  peer.script = answering(401, {{"WWW-Authenticate", "Basic realm=\"x\""}});
  EXPECT_TRUE(check().starts_with(
      "sip.example.org (192.0.2.2:5060, UDP) asks for a password in a way that cannot be answered: "))
      << checked->words;
}

TEST_F(LineCheckOf, AHostThatNobodyKnowsSaysSo) {
  ASSERT_TRUE(set("Proxy_1_", "nowhere.example"));
  EXPECT_EQ(check(), "There is no address for the host nowhere.example: this host name is not known");
}

TEST_F(LineCheckOf, ADeadNameServerSaysSo) {
  simulation.names().set_failure("sip.example.org", {Errc::Unavailable, 0, "the name server does not answer"},
                                 seconds(10));
  EXPECT_EQ(check(), "There is no address for the host sip.example.org: the name server does not answer");
}

TEST_F(LineCheckOf, ALineThatIsNotSetUpSaysWhatIsMissing) {
  ASSERT_TRUE(set("Proxy_1_", ""));
  EXPECT_EQ(check(), "Proxy is empty");
  ASSERT_TRUE(set("User_ID_1_", ""));
  phone.reset();
  EXPECT_EQ(check(), "User ID is empty");
  ASSERT_TRUE(set("Line_Enable_1_", "No"));
  phone.reset();
  EXPECT_EQ(check(), "Line Enable is No");
  EXPECT_TRUE(peer.requests().empty());
}

TEST_F(LineCheckOf, AnAddressNeedsNoNameServer) {
  ASSERT_TRUE(set("Proxy_1_", "192.0.2.2:5060"));
  EXPECT_EQ(check(), "192.0.2.2:5060 (UDP) answered 200 OK in 2 ms");
  EXPECT_TRUE(peer.request(0).bytes.starts_with("OPTIONS sip:192.0.2.2:5060 SIP/2.0\r\n"));
}

TEST_F(LineCheckOf, AListOfServersAsksTheFirst) {
  ASSERT_TRUE(set("Proxy_1_", "example.org:SRV=192.0.2.2:5060:p=0|192.0.2.99:p=1"));
  EXPECT_EQ(check(), "192.0.2.2:5060 (UDP) answered 200 OK in 2 ms");
  EXPECT_TRUE(peer.request(0).bytes.starts_with("OPTIONS sip:example.org SIP/2.0\r\n"));
}

TEST_F(LineCheckOf, AClosedTcpPortSaysSo) {
  ASSERT_TRUE(set("SIP_Transport_1_", "TCP"));
  ASSERT_TRUE(set("Proxy_1_", "sip.example.org:5999"));
  EXPECT_EQ(check(), "sip.example.org (192.0.2.2:5999, TCP) cannot be reached: the connection was refused");
}

TEST_F(LineCheckOf, OneLineIsSharedByAllWhoAsk) {
  begin_check();
  std::optional<LineCheck> other;
  ASSERT_TRUE(phone->check_line(1, [&](const LineCheck& found) { other = found; }));
  simulation.run_for(seconds(1));
  ASSERT_TRUE(checked && other);
  EXPECT_EQ(other->words, checked->words);
  EXPECT_EQ(peer.requests().size(), 1U);
}

TEST_F(LineCheckOf, TooManyWhoAskAreRefusedInWords) {
  peer.script = {};
  begin_check();
  std::vector<std::string> words;
  for (int i = 0; i < 40; ++i)
    ASSERT_TRUE(phone->check_line(1, [&](const LineCheck& found) { words.push_back(found.words); }));
  EXPECT_EQ(words.size(), 9U);
  EXPECT_EQ(words.at(0), "Too many wait for the check of this line");
  simulation.run_for(minutes(1));
  EXPECT_EQ(words.size(), 40U);
}

TEST_F(LineCheckOf, OneMayFollowAnotherFromInsideItsAnswer) {
  make();
  int rounds = 0;
  std::function<void(const LineCheck&)> again = [&](const LineCheck&) {
    if (++rounds < 20) {
      EXPECT_TRUE(phone->check_line(1, again));
    }
  };
  ASSERT_TRUE(phone->check_line(1, again));
  simulation.run_for(seconds(2));
  EXPECT_EQ(rounds, 20);
}

TEST_F(LineCheckOf, ALineThatStaysWhatItIsGoesOn) {
  begin_check();
  ASSERT_TRUE(set("Station_Name", "Kitchen"));
  phone->reconfigure(options());
  simulation.run_for(minutes(1));
  ASSERT_TRUE(checked);
  EXPECT_TRUE(checked->ok) << checked->words;
}

TEST_F(LineCheckOf, ALineThatChangesMeanwhileIsGivenUpInWords) {
  for (const bool resolving : {true, false}) {
    peer.script = {};
    begin_check();
    if (!resolving) simulation.run_for(seconds(3));
    ASSERT_TRUE(set("Display_Name_1_", resolving ? "Desk" : "Kitchen"));
    phone->reconfigure(options());
    ASSERT_TRUE(checked);
    EXPECT_EQ(checked->words, "The check was given up, because the line has changed");
    EXPECT_FALSE(checked->ok);
    const std::size_t requests = peer.requests().size();
    simulation.run_for(minutes(1));
    EXPECT_EQ(peer.requests().size(), requests);
  }
}

TEST_F(LineCheckOf, APhoneThatEndsIsGivenUpInWords) {
  peer.script = {};
  begin_check();
  simulation.run_for(seconds(1));
  switchboard.remove(*phone);
  phone.reset();
  ASSERT_TRUE(checked);
  EXPECT_EQ(checked->words, "The check was given up, because the line has changed");
  simulation.run_for(minutes(1));
}

TEST_F(LineCheckOf, ALineThatDoesNotExistIsNotFound) {
  make();
  EXPECT_EQ(phone->check_line(0, [](const LineCheck&) {}).error().code, Errc::NotFound);
  EXPECT_EQ(phone->check_line(99, [](const LineCheck&) {}).error().code, Errc::NotFound);
}

TEST_F(LineCheckOf, ALineWritesItsMessagesToTheLogWhenAskedTo) {
  ASSERT_TRUE(set("SIP_Debug_Option_1_", "1-line"));
  check();
  EXPECT_EQ(phone_host.log().count("OPTIONS sip:sip.example.org"), 1U) << phone_host.log().text();
  EXPECT_EQ(phone_host.log().count("200 OK"), 1U) << phone_host.log().text();
}

TEST_F(LineCheckOf, ALineWithoutASwitchboardUsesASocketOfItsOwn) {
  make();
  const std::size_t sockets = phone_host.network().open_sockets();
  const World world = phone_host.world();
  LineClient client(world, 1, phone->lines()[0].shared_options(), nullptr);
  client.check([this](const LineCheck& found) { checked = found; });
  simulation.run_for(seconds(1));
  EXPECT_TRUE(checked && checked->ok);
  EXPECT_EQ(phone_host.network().open_sockets(), sockets + 1) << "for repeated answers, until T4";
  simulation.run_for(seconds(5));
  EXPECT_EQ(phone_host.network().open_sockets(), sockets);
}

TEST_F(LineCheckOf, ALineThatIsAskedOverAndOverKeepsFewSockets) {
  make();
  const std::size_t sockets = phone_host.network().open_sockets();
  const World world = phone_host.world();
  LineClient client(world, 1, phone->lines()[0].shared_options(), nullptr);
  for (int i = 0; i < 50; ++i) {
    client.check([](const LineCheck&) {});
    simulation.run_for(milliseconds(10));
  }
  EXPECT_LE(phone_host.network().open_sockets(), sockets + 9);
  EXPECT_EQ(peer.requests().size(), 50U);
}

}  // namespace
}  // namespace handset::phone
