// The HTTP server over TLS, with a client on OpenSSL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <memory>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "io/certificate.h"
#include "io/http_server.h"
#include "io/signals.h"
#include "io/store.h"
#include "support.h"

namespace handset::io {
namespace {

using testing::any_port;
using testing::Connection;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// A TLS client that trusts one certificate alone.
class TlsClient {
 public:
  TlsClient(const Endpoint& server, const Identity& trusted, int most_version = TLS1_3_VERSION)
      : connection_(Connection::to(server)), context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free) {
    ignore_broken_pipes();
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_.get(), most_version);
    SSL_CTX_set_cipher_list(context_.get(), "ALL:@SECLEVEL=0");
    SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
    BIO* bio = BIO_new_mem_buf(trusted.certificate.data(), static_cast<int>(trusted.certificate.size()));
    X509* certificate = PEM_read_bio_X509(bio, nullptr, nullptr, nullptr);
    X509_STORE_add_cert(SSL_CTX_get_cert_store(context_.get()), certificate);
    X509_free(certificate);
    BIO_free(bio);
    ssl_ = {SSL_new(context_.get()), SSL_free};
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl_.get()), "127.0.0.1");
    SSL_set_fd(ssl_.get(), connection_.descriptor());
    connected_ = SSL_connect(ssl_.get()) == 1;
  }
  [[nodiscard]] bool connected() const { return connected_; }
  [[nodiscard]] std::string version() const { return SSL_get_version(ssl_.get()); }

  void send(std::string_view bytes) { SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())); }
  // Up to the orderly end of the TLS session; empty when it ends otherwise.
  std::string receive_all() {
    std::string out;
    std::array<char, 4096> piece;
    for (;;) {
      const int got = SSL_read(ssl_.get(), piece.data(), static_cast<int>(piece.size()));
      if (got <= 0) return SSL_get_error(ssl_.get(), got) == SSL_ERROR_ZERO_RETURN ? out : std::string();
      out.append(piece.data(), static_cast<std::size_t>(got));
    }
  }

 private:
  Connection connection_;
  std::shared_ptr<SSL_CTX> context_;
  std::shared_ptr<SSL> ssl_;
  bool connected_ = false;
};

struct HttpsTest : ::testing::Test {
  static Identity make_identity() {
    NoStore store;
    const auto now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
    return own_identity(store, {"127.0.0.1"}, now).value();
  }
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
