// Logging in and out as a browser does it.
#include "web/session_api.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/web/rig.h"

namespace handset::web {
namespace {

namespace json = boost::json;
using testing::admin_password;
using testing::field;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using testing::Rig;
using testing::user_password;

struct SessionApiTest : ::testing::Test {
  static io::HttpRequest login(std::string_view account, std::string_view password,
                               std::vector<HttpField> fields = {}) {
    const json::object body{{"account", account}, {"password", password}};
    fields.push_back(Rig::json());
    return Rig::request("POST", "/api/v1/login", std::move(fields), json::serialize(body));
  }
  // What the browser knows after it has logged in.
  Rig::Browser browser(Account account = Account::Admin, std::vector<HttpField> fields = {}) {
    const io::HttpResponse answer =
        rig.ask(login(account_name(account), account == Account::Admin ? admin_password : user_password,
                      std::move(fields)));
    EXPECT_EQ(answer.status, 200);
    const std::string cookie = field(answer, "Set-Cookie");
    return {std::string(split_once(split_once(cookie, ';').before, '=').after),
            std::string(json::parse(answer.body).at("token").as_string())};
  }
  int session_status(const Rig::Browser& of) {
    return rig.status(Rig::request("GET", "/api/v1/session", {of.cookie()}));
  }

  Rig rig;
};

TEST_F(SessionApiTest, ALoginGivesACookieForTheBrowserAndATokenForThePage) {
  const io::HttpResponse answer = rig.ask(login("admin", admin_password));
  ASSERT_EQ(answer.status, 200);
  EXPECT_THAT(field(answer, "Set-Cookie"),
              MatchesRegex("handset_8080=[a-z0-9]{26}; Path=/; HttpOnly; SameSite=Strict"));
  const auto body = json::parse(answer.body).as_object();
  EXPECT_EQ(body.at("account"), "admin");
  EXPECT_EQ(body.at("expires_in"), 1800);
  EXPECT_EQ(body.at("token").as_string().size(), 26U);
  EXPECT_THAT(answer.body, ::testing::Not(HasSubstr(field(answer, "Set-Cookie").substr(13, 26))))
      << "the page does not learn the cookie";
}

TEST_F(SessionApiTest, UnderTlsTheCookieIsForTlsAlone) {
  io::HttpRequest asked = login("user", user_password);
  asked.tls = true;
  asked.local.port = 8443;
  EXPECT_THAT(field(rig.ask(asked), "Set-Cookie"),
              MatchesRegex("__Host-handset_8443=[a-z0-9]{26}; Path=/; HttpOnly; SameSite=Strict; Secure"));
}

TEST_F(SessionApiTest, ASessionIsNewAtEachLoginAndEndsTheOneBefore) {
  const Rig::Browser first = browser();
  const Rig::Browser second = browser(Account::Admin, {first.cookie()});
  EXPECT_NE(first.id, second.id);
  EXPECT_NE(first.token, second.token);
  EXPECT_EQ(session_status(first), 401);
  EXPECT_EQ(session_status(second), 200);
}

TEST_F(SessionApiTest, OffLoopbackWithoutTlsThePageIsToldOfHttps) {
  const auto advice = [&](const io::HttpRequest& asked) {
    const auto body = json::parse(rig.ask(asked).body).as_object();
    const auto* found = body.if_contains("https_advice");
    return found == nullptr ? std::string("none") : json::serialize(*found);
  };
  const io::HttpRequest plain = Rig::request("GET", "/api/v1/session");
  EXPECT_EQ(advice(plain), R"({"address":null})") << "before the password is typed";
  rig.https_port = 8443;
  EXPECT_EQ(advice(plain), R"({"address":"https://192.0.2.10:8443"})");
  EXPECT_EQ(advice(login("admin", admin_password)), R"({"address":"https://192.0.2.10:8443"})");
  io::HttpRequest asked = plain;
  asked.tls = true;
  EXPECT_EQ(advice(asked), "none");
  asked = plain;
  asked.local.address = IpAddress::v4(127, 0, 0, 1);
  asked.fields.back().value = "localhost:8080";
  EXPECT_EQ(advice(asked), "none");
  asked.local = {IpAddress::parse("2001:db8::1").value(), 8080};
  asked.fields.back().value = "[2001:db8::1]:8080";
  EXPECT_EQ(advice(asked), R"({"address":"https://[2001:db8::1]:8443"})");
}

TEST_F(SessionApiTest, AnIdThatWasPlantedBeforeTheLoginIsNotTaken) {
  const std::string planted(26, 'a');
  const Rig::Browser after = browser(Account::Admin, {{"Cookie", "handset_8080=" + planted}});
  EXPECT_NE(after.id, planted);
  EXPECT_EQ(session_status({planted, ""}), 401);
}

TEST_F(SessionApiTest, ASessionKnowsItsAccount) {
  const Rig::Browser user = browser(Account::User);
  const auto body =
      json::parse(rig.ask(Rig::request("GET", "/api/v1/session", {user.cookie()})).body).as_object();
  EXPECT_EQ(body.at("account"), "user");
  EXPECT_EQ(body.at("token"), json::value(user.token));
}

TEST_F(SessionApiTest, WithoutASessionNobodyIsChallenged) {
  const io::HttpResponse answer = rig.ask(Rig::request("GET", "/api/v1/session"));
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(field(answer, "WWW-Authenticate"), "");
  EXPECT_EQ(json::parse(answer.body).at("open"), json::array());
}

TEST_F(SessionApiTest, AWrongPasswordAndAnUnknownNameAreAnsweredAlike) {
  const io::HttpResponse wrong = rig.ask(login("admin", "wrong"));
  const io::HttpResponse unknown = rig.ask(login("root", "wrong"));
  const io::HttpResponse of_other = rig.ask(login("admin", user_password));
  for (const io::HttpResponse& other : {unknown, of_other}) {
    EXPECT_EQ(wrong.status, 401);
    EXPECT_EQ(other.status, wrong.status);
    EXPECT_EQ(other.body, wrong.body);
    EXPECT_EQ(other.fields.size(), wrong.fields.size());
    EXPECT_EQ(field(other, "Set-Cookie") + field(other, "WWW-Authenticate"), "");
  }
  EXPECT_EQ(rig.slow_checks, 3) << "each of them is as slow";
}

TEST_F(SessionApiTest, FiveWrongPasswordsMakeTheNextWait) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(rig.status(login("admin", "wrong")), 401);
  const io::HttpResponse refused = rig.ask(login("admin", admin_password));
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(field(refused, "Retry-After"), "10");
  EXPECT_EQ(rig.slow_checks, 5);
  rig.now += seconds(10);
  EXPECT_EQ(rig.status(login("admin", admin_password)), 200);
}

TEST_F(SessionApiTest, NoOtherSiteLogsABrowserIn) {
  EXPECT_EQ(rig.status(login("admin", admin_password, {{"Origin", "http://evil.example"}})), 403);
  EXPECT_EQ(rig.status(login("admin", admin_password, {{"Sec-Fetch-Site", "cross-site"}})), 403);
  io::HttpRequest form = login("admin", admin_password);
  form.fields = {{"Host", "192.0.2.10"}, {"Content-Type", "text/plain"}};
  EXPECT_EQ(rig.status(form), 415);
  EXPECT_EQ(rig.sessions->size(), 0U);
}

TEST_F(SessionApiTest, ALoginOfAnotherShapeIsToldTheRightOne) {
  for (const char* body :
       {"", "{", "[]", "{}", R"({"account":"admin"})", R"({"account":1,"password":"x"})",
        R"({"account":"admin","password":null})", R"({"account":"admin","password":"x","more":1})"}) {
    const io::HttpResponse answer = rig.ask(Rig::request("POST", "/api/v1/login", {Rig::json()}, body));
    EXPECT_EQ(answer.status, 400) << body;
  }
  EXPECT_EQ(rig.slow_checks, 0);
}

TEST_F(SessionApiTest, AfterALogoutTheCookieIsDead) {
  const Rig::Browser admin = browser();
  const io::HttpResponse answer = rig.ask(Rig::request("POST", "/api/v1/logout", admin.fields()));
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(field(answer, "Set-Cookie"), "handset_8080=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
  EXPECT_EQ(session_status(admin), 401);
  EXPECT_EQ(rig.status(Rig::request("GET", "/api/v1/phone", {admin.cookie()})), 401);
}

TEST_F(SessionApiTest, ALogoutNeedsTheTokenAsWell) {
  const Rig::Browser admin = browser();
  EXPECT_EQ(rig.status(Rig::request("POST", "/api/v1/logout", {admin.cookie()})), 403);
  EXPECT_EQ(session_status(admin), 200);
}

TEST_F(SessionApiTest, AnOverlongOrDoubledCookieLetsNobodyIn) {
  const Rig::Browser admin = browser();
  const std::string good = "handset_8080=" + admin.id;
  for (const std::string& cookie :
       {good + "x", good + "; " + good, good + "; handset_8080=", "handset_8080=" + std::string(10'000, 'x'),
        "Handset_8080=" + admin.id, "handset_8081=" + admin.id, "handset_8080=\"" + admin.id + "\"",
        "__Host-" + good, std::string("handset_8080")})
    EXPECT_EQ(rig.status(Rig::request("GET", "/api/v1/phone", {{"Cookie", cookie}})), 401) << cookie;
  EXPECT_EQ(rig.status(Rig::request("GET", "/api/v1/phone", {{"Cookie", good}, {"Cookie", good}})), 401);
  EXPECT_EQ(rig.status(Rig::request("GET", "/api/v1/phone", {{"Cookie", "a=b; " + good + " ; c"}})), 200);
}

TEST(SessionApiOpen, AnAccountWithoutAPasswordIsNamedAndLogsInWithNone) {
  Rig rig({.cost = testing::cheap, .open_allowed = true});
  rig.set_password(Account::User, "");
  const io::HttpResponse asked = rig.ask(Rig::request("GET", "/api/v1/session"));
  EXPECT_EQ(asked.status, 401);
  EXPECT_EQ(json::parse(asked.body).at("open"), json::array{"user"});
  EXPECT_EQ(rig.status(SessionApiTest::login("user", "")), 200);
  EXPECT_EQ(rig.status(SessionApiTest::login("user", "x")), 401);
  EXPECT_EQ(rig.status(SessionApiTest::login("admin", "")), 401);
}

}  // namespace
}  // namespace handset::web
