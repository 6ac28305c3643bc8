#include "phone/key_log.h"

#include <gtest/gtest.h>

#include "unit/phone/station_rig.h"

namespace handset::phone {
namespace {

TEST(KeyLog, KnowsNothingAtFirst) {
  const KeyLog log;
  EXPECT_EQ(log.last(), 0U);
  EXPECT_TRUE(log.since(0).empty());
}

TEST(KeyLog, TellsWhatCameAfterANumber) {
  KeyLog log;
  log.add(Key::Soft1, KeySource::Person, true);
  log.add(Key::Soft1, KeySource::Person, false);
  log.add(Key::Hold, KeySource::Program, true);
  EXPECT_EQ(log.since(1), (std::vector<KeyEvent>{{2, Key::Soft1, KeySource::Person, false},
                                                 {3, Key::Hold, KeySource::Program, true}}));
  EXPECT_TRUE(log.since(3).empty());
  EXPECT_TRUE(log.since(99).empty());
}

TEST(KeyLog, KeepsTheLast64InTheirOrder) {
  KeyLog log;
  for (int i = 0; i < 100; ++i) log.add(Key::Soft1, KeySource::Push, i % 2 == 0);
  const auto events = log.since(0);
  ASSERT_EQ(events.size(), key_log_size);
  for (std::size_t i = 0; i < events.size(); ++i) EXPECT_EQ(events[i].number, 37 + i);
}

TEST(Keys, DigitsOfAMaskedFieldAreNotLogged) {
  StationRig rig(Tags{{"XML_Application_Service_URL", "http://app.example/"}});
  rig.simulation.web().serve(
      "http://app.example/",
      "<CiscoIPPhoneInput><URL>http://app.example/in</URL><InputItem><DisplayName>PIN</DisplayName>"
      "<QueryStringParam>pin</QueryStringParam><InputFlags>NP</InputFlags></InputItem></CiscoIPPhoneInput>");
  rig.station.press(Key::Services, KeySource::Person);
  rig.simulation.run_for(seconds(1));
  const std::uint64_t before = rig.station.key_log().last();
  EXPECT_TRUE(rig.station.press(Key::KeyPad4, KeySource::Person));
  EXPECT_EQ(rig.station.phone().screen().rows.at(0).field->text, "*");
  EXPECT_EQ(rig.station.key_log().last(), before);
  rig.station.press(Key::Soft2, KeySource::Person);
  EXPECT_GT(rig.station.key_log().last(), before);
}

TEST(Keys, APressIsLoggedWithItsSource) {
  StationRig rig;
  EXPECT_FALSE(rig.station.press(Key::Hold, KeySource::Program));
  EXPECT_EQ(rig.station.key_log().since(0),
            (std::vector<KeyEvent>{{1, Key::Hold, KeySource::Program, true},
                                   {2, Key::Hold, KeySource::Program, false}}));
  EXPECT_EQ(rig.station.keys_version(), 2U);
}

TEST(Keys, AKeyThatTheModelLacksIsNotPressed) {
  StationRig rig;
  EXPECT_FALSE(rig.station.press(Key::Line12, KeySource::Person));
  EXPECT_FALSE(rig.station.key_down(Key::Line12, KeySource::Person));
  rig.station.key_up(Key::Line12, KeySource::Person);
  EXPECT_EQ(rig.station.keys_version(), 0U);
}

TEST(Keys, AKeyActsWhenItGoesDown) {
  StationRig rig(Tags{{"XML_Application_Service_URL", "http://web.example/apps"}});
  EXPECT_TRUE(rig.station.key_down(Key::Services, KeySource::Person));
  EXPECT_EQ(rig.station.phone().screen().kind, WindowKind::Progress);
  rig.station.key_up(Key::Services, KeySource::Person);
  EXPECT_EQ(rig.station.phone().screen().kind, WindowKind::Progress);
  EXPECT_EQ(rig.station.key_log().since(0),
            (std::vector<KeyEvent>{{1, Key::Services, KeySource::Person, true},
                                   {2, Key::Services, KeySource::Person, false}}));
}

TEST(Keys, TheLogGoesOnOverARestart) {
  StationRig rig;
  rig.station.press(Key::Hold, KeySource::Person);
  const auto screen = rig.station.screen_version();
  const auto lamps = rig.station.lamps_version();
  rig.station.request_restart();
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(rig.station.generation(), 2U);
  rig.station.press(Key::Mute, KeySource::Person);
  EXPECT_EQ(rig.station.key_log().since(2).front().number, 3U);
  EXPECT_EQ(rig.station.key_log().since(0).size(), 4U);
  EXPECT_GT(rig.station.screen_version(), screen);
  EXPECT_GT(rig.station.lamps_version(), lamps);
}

TEST(Keys, TypedDigitsAreKeysWhereNoTextIsTaken) {
  StationRig rig;
  EXPECT_EQ(rig.station.type("5\xC3\xBC#", KeySource::Program), "5\xC3\xBC#");  // nothing obeys them
  std::vector<Key> down;
  for (const KeyEvent& event : rig.station.key_log().since(0))
    if (event.down) down.push_back(event.key);
  EXPECT_EQ(down, (std::vector<Key>{Key::KeyPad5, Key::KeyPadPound}));
}

TEST(Keys, AKeyUriOfADocumentIsPressedByThePush) {
  StationRig rig;
  rig.simulation.web().serve("http://web.example/page.xml",
                             "<CiscoIPPhoneExecute><ExecuteItem URL=\"Key:EndCall\"/></CiscoIPPhoneExecute>");
  EXPECT_EQ(status_of(rig.push()), 200U);
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(rig.station.key_log().since(0),
            (std::vector<KeyEvent>{{1, Key::EndCall, KeySource::Push, true},
                                   {2, Key::EndCall, KeySource::Push, false}}));
}

TEST(Keys, ThereIsALampForEachLineKey) {
  StationRig rig;
  EXPECT_EQ(rig.station.lamps().lines.size(), default_model().lines);
}

}  // namespace
}  // namespace handset::phone
