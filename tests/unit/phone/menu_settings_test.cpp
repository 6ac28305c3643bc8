// The settings that the menus of the phone show and change: rights, locks, refusals, passwords.
#include "phone/menu_settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/phone/menu_rig.h"

namespace handset::phone {
namespace {

using settings::UserRight;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

void open_group(MenuRig& rig, std::string_view group) {
  rig.press(Key::Settings);
  rig.choose("User settings");
  rig.choose(group);
}

std::vector<std::string> tags_in(const settings::Snapshot& settings) {
  std::vector<std::string> out;
  for (const auto& group : setting_groups(settings, default_model()))
    for (const auto& setting : group.settings) out.push_back(setting.tag);
  return out;
}

// --- Which there are

TEST(MenuSettings, HaveExactlyWhatTheUserAccountMayChange) {
  const auto settings = snapshot_of({});
  std::vector<std::string> expected;
  for (const auto& tag : tags_in(*settings))
    EXPECT_EQ(settings->right(*settings::find_tag(tag)), UserRight::ReadWrite) << tag;
  std::size_t writable = 0;
  for (settings::RowId id = 0; id < settings::rows().size(); ++id) {
    const settings::Row& row = settings::rows()[id];
    if (row.access != settings::Access::User) continue;
    writable += row.scope == settings::Scope::Ext ? default_model().lines : row.instances();
  }
  EXPECT_EQ(tags_in(*settings).size(), writable);
}

TEST(MenuSettings, ARightOfAProfileGivesAndTakes) {
  const auto settings =
      MenuRig::settings_with({}, {{"Time_Format", UserRight::Hidden}, {"SIP_T1", UserRight::ReadWrite}});
  EXPECT_THAT(tags_in(*settings), AllOf(testing::Contains("SIP_T1"), Not(testing::Contains("Time_Format"))));
}

TEST(MenuSettings, PhoneUiUserModeListsWhatMayOnlyBeRead) {
  const std::vector<settings::RightAssignment> rights{{"Time_Format", UserRight::ReadOnly}};
  EXPECT_THAT(tags_in(*MenuRig::settings_with({}, rights)), Not(testing::Contains("Time_Format")));
  MenuRig rig(MenuRig::settings_with({{"Phone-UI-user-mode", "Yes"}}, rights));
  open_group(rig, "Supplementary Services");
  rig.choose("Time Format");
  EXPECT_EQ(rig.screen().prompt, "The user account may not change this");
  EXPECT_EQ(rig.value("Time_Format"), "12hr");
}

TEST(MenuSettings, PhoneUiReadonlyLetsNothingBeChanged) {
  MenuRig rig(MenuRig::settings_with({{"Phone-UI-readonly", "Yes"}}));
  open_group(rig, "Supplementary Services");
  rig.choose("DND Setting");
  EXPECT_THAT(rig.screen().prompt, HasSubstr("The menus of this phone"));
  EXPECT_EQ(rig.value("DND_Setting"), "No");
}

// --- Changing them

TEST(MenuSettings, YesAndNoAreToggled) {
  MenuRig rig;
  open_group(rig, "Supplementary Services");
  rig.choose("Block CID Setting");
  EXPECT_EQ(rig.value("Block_CID_Setting"), "Yes");
  EXPECT_EQ(rig.origin("Block_CID_Setting"), settings::Origin::Phone);
  EXPECT_EQ(rig.screen().prompt, "Saved. No effect yet");
  EXPECT_THAT(rig.shown(), HasSubstr("Block CID Setting=Yes"));
  rig.press(Key::NavSelect);
  EXPECT_EQ(rig.value("Block_CID_Setting"), "No");
}

TEST(MenuSettings, OneOfSeveralIsChosenInAList) {
  MenuRig rig;
  open_group(rig, "Supplementary Services");
  rig.choose("Time Format");
  EXPECT_EQ(rig.shown(), "Time Format: 12hr=now|24hr");
  rig.press(Key::KeyPad2);
  EXPECT_EQ(rig.value("Time_Format"), "24hr");
  EXPECT_EQ(rig.screen().title, "Supplementary Services");
  EXPECT_EQ(rig.screen().prompt, "Saved");
}

TEST(MenuSettings, TextIsTypedByKeypadOrKeyboard) {
  MenuRig rig;
  open_group(rig, "Optional Network Configuration");
  rig.choose("HostName");
  EXPECT_EQ(rig.screen().kind, WindowKind::Input);
  rig.press(Key::KeyPad2);  // a
  rig.type("bc");
  rig.press(Key::Soft1);  // Save
  EXPECT_EQ(rig.value("HostName"), "abc");
  EXPECT_EQ(rig.screen().title, "Optional Network Configuration");
}

TEST(MenuSettings, WhatTheSettingsRefuseIsSaidInTheirWordsAndMayBeMended) {
  MenuRig rig;
  open_group(rig, "General");
  rig.choose("Screen Saver Wait");
  rig.type("..");
  rig.press(Key::Soft1);
  EXPECT_EQ(rig.screen().kind, WindowKind::Message);
  EXPECT_THAT(rig.screen().prompt, HasSubstr("300.."));
  EXPECT_EQ(rig.value("Screen_Saver_Wait"), "300");
  rig.press(Key::NavBack);
  EXPECT_EQ(rig.screen().kind, WindowKind::Input);
  rig.press_all({Key::Soft2, Key::Soft2, Key::Soft2, Key::Soft1});  // <<, Save
  EXPECT_EQ(rig.value("Screen_Saver_Wait"), "30");
}

TEST(MenuSettings, WhatTheCommandLineHasLockedIsShownAndStays) {
  MenuRig rig(MenuRig::settings_with({}, {}, {{"DND_Setting", "Yes"}, {"Ringer_Volume", "3"}}));
  open_group(rig, "Supplementary Services");
  EXPECT_TRUE(rig.go_to("DND Setting"));
  EXPECT_THAT(rig.shown(), HasSubstr("DND Setting=Yes"));
  rig.press(Key::NavSelect);
  EXPECT_THAT(rig.screen().prompt, HasSubstr("Locked"));
  EXPECT_EQ(rig.value("DND_Setting"), "Yes");
}

TEST(MenuSettings, ASecretIsNeverShownAndItsKeysAreNoted) {
  MenuRig rig(
      MenuRig::settings_with({{"XML_Password", "hunter2"}}, {{"XML_Password", UserRight::ReadWrite}}));
  open_group(rig, "XML Service");
  EXPECT_THAT(to_text(rig.screen()), Not(HasSubstr("hunter2")));
  rig.choose("XML Password");
  EXPECT_THAT(to_text(rig.screen()), Not(HasSubstr("hunter2")));
  const auto keys = rig.station.keys_version();
  rig.press(Key::KeyPad5);
  EXPECT_EQ(rig.station.keys_version(), keys);
  rig.type("x");
  rig.press(Key::Soft1);
  EXPECT_EQ(rig.value("XML_Password"), "jx");
  EXPECT_THAT(to_text(rig.screen()), Not(HasSubstr("jx")));
}

TEST(MenuSettings, AnEmptySecretChangesNothing) {
  MenuRig rig(
      MenuRig::settings_with({{"XML_Password", "hunter2"}}, {{"XML_Password", UserRight::ReadWrite}}));
  open_group(rig, "XML Service");
  rig.choose("XML Password");
  rig.press(Key::Soft1);
  EXPECT_EQ(rig.screen().prompt, "Nothing was typed");
  EXPECT_EQ(rig.value("XML_Password"), "hunter2");
}

TEST(MenuSettings, WhatIsTooLongForTheEditorIsNotCutByIt) {
  const std::string number(80, '5');
  MenuRig rig(MenuRig::settings_with({{"Speed_Dial_2", number}}));
  open_group(rig, "Speed Dial");
  rig.choose("Speed Dial 2");
  EXPECT_EQ(rig.screen().prompt, "This is too long to be changed here");
  EXPECT_EQ(rig.value("Speed_Dial_2"), number);
}

// --- Where somebody else keeps them

struct KeptRig : MenuRig {
  KeptRig() : MenuRig(snapshot_of(with_line({})), "SPA525G2", Keeper::Test) {}
  const std::vector<SettingsChoice>& choices() { return surroundings.choices; }
};

TEST(MenuSettings, TheAnswerMayTakeAWhile) {
  KeptRig rig;
  open_group(rig, "Supplementary Services");
  rig.choose("DND Setting");
  ASSERT_EQ(rig.choices().size(), 1U);
  EXPECT_EQ(rig.choices()[0].values.at(0).tag, "DND_Setting");
  EXPECT_EQ(rig.screen().prompt, "Saving ...");
  rig.press(Key::NavSelect);
  EXPECT_EQ(rig.choices().size(), 1U);
  EXPECT_EQ(rig.screen().prompt, "Wait: something is being saved");
  rig.station.answer_settings(rig.choices()[0].number, SettingsAnswer::refused("DND_Setting: not today"));
  EXPECT_EQ(rig.screen().prompt, "not today");
  rig.press(Key::NavSelect);
  EXPECT_EQ(rig.choices().size(), 2U);
}

TEST(MenuSettings, AnAnswerToAnotherChoiceIsIgnored) {
  KeptRig rig;
  open_group(rig, "Supplementary Services");
  rig.choose("DND Setting");
  rig.station.answer_settings(99, SettingsAnswer::refused("no"));
  EXPECT_EQ(rig.screen().prompt, "Saving ...");
}

TEST(MenuSettings, ThePasswordIsAskedForWhereItIsWanted) {
  KeptRig rig;
  open_group(rig, "System Configuration");
  rig.choose("User Password");
  rig.type("new one");
  rig.press(Key::Soft1);
  ASSERT_EQ(rig.choices().size(), 1U);
  rig.station.answer_settings(rig.choices()[0].number, SettingsAnswer::password_wanted("Your own password"));
  EXPECT_EQ(rig.screen().title, "User password");
  rig.type("wrong");
  rig.press(Key::Soft1);
  ASSERT_EQ(rig.choices().size(), 2U);
  EXPECT_EQ(rig.choices()[1].password, "wrong");
  EXPECT_EQ(rig.choices()[1].values.at(0).value, "new one");
  rig.station.answer_settings(rig.choices()[1].number, SettingsAnswer::password_wanted("That is wrong"));
  EXPECT_EQ(rig.screen().title, "User password");
  EXPECT_EQ(rig.screen().prompt, "That is wrong");
  rig.press(Key::Soft1);
  rig.station.answer_settings(rig.choices().at(2).number, SettingsAnswer::stored());
  EXPECT_EQ(rig.screen().title, "System Configuration");
  EXPECT_EQ(rig.screen().prompt, "Saved");
}

}  // namespace
}  // namespace handset::phone
