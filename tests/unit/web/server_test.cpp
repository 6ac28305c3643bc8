// The server over loopback, with a phone on a shard of its own thread.
#include "web/server.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

#include "base/text.h"
#include "io/http_server.h"
#include "io/world.h"
#include "phone/station.h"
#include "phone/switchboard.h"
#include "unit/io/support.h"
#include "unit/web/rig.h"

namespace handset::web {
namespace {

namespace json = boost::json;
using io::testing::any_port;
using io::testing::Connection;
using ::testing::HasSubstr;
using ::testing::StartsWith;

settings::SnapshotPtr settings_of_phone() {
  const std::vector<settings::Assignment> given{{"User_ID_1_", "101"}, {"Station_Name", "Front desk"}};
  return settings::Snapshot{}.with(given, {settings::Origin::CommandLine, {}}).value().snapshot;
}

struct ServerTest : ::testing::Test {
  ServerTest() {
    accounts->adopt(accounts->prepare(Account::Admin, "right").value());
    start({});
  }
  ~ServerTest() override {
    server.reset();
    stop_loop();
  }
  void start(ServerOptions options) {
    server.reset();
    server = std::make_unique<Server>(world->loop(), station, *accounts, random, std::move(options));
    endpoint = server->listen({any_port()}).value();
  }
  void stop_loop() {
    if (!shard.joinable()) return;
    world->loop().stop();
    shard.join();
  }

  struct Ask {
    std::string line = "GET /api/v1/screen";
    std::string credentials = "admin:right";
    std::string fields{};
    std::string body{};
    std::string host = "localhost";
  };
  static std::string text(const Ask& ask) {
    std::string out = ask.line + " HTTP/1.1\r\nHost: " + ask.host + "\r\nConnection: close\r\n" + ask.fields;
    if (!ask.credentials.empty()) out += "Authorization: Basic " + base64_encode(ask.credentials) + "\r\n";
    if (!ask.body.empty()) out += "Content-Length: " + std::to_string(ask.body.size()) + "\r\n";
    return out + "\r\n" + ask.body;
  }
  std::string answer(const Ask& ask) const {
    Connection client = Connection::to(endpoint);
    if (!client.is_open()) return "no connection";
    client.send(text(ask));
    return client.receive_all();
  }
  std::string status(const Ask& ask) const { return answer(ask).substr(9, 3); }
  static std::string body_of(const std::string& answer) { return answer.substr(answer.find("\r\n\r\n") + 4); }
  static std::string press(std::string key) { return R"({"key": ")" + std::move(key) + "\"}"; }
  Ask keys(std::string body) const {
    return {
        .line = "POST /api/v1/keys", .fields = "Content-Type: application/json\r\n", .body = std::move(body)};
  }

  testing::MapRecords kept;
  io::SystemRandom random;
  std::unique_ptr<Accounts> accounts =
      Accounts::load_or_create(kept.records(), random, {testing::cheap}).value();
  std::unique_ptr<io::IoWorld> world = io::IoWorld::open().value();
  phone::Switchboard switchboard{world->world(), {}};
  phone::Station station{world->world(), switchboard, {}, settings_of_phone()};
  std::unique_ptr<Server> server;
  Endpoint endpoint;
  std::thread shard{[this] { world->loop().run(); }};
};

TEST_F(ServerTest, WithoutAPasswordThereAreThePagesOnly) {
  EXPECT_EQ(status({.line = "GET /api/v1/screen", .credentials = ""}), "401");
  EXPECT_EQ(status({.credentials = "admin:wrong"}), "401");
}

TEST_F(ServerTest, TheRightPasswordShowsTheScreen) {
  for (int i = 0; i < 2; ++i) {  // checked, and remembered
    const std::string got = answer({});
    ASSERT_THAT(got, StartsWith("HTTP/1.1 200 ")) << got;
    const auto screen = json::parse(body_of(got)).as_object();
    EXPECT_EQ(screen.at("kind"), "idle");
    EXPECT_EQ(screen.at("title"), "Front desk");
  }
}

TEST_F(ServerTest, TheFiguresOfTheShardStandBesideItsOwn) {
  ServerOptions options;
  options.counters = {&switchboard.counters(), &station.counters()};
  start(std::move(options));
  const std::string got = answer({.line = "GET /metrics"});
  ASSERT_THAT(got, StartsWith("HTTP/1.1 200 ")) << got;
  EXPECT_THAT(got, HasSubstr("\nhandset_sip_received_requests_total 0\n"));
  EXPECT_THAT(got, HasSubstr("\nhandset_push_queue_length 0\n"));
  EXPECT_THAT(got, HasSubstr("\nhandset_web_requests_total 1\n"));
  EXPECT_TRUE(got.ends_with("# EOF\n"));
}

TEST_F(ServerTest, AForeignHostIsMisdirectedWithCredentialsOrWithout) {
  EXPECT_EQ(status({.host = "evil.example"}), "421");
  EXPECT_EQ(status({.credentials = "", .host = "evil.example"}), "421");
}

TEST_F(ServerTest, ItsOwnAddressAndTheAdvertisedOneAreItsHosts) {
  start({.hosts = {"phone.example"}});
  EXPECT_EQ(status({.host = endpoint.to_string()}), "200");
  EXPECT_EQ(status({.host = "phone.example:8080"}), "200");
  server->set_hosts({"other.example"});
  EXPECT_EQ(status({.host = "phone.example"}), "421");
  EXPECT_EQ(status({.host = "other.example"}), "200");
}

TEST_F(ServerTest, EveryAnswerIsSealed) {
  for (const Ask& ask :
       {Ask{}, Ask{.credentials = ""}, Ask{.host = "evil.example"}, Ask{.fields = "Origin: null\r\n"},
        Ask{.line = "GET /nothing"}, Ask{.fields = "Host: two\r\n"}, Ask{.line = "G@T /"},
        Ask{.line = "POST /"}, Ask{.line = "GET /"}, Ask{.line = "GET /CGI/Screenshot"}}) {
    const std::string got = answer(ask);
    const std::string head = got.substr(0, got.find("\r\n\r\n") + 2);
    for (const char* field : {"Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
                              "Cache-Control: no-store", "Referrer-Policy: no-referrer",
                              "Cross-Origin-Resource-Policy: same-origin", "X-Content-Type-Options: nosniff"})
      EXPECT_THAT(head, HasSubstr(std::string("\r\n") + field + "\r\n")) << head;
    EXPECT_EQ(head.find("Access-Control"), std::string::npos);
  }
}

TEST_F(ServerTest, AScreenshotIsAPngOfTheSizeOfTheScreen) {
  const std::string got = answer({.line = "GET /CGI/Screenshot"});
  ASSERT_THAT(got, StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(got, HasSubstr("\r\nContent-Type: image/png\r\n"));
  using namespace std::string_view_literals;
  const std::string png = body_of(got);
  EXPECT_EQ(png.substr(0, 8), "\x89PNG\r\n\x1A\n"sv);
  EXPECT_EQ(png.substr(16, 8), "\0\0\x01\x40\0\0\0\xF0"sv) << "320 by 240";
}

TEST_F(ServerTest, TheHeadOfAScreenshotComesAlone) {
  const std::string got = answer({.line = "HEAD /CGI/Screenshot"});
  EXPECT_THAT(got, StartsWith("HTTP/1.1 200 "));
  EXPECT_EQ(body_of(got), "");
}

TEST_F(ServerTest, KeysAreAnsweredWithTheScreenAfterThem) {
  const auto before = json::parse(body_of(answer({}))).as_object();
  const std::string got = answer(keys(press("Services")));
  ASSERT_THAT(got, StartsWith("HTTP/1.1 200 ")) << got;
  const auto after = json::parse(body_of(got)).as_object();
  EXPECT_TRUE(after.contains("ignored"));
  EXPECT_GE(after.at("version").to_number<std::uint64_t>(), before.at("version").to_number<std::uint64_t>());
  EXPECT_EQ(status(keys(press("Warp"))), "400");
}

TEST_F(ServerTest, ManyClientsAtOnceAreAllAnswered) {
  std::vector<Connection> clients;
  for (int i = 0; i < 20; ++i) {
    clients.push_back(Connection::to(endpoint));
    clients.back().send(text({}));
  }
  for (Connection& client : clients) EXPECT_THAT(client.receive_all(), StartsWith("HTTP/1.1 200 "));
}

TEST_F(ServerTest, GoesAwayWhileRequestsWaitForTheShard) {
  stop_loop();
  std::vector<Connection> clients;
  for (int i = 0; i < 4; ++i) {
    clients.push_back(Connection::to(endpoint));
    clients.back().send(text({}));
  }
  EXPECT_EQ(status({.credentials = ""}), "401") << "the server has read the others";
  server.reset();
  // What waited for the shard finds a closed door.
  bool turned = false;
  world->loop().post([&] { turned = true; });
  EXPECT_TRUE(world->loop().run_until([&] { return turned; }, io::testing::patience));
  for (Connection& client : clients) EXPECT_EQ(client.receive_all(), "");
}

TEST_F(ServerTest, GoesAwayWhileTheShardTurns) {
  for (int i = 0; i < 20; ++i) {
    Connection client = Connection::to(endpoint);
    client.send(text({.line = "GET /CGI/Screenshot"}));
    start({});
  }
  EXPECT_EQ(status({}), "200");
}

TEST_F(ServerTest, AnAddressInUseIsAnError) {
  const auto second = server->listen({endpoint});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Errc::Unavailable);
}

TEST_F(ServerTest, ListensElsewhereWhileItServes) {
  const Endpoint before = endpoint;
  endpoint = server->listen({any_port()}).value();
  EXPECT_EQ(status({}), "200");
  server->close(before);
  EXPECT_FALSE(Connection::to(before).is_open());
  EXPECT_EQ(status({}), "200");
}

TEST_F(ServerTest, ABrowserLogsInLooksAroundAndLogsOut) {
  const std::string in = answer({.line = "POST /api/v1/login",
                                 .credentials = "",
                                 .fields = "Content-Type: application/json\r\nOrigin: http://localhost\r\n",
                                 .body = R"({"account": "admin", "password": "right"})"});
  ASSERT_THAT(in, StartsWith("HTTP/1.1 200 ")) << in;
  const auto at = in.find("\r\nSet-Cookie: ") + 14;
  const std::string cookie = "Cookie: " + in.substr(at, in.find(';', at) - at) + "\r\n";
  EXPECT_THAT(cookie, HasSubstr("handset_" + std::to_string(endpoint.port) + "="));
  const std::string token =
      "X-CSRF-Token: " + std::string(json::parse(body_of(in)).at("token").as_string()) + "\r\n";
  EXPECT_EQ(status({.credentials = "", .fields = cookie}), "200");
  EXPECT_EQ(status({.line = "POST /api/v1/logout", .credentials = "", .fields = cookie}), "403");
  EXPECT_EQ(status({.line = "POST /api/v1/logout", .credentials = "", .fields = cookie + token}), "204");
  EXPECT_EQ(status({.credentials = "", .fields = cookie}), "401");
}

TEST_F(ServerTest, AListenerWithABadCertificateIsAnError) {
  const auto tls = std::make_shared<const io::Identity>(io::Identity{"no", "certificate"});
  const auto listening = server->listen({any_port(), tls});
  ASSERT_FALSE(listening);
  EXPECT_EQ(listening.error().code, Errc::Malformed);
}

}  // namespace
}  // namespace handset::web
