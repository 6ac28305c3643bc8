// Streams of the network that are secured by TLS.
#include <gtest/gtest.h>
#include <map>
#include <thread>

#include "io/loop.h"
#include "io/network.h"
#include "support.h"
#include "tls_client.h"

namespace handset::io {
namespace {

using testing::any_port;
using testing::Connection;
using testing::make_identity;
using testing::patience;
using testing::TlsClient;

// Sends back what it hears.
class Echo final : public StreamHandler {
 public:
  explicit Echo(SocketNetwork& its_network) : network(its_network) {}
  void on_accepted(SocketId, StreamId stream, const Endpoint&) override { accepted.push_back(stream); }
  void on_connected(StreamId) override {}
  void on_bytes(StreamId stream, std::string_view bytes) override {
    heard += bytes;
    network.send(stream, bytes);
    if (heard.ends_with("close\n")) network.close(stream);
  }
  void on_closed(StreamId, std::string_view why) override { closed.emplace_back(why); }

  SocketNetwork& network;
  std::vector<StreamId> accepted;
  std::string heard;
  std::vector<std::string> closed;
};

struct TlsStreams : ::testing::Test {
  explicit TlsStreams(const NetworkLimits& limits = {}) : network(loop, limits) {}

  Endpoint listen(const Endpoint& local = any_port()) {
    EXPECT_TRUE(network.secure(local, identity));
    listener = network.listen(local, echo).value();
    return network.local_endpoint(listener);
  }
  // Runs what a client does on a thread of its own, and the loop until it is done.
  template <class Do>
  void meanwhile(Do act) {
    bool done = false;
    std::thread client([&] {
      act();
      loop.post([&] { done = true; });
    });
    EXPECT_TRUE(loop.run_until([&] { return done; }, patience));
    client.join();
  }
  bool until(const std::function<bool()>& done) { return loop.run_until(done, patience); }

  Loop loop;
  SocketNetwork network;
  Identity identity = make_identity();
  Echo echo{network};
  SocketId listener{};
};

TEST_F(TlsStreams, CarryBytesBothWaysAndEndInOrder) {
  const Endpoint local = listen();
  std::string answer;
  std::string version;
  meanwhile([&] {
    TlsClient client(local, identity);
    version = client.version();
    client.send("hello, close\n");
    answer = client.receive_all();
  });
  EXPECT_EQ(version, "TLSv1.3");
  EXPECT_EQ(answer, "hello, close\n");
  EXPECT_EQ(echo.accepted.size(), 1U);
  EXPECT_EQ(network.counters().streams_insecure, 0U);
}

TEST_F(TlsStreams, AreServedOverIpv6) {
  const Endpoint local = listen({*IpAddress::parse("::1"), 0});
  std::string answer;
  meanwhile([&] {
    TlsClient client(local, identity);
    client.send("six, close\n");
    answer = client.receive_all();
  });
  EXPECT_EQ(answer, "six, close\n");
}

TEST_F(TlsStreams, CarryMoreThanARecordAndMoreThanABuffer) {
  const Endpoint local = listen();
  const std::string much = std::string(400'000, 'x') + "close\n";
  std::string answer;
  meanwhile([&] {
    TlsClient client(local, identity);
    // Read beside, or both sides would wait for the other to read.
    std::thread reader([&] { answer = client.receive_all(); });
    client.send(much);
    reader.join();
  });
  EXPECT_EQ(answer.size(), much.size());
  EXPECT_EQ(answer, much);
}

TEST_F(TlsStreams, OldVersionsAreNotSpoken) {
  const Endpoint local = listen();
  bool with_1_2 = false;
  bool with_1_1 = true;
  meanwhile([&] {
    with_1_2 = TlsClient(local, identity, TLS1_2_VERSION).connected();
    with_1_1 = TlsClient(local, identity, TLS1_1_VERSION).connected();
  });
  EXPECT_TRUE(with_1_2);
  EXPECT_FALSE(with_1_1);
  EXPECT_EQ(echo.accepted.size(), 1U);
  EXPECT_EQ(network.counters().streams_insecure, 1U);
}

TEST_F(TlsStreams, WhoSpeaksInClearIsNotHeard) {
  const Endpoint local = listen();
  std::string answer;
  meanwhile([&] {
    Connection client = Connection::to(local);
    client.send("OPTIONS sip:101@127.0.0.1 SIP/2.0\r\n\r\n");
    client.finish_sending();
    answer = client.receive_all();
  });
  EXPECT_EQ(answer.find("OPTIONS"), std::string::npos);
  EXPECT_TRUE(echo.accepted.empty());
  EXPECT_TRUE(echo.closed.empty());
  EXPECT_EQ(echo.heard, "");
  EXPECT_EQ(network.counters().streams_insecure, 1U);
}

TEST_F(TlsStreams, APeerThatGoesIsToldOf) {
  const Endpoint local = listen();
  meanwhile([&] {
    TlsClient client(local, identity);
    client.send("hello");
    EXPECT_EQ(client.receive_some(), "hello");  // what is unread at its close would make that a reset
  });
  ASSERT_TRUE(until([&] { return echo.closed.size() == 1; }));
  EXPECT_EQ(echo.closed[0], "closed by the peer");
  EXPECT_EQ(echo.heard, "hello");
}

TEST_F(TlsStreams, OtherAddressesStayInClear) {
  listen();
  const SocketId clear = network.listen({IpAddress::v4(127, 0, 0, 2), 0}, echo).value();
  const Endpoint local = network.local_endpoint(clear);
  std::string answer;
  meanwhile([&] {
    Connection client = Connection::to(local);
    client.send("clear, close\n");
    answer = client.receive_all();
  });
  EXPECT_EQ(answer, "clear, close\n");
}

TEST_F(TlsStreams, AnIdentityThatDoesNotServeIsAnError) {
  const auto refused = network.secure(any_port(), {identity.certificate, make_identity().key});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::Malformed);
  EXPECT_TRUE(network.secure(any_port(), identity));
  EXPECT_FALSE(network.secure(any_port(), identity));
}

TEST_F(TlsStreams, AListenerThatClosesTakesUnfinishedHandshakesWithIt) {
  const Endpoint local = listen();
  Connection client = Connection::to(local);
  client.send("\x16\x03\x01");
  ASSERT_TRUE(until([&] { return network.counters().streams_accepted == 1; }));
  network.close(listener);
  std::string rest = "not closed";
  meanwhile([&] { rest = client.receive_all(); });
  EXPECT_EQ(rest, "");
  EXPECT_TRUE(echo.accepted.empty());
}

struct ImpatientTlsStreams : TlsStreams {
  ImpatientTlsStreams() : TlsStreams({.streams_per_address = 2, .handshake_timeout = milliseconds(20)}) {}
};

TEST_F(ImpatientTlsStreams, AHandshakeThatComesTooSlowlyIsEnded) {
  const Endpoint local = listen();
  std::string rest = "not closed";
  meanwhile([&] {
    Connection client = Connection::to(local);
    client.send("\x16\x03\x01");
    rest = client.receive_all();
  });
  EXPECT_EQ(rest, "");
  EXPECT_TRUE(echo.accepted.empty());
  EXPECT_EQ(network.counters().streams_insecure, 1U);
}

TEST_F(ImpatientTlsStreams, UnfinishedHandshakesCountForTheCap) {
  const Endpoint local = listen();
  const Connection first = Connection::to(local);
  const Connection second = Connection::to(local);
  ASSERT_TRUE(until([&] { return network.counters().streams_accepted == 2; }));
  const Connection third = Connection::to(local);
  ASSERT_TRUE(until([&] { return network.counters().streams_turned_away == 1; }));
  // They are gone after their time, and there is room again.
  ASSERT_TRUE(until([&] { return network.counters().streams_insecure == 2; }));
  const Connection fourth = Connection::to(local);
  EXPECT_TRUE(until([&] { return network.counters().streams_accepted == 3; }));
}

}  // namespace
}  // namespace handset::io
