// Channels on a socket that somebody else reads, and from local ports of a range.
#include <gtest/gtest.h>
#include <memory>

#include "ua/response_router.h"
#include "unit/ua/requester.h"
#include "unit/ua/scripted_peer.h"

namespace handset::test {
namespace {

using Failure = ua::AuthenticatedRequest::Failure;

// Reads a socket, and gives the router what comes in by it.
class Reader final : public DatagramHandler {
 public:
  explicit Reader(Clock& clock) : router(std::make_unique<ua::ResponseRouter>(clock)) {}
  void on_datagrams(SocketId, std::span<const Datagram> batch) override {
    for (const Datagram& datagram : batch) {
      sip::Message message;
      if (!message.parse(datagram.bytes) || !message.is_response() || !router->route(message)) ++stray;
    }
  }
  std::unique_ptr<ua::ResponseRouter> router;
  int stray = 0;
};

struct ASharedSocket : testing::Test {
  sim::Simulation simulation{5};
  sim::Host& phone = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
  sim::Host& pbx = simulation.host("pbx", IpAddress::v4(192, 0, 2, 2));
  ScriptedPeer peer{simulation, pbx};
  Reader reader{phone.clock()};
  ua::SharedSocket shared{phone.network().open_datagrams(phone.at(5060), reader).value(), phone.at(5060),
                          reader.router.get()};
  ua::ChannelOptions options{.remote = pbx.at(5060), .shared = shared};

  void answer_with_the_body_as_status() {
    peer.script = [](const sip::Message& request, const Endpoint& source) {
      return respond(request, source, request.body() == "one" ? 201U : 202U);
    };
  }
};

TEST_F(ASharedSocket, GivesEachChannelItsOwnAnswers) {
  answer_with_the_body_as_status();
  Requester one(phone, options);
  Requester two(phone, options);
  ASSERT_TRUE(one.send(Requester::request("one"), Requester::credentials()));
  ASSERT_TRUE(two.send(Requester::request("two"), Requester::credentials()));
  simulation.run_for(seconds(1));
  EXPECT_EQ(one.status, 201U);
  EXPECT_EQ(two.status, 202U);
  EXPECT_EQ(reader.stray, 0);
  EXPECT_TRUE(peer.request(0).value("Via").starts_with("SIP/2.0/UDP 192.0.2.1:5060;branch="));
}

TEST_F(ASharedSocket, StaysOpenWhenAChannelGoes) {
  answer_with_the_body_as_status();
  std::string late;
  peer.script = [&](const sip::Message& request, const Endpoint& source) {
    late = respond(request, source, 200);
    return std::string();
  };
  {
    Requester gone(phone, options);
    ASSERT_TRUE(gone.send());
    simulation.run_for(milliseconds(100));
  }
  peer.send_to(phone.at(5060), late);
  simulation.run_for(seconds(1));
  EXPECT_EQ(reader.stray, 1);
  peer.script = [](const sip::Message& request, const Endpoint& source) {
    return respond(request, source, 200);
  };
  Requester next(phone, options);
  ASSERT_TRUE(next.send());
  simulation.run_for(seconds(1));
  EXPECT_EQ(next.status, 200U);
}

// RFC 3261 17.1.2.2
TEST_F(ASharedSocket, AbsorbsWhatIsRepeatedForAWhileWithoutTheChannel) {
  std::string answer;
  peer.script = [&](const sip::Message& request, const Endpoint& source) {
    return answer = respond(request, source, 200);
  };
  {
    Requester gone(phone, options);
    ASSERT_TRUE(gone.send());
    simulation.run_for(seconds(1));
    EXPECT_EQ(gone.status, 200U);
    EXPECT_TRUE(gone.channel().close_absorbing(seconds(5)));
    EXPECT_FALSE(gone.channel().is_open());
  }
  peer.send_to(phone.at(5060), answer);
  simulation.run_for(seconds(4));
  EXPECT_EQ(reader.stray, 0);
  simulation.run_for(seconds(2));
  peer.send_to(phone.at(5060), answer);
  simulation.run_for(seconds(1));
  EXPECT_EQ(reader.stray, 1);
}

TEST_F(ASharedSocket, TakesNoAnswerThatNobodyWaitsFor) {
  answer_with_the_body_as_status();
  Requester requester(phone, options);
  ASSERT_TRUE(requester.send());
  simulation.run_for(milliseconds(1));
  for (const std::string_view branch :
       {"z9hG4bK", "z9hG4bKabc", "other", "z9hG4bKaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    peer.send_to(phone.at(5060),
                 "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=" + std::string(branch) +
                     "\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\nCall-ID: x\r\n"
                     "CSeq: 1 NOTIFY\r\nContent-Length: 0\r\n\r\n");
  simulation.run_for(seconds(1));
  EXPECT_EQ(reader.stray, 4);
  EXPECT_EQ(requester.ends, 1);
}

TEST_F(ASharedSocket, ThatEndsFirstLeavesAClosedWay) {
  peer.script = {};
  Requester requester(phone, options);
  ASSERT_TRUE(requester.send());
  reader.router.reset();
  phone.network().close(shared.socket);
  EXPECT_FALSE(requester.channel().is_open());
  simulation.run_for(minutes(1));
  EXPECT_EQ(requester.failure, Failure::Timeout);
  EXPECT_EQ(peer.requests().size(), 1U) << "it is not sent again";
}

struct ChannelPorts : testing::Test {
  sim::Simulation simulation{6};
  sim::Host& phone = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
  sim::Host& pbx = simulation.host("pbx", IpAddress::v4(192, 0, 2, 2));
  ScriptedPeer peer{simulation, pbx};

  ua::ChannelOptions from(std::uint16_t first, std::uint16_t last) {
    return {.transport = ua::SipTransport::Tcp, .remote = pbx.at(5060), .tcp_ports = {first, last}};
  }
};

TEST_F(ChannelPorts, AreTriedInOrder) {
  ua::RequestChannel one(phone.network(), phone.random(), from(6000, 6001));
  ua::RequestChannel two(phone.network(), phone.random(), from(6000, 6001));
  ua::RequestChannel three(phone.network(), phone.random(), from(6000, 6001));
  EXPECT_TRUE(one.open());
  EXPECT_TRUE(two.open());
  EXPECT_EQ(three.open().error().code, Errc::Unavailable);
}

TEST_F(ChannelPorts, AreNotTriedWithoutEnd) {
  phone.faults().every(sim::Fault::Connect, 1);
  ua::RequestChannel channel(phone.network(), phone.random(), from(1, 65535));
  EXPECT_EQ(channel.open().error().code, Errc::Unavailable);
  EXPECT_LE(phone.faults().count(sim::Fault::Connect), 1024U);
}

TEST_F(ChannelPorts, AreNotWhatAnAnnouncedAddressSays) {
  ua::ChannelOptions options{.remote = pbx.at(5060), .local = phone.at(5070)};
  options.announced = Endpoint{IpAddress::v4(203, 0, 113, 9), 0};
  ua::RequestChannel channel(phone.network(), phone.random(), options);
  ASSERT_TRUE(channel.open());
  EXPECT_EQ(channel.sent_by(), "203.0.113.9:5070");
}

}  // namespace
}  // namespace handset::test
