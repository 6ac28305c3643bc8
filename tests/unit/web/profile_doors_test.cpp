#include "web/profile_doors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/xml_document.h"
#include "settings/profile.h"
#include "unit/web/settings_rig.h"

namespace handset::web {
namespace {

using testing::admin_password;
using testing::field;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Rig;
using testing::SettingsRig;

struct ProfileDoors : ::testing::Test {
  SettingsRig rig;
};

TEST_F(ProfileDoors, SpacfgHasTheStatusAndEverySetting) {
  ASSERT_EQ(rig.patch(R"({"values": {"SIP_T1": "1", "Password_1_": "hunter2"}})").status, 200);
  const auto answer = rig.get("/admin/spacfg.xml");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(field(answer, "Content-Type"), "text/xml; charset=utf-8");
  EXPECT_THAT(answer.body, HasSubstr("<flat-profile"));
  EXPECT_THAT(answer.body, HasSubstr(">1</SIP_T1>"));
  EXPECT_THAT(answer.body, HasSubstr("SPA525G2</Product_Name>"));
  EXPECT_THAT(answer.body, Not(HasSubstr("Password_1_>")));
}

TEST_F(ProfileDoors, WhatSpacfgExportsChangesNothingWhenItIsReadBack) {
  ASSERT_EQ(
      rig.patch(R"({"values": {"SIP_T1": "1", "Password_1_": "hunter2", "Station_Name": "a <b> & \"c\""}})")
          .status,
      200);
  const auto profile = settings::read_profile(rig.get("/admin/spacfg.xml").body);
  ASSERT_TRUE(profile) << profile.error().log_words();
  EXPECT_TRUE(profile->issues.empty()) << profile->issues.front().message;
  const auto applied = rig.keeper->current()->snapshot->with_profile(*profile, {});
  EXPECT_TRUE(applied.issues.empty()) << applied.issues.front().message;
  EXPECT_TRUE(applied.changed.empty()) << settings::tag_of(applied.changed.front());
  EXPECT_TRUE(applied.changed_rights.empty());
}

TEST_F(ProfileDoors, SpacfgIsForTheAdmin) {
  EXPECT_EQ(rig.ask_as(Account::User, "GET", "/admin/spacfg.xml").status, 403);
}

TEST_F(ProfileDoors, AFormChangesSettings) {
  const auto answer =
      rig.post_form(Account::Admin, "/admin/bcisco.csc", "SIP_T1=1&CTI_Enable=1&User_ID_1_=%3Cb%3E101");
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(field(answer, "Content-Type"), "text/html; charset=utf-8");
  EXPECT_THAT(answer.body, HasSubstr("<dt>SIP, SIP T1</dt>\n<dd>from &quot;.5&quot; to &quot;1&quot;</dd>"));
  EXPECT_THAT(answer.body, Not(HasSubstr("<b>101")));
  EXPECT_THAT(answer.body, HasSubstr("href=\"/admin/advanced\""));
  EXPECT_EQ(rig.value("SIP_T1"), "1");
  EXPECT_EQ(rig.value("CTI_Enable"), "Yes");
}

TEST_F(ProfileDoors, AFormIsTakenWholeOrNotAtAll) {
  const auto answer =
      rig.post_form(Account::Admin, "/admin/bcisco.csc", "SIP_T1=1&SIP_T2=%3Cscript%3E&Nonsense=1");
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, HasSubstr("<dt>SIP_T2</dt>"));
  EXPECT_THAT(answer.body, HasSubstr("Nonsense"));
  EXPECT_THAT(answer.body, Not(HasSubstr("<script>")));
  EXPECT_EQ(rig.value("SIP_T1"), ".5");
}

TEST_F(ProfileDoors, ABrokenFormIsAPageToo) {
  for (const char* body : {"SIP_T1=%", "SIP_T1=1&SIP_T1=2"}) {
    const auto answer = rig.post_form(Account::Admin, "/admin/bcisco.csc", body);
    EXPECT_EQ(answer.status, 400);
    EXPECT_EQ(field(answer, "Content-Type"), "text/html; charset=utf-8");
  }
}

TEST_F(ProfileDoors, TheUsersFormChangesWhatIsTheirs) {
  EXPECT_EQ(rig.post_form(Account::User, "/bcisco.csc", "DND_Setting=1").status, 200);
  EXPECT_EQ(rig.post_form(Account::User, "/bcisco.csc", "SIP_T1=1").status, 422);
  EXPECT_EQ(rig.post_form(Account::User, "/admin/bcisco.csc", "DND_Setting=1").status, 403);
}

TEST_F(ProfileDoors, ABrowserSendsTheTokenInTheForm) {
  const auto browser = rig.log_in(Account::Admin);
  const auto post = [&](const std::string& body) {
    return rig.ask(Rig::request("POST", "/admin/bcisco.csc",
                                {browser.cookie(), {"Content-Type", "application/x-www-form-urlencoded"}},
                                body));
  };
  EXPECT_EQ(post("SIP_T1=1").status, 403);
  EXPECT_EQ(post("SIP_T1=1&csrf_token=wrong").status, 403);
  EXPECT_EQ(rig.value("SIP_T1"), ".5");
  EXPECT_EQ(post("SIP_T1=1&csrf_token=" + browser.token).status, 200);
  EXPECT_EQ(rig.value("SIP_T1"), "1");
}

TEST_F(ProfileDoors, ABrowserSendsItsOwnPasswordToChangeASecret) {
  const auto browser = rig.log_in(Account::Admin);
  const auto post = [&](const std::string& more) {
    return rig.ask(Rig::request("POST", "/admin/bcisco.csc",
                                {browser.cookie(), {"Content-Type", "application/x-www-form-urlencoded"}},
                                "Password_1_=hunter2&csrf_token=" + browser.token + more));
  };
  const auto refused = post("");
  EXPECT_EQ(refused.status, 403);
  EXPECT_THAT(refused.body, HasSubstr("current_password"));
  EXPECT_EQ(post("&current_password=" + percent_encode(admin_password)).status, 200);
  EXPECT_EQ(rig.value("Password_1_"), "hunter2");
}

TEST_F(ProfileDoors, AFormFromAnotherSiteIsRefused) {
  EXPECT_EQ(rig.ask(Rig::request("POST", "/admin/bcisco.csc",
                                 {Rig::basic("admin", admin_password),
                                  {"Content-Type", "application/x-www-form-urlencoded"},
                                  {"Origin", "http://evil.example"}},
                                 "SIP_T1=1"))
                .status,
            403);
}

}  // namespace
}  // namespace handset::web
