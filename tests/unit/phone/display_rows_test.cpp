// Rows of the table about the idle window and the lamps, each test named after its row.
#include <gtest/gtest.h>

#include "unit/phone/station_rig.h"

namespace handset::phone {
namespace {

// The simulation begins at a fixed date; what the idle window says of it.
std::string clock_with(const Tags& tags) {
  StationRig rig(tags);
  return rig.station.phone().screen().clock;
}

Lamp lamp(const Tags& tags, std::size_t key = 0) {
  StationRig rig(tags);
  return rig.station.lamps().lines.at(key);
}

std::string soft_keys(StationRig& rig) {
  std::string out;
  for (const auto& label : rig.station.phone().screen().soft_keys) out += label + "|";
  return out;
}

const Tags in_greenwich{{"Time_Zone", "GMT"}, {"Time_Format", "24hr"}};

Tags with(Tags tags, std::string tag, std::string value) {
  tags.insert_or_assign(std::move(tag), std::move(value));
  return tags;
}

TEST(DisplayRows, Time_Zone) {
  EXPECT_NE(clock_with(in_greenwich), clock_with(with(in_greenwich, "Time_Zone", "GMT+05:45")));
}

TEST(DisplayRows, Time_Offset__HH_mm_) {
  EXPECT_EQ(clock_with(with(with(in_greenwich, "Time_Zone", "GMT+05:00"), "Time_Offset__HH_mm_", "00/30")),
            clock_with(with(in_greenwich, "Time_Zone", "GMT+05:30")));
}

TEST(DisplayRows, Daylight_Saving_Time_Rule_And_Daylight_Saving_Time_Enable) {
  // All days of the year, whichever one it is.
  const Tags always =
      with(in_greenwich, "Daylight_Saving_Time_Rule", "start=1/1/0;end=12/31/0/23:59:59;save=2");
  EXPECT_EQ(clock_with(always), clock_with(with(in_greenwich, "Time_Zone", "GMT+02:00")));
  EXPECT_EQ(clock_with(with(always, "Daylight_Saving_Time_Enable", "No")), clock_with(in_greenwich));
}

TEST(DisplayRows, Time_Format) {
  EXPECT_TRUE(clock_with({{"Time_Format", "12hr"}}).ends_with("m"));
  EXPECT_FALSE(clock_with({{"Time_Format", "24hr"}}).ends_with("m"));
}

TEST(DisplayRows, Date_Format) {
  const std::string month_first = clock_with({{"Date_Format", "month/day"}});
  const std::string day_first = clock_with({{"Date_Format", "day/month"}});
  EXPECT_EQ(month_first.substr(0, 2), day_first.substr(3, 2));
  EXPECT_EQ(month_first.substr(3, 2), day_first.substr(0, 2));
}

TEST(DisplayRows, Idle_LED) {
  EXPECT_EQ(lamp({}), (Lamp{LampColour::Green, LampPattern::Steady}));
  EXPECT_EQ(lamp({{"Idle_LED", "c=a;p=s"}}), (Lamp{LampColour::Amber, LampPattern::SlowBlink}));
}

TEST(DisplayRows, Disabled_LED) {
  const Tags blinking{{"Disabled_LED", "c=r;p=d"}};
  const Lamp red{LampColour::Red, LampPattern::DoubleBlink};
  EXPECT_EQ(lamp({{"Line_Enable_1_", "No"}}), Lamp{});
  EXPECT_EQ(lamp(with(blinking, "Line_Enable_1_", "No")), red);
  EXPECT_EQ(lamp(blinking, 1), red);  // no user ID
  EXPECT_EQ(lamp(blinking).colour, LampColour::Green);
}

TEST(DisplayRows, ALineThatCannotBeReachedIsAmber) {
  EXPECT_EQ(lamp({{"User_ID_2_", "101"}}, 1).colour, LampColour::Amber) << "the user is taken";
}

TEST(DisplayRows, LampsFollowTheSettings) {
  StationRig rig;
  const auto version = rig.station.lamps_version();
  rig.apply({{"Idle_LED", "c=r"}});
  EXPECT_GT(rig.station.lamps_version(), version);
  EXPECT_EQ(rig.station.lamps().lines.at(0).colour, LampColour::Red);
}

TEST(DisplayRows, ThereIsADirectoryKeyWhereThereIsADirectory) {
  StationRig rig;
  EXPECT_EQ(soft_keys(rig), "||||");
  rig.apply({{"XML_Directory_Service_URL", "http://web.example/staff"}});
  EXPECT_EQ(soft_keys(rig), "Dir||||");
  EXPECT_TRUE(rig.station.press(Key::Soft1, KeySource::Person));
  // The page is called what it is called behind the Directories key.
  EXPECT_EQ(rig.station.phone().screen().kind, WindowKind::Progress);
  EXPECT_EQ(rig.station.phone().screen().title, "Directory");
  rig.station.press(Key::Exit, KeySource::Person);
  rig.apply(
      {{"XML_Directory_Service_URL", "http://web.example/staff"}, {"XML_Directory_Service_Name", "Staff"}});
  EXPECT_EQ(soft_keys(rig), "Dir||||");
  EXPECT_TRUE(rig.station.press(Key::Soft1, KeySource::Person));
  EXPECT_EQ(rig.station.phone().screen().title, "Staff");
}

TEST(DisplayRows, Idle_Key_List_And_Programmable_Softkey_Enable) {
  Tags tags{{"XML_Directory_Service_URL", "http://web.example/staff"},
            {"Idle_Key_List", "psk2|2;redial|1;psk1;dir|3"},
            {"PSK_1", "fnc=xml;url=http://web.example/news;nme=News"},
            {"PSK_2", "fnc=xml;url=http://web.example/menu;nme=Lunch"}};
  StationRig rig(tags);
  EXPECT_EQ(soft_keys(rig), "Dir||||");
  rig.apply(with(tags, "Programmable_Softkey_Enable", "Yes"));
  EXPECT_EQ(soft_keys(rig), "Lunch|Dir|News||");
}

TEST(DisplayRows, PSK_1) {
  for (int number = 1; number <= 16; ++number) {
    const std::string n = std::to_string(number);
    StationRig rig(Tags{{"Programmable_Softkey_Enable", "Yes"},
                        {"Idle_Key_List", "psk" + n + "|1"},
                        {"PSK_" + n, "fnc=xml;url=http://web.example/$PSN/" + n + ";nme=Page " + n}});
    const std::string url = "http://web.example/525G2/" + n;
    rig.simulation.web().serve(url, "<CiscoIPPhoneText><Text>there</Text></CiscoIPPhoneText>");
    EXPECT_EQ(soft_keys(rig), "Page " + n + "||||");
    rig.station.press(Key::Soft1, KeySource::Person);
    rig.simulation.run_for(seconds(1));
    EXPECT_EQ(rig.station.phone().screen().title, "Page " + n);
  }
}

TEST(DisplayRows, ASoftKeyForWhatIsNotBuiltIsLeftOut) {
  StationRig rig(Tags{{"Programmable_Softkey_Enable", "Yes"},
                      {"Idle_Key_List", "psk1|1;dnd|2;redial|3"},
                      {"PSK_1", "fnc=sd;ext=9999@$PROXY;nme=Taxi"}});
  EXPECT_EQ(soft_keys(rig), "||||");
  EXPECT_FALSE(rig.station.press(Key::Soft1, KeySource::Person));
}

TEST(DisplayRows, Voice_Mail_Number) {
  StationRig rig(Tags{{"Voice_Mail_Number", "8500"}});
  rig.station.press(Key::Messages, KeySource::Person);
  bool said = false;
  for (const auto& row : rig.station.phone().screen().rows)
    said = said || row.text.find("8500") != std::string::npos;
  EXPECT_TRUE(said);
}

TEST(DisplayRows, MoreSoftKeysThanPlacesAreTurnedByMore) {
  Tags tags{{"Programmable_Softkey_Enable", "Yes"}, {"Idle_Key_List", "psk1;psk2;psk3;psk4;psk5"}};
  for (int number = 1; number <= 5; ++number)
    tags["PSK_" + std::to_string(number)] = "fnc=xml;url=http://web.example/" + std::to_string(number);
  StationRig rig(tags);
  EXPECT_EQ(soft_keys(rig), "psk1|psk2|psk3|more|");
  EXPECT_TRUE(rig.station.press(Key::Soft4, KeySource::Person));
  EXPECT_EQ(soft_keys(rig), "psk4|psk5||more|");
}

TEST(DisplayRows, LCD_Contrast) {
  StationOptions options = StationRig::station_options();
  options.model = find_model("SPA504G");
  StationRig rig({{"LCD_Contrast", "3"}}, options);
  EXPECT_EQ(rig.station.phone().screen().contrast, 3U);
  const auto version = rig.station.screen_version();
  rig.apply({{"LCD_Contrast", "14"}});
  EXPECT_EQ(rig.station.phone().screen().contrast, 14U);
  EXPECT_GT(rig.station.screen_version(), version);
}

}  // namespace
}  // namespace handset::phone
