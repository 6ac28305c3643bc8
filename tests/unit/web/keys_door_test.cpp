// What is chosen in the menus of a phone goes the way of a change on the page.
#include "web/keys_door.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/web/settings_rig.h"

namespace handset::web {
namespace {

using phone::SettingsAnswer;
using ::testing::HasSubstr;
using Verdict = SettingsAnswer::Verdict;

class KeysDoor : public ::testing::Test {
 protected:
  SettingsAnswer choose(std::string tag, std::string value, std::optional<std::string> password = {}) {
    std::optional<SettingsAnswer> got;
    // Behind the new settings, as the program does it.
    submit_from_keys(
        *desk, {1, {{std::move(tag), std::move(value)}}, std::move(password)},
        [&](const SettingsAnswer& answer) { rig.world->loop().post([&got, answer] { got = answer; }); });
    EXPECT_TRUE(rig.world->loop().run_until([&] { return got.has_value(); }, seconds(30)));
    return got.value_or(SettingsAnswer::refused("no answer"));
  }

  testing::SettingsRig rig{std::vector<settings::Assignment>{{"Date_Format", "day/month"}}};
  std::shared_ptr<SettingsDesk> desk =
      std::make_shared<SettingsDesk>(*rig.accounts, rig.sessions, *rig.logins, *rig.keeper);
};

TEST_F(KeysDoor, AChangeIsStoredAndStandsInTheHistoryAsThePhones) {
  EXPECT_EQ(choose("Time_Format", "24hr").verdict, Verdict::Stored);
  EXPECT_EQ(rig.value("Time_Format"), "24hr");
  EXPECT_EQ(rig.station->settings()->text(*settings::find_tag("Time_Format")), "24hr");
  const std::string history = rig.get("/api/v1/settings/history").body;
  EXPECT_THAT(history, HasSubstr(R"("origin":"phone")"));
  EXPECT_THAT(history, HasSubstr(R"("by":"user")"));
}

TEST_F(KeysDoor, WhatTheUserMayNotChangeIsRefused) {
  EXPECT_EQ(choose("SIP_T1", "1").verdict, Verdict::Refused);
  EXPECT_NE(rig.value("SIP_T1"), "1");
}

TEST_F(KeysDoor, WhatIsWrongOrLockedIsRefusedInTheWordsOfTheSettings) {
  EXPECT_THAT(choose("Ringer_Volume", "11").words, HasSubstr("0 to 10"));
  EXPECT_THAT(choose("Date_Format", "month/day").words, HasSubstr("locked"));
}

TEST_F(KeysDoor, ASecretTakesThePasswordOfTheUser) {
  EXPECT_EQ(choose("User_Password", "another one").verdict, Verdict::PasswordWanted);
  EXPECT_EQ(choose("User_Password", "another one", "a guess").verdict, Verdict::PasswordWanted);
  EXPECT_EQ(choose("User_Password", "another one", std::string(testing::user_password)).verdict,
            Verdict::Stored);
  EXPECT_EQ(rig.accounts->check("user", "another one"), Account::User);
}

}  // namespace
}  // namespace handset::web
