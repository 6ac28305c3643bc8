// The Info tab.
#include <algorithm>

#include "unit/phone/station_rig.h"

namespace handset::phone {
namespace {

std::string value_of(const std::vector<StatusSection>& sections, std::string_view section,
                     std::string_view tag) {
  for (const StatusSection& each : sections)
    for (const StatusRow& row : each.rows)
      if (each.name == section && row.tag == tag) return row.value;
  return "no such row";
}

TEST(Status, TheSectionsAreThoseOfTheTableForTheLinesOfTheModel) {
  StatusValues values;
  values.model = find_model("SPA502G");
  const auto sections = status_sections(values);
  std::vector<std::string> names;
  for (const StatusSection& section : sections) names.push_back(section.name);
  const std::vector<std::string> expected = {
      "System Information",   "Product Information",  "Phone Status",         "Ext 1 Status",
      "Line 1 Call 1 Status", "Line 1 Call 2 Status", "Downloaded Ring Tone", "Custom CA Status"};
  EXPECT_EQ(names, expected);
}

TEST(Status, WhatTheTableCallsActiveIsFilledAndNothingElse) {
  const ua::SipTraffic traffic;
  StatusValues values;
  values.traffic = &traffic;
  values.identity = {"SPA525G2", "1.0", "000e08aabbcc", "SN1", "1", "192.0.2.10", "203.0.113.9"};
  values.external_ip = "203.0.113.9";
  values.host_name = "desk";
  values.domain = "example.com";
  values.current_time = "now";
  values.lines_in_use = {true};
  values.messages_waiting = {true};
  values.registrations = {{"Registered", "before", "60", "40000"}};
  const auto sections = status_sections(values);
  for (const settings::Row& row : settings::rows()) {
    if (row.tab != "Info") continue;
    std::string filled;
    for (const StatusSection& section : sections)
      for (const StatusRow& each : section.rows)
        if (each.tag == row.tag) filled += each.value;
    EXPECT_EQ(!filled.empty(), row.state == settings::State::Active) << row.tag;
  }
}

TEST(Status, WhatThePhoneIsAndHasDone) {
  StationOptions options = StationRig::station_options();
  options.identity.mac = "000e08aabbcc";
  options.identity.serial = "SN1";
  options.identity.ip = "192.0.2.10";
  options.host_name = "machine";
  StationRig rig(Tags{{"Domain", "example.com"}}, options);
  const std::string asked = StationRig::options_draft().text();
  const std::string answer = rig.ask(asked);
  rig.simulation.run_for(hours(49) - seconds(1));
  const auto status = rig.station.status();
  EXPECT_EQ(value_of(status, "System Information", "Current_IP"), "192.0.2.10");
  EXPECT_EQ(value_of(status, "System Information", "Host_Name"), "machine");
  EXPECT_EQ(value_of(status, "System Information", "Domain"), "example.com");
  EXPECT_EQ(value_of(status, "System Information", "Current_Gateway"), "");
  EXPECT_EQ(value_of(status, "Product Information", "Product_Name"), "SPA525G2");
  EXPECT_EQ(value_of(status, "Product Information", "Serial_Number"), "SN1");
  EXPECT_EQ(value_of(status, "Product Information", "MAC_Address"), "000e08aabbcc");
  EXPECT_EQ(value_of(status, "Phone Status", "Elapsed_Time"), "2 days and 01:00:00");
  EXPECT_EQ(value_of(status, "Phone Status", "Current_Time"), "2026-03-03 05:00:00 GMT-08:00");
  EXPECT_EQ(value_of(status, "Phone Status", "SIP_Messages_Recv"), "1");
  EXPECT_EQ(value_of(status, "Phone Status", "SIP_Bytes_Recv"), std::to_string(asked.size()));
  EXPECT_EQ(value_of(status, "Phone Status", "SIP_Messages_Sent"), "1");
  EXPECT_EQ(value_of(status, "Phone Status", "SIP_Bytes_Sent"), std::to_string(answer.size()));
  EXPECT_EQ(value_of(status, "Line 1 Call 2 Status", "Call_State"), "Idle");
  EXPECT_EQ(value_of(status, "Line 2 Call 1 Status", "Call_State"), "");
  EXPECT_EQ(value_of(status, "Ext 1 Status", "Registration_State"), "");
}

TEST(Status, ARestartBeginsTheTimeAnew) {
  StationRig rig;
  rig.simulation.run_for(minutes(5));
  rig.station.request_restart();
  rig.simulation.run_for(seconds(2));
  const std::string elapsed = value_of(rig.station.status(), "Phone Status", "Elapsed_Time");
  EXPECT_LE(elapsed, "00:00:02");
}

}  // namespace
}  // namespace handset::phone
