// The phone's own menus: what they show, and how they open and close.
#include "phone/menus.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/phone/menu_rig.h"

namespace handset::phone {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Menus, TheSettingsKeyOpensThemAndClosesThem) {
  MenuRig rig;
  EXPECT_TRUE(rig.press(Key::Settings));
  EXPECT_EQ(rig.shown(), "Settings: Call lists|Status|Network|Lines|Volume|User settings|Restart");
  EXPECT_EQ(rig.screen().kind, WindowKind::Menu);
  EXPECT_EQ(rig.screen().soft_keys[0], "Select");
  EXPECT_EQ(rig.screen().soft_keys[1], "Exit");
  EXPECT_TRUE(rig.press(Key::Settings));
  EXPECT_TRUE(rig.station.phone().idle());
}

TEST(Menus, FromWithinTheSettingsKeyGoesBackToTheTop) {
  MenuRig rig;
  rig.press_all({Key::Settings, Key::KeyPad1, Key::KeyPad2});
  EXPECT_EQ(rig.shown(), "Missed calls: No calls");
  rig.press(Key::Settings);
  EXPECT_THAT(rig.shown(), HasSubstr("Settings: Call lists"));
}

TEST(Menus, BackAndExitWalkOutOfThem) {
  MenuRig rig;
  rig.press_all({Key::Settings, Key::KeyPad1, Key::KeyPad1});
  rig.press(Key::NavBack);
  EXPECT_EQ(rig.shown(), "Call lists: All calls|Missed calls|Received calls|Placed calls");
  rig.press(Key::Soft2);  // Back
  EXPECT_THAT(rig.shown(), HasSubstr("Settings:"));
  rig.press(Key::Soft2);  // Exit
  EXPECT_TRUE(rig.station.phone().idle());
}

TEST(Menus, TheyLieOverAPageOfAServiceWhichIsSeenAgainAfterwards) {
  StationRig rig;
  rig.simulation.web().serve("http://web.example/page.xml",
                             "<CiscoIPPhoneText><Title>News</Title><Text>x</Text></CiscoIPPhoneText>");
  rig.push();
  rig.simulation.run_for(seconds(1));
  EXPECT_TRUE(rig.station.press(Key::Settings, KeySource::Person));
  EXPECT_EQ(rig.station.phone().screen().title, "Settings");
  EXPECT_TRUE(rig.station.press(Key::Settings, KeySource::Person));
  EXPECT_EQ(rig.station.phone().screen().title, "News");
}

TEST(Menus, StatusHasTheSectionsOfTheInfoTabThatSaySomething) {
  MenuRig rig;
  rig.press_all({Key::Settings, Key::KeyPad2});
  EXPECT_THAT(rig.shown(), HasSubstr("Product Information"));
  EXPECT_THAT(rig.shown(), Not(HasSubstr("Downloaded Ring Tone")));
  rig.choose("Product Information");
  EXPECT_THAT(rig.shown(), HasSubstr("Serial Number: CBT1"));
  EXPECT_THAT(rig.shown(), HasSubstr("MAC Address: 000e08aabbcc"));
}

TEST(Menus, NetworkTellsWhereThePhoneIsReached) {
  MenuRig rig;
  rig.station.set_listeners({}, true, "http://192.0.2.10:8080/phone");
  rig.press_all({Key::Settings, Key::KeyPad3});
  EXPECT_EQ(rig.shown(),
            "Network: IP address: 192.0.2.10|SIP port: 5060|Host name: desk|Web page: "
            "http://192.0.2.10:8080/phone");
}

TEST(Menus, LinesTellTheirStateAddressAndMessages) {
  MenuRig rig(MenuRig::settings_with({{"Proxy_1_", "pbx.example"}, {"Message_Waiting_1_", "Yes"}}));
  rig.press_all({Key::Settings, Key::KeyPad4});
  EXPECT_THAT(rig.shown(), HasSubstr("Lines: 101="));
  EXPECT_THAT(rig.shown(), HasSubstr("Line 2=not set up"));
  rig.press(Key::KeyPad1);
  EXPECT_THAT(rig.shown(), HasSubstr("Address: 101@pbx.example|Messages: messages waiting"));
}

TEST(Menus, APageOfTheMenusFollowsWhatItShows) {
  MenuRig rig;
  rig.press_all({Key::Settings, Key::KeyPad4});
  rig.station.apply(MenuRig::settings_with({{"User_ID_2_", "102"}}));
  EXPECT_THAT(rig.shown(), HasSubstr("|102="));
}

TEST(Menus, RestartAsksFirst) {
  MenuRig rig;
  rig.press_all({Key::Settings, Key::KeyPad7});
  EXPECT_EQ(rig.screen().prompt, "Restart the phone?");
  rig.press(Key::Soft2);  // Cancel
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(rig.station.generation(), 1U);
  rig.press(Key::KeyPad7);
  rig.press(Key::Soft1);  // Restart
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(rig.station.generation(), 2U);
  EXPECT_EQ(rig.screen().kind, WindowKind::Idle);
  EXPECT_TRUE(rig.press(Key::Settings));  // the new phone has its menus, too
}

TEST(Menus, OtherKeysGoOnWorkingInThem) {
  MenuRig rig;
  rig.press_all({Key::Settings, Key::Messages});
  EXPECT_EQ(rig.screen().title, "Messages");
}

TEST(Menus, AModelWithoutAScreenHasNone) {
  MenuRig rig(snapshot_of({}), "SPA501G");
  EXPECT_FALSE(rig.press(Key::Settings));
  EXPECT_TRUE(rig.station.phone().idle());
}

TEST(Menus, APageOfAServiceCannotMakeAChoice) {
  StationRig rig;
  rig.simulation.web().serve(
      "http://web.example/page.xml",
      "<CiscoIPPhoneMenu><Title>Trap</Title><MenuItem><Name>x</Name><URL>" + menu_uri(MenuVerb::Restart) +
          "now</URL></MenuItem><MenuItem><Name>y</Name><URL>" + menu_uri(MenuVerb::Set, "DND_Setting") +
          "</URL></MenuItem></CiscoIPPhoneMenu>");
  rig.push();
  rig.simulation.run_for(seconds(1));
  rig.station.press(Key::KeyPad1, KeySource::Person);
  rig.station.press(Key::KeyPad2, KeySource::Person);
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(rig.restarts.count, 0);
  EXPECT_FALSE(rig.station.restart_pending());
  EXPECT_TRUE(rig.restarts.choices.empty());
}

TEST(Menus, TheChoicesOfTheirUrisAreReadBack) {
  const std::string uri = menu_uri(MenuVerb::Pick, "Deep_Bass/2");
  const auto choice = parse_menu_uri(uri);
  ASSERT_TRUE(choice);
  EXPECT_EQ(choice->verb, MenuVerb::Pick);
  EXPECT_EQ(choice->about, "Deep_Bass/2");
  EXPECT_FALSE(parse_menu_uri("http://web.example/"));
}

}  // namespace
}  // namespace handset::phone
