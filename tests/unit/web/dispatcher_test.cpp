// Who gets where: every route of the server, asked by everybody in every wrong way.
#include "web/dispatcher.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/web/rig.h"

namespace handset::web {
namespace {

using testing::admin_password;
using ::testing::AnyOf;
using testing::field;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Rig;
using testing::user_password;

std::string name_of(const Route& route) {
  return route.method + " " + route.path;
}

// The server's own routes and, beside them, one of each kind that it has not.
std::vector<Route> more_routes() {
  const AtOnce done{[](const Request&) { return io::HttpResponse{200, {}, "done"}; }};
  return {{"GET", "/test/admin", Access::Admin, done},
          {"POST", "/test/admin", Access::Admin, done, Content::Json},
          {"POST", "/test/form", Access::Admin, done, Content::Form},
          {"GET", "/test/act", Access::Admin, done, Content::Any, true},
          {"GET", "/test/{name}/x/*", Access::User, {AtOnce{[](const Request& request) {
             return io::HttpResponse{200, {}, request.matched.at(0) + "|" + request.matched.at(1)};
           }}}}};
}

struct DispatcherTest : ::testing::Test {
  DispatcherTest() {
    rig.rebuild([this] { return all_routes(); });
    for (const Route& route : all_routes())
      if (!route.acts && route.path.find('*') == std::string::npos) routes.push_back(route);
  }
  std::vector<Route> all_routes() {
    auto all = rig.hollow_routes();
    for (Route& route : more_routes()) all.push_back(std::move(route));
    return all;
  }
  // An address that the route stands for.
  static std::string address_of(const Route& route) {
    std::string path = route.path;
    for (auto begin = path.find('{'); begin != std::string::npos; begin = path.find('{'))
      path.replace(begin, path.find('}') - begin + 1, "1");
    return path;
  }
  // A request that the route takes, from whoever `fields` say.
  static io::HttpRequest good(const Route& route, std::vector<HttpField> fields = {}) {
    if (route.content == Content::Json) fields.push_back(Rig::json());
    if (route.content == Content::Form)
      fields.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    return Rig::request(route.method, address_of(route), std::move(fields),
                        route.method == "GET" ? "" : "{}");
  }
  static bool is_open(const Route& route) { return route.access == Access::Open; }
  // Shut by default, and no account opens it: push_door_test.cpp.
  static bool is_push(const Route& route) { return route.access == Access::Push; }
  // Through all doors; what the handler itself says of an empty body is another matter.
  static bool is_let_in(int status) {
    return status == 200 || status == 204 || status == 302 || status == 304 || status == 400 || status == 410;
  }

  Rig rig;
  std::vector<Route> routes;
};

TEST_F(DispatcherTest, WhoHasNotLoggedInSeesThePagesAndTheLoginOnly) {
  std::vector<std::string> open;
  for (const Route& route : routes) {
    const int status = rig.status(good(route));
    if (is_open(route)) {
      open.push_back(name_of(route));
      EXPECT_TRUE(is_let_in(status) || route.path == "/api/v1/session") << name_of(route) << ' ' << status;
    } else {
      EXPECT_EQ(status, is_push(route) ? 403 : 401) << name_of(route);
    }
  }
  EXPECT_THAT(open, ::testing::UnorderedElementsAre("GET /", "GET /basic", "GET /advanced", "GET /admin",
                                                    "GET /admin/", "GET /admin/basic", "GET /admin/advanced",
                                                    "GET /assets/app-2F3KQ7ZD.js", "GET /assets/icon.png",
                                                    "GET /phone", "POST /api/v1/login", "GET /api/v1/session",
                                                    "GET /login/{token}"));
}

TEST_F(DispatcherTest, TheUserGetsWhereUsersMayByCookieAndByCredentials) {
  for (const Route& route : routes) {
    if (is_open(route)) continue;
    const Rig::Browser user = rig.log_in(Account::User);
    const int by_cookie = rig.status(good(route, user.fields()));
    const int by_basic = rig.status(good(route, {Rig::basic("user", user_password)}));
    if (route.access == Access::Admin || is_push(route)) {
      EXPECT_EQ(by_cookie, 403) << name_of(route);
      EXPECT_EQ(by_basic, 403) << name_of(route);
    } else {
      EXPECT_TRUE(is_let_in(by_cookie)) << name_of(route) << ' ' << by_cookie;
      EXPECT_TRUE(is_let_in(by_basic)) << name_of(route) << ' ' << by_basic;
    }
  }
}

TEST_F(DispatcherTest, TheAdminGetsEverywhere) {
  for (const Route& route : routes) {
    if (is_push(route)) continue;
    const Rig::Browser admin = rig.log_in(Account::Admin);
    EXPECT_TRUE(is_let_in(rig.status(good(route, admin.fields())))) << name_of(route);
    if (is_open(route)) continue;
    EXPECT_TRUE(is_let_in(rig.status(good(route, {Rig::basic("admin", admin_password)})))) << name_of(route);
  }
}

TEST_F(DispatcherTest, APageOfAnotherSiteGetsNowhereWhateverItBrings) {
  for (const Route& route : routes)
    for (const HttpField& foreign :
         {HttpField{"Origin", "http://evil.example"}, HttpField{"Origin", "null"},
          HttpField{"Origin", "https://192.0.2.10:8080"}, HttpField{"Origin", "http://192.0.2.10"},
          HttpField{"Sec-Fetch-Site", "cross-site"}, HttpField{"Sec-Fetch-Site", "same-site"}}) {
      std::vector<HttpField> fields = rig.log_in(Account::Admin).fields();
      fields.push_back(foreign);
      EXPECT_EQ(rig.status(good(route, fields)), 403) << name_of(route) << ' ' << foreign.value;
      EXPECT_EQ(rig.status(good(route, {foreign, Rig::basic("admin", admin_password)})), 403)
          << name_of(route);
    }
}

TEST_F(DispatcherTest, AForeignHostGetsNowhere) {
  for (const Route& route : routes)
    for (const char* host : {"evil.example", "192.0.2.11:8080", "192.0.2.10.evil.example"}) {
      io::HttpRequest asked = good(route, {Rig::basic("admin", admin_password)});
      asked.fields.back() = {"Host", host};
      if (route.content != Content::Any) asked.fields.push_back(Rig::json());
      EXPECT_EQ(rig.status(asked), 421) << name_of(route) << ' ' << host;
    }
}

TEST_F(DispatcherTest, ACookieAloneChangesNothing) {
  const Rig::Browser other = rig.log_in(Account::Admin);
  for (const Route& route : routes) {
    const Rig::Browser admin = rig.log_in(Account::Admin);
    const bool changes = route.method != "GET";
    if (is_open(route)) continue;
    for (const std::vector<HttpField>& fields :
         {std::vector{admin.cookie()}, std::vector{admin.cookie(), HttpField{"X-CSRF-Token", other.token}},
          std::vector{admin.cookie(), HttpField{"X-CSRF-Token", ""}}}) {
      EXPECT_EQ(rig.status(good(route, fields)), changes ? 403 : 200) << name_of(route);
    }
  }
}

TEST_F(DispatcherTest, OtherContentThanTheRouteTakesIsRefused) {
  for (const Route& route : routes) {
    if (route.content == Content::Any) continue;
    for (const char* type : {"text/plain", "multipart/form-data; boundary=x", ""}) {
      std::vector<HttpField> fields = rig.log_in(Account::Admin).fields();
      fields.push_back({"Content-Type", type});
      EXPECT_EQ(rig.status(Rig::request(route.method, address_of(route), fields, "{}")), 415)
          << name_of(route);
    }
  }
}

TEST_F(DispatcherTest, AnotherMethodIsToldWhichAreRight) {
  for (const Route& route : routes) {
    const io::HttpResponse answer =
        rig.ask(Rig::request("DELETE", address_of(route), rig.log_in(Account::Admin).fields()));
    EXPECT_EQ(answer.status, 405) << route.path;
    EXPECT_THAT(field(answer, "Allow"), HasSubstr(route.method));
    const bool reads = std::any_of(routes.begin(), routes.end(), [&](const Route& other) {
      return other.path == route.path && other.method == "GET";
    });
    if (!reads) {
      EXPECT_EQ(rig.status(Rig::request("GET", address_of(route))), 405) << route.path;
    }
  }
  EXPECT_EQ(field(rig.ask(Rig::request("PUT", "/test/admin")), "Allow"), "GET, HEAD, POST");
  EXPECT_EQ(field(rig.ask(Rig::request("OPTIONS", "/api/v1/keys")), "Allow"), "POST");
}

TEST_F(DispatcherTest, AnUnknownAddressIsNotFound) {
  for (const char* path : {"/api/v1", "/api/v1/phone/", "/cgi/screenshot", "/api/v1/../v1/phone", "*",
                           "/index.html/", "/assets/", "/assets/../index.html", "/test//x/1", "/test/a/x/"})
    EXPECT_EQ(rig.status(Rig::request("GET", path, {Rig::basic("admin", admin_password)})), 404) << path;
}

TEST_F(DispatcherTest, WhatStandsInAPatternReachesTheHandler) {
  EXPECT_EQ(rig.ask(Rig::request("GET", "/test/a/x/b/c", rig.log_in(Account::User).fields())).body, "a|b/c");
}

TEST_F(DispatcherTest, ClaimsAboutTheSourceOpenNothing) {
  for (const HttpField& claim :
       {HttpField{"X-Forwarded-For", "127.0.0.1"}, HttpField{"X-Real-IP", "127.0.0.1"},
        HttpField{"Forwarded", "for=127.0.0.1;host=localhost"}, HttpField{"X-Forwarded-Host", "localhost"},
        HttpField{"X-Original-URL", "/"}}) {
    EXPECT_EQ(rig.status(Rig::request("GET", "/api/v1/phone", {claim})), 401) << claim.name;
    EXPECT_EQ(rig.status(Rig::request("GET", "/test/admin", {claim, rig.log_in(Account::User).cookie()})),
              403);
  }
  io::HttpRequest local = Rig::request("GET", "/api/v1/phone");
  local.fields = {{"Host", "127.0.0.1"}};
  EXPECT_EQ(rig.status(local), 401);
  local.fields = {{"Host", "evil.example"}, {"X-Forwarded-Host", "192.0.2.10"}};
  EXPECT_EQ(rig.status(local), 421);
}

TEST_F(DispatcherTest, ProgramsAreChallengedAndBrowsersAreNot) {
  const std::string challenge = field(rig.ask(Rig::request("GET", "/api/v1/phone")), "WWW-Authenticate");
  EXPECT_THAT(challenge, HasSubstr("Digest realm=\"Handset\""));
  EXPECT_THAT(challenge, HasSubstr("algorithm=SHA-256"));
  EXPECT_THAT(challenge, HasSubstr("algorithm=MD5"));
  EXPECT_THAT(challenge, HasSubstr("Basic realm=\"Handset\", charset=\"UTF-8\""));
  for (const HttpField& browser :
       {HttpField{"Origin", "http://192.0.2.10:8080"}, HttpField{"Sec-Fetch-Mode", "navigate"},
        HttpField{"Sec-Fetch-Site", "none"}, HttpField{"Accept-Language", "en"},
        HttpField{"Cookie", "handset_8080=old"}, HttpField{"Cookie", "handset_8080=" + std::string(26, 'a')}})
    for (const bool guess : {false, true}) {
      std::vector<HttpField> fields{browser};
      if (guess) fields.push_back(Rig::basic("admin", "wrong"));
      rig.now += minutes(1);
      const io::HttpResponse answer = rig.ask(Rig::request("GET", "/api/v1/phone", fields));
      EXPECT_EQ(answer.status, 401) << browser.name;
      EXPECT_EQ(field(answer, "WWW-Authenticate"), "") << browser.name;
    }
}

TEST_F(DispatcherTest, AnAddressThatActsActsForProgramsAndShowsBrowsersThePage) {
  EXPECT_EQ(rig.status(Rig::request("GET", "/test/act")), 401);
  EXPECT_EQ(rig.status(Rig::request("GET", "/test/act", {Rig::basic("user", user_password)})), 403);
  EXPECT_EQ(rig.ask(Rig::request("GET", "/test/act", {Rig::basic("admin", admin_password)})).body, "done");
  const Rig::Browser admin = rig.log_in(Account::Admin);
  for (const std::vector<HttpField>& fields :
       {admin.fields(), std::vector<HttpField>{{"Sec-Fetch-Site", "none"}},
        std::vector<HttpField>{{"Accept-Language", "de"}, Rig::basic("admin", admin_password)}}) {
    const io::HttpResponse answer = rig.ask(Rig::request("GET", "/test/act", fields));
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr("<!doctype html>"));
  }
}

TEST_F(DispatcherTest, EveryAnswerIsSealed) {
  std::vector<io::HttpResponse> answers;
  for (const Route& route : routes) {
    answers.push_back(rig.ask(good(route)));
    answers.push_back(rig.ask(good(route, rig.log_in(Account::Admin).fields())));
    answers.push_back(rig.ask(good(route, {{"Origin", "null"}})));
  }
  answers.push_back(rig.ask(Rig::request("GET", "/nothing")));
  answers.push_back(rig.ask(Rig::request("DELETE", "/")));
  for (const io::HttpResponse& answer : answers) {
    EXPECT_THAT(field(answer, "Content-Security-Policy"), HasSubstr("default-src 'none'"));
    EXPECT_THAT(field(answer, "Content-Security-Policy"), HasSubstr("frame-ancestors 'none'"));
    EXPECT_THAT(field(answer, "Content-Security-Policy"), Not(HasSubstr("unsafe")));
    EXPECT_EQ(field(answer, "Referrer-Policy"), "no-referrer");
    EXPECT_EQ(field(answer, "Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_THAT(field(answer, "Cache-Control"),
                AnyOf("no-store", "no-cache", "public, max-age=31536000, immutable"));
    EXPECT_EQ(field(answer, "Strict-Transport-Security"), "");
    for (const HttpField& item : answer.fields)
      EXPECT_FALSE(starts_with_ignoring_case(item.name, "Access-Control"));
  }
}

TEST_F(DispatcherTest, UnderTlsBrowsersAreToldToStayThere) {
  io::HttpRequest asked = Rig::request("GET", "/");
  asked.tls = true;
  EXPECT_EQ(field(rig.ask(asked), "Strict-Transport-Security"), "max-age=31536000");
}

TEST_F(DispatcherTest, FiveWrongPasswordsMakeTheirSourceWaitForAsLongAsItIsTold) {
  const auto asked = [](std::string_view password) {
    return Rig::request("GET", "/api/v1/phone", {Rig::basic("admin", password)});
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(rig.status(asked("wrong")), 401);
  const io::HttpResponse refused = rig.ask(asked(admin_password));
  EXPECT_EQ(refused.status, 429) << "the right one has to wait too";
  EXPECT_EQ(field(refused, "Retry-After"), "10");
  io::HttpRequest elsewhere = asked(admin_password);
  elsewhere.remote.address = IpAddress::v4(192, 0, 2, 78);
  EXPECT_EQ(rig.status(elsewhere), 200);
  rig.now += seconds(10);
  EXPECT_EQ(rig.status(asked(admin_password)), 200);
}

TEST_F(DispatcherTest, RightPasswordsMakeNobodyWaitAndAreCheckedSlowlyOnce) {
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(rig.status(Rig::request("GET", "/api/v1/phone", {Rig::basic("admin", admin_password)})), 200);
    EXPECT_EQ(rig.status(Rig::request("GET", "/api/v1/phone")), 401) << "none at all is no guess";
  }
  EXPECT_EQ(rig.slow_checks, 1);
}

TEST_F(DispatcherTest, MoreLoginsThanCanBeCheckedAreToldToComeBack) {
  rig.busy = true;
  const io::HttpResponse answer =
      rig.ask(Rig::request("GET", "/api/v1/phone", {Rig::basic("admin", admin_password)}));
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(field(answer, "Retry-After"), "1");
}

TEST_F(DispatcherTest, TwoAuthorizationsAreNone) {
  EXPECT_EQ(
      rig.status(Rig::request("GET", "/api/v1/phone",
                              {Rig::basic("admin", admin_password), Rig::basic("admin", admin_password)})),
      401);
}

}  // namespace
}  // namespace handset::web
