#include "web/function_doors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/http_server.h"
#include "unit/web/settings_rig.h"
#include "web/status_api.h"

namespace handset::web {
namespace {

using testing::admin_password;
using testing::field;
using ::testing::HasSubstr;
using testing::Rig;
using testing::SettingsRig;

struct FunctionDoors : ::testing::Test {
  FunctionDoors() { rig.station->set_listeners({}, /*loopback=*/true); }

  std::string url(const std::string& path) const { return "http://" + files->endpoint().to_string() + path; }
  // Until the resync is over.
  boost::json::object outcome() {
    for (int i = 0; i < 1000; ++i) {
      auto report = SettingsRig::json_of(rig.get("/api/v1/resync"));
      if (!report.at("pending").as_bool()) return report;
    }
    ADD_FAILURE() << "the resync does not end";
    return {};
  }

  SettingsRig rig;
  std::unique_ptr<io::HttpServer> files =
      io::HttpServer::start({IpAddress::v4(127, 0, 0, 1), 0}, [](const io::HttpRequest& request,
                                                                 io::Responder respond) {
        if (request.path == "/good")
          return respond({200,
                          {},
                          "<flat-profile><SIP_T1>1</SIP_T1><SIP_T2>soon</SIP_T2>"
                          "<User_Password>from the profile</User_Password></flat-profile>"});
        if (request.path == "/broken") return respond({200, {}, "<flat-profile>"});
        respond({404, {}, ""});
      }).value();
};

TEST_F(FunctionDoors, AResyncAppliesTheProfile) {
  EXPECT_EQ(SettingsRig::json_of(rig.get("/api/v1/resync")).at("state"), "none");
  const auto started = rig.post("/api/v1/resync", R"({"url": ")" + url("/good") + "\"}");
  ASSERT_EQ(started.status, 202) << started.body;
  EXPECT_THAT(started.body, HasSubstr("The phone fetches " + url("/good")));
  const auto report = outcome();
  EXPECT_EQ(report.at("state"), "done") << report.at("words");
  EXPECT_EQ(std::string(report.at("url").as_string()), url("/good"));
  EXPECT_THAT(std::string(report.at("words").as_string()),
              HasSubstr("2 settings were changed. One was left out: SIP_T2"));
  EXPECT_EQ(rig.value("SIP_T1"), "1");
  EXPECT_TRUE(rig.accounts->check("user", "from the profile"));
  const auto set = SettingsRig::json_of(rig.get("/api/v1/settings")).at("set").as_object();
  EXPECT_EQ(set.at("SIP_T1").at("origin"), "profile");
  EXPECT_EQ(set.at("SIP_T1").at("from"), "127.0.0.1");
}

TEST_F(FunctionDoors, AProfileThatCannotBeReadSaysWhere) {
  ASSERT_EQ(rig.post("/api/v1/resync", R"({"url": ")" + url("/broken") + "\"}").status, 202);
  const auto report = outcome();
  EXPECT_EQ(report.at("state"), "failed");
  EXPECT_THAT(std::string(report.at("words").as_string()), HasSubstr("The profile cannot be read: line 1"));
}

TEST_F(FunctionDoors, AFileThatIsNotThereSaysSo) {
  ASSERT_EQ(rig.post("/api/v1/resync", R"({"url": ")" + url("/other") + "\"}").status, 202);
  EXPECT_EQ(outcome().at("words"), "File Not Found.");
}

TEST_F(FunctionDoors, AnAddressThatIsWrongIsRefusedInWords) {
  for (const char* body : {"{}", R"({"url": ""})", R"({"url": "file:///etc/passwd"})"}) {
    const auto answer = rig.post("/api/v1/resync", body);
    EXPECT_EQ(answer.status, 400);
    EXPECT_THAT(answer.body, HasSubstr("http://host/path"));
  }
  EXPECT_EQ(rig.post("/api/v1/resync", R"({"uri": "http://a/"})").status, 400);
  EXPECT_EQ(rig.post("/api/v1/resync", R"({"url": 1})").status, 400);
}

TEST_F(FunctionDoors, AResyncIsRefusedWhenProvisionEnableIsNo) {
  ASSERT_EQ(rig.patch(R"({"values": {"Provision_Enable": "No"}})").status, 200);
  const auto answer = rig.post("/api/v1/resync", R"({"url": ")" + url("/good") + "\"}");
  EXPECT_EQ(answer.status, 403);
  EXPECT_THAT(answer.body, HasSubstr("Provision Enable is No"));
}

TEST_F(FunctionDoors, TheOldAddressFetchesForPrograms) {
  const auto answer = rig.get("/admin/resync?%5B--uid%20a%20--pwd%20b%5D%20" + url("/good"));
  EXPECT_EQ(answer.status, 202);
  EXPECT_EQ(field(answer, "Content-Type"), "text/plain; charset=utf-8");
  EXPECT_THAT(answer.body, HasSubstr("The phone fetches " + url("/good")));
  EXPECT_EQ(outcome().at("state"), "done");
}

TEST_F(FunctionDoors, WithoutAHostTheOneThatAskedIsMeant) {
  EXPECT_THAT(rig.get("/admin/resync?/spa.cfg").body, HasSubstr("tftp://192.0.2.77/spa.cfg"));
}

TEST_F(FunctionDoors, ARebootRestartsThePhone) {
  const auto before = rig.station->generation();
  EXPECT_EQ(rig.post("/api/v1/reboot", "{}").status, 202);
  EXPECT_TRUE(rig.world->loop().run_until([&] { return rig.station->generation() > before; }, seconds(30)));
  const auto again = rig.get("/admin/reboot");
  EXPECT_EQ(again.status, 202);
  EXPECT_EQ(again.body, "The phone restarts as soon as it is idle.\n");
}

TEST_F(FunctionDoors, AnUpgradeSaysWhereNewVersionsComeFrom) {
  EXPECT_THAT(rig.get("/admin/upgrade?http://a/b.bin").body, HasSubstr("package"));
  EXPECT_THAT(rig.post("/api/v1/upgrade", "{}").body, HasSubstr("package"));
}

TEST_F(FunctionDoors, ABrowserGetsThePageAndNothingHappens) {
  const auto before = rig.station->generation();
  for (const char* path : {"/admin/reboot", "/admin/resync", "/admin/upgrade"}) {
    for (const HttpField& sign : {HttpField{"Sec-Fetch-Site", "none"}, rig.log_in(Account::Admin).cookie()}) {
      const auto answer = rig.ask(Rig::request("GET", path, {Rig::basic("admin", admin_password), sign}));
      EXPECT_EQ(answer.status, 200) << path;
      EXPECT_THAT(answer.body, HasSubstr("<!doctype html>")) << path;
    }
  }
  EXPECT_FALSE(rig.station->restart_pending());
  EXPECT_EQ(rig.station->generation(), before);
}

TEST_F(FunctionDoors, WhoAsksForTheHeadAloneStartsNothing) {
  EXPECT_EQ(rig.ask_as(Account::Admin, "HEAD", "/admin/reboot").status, 200);
  EXPECT_EQ(rig.ask_as(Account::Admin, "HEAD", "/admin/resync?http://a/b").status, 200);
  EXPECT_FALSE(rig.station->restart_pending());
  EXPECT_EQ(outcome().at("state"), "none");
}

TEST_F(FunctionDoors, TheUserMayDoNoneOfThis) {
  for (const char* path : {"/api/v1/reboot", "/api/v1/resync", "/api/v1/upgrade", "/api/v1/lines/1/check"})
    EXPECT_EQ(rig.ask_as(Account::User, "POST", path, "{}").status, 403) << path;
  for (const char* path : {"/admin/reboot", "/admin/resync", "/admin/upgrade", "/api/v1/resync"})
    EXPECT_EQ(rig.ask_as(Account::User, "GET", path).status, 403) << path;
}

TEST_F(FunctionDoors, TheStatusIsTheInfoTab) {
  ASSERT_EQ(rig.patch(R"({"values": {"SIP_T1": "1"}})").status, 200);
  const auto body = SettingsRig::json_of(rig.ask_as(Account::User, "GET", "/api/v1/status"));
  EXPECT_EQ(body.at("revision"), 1);
  EXPECT_EQ(body.at("restart_pending"), false);
  EXPECT_TRUE(body.at("troubles").as_array().empty());
  const auto& sections = body.at("sections").as_array();
  EXPECT_EQ(sections.at(0).at("name"), "System Information");
  EXPECT_EQ(sections.at(1).at("rows").at(0).at("tag"), "Product_Name");
  EXPECT_EQ(sections.at(1).at("rows").at(0).at("value"), "SPA525G2");
}

TEST_F(FunctionDoors, ALineThatIsNotSetUpIsCheckedInWords) {
  const auto answer = rig.post("/api/v1/lines/1/check", "{}");
  EXPECT_EQ(answer.status, 200);
  const auto body = SettingsRig::json_of(answer);
  EXPECT_EQ(body.at("ok"), false);
  EXPECT_FALSE(body.at("words").as_string().empty());
  for (const char* path : {"/api/v1/lines/0/check", "/api/v1/lines/6/check", "/api/v1/lines/x/check"})
    EXPECT_EQ(rig.post(path, "{}").status, 404) << path;
}

}  // namespace
}  // namespace handset::web
