// The HTTP server over TLS, with a client on OpenSSL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>

#include "io/http_server.h"
#include "support.h"
#include "tls_client.h"

namespace handset::io {
namespace {

using testing::any_port;
using testing::Connection;
using ::testing::HasSubstr;
using testing::make_identity;
using ::testing::StartsWith;
using testing::TlsClient;

struct HttpsTest : ::testing::Test {
  static std::string get(std::string_view path, bool last = true) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n" + (last ? "Connection: close\r\n" : "") +
           "\r\n";
  }

  std::unique_ptr<HttpServer> start(const HttpServerLimits& limits = {}) const {
    const auto handler = [](const HttpRequest& request, Responder respond) {
      respond({200, {}, (request.tls ? "tls " : "plain ") + request.path + " " + request.body});
    };
    return HttpServer::start(any_port(), handler, limits, &identity).value();
  }

  Identity identity = make_identity();
  std::unique_ptr<HttpServer> server = start();
};

TEST_F(HttpsTest, AnswersOverTlsAndSaysSoToTheHandler) {
  TlsClient client(server->endpoint(), identity);
  ASSERT_TRUE(client.connected()) << "the certificate is for its address";
  EXPECT_EQ(client.version(), "TLSv1.3");
  client.send(get("/a"));
  const std::string answer = client.receive_all();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(answer, HasSubstr("\r\n\r\ntls /a "));
}

TEST_F(HttpsTest, AConnectionServesSeveralRequests) {
  TlsClient client(server->endpoint(), identity);
  client.send(get("/a", false) + get("/b", false) + get("/c"));
  const std::string answers = client.receive_all();
  for (const char* path : {"tls /a", "tls /b", "tls /c"}) EXPECT_THAT(answers, HasSubstr(path));
}

TEST_F(HttpsTest, LargeBodiesComeWhole) {
  TlsClient client(server->endpoint(), identity);
  const std::string body(200'000, 'x');
  client.send("POST /p HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 200000\r\n\r\n" + body);
  EXPECT_THAT(client.receive_all(), HasSubstr("tls /p " + body));
}

TEST_F(HttpsTest, OldVersionsAreNotSpoken) {
  EXPECT_TRUE(TlsClient(server->endpoint(), identity, TLS1_2_VERSION).connected());
  EXPECT_FALSE(TlsClient(server->endpoint(), identity, TLS1_1_VERSION).connected());
}

TEST_F(HttpsTest, WhoDoesNotTrustTheCertificateSeesThat) {
  EXPECT_FALSE(TlsClient(server->endpoint(), make_identity()).connected());
}

TEST_F(HttpsTest, PlainHttpGetsNoPage) {
  Connection client = Connection::to(server->endpoint());
  client.send(get("/"));
  EXPECT_THAT(client.receive_all(), ::testing::Not(HasSubstr("HTTP/1.1")));
}

TEST_F(HttpsTest, AHandshakeThatComesTooSlowlyIsEnded) {
  server = start({.head_timeout = milliseconds(50)});
  Connection client = Connection::to(server->endpoint());
  client.send("\x16\x03\x01");
  EXPECT_EQ(client.receive_all(), "");
}

TEST_F(HttpsTest, GoesAwayWhileHandshakesAreUnderWay) {
  const Connection client = Connection::to(server->endpoint());
  const TlsClient idle(server->endpoint(), identity);
  server.reset();
  EXPECT_TRUE(idle.connected());
}

TEST_F(HttpsTest, AnIdentityThatDoesNotServeIsAnError) {
  const Identity other{identity.certificate, make_identity().key};
  const auto refused = HttpServer::start(any_port(), [](const HttpRequest&, const Responder&) {}, {}, &other);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::Malformed);
}

}  // namespace
}  // namespace handset::io
