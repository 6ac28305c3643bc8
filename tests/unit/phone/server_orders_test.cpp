// NOTIFYs that tell the phone to fetch its profile or to start anew, as PBXs send them. The rows of the table
// about that have tests named after them.
#include <gtest/gtest.h>

#include "unit/phone/station_rig.h"

namespace handset::phone {
namespace {

constexpr std::string_view rule = "http://files.example/spa.cfg";

Draft order(const std::string& event) {
  Draft draft;
  draft.extra = "Event: " + event + "\r\n";
  draft.body.clear();
  return draft;
}

struct Ordered : ::testing::Test, StationRig {
  Ordered() : StationRig({{"Profile_Rule", std::string(rule)}}) {
    simulation.web().serve(rule, "<flat-profile/>");
    station.resync().set_taker([this](const FetchedProfile& profile) {
      taken.push_back(profile.bytes);
      return true;
    });
  }
  // A page that somebody reads, so that the phone is not idle.
  void open_page() {
    simulation.web().serve("http://web.example/page.xml",
                           "<CiscoIPPhoneText><Title>T</Title><Text>x</Text></CiscoIPPhoneText>");
    EXPECT_EQ(status_of(push()), 200U);
    EXPECT_FALSE(station.phone().idle());
  }
  std::vector<std::string> taken;
};

TEST_F(Ordered, RebootWaitsUntilThePhoneIsIdle) {
  EXPECT_EQ(status_of(push(order("reboot"))), 200U);
  EXPECT_EQ(restarts.count, 1);
  open_page();
  EXPECT_EQ(status_of(push(order("reboot"))), 200U);
  EXPECT_EQ(restarts.count, 1);
  station.press(Key::Services, KeySource::Person);
  station.phone().press(Key::NavBack);
  simulation.run_for(minutes(30));
  EXPECT_EQ(restarts.count, 2);
}

TEST_F(Ordered, RebootNowAndRestartNowDoNotWait) {
  for (const char* event : {"reboot_now", "restart_now"}) {
    const int before = restarts.count;
    open_page();
    EXPECT_EQ(status_of(push(order(event))), 200U);
    EXPECT_EQ(restarts.count, before + 1) << event;
    EXPECT_TRUE(station.phone().idle());
  }
}

TEST_F(Ordered, ResyncFetchesTheProfileRule) {
  for (const char* event : {"resync", "check-sync", "check-sync;reboot=false"}) {
    taken.clear();
    EXPECT_EQ(status_of(push(order(event))), 200U);
    ASSERT_EQ(taken.size(), 1U) << event;
    EXPECT_EQ(taken[0], "<flat-profile/>");
    station.resync().finish(true, "Well.");
    simulation.run_for(seconds(5));
  }
  EXPECT_EQ(restarts.count, 0);
}

TEST_F(Ordered, CheckSyncWithRebootRestartsWhenTheProfileIsInForce) {
  EXPECT_EQ(status_of(push(order("check-sync;reboot=true"))), 200U);
  simulation.run_for(seconds(5));
  EXPECT_EQ(restarts.count, 0);
  station.resync().finish(true, "Well.");
  simulation.run_for(seconds(5));
  EXPECT_EQ(restarts.count, 1);
}

TEST_F(Ordered, ASecondResyncMeanwhileIsThatOne) {
  EXPECT_EQ(status_of(push(order("resync"))), 200U);
  EXPECT_EQ(status_of(push(order("resync"))), 200U);
  EXPECT_EQ(taken.size(), 1U);
}

TEST_F(Ordered, Resync_From_SIP_set_to_No_refuses_a_resync_alone) {
  apply({{"Resync_From_SIP", "No"}, {"Profile_Rule", std::string(rule)}});
  EXPECT_EQ(status_of(push(order("resync"))), 403U);
  EXPECT_EQ(status_of(push(order("check-sync;reboot=true"))), 403U);
  simulation.run_for(seconds(5));
  EXPECT_TRUE(taken.empty());
  EXPECT_EQ(restarts.count, 0);
  EXPECT_EQ(status_of(push(order("reboot"))), 200U);
  EXPECT_EQ(restarts.count, 1);
}

TEST_F(Ordered, Auth_Resync_Reboot_asks_for_the_digest_of_the_line) {
  for (const char* event : {"resync", "check-sync", "report", "reboot", "reboot_now", "restart_now"}) {
    Draft draft = order(event);
    draft.call_id = event;
    const std::string answer = ask(draft.text());
    EXPECT_EQ(status_of(answer), 401U) << event;
    EXPECT_EQ(status_of(ask(with_credentials(draft, answer, "101", "wrong").text())), 401U) << event;
  }
  EXPECT_EQ(restarts.count, 0);
  EXPECT_TRUE(taken.empty());
}

TEST_F(Ordered, Auth_Resync_Reboot_set_to_No_obeys_whoever_orders) {
  apply({{"Auth_Resync-Reboot_1_", "No"}, {"Profile_Rule", std::string(rule)}});
  EXPECT_EQ(status_of(ask(order("resync").text())), 200U);
  EXPECT_EQ(taken.size(), 1U);
  Draft draft = order("reboot");
  draft.branch += "2";
  draft.call_id = "two";
  EXPECT_EQ(status_of(ask(draft.text())), 200U);
  EXPECT_EQ(status_of(ask(draft.text())), 200U) << "the same once more";
  EXPECT_EQ(restarts.count, 1);
  EXPECT_EQ(status_of(ask(Draft{.branch = "z9hG4bK-three", .call_id = "three"}.text())), 401U)
      << "a push needs its digest as ever";
}

// Else anybody could hand the phone a profile.
TEST_F(Ordered, WhoeverNeedsNoPasswordIsNoSourceOfProfiles) {
  simulation.web().serve("tftp://192.0.2.20/spa.cfg", "<flat-profile/>");
  apply({{"Auth_Resync-Reboot_1_", "No"}, {"Profile_Rule", "/spa.cfg"}});
  EXPECT_EQ(status_of(ask(order("resync").text())), 200U);
  EXPECT_TRUE(taken.empty());
  EXPECT_EQ(phone_host.log().count("names no host"), 1U) << phone_host.log().text();
  apply({{"Profile_Rule", "/spa.cfg"}});
  EXPECT_EQ(status_of(push(order("resync"))), 200U);
  EXPECT_EQ(taken.size(), 1U) << "from the server that ordered it, with the digest";
}

TEST_F(Ordered, ThePhoneSaysThatItTakesThem) {
  const std::string events = field_of(options(), sip::Field::AllowEvents);
  for (const char* event : {"resync", "check-sync", "report", "reboot", "reboot_now", "restart_now"})
    EXPECT_NE(events.find(event), std::string::npos) << event;
}

// --- Reports

struct Reported : Ordered {
  Reported() {
    simulation.web().serve(target, [this](const sim::WebRequest& request) {
      reports.push_back(request.upload == nullptr ? FetchUpload{} : *request.upload);
      sim::WebAnswer answer;
      answer.result.status = status;
      return answer;
    });
  }
  static constexpr std::string_view target = "http://files.example/report";
  std::vector<FetchUpload> reports;
  int status = 200;
};

TEST_F(Reported, Report_Rule_is_where_the_configuration_goes_by_an_order) {
  apply({{"Report_Rule", std::string(target)}, {"Station_Name", "Kitchen"}});
  simulation.run_for(seconds(30));
  reports.clear();
  EXPECT_EQ(status_of(push(order("report"))), 200U);
  simulation.run_for(seconds(1));
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_FALSE(reports[0].put);
  EXPECT_EQ(reports[0].content_type, "text/xml");
  EXPECT_NE(reports[0].body.find(">Kitchen</Station_Name>"), std::string::npos);
  EXPECT_NE(reports[0].body.find("<Register_Expires_1_"), std::string::npos) << "all of it";
  EXPECT_EQ(reports[0].body.find("Password_1_"), std::string::npos) << "and no secret";
  EXPECT_EQ(phone_host.log().count("the configuration was reported to http://files.example/report"), 2U);
}

TEST_F(Reported, Report_Rule_with_delta_has_what_is_not_the_factorys) {
  apply({{"Report_Rule", "[--delta] " + std::string(target)}, {"Station_Name", "Kitchen"}});
  EXPECT_EQ(status_of(push(order("report"))), 200U);
  simulation.run_for(seconds(1));
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_NE(reports[0].body.find(">Kitchen</Station_Name>"), std::string::npos);
  EXPECT_EQ(reports[0].body.find("<Register_Expires_1_"), std::string::npos);
}

TEST_F(Reported, HTTP_Report_Method_is_how_it_goes) {
  apply({{"Report_Rule", std::string(target)}, {"HTTP_Report_Method", "PUT"}});
  EXPECT_EQ(status_of(push(order("report"))), 200U);
  simulation.run_for(seconds(1));
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_TRUE(reports[0].put);
}

TEST_F(Reported, ChangesAreReportedTenSecondsLaterAndTogether) {
  apply({{"Report_Rule", std::string(target)}});
  simulation.run_for(seconds(5));
  apply({{"Report_Rule", std::string(target)}, {"Station_Name", "Kitchen"}});
  simulation.run_for(seconds(9));
  EXPECT_TRUE(reports.empty());
  simulation.run_for(seconds(2));
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_NE(reports[0].body.find(">Kitchen</Station_Name>"), std::string::npos);
}

TEST_F(Reported, WhatGoesWrongIsSaid) {
  apply({{"Report_Rule", "tftp://files.example/report"}});
  EXPECT_EQ(status_of(push(order("report"))), 200U);
  EXPECT_EQ(phone_host.log().count("reports go by http or https"), 1U);
  apply({{"Report_Rule", std::string(target)}});
  status = 500;
  EXPECT_EQ(status_of(push(order("report"))), 200U);
  simulation.run_for(seconds(1));
  EXPECT_EQ(phone_host.log().count("could not be reported to http://files.example/report"), 1U)
      << phone_host.log().text();
  apply({{"Report_Rule", std::string(target)}, {"Resync_From_SIP", "No"}});
  EXPECT_EQ(status_of(push(order("report"))), 403U);
}

}  // namespace
}  // namespace handset::phone
