#include "ua/request_channel.h"

#include <gtest/gtest.h>
#include <string>

#include "unit/ua/requester.h"
#include "unit/ua/scripted_peer.h"

namespace handset::test {
namespace {

using Failure = ua::AuthenticatedRequest::Failure;
using ua::SipTransport;

class AChannel : public testing::Test {
 protected:
  sim::Simulation simulation{11};
  sim::Host& phone = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
  sim::Host& pbx = simulation.host("pbx", IpAddress::v4(192, 0, 2, 2));
  ScriptedPeer peer{simulation, phone};
  DigestGate gate{phone, "phone"};
  ua::ChannelOptions udp{SipTransport::Udp, phone.at(5060), pbx.at(0)};
  ua::ChannelOptions tcp{SipTransport::Tcp, phone.at(5060), pbx.at(0)};

  void SetUp() override { peer.script = gate.script(); }
  void run() { simulation.run_for(minutes(3)); }
};

TEST_F(AChannel, GivesEachRequestItsOwnAnswer) {
  peer.script = [](const sip::Message& request, const Endpoint& source) {
    return respond(request, source, request.body() == "one" ? 201U : 202U);
  };
  for (const auto& options : {udp, tcp}) {
    Requester one(pbx, options);
    Requester two(pbx, one);
    ASSERT_TRUE(one.send(Requester::request("one"), Requester::credentials()));
    ASSERT_TRUE(two.send(Requester::request("two"), Requester::credentials()));
    run();
    EXPECT_EQ(one.status, 201U);
    EXPECT_EQ(two.status, 202U);
  }
}

TEST_F(AChannel, OverTcpSaysSoInViaAndRepeatsNothing) {
  peer.script = {};
  Requester requester(pbx, tcp);
  ASSERT_TRUE(requester.send());
  run();
  ASSERT_EQ(peer.requests().size(), 1U);
  EXPECT_TRUE(peer.request(0).value("Via").starts_with("SIP/2.0/TCP 192.0.2.2;branch="));
  EXPECT_EQ(requester.failure, Failure::Timeout);
}

TEST_F(AChannel, OverTcpCarriesAChallengeAndItsAnswer) {
  Requester requester(pbx, tcp);
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.status, 200U);
  EXPECT_EQ(gate.accepted(), 1);
}

TEST_F(AChannel, PutsAnswersTogetherWhereverTheyAreCut) {
  for (std::size_t cut = 0; cut <= peer.longest_answer(); ++cut) {
    peer.cut_at = cut;
    Requester requester(pbx, tcp);
    ASSERT_TRUE(requester.send());
    simulation.run_for(seconds(1));
    ASSERT_EQ(requester.status, 200U) << "cut at " << cut;
    ASSERT_EQ(requester.ends, 1);
  }
  EXPECT_GT(peer.longest_answer(), 300U);
}

TEST_F(AChannel, PutsAnswersTogetherFromSingleBytes) {
  peer.drip = true;
  Requester requester(pbx, tcp);
  ASSERT_TRUE(requester.send());
  simulation.run_for(seconds(30));
  EXPECT_EQ(requester.status, 200U);
}

TEST_F(AChannel, TellsWhenNobodyListens) {
  Requester requester(pbx, {SipTransport::Tcp, phone.at(5999), pbx.at(0)});
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.failure, Failure::Transport);
  EXPECT_FALSE(requester.channel().lost_because().empty());
  EXPECT_EQ(requester.ends, 1);
}

TEST_F(AChannel, TellsWhenThePeerHangsUp) {
  peer.script = [&](const sip::Message&, const Endpoint&) {
    peer.close_stream();
    return std::string{};
  };
  Requester requester(pbx, tcp);
  Requester other(pbx, requester);
  ASSERT_TRUE(requester.send());
  ASSERT_TRUE(other.send());
  run();
  EXPECT_EQ(requester.failure, Failure::Transport);
  EXPECT_EQ(other.failure, Failure::Transport);
  EXPECT_FALSE(requester.channel().is_open());
}

TEST_F(AChannel, ThatIsLostTakesNoNewRequest) {
  Requester requester(pbx, {SipTransport::Tcp, phone.at(5999), pbx.at(0)});
  run();
  const auto sent = requester.send();
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, Errc::Unavailable);
}

TEST_F(AChannel, LetsOneThatIsToldOfALossTakeAnotherAlong) {
  Requester requester(pbx, {SipTransport::Tcp, phone.at(5999), pbx.at(0)});
  Requester other(pbx, requester);
  ASSERT_TRUE(requester.send());
  ASSERT_TRUE(other.send());
  requester.when_done = [&](Requester& self) {
    other.forget_request();
    self.forget_request();
  };
  run();
  EXPECT_EQ(requester.ends, 1);
  EXPECT_EQ(other.ends, 0);
}

TEST_F(AChannel, IsNotEndedByAPeerThatHangsUpAfterItsAnswer) {
  peer.script = [](const sip::Message& request, const Endpoint& source) {
    return respond(request, source, 200);
  };
  Requester requester(pbx, tcp);
  ASSERT_TRUE(requester.send());
  simulation.run_for(seconds(1));
  peer.close_stream();
  run();
  EXPECT_EQ(requester.status, 200U);
  EXPECT_EQ(requester.ends, 1);
}

TEST_F(AChannel, IsLostWhenThePeerSpeaksNoSip) {
  peer.script = [](const sip::Message&, const Endpoint&) {
    return std::string("HTTP/1.1 400 Bad Request\r\n\r\n");
  };
  Requester requester(pbx, tcp);
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.failure, Failure::Transport);
  EXPECT_FALSE(requester.channel().is_open());
}

TEST_F(AChannel, AnswersAKeepAlive) {
  peer.script = {};
  Requester requester(pbx, tcp);
  ASSERT_TRUE(requester.send());
  simulation.run_for(seconds(1));
  const std::size_t before = peer.stream_bytes().size();
  peer.send_on_stream("\r\n\r\n");
  simulation.run_for(seconds(1));
  EXPECT_EQ(peer.stream_bytes().substr(before), "\r\n");
}

TEST_F(AChannel, WithoutALocalAddressNamesNobodyAndIsAnsweredAllTheSame) {
  Requester requester(pbx, {SipTransport::Udp, phone.at(5060), {}});
  EXPECT_TRUE(requester.channel().sent_by().ends_with(".invalid"));
  ASSERT_TRUE(requester.send());
  run();
  EXPECT_EQ(requester.status, 200U);
}

TEST_F(AChannel, TalksToALoopbackPeerFromLoopback) {
  sim::Host& alone = simulation.host("alone", IpAddress::v4(192, 0, 2, 3));
  Requester requester(alone, {SipTransport::Udp, {IpAddress::v4(127, 0, 0, 1), 5060}, {}});
  EXPECT_TRUE(requester.channel().sent_by().starts_with("127.0.0.1:"));
}

TEST_F(AChannel, WritesAnIpv6AddressInBrackets) {
  const auto ours = IpAddress::parse("2001:db8::2").value();
  sim::Host& six = simulation.host("six", ours);
  const Endpoint target{IpAddress::parse("2001:db8::1").value(), 5060};
  Requester over_udp(six, {SipTransport::Udp, target, {ours, 5062}});
  EXPECT_EQ(over_udp.channel().sent_by(), "[2001:db8::2]:5062");
  Requester over_tcp(six, {SipTransport::Tcp, target, {ours, 0}});
  EXPECT_EQ(over_tcp.channel().sent_by(), "[2001:db8::2]");
}

TEST_F(AChannel, ClosesItsSocketWhenItEnds) {
  const std::size_t before = pbx.network().open_sockets();
  {
    Requester requester(pbx, udp);
    EXPECT_EQ(pbx.network().open_sockets(), before + 1);
  }
  EXPECT_EQ(pbx.network().open_sockets(), before);
}

TEST_F(AChannel, SaysWhenNoSocketCanBeOpened) {
  pbx.faults().every(sim::Fault::OpenSocket, 1);
  ua::RequestChannel channel(pbx.network(), pbx.random(), udp);
  EXPECT_EQ(channel.open().error().code, Errc::Unavailable);
  EXPECT_FALSE(channel.is_open());
}

}  // namespace
}  // namespace handset::test
