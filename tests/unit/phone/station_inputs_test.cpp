#include "phone/station_inputs.h"

#include <gtest/gtest.h>

#include "phone/station_player.h"
#include "sim/simulation.h"

namespace handset::phone {
namespace {

namespace inputs = station_inputs;

settings::SnapshotPtr made(const settings::Change& change, settings::Stamp stamp = {}) {
  auto applied = settings::Snapshot{}.with(change, stamp);
  EXPECT_TRUE(applied) << (applied ? "" : applied.error().front().message);
  return applied ? applied->snapshot : std::make_shared<const settings::Snapshot>();
}

RecordFields fields_between(const settings::Snapshot& before, const settings::Snapshot& after) {
  FieldWriter fields;
  inputs::add_settings(fields, before, after);
  return fields.take();
}

settings::SnapshotPtr read_back(const RecordFields& fields, const settings::Snapshot& before) {
  RecordWords words;
  FieldReader reader(fields, words);
  auto read = inputs::read_settings(reader, before);
  EXPECT_TRUE(read) << (read ? "" : read.error());
  return read.value_or(std::make_shared<const settings::Snapshot>());
}

TEST(StationInputs, SettingsAreReadBackAsTheyAreInForce) {
  const auto before =
      made({{{"User_ID_1_", "101"}, {"Password_1_", "secret"}, {"Station_Name", "desk"}}, {}});
  const auto after = made({{{"User_ID_1_", "102"}, {"Password_1_", "other"}, {"SIP_T1", "1"}},
                           {{"Station_Name", settings::UserRight::ReadOnly}}},
                          {settings::Origin::CommandLine, WallTime{}});
  const RecordFields fields = fields_between(*before, *after);
  const auto read = read_back(fields, *before);
  EXPECT_TRUE(settings::differences(*read, *after).empty());
  EXPECT_TRUE(settings::right_differences(*read, *after).empty());
  for (const RecordField& field : fields) EXPECT_EQ(field.secret, field.text == "other") << field.text;
}

TEST(StationInputs, ThePasswordsOfTheWebAccountsAreInNoRecord) {
  const auto after = made({{{"Admin_Passwd", "top"}, {"User_Password", "low"}}, {}},
                          {settings::Origin::CommandLine, WallTime{}});
  EXPECT_TRUE(fields_between(settings::Snapshot{}, *after).empty());
}

TEST(StationInputs, ASettingThatThisVersionDoesNotTakeIsNamed) {
  RecordWords words;
  const RecordFields fields = FieldWriter().text("No_Such_Tag").text("1").take();
  FieldReader reader(fields, words);
  const auto read = inputs::read_settings(reader, settings::Snapshot{});
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().find("No_Such_Tag"), std::string::npos) << read.error();
}

TEST(StationInputs, OptionsAreReadBack) {
  StationOptions options;
  options.model = find_model("SPA502G");
  options.identity = {"SPA502G", "0.1.0", "000e08aabbcc", "SN1", "1.0", "192.0.2.10", "203.0.113.1"};
  options.host_name = "desk.example";
  options.sip = *Endpoint::parse("0.0.0.0:5060");
  options.listeners = {options.sip, *Endpoint::parse("[::1]:8080")};
  options.loopback = true;
  FieldWriter writer;
  inputs::add_options(writer, options);
  const RecordFields fields = writer.take();
  RecordWords words;
  FieldReader reader(fields, words);
  const StationOptions read = inputs::read_options(reader);
  EXPECT_TRUE(reader.done());
  EXPECT_EQ(read.model, options.model);
  EXPECT_EQ(read.identity.mac, options.identity.mac);
  EXPECT_EQ(read.identity.external_ip, options.identity.external_ip);
  EXPECT_EQ(read.host_name, options.host_name);
  EXPECT_EQ(read.sip, options.sip);
  EXPECT_EQ(read.listeners, options.listeners);
  EXPECT_TRUE(read.loopback);
}

struct Playing : ::testing::Test {
  std::string play(const std::string& name, RecordFields fields = {}) {
    const auto played = player.play({Duration{}, RecordWay::In, name, std::move(fields)});
    return played ? "" : std::string(played.error().what);
  }
  std::string make(const std::string& model = "SPA525G2") {
    StationOptions options;
    options.sip = host.at(5060);
    FieldWriter fields;
    inputs::add_options(fields, options);
    RecordFields all = fields.take();
    all[0].text = model;
    // One after the other: the operands of + come in any order.
    std::string troubles = play("switchboard");
    troubles += play("sip", FieldWriter().endpoint(options.sip).take());
    return troubles + play("station", all);
  }

  sim::Simulation simulation{1};
  sim::Host& host = simulation.host("phone", IpAddress::v4(192, 0, 2, 10));
  StationPlayer player{host.world(), [] { return nullptr; }};
};

TEST_F(Playing, ThePhoneIsMadeAndUsed) {
  EXPECT_EQ(player.look(), std::nullopt);
  EXPECT_EQ(make(), "");
  ASSERT_NE(player.station(), nullptr);
  EXPECT_TRUE(player.look());
  EXPECT_EQ(player.look(), std::nullopt);
  EXPECT_EQ(play("settings", {{"Station_Name"}, {"Desk"}}), "");
  EXPECT_NE(player.look().value_or("").find("Desk"), std::string::npos);
  EXPECT_EQ(play("press", {{"Mute"}, {"person"}}), "");
  EXPECT_EQ(player.station()->keys_version(), 2U);
  EXPECT_EQ(play("touch", inputs::touch_fields(40, 60)), "");
}

TEST_F(Playing, ATouchBesideTheScreenIsNoInput) {
  struct Notes final : InputNotes {
    void begin_input(std::string_view name, RecordFields) override { names.emplace_back(name); }
    void end_input() override {}
    std::vector<std::string> names;
  } notes;
  World world = host.world();
  world.inputs = &notes;
  Switchboard switchboard(world);
  StationOptions options;
  options.sip = host.at(5060);
  Station station(world, switchboard, options, std::make_shared<const settings::Snapshot>());
  const Model& model = default_model();
  for (const auto& [x, y] : std::vector<std::pair<int, int>>{
           {-5, 50}, {5, -1}, {static_cast<int>(model.width), 50}, {5, static_cast<int>(model.height)}})
    EXPECT_FALSE(station.touch(x, y)) << x << ' ' << y;
  EXPECT_TRUE(notes.names.empty());
  station.touch(5, 50);
  EXPECT_EQ(notes.names, std::vector<std::string>{"touch"});
}

TEST_F(Playing, WhatCannotBePlayedIsSaid) {
  EXPECT_EQ(play("juggle"), "this version knows no such input");
  EXPECT_EQ(play("press", {{"Mute"}, {"person"}}), "there is no phone yet");
  EXPECT_EQ(play("sip", {{"192.0.2.10:5060"}}), "there is no switchboard yet");
  EXPECT_EQ(make("SPA9000"), "this version has no such model of a phone");
  EXPECT_EQ(play("switchboard"), "there is a switchboard already");
}

TEST_F(Playing, FieldsThatAreWrongAreSaid) {
  EXPECT_EQ(make(), "");
  for (const std::string name :
       {"press", "key_down", "key_up", "type", "touch", "listeners", "check_line", "resync", "resync_done"})
    EXPECT_EQ(play(name), "its fields cannot be read") << name;
  EXPECT_EQ(play("press", {{"Mute"}, {"cat"}}), "its fields cannot be read");
}

}  // namespace
}  // namespace handset::phone
