// Connections of a door to servers, and the channels that share them.
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

#include "ua/response_router.h"
#include "ua/sip_door.h"
#include "unit/ua/requester.h"
#include "unit/ua/scripted_peer.h"

namespace handset::test {
namespace {

using ua::SipTransport;
using Failure = ua::AuthenticatedRequest::Failure;

// Serves as a phone does: responses go to the router, requests are answered with a word.
struct SharedStreams : testing::Test, ua::SipDoorHandler, ua::StreamShare::User {
  SharedStreams() {
    EXPECT_TRUE(door->listen(phone.at(5060)));
    peer.script = [](const sip::Message& request, const Endpoint& source) {
      return respond(request, source, request.body() == "one" ? 201U : 202U);
    };
  }
  void on_message(std::string_view bytes, const ua::Origin& origin) override {
    sip::Message message;
    if (message.parse(bytes, sip::Message::Framing::Stream) && message.is_response()) {
      if (!router->route(message)) ++stray;
      return;
    }
    requests.emplace_back(bytes);
    transports.push_back(origin.transport());
    door->send(origin, origin.source, "served");
  }
  void on_broken(std::string_view, const Error&, const ua::Origin&) override {}
  void on_stream_lost(std::string_view why) override { lost.emplace_back(why); }

  [[nodiscard]] ua::ChannelOptions options(std::uint16_t local = 5060) {
    return {.transport = SipTransport::Tcp,
            .remote = pbx.at(5060),
            .streams = ua::SharedStreams{door.get(), phone.at(local), router.get()}};
  }
  void run(Duration time) { simulation.run_for(time); }
  // Sends and waits for the answer.
  unsigned status(const ua::ChannelOptions& by, const std::string& body) {
    Requester requester(phone, by);
    EXPECT_TRUE(requester.send(Requester::request(body), Requester::credentials()));
    run(seconds(1));
    return requester.status;
  }

  sim::Simulation simulation{5};
  sim::Host& phone = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
  sim::Host& pbx = simulation.host("pbx", IpAddress::v4(192, 0, 2, 2));
  ScriptedPeer peer{simulation, pbx};
  std::unique_ptr<ua::SipDoor> door = std::make_unique<ua::SipDoor>(
      phone.network(), phone.clock(), static_cast<ua::SipDoorHandler&>(*this), ua::SipDoorLimits{});
  std::unique_ptr<ua::ResponseRouter> router = std::make_unique<ua::ResponseRouter>(phone.clock());
  ua::StreamShare share{*this};
  int stray = 0;
  std::vector<std::string> requests;
  std::vector<SipTransport> transports;
  std::vector<std::string> lost;
};

TEST_F(SharedStreams, CarryTheRequestsOfAllChannels) {
  Requester one(phone, options());
  Requester two(phone, options());
  ASSERT_TRUE(one.send(Requester::request("one"), Requester::credentials()));
  ASSERT_TRUE(two.send(Requester::request("two"), Requester::credentials()));
  run(seconds(1));
  EXPECT_EQ(one.status, 201U);
  EXPECT_EQ(two.status, 202U);
  EXPECT_EQ(peer.connections(), 1U);
  EXPECT_EQ(stray, 0);
  EXPECT_TRUE(peer.request(0).value("Via").starts_with("SIP/2.0/TCP 192.0.2.1:5060;branch="));
}

TEST_F(SharedStreams, AreOfThoseWhoAreReachedAtOnePlace) {
  Requester one(phone, options());
  Requester other(phone, options(5061));
  run(seconds(1));
  EXPECT_EQ(peer.connections(), 2U);
}

TEST_F(SharedStreams, BringRequestsToo) {
  ASSERT_TRUE(door->share(options().plan(), share));
  run(seconds(1));
  peer.send_on_stream("OPTIONS sip:101@192.0.2.1 SIP/2.0\r\nContent-Length: 0\r\n\r\n");
  run(seconds(1));
  ASSERT_EQ(requests.size(), 1U);
  EXPECT_EQ(transports[0], SipTransport::Tcp);
}

TEST_F(SharedStreams, StayAWhileWhenNobodyNeedsThem) {
  EXPECT_EQ(status(options(), "one"), 201U);
  run(seconds(20));
  EXPECT_EQ(status(options(), "two"), 202U);
  EXPECT_EQ(peer.connections(), 1U);
  run(seconds(40));
  EXPECT_EQ(simulation.streams().count(), 0U);
  EXPECT_EQ(status(options(), "one"), 201U);
  EXPECT_EQ(peer.connections(), 2U);
}

TEST_F(SharedStreams, StayAsLongAsSomebodyHoldsAShare) {
  ASSERT_TRUE(door->share(options().plan(), share));
  run(hours(24));
  EXPECT_TRUE(share.held());
  EXPECT_GE(peer.pings(), 24U * 3600U / 100U - 1U);
  EXPECT_EQ(peer.connections(), 1U);
  share.leave();
  run(seconds(40));
  EXPECT_EQ(simulation.streams().count(), 0U);
  EXPECT_TRUE(lost.empty());
}

TEST_F(SharedStreams, TellAllWhenTheyAreLost) {
  peer.script = {};
  Requester requester(phone, options());
  ASSERT_TRUE(requester.send());
  ASSERT_TRUE(door->share(options().plan(), share));
  run(seconds(1));
  peer.close_stream();
  run(seconds(1));
  EXPECT_EQ(lost, std::vector<std::string>{"closed by the peer"});
  EXPECT_FALSE(share.held());
  EXPECT_EQ(requester.failure, Failure::Transport);
  EXPECT_EQ(requester.channel().lost_because(), "closed by the peer");
  EXPECT_EQ(status(options(), "one"), 0U) << "the script is silent";
  EXPECT_EQ(peer.connections(), 2U) << "the next request makes a new one";
}

TEST_F(SharedStreams, TellWhyThereIsNone) {
  ua::ChannelOptions nobody = options();
  nobody.remote = pbx.at(5999);
  Requester requester(phone, nobody);
  ASSERT_TRUE(requester.send());
  run(seconds(1));
  EXPECT_EQ(requester.failure, Failure::Transport);
  EXPECT_EQ(requester.channel().lost_because(), "the connection was refused");
}

TEST_F(SharedStreams, PingAsOftenAsAServerWants) {
  ASSERT_TRUE(door->share(options().plan(), share));
  share.ping_every(seconds(20));
  run(seconds(105));
  EXPECT_EQ(peer.pings(), 5U);
  share.ping_every(seconds(60));
  run(seconds(100));
  EXPECT_EQ(peer.pings(), 10U) << "the shorter time counts";
}

// RFC 5626 4.4.1
TEST_F(SharedStreams, AreLostWhenAServerAnswersPingsNoMore) {
  peer.answers_pings = true;
  ASSERT_TRUE(door->share(options().plan(), share));
  run(seconds(350));
  EXPECT_EQ(peer.pings(), 3U);
  peer.answers_pings = false;
  run(seconds(49));
  EXPECT_TRUE(share.held());
  run(seconds(12));
  EXPECT_FALSE(share.held());
  EXPECT_EQ(lost, std::vector<std::string>{"the peer gives no sign of life"});
}

TEST_F(SharedStreams, AnyMessageIsASignOfLife) {
  peer.answers_pings = true;
  ASSERT_TRUE(door->share(options().plan(), share));
  run(seconds(150));
  peer.answers_pings = false;
  run(seconds(45));
  for (int i = 0; i < 20; ++i) {
    run(seconds(9));
    peer.send_on_stream("OPTIONS sip:101@192.0.2.1 SIP/2.0\r\nContent-Length: 0\r\n\r\n");
  }
  run(seconds(1));
  EXPECT_TRUE(share.held());
}

TEST_F(SharedStreams, SpeakTlsWhereThatIsWanted) {
  peer.listen_secured(pbx, "sip.example.org");
  ua::ChannelOptions secured = options();
  secured.transport = SipTransport::Tls;
  secured.remote = pbx.at(5061);
  secured.tls_name = "sip.example.org";
  EXPECT_EQ(status(secured, "one"), 201U);
  EXPECT_TRUE(peer.request(0).value("Via").starts_with("SIP/2.0/TLS "));
  peer.send_on_stream("OPTIONS sip:101@192.0.2.1 SIP/2.0\r\nContent-Length: 0\r\n\r\n");
  run(seconds(1));
  EXPECT_EQ(transports, std::vector<SipTransport>{SipTransport::Tls});
  secured.tls_name = "sip.example.com";
  Requester requester(phone, secured);
  ASSERT_TRUE(requester.send());
  run(seconds(1));
  EXPECT_EQ(requester.channel().lost_because(), "the peer's certificate is for another name");
}

TEST_F(SharedStreams, EndWithTheDoor) {
  ASSERT_TRUE(door->share(options().plan(), share));
  auto requester = std::make_unique<Requester>(phone, options());
  run(seconds(1));
  router.reset();
  door.reset();
  EXPECT_FALSE(share.held());
  EXPECT_FALSE(requester->channel().is_open());
  share.send("nothing");
  requester.reset();
  run(seconds(1));
  EXPECT_EQ(simulation.streams().count(), 0U);
  EXPECT_TRUE(lost.empty());
}

}  // namespace
}  // namespace handset::test
