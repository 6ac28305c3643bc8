#include "web/settings_api.h"

#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "settings/profile.h"
#include "unit/web/settings_rig.h"

namespace handset::web {
namespace {

namespace json = boost::json;
using testing::admin_password;
using testing::field;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Rig;
using testing::SettingsRig;
using testing::user_password;

struct SettingsApi : ::testing::Test {
  static json::object json_of(const io::HttpResponse& answer) { return SettingsRig::json_of(answer); }
  static std::string error_of(const io::HttpResponse& answer) {
    return std::string(json_of(answer).at("error").as_string());
  }
  // A right that a profile gives.
  void give(const std::string& tag, settings::UserRight right) {
    settings::Change change;
    change.rights = {{tag, right}};
    set_directly(std::move(change));
  }
  void set_directly(settings::Change change) {
    bool done = false;
    std::mutex mutex;
    io::Submission submission;
    submission.wanted = std::move(change);
    submission.actor = {settings::Origin::Profile, "", "files.example"};
    ASSERT_TRUE(rig.keeper->submit(std::move(submission), [&](const io::Outcome& outcome) {
      EXPECT_TRUE(std::holds_alternative<io::ChangeApplied>(outcome));
      const std::lock_guard lock(mutex);
      done = true;
      rig.world->loop().post([] {});
    }));
    ASSERT_TRUE(rig.world->loop().run_until(
        [&] {
          const std::lock_guard lock(mutex);
          return done;
        },
        seconds(30)));
  }

  SettingsRig rig;
};

TEST_F(SettingsApi, ShowsEverySettingOfThePhoneToTheAdmin) {
  const auto body = json_of(rig.get("/api/v1/settings"));
  EXPECT_EQ(body.at("revision"), 0);
  EXPECT_EQ(body.at("account"), "admin");
  const auto& values = body.at("values").as_object();
  EXPECT_EQ(values.at("SIP_T1"), ".5");
  EXPECT_EQ(values.at("Password_1_"), "");
  EXPECT_TRUE(values.contains("User_ID_5_"));
  EXPECT_FALSE(values.contains("User_ID_6_"));
  EXPECT_FALSE(values.contains("Registration_State"));
  EXPECT_FALSE(body.contains("rights"));
  EXPECT_EQ(body.at("phone"),
            json::parse(R"({"model": "SPA525G2", "lines": 5, "line_keys": 5, "units": 2, "name": ""})"));
}

TEST_F(SettingsApi, ShowsWhatTheModelLacksWhenItIsAskedFor) {
  EXPECT_TRUE(json_of(rig.get("/api/v1/settings?all=1")).at("values").as_object().contains("User_ID_12_"));
}

TEST_F(SettingsApi, TheUserSeesWhatIsTheirsWithItsRight) {
  const auto body = json_of(rig.ask_as(Account::User, "GET", "/api/v1/settings"));
  EXPECT_EQ(body.at("account"), "user");
  EXPECT_FALSE(body.at("values").as_object().contains("SIP_T1"));
  EXPECT_FALSE(body.at("values").as_object().contains("Admin_Passwd"));
  EXPECT_EQ(body.at("rights").at("User_Password"), "rw");
  EXPECT_EQ(body.at("rights").as_object().size(), body.at("values").as_object().size());
}

TEST_F(SettingsApi, AnAdminSeesWhatTheUserSees) {
  const auto user = json_of(rig.ask_as(Account::User, "GET", "/api/v1/settings"));
  const auto as_user = json_of(rig.get("/api/v1/settings?as=user"));
  EXPECT_EQ(as_user.at("account"), "admin");
  EXPECT_EQ(as_user.at("values"), user.at("values"));
  EXPECT_EQ(as_user.at("rights"), user.at("rights"));
  EXPECT_EQ(rig.ask_as(Account::User, "GET", "/api/v1/settings?as=admin").status, 403);
  EXPECT_EQ(rig.get("/api/v1/settings?as=root").status, 400);
}

TEST_F(SettingsApi, AChangeIsKeptAndSaysWhatItDid) {
  const auto answer = rig.patch(R"({"values": {"SIP_T1": "1", "User_ID_2_": "102"}})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(json_of(answer), json::parse(R"({"revision": 1, "restart": "none", "changed": [
      {"tag": "SIP_T1", "label": "SIP T1", "tab": "SIP", "from": ".5", "to": "1"},
      {"tag": "User_ID_2_", "label": "User ID", "tab": "Ext 2", "from": "", "to": "102"}]})"));
  EXPECT_EQ(rig.value("SIP_T1"), "1");
  const auto set = json_of(rig.get("/api/v1/settings")).at("set").as_object();
  EXPECT_EQ(set.size(), 2U);
  EXPECT_EQ(set.at("SIP_T1"), json::parse(R"({"origin": "api", "by": "admin", "from": "192.0.2.77",
      "at": "1971-01-01T00:00:00Z"})"));
}

TEST_F(SettingsApi, WhatIsSoAlreadyChangesNothing) {
  const auto answer = rig.patch(R"({"values": {"SIP_T1": "0.5"}})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(json_of(answer), json::parse(R"({"revision": 0, "restart": "none", "changed": []})"));
}

TEST_F(SettingsApi, ADryRunKeepsNothing) {
  const auto answer = rig.patch(R"({"values": {"SIP_Port_1_": "5070"}, "dry_run": true})");
  EXPECT_EQ(json_of(answer).at("changed").as_array().size(), 1U);
  EXPECT_EQ(json_of(answer).at("changed").at(0).at("restart"), true);
  EXPECT_EQ(json_of(answer).at("restart"), "when idle");
  EXPECT_EQ(rig.keeper->current()->revision, 0U);
}

TEST_F(SettingsApi, WrongValuesAreAllNamedAndNothingIsKept) {
  const auto answer =
      rig.patch(R"({"values": {"SIP_T1": "soon", "Max_Forward": "900", "SIP_T2": "5", "Nonsense": ""}})");
  EXPECT_EQ(answer.status, 422);
  const auto body = json_of(answer);
  EXPECT_EQ(body.at("issues").as_array().size(), 3U) << answer.body;
  EXPECT_EQ(rig.value("SIP_T2"), "4");
}

TEST_F(SettingsApi, TwoEditorsTheSecondIsToldAndMayChoose) {
  ASSERT_EQ(rig.patch(R"({"values": {"SIP_T1": "1"}, "revision": 0})").status, 200);
  const auto second = rig.patch(R"({"values": {"SIP_T1": "2", "SIP_T2": "8"}, "revision": 0})");
  EXPECT_EQ(second.status, 409);
  const auto body = json_of(second);
  EXPECT_EQ(body.at("revision"), 1);
  ASSERT_EQ(body.at("conflicts").as_array().size(), 1U);
  EXPECT_EQ(body.at("conflicts").at(0), json::parse(R"({"tag": "SIP_T1", "yours": "2", "theirs": "1",
      "origin": "api", "by": "admin", "from": "192.0.2.77", "at": "1971-01-01T00:00:00Z"})"));
  EXPECT_EQ(rig.value("SIP_T2"), "4");
  EXPECT_EQ(rig.patch(R"({"values": {"SIP_T1": "2", "SIP_T2": "8"}, "revision": 1})").status, 200);
  EXPECT_EQ(rig.value("SIP_T1"), "2");
}

TEST_F(SettingsApi, TheUserMayChangeWhatIsTheirs) {
  const auto answer =
      rig.ask_as(Account::User, "PATCH", "/api/v1/settings", R"({"values": {"DND_Setting": "Yes"}})");
  EXPECT_EQ(answer.status, 200) << answer.body;
}

TEST_F(SettingsApi, ForTheUserAHiddenSettingIsOneThatDoesNotExist) {
  const auto with = [&](const std::string& tag) {
    const auto answer =
        rig.ask_as(Account::User, "PATCH", "/api/v1/settings", R"({"values": {")" + tag + R"(": "1"}})");
    EXPECT_EQ(answer.status, 422);
    std::string body = answer.body;
    for (auto at = body.find(tag); at != std::string::npos; at = body.find(tag))
      body.replace(at, tag.size(), "*");
    return body;
  };
  EXPECT_EQ(with("SIP_T1"), with("SIP_T9"));
  EXPECT_EQ(with("Admin_Passwd"), with("SIP_T9"));
  EXPECT_EQ(rig.value("SIP_T1"), ".5");
}

TEST_F(SettingsApi, WhatTheUserMayOnlyReadIsRefused) {
  give("SIP_T1", settings::UserRight::ReadOnly);
  EXPECT_EQ(json_of(rig.ask_as(Account::User, "GET", "/api/v1/settings")).at("rights").at("SIP_T1"), "ro");
  const auto answer =
      rig.ask_as(Account::User, "PATCH", "/api/v1/settings", R"({"values": {"SIP_T1": "1"}})");
  EXPECT_EQ(answer.status, 403);
  EXPECT_THAT(answer.body, HasSubstr("SIP_T1 may not be changed by the user account"));
}

TEST_F(SettingsApi, AProfileMayGiveTheUserARight) {
  give("SIP_T1", settings::UserRight::ReadWrite);
  EXPECT_EQ(rig.ask_as(Account::User, "PATCH", "/api/v1/settings", R"({"values": {"SIP_T1": "1"}})").status,
            200);
  give("DND_Setting", settings::UserRight::Hidden);
  EXPECT_EQ(
      rig.ask_as(Account::User, "PATCH", "/api/v1/settings", R"({"values": {"DND_Setting": "Yes"}})").status,
      422);
}

TEST_F(SettingsApi, WhatTheCommandLineSetsIsLocked) {
  SettingsRig locked({{"SIP_T1", "2"}, {"Admin_Passwd", "given"}});
  const auto set = json_of(locked.get("/api/v1/settings")).at("set").as_object();
  EXPECT_EQ(set.at("SIP_T1"), json::parse(R"({"origin": "command line", "locked": true})"));
  for (const char* body : {R"({"values": {"SIP_T1": "1"}})", R"({"values": {"Admin_Passwd": "other"}})"}) {
    const auto answer = locked.patch(body);
    EXPECT_EQ(answer.status, 422) << answer.body;
    EXPECT_THAT(answer.body, HasSubstr("is locked"));
    EXPECT_THAT(answer.body, Not(HasSubstr("other")));
  }
}

TEST_F(SettingsApi, ASecretIsAMaskAndAMaskChangesNothing) {
  const auto set = rig.patch(R"({"values": {"Password_1_": "hunter2"}})");
  EXPECT_EQ(json_of(set).at("changed").at(0).at("from"), "");
  EXPECT_EQ(json_of(set).at("changed").at(0).at("to"), "********");
  EXPECT_EQ(json_of(rig.get("/api/v1/settings")).at("values").at("Password_1_"), "********");
  EXPECT_EQ(json_of(rig.patch(R"({"values": {"Password_1_": "******"}})")).at("changed").as_array().size(),
            0U);
  EXPECT_EQ(rig.value("Password_1_"), "hunter2");
  EXPECT_EQ(json_of(rig.patch(R"({"values": {"Password_1_": ""}})")).at("changed").as_array().size(), 1U);
  EXPECT_EQ(rig.value("Password_1_"), "");
}

TEST_F(SettingsApi, WhoHasLoggedInChangesASecretWithTheirPasswordOnly) {
  const auto browser = rig.log_in(Account::Admin);
  const auto send = [&](const std::string& rest) {
    return rig.ask_in(browser, "PATCH", "/api/v1/settings",
                      R"({"values": {"Password_1_": "hunter2"})" + rest + "}");
  };
  const auto without = send("");
  EXPECT_EQ(without.status, 403);
  EXPECT_EQ(json_of(without).at("needs_password"), true);
  const auto wrong = send(R"(, "password": "guess")");
  EXPECT_EQ(wrong.status, 403);
  EXPECT_EQ(json_of(wrong).at("needs_password"), true);
  EXPECT_EQ(send(R"(, "password": ")" + std::string(user_password) + "\"").status, 403);
  EXPECT_EQ(rig.value("Password_1_"), "");
  EXPECT_EQ(send(R"(, "dry_run": true)").status, 200);
  EXPECT_EQ(send(R"(, "password": ")" + std::string(admin_password) + "\"").status, 200);
  EXPECT_EQ(rig.value("Password_1_"), "hunter2");
}

TEST_F(SettingsApi, GuessingTheOwnPasswordIsSlowedDown) {
  const auto browser = rig.log_in(Account::Admin);
  io::HttpResponse last;
  for (int i = 0; i < 20 && last.status != 429; ++i)
    last = rig.ask_in(browser, "PATCH", "/api/v1/settings",
                      R"({"values": {"Password_1_": "x"}, "password": "guess"})");
  EXPECT_EQ(last.status, 429);
  EXPECT_FALSE(field(last, "Retry-After").empty());
}

TEST_F(SettingsApi, WithoutASecretNoPasswordIsAskedFor) {
  const auto browser = rig.log_in(Account::Admin);
  const auto answer =
      rig.ask_in(browser, "PATCH", "/api/v1/settings",
                 R"({"values": {"SIP_T1": "1", "Password_1_": "********", "Password_2_": ""}})");
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(json_of(rig.get("/api/v1/settings")).at("set").at("SIP_T1").at("origin"), "page");
}

TEST_F(SettingsApi, ANewPasswordCountsAtOnceAndIsKeptAsARecord) {
  const auto mine = rig.log_in(Account::Admin);
  const auto others = rig.log_in(Account::Admin);
  const auto users = rig.log_in(Account::User);
  const auto answer = rig.ask_in(
      mine, "PATCH", "/api/v1/settings",
      R"({"values": {"Admin_Passwd": "a new one"}, "password": ")" + std::string(admin_password) + "\"}");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(json_of(answer).at("changed").at(0).at("to"), "********");
  EXPECT_THAT(answer.body, Not(HasSubstr("a new one")));
  EXPECT_TRUE(rig.keeper->read_record("web-account-admin"));
  EXPECT_TRUE(rig.accounts->check("admin", "a new one"));
  EXPECT_FALSE(rig.accounts->check("admin", admin_password));
  EXPECT_EQ(rig.ask_in(mine, "GET", "/api/v1/settings").status, 200);
  EXPECT_EQ(rig.ask_in(others, "GET", "/api/v1/settings").status, 401);
  EXPECT_EQ(rig.ask_in(users, "GET", "/api/v1/settings").status, 200);
}

TEST_F(SettingsApi, APasswordAndWrongValuesChangeNeither) {
  EXPECT_EQ(rig.patch(R"({"values": {"User_Password": "a new one", "SIP_T1": "soon"}})").status, 422);
  EXPECT_FALSE(rig.accounts->check("user", "a new one"));
}

TEST_F(SettingsApi, AnEmptyPasswordIsRefusedWhereThatIsNotAllowed) {
  for (const char* dry : {"true", "false"}) {
    const auto answer =
        rig.patch(R"({"values": {"User_Password": ""}, "dry_run": )" + std::string(dry) + "}");
    EXPECT_EQ(answer.status, 422) << answer.body;
    EXPECT_THAT(answer.body, HasSubstr("User_Password"));
  }
}

TEST_F(SettingsApi, TheUserChangesTheirOwnPassword) {
  const auto browser = rig.log_in(Account::User);
  const auto answer = rig.ask_in(
      browser, "PATCH", "/api/v1/settings",
      R"({"values": {"User_Password": "a new one"}, "password": ")" + std::string(user_password) + "\"}");
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_TRUE(rig.accounts->check("user", "a new one"));
}

TEST_F(SettingsApi, TheHistoryKnowsWhoChangedWhat) {
  ASSERT_EQ(rig.patch(R"({"values": {"SIP_T1": "1", "Password_1_": "hunter2"}})").status, 200);
  ASSERT_EQ(rig.patch(R"({"values": {"User_Password": "a new one"}})").status, 200);
  const auto body = json_of(rig.get("/api/v1/settings/history"));
  const auto& changes = body.at("changes").as_array();
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].at("revision"), 2);
  EXPECT_EQ(changes[0].at("items").at(0).at("tag"), "User_Password");
  EXPECT_EQ(changes[1].at("by"), "admin");
  EXPECT_EQ(changes[1].at("items").as_array().size(), 2U);
  EXPECT_EQ(json_of(rig.get("/api/v1/settings/history?before=2&limit=1")).at("changes").at(0).at("revision"),
            1);
  EXPECT_EQ(rig.get("/api/v1/settings/history?limit=all").status, 400);
}

TEST_F(SettingsApi, AnUndoGoesBackToAnEarlierState) {
  ASSERT_EQ(rig.patch(R"({"values": {"SIP_T1": "1"}})").status, 200);
  ASSERT_EQ(rig.patch(R"({"values": {"SIP_T1": "2", "SIP_T2": "8"}})").status, 200);
  const auto dry = rig.post("/api/v1/settings/undo", R"({"revision": 1, "dry_run": true})");
  EXPECT_EQ(json_of(dry).at("changed").as_array().size(), 2U);
  EXPECT_EQ(rig.value("SIP_T1"), "2");
  EXPECT_EQ(rig.post("/api/v1/settings/undo", R"({"revision": 1})").status, 200);
  EXPECT_EQ(rig.value("SIP_T1"), "1");
  EXPECT_EQ(rig.value("SIP_T2"), "4");
  EXPECT_EQ(json_of(rig.get("/api/v1/settings/history")).at("changes").at(0).at("undone_to"), 1);
  EXPECT_EQ(rig.post("/api/v1/settings/undo", R"({"revision": 99})").status, 404);
}

TEST_F(SettingsApi, AnUndoThatBringsBackASecretNeedsThePassword) {
  ASSERT_EQ(rig.patch(R"({"values": {"Password_1_": "hunter2"}})").status, 200);
  ASSERT_EQ(rig.patch(R"({"values": {"Password_1_": "other"}})").status, 200);
  ASSERT_EQ(rig.patch(R"({"values": {"SIP_T1": "1"}})").status, 200);
  const auto browser = rig.log_in(Account::Admin);
  EXPECT_EQ(rig.ask_in(browser, "POST", "/api/v1/settings/undo", R"({"revision": 2})").status, 200);
  const auto refused = rig.ask_in(browser, "POST", "/api/v1/settings/undo", R"({"revision": 1})");
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(json_of(refused).at("needs_password"), true);
  EXPECT_EQ(rig.value("Password_1_"), "other");
  EXPECT_EQ(rig.ask_in(browser, "POST", "/api/v1/settings/undo",
                       R"({"revision": 1, "password": ")" + std::string(admin_password) + "\"}")
                .status,
            200);
  EXPECT_EQ(rig.value("Password_1_"), "hunter2");
}

TEST_F(SettingsApi, EveryRouteIsForTheAccountsThatItIsFor) {
  for (const Route& route : rig.routes()) {
    if (route.access == Access::Open || route.access == Access::Push) continue;  // Push is for no account
    const std::string name = route.method + " " + route.path;
    std::string path = route.path;
    if (const auto at = path.find("{number}"); at != std::string::npos) path.replace(at, 8, "1");
    const std::string_view type =
        route.content == Content::Form ? "application/x-www-form-urlencoded" : "application/json";
    const io::HttpRequest nobody =
        Rig::request(route.method, path, {{"Content-Type", std::string(type)}}, "{}");
    EXPECT_EQ(rig.ask(nobody).status, 401) << name;
    const int user = rig.ask_as(Account::User, route.method, path, "{}", type).status;
    if (route.access == Access::Admin)
      EXPECT_EQ(user, 403) << name;
    else
      EXPECT_NE(user, 403) << name;
    EXPECT_NE(rig.ask_as(Account::Admin, route.method, path, "{}", type).status, 403) << name;
  }
}

// Every secret is set to a mark, every GET is asked by both accounts, and the mark is nowhere.
TEST_F(SettingsApi, NoSecretIsInAnyAnswer) {
  json::object values;
  for (settings::RowId id = 0; id < settings::rows().size(); ++id) {
    const settings::Row& row = settings::rows()[id];
    if (!row.settable() || !row.secret()) continue;
    for (unsigned n = row.scope == settings::Scope::Phone ? 0 : 1; n < 1 || n <= row.instances(); ++n) {
      if (row.scope == settings::Scope::Phone && n > 0) break;
      values[settings::tag_of({id, static_cast<std::uint8_t>(n)})] =
          row.type == settings::Type::Password
              ? (row.access == settings::Access::User ? user_password : admin_password).data()
              : "MARKmark77";
    }
  }
  const auto set = rig.patch(json::serialize(json::object{{"values", values}}));
  ASSERT_EQ(set.status, 200) << set.body;
  const auto check = [](const std::string& name, const io::HttpResponse& answer) {
    std::string all = answer.body;
    for (const auto& item : answer.fields) all += item.value;
    for (const std::string_view secret : {std::string_view("MARKmark77"), admin_password, user_password})
      EXPECT_EQ(all.find(secret), std::string::npos) << name;
  };
  check("PATCH", set);
  for (const Account account : {Account::Admin, Account::User}) {
    for (const Route& route : rig.routes()) {
      if (route.method != "GET") continue;
      check(route.path, rig.ask_as(account, "GET", route.path));
    }
  }
  check("undo", rig.post("/api/v1/settings/undo", R"({"revision": 0, "dry_run": true})"));
  check("form", rig.post_form(Account::Admin, "/admin/bcisco.csc", "SIP_T1=soon&Password_1_=MARKmark77%01"));
  check("conflict", rig.patch(R"({"values": {"Password_1_": "else"}, "revision": 0})"));
}

TEST_F(SettingsApi, ASubmitOfEverythingFits) {
  const auto all = json_of(rig.get("/api/v1/settings?all=1"));
  const std::string body = json::serialize(json::object{{"values", all.at("values")}, {"revision", 0}});
  EXPECT_LT(body.size(), io::HttpServerLimits{}.body);
  const auto answer = rig.patch(body);
  EXPECT_EQ(answer.status, 200) << answer.body.substr(0, 500);
  EXPECT_EQ(json_of(answer).at("changed").as_array().size(), 0U);
}

}  // namespace
}  // namespace handset::web
