// Volumes and the contrast, turned by keys: seen at once, stored when they have come to rest.
#include "phone/levels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/phone/menu_rig.h"

namespace handset::phone {
namespace {

using settings::UserRight;
using testing::HasSubstr;

const ScreenOverlay at_nine{"Ringer volume", 90};

TEST(Levels, TheVolumeKeysTurnTheRingerWhichIsSeenAtOnce) {
  MenuRig rig;
  const auto version = rig.station.screen_version();
  EXPECT_TRUE(rig.press(Key::VolUp));
  EXPECT_EQ(rig.screen().overlay, at_nine);
  EXPECT_GT(rig.station.screen_version(), version);
  EXPECT_THAT(to_text(rig.screen()), HasSubstr("Ringer volume"));
  rig.press(Key::VolDown);
  rig.press(Key::VolDown);
  EXPECT_EQ(rig.screen().overlay->percent, 70U);
  EXPECT_EQ(rig.screen().kind, WindowKind::Idle);
}

TEST(Levels, TwoSecondsAfterTheLastTurnTheOverlayGoesAndTheLevelIsStoredOnce) {
  MenuRig rig(snapshot_of(with_line({})), "SPA525G2", MenuRig::Keeper::Test);
  rig.press(Key::VolUp);
  rig.simulation.run_for(milliseconds(1500));
  rig.press(Key::VolUp);
  rig.simulation.run_for(milliseconds(1999));
  EXPECT_TRUE(rig.screen().overlay);
  EXPECT_TRUE(rig.surroundings.choices.empty());
  rig.simulation.run_for(milliseconds(1));
  EXPECT_FALSE(rig.screen().overlay);
  ASSERT_EQ(rig.surroundings.choices.size(), 1U);
  EXPECT_EQ(rig.surroundings.choices[0].values.at(0).tag, "Ringer_Volume");
  EXPECT_EQ(rig.surroundings.choices[0].values.at(0).value, "10");
  // What is under way counts.
  rig.press(Key::VolDown);
  EXPECT_EQ(rig.screen().overlay, at_nine);
}

TEST(Levels, TheNextOtherKeyEndsTheTurning) {
  MenuRig rig;
  rig.press(Key::VolUp);
  rig.press(Key::Messages);
  EXPECT_FALSE(rig.screen().overlay);
  EXPECT_EQ(rig.screen().title, "Messages");
  EXPECT_EQ(rig.value("Ringer_Volume"), "9");
  EXPECT_EQ(rig.origin("Ringer_Volume"), settings::Origin::Phone);
}

TEST(Levels, WhatIsTurnedBackIsNotStored) {
  MenuRig rig;
  rig.press(Key::VolUp);
  rig.press(Key::VolDown);
  rig.simulation.run_for(seconds(3));
  EXPECT_EQ(rig.origin("Ringer_Volume"), settings::Origin::Default);
}

TEST(Levels, AVolumeKeyThatIsHeldGoesOnToTheEnd) {
  MenuRig rig;
  rig.station.key_down(Key::VolDown, KeySource::Person);
  rig.simulation.run_for(milliseconds(700));
  EXPECT_EQ(rig.screen().overlay->percent, 40U);
  rig.simulation.run_for(seconds(3));
  EXPECT_EQ(rig.screen().overlay->percent, 0U);
  rig.station.key_up(Key::VolDown, KeySource::Person);
  rig.simulation.run_for(seconds(2));
  EXPECT_EQ(rig.value("Ringer_Volume"), "0");
}

TEST(Levels, TheyTurnOverPagesOfServicesToo) {
  MenuRig rig;
  rig.press(Key::Messages);
  rig.press(Key::VolUp);
  EXPECT_EQ(rig.screen().overlay, at_nine);
  EXPECT_EQ(rig.screen().title, "Messages");
}

TEST(Levels, ALockedVolumeStaysAndSaysSo) {
  MenuRig rig(MenuRig::settings_with({}, {}, {{"Ringer_Volume", "3"}}));
  EXPECT_TRUE(rig.press(Key::VolUp));
  EXPECT_FALSE(rig.screen().overlay);
  EXPECT_THAT(rig.screen().prompt, HasSubstr("Locked"));
  rig.simulation.run_for(seconds(3));
  EXPECT_EQ(rig.value("Ringer_Volume"), "3");
}

TEST(Levels, AVolumeThatTheUserMayNotChangeStays) {
  MenuRig rig(MenuRig::settings_with({}, {{"Ringer_Volume", UserRight::ReadOnly}}));
  EXPECT_TRUE(rig.press(Key::VolUp));
  EXPECT_EQ(rig.screen().prompt, "The user account may not change this");
}

TEST(Levels, ARefusedLevelGoesBackAndSaysWhy) {
  MenuRig rig(snapshot_of(with_line({})), "SPA525G2", MenuRig::Keeper::Test);
  rig.press(Key::VolUp);
  rig.simulation.run_for(seconds(2));
  rig.station.answer_settings(rig.surroundings.choices.at(0).number,
                              SettingsAnswer::refused("The disk is full"));
  EXPECT_EQ(rig.screen().prompt, "The disk is full");
  rig.press(Key::VolUp);
  EXPECT_EQ(rig.screen().overlay, at_nine);
}

TEST(Levels, AVolumeHasAWindowInTheMenus) {
  MenuRig rig;
  rig.press_all({Key::Settings, Key::KeyPad5});
  EXPECT_EQ(rig.shown(), "Volume: Ringer volume=8|Handset volume=10|Headset volume=10|Speaker volume=8");
  rig.press(Key::KeyPad4);
  EXPECT_EQ(rig.screen().overlay, (ScreenOverlay{"8 of 10", 80}));
  rig.press(Key::NavRight);
  rig.press(Key::VolUp);
  EXPECT_EQ(rig.screen().overlay, (ScreenOverlay{"10 of 10", 100}));
  rig.press(Key::Soft1);  // Less
  EXPECT_EQ(rig.screen().overlay, (ScreenOverlay{"9 of 10", 90}));
  EXPECT_EQ(rig.value("Speaker_Volume"), "8");
  rig.press(Key::NavBack);
  EXPECT_EQ(rig.value("Speaker_Volume"), "9");
  EXPECT_EQ(rig.shown(), "Volume: Ringer volume=8|Handset volume=10|Headset volume=10|Speaker volume=9");
}

TEST(Levels, ARestartWaitsForWhatIsBeingTurned) {
  MenuRig rig;
  rig.press(Key::VolUp);
  rig.station.request_restart();
  rig.simulation.run_for(seconds(3));
  EXPECT_EQ(rig.station.generation(), 2U);
  EXPECT_EQ(rig.value("Ringer_Volume"), "9");
}

TEST(Levels, TheContrastIsSeenAtOnceAndStoredAfterwards) {
  MenuRig rig(snapshot_of(with_line({})), "SPA504G");
  rig.press(Key::Settings);
  rig.choose("Contrast");
  rig.press(Key::NavRight);
  EXPECT_EQ(rig.screen().contrast, default_contrast + 1);
  EXPECT_EQ(rig.value("LCD_Contrast"), "8");
  rig.simulation.run_for(seconds(2));
  EXPECT_EQ(rig.value("LCD_Contrast"), "9");
  EXPECT_EQ(rig.screen().contrast, 9U);
}

TEST(Levels, OnlyABlackAndWhiteDisplayHasAContrast) {
  MenuRig rig(snapshot_of(with_line({{"LCD_Contrast", "2"}})));
  rig.press(Key::Settings);
  EXPECT_FALSE(rig.go_to("Contrast"));
  EXPECT_EQ(rig.screen().contrast, default_contrast);
}

}  // namespace
}  // namespace handset::phone
