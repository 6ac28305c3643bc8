// Message waiting as a person sees it: lamp, idle words, the Messages key and the Info tab, and who may set
// it.
#include <gtest/gtest.h>

#include "unit/phone/station_rig.h"

namespace handset::phone {
namespace {

constexpr std::string_view two_new = "Messages-Waiting: yes\r\nVoice-Message: 2/8 (0/0)\r\n";
constexpr std::string_view none = "Messages-Waiting: no\r\nVoice-Message: 0/8 (0/0)\r\n";

Draft summary(std::string_view body, std::string_view type = "application/simple-message-summary") {
  Draft draft;
  draft.extra = "Event: message-summary\r\nContent-Type: " + std::string(type) + "\r\n";
  draft.body = body;
  return draft;
}

std::string info(const Station& station, std::string_view section, std::string_view tag) {
  for (const auto& each : station.status())
    for (const auto& row : each.rows)
      if (each.name == section && row.tag == tag) return row.value;
  return "no such row";
}

TEST(MessageWaiting, LightsTheLampAndIsSaidOnTheIdleWindow) {
  StationRig rig;
  const auto lamps = rig.station.lamps_version();
  const auto screen = rig.station.screen_version();
  EXPECT_EQ(rig.station.lamps().message, Lamp{});
  EXPECT_EQ(status_of(rig.push(summary(two_new))), 200U);
  EXPECT_EQ(rig.station.lamps().message, (Lamp{LampColour::Red, LampPattern::Steady}));
  EXPECT_EQ(rig.station.phone().screen().prompt, "2 new voice messages");
  EXPECT_EQ(info(rig.station, "Ext 1 Status", "Message_Waiting"), "Yes");
  EXPECT_GT(rig.station.lamps_version(), lamps);
  EXPECT_GT(rig.station.screen_version(), screen);
  EXPECT_EQ(status_of(rig.push(summary(none))), 200U);
  EXPECT_EQ(rig.station.lamps().message, Lamp{});
  EXPECT_EQ(rig.station.phone().screen().prompt, "");
  EXPECT_EQ(info(rig.station, "Ext 1 Status", "Message_Waiting"), "No");
}

TEST(MessageWaiting, IsForThoseWhoKnowThePasswordOnly) {
  StationRig rig;
  EXPECT_EQ(status_of(rig.ask(summary(two_new).text())), 401U);
  const std::string challenge = rig.ask(summary(two_new).text());
  const Draft wrong = with_credentials(summary(two_new), challenge, "101", "guess");
  EXPECT_EQ(status_of(rig.ask(wrong.text())), 401U);
  EXPECT_FALSE(rig.station.phone().mailbox().waiting);
}

TEST(MessageWaiting, ARepeatedRequestIsAnsweredFromMemory) {
  StationRig rig;
  const std::string challenge = rig.ask(summary(two_new).text());
  const Draft draft = with_credentials(summary(two_new), challenge, "101", "secret");
  EXPECT_EQ(status_of(rig.ask(draft.text())), 200U);
  const auto version = rig.station.lamps_version();
  EXPECT_EQ(status_of(rig.ask(draft.text())), 200U);
  EXPECT_EQ(rig.station.lamps_version(), version);
  EXPECT_EQ(rig.switchboard.counters().retransmissions, 1U);
}

TEST(MessageWaiting, ABrokenBodyChangesNothing) {
  StationRig rig;
  rig.push(summary(two_new));
  const std::string answer = rig.push(summary("Messages-Waiting: perhaps\r\n"));
  EXPECT_EQ(status_of(answer), 400U);
  EXPECT_EQ(field_of(answer, sip::Field::Warning).substr(0, 11), "399 handset");
  EXPECT_TRUE(rig.station.phone().mailbox().waiting);
}

TEST(MessageWaiting, AnotherTypeIsToldTheRightOne) {
  StationRig rig;
  const std::string answer = rig.push(summary(two_new, "text/plain"));
  EXPECT_EQ(status_of(answer), 415U);
  EXPECT_EQ(field_of(answer, sip::Field::Accept), "application/simple-message-summary");
  EXPECT_EQ(status_of(rig.push(summary(two_new, "Application/Simple-Message-Summary;charset=utf-8"))), 200U);
}

TEST(MessageWaiting, WithinADialogNobodyHasSubscribed) {
  StationRig rig;
  Draft draft = summary(two_new);
  draft.to_parameters = ";tag=abc";
  EXPECT_EQ(status_of(rig.ask(draft.text())), 481U);
}

TEST(MessageWaiting, IsAmongTheEventsThatThePhoneAllows) {
  StationRig rig;
  EXPECT_NE(field_of(rig.options(), sip::Field::AllowEvents).find("message-summary"), std::string::npos);
}

TEST(MessageWaiting, TheMessagesKeySaysWhatWaitsAndFollows) {
  StationRig rig(Tags{{"Voice_Mail_Number", "8500"}, {"Display_Name_1_", "Reception"}});
  rig.push(summary(two_new));
  EXPECT_TRUE(rig.station.press(Key::Messages, KeySource::Person));
  Screen screen = rig.station.phone().screen();
  EXPECT_EQ(screen.title, "Messages");
  EXPECT_EQ(screen.rows.at(0).text, "Reception: 2 new, 8 old");
  EXPECT_EQ(screen.rows.at(1).text, "Voice mail number: 8500");
  rig.push(summary(none));
  EXPECT_EQ(rig.station.phone().screen().rows.at(0).text, "Reception: 0 new, 8 old");
  // It opens once.
  EXPECT_TRUE(rig.station.press(Key::Messages, KeySource::Person));
  rig.station.press(Key::NavBack, KeySource::Person);
  EXPECT_EQ(rig.station.phone().screen().kind, WindowKind::Idle);
}

TEST(MessageWaiting, Message_Waiting) {
  StationRig rig(Tags{{"Message_Waiting_1_", "Yes"}});
  EXPECT_EQ(rig.station.phone().screen().prompt, "Messages waiting");
  // What the server says counts until the setting is changed.
  rig.push(summary(none));
  rig.apply({{"Message_Waiting_1_", "Yes"}, {"Station_Name", "Desk"}});
  EXPECT_FALSE(rig.station.phone().mailbox().waiting);
  rig.apply({});
  rig.apply({{"Message_Waiting_1_", "Yes"}});
  EXPECT_TRUE(rig.station.phone().mailbox().waiting);
  EXPECT_EQ(rig.station.lamps().message.colour, LampColour::Red);
}

TEST(MessageWaiting, OutlivesARestart) {
  StationRig rig;
  rig.push(summary(two_new));
  rig.station.request_restart();
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(rig.restarts.count, 1);
  EXPECT_EQ(rig.station.phone().mailbox(), (MessageSummary{true, VoiceMessages{2, 8}}));
}

TEST(MessageWaiting, IsAddedUpOverTheLines) {
  StationRig rig(Tags{{"User_ID_2_", "102"}, {"Message_Waiting_2_", "Yes"}});
  rig.push(summary(two_new));
  EXPECT_TRUE(rig.station.phone().mailbox().waiting);
  EXPECT_EQ(rig.station.phone().mailbox().voice, std::nullopt);  // of the second line nobody knows
  rig.apply({{"User_ID_2_", "102"}, {"Message_Waiting_2_", "No"}});
  EXPECT_EQ(rig.station.phone().mailbox().voice, (VoiceMessages{2, 8}));
  // A line that is switched off has no messages.
  rig.apply({{"Line_Enable_1_", "No"}});
  EXPECT_FALSE(rig.station.phone().mailbox().waiting);
}

}  // namespace
}  // namespace handset::phone
