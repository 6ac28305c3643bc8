// What a key of a document does at the press and what at the release.
#include <gtest/gtest.h>

#include "unit/phone/services_rig.h"

namespace handset::phone {
namespace {

constexpr std::string_view press_and_release =
    "<CiscoIPPhoneText><Title>Radio</Title><Text>x</Text><SoftKeyItem><Name>Talk</Name><Position>1</Position>"
    "<URL>http://web.example/released</URL><URLDown>EditDial:204</URLDown></SoftKeyItem>"
    "<KeyItem><Key>KeyPad7</Key><URL>http://web.example/seven</URL><URLDown>RTPTx:Stop</URLDown></KeyItem>"
    "</CiscoIPPhoneText>";

struct ReleaseRig : ServicesRig {
  ReleaseRig() {
    simulation.web().serve("http://web.example/radio", std::string(press_and_release));
    for (const char* url : {"http://web.example/released", "http://web.example/seven"})
      simulation.web().serve(url,
                             "<CiscoIPPhoneText><Title>Released</Title><Text>x</Text></CiscoIPPhoneText>");
    pushed("http://web.example/radio");
  }
  Screen after(Duration time) {
    simulation.run_for(time);
    return phone.screen();
  }
};

TEST(KeyRelease, UrlDownActsAtThePressAndUrlAtTheRelease) {
  ReleaseRig rig;
  EXPECT_TRUE(rig.phone.key_down(Key::Soft1, KeySource::Person));
  EXPECT_EQ(rig.after(seconds(1)).kind, WindowKind::Dial);
  // The page that the press has opened does not take the release away.
  rig.phone.key_up(Key::Soft1, KeySource::Person);
  EXPECT_EQ(rig.after(seconds(1)).title, "Released");
}

TEST(KeyRelease, AShortPressDoesBoth) {
  ReleaseRig rig;
  EXPECT_EQ(rig.press(Key::Soft1).title, "Released");
  EXPECT_EQ(rig.press(Key::NavBack).kind, WindowKind::Dial);
}

TEST(KeyRelease, AKeyOfTheKeypadDoesTheSame) {
  ReleaseRig rig;
  rig.phone.key_down(Key::KeyPad7, KeySource::Person);
  EXPECT_EQ(rig.after(seconds(1)).title, "Radio");
  rig.phone.key_up(Key::KeyPad7, KeySource::Person);
  EXPECT_EQ(rig.after(seconds(1)).title, "Released");
}

TEST(KeyRelease, WhoeverHeldTheKeyAndIsGoneHasReleasedIt) {
  ReleaseRig rig;
  rig.phone.key_down(Key::Soft1, KeySource::Person);
  EXPECT_EQ(rig.after(longest_hold + seconds(1)).title, "Released");
}

TEST(KeyRelease, AnotherKeyThatGoesDownReleasesTheFirst) {
  ReleaseRig rig;
  rig.phone.key_down(Key::KeyPad7, KeySource::Person);
  rig.phone.key_down(Key::NavDown, KeySource::Person);
  EXPECT_EQ(rig.after(seconds(1)).title, "Released");
  rig.phone.key_up(Key::NavDown, KeySource::Person);
  rig.after(seconds(1));
  EXPECT_EQ(rig.simulation.web().requests("http://web.example/seven"), 1U);
}

TEST(KeyRelease, APressByAPushLeavesTheHeldKeyHeld) {
  ReleaseRig rig;
  rig.phone.key_down(Key::KeyPad7, KeySource::Person);
  rig.phone.press(Key::NavDown, KeySource::Push);
  EXPECT_EQ(rig.simulation.web().requests("http://web.example/seven"), 0U);
  rig.phone.key_up(Key::KeyPad7, KeySource::Person);
  EXPECT_EQ(rig.after(seconds(1)).title, "Released");
}

TEST(KeyRelease, AKeyThatPressesItselfComesToAnEnd) {
  ServicesRig rig;
  rig.simulation.web().serve(
      "http://web.example/loop",
      "<CiscoIPPhoneText><Text>x</Text><SoftKeyItem><Name>L</Name><Position>1</Position>"
      "<URL>Key:Soft1</URL><URLDown>Key:Soft1</URLDown></SoftKeyItem></CiscoIPPhoneText>");
  rig.pushed("http://web.example/loop");
  EXPECT_EQ(rig.press(Key::Soft1).prompt, "Too many redirections");
}

}  // namespace
}  // namespace handset::phone
