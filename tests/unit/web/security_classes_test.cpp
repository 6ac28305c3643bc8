// What went wrong in the administration of other phones, a test for each class of defects, named after it, at
// the doors of the web.
#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

#include "unit/web/security_rig.h"

namespace handset::web {
namespace {

using testing::admin_password;
using ::testing::AnyOf;
using testing::field;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Rig;
using testing::SecurityRig;
using testing::user_password;

// Upgrades, dumps of the configuration and pages of the administrator, by address alone.
TEST(SecurityClasses, MissingLogin) {
  SecurityRig rig;
  const auto revision = rig.keeper->current()->revision;
  const std::vector<std::string> addresses{"/admin/spacfg.xml",
                                           "/spacfg.xml",
                                           "/admin/config.xml",
                                           "/admin/voice",
                                           "/admin/upgrade",
                                           "/upgrade",
                                           "/admin/resync",
                                           "/admin/reboot",
                                           "/admin/bcisco.csc",
                                           "/bcisco.csc",
                                           "/CGI/Execute",
                                           "/CGI/Screenshot",
                                           "/CGI/Java/Serviceability",
                                           "/cgi-bin/ConfigManApp.com",
                                           "/cgi-bin/api-get_line_status",
                                           "/cfg/backup",
                                           "/config.bin",
                                           "/phone.cfg",
                                           "/records",
                                           "/api/v1/settings",
                                           "/api/v1/pushes",
                                           "/api/v1/events",
                                           "/api/v1/status",
                                           "/API/V1/SETTINGS",
                                           "/api/v1/settings/",
                                           "//api/v1/settings",
                                           "/api/v1/./settings",
                                           "/api/v1/settings;a",
                                           "/assets/../api/v1/settings",
                                           "/api/v1/phones/1/settings",
                                           "/phones/1/CGI/Execute"};
  for (const std::string& address : addresses)
    for (const char* method :
         {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "X"}) {
      const auto answer = rig.ask(Rig::request(method, address, {Rig::json()}, "{}"));
      // 403 of /CGI/Execute: it is shut for everybody.
      EXPECT_THAT(answer.status, AnyOf(401, 403, 404, 405)) << method << ' ' << address;
      EXPECT_TRUE(answer.status != 403 || address == "/CGI/Execute") << address;
      EXPECT_THAT(answer.body, Not(HasSubstr("flat-profile"))) << address;
    }
  EXPECT_EQ(rig.keeper->current()->revision, revision);
  EXPECT_FALSE(rig.station->restart_pending());
}

// A Host field or an overlong cookie let in; a plain user became the administrator by a parameter.
TEST(SecurityClasses, LoginByHint) {
  SecurityRig rig;
  const Rig::Browser admin = rig.log_in(Account::Admin);
  const Rig::Browser user = rig.log_in(Account::User);
  const auto cookie = [&](const std::string& value) {
    return rig.status(Rig::request("GET", "/api/v1/pushes", {{"Cookie", value}}));
  };
  for (const std::string& value :
       {"handset_8080=" + admin.id + "a", "handset_8080=" + std::string(12'000, 'a'),
        "handset_8080=" + admin.id.substr(1), "handset_8080=" + admin.id + "; handset_8080=" + admin.id,
        "handset_8080=\"" + admin.id + "\"", "__Host-handset_8080=" + admin.id, "HANDSET_8080=" + admin.id,
        "handset_8080=%61" + admin.id.substr(1), std::string("handset_8080="),
        std::string("handset_8080=admin"), std::string("session=1; admin=true; user=admin")})
    EXPECT_EQ(cookie(value), 401) << value.substr(0, 80);
  EXPECT_EQ(cookie("handset_8080=" + admin.id), 200);
  EXPECT_EQ(cookie("handset_8080=" + user.id), 403);
  for (const char* query : {"account=admin", "as=admin", "admin=1", "user=admin&password="}) {
    auto asked = Rig::request("GET", "/api/v1/settings", {user.cookie(), {"X-Account", "admin"}});
    asked.query = query;
    EXPECT_THAT(rig.status(asked), AnyOf(200, 400, 403)) << query;
    EXPECT_THAT(rig.ask(asked).body, Not(HasSubstr("\"SIP_T1\""))) << query << ": no row of the admin's";
  }
  for (const char* body : {R"({"values": {"Admin_Passwd": "mine"}})", R"({"values": {"SIP_T1": "1"}})",
                           R"({"values": {"Password_1_": "mine"}, "account": "admin"})"})
    EXPECT_THAT(rig.ask_in(user, "PATCH", "/api/v1/settings", body).status, AnyOf(400, 403, 422)) << body;
  EXPECT_EQ(rig.value("SIP_T1"), ".5");
  EXPECT_EQ(rig.value("Password_1_"), "secret");
  EXPECT_TRUE(rig.accounts->check("admin", admin_password));
}

// A debug shell, test scripts, an account that its maker knew of.
TEST(SecurityClasses, Leftovers) {
  SecurityRig rig;
  const auto admin = Rig::basic("admin", admin_password);
  for (const char* address : {"/debug",
                              "/test",
                              "/shell",
                              "/console",
                              "/cgi-bin/",
                              "/cgi-bin/test",
                              "/.git/config",
                              "/.env",
                              "/core",
                              "/server-status",
                              "/telnet",
                              "/api/v1/debug",
                              "/api/v1/test",
                              "/api/v1/shell",
                              "/admin/debug",
                              "/admin/shell",
                              "/backdoor",
                              "/index.html.bak",
                              "/assets/app.js.map",
                              "/dump",
                              "/memory",
                              "/trace"})
    EXPECT_EQ(rig.status(Rig::request("GET", address, {admin})), 404) << address;
  for (const Route& route : rig.routes())
    for (const char* word : {"debug", "test", "shell", "exec", "eval", "dump", "backdoor"})
      EXPECT_EQ(route.path.find(word), std::string::npos) << route.path;
  rig.now += minutes(5);
  for (const char* name : {"root", "debug", "support", "service", "cisco", "guest", "factory", "Admin"})
    for (const std::string_view password : {std::string_view(name), admin_password, user_password})
      EXPECT_FALSE(rig.accounts->check(name, password)) << name;
}

// Forms that another site sent, and a password that everybody knew.
TEST(SecurityClasses, ForgedRequests) {
  SecurityRig rig;
  const Rig::Browser victim = rig.log_in(Account::Admin);
  for (const Route& route : rig.routes()) {
    if (route.method == "GET" && !route.acts) continue;
    for (const char* type : {"text/plain", "application/x-www-form-urlencoded",
                             "multipart/form-data; boundary=b", "application/json"})
      for (const HttpField& sign :
           {HttpField{"Origin", "http://evil.example"}, HttpField{"Origin", "null"},
            HttpField{"Sec-Fetch-Site", "cross-site"}, HttpField{"Sec-Fetch-Site", "same-site"}}) {
        const auto asked = Rig::request(route.method, SecurityRig::address_of(route),
                                        {victim.cookie(), {"Content-Type", type}, sign}, "{}");
        EXPECT_EQ(rig.status(asked), 403) << route.path << ' ' << type << ' ' << sign.value;
      }
    // A browser that says nothing of where its request comes from has no token.
    if (route.access == Access::Open || route.acts) continue;
    EXPECT_EQ(rig.status(SecurityRig::request_for(route, {victim.cookie()})), 403) << route.path;
  }
  EXPECT_FALSE(rig.station->restart_pending());
  testing::MapRecords empty;
  io::SystemRandom random;
  const auto first = Accounts::load_or_create(empty.records(), random, {testing::cheap}).value();
  for (const char* known : {"", "admin", "cisco", "1234", "password"})
    EXPECT_FALSE(first->check("admin", known)) << known;
}

// Parameters and names that came out as HTML; line ends that split an answer.
TEST(SecurityClasses, Output) {
  SecurityRig rig;
  const std::string markup = "\"><svg onload=alert(1)>";
  const auto form = rig.post_form(Account::Admin, "/admin/bcisco.csc",
                                  "Station_Name=" + percent_encode(markup) + "&SIP_T2=4");
  EXPECT_EQ(form.status, 200);
  EXPECT_THAT(form.body, HasSubstr("&quot;&gt;&lt;svg onload=alert(1)&gt;"));
  EXPECT_THAT(form.body, Not(HasSubstr("<svg")));
  EXPECT_THAT(rig.get("/admin/spacfg.xml").body, Not(HasSubstr("<svg")));
  for (const char* target : {"/login/%0d%0aSet-Cookie:a=b", "/login/\r\nSet-Cookie: a=b", "/assets/\r\nX: y",
                             "/admin/upgrade?\r\nX: y", "/admin/resync?http://a/\r\nX: y"}) {
    const auto answer = rig.get(target);
    for (const HttpField& item : answer.fields) {
      EXPECT_EQ(item.value.find_first_of("\r\n"), std::string::npos) << target;
      EXPECT_NE(item.name, "Set-Cookie") << target;
    }
  }
}

// Fields of a ping page and bodies of a CGI script that reached a shell.
TEST(SecurityClasses, Commands) {
  SecurityRig rig;
  ASSERT_EQ(rig.set({{"CISCO_XML_EXE_Enable", "Yes"}, {"CISCO_XML_EXE_Auth_Mode", "Trusted"}}), 200);
  const auto marker = std::filesystem::temp_directory_path() / ("handset-" + rig.random.token(20));
  for (const std::string& command : {"`touch " + marker.string() + "`", "$(touch " + marker.string() + ")",
                                     ";touch " + marker.string() + ";"}) {
    for (const auto& path : {"/cgi-bin/ping?host=", "/admin/ping?", "/admin/upgrade?", "/CGI/Execute?"})
      EXPECT_THAT(rig.get(path + command).status, AnyOf(200, 404, 405)) << path;
    const std::string item =
        "<CiscoIPPhoneExecute><ExecuteItem URL=\"" + command + "\"/></CiscoIPPhoneExecute>";
    for (const std::string& body : {command, item})
      EXPECT_THAT(rig.post_form(Account::User, "/CGI/Execute", "XML=" + percent_encode(body)).body,
                  AnyOf(HasSubstr("CiscoIPPhoneError Number=\"1\""), HasSubstr("Status=\"1\"")));
    EXPECT_THAT(
        rig.post_form(Account::Admin, "/admin/bcisco.csc", "Station_Name=" + percent_encode(command)).status,
        AnyOf(200, 422));
    EXPECT_EQ(rig.sip.push("http://127.0.0.1:1/" + percent_encode(command)), 200U);
    phone::Draft draft = rig.sip.draft("OPTIONS");
    draft.extra = "User-Agent: " + command + "\r\nSubject: " + command + "\r\n";
    EXPECT_TRUE(phone::tells_options(rig.sip.ask(draft.text())));
  }
  EXPECT_FALSE(std::filesystem::exists(marker));
}

// `../` in names, and an imported configuration that ran commands.
TEST(SecurityClasses, Files) {
  SecurityRig rig;
  for (const char* address :
       {"/assets/../../../../etc/passwd", "/assets/..\\..\\etc\\passwd", "/assets//etc/passwd",
        "/../etc/passwd", "/assets/%2e%2e/x", "/assets/....//etc", "/assets/app-2F3KQ7ZD.js/..", "/assets/.",
        "/etc/passwd"}) {
    EXPECT_EQ(rig.status(Rig::request("GET", address)), 404) << address;
    EXPECT_EQ(rig.get(address).status, 404) << address;
  }
  const auto web = io::HttpServer::start({IpAddress::v4(127, 0, 0, 1), 0}, [](const io::HttpRequest&,
                                                                              io::Responder respond) {
                     respond({200,
                              {},
                              "<flat-profile><Station_Name>$(id)</Station_Name><Up_Script>/bin/id</Up_Script>"
                              "<xi_include href=\"/etc/passwd\"/></flat-profile>"});
                   }).value();
  EXPECT_THAT(rig.resync("http://" + web->endpoint().to_string() + "/../../etc/shadow"),
              ::testing::StartsWith("done"));
  EXPECT_EQ(rig.value("Station_Name"), "$(id)") << "an import is data";
  EXPECT_FALSE(settings::find_tag("Up_Script"));
}

}  // namespace
}  // namespace handset::web
