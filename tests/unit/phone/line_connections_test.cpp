// The connection of a line to its server, over TCP and TLS: one, used both ways, and made anew.
#include <gtest/gtest.h>
#include <string>

#include "unit/phone/line_rig.h"

namespace handset::phone {
namespace {

using State = ua::Registration::State;

struct LineConnections : LineRig {
  LineConnections() {
    EXPECT_TRUE(set("Register_1_", "Yes"));
    EXPECT_TRUE(set("SIP_Transport_1_", "TCP"));
    peer.script = [](const sip::Message& request, const Endpoint& source) {
      const std::string contact(request.value(sip::Field::Contact));
      return respond(request, source, 200, {{"Contact", contact + ";expires=3600"}});
    };
  }
  void run(Duration time) { simulation.run_for(time); }
  const Line& line() { return phone->lines()[0]; }
  static std::string options_for(std::string_view user) {
    return "OPTIONS sip:" + std::string(user) +
           "@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/TCP 192.0.2.2:5060;branch=z9hG4bK-o-" + std::string(user) +
           "\r\nMax-Forwards: 70\r\nFrom: <sip:pbx@192.0.2.2>;tag=t\r\nTo: <sip:" + std::string(user) +
           "@192.0.2.1>\r\nCall-ID: c-" + std::string(user) +
           "\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";
  }
};

TEST_F(LineConnections, CarryAllThatALineSendsForADay) {
  make();
  run(seconds(1));
  check();
  run(hours(24));
  EXPECT_EQ(line().state(), "registered");
  EXPECT_GT(peer.requests().size(), 24U);
  EXPECT_EQ(peer.connections(), 1U);
}

TEST_F(LineConnections, BringRequestsToTheLine) {
  make();
  run(hours(2));
  peer.send_on_stream(options_for("101"));
  run(seconds(1));
  ASSERT_EQ(peer.responses().size(), 1U);
  EXPECT_TRUE(peer.responses()[0].starts_with("SIP/2.0 480 ")) << peer.responses()[0];
}

TEST_F(LineConnections, AreSharedByTheLinesOfAPhone) {
  ASSERT_TRUE(set("User_ID_2_", "102"));
  ASSERT_TRUE(set("Proxy_2_", "sip.example.org"));
  ASSERT_TRUE(set("SIP_Transport_2_", "TCP"));
  ASSERT_TRUE(set("Extension_2_", "2"));
  make();
  run(seconds(5));
  EXPECT_EQ(phone->lines()[1].state(), "registered");
  EXPECT_EQ(peer.connections(), 1U);
}

TEST_F(LineConnections, ThatBreakAreMadeAnewWithinSeconds) {
  make();
  run(seconds(1));
  const std::size_t before = peer.requests().size();
  peer.close_stream();
  run(seconds(5));
  EXPECT_EQ(peer.requests().size(), before + 1) << "the line has registered anew";
  EXPECT_EQ(peer.connections(), 2U);
  EXPECT_EQ(line().state(), "registered");
  peer.send_on_stream(options_for("101"));
  run(seconds(1));
  EXPECT_EQ(peer.responses().size(), 1U);
}

TEST_F(LineConnections, WhoAnswersPingsNoMoreIsFoundOut) {
  peer.answers_pings = true;
  make();
  run(seconds(250));
  peer.answers_pings = false;
  run(seconds(120));
  EXPECT_EQ(peer.connections(), 2U);
  EXPECT_EQ(line().state(), "registered");
}

// RFC 5626 4.2.1; the rig has no MAC address but for these.
TEST_F(LineConnections, AreFlowsOfThePhone) {
  mac = "0002fd000001";
  make();
  run(seconds(1));
  const Received& request = peer.request(0);
  EXPECT_EQ(request.value("Contact"),
            "<sip:101@192.0.2.1:5060;transport=tcp>"
            ";+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-0002fd000001>\";reg-id=1");
  EXPECT_NE(request.bytes.find("\r\nSupported: outbound\r\n"), std::string::npos);
}

TEST_F(LineConnections, AreNoFlowsOverUdp) {
  mac = "0002fd000001";
  ASSERT_TRUE(set("SIP_Transport_1_", "UDP"));
  make();
  run(seconds(1));
  EXPECT_EQ(peer.request(0).value("Contact"), "<sip:101@192.0.2.1:5060>");
  EXPECT_EQ(peer.request(0).bytes.find("outbound"), std::string::npos);
}

TEST_F(LineConnections, ThatTheWayDoesNotKeepAreBoundWithoutAFlow) {
  mac = "0002fd000001";
  peer.script = [](const sip::Message& request, const Endpoint& source) {
    const std::string contact(request.value(sip::Field::Contact));
    if (contact.find("reg-id") != std::string::npos) return respond(request, source, 439);
    return respond(request, source, 200, {{"Contact", contact + ";expires=3600"}});
  };
  make();
  run(seconds(1));
  EXPECT_EQ(peer.requests().size(), 2U);
  EXPECT_EQ(line().state(), "registered");
}

// RFC 5626 4.4.1: 80 to 100 % of the time
TEST_F(LineConnections, ArePingedAsOftenAsTheServerWants) {
  peer.script = [](const sip::Message& request, const Endpoint& source) {
    const std::string contact(request.value(sip::Field::Contact));
    return respond(request, source, 200, {{"Contact", contact + ";expires=3600"}, {"Flow-Timer", "25"}});
  };
  make();
  run(seconds(101));
  EXPECT_EQ(peer.pings(), 5U);
}

TEST_F(LineConnections, OverTlsAreUsedTheSameWay) {
  ASSERT_TRUE(set("SIP_Transport_1_", "TLS"));
  peer.listen_secured(proxy_host, "sip.example.org");
  make();
  run(hours(2));
  EXPECT_EQ(line().state(), "registered");
  EXPECT_EQ(line().registration().server, "sip.example.org (192.0.2.2:5061, TLS)");
  EXPECT_EQ(peer.connections(), 1U);
  EXPECT_EQ(peer.request(0).value("Contact"), "<sip:101@192.0.2.1:5060;transport=tls>");
  peer.send_on_stream(options_for("101"));
  run(seconds(1));
  ASSERT_EQ(peer.responses().size(), 1U);
  EXPECT_TRUE(peer.responses()[0].starts_with("SIP/2.0 480 ")) << peer.responses()[0];
}

TEST_F(LineConnections, OverTlsAPhoneThatListensForItIsReachedThere) {
  ASSERT_TRUE(set("SIP_Transport_1_", "TLS"));
  peer.listen_secured(proxy_host, "sip.example.org");
  phone_host.network().secure(phone_host.at(5061), {"192.0.2.1"});
  ASSERT_TRUE(switchboard.listen_secured(phone_host.at(5061)));
  make();
  run(seconds(1));
  EXPECT_EQ(peer.request(0).value("Contact"), "<sip:101@192.0.2.1:5061;transport=tls>");
}

TEST_F(LineConnections, OverTlsToAnImpostorSayWhatIsWrong) {
  ASSERT_TRUE(set("SIP_Transport_1_", "TLS"));
  peer.listen_secured(proxy_host, "sip.example.com");
  make();
  run(seconds(1));
  EXPECT_EQ(line().trouble(),
            "Extension 1 is not registered: sip.example.org (192.0.2.2:5061, TLS) cannot be reached: the "
            "peer's certificate is for another name.");
  EXPECT_TRUE(peer.requests().empty());
}

}  // namespace
}  // namespace handset::phone
