// GET /api/v1/events: who gets a link; and a whole one over its sockets.
#include "web/live_api.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

#include "io/world.h"
#include "phone/switchboard.h"
#include "unit/io/web_socket_client.h"
#include "unit/web/rig.h"
#include "web/server.h"

namespace handset::web {
namespace {

namespace json = boost::json;
using io::testing::any_port;
using io::testing::Connection;
using io::testing::WebSocketClient;
using testing::admin_password;
using testing::field;
using ::testing::HasSubstr;
using testing::Rig;
using ::testing::StartsWith;

struct LiveApiTest : ::testing::Test {
  static io::HttpRequest handshake(std::vector<HttpField> fields, std::string query = {}) {
    fields.push_back({"Upgrade", "websocket"});
    fields.push_back({"Connection", "keep-alive, Upgrade"});
    fields.push_back({"Sec-WebSocket-Version", "13"});
    fields.push_back({"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="});
    io::HttpRequest out = Rig::request("GET", "/api/v1/events", std::move(fields));
    out.query = std::move(query);
    return out;
  }
  io::HttpResponse ask(std::vector<HttpField> fields, std::string query = {}) {
    return rig.ask(handshake(std::move(fields), std::move(query)));
  }

  Rig rig;
};

TEST_F(LiveApiTest, ALoginOfAnyKindGetsALink) {
  for (const Account account : {Account::Admin, Account::User})
    EXPECT_TRUE(ask({rig.log_in(account).cookie()}).user) << account_name(account);
  const auto answer = ask({Rig::basic("admin", admin_password)});
  EXPECT_EQ(answer.status, 101);
  EXPECT_TRUE(answer.user);
}

TEST_F(LiveApiTest, WithoutALoginThereIsNone) {
  EXPECT_EQ(ask({}).status, 401);
  EXPECT_EQ(ask({{"Cookie", "handset_8080=aaaaaaaaaaaaaaaaaaaaaaaaaa"}}).status, 401);
  EXPECT_EQ(ask({Rig::basic("admin", "wrong")}).status, 401);
}

TEST_F(LiveApiTest, APageOfAnotherSiteGetsNone) {
  const auto mine = rig.log_in(Account::Admin);
  EXPECT_EQ(ask({mine.cookie(), {"Origin", "http://192.0.2.10:8080"}}).status, 101);
  for (const char* origin :
       {"http://evil.example", "http://192.0.2.10:8081", "https://192.0.2.10:8080", "null"})
    EXPECT_EQ(ask({mine.cookie(), {"Origin", origin}}).status, 403) << origin;
  EXPECT_EQ(ask({mine.cookie(), {"Sec-Fetch-Site", "cross-site"}}).status, 403);
  auto foreign = handshake({mine.cookie()});
  foreign.fields.pop_back();
  foreign.fields.push_back({"Host", "evil.example"});
  EXPECT_EQ(rig.status(foreign), 421);
}

TEST_F(LiveApiTest, WhatIsNoHandshakeIsTold) {
  const auto answer = rig.ask(Rig::request("GET", "/api/v1/events", {rig.log_in(Account::User).cookie()}));
  EXPECT_EQ(answer.status, 426);
  EXPECT_EQ(field(answer, "Upgrade"), "websocket");
  EXPECT_THAT(answer.body, HasSubstr("WebSocket"));
}

TEST_F(LiveApiTest, WhatCannotBeAskedForIsRefused) {
  const auto mine = rig.log_in(Account::Admin);
  for (const char* query : {"", "stream=STREAM&after=3", "pictures=no", "pictures=yes&stream=x"})
    EXPECT_EQ(ask({mine.cookie()}, query).status, 101) << query;
  for (const char* query : {"after=x", "after=-1", "pictures=maybe", "unknown=1", "stream=%zz"})
    EXPECT_EQ(ask({mine.cookie()}, query).status, 400) << query;
}

// --- Over sockets

struct LiveLinkTest : ::testing::Test {
  LiveLinkTest() {
    accounts->adopt(accounts->prepare(Account::Admin, "right").value());
    server = std::make_unique<Server>(world->loop(), station, *accounts, random, ServerOptions{});
    endpoint = server->listen({any_port()}).value();
  }
  ~LiveLinkTest() override {
    server.reset();
    world->loop().stop();
    shard.join();
  }
  std::string ask(const std::string& line, const std::string& fields, const std::string& body = {}) const {
    Connection client = Connection::to(endpoint);
    client.send(line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\nContent-Type: application/json\r\n" + fields + "\r\n" +
                body);
    return client.receive_all();
  }
  static std::string basic() { return "Authorization: Basic " + base64_encode("admin:right") + "\r\n"; }
  static json::object next(WebSocketClient& client) {
    const std::string text = client.receive_text();
    return text.empty() ? json::object{{"event", "none"}} : json::parse(text).as_object();
  }

  testing::MapRecords kept;
  io::SystemRandom random;
  std::unique_ptr<Accounts> accounts =
      Accounts::load_or_create(kept.records(), random, {testing::cheap}).value();
  std::unique_ptr<io::IoWorld> world = io::IoWorld::open().value();
  phone::Switchboard switchboard{world->world(), {}};
  phone::Station station{world->world(), switchboard, {}, std::make_shared<const settings::Snapshot>()};
  std::unique_ptr<Server> server;
  Endpoint endpoint;
  std::thread shard{[this] { world->loop().run(); }};
};

TEST_F(LiveLinkTest, AKeyOverTheApiReachesAViewer) {
  auto client = WebSocketClient::to(endpoint, "/api/v1/events", basic());
  ASSERT_TRUE(client.is_open()) << client.answer;
  EXPECT_THAT(client.answer, HasSubstr("Content-Security-Policy: default-src 'none'"));
  EXPECT_EQ(next(client).at("event"), "snapshot");
  EXPECT_THAT(ask("POST /api/v1/keys", basic(), R"({"key": "Hold"})"), StartsWith("HTTP/1.1 200 "));
  const json::object keys = next(client);
  ASSERT_EQ(keys.at("event"), "keys");
  EXPECT_EQ(keys.at("keys").at(0).at("source"), "program");
  const std::vector<settings::Assignment> given{{"Station_Name", "Desk 2"}};
  world->loop().post(
      [&, settings = settings::Snapshot{}.with(given, {settings::Origin::CommandLine, {}}).value().snapshot] {
        station.apply(settings);
      });
  json::object event = next(client);
  while (event.at("event") == "phone" || event.at("event") == "keys") event = next(client);
  ASSERT_EQ(event.at("event"), "screen");
  EXPECT_EQ(event.at("screen").at("title"), "Desk 2");
}

TEST_F(LiveLinkTest, ALogoutEndsTheLinkOfTheBrowser) {
  const std::string login = ask("POST /api/v1/login", "", R"({"account": "admin", "password": "right"})");
  const auto from = login.find("Set-Cookie: ") + 12;
  const std::string cookie = "Cookie: " + login.substr(from, login.find(';', from) - from) + "\r\n";
  const auto body = json::parse(login.substr(login.find("\r\n\r\n") + 4)).as_object();
  const std::string token = "X-CSRF-Token: " + std::string(body.at("token").as_string()) + "\r\n";
  auto client = WebSocketClient::to(endpoint, "/api/v1/events", cookie);
  EXPECT_EQ(next(client).at("event"), "snapshot");
  EXPECT_THAT(ask("POST /api/v1/logout", cookie + token, "{}"), StartsWith("HTTP/1.1 204 "));
  EXPECT_EQ(client.receive_close().code(), 4401U);
}

TEST_F(LiveLinkTest, TheServerMayGoWhileSomebodyWatches) {
  auto client = WebSocketClient::to(endpoint, "/api/v1/events", basic());
  EXPECT_EQ(next(client).at("event"), "snapshot");
  server.reset();
  EXPECT_FALSE(client.receive());
}

TEST_F(LiveLinkTest, AOneTimeLinkOfTheServerLogsIn) {
  const std::string path = server->make_login_path();
  EXPECT_THAT(ask("GET " + path, ""), StartsWith("HTTP/1.1 303 "));
  EXPECT_THAT(ask("GET " + path, ""), StartsWith("HTTP/1.1 410 "));
}

}  // namespace
}  // namespace handset::web
