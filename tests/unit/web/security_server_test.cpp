// The rows of the security checklist about what comes over sockets: the whole server and a phone on its
// shard, which still serve and answer SIP after each attack.
#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>

#include "io/world.h"
#include "phone/station.h"
#include "phone/switchboard.h"
#include "unit/io/support.h"
#include "unit/phone/draft.h"
#include "unit/web/rig.h"
#include "unit/web/security_rig.h"
#include "web/server.h"

namespace handset::web {
namespace {

using io::testing::any_port;
using io::testing::Connection;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// One datagram, and the one that comes back.
std::string ask_over_udp(const Endpoint& phone, std::string_view bytes) {
  const Connection socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(phone.port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::sendto(socket.descriptor(), bytes.data(), bytes.size(), 0, reinterpret_cast<const sockaddr*>(&to),
           sizeof(to));
  pollfd ready{socket.descriptor(), POLLIN, 0};
  if (::poll(&ready, 1, 30'000) <= 0) return {};
  std::array<char, 65536> piece;
  const auto got = ::recv(socket.descriptor(), piece.data(), piece.size(), 0);
  return got < 0 ? std::string() : std::string(piece.data(), static_cast<std::size_t>(got));
}

class ServedPhone {
 public:
  explicit ServedPhone(const io::HttpServerLimits& limits = {}) {
    accounts_->adopt(accounts_->prepare(Account::Admin, "right").value());
    ServerOptions options;
    options.assets = testing::sample_assets();
    options.keeper = keeper_.get();
    options.limits = limits;
    options.throttle.burst = 1000;  // what is broken is no guess, but may count as one
    server_ = std::make_unique<Server>(world_->loop(), station_, *accounts_, random_, std::move(options));
    http = server_->listen({any_port()}).value();
  }
  ~ServedPhone() {
    server_.reset();
    world_->loop().stop();
    shard_.join();
  }
  ServedPhone(const ServedPhone&) = delete;
  ServedPhone& operator=(const ServedPhone&) = delete;

  // What comes back for these bytes until the server closes.
  [[nodiscard]] std::string ask(std::string_view bytes) const {
    Connection client = Connection::to(http);
    client.send(bytes);
    client.finish_sending();
    return client.receive_all();
  }
  [[nodiscard]] static std::string head(std::string_view line, std::string_view fields = {}) {
    std::string out(line);
    out += " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " + base64_encode("admin:right") + "\r\n";
    return out.append(fields) + "\r\n";
  }
  // The phone is asked on its shard, by HTTP and by SIP.
  [[nodiscard]] bool serves() const {
    phone::Draft draft{.method = "OPTIONS", .uri = "sip:127.0.0.1", .sent_by = "127.0.0.1;rport"};
    draft.extra.clear();
    draft.body.clear();
    return ask(head("GET /api/v1/screen")).starts_with("HTTP/1.1 200 ") &&
           phone::tells_options(ask_over_udp(sip_, draft.text()));
  }

  Endpoint http;

 private:
  testing::MapRecords records_;
  io::SystemRandom random_;
  std::unique_ptr<Accounts> accounts_ =
      Accounts::load_or_create(records_.records(), random_, {testing::cheap}).value();
  std::unique_ptr<io::IoWorld> world_ = io::IoWorld::open().value();
  phone::Switchboard switchboard_{world_->world(), {}};
  phone::Station station_{world_->world(), switchboard_, {}, std::make_shared<const settings::Snapshot>()};
  std::unique_ptr<io::SettingsKeeper> keeper_ = std::move(io::SettingsKeeper::open({}).value());
  Endpoint sip_ = testing::listen_anywhere(switchboard_);
  std::unique_ptr<Server> server_;
  std::thread shard_{[this] { world_->loop().run(); }};
};

TEST(SecurityWeb, V4_2_1_OneReadingOfHttpFraming) {
  io::HttpServerLimits limits;
  limits.head_timeout = milliseconds(200);
  const ServedPhone phone(limits);
  ASSERT_TRUE(phone.serves());
  const std::string smuggled = "GET /admin/reboot HTTP/1.1\r\nHost: localhost\r\n\r\n";
  const auto fields = [](std::string_view given, std::string_view body) {
    return ServedPhone::head("POST /api/v1/keys", "Content-Type: application/json\r\n" + std::string(given)) +
           std::string(body);
  };
  for (const std::string& bytes :
       {fields("Content-Length: 2\r\nContent-Length: 3\r\n", "{}"),
        fields("Content-Length: 2\r\nContent-Length: 2\r\n", "{}"),
        fields("Content-Length: 2, 2\r\n", "{}"),
        fields("Content-Length: +2\r\n", "{}"),
        fields("Content-Length: -2\r\n", "{}"),
        fields("Content-Length: 0x2\r\n", "{}"),
        fields("Content-Length: 18446744073709551618\r\n", "{}"),
        fields("Content-Length : 2\r\n", "{}"),
        fields("Content-Length: 0\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + smuggled),
        fields("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n" + smuggled),
        fields("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n" + smuggled),
        fields("Transfer-Encoding : chunked\r\n", "0\r\n\r\n" + smuggled),
        fields("Transfer-Encoding:\x0b"
               "chunked\r\n",
               "0\r\n\r\n" + smuggled),
        fields("Transfer-Encoding: chunked\r\n", "0x2\r\n{}\r\n0\r\n\r\n"),
        fields("Transfer-Encoding: chunked\r\n", "-2\r\n{}\r\n0\r\n\r\n"),
        fields("Transfer-Encoding: chunked\r\n", "2\r\n{}xx0\r\n\r\n" + smuggled),
        fields("Transfer-Encoding: chunked\r\n", "10000000000000002\r\n{}\r\n0\r\n\r\n"),
        std::string("GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"),
        std::string("GET / HTTP/1.1\r\nHost: localhost\r\n Folded: yes\r\n\r\n"),
        std::string("GET / HTTP/1.1\nHost: localhost\n\n")}) {
    const std::string answer = phone.ask(bytes);
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 ")) << bytes;
    EXPECT_EQ(answer.find("HTTP/1.1", 1), std::string::npos) << "it is closed, and nothing behind it is read";
    EXPECT_THAT(answer, HasSubstr("\r\nX-Content-Type-Options: nosniff\r\n"));
    EXPECT_THAT(answer, HasSubstr("frame-ancestors 'none'"));
  }
  EXPECT_THAT(phone.ask(fields("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n" + smuggled)),
              StartsWith("HTTP/1.1 501 "));
  EXPECT_THAT(phone.ask("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(65'536, 'x') + "\r\n\r\n"),
              StartsWith("HTTP/1.1 431 "));
  std::string many = "GET / HTTP/1.1\r\nHost: localhost\r\n";
  for (int i = 0; i < 10'000; ++i) many += "X: y\r\n";
  EXPECT_THAT(phone.ask(many + "\r\n"), StartsWith("HTTP/1.1 431 "));
  Connection slow = Connection::to(phone.http);
  slow.send("GET / HTTP/1.1\r\nHost: loc");
  EXPECT_THAT(slow.receive_all(), StartsWith("HTTP/1.1 408 "));
  EXPECT_TRUE(phone.serves());
}

TEST(SecurityWeb, V4_2_1_BrokenAuthorization) {
  const ServedPhone phone;
  for (const std::string& value :
       {std::string(), std::string("Basic"), std::string("Basic "), std::string("Basic ===="),
        std::string("Basic \xff\xfe"), "Basic " + base64_encode(":"), "Basic " + base64_encode("admin"),
        "Basic " + base64_encode(std::string("admin\0right", 11)), "Basic " + std::string(12'000, 'A'),
        std::string("Digest"), std::string("Digest ,,,"), std::string("Digest username=\"admin"),
        std::string("Digest username=\"admin\", nc=-1, qop=auth-int, uri=\"\", response=\"\""),
        "Digest username=\"" + std::string(12'000, 'a') + "\"", std::string("Negotiate AAAA"),
        std::string("%n%s%n%s")}) {
    const std::string answer =
        phone.ask("GET /api/v1/screen HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + value + "\r\n\r\n");
    const std::string status = answer.substr(0, 13);
    EXPECT_TRUE(status == "HTTP/1.1 401 " || status == "HTTP/1.1 400 ") << value.substr(0, 60) << '\n'
                                                                        << status;
  }
  EXPECT_TRUE(phone.serves());
}

TEST(SecurityWeb, V5_2_1_UploadLimits) {
  const ServedPhone phone;
  const std::string form = "Content-Type: application/x-www-form-urlencoded\r\n";
  for (const char* path : {"POST /admin/bcisco.csc", "PATCH /api/v1/settings", "POST /api/v1/resync",
                           "POST /api/v1/login", "POST /nowhere"}) {
    EXPECT_THAT(phone.ask(ServedPhone::head(path, form + "Content-Length: 104857600\r\n")),
                StartsWith("HTTP/1.1 413 "))
        << path << ": by its length, before a byte of it is read";
    EXPECT_THAT(phone.ask(ServedPhone::head(path, form + "Transfer-Encoding: chunked\r\n") + "6400000\r\n" +
                          std::string(300'000, 'x')),
                StartsWith("HTTP/1.1 413 "))
        << path;
  }
  // Files are taken nowhere, in no packing, and what a sender calls them is a name for nothing.
  const std::string part =
      "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../etc/cron.d/x\"\r\n"
      "Content-Type: application/zip\r\n\r\nPK\x03\x04\r\n--b--\r\n";
  const std::string length = "Content-Length: " + std::to_string(part.size()) + "\r\n";
  EXPECT_THAT(phone.ask(ServedPhone::head("POST /admin/bcisco.csc",
                                          "Content-Type: multipart/form-data; boundary=b\r\n" + length) +
                        part),
              StartsWith("HTTP/1.1 415 "));
  for (const char* type : {"application/zip", "application/x-tar", "application/gzip"})
    EXPECT_THAT(phone.ask(ServedPhone::head("PATCH /api/v1/settings",
                                            "Content-Type: " + std::string(type) + "\r\n" + length) +
                          part),
                StartsWith("HTTP/1.1 415 "))
        << type;
  for (const char* path :
       {"/assets/../index.html", "/assets/..%2f..%2fetc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/..%5c..%5cetc", "//etc/passwd", "/assets/app-2F3KQ7ZD.js/../../records"})
    EXPECT_THAT(phone.ask(ServedPhone::head("GET " + std::string(path))), StartsWith("HTTP/1.1 404 "))
        << path;
  EXPECT_TRUE(phone.serves());
}

}  // namespace
}  // namespace handset::web
