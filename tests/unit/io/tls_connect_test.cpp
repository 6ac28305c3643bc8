// Streams that we connect over TLS: whom we believe, and what is said when we don't.
#include <gtest/gtest.h>
#include <thread>

#include "io/loop.h"
#include "io/network.h"
#include "support.h"
#include "tls_client.h"
#include "tls_server.h"

namespace handset::io {
namespace {

using testing::any_port;
using testing::make_identity;
using testing::patience;

Identity identity_for(const std::vector<std::string>& hosts, Duration made_ago = {}) {
  NoStore store;
  const auto now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  return own_identity(store, hosts, now - made_ago).value();
}

// Both sides of a connection.
class Ends final : public StreamHandler {
 public:
  explicit Ends(SocketNetwork& its_network) : network(its_network) {}
  void on_accepted(SocketId, StreamId stream, const Endpoint&) override { accepted.push_back(stream); }
  void on_connected(StreamId) override { connected = true; }
  void on_bytes(StreamId stream, std::string_view bytes) override {
    const bool ours = stream == mine;
    (ours ? answered : heard) += bytes;
    if (!ours) network.send(stream, "echo of " + std::string(bytes));
  }
  void on_closed(StreamId stream, std::string_view why) override {
    if (stream == mine) closed = why;
  }

  SocketNetwork& network;
  StreamId mine{};
  std::vector<StreamId> accepted;
  bool connected = false;
  std::string heard;
  std::string answered;
  std::string closed;
};

struct TlsConnect : ::testing::Test {
  explicit TlsConnect(const NetworkLimits& limits = {}) : network(loop, limits) {}

  Endpoint listen(const Identity& identity) {
    EXPECT_TRUE(network.secure(any_port(), identity));
    return network.local_endpoint(network.listen(any_port(), ends).value());
  }
  void connect(const Endpoint& to, const std::string& name) {
    ends.mine = network.connect_secured({}, to, name, ends).value();
  }
  // Why it is not believed.
  std::string refusal(const Endpoint& to, const std::string& name) {
    connect(to, name);
    EXPECT_TRUE(loop.run_until([&] { return !ends.closed.empty() || ends.connected; }, patience));
    EXPECT_FALSE(ends.connected);
    EXPECT_TRUE(ends.accepted.empty());
    return ends.closed;
  }
  void trust(const Identity& identity) { EXPECT_TRUE(network.trust({false, identity.certificate, {}})); }

  Loop loop;
  SocketNetwork network;
  Ends ends{network};
};

TEST_F(TlsConnect, CarriesWhatWasSentBeforeTheHandshakeWasDone) {
  const Identity server = make_identity();
  const Endpoint local = listen(server);
  trust(server);
  connect(local, "127.0.0.1");
  network.send(ends.mine, "early ");
  network.send(ends.mine, "bird");
  ASSERT_TRUE(loop.run_until([&] { return ends.answered.ends_with("bird"); }, patience)) << ends.closed;
  EXPECT_TRUE(ends.connected);
  EXPECT_EQ(ends.heard, "early bird");
  EXPECT_EQ(network.counters().streams_insecure, 0U);
}

TEST_F(TlsConnect, BelievesACertificateForTheNameOfAHost) {
  const Identity server = identity_for({"sip.example.org"});
  trust(server);
  connect(listen(server), "sip.example.org");
  ASSERT_TRUE(loop.run_until([&] { return ends.connected || !ends.closed.empty(); }, patience));
  EXPECT_EQ(ends.closed, "");
}

TEST_F(TlsConnect, DoesNotBelieveAnotherName) {
  const Identity server = identity_for({"sip.example.org"});
  trust(server);
  EXPECT_EQ(refusal(listen(server), "sip.example.com"), "the peer's certificate is for another name");
}

TEST_F(TlsConnect, DoesNotBelieveAnAddressThatIsNotNamed) {
  const Identity server = identity_for({"sip.example.org"});
  trust(server);
  EXPECT_EQ(refusal(listen(server), "127.0.0.1"), "the peer's certificate is for another name");
}

// RFC 5922 7.2
TEST_F(TlsConnect, TakesNoWildcardForAName) {
  const Identity server = identity_for({"*.example.org"});
  trust(server);
  EXPECT_EQ(refusal(listen(server), "sip.example.org"), "the peer's certificate is for another name");
}

TEST_F(TlsConnect, DoesNotBelieveWhoIsSignedByNobodyTrusted) {
  const Identity server = make_identity();
  trust(make_identity());
  EXPECT_EQ(refusal(listen(server), "127.0.0.1"),
            "the peer's certificate is signed by nobody who is trusted");
}

TEST_F(TlsConnect, TrustsTheSystemsAuthoritiesWhenNothingElseWasSaid) {
  EXPECT_EQ(refusal(listen(make_identity()), "127.0.0.1"),
            "the peer's certificate is signed by nobody who is trusted");
}

TEST_F(TlsConnect, DoesNotBelieveACertificateWhoseTimeIsOver) {
  const Identity server = identity_for({"127.0.0.1"}, hours(24 * 366 * 11));
  trust(server);
  EXPECT_EQ(refusal(listen(server), "127.0.0.1"), "the peer's certificate has expired");
}

TEST_F(TlsConnect, DoesNotBelieveACertificateWhoseTimeHasNotCome) {
  const Identity server = identity_for({"127.0.0.1"}, -hours(24 * 366));
  trust(server);
  EXPECT_EQ(refusal(listen(server), "127.0.0.1"), "the peer's certificate is not valid yet");
}

// Speaks no TLS.
class Talker final : public StreamHandler {
 public:
  Talker(SocketNetwork& its_network, std::string its_words)
      : network(its_network), words(std::move(its_words)) {}
  void on_accepted(SocketId, StreamId stream, const Endpoint&) override {
    accepted = true;
    network.send(stream, words);
  }
  void on_connected(StreamId) override {}
  void on_bytes(StreamId, std::string_view) override {}
  void on_closed(StreamId, std::string_view) override {}

  SocketNetwork& network;
  std::string words;
  bool accepted = false;
};

TEST_F(TlsConnect, SaysWhenThePeerSpeaksNoTls) {
  Talker talker{network, "SIP/2.0 200 OK\r\n\r\n"};
  const SocketId listener = network.listen(any_port(), talker).value();
  EXPECT_EQ(refusal(network.local_endpoint(listener), "127.0.0.1"),
            "the peer does not speak TLS as we want it");
}

struct HastyTlsConnect : TlsConnect {
  HastyTlsConnect()
      : TlsConnect([] {
          NetworkLimits limits;
          limits.handshake_timeout = milliseconds(20);
          return limits;
        }()) {}
};

TEST_F(HastyTlsConnect, GivesUpAPeerThatStalls) {
  Talker silent{network, ""};
  connect(network.local_endpoint(network.listen(any_port(), silent).value()), "127.0.0.1");
  ASSERT_TRUE(loop.run_until([&] { return !ends.closed.empty(); }, patience));
  EXPECT_EQ(ends.closed, "the peer does not finish the TLS handshake");
  EXPECT_FALSE(ends.connected);
}

TEST_F(TlsConnect, MayBeClosedInTheMiddleOfTheHandshake) {
  Talker silent{network, ""};
  connect(network.local_endpoint(network.listen(any_port(), silent).value()), "127.0.0.1");
  ASSERT_TRUE(loop.run_until([&] { return silent.accepted; }, patience));
  network.close(ends.mine);
  EXPECT_FALSE(loop.run_until([&] { return ends.connected || !ends.closed.empty(); }, milliseconds(5)));
}

TEST_F(TlsConnect, RefusesWhatCannotBeTrusted) {
  EXPECT_EQ(network.trust({false, "no certificate", {}}).error().code, Errc::Malformed);
  EXPECT_EQ(network.trust({false, {}, Identity{"none", "none"}}).error().code, Errc::Malformed);
}

// The server of the next tests is OpenSSL alone, and wants to know who we are.
struct TlsConnectToWhoAsks : TlsConnect {
  std::string answer() {
    asking.demand(own.certificate);
    connect(asking.endpoint(), "127.0.0.1");
    network.send(ends.mine, "who am I?\r\n\r\n");
    EXPECT_TRUE(loop.run_until([&] { return !ends.closed.empty(); }, patience));
    return ends.answered;
  }

  testing::Certificate server{"IP:127.0.0.1"};
  testing::TlsServer asking{server, std::string("you are trusted")};
  Identity own = identity_for({"phone.example.org"});
};

TEST_F(TlsConnectToWhoAsks, ShowsItsOwnCertificate) {
  ASSERT_TRUE(network.trust({false, server.pem(), own}));
  EXPECT_EQ(answer(), "you are trusted") << ends.closed;
}

TEST_F(TlsConnectToWhoAsks, IsTurnedAwayWithoutOne) {
  ASSERT_TRUE(network.trust({false, server.pem(), {}}));
  EXPECT_EQ(answer(), "");
}

}  // namespace
}  // namespace handset::io
