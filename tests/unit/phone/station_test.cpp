// What settings do while the phone runs: at once without dropping what runs, or after a restart in place.
#include "unit/phone/station_rig.h"

namespace handset::phone {
namespace {

constexpr std::string_view page_url = "http://web.example/page.xml";

struct PageRig : StationRig {
  explicit PageRig(const Tags& tags = {}) : StationRig(tags) {
    simulation.web().serve(page_url,
                           "<CiscoIPPhoneText><Title>Page</Title><Text>x</Text></CiscoIPPhoneText>");
  }
  [[nodiscard]] std::string title() { return station.phone().screen().title; }
};

TEST(Station, AnAccountThatStaysTheSameKeepsItsNonces) {
  StationRig rig;
  const std::string challenge = rig.ask(Draft{}.text());
  rig.apply({{"Display_Name_1_", "Desk"}, {"SIP_Server_Name", "x"}, {"User_ID_2_", "102"}});
  EXPECT_EQ(status_of(rig.ask(with_credentials({}, challenge, "101", "secret").text())), 200U);
}

TEST(Station, AnAccountThatChangesForgetsItsNonces) {
  StationRig rig;
  const std::string challenge = rig.ask(Draft{}.text());
  rig.apply({{"Password_1_", "new"}});
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(status_of(rig.ask(with_credentials({}, challenge, "101", "new").text())), 401U);
  EXPECT_EQ(status_of(rig.ask(with_credentials({}, rig.ask(Draft{}.text()), "101", "new").text())), 200U);
}

TEST(Station, ARetransmissionIsAnsweredFromItsVerdictWhateverChanged) {
  PageRig rig;
  const std::string text = with_credentials({}, rig.ask(Draft{}.text()), "101", "secret").text();
  EXPECT_EQ(status_of(rig.ask(text)), 200U);
  rig.apply({{"Password_1_", "new"}});
  EXPECT_EQ(status_of(rig.ask(text)), 200U);
  EXPECT_EQ(rig.simulation.web().requests(page_url), 1U);
}

TEST(Station, WindowsAndQueuedPushesOutliveAChange) {
  PageRig rig;
  rig.simulation.web().serve_nothing("http://web.example/slow.xml");
  EXPECT_EQ(status_of(rig.push()), 200U);
  EXPECT_EQ(rig.title(), "Page");
  Draft slow;
  slow.body = "http://web.example/slow.xml";
  EXPECT_EQ(status_of(rig.push(slow)), 200U);
  EXPECT_EQ(status_of(rig.push()), 200U);  // waits behind the slow one
  rig.apply({{"User_ID_2_", "102"}, {"XML_Mode", "strict"}});
  rig.simulation.run_for(seconds(30));
  EXPECT_EQ(rig.simulation.web().requests(page_url), 2U);
}

TEST(Station, FetchAllowedActsAtOnce) {
  PageRig rig;
  rig.apply({{"Fetch_Allowed", "10.0.0.0/8"}});
  rig.push();
  rig.simulation.run_for(seconds(5));
  EXPECT_EQ(rig.simulation.web().requests(page_url), 0U);
  rig.apply({});
  rig.push();
  EXPECT_EQ(rig.simulation.web().requests(page_url), 1U);
}

TEST(Station, APortOfALinesOwnIsNoPlaceForAPushEither) {
  StationRig rig(Tags{{"SIP_Port_1_", "5070"}});
  EXPECT_EQ(rig.station.fetch_policy()->refuse_address("x", {phone_address, 5070}).empty(), false);
  EXPECT_EQ(rig.station.fetch_policy()->refuse_address("x", {phone_address, 5071}).empty(), true);
  rig.station.set_listeners({{phone_address, 5071}}, false);
  EXPECT_EQ(rig.station.fetch_policy()->refuse_address("x", {phone_address, 5071}).empty(), false);
}

TEST(Station, OfTwoLinesWithOneUserIdTheFirstIsInService) {
  StationRig rig;
  rig.apply({{"User_ID_2_", "101"}, {"Reversed_Auth_Realm_2_", "second"}});
  EXPECT_NE(rig.ask(Draft{}.text()).find("realm=\"pbx.example\""), std::string::npos);
  ASSERT_EQ(rig.station.troubles().size(), 1U);
  EXPECT_NE(rig.station.troubles().front().find("Extension 2"), std::string::npos);
  rig.apply({{"Line_Enable_1_", "No"}, {"User_ID_2_", "101"}, {"Reversed_Auth_Realm_2_", "second"}});
  EXPECT_NE(rig.ask(Draft{}.text()).find("realm=\"second\""), std::string::npos);
  EXPECT_TRUE(rig.station.troubles().empty());
}

TEST(Station, TwoLinesMayChangePlaces) {
  StationRig rig(Tags{{"User_ID_2_", "102"}, {"Reversed_Auth_Realm_2_", "second"}});
  rig.apply({{"User_ID_1_", "102"}, {"User_ID_2_", "101"}, {"Reversed_Auth_Realm_2_", "second"}});
  EXPECT_NE(rig.ask(Draft{}.text()).find("realm=\"second\""), std::string::npos);
}

TEST(Station, ARestartWaitsUntilThePhoneIsIdle) {
  PageRig rig;
  EXPECT_EQ(status_of(rig.push()), 200U);
  rig.station.request_restart();
  rig.simulation.run_for(seconds(10));
  EXPECT_TRUE(rig.station.restart_pending());
  EXPECT_EQ(rig.title(), "Page");
  rig.station.press(Key::Exit, KeySource::Person);
  rig.simulation.run_for(seconds(1));
  EXPECT_FALSE(rig.station.restart_pending());
  EXPECT_EQ(rig.restarts.count, 1);
  EXPECT_EQ(rig.station.generation(), 2U);
  EXPECT_EQ(status_of(rig.push()), 200U);
}

TEST(Station, APageThatNobodyTouchesForAMinuteDoesNotHoldARestartUp) {
  PageRig rig;
  EXPECT_EQ(status_of(rig.push()), 200U);
  rig.station.request_restart();
  rig.simulation.run_for(seconds(50));
  rig.station.press(Key::NavDown, KeySource::Person);
  rig.station.press(Key::KeyPad5, KeySource::Person);
  EXPECT_EQ(rig.restarts.count, 0);
  rig.simulation.run_for(seconds(62));
  EXPECT_EQ(rig.restarts.count, 1);
  EXPECT_NE(rig.title(), "Page");
}

TEST(Station, AChangeThatIsTakenBackNeedsNoRestart) {
  PageRig rig;
  EXPECT_EQ(status_of(rig.push()), 200U);
  rig.apply({{"SIP_Port_1_", "5070"}});
  EXPECT_TRUE(rig.station.restart_pending());
  rig.apply({});
  EXPECT_FALSE(rig.station.restart_pending());
  rig.station.press(Key::Exit, KeySource::Person);
  rig.simulation.run_for(seconds(5));
  EXPECT_EQ(rig.restarts.count, 0);
}

TEST(Station, ARestartThatWasAskedForOutlivesOtherChanges) {
  PageRig rig;
  EXPECT_EQ(status_of(rig.push()), 200U);
  rig.station.request_restart();
  rig.apply({{"XML_Mode", "strict"}});
  rig.station.press(Key::Exit, KeySource::Person);
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(rig.restarts.count, 1);
}

TEST(Station, AWebPortThatChangesIsToldByTheRestart) {
  StationRig rig;
  rig.apply({{"Web_Server_Port", "8080"}});
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(rig.restarts.count, 1);
}

TEST(Station, TheScreenVersionRisesOverARestart) {
  PageRig rig;
  rig.push();
  rig.station.press(Key::Exit, KeySource::Person);
  const std::uint64_t before = rig.station.screen_version();
  rig.station.request_restart();
  rig.simulation.run_for(seconds(1));
  EXPECT_GT(rig.station.screen_version(), before);
}

TEST(Station, OneThatEndsTakesItsLinesAndPortsWithIt) {
  StationRig rig;
  auto second =
      std::make_unique<Station>(rig.phone_host.world(), rig.switchboard, StationRig::station_options(),
                                snapshot_of({{"User_ID_1_", "301"}, {"SIP_Port_1_", "5070"}}));
  Draft draft = StationRig::options_draft();
  draft.uri = "sip:301@192.0.2.10";
  EXPECT_EQ(status_of(rig.ask(draft.text(), 5070)), 480U);
  second.reset();
  EXPECT_EQ(rig.ask(draft.text(), 5070), "");
  EXPECT_EQ(status_of(rig.ask(draft.text())), 404U);
}

TEST(Station, PhonesOfAShardMayShareAPortOfTheirOwn) {
  StationRig rig(Tags{{"SIP_Port_1_", "5070"}});
  auto second =
      std::make_unique<Station>(rig.phone_host.world(), rig.switchboard, StationRig::station_options(),
                                snapshot_of({{"User_ID_1_", "301"}, {"SIP_Port_1_", "5070"}}));
  EXPECT_TRUE(second->troubles().empty());
  second.reset();
  EXPECT_EQ(status_of(rig.ask(StationRig::options_draft().text(), 5070)), 480U);
}

TEST(Station, EachPhoneOfAShardAnswersInItsOwnStyle) {
  StationRig rig(Tags{{"SIP_Server_Name", "first"}});
  const Station second(rig.phone_host.world(), rig.switchboard, StationRig::station_options(),
                       snapshot_of({{"User_ID_1_", "301"}, {"SIP_Server_Name", "second"}}));
  Draft draft = StationRig::options_draft();
  EXPECT_EQ(field_of(rig.ask(draft.text()), sip::Field::Server), "first");
  draft.uri = "sip:301@192.0.2.10";
  EXPECT_EQ(field_of(rig.ask(draft.text()), sip::Field::Server), "second");
  draft.uri = "sip:nobody@192.0.2.10";
  EXPECT_EQ(field_of(rig.ask(draft.text()), sip::Field::Server), "first");
}

// --- The idle screen

TEST(PhoneRows, Station_Display_Name_And_Station_Name) {
  StationRig rig;
  EXPECT_EQ(rig.station.phone().screen().title, "Handset");
  rig.apply({{"Station_Name", "desk-7"}});
  EXPECT_EQ(rig.station.phone().screen().title, "desk-7");
  rig.apply({{"Station_Name", "desk-7"}, {"Station_Display_Name", "Reception"}});
  EXPECT_EQ(rig.station.phone().screen().title, "Reception");
}

TEST(PhoneRows, Display_Name) {
  StationRig rig;
  EXPECT_EQ(rig.station.phone().screen().rows.at(0).text, "101");
  rig.apply({{"Display_Name_1_", "Desk"}});
  EXPECT_EQ(rig.station.phone().screen().rows.at(0).text, "Desk");
}

}  // namespace
}  // namespace handset::phone
