// A line of a phone registers at its proxy, as its settings say. The rows of the table about that have tests
// named after them.
#include <gtest/gtest.h>
#include <map>
#include <string>

#include "sim/inbox.h"
#include "unit/phone/line_rig.h"

namespace handset::phone {
namespace {

using State = ua::Registration::State;

class LineRegistrations : public LineRig {
 protected:
  LineRegistrations() {
    EXPECT_TRUE(set("Register_1_", "Yes"));
    peer.script = binding(3600);
  }

  // A registrar that lets everybody in, for that time.
  static ScriptedPeer::Script binding(unsigned expires) {
    return [expires](const sip::Message& request, const Endpoint& source) {
      const std::string contact(request.value(sip::Field::Contact));
      return respond(request, source, 200, {{"Contact", contact + ";expires=" + std::to_string(expires)}});
    };
  }
  const Line& line() { return phone->lines()[0]; }
  [[nodiscard]] std::size_t count() const { return peer.requests().size(); }
  void run(Duration time) { simulation.run_for(time); }
  void reconfigure() {
    phone->reconfigure(options());
    switchboard.update(*phone);
    run(seconds(10));
  }
  // How long after the last request the next one comes.
  Duration until_next(Duration longest = hours(3)) {
    const std::size_t before = count();
    const SteadyTime last = peer.requests().back().at;
    for (Duration passed{}; count() == before && passed < longest; passed += seconds(1)) run(seconds(1));
    EXPECT_GT(count(), before) << "nothing was sent within that time";
    return peer.requests().back().at - last;
  }
  // The first answer, for settings as they are.
  void first_answer(ScriptedPeer::Script script) {
    peer.script = std::move(script);
    make();
    run(seconds(1));
  }
};

// RFC 3261 10.2
TEST_F(LineRegistrations, SayWhoIsReachedWhere) {
  ASSERT_TRUE(set("Display_Name_1_", "Desk"));
  make();
  run(seconds(1));
  ASSERT_EQ(count(), 1U);
  const Received& request = peer.request(0);
  EXPECT_EQ(request.bytes.substr(0, request.bytes.find('\r')), "REGISTER sip:sip.example.org SIP/2.0");
  EXPECT_EQ(request.value("To"), "Desk <sip:101@sip.example.org>");
  EXPECT_EQ(request.value("From").substr(0, request.value("From").find(";tag=")), request.value("To"));
  EXPECT_EQ(request.value("Contact"), "Desk <sip:101@192.0.2.1:5060>");
  EXPECT_EQ(request.value("Expires"), "3600");
  EXPECT_EQ(request.value("Supported"), "path");
  EXPECT_EQ(line().state(), "registered");
  EXPECT_EQ(line().trouble(), "");
}

TEST_F(LineRegistrations, AreRefreshedInTheSameCallWithTheSameNonce) {
  ASSERT_TRUE(set("Password_1_", "open sesame"));
  peer.script = [n = 0](const sip::Message& request, const Endpoint& source) mutable {
    if (++n == 1) return respond(request, source, 401, {challenge("r", "n1")});
    return respond(request, source, 200, {{"Contact", std::string(request.value(sip::Field::Contact))}});
  };
  make();
  run(seconds(1));
  until_next();
  ASSERT_EQ(count(), 3U) << "the refresh needs no challenge";
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(peer.request(i).value("Call-ID"), peer.request(0).value("Call-ID"));
    EXPECT_EQ(peer.request(i).value("CSeq"), std::to_string(i + 1) + " REGISTER");
  }
  EXPECT_EQ(peer.request(2).digest("nc"), "00000002");
}

TEST_F(LineRegistrations, AreTakenBackWhenThePhoneLeaves) {
  make();
  run(seconds(1));
  phone->unregister_lines();
  run(seconds(1));
  EXPECT_EQ(peer.requests().back().value("Expires"), "0");
  EXPECT_EQ(line().registration().state, State::Off);
  run(hours(24));
  EXPECT_EQ(count(), 2U);
}

TEST_F(LineRegistrations, LetTheirServerTellOfMessagesUnasked) {
  std::vector<unsigned> answers;
  peer.script = [&](const sip::Message& message, const Endpoint& source) {
    if (!message.is_response()) return binding(3600)(message, source);
    answers.push_back(message.status());
    return std::string();
  };
  const auto tell = [&](std::string_view branch, bool from_elsewhere) {
    const std::string notify =
        "NOTIFY sip:101@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.2:5060;branch=z9hG4bK" +
        std::string(branch) +
        "\r\nMax-Forwards: 70\r\nFrom: <sip:vm@192.0.2.2>;tag=t\r\nTo: <sip:101@192.0.2.1>\r\nCall-ID: " +
        std::string(branch) +
        "\r\nCSeq: 1 NOTIFY\r\nEvent: message-summary\r\n"
        "Content-Type: application/simple-message-summary\r\nContent-Length: 43\r\n\r\n"
        "Messages-Waiting: yes\r\nVoice-Message: 2/1\r\n";
    sim::Inbox inbox;
    Network& network = proxy_host.network();
    const SocketId other = network.open_datagrams(proxy_host.at(0), inbox).value();
    if (from_elsewhere)
      network.send(other, phone_host.at(5060), notify);
    else
      peer.send_to(phone_host.at(5060), notify);
    run(milliseconds(100));
    network.close(other);
  };
  ASSERT_TRUE(set("Password_1_", "open sesame"));
  ASSERT_TRUE(set("Register_1_", "No"));
  make();
  tell("one", false);
  EXPECT_EQ(answers, std::vector<unsigned>{401}) << "nobody is its server yet";
  ASSERT_TRUE(set("Register_1_", "Yes"));
  reconfigure();
  tell("two", true);
  EXPECT_FALSE(line().mailbox().waiting);
  tell("three", false);
  EXPECT_EQ(answers, (std::vector<unsigned>{401, 401, 200}));
  EXPECT_TRUE(line().mailbox().waiting);
}

TEST_F(LineRegistrations, GoOnWhenSettingsOfOtherThingsChange) {
  make();
  run(seconds(1));
  ASSERT_TRUE(set("Station_Name", "Kitchen"));
  reconfigure();
  EXPECT_EQ(count(), 1U);
  EXPECT_EQ(line().state(), "registered");
}

TEST_F(LineRegistrations, AreMadeAnewWhenTheLineChanges) {
  make();
  run(seconds(1));
  ASSERT_TRUE(set("Display_Name_1_", "Desk"));
  reconfigure();
  ASSERT_EQ(count(), 2U) << "the new one replaces the old one";
  EXPECT_EQ(peer.request(1).value("To"), "Desk <sip:101@sip.example.org>");
  EXPECT_EQ(peer.request(1).value("Expires"), "3600");
}

TEST_F(LineRegistrations, AreTakenBackWhereNothingReplacesThem) {
  make();
  run(seconds(1));
  ASSERT_TRUE(set("User_ID_1_", "102"));
  reconfigure();
  ASSERT_EQ(count(), 3U);
  std::map<std::string, std::string> expires;
  for (const std::size_t i : {1U, 2U})
    expires[peer.request(i).value("To")] = peer.request(i).value("Expires");
  EXPECT_EQ(expires, (std::map<std::string, std::string>{{"<sip:101@sip.example.org>", "0"},
                                                         {"<sip:102@sip.example.org>", "3600"}}));
  ASSERT_TRUE(set("Line_Enable_1_", "No"));
  reconfigure();
  ASSERT_EQ(count(), 4U);
  EXPECT_EQ(peer.request(3).value("To"), "<sip:102@sip.example.org>");
  EXPECT_EQ(peer.request(3).value("Expires"), "0");
  EXPECT_EQ(line().state(), "off");
  run(hours(24));
  EXPECT_EQ(count(), 4U);
}

TEST_F(LineRegistrations, AreNotTriedWithoutAProxy) {
  ASSERT_TRUE(set("Proxy_1_", ""));
  make();
  run(hours(1));
  EXPECT_EQ(count(), 0U);
  EXPECT_EQ(line().state(), "ready");
}

TEST_F(LineRegistrations, TellWhyTheyFail) {
  peer.script = [](const sip::Message&, const Endpoint&) { return std::string(); };
  make();
  run(seconds(5));
  EXPECT_EQ(line().state(), "registering");
  run(seconds(20));
  EXPECT_EQ(line().state(), "not registered");
  EXPECT_EQ(line().trouble(),
            "Extension 1 is not registered: sip.example.org (192.0.2.2:5060, UDP) did not answer within 16 s "
            "(Timer F).");
  EXPECT_EQ(phone_host.log().count("line 1: not registered: sip.example.org (192.0.2.2:5060, UDP) did not"),
            1U);
}

TEST_F(LineRegistrations, GiveThePasswordToNobodyElse) {
  ASSERT_TRUE(set("Password_1_", "open sesame"));
  sim::Host& other_host = simulation.host("other", IpAddress::v4(192, 0, 2, 66));
  ScriptedPeer other{simulation, other_host};
  simulation.names().set("other.example.net", {other_host.address()});
  other.script = answering(401, {challenge("sip.example.org", "n1")});
  first_answer(answering(302, {{"Contact", "<sip:other.example.net>"}}));
  ASSERT_EQ(other.requests().size(), 1U) << "asked once, without credentials";
  EXPECT_EQ(other.request(0).value("Authorization"), "");
  EXPECT_EQ(line().registration().state, State::Failed);
}

TEST_F(LineRegistrations, GiveThePasswordToTheProxyThatRedirectsToItself) {
  ASSERT_TRUE(set("Password_1_", "open sesame"));
  first_answer([n = 0](const sip::Message& request, const Endpoint& source) mutable {
    ++n;
    if (n == 1) return respond(request, source, 302, {{"Contact", "<sip:101@sip.example.org:5060>"}});
    if (n == 2) return respond(request, source, 401, {challenge("r", "n1")});
    return respond(request, source, 200, {{"Contact", std::string(request.value(sip::Field::Contact))}});
  });
  EXPECT_EQ(line().state(), "registered");
}

// --- The rows

TEST_F(LineRegistrations, Register_No_sends_none) {
  ASSERT_TRUE(set("Register_1_", "No"));
  make();
  run(hours(1));
  EXPECT_EQ(count(), 0U);
  EXPECT_EQ(line().state(), "ready");
}

TEST_F(LineRegistrations, Register_Expires_is_asked_for) {
  ASSERT_TRUE(set("Register_Expires_1_", "120"));
  first_answer(binding(120));
  EXPECT_EQ(peer.request(0).value("Expires"), "120");
  const Duration time = until_next();
  EXPECT_GE(time, seconds(90));
  EXPECT_LE(time, seconds(109));
}

TEST_F(LineRegistrations, Register_Expires_of_0_registers_nothing) {
  ASSERT_TRUE(set("Register_Expires_1_", "0"));
  make();
  run(hours(1));
  EXPECT_EQ(count(), 0U);
}

TEST_F(LineRegistrations, Reg_Min_Expires_replaces_what_is_shorter) {
  ASSERT_TRUE(set("Reg_Min_Expires", "600"));
  first_answer(binding(10));
  EXPECT_GE(until_next(), seconds(450));
}

TEST_F(LineRegistrations, Reg_Max_Expires_caps_what_a_423_demands) {
  ASSERT_TRUE(set("Reg_Max_Expires", "9000"));
  first_answer(answering(423, {{"Min-Expires", "1000000"}}));
  ASSERT_EQ(count(), 2U);
  EXPECT_EQ(peer.request(1).value("Expires"), "9000");
}

TEST_F(LineRegistrations, Reg_Retry_Intvl_follows_a_code_of_Retry_Reg_RSC) {
  ASSERT_TRUE(set("Reg_Retry_Intvl", "7"));
  ASSERT_TRUE(set("Retry_Reg_RSC", "4?4,500"));
  first_answer(answering(404));
  EXPECT_LE(until_next(), seconds(8));
  EXPECT_LE(until_next(), seconds(8)) << "and always the same, without a cap";
}

TEST_F(LineRegistrations, Reg_Retry_Long_Intvl_follows_other_codes) {
  ASSERT_TRUE(set("Reg_Retry_Long_Intvl", "300"));
  ASSERT_TRUE(set("Retry_Reg_RSC", "500"));
  first_answer(answering(404));
  const Duration time = until_next();
  EXPECT_GE(time, seconds(300));
  EXPECT_LE(time, seconds(302));
}

TEST_F(LineRegistrations, Reg_Retry_Long_Intvl_of_0_ends_it) {
  ASSERT_TRUE(set("Reg_Retry_Long_Intvl", "0"));
  first_answer(answering(403));
  run(hours(48));
  EXPECT_EQ(count(), 1U);
  EXPECT_EQ(line().registration().state, State::GivenUp);
}

TEST_F(LineRegistrations, Reg_Retry_Random_Delay_is_added) {
  ASSERT_TRUE(set("Reg_Retry_Intvl", "5"));
  ASSERT_TRUE(set("Reg_Retry_Random_Delay", "60"));
  ASSERT_TRUE(set("Retry_Reg_RSC", "500"));
  first_answer(answering(500));
  Duration most{};
  for (int i = 0; i < 20; ++i) most = std::max(most, until_next());
  EXPECT_GT(most, seconds(30));
  EXPECT_LE(most, seconds(66));
}

TEST_F(LineRegistrations, Reg_Retry_Long_Random_Delay_is_added) {
  ASSERT_TRUE(set("Reg_Retry_Long_Intvl", "5"));
  ASSERT_TRUE(set("Reg_Retry_Long_Random_Delay", "60"));
  first_answer(answering(500));
  Duration most{};
  for (int i = 0; i < 20; ++i) most = std::max(most, until_next());
  EXPECT_GT(most, seconds(30));
  EXPECT_LE(most, seconds(66));
}

TEST_F(LineRegistrations, Reg_Retry_Intvl_Cap_ends_the_doubling) {
  ASSERT_TRUE(set("Reg_Retry_Intvl", "10"));
  ASSERT_TRUE(set("Reg_Retry_Intvl_Cap", "40"));
  ASSERT_TRUE(set("Retry_Reg_RSC", "500"));
  first_answer(answering(500));
  for (const int expected : {10, 20, 40, 40}) {
    const Duration time = until_next();
    EXPECT_GE(time, seconds(expected));
    EXPECT_LE(time, seconds(expected + 1));
  }
}

TEST_F(LineRegistrations, Registering_LED_is_shown_meanwhile) {
  ASSERT_TRUE(set("Registering_LED", "c=g;p=f"));
  first_answer([](const sip::Message&, const Endpoint&) { return std::string(); });
  EXPECT_EQ(phone->lamps().lines.at(0), (Lamp{LampColour::Green, LampPattern::FastBlink}));
}

TEST_F(LineRegistrations, Register_Failed_LED_is_shown_until_it_is_mended) {
  ASSERT_TRUE(set("Register_Failed_LED", "c=r"));
  first_answer(answering(403));
  EXPECT_EQ(phone->lamps().lines.at(0), (Lamp{LampColour::Red, LampPattern::Steady}));
  const auto version = phone->lamps_version();
  peer.script = binding(60);
  until_next();
  run(seconds(1));
  EXPECT_EQ(phone->lamps().lines.at(0).colour, LampColour::Green);
  EXPECT_GT(phone->lamps_version(), version);
}

}  // namespace
}  // namespace handset::phone
