// What went wrong in the web servers and the connections of other phones, a test for each class of defects,
// named after it, over real sockets. After each attack the server still answers.
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <random>

#include "base/text.h"
#include "fetch_rig.h"
#include "io/fetcher.h"
#include "io/http_server.h"
#include "io/loop.h"
#include "support.h"
#include "temporary_folder.h"
#include "tls_server.h"
#include "unit/damage.h"

namespace handset::io {
namespace {

using testing::any_port;
using testing::Connection;

// A server that says back what it was asked.
struct Served {
  [[nodiscard]] std::string ask(std::string_view request) const {
    Connection client = Connection::to(server->endpoint());
    client.send(request);
    client.finish_sending();
    return client.receive_all();
  }
  // The status of the answer; 0 without one. Then the server is asked how it is.
  [[nodiscard]] int attack(std::string_view request) const {
    const std::string answer = ask(request);
    EXPECT_TRUE(ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n").starts_with("HTTP/1.1 200 ")) << request;
    const auto status = parse_decimal(answer.size() < 12 ? "" : std::string_view(answer).substr(9, 3), 999);
    return status ? static_cast<int>(*status) : 0;
  }

  std::unique_ptr<HttpServer> server =
      HttpServer::start(any_port(), [](const HttpRequest& request, Responder respond) {
        respond({200, {{"Content-Type", "text/plain"}}, request.method + request.path + request.body});
      }).value();
};

// Fields that were copied without a look at their length.
TEST(SecurityClasses, HttpOverflow) {
  const Served web;
  for (const std::size_t size : {256U, 1024U, 4096U, 16'384U, 65'536U, 1'048'576U}) {
    const std::string much(size, 'A');
    const bool fits = size <= 4096;
    const std::string end = " HTTP/1.1\r\nHost: a\r\n\r\n";
    EXPECT_EQ(web.attack("GET /" + much + end), fits ? 200 : 431) << size;
    EXPECT_EQ(web.attack("GET /?" + much + end), fits ? 200 : 431) << size;
    const int method = web.attack(much + " /" + end);
    EXPECT_TRUE(method == 200 || method == 400 || method == 431) << size << ' ' << method;
    for (const char* name : {"Cookie", "Authorization", "User-Agent", "Content-Type", "Accept", "X"})
      EXPECT_EQ(web.attack("GET / HTTP/1.1\r\nHost: a\r\n" + std::string(name) + ": " + much + "\r\n\r\n"),
                fits ? 200 : 431)
          << name << size;
    EXPECT_EQ(web.attack("GET / HTTP/1.1\r\nHost: a\r\n" + much + ": x\r\n\r\n"), fits ? 200 : 431) << size;
    EXPECT_NE(web.attack("GET / HTTP/1.1\r\nHost: " + much + "\r\n\r\n"), 0) << size;
    EXPECT_EQ(web.attack("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(size) +
                         "\r\n\r\n" + much),
              size <= 262'144 ? 200 : 413)
        << size;
    EXPECT_NE(web.attack("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;" + much +
                         "\r\nx\r\n0\r\n\r\n"),
              0)
        << size;
  }
  EXPECT_EQ(web.attack("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551615\r\n\r\nx"), 413);
  EXPECT_EQ(
      web.attack("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx"),
      413);
}

// Odd requests that ended the phone.
TEST(SecurityClasses, HttpOutage) {
  const Served web;
  using namespace std::string_view_literals;
  for (const std::string_view request :
       {""sv,
        "\0"sv,
        "\r\n"sv,
        "\n"sv,
        "G"sv,
        "GET"sv,
        "GET /"sv,
        "GET / HTTP/1.1\r\n"sv,
        "GET / HTTP/9.9\r\n\r\n"sv,
        " / HTTP/1.1\r\n\r\n"sv,
        "GET / HTTP/1.1\r\n:\r\n\r\n"sv,
        "GET / HTTP/1.1\r\nHost: a\r\nX\0: y\r\n\r\n"sv,
        "GET /%00%ff%2e HTTP/1.1\r\nHost: a\r\n\r\n"sv,
        "GET %n%s HTTP/1.1\r\nHost: a\r\n\r\n"sv,
        "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n"sv,
        "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"sv,
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"sv,
        "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n\r\n"sv,
        "GET / HTTP/1.1\r\nHost: a\r\nAuthorization:\r\n\r\n"sv,
        "GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=-1,9999999999999999999-\r\n\r\n"sv,
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nshort"sv,
        "\x16\x03\x01\x00\x05\x01\x00\x00\x01\x03"sv,
        "OPTIONS sip:a SIP/2.0\r\n\r\n"sv})
    static_cast<void>(web.attack(request));
  const std::string whole =
      "POST /a%20b?c=d HTTP/1.1\r\nHost: a:80\r\nAuthorization: Digest username=\"a\"\r\nCookie: a=b\r\n"
      "Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5;e=f\r\nhello\r\n0\r\nT: u\r\n\r\n";
  std::mt19937 random(7);
  for (int i = 0; i < 300; ++i)
    static_cast<void>(
        web.attack(handset::testing::damaged(whole, std::string_view("\0\r\n :;=%/\"\xff", 11), random)));
}

// It ended after some hundred connections, or kept something of each.
TEST(SecurityClasses, Lifetimes) {
  const Served web;
  const std::string request = "GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  for (int i = 0; i < 1000; ++i) {
    Connection client = Connection::to(web.server->endpoint());
    ASSERT_TRUE(client.is_open()) << i;
    switch (i % 4) {
      case 0:
        client.send(request);
        EXPECT_TRUE(client.receive_all().starts_with("HTTP/1.1 200 ")) << i;
        break;
      case 1:
        client.send(std::string_view(request).substr(0, static_cast<std::size_t>(i) % request.size()));
        break;
      case 2:
        client.send(request);
        client.reset();
        break;
      default:
        client.reset();
    }
  }
  EXPECT_EQ(web.attack(request), 200);
}

// A certificate that was not checked, or a connection that was used again for another host. The connections
// that follow one another in one fetcher are each checked for the name that was asked for.
TEST(SecurityClasses, TlsPeer) {
  const testing::TemporaryFolder folder;
  const testing::Certificate good("IP:127.0.0.1");
  const testing::Certificate other("DNS:elsewhere.test");
  const testing::Certificate late("IP:127.0.0.1", -7200, -3600);
  FetcherOptions options;
  options.ca_file = (folder.path() / "ca.pem").string();
  std::string trusted;
  for (const auto* certificate : {&good, &other, &late}) {
    const auto file = folder.path() / "one.pem";
    certificate->write_pem(file);
    std::ifstream text(file);
    trusted.append(std::istreambuf_iterator<char>(text), {});
  }
  std::ofstream(options.ca_file) << trusted;
  Loop loop;
  CurlFetcher fetcher(loop, options);
  const auto fetch = [&](const testing::TlsServer& server) {
    testing::Results results;
    fetcher.fetch(testing::FetchRig::request(server.url("127.0.0.1")), results);
    EXPECT_TRUE(loop.run_until([&] { return !results.all.empty(); }, testing::patience));
    return results.all.begin()->second.error;
  };
  const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  const testing::TlsServer right(good, ok);
  const testing::TlsServer misnamed(other, ok);
  const testing::TlsServer expired(late, ok);
  const testing::TlsServer unknown(testing::Certificate("IP:127.0.0.1"), ok);
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(fetch(right), FetchError::None);
    EXPECT_EQ(fetch(misnamed), FetchError::CertificateRejected) << "of another name";
    EXPECT_EQ(fetch(expired), FetchError::CertificateRejected) << "out of date";
    EXPECT_EQ(fetch(unknown), FetchError::CertificateRejected) << "of nobody who is trusted";
  }
}

}  // namespace
}  // namespace handset::io
