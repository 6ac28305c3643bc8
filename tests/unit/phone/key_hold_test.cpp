// Keys that are held down: which repeat, how often, and when that ends.
#include "phone/key_hold.h"

#include <gtest/gtest.h>

#include "unit/phone/station_rig.h"

namespace handset::phone {
namespace {

// A text of fifty rows is open.
struct HoldRig : StationRig {
  explicit HoldRig(StationOptions options = station_options()) : StationRig({}, std::move(options)) {
    std::string text = "<CiscoIPPhoneText><Text>";
    for (int row = 0; row < 50; ++row) text += "row " + std::to_string(row) + "\n";
    simulation.web().serve("http://web.example/page.xml", text + "</Text></CiscoIPPhoneText>");
    push();
    simulation.run_for(seconds(1));
    EXPECT_EQ(station.phone().screen().kind, WindowKind::Text);
  }
  void down(Key key) { station.key_down(key, KeySource::Person); }
  void up(Key key) { station.key_up(key, KeySource::Person); }
  std::size_t first_row() { return station.phone().screen().first_row; }
};

TEST(KeyHold, AnArrowRepeatsAfterHalfASecondAndThenTenTimesASecond) {
  HoldRig rig;
  rig.down(Key::NavDown);
  EXPECT_EQ(rig.first_row(), 1U);
  rig.simulation.run_for(milliseconds(499));
  EXPECT_EQ(rig.first_row(), 1U);
  rig.simulation.run_for(milliseconds(1));
  EXPECT_EQ(rig.first_row(), 2U);
  rig.simulation.run_for(milliseconds(300));
  EXPECT_EQ(rig.first_row(), 5U);
}

TEST(KeyHold, EndsWhenTheKeyGoesUp) {
  HoldRig rig;
  rig.down(Key::NavDown);
  rig.up(Key::NavDown);
  rig.simulation.run_for(seconds(5));
  EXPECT_EQ(rig.first_row(), 1U);
}

TEST(KeyHold, EndsAfterTenSecondsWhenNobodyTellsThatTheKeyWentUp) {
  HoldRig rig;
  const auto before = rig.station.keys_version();
  rig.down(Key::KeyPadStar);  // repeats nothing, and is let go all the same
  rig.simulation.run_for(seconds(10));
  const auto events = rig.station.key_log().since(before);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_FALSE(events[1].down);
  rig.up(Key::KeyPadStar);
  EXPECT_EQ(rig.station.keys_version(), before + 2);
}

TEST(KeyHold, RepeatsUpToTenSeconds) {
  HoldRig rig;
  rig.down(Key::NavUp);
  rig.up(Key::NavUp);
  std::size_t changes = 0;
  rig.down(Key::NavDown);
  // Back to the top all the time, so that there is always somewhere to go.
  for (int i = 0; i < 150; ++i) {
    const auto row = rig.first_row();
    rig.simulation.run_for(milliseconds(100));
    if (rig.first_row() != row) ++changes;
    if (i % 20 == 19) rig.station.press(Key::KeyPad1, KeySource::Program);
  }
  EXPECT_GT(changes, 80U);
  EXPECT_LT(changes, 110U);
}

TEST(KeyHold, RepeatsAreNoEventsOfTheLog) {
  HoldRig rig;
  const auto before = rig.station.keys_version();
  rig.down(Key::NavDown);
  rig.simulation.run_for(seconds(2));
  rig.up(Key::NavDown);
  EXPECT_EQ(rig.station.keys_version(), before + 2);
}

TEST(KeyHold, AnotherKeyThatGoesDownReleasesTheFirst) {
  HoldRig rig;
  rig.down(Key::NavDown);
  rig.down(Key::Mute);
  rig.simulation.run_for(seconds(2));
  EXPECT_EQ(rig.first_row(), 1U);
  rig.up(Key::NavDown);
  const auto events = rig.station.key_log().since(0);
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[1], (KeyEvent{2, Key::NavDown, KeySource::Person, false}));
  EXPECT_EQ(events[2], (KeyEvent{3, Key::Mute, KeySource::Person, true}));
}

TEST(KeyHold, AWindowThatOpensMeanwhileIsNotForTheHeldKey) {
  HoldRig rig;
  rig.down(Key::NavDown);
  rig.simulation.run_for(milliseconds(600));
  rig.push();  // the same page once more
  const auto row = rig.first_row();
  rig.simulation.run_for(seconds(2));
  EXPECT_EQ(rig.first_row(), row);
}

TEST(KeyHold, OtherKeysDoNotRepeat) {
  HoldRig rig;
  rig.push();
  rig.down(Key::NavBack);
  rig.simulation.run_for(seconds(3));
  EXPECT_EQ(rig.station.phone().screen().kind, WindowKind::Text);  // the first of the two
}

TEST(KeyHold, ARestartReleasesTheKey) {
  StationRig rig;
  rig.station.key_down(Key::Mute, KeySource::Person);
  rig.station.request_restart();
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(rig.restarts.count, 1);
  EXPECT_FALSE(rig.station.key_log().since(1).front().down);
}

TEST(KeyHold, APhoneWithoutAScreenIsWalkedByItsKeys) {
  StationOptions options = StationRig::station_options();
  options.model = find_model("SPA501G");
  StationRig rig({}, options);
  rig.simulation.web().serve("http://web.example/page.xml",
                             "<CiscoIPPhoneText><Text>unseen</Text></CiscoIPPhoneText>");
  rig.push();
  rig.simulation.run_for(seconds(1));
  EXPECT_FALSE(rig.station.phone().idle());
  EXPECT_TRUE(rig.station.press(Key::NavBack, KeySource::Person));
  EXPECT_TRUE(rig.station.phone().idle());
  EXPECT_EQ(rig.station.lamps().lines.size(), 8U);
}

}  // namespace
}  // namespace handset::phone
