// The security checklist of the web administration, a test for each row, named after it: the doors
// themselves, without sockets, and a phone on SIP behind them. The rows about sockets are in
// security_server_test.cpp.
#include <algorithm>
#include <boost/json/parse.hpp>
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "io/http_server.h"
#include "unit/web/security_rig.h"

namespace handset::web {
namespace {

namespace json = boost::json;
using testing::admin_password;
using ::testing::AnyOf;
using testing::field;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;
using testing::Rig;
using testing::SecurityRig;
using ::testing::StartsWith;
using testing::user_password;

io::HttpRequest login(std::string_view account, std::string_view password,
                      std::vector<HttpField> fields = {}) {
  fields.push_back(Rig::json());
  return Rig::request("POST", "/api/v1/login", std::move(fields),
                      json::serialize(json::object{{"account", account}, {"password", password}}));
}

// What the browser knows after it has logged in.
Rig::Browser browser_of(const io::HttpResponse& answer) {
  const std::string cookie = field(answer, "Set-Cookie");
  return {std::string(split_once(split_once(cookie, ';').before, '=').after),
          std::string(json::parse(answer.body).at("token").as_string())};
}

std::string with_password(const std::map<std::string, std::string>& values, std::string_view password) {
  json::object body = json::parse(SecurityRig::values(values)).as_object();
  body["password"] = password;
  return json::serialize(body);
}

// The files of a web server on loopback: each path is answered with that.
std::unique_ptr<io::HttpServer> serve(std::map<std::string, io::HttpResponse> files) {
  return io::HttpServer::start(
             {IpAddress::v4(127, 0, 0, 1), 0},
             [files = std::move(files)](const io::HttpRequest& request, io::Responder respond) {
               const auto found = files.find(request.path);
               respond(found == files.end() ? io::HttpResponse{404, {}, ""} : found->second);
             })
      .value();
}
std::string url(const io::HttpServer& server, std::string_view path) {
  return "http://" + server.endpoint().to_string() + std::string(path);
}
io::HttpResponse redirect(std::string location) {
  return {302, {{"Location", std::move(location)}}, ""};
}

// V1.2.1, V3.2.2
TEST(SecurityWeb, V1_2_1_TextFromOutsideIsShownAsText) {
  SecurityRig rig;
  const std::string tag = "<script>alert(1)</script>";
  const std::string quotes = "\"'><img src=x onerror=alert(2)>";
  const auto escaped = [](std::string text) {
    std::string out;
    for (const char c : text) out += c == '<' ? "&lt;" : c == '"' ? "&quot;" : std::string(1, c);
    return out;
  };
  ASSERT_EQ(rig.set({{"Station_Name", tag}, {"Display_Name_1_", quotes}, {"Text_Logo", tag}}), 200);
  phone::Draft caller = rig.sip.draft("INVITE");
  caller.extra = "Subject: " + tag + "\r\nUser-Agent: " + tag + "\r\n";
  std::string invite = caller.text();
  invite.replace(invite.find("From: <"), 7, "From: \"" + tag + "\" <");
  EXPECT_EQ(phone::status_of(rig.sip.ask(invite)), 480U);
  const std::string menu = "<CiscoIPPhoneMenu><Title>" + escaped(tag) + "</Title><Prompt>" + escaped(quotes) +
                           "</Prompt><MenuItem><Name>" + escaped(tag) +
                           "</Name><URL>http://a/</URL></MenuItem><SoftKeyItem><Name>" + escaped(tag) +
                           "</Name><URL>SoftKey:Exit</URL><Position>1</Position></SoftKeyItem>"
                           "</CiscoIPPhoneMenu>";
  const auto pages = serve({{"/menu", {200, {{"Content-Type", "text/xml"}}, menu}}});
  ASSERT_EQ(rig.sip.push(url(*pages, "/menu"), "User-Agent: " + tag + "\r\n"), 200U);
  ASSERT_TRUE(rig.world->loop().run_until(
      [&] { return rig.station->phone().screen().kind == phone::WindowKind::Menu; }, seconds(30)));
  const auto screen = SecurityRig::json_of(rig.get("/api/v1/screen"));
  EXPECT_EQ(screen.at("title"), json::value(tag)) << "nothing of it is lost";
  EXPECT_EQ(screen.at("prompt"), json::value(quotes));

  auto shown = rig.everything_shown();
  shown["the form"] =
      rig.post_form(Account::Admin, "/admin/bcisco.csc", "Station_Name=" + percent_encode(tag + quotes));
  shown["a wrong form"] = rig.post_form(Account::Admin, "/admin/bcisco.csc",
                                        percent_encode(tag) + "=1&SIP_T1=" + percent_encode(quotes));
  shown["nowhere"] = rig.get("/" + tag);
  int in_json = 0;
  for (const auto& [where, answer] : shown) {
    const std::string type = field(answer, "Content-Type");
    const bool raw = answer.body.find("<script>alert") != std::string::npos ||
                     answer.body.find("<img src=x") != std::string::npos;
    if (type == "application/json")
      in_json += raw ? 1 : 0;
    else
      EXPECT_FALSE(raw) << where << ' ' << type;
  }
  EXPECT_GE(in_json, 3) << "the screen, the push and the settings, for scripts that set text";
}

TEST(SecurityWeb, V1_2_5_NoShell) {
  SecurityRig rig;
  const auto marker = std::filesystem::temp_directory_path() /
                      ("handset-" + rig.random.token(20));  // what a shell would make
  const std::string touch = "touch " + marker.string();
  for (const std::string& command :
       {";" + touch, "$(" + touch + ")", "`" + touch + "`", "|" + touch, "&&" + touch, "\n" + touch + "\n",
        "'; " + touch + " #", "--help;" + touch}) {
    for (const char* tag :
         {"Primary_NTP_Server", "Host_Name", "Domain", "Proxy_1_", "Ring1", "Upgrade_Rule", "Profile_Rule",
          "BMP_Picture_Download_URL", "Station_Name", "Syslog_Server", "Dial_Plan_1_"})
      EXPECT_THAT(rig.set({{tag, "192.0.2.1" + command}}), AnyOf(200, 422)) << tag << ' ' << command;
    for (const char* base : {"http://127.0.0.1:1/", "http://127.0.0.1"})
      EXPECT_THAT(rig.resync(base + command), AnyOf("400", StartsWith("failed"))) << base << command;
    const auto upgrade = rig.get("/admin/upgrade?http://127.0.0.1:1/" + percent_encode(command));
    EXPECT_THAT(upgrade.body, HasSubstr("package")) << "it loads nothing";
    EXPECT_EQ(rig.post("/api/v1/lines/1/check", "{}").status, 200);
    EXPECT_FALSE(std::filesystem::exists(marker)) << command;
  }
  EXPECT_TRUE(rig.sip.options());
}

TEST(SecurityWeb, V1_3_6_FetchLimits) {
  SecurityRig rig;
  std::map<std::string, io::HttpResponse> files{{"/file", redirect("file:///etc/passwd")},
                                                {"/gopher", redirect("gopher://127.0.0.1/")},
                                                {"/metadata", redirect("http://169.254.169.254/latest")},
                                                {"/mapped", redirect("http://[::ffff:169.254.169.254]/")},
                                                {"/4", redirect("/3")},
                                                {"/3", redirect("/2")},
                                                {"/2", redirect("/1")},
                                                {"/1", redirect("/profile")},
                                                {"/profile", {200, {}, "<flat-profile/>"}}};
  const auto web = serve(files);
  for (const char* target : {"file:///etc/passwd", "gopher://127.0.0.1/", "dict://127.0.0.1:11211/",
                             "ftp://127.0.0.1/a", "ldap://127.0.0.1/", "javascript:alert(1)"}) {
    EXPECT_EQ(rig.resync(target), "400") << target;
    EXPECT_EQ(rig.sip.push(target), 400U) << target;
    EXPECT_EQ(rig.set({{"BMP_Picture_Download_URL", target}}), 422) << target;
    EXPECT_EQ(rig.set({{"XML_Application_Service_URL", target}}), 422) << target;
  }
  for (const char* target :
       {"http://169.254.169.254/latest/meta-data/", "http://[fe80::1]/", "http://224.0.0.1/",
        "http://0.0.0.0/", "http://[::]/", "http://[::ffff:169.254.1.1]/", "http://2852039166/"}) {
    EXPECT_THAT(rig.resync(target), AnyOf("400", StartsWith("failed"))) << target;
    EXPECT_EQ(rig.sip.push(target), 200U) << "the answer tells nothing of the network inside";
  }
  for (const char* path : {"/file", "/gopher", "/metadata", "/mapped", "/4"})
    EXPECT_THAT(rig.resync(url(*web, path)), StartsWith("failed")) << path;
  EXPECT_THAT(rig.resync(url(*web, "/3")), StartsWith("done")) << "three redirects are allowed";
  rig.station->set_listeners({web->endpoint()}, /*loopback=*/true);
  EXPECT_THAT(rig.resync(url(*web, "/profile")), StartsWith("failed")) << "the phone's own listener";
  rig.station->set_listeners({}, /*loopback=*/false);
  EXPECT_THAT(rig.resync(url(*web, "/profile")), StartsWith("failed")) << "loopback, which is not listed";
}

TEST(SecurityWeb, V1_5_1_XmlWithoutEntities) {
  SecurityRig rig;
  const std::string entities =
      "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY y \"&x;&x;\">]>";
  const auto web = serve(
      {{"/profile", {200, {}, entities + "<flat-profile><Station_Name>&y;</Station_Name></flat-profile>"}},
       {"/page",
        {200,
         {{"Content-Type", "text/xml"}},
         entities + "<CiscoIPPhoneText><Title>&y;</Title><Text>&x;</Text></CiscoIPPhoneText>"}}});
  EXPECT_THAT(rig.resync(url(*web, "/profile")), StartsWith("failed: The profile cannot be read"));
  EXPECT_EQ(rig.value("Station_Name"), "");
  EXPECT_EQ(rig.sip.push(entities + "<CiscoIPPhoneExecute><ExecuteItem URL=\"&y;\"/></CiscoIPPhoneExecute>"),
            400U);
  ASSERT_EQ(rig.sip.push(url(*web, "/page")), 200U);
  ASSERT_TRUE(rig.world->loop().run_until(
      [&] { return rig.station->push_log()->records().back().documents.size() == 1; }, seconds(30)));
  const auto screen = rig.get("/api/v1/screen");
  EXPECT_THAT(screen.body, Not(HasSubstr("root:"))) << screen.body;
  EXPECT_NE(SecurityRig::json_of(screen).at("kind"), "text");
}

// V2.4.1, V6.3.1
TEST(SecurityWeb, V2_4_1_LoginsAreThrottled) {
  SecurityRig rig;
  std::map<int, int> statuses;
  for (int i = 0; i < 100; ++i) ++statuses[rig.status(login("admin", "wrong " + std::to_string(i)))];
  EXPECT_EQ(statuses, (std::map<int, int>{{401, 5}, {429, 95}}));
  EXPECT_EQ(rig.slow_checks, 6) << "what waits costs nothing: five wrong ones, and the rig's own";
  const auto refused = rig.ask(login("admin", admin_password));
  EXPECT_EQ(refused.status, 429) << "the right one waits as well";
  for (const char* door : {"/api/v1/phone", "/admin/spacfg.xml"})
    EXPECT_EQ(rig.status(Rig::request("GET", door, {Rig::basic("admin", "guess")})), 429)
        << "all doors count together";
  EXPECT_TRUE(rig.sip.options());
  EXPECT_EQ(rig.sip.push("http://127.0.0.1:1/"), 200U);
  rig.now += seconds(std::stoi(field(refused, "Retry-After")));
  EXPECT_EQ(rig.status(login("admin", admin_password)), 200);
}

TEST(SecurityWeb, V3_3_1_Cookies) {
  SecurityRig rig;
  EXPECT_THAT(field(rig.ask(login("admin", admin_password)), "Set-Cookie"),
              MatchesRegex("handset_8080=[a-z0-9]{26}; Path=/; HttpOnly; SameSite=Strict"));
  auto under_tls = login("admin", admin_password);
  under_tls.tls = true;
  EXPECT_THAT(field(rig.ask(under_tls), "Set-Cookie"),
              MatchesRegex("__Host-handset_8080=[a-z0-9]{26}; Path=/; HttpOnly; SameSite=Strict; Secure"));
}

TEST(SecurityWeb, V3_4_1_EveryAnswerIsSealed) {
  SecurityRig rig;
  for (const bool tls : {false, true}) {
    std::vector<io::HttpRequest> asked{
        Rig::request("GET", "/nothing"),
        Rig::request("DELETE", "/"),
        Rig::request("GET", "/", {{"Host", "x"}}),
        Rig::request("GET", "/", {{"Origin", "null"}}),
        login("admin", "wrong"),
        Rig::request("POST", "/api/v1/login", {{"Content-Type", "text/plain"}}, "{}")};
    for (const Route& route : rig.routes()) {
      asked.push_back(SecurityRig::request_for(route));
      if (route.method == "GET" && !route.acts)
        asked.push_back(SecurityRig::request_for(route, {Rig::basic("admin", admin_password)}));
    }
    for (io::HttpRequest& request : asked) {
      request.tls = tls;
      const auto answer = rig.ask(request);
      const std::string policy = field(answer, "Content-Security-Policy");
      EXPECT_THAT(policy, HasSubstr("default-src 'none'")) << request.path;
      EXPECT_THAT(policy, HasSubstr("frame-ancestors 'none'")) << request.path;
      EXPECT_THAT(policy, Not(HasSubstr("unsafe"))) << request.path;
      EXPECT_EQ(field(answer, "Referrer-Policy"), "no-referrer") << request.path;
      EXPECT_EQ(field(answer, "Cross-Origin-Resource-Policy"), "same-origin") << request.path;
      EXPECT_EQ(field(answer, "Strict-Transport-Security"), tls ? "max-age=31536000" : "") << request.path;
      if (!answer.body.empty()) {
        EXPECT_NE(field(answer, "Content-Type"), "") << request.path;
      }
    }
  }
}

TEST(SecurityWeb, V3_4_2_NoOtherOrigin) {
  SecurityRig rig;
  for (const Route& route : rig.routes())
    for (const char* origin : {"http://evil.example", "null", "http://192.0.2.10:8081"}) {
      auto fields = rig.log_in(Account::Admin).fields();
      fields.push_back({"Origin", origin});
      const auto answer = rig.ask(SecurityRig::request_for(route, fields));
      EXPECT_EQ(answer.status, 403) << route.path;
      auto preflight = Rig::request("OPTIONS", SecurityRig::address_of(route),
                                    {{"Origin", origin}, {"Access-Control-Request-Method", route.method}});
      const auto allowed = rig.ask(preflight);
      EXPECT_EQ(allowed.status, 403) << route.path;
      for (const auto* one : {&answer, &allowed})
        for (const HttpField& item : one->fields)
          EXPECT_FALSE(starts_with_ignoring_case(item.name, "Access-Control")) << route.path;
    }
}

// V3.5.1, V3.5.3
TEST(SecurityWeb, V3_5_1_ChangesByPostWithToken) {
  SecurityRig rig;
  const Rig::Browser other = rig.log_in(Account::Admin);
  const auto before = rig.keeper->current()->revision;
  int changing = 0;
  const auto routes = rig.routes();
  for (const Route& route : routes) {
    const Rig::Browser mine = rig.log_in(Account::Admin);
    if (route.method == "GET" && !route.acts) continue;
    const auto as = [&](std::vector<HttpField> fields) {
      return rig.status(SecurityRig::request_for(route, std::move(fields)));
    };
    if (route.acts) {  // for programs; a browser that is sent there gets the page, which asks first
      EXPECT_EQ(as({mine.cookie()}), 200) << route.path;
      EXPECT_EQ(as({{"Sec-Fetch-Site", "cross-site"}, Rig::basic("admin", admin_password)}), 403);
      continue;
    }
    ++changing;
    const bool shows_too = std::any_of(routes.begin(), routes.end(), [&](const Route& at) {
      return at.path == route.path && at.method == "GET";
    });
    if (!shows_too) {
      EXPECT_EQ(rig.status(Rig::request("GET", SecurityRig::address_of(route), {mine.cookie()})), 405)
          << route.path;
    }
    if (route.access == Access::Open) continue;  // the login, which no session is needed for
    EXPECT_EQ(as({mine.cookie()}), 403) << route.path;
    EXPECT_EQ(as({mine.cookie(), {"X-CSRF-Token", other.token}}), 403) << route.path;
    // The form of another page can send JSON only under a type of its own, and never with the token.
    const auto plain = [&](std::vector<HttpField> fields) {
      fields.push_back({"Content-Type", "text/plain"});
      return rig.status(Rig::request(route.method, SecurityRig::address_of(route), std::move(fields), "{}"));
    };
    EXPECT_EQ(plain({mine.cookie()}), 403) << route.path;
    if (route.content != Content::Any) {
      EXPECT_EQ(plain(mine.fields()), 415) << route.path;
    }
  }
  EXPECT_GE(changing, 9);
  EXPECT_EQ(rig.keeper->current()->revision, before);
  EXPECT_FALSE(rig.station->restart_pending());
  EXPECT_EQ(SecurityRig::json_of(rig.get("/api/v1/resync")).at("state"), "none");
}

// V6.2.1 to V6.2.3, V6.3.2, V6.3.8
TEST(SecurityWeb, V6_2_1_Passwords) {
  io::SystemRandom random;
  std::set<std::string> made;
  for (int start = 0; start < 20; ++start) {
    testing::MapRecords records;
    const auto accounts = Accounts::load_or_create(records.records(), random, {testing::cheap}).value();
    for (const FreshPassword& fresh : accounts->fresh_passwords()) {
      EXPECT_GE(fresh.password.size(), 16U);
      made.insert(fresh.password);
    }
    for (const char* name : {"admin", "user", "root", "cisco", "debug", ""})
      for (const char* password : {"", "admin", "user", "cisco", "root", "password", "1234"})
        EXPECT_FALSE(accounts->check(name, password)) << name << ' ' << password;
    EXPECT_FALSE(accounts->prepare(Account::Admin, "")) << "others reach the pages";
  }
  EXPECT_EQ(made.size(), 40U) << "each start and each account has its own";

  SecurityRig rig;
  rig.slow_checks = 0;
  const auto of = [&](std::string_view name) {
    rig.now += minutes(5);  // not slowed
    auto answer = rig.ask(login(name, "guess"));
    std::string out = std::to_string(answer.status) + answer.body;
    for (const HttpField& item : answer.fields) out += "\n" + item.name + ": " + item.value;
    return out;
  };
  const std::string known = of("admin");
  EXPECT_EQ(of("nobody"), known);
  EXPECT_EQ(of("user"), known);
  EXPECT_EQ(rig.slow_checks, 3) << "as long for a name that does not exist";
}

// V7.2.3, V7.2.4, V7.3.1, V7.3.2, V7.4.1, V7.4.3
TEST(SecurityWeb, V7_2_3_Sessions) {
  SecurityRig rig;
  const auto lives = [&](const Rig::Browser& session) {
    return rig.status(Rig::request("GET", "/api/v1/screen", {session.cookie()})) == 200;
  };
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) ids.insert(browser_of(rig.ask(login("user", user_password))).id);
  EXPECT_EQ(ids.size(), 100U);
  EXPECT_GE(ids.begin()->size() * 5, 128U) << "letters of five bits";

  const Rig::Browser first = browser_of(rig.ask(login("admin", admin_password)));
  const Rig::Browser second = browser_of(rig.ask(login("admin", admin_password, {first.cookie()})));
  EXPECT_NE(first.id, second.id);
  EXPECT_FALSE(lives(first)) << "a login ends the session that it came with";
  EXPECT_EQ(rig.status(Rig::request("POST", "/api/v1/logout", second.fields())), 204);
  EXPECT_FALSE(lives(second));

  const Rig::Browser idle = rig.log_in(Account::Admin);
  rig.now += minutes(29);
  EXPECT_TRUE(lives(idle));
  rig.now += minutes(30);
  EXPECT_FALSE(lives(idle));

  const Rig::Browser busy = rig.log_in(Account::Admin);
  for (int i = 0; i < 35; ++i) {
    rig.now += minutes(20);
    EXPECT_TRUE(lives(busy)) << i;
  }
  rig.now += minutes(20);
  EXPECT_FALSE(lives(busy)) << "twelve hours at most";

  const Rig::Browser mine = rig.log_in(Account::Admin);
  const Rig::Browser theirs = rig.log_in(Account::Admin);
  ASSERT_EQ(rig.ask_in(mine, "PATCH", "/api/v1/settings",
                       with_password({{"Admin_Passwd", "another one"}}, admin_password))
                .status,
            200);
  EXPECT_TRUE(lives(mine));
  EXPECT_FALSE(lives(theirs));
}

TEST(SecurityWeb, V7_5_1_PasswordAgainForSecrets) {
  SecurityRig rig;
  const Rig::Browser mine = rig.log_in(Account::Admin);
  for (const char* tag : {"Admin_Passwd", "User_Password", "Password_1_", "Password_2_"}) {
    const std::map<std::string, std::string> wanted{{tag, "taken over"}};
    const auto before = rig.value("Password_1_");
    EXPECT_EQ(rig.ask_in(mine, "PATCH", "/api/v1/settings", SecurityRig::values(wanted)).status, 403) << tag;
    EXPECT_EQ(rig.ask_in(mine, "PATCH", "/api/v1/settings", with_password(wanted, "guess")).status, 403);
    EXPECT_EQ(rig.ask_in(mine, "PATCH", "/api/v1/settings", with_password(wanted, user_password)).status, 403)
        << "that of the other account";
    EXPECT_EQ(rig.value("Password_1_"), before);
    rig.now += minutes(5);
  }
  EXPECT_TRUE(rig.accounts->check("admin", admin_password));
  EXPECT_EQ(rig.ask_in(mine, "PATCH", "/api/v1/settings",
                       with_password({{"Password_1_", "changed"}}, admin_password))
                .status,
            200);
  EXPECT_EQ(rig.value("Password_1_"), "changed");
}

// V8.2.1, V8.3.1
TEST(SecurityWeb, V8_2_1_TheServerDecidesOnRights) {
  SecurityRig rig;
  const std::vector<std::vector<HttpField>> claims{
      {},
      {{"X-Forwarded-For", "127.0.0.1"}, {"X-Real-IP", "127.0.0.1"}},
      {{"Forwarded", "for=127.0.0.1;host=localhost"}, {"X-Original-URL", "/"}},
      {{"Cookie", "handset_8080=aaaaaaaaaaaaaaaaaaaaaaaaaa; admin=1; account=admin"}},
      {{"Authorization", "Basic"}}};
  const auto generation = rig.station->generation();
  const auto revision = rig.keeper->current()->revision;
  std::set<std::string> open;
  for (const Route& route : rig.routes()) {
    const std::string name = route.method + " " + route.path;
    if (route.access == Access::Open) {
      open.insert(name);
      continue;
    }
    for (const auto& claim : claims)
      for (const char* host : {"192.0.2.10:8080", "127.0.0.1", "localhost"}) {
        auto asked = SecurityRig::request_for(route, claim);
        for (HttpField& item : asked.fields)
          if (item.name == "Host") item.value = host;
        const bool page = route.acts && !claim.empty() && claim[0].name == "Cookie";
        const int shut = route.access == Access::Push ? 403 : 401;  // by default, for everybody
        EXPECT_EQ(rig.status(asked), page ? 200 : shut) << name << ' ' << host;
      }
    for (const bool by_cookie : {true, false}) {
      auto fields = by_cookie && !route.acts ? rig.log_in(Account::User).fields()
                                             : std::vector{Rig::basic("user", user_password)};
      fields.push_back({"X-Forwarded-For", "127.0.0.1"});
      const int as_user = rig.status(SecurityRig::request_for(route, fields));
      if (route.access == Access::Admin || route.access == Access::Push)
        EXPECT_EQ(as_user, 403) << name;
      else
        EXPECT_THAT(as_user, AnyOf(200, 204, 400, 426)) << name;
    }
  }
  EXPECT_EQ(open, (std::set<std::string>{"GET /", "GET /basic", "GET /advanced", "GET /admin", "GET /admin/",
                                         "GET /admin/basic", "GET /admin/advanced", "GET /phone",
                                         "GET /assets/app-2F3KQ7ZD.js", "GET /assets/icon.png",
                                         "POST /api/v1/login", "GET /api/v1/session", "GET /login/{token}"}));
  EXPECT_EQ(rig.station->generation(), generation);
  EXPECT_FALSE(rig.station->restart_pending());
  EXPECT_EQ(rig.keeper->current()->revision, revision);
}

TEST(SecurityWeb, SecretsAreWriteOnly) {
  SecurityRig rig;
  std::map<std::string, std::string> secrets;
  const auto settings = SecurityRig::json_of(rig.get("/api/v1/settings?all=1"));
  for (const auto& item : settings.at("values").as_object()) {
    const auto address = settings::find_tag(item.key());
    if (settings::rows()[address->row].secret())
      secrets[item.key()] = "hunter2" + std::to_string(secrets.size());
  }
  ASSERT_GE(secrets.size(), 14U) << "the accounts, the lines, the services";
  ASSERT_EQ(rig.set(secrets), 200);
  rig.now += minutes(5);
  rig.set_password(Account::Admin, admin_password);
  const phone::Draft push = rig.sip.draft("NOTIFY");
  const std::string challenge = rig.sip.ask(push.text());
  EXPECT_EQ(phone::status_of(rig.sip.ask(
                phone::with_credentials(push, challenge, "101", secrets.at("Password_1_")).text())),
            200U)
      << "the phone itself knows it";
  auto shown = rig.everything_shown();
  shown["with what the model lacks"] = rig.get("/api/v1/settings?all=1");
  shown["as the user"] = rig.ask_as(Account::Admin, "GET", "/api/v1/settings?as=user");
  shown["masks"] = rig.patch(SecurityRig::values({{"Password_1_", "hunter2 again"}}));
  shown["a form"] = rig.post_form(Account::Admin, "/admin/bcisco.csc", "Password_2_=hunter2+too");
  shown["an undo"] = rig.post("/api/v1/settings/undo", R"({"revision": 2, "dry_run": true})");
  shown["history"] = rig.get("/api/v1/settings/history");
  for (const char* most : {"/api/v1/settings", "/admin/spacfg.xml", "/api/v1/pushes", "history"})
    EXPECT_EQ(shown.at(most).status, 200) << most;
  for (const auto& [where, answer] : shown) EXPECT_THAT(answer.body, Not(HasSubstr("hunter2"))) << where;
  for (const auto& [name, record] : rig.kept.texts) EXPECT_THAT(record, Not(HasSubstr("hunter2"))) << name;
}

TEST(SecurityWeb, DnsRebinding) {
  SecurityRig rig;
  for (const Route& route : rig.routes())
    for (const char* host : {"evil.example", "evil.example:8080", "192.0.2.11:8080", "127.0.0.1.evil.example",
                             "localhost.evil.example", "phone.example.evil.example", ""})
      for (const auto& fields :
           {rig.log_in(Account::Admin).fields(), std::vector{Rig::basic("admin", admin_password)}}) {
        auto asked = SecurityRig::request_for(route, fields);
        for (HttpField& item : asked.fields)
          if (item.name == "Host") item.value = host;
        EXPECT_EQ(rig.status(asked), 421) << route.path << ' ' << host;
      }
  EXPECT_FALSE(rig.station->restart_pending());
}

}  // namespace
}  // namespace handset::web
