// What a line is subscribed to, as its settings say: its mailbox, and whom keys watch. The rows of the table
// about that have tests named after them.
#include <algorithm>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "unit/phone/line_subscribes.h"

namespace handset::phone {
namespace {

const std::string held =
    R"(<local><target uri="sip:102@x"><param pname="+sip.rendering" pval="no"/></target></local>)";

// --- Keys that watch somebody

TEST_F(LineSubscribes, Extended_Function_with_blf_subscribes_to_the_calls_of_sub) {
  watch();
  begin();
  ASSERT_EQ(subscribes.size(), 1U);
  const Received& request = subscribes[0];
  EXPECT_EQ(request_line(request), "SUBSCRIBE sip:102@sip.example.org SIP/2.0");
  EXPECT_EQ(request.value("To"), "<sip:102@sip.example.org>");
  EXPECT_EQ(request.value("From").substr(0, 27), "<sip:101@sip.example.org>;t");
  EXPECT_EQ(request.value("Event"), "dialog");
  EXPECT_EQ(request.value("Accept"), "application/dialog-info+xml");
  EXPECT_EQ(request.value("Contact"), "<sip:101@192.0.2.1:5060>");
  EXPECT_EQ(state(), WatchState::Subscribing);
}

TEST_F(LineSubscribes, Extended_Function_shows_each_state_by_a_lamp_and_a_word_of_its_own) {
  watch();
  begin();
  std::vector<Lamp> lamps{lamp()};
  EXPECT_EQ(tell(""), 200U);
  EXPECT_EQ(state(), WatchState::Idle);
  lamps.push_back(lamp());
  tell(dialog("early", "<remote><identity display=\"Ann\">sip:103@x</identity></remote>"));
  EXPECT_EQ(state(), WatchState::Ringing);
  EXPECT_EQ(phone->watched(1).peer, "Ann");
  lamps.push_back(lamp());
  tell(dialog("confirmed"));
  EXPECT_EQ(state(), WatchState::Busy);
  lamps.push_back(lamp());
  tell(dialog("confirmed", held));
  EXPECT_EQ(state(), WatchState::Held);
  lamps.push_back(lamp());
  notify(subscribes.back(), {.state = "terminated;reason=rejected"});
  EXPECT_EQ(state(), WatchState::Failed);
  EXPECT_NE(phone->watched(1).trouble, "");
  lamps.push_back(lamp());
  for (std::size_t i = 0; i < lamps.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) EXPECT_NE(lamps[i], lamps[j]) << i << " and " << j;

  const auto rows = phone->screen().rows;
  const auto bob = std::find_if(rows.begin(), rows.end(), [](const auto& row) { return row.text == "Bob"; });
  ASSERT_NE(bob, rows.end());
  EXPECT_EQ(bob->right, "failed");
}

TEST_F(LineSubscribes, Extended_Function_with_a_whole_address_or_a_number_watches_the_same) {
  watch("fnc=blf;sub=sip:102@elsewhere.example;nme=Bob");
  begin();
  EXPECT_EQ(request_line(subscribes[0]), "SUBSCRIBE sip:102@elsewhere.example SIP/2.0");
  subscribes.clear();
  watch("fnc=blf;ext=102");
  phone->reconfigure(options());
  switchboard.update(*phone);
  run(seconds(3));
  ASSERT_EQ(subscribes.size(), 1U);
  EXPECT_EQ(request_line(subscribes[0]), "SUBSCRIBE sip:102@sip.example.org SIP/2.0");
}

TEST_F(LineSubscribes, TheServiceRouteOfTheRegistrarLeadsToOthers) {
  watch();
  ASSERT_TRUE(set("Register_1_", "Yes"));
  other_headers = {{"Contact", "<sip:101@192.0.2.1:5060>;expires=600"},
                   {"Service-Route", "<sip:edge.example.org;lr>, <sip:core.example.org;lr>"},
                   {"Service-Route", "<sip:home.example.org;lr>"}};
  begin();
  ASSERT_EQ(subscribes.size(), 1U) << "at the server that the line is registered at";
  EXPECT_EQ(subscribes[0].value("Route"),
            "<sip:edge.example.org;lr>, <sip:core.example.org;lr>, <sip:home.example.org;lr>");
  EXPECT_EQ(request_line(subscribes[0]), "SUBSCRIBE sip:102@sip.example.org SIP/2.0");
  EXPECT_EQ(peer.requests().front().value("Route"), "") << "a REGISTER goes its own way";
}

TEST_F(LineSubscribes, TheServiceRouteStandsBehindAnOutboundProxyThatItDoesNotName) {
  simulation.names().set("Edge.example.org", {proxy_host.address()});
  watch();
  ASSERT_TRUE(set("Register_1_", "Yes"));
  ASSERT_TRUE(set("Outbound_Proxy_1_", "Edge.example.org"));
  ASSERT_TRUE(set("Use_Outbound_Proxy_1_", "Yes"));
  const auto route_with = [this](const std::string& service) {
    subscribes.clear();
    other_headers = {{"Contact", "<sip:101@192.0.2.1:5060>;expires=600"}, {"Service-Route", service}};
    begin();
    return subscribes.empty() ? "no SUBSCRIBE" : subscribes[0].value("Route");
  };
  EXPECT_EQ(route_with("<sip:core.example.org;lr>"), "<sip:Edge.example.org;lr>, <sip:core.example.org;lr>");
  EXPECT_EQ(route_with("<sip:edge.example.org:5060;lr>, <sip:core.example.org;lr>"),
            "<sip:edge.example.org:5060;lr>, <sip:core.example.org;lr>");
  EXPECT_EQ(route_with("<sip:core.example.org"), "<sip:Edge.example.org;lr>") << "a broken one is none";
}

TEST_F(LineSubscribes, Extended_Function_that_names_nobody_says_so) {
  watch("fnc=blf;nme=Nobody");
  begin();
  EXPECT_TRUE(subscribes.empty());
  EXPECT_EQ(state(), WatchState::Failed);
  EXPECT_NE(phone->watched(1).trouble, "");
}

TEST_F(LineSubscribes, WhatIsWrongWithTheMailboxIsStillSaidAfterASettingHasChanged) {
  subscribe_mailbox();
  status = 403;
  begin();
  const std::string trouble = phone->lines()[0].mailbox_trouble();
  ASSERT_NE(trouble, "");
  ASSERT_TRUE(set("Station_Name", "Front desk"));
  phone->reconfigure(options());
  switchboard.update(*phone);
  EXPECT_EQ(phone->lines()[0].mailbox_trouble(), trouble);
}

TEST_F(LineSubscribes, BLF_Label_Display_Mode_says_what_is_beside_the_key) {
  watch();
  watch_list();
  for (const auto& [mode, label] : {std::pair{"Name", "Bob"}, {"Ext", "102"}, {"Both", "Bob 102"}}) {
    ASSERT_TRUE(set("BLF_Label_Display_Mode", mode));
    EXPECT_EQ(options().function_keys.at(1).label, label);
    EXPECT_EQ(watch_label(options().watch_list.label, "Bob", "102"), label) << "of those on the list, too";
  }
}

TEST_F(LineSubscribes, BLF_LEDs_and_Serv_Subscribe_LEDs_are_the_lamps_of_the_states) {
  const std::vector<std::pair<std::string, WatchState>> rows{
      {"Serv_Subscribing_LED", WatchState::Subscribing},
      {"Serv_Subscribe_Failed_LED", WatchState::Failed},
      {"BLF_Idle_LED", WatchState::Idle},
      {"BLF_Ringing_LED", WatchState::Ringing},
      {"BLF_Busy_LED", WatchState::Busy},
      {"BLF_Held_LED", WatchState::Held}};
  for (const auto& [tag, watched] : rows) {
    ASSERT_TRUE(set(tag, "c=a;p=f"));
    EXPECT_EQ(options().watch_lamps.of(watched), (Lamp{LampColour::Amber, LampPattern::FastBlink})) << tag;
    ASSERT_TRUE(set(tag, ""));
    EXPECT_EQ(options().watch_lamps.of(watched), WatchLamps{}.of(watched)) << tag;
  }
}

TEST_F(LineSubscribes, Subscribe_Expires_is_the_lifetime_that_is_asked_for) {
  watch();
  ASSERT_TRUE(set("Subscribe_Expires", "900"));
  begin();
  EXPECT_EQ(subscribes[0].value("Expires"), "900");
}

TEST_F(LineSubscribes, Subscribe_Retry_Interval_is_the_wait_after_a_failure) {
  watch();
  ASSERT_TRUE(set("Subscribe_Retry_Interval", "100"));
  status = 500;
  begin();
  EXPECT_EQ(state(), WatchState::Failed);
  expect_within(until_next(), seconds(100), seconds(120));
}

TEST_F(LineSubscribes, Subscribe_Delay_is_the_wait_before_the_first) {
  watch();
  ASSERT_TRUE(set("Subscribe_Delay", "20"));
  make();
  run(seconds(19));
  EXPECT_TRUE(subscribes.empty());
  run(seconds(22));
  EXPECT_EQ(subscribes.size(), 1U);
}

TEST_F(LineSubscribes, Sub_Min_Expires_and_Sub_Max_Expires_limit_what_is_granted) {
  watch();
  ASSERT_TRUE(set("Sub_Min_Expires", "100"));
  ASSERT_TRUE(set("Sub_Max_Expires", "1000"));
  ASSERT_TRUE(set("Subscribe_Expires", "7200"));
  begin();
  notify(subscribes.back(), {.body = document("", "full", 0), .state = "active"});
  expect_within(until_next(), seconds(750), seconds(900));
  notify(subscribes.back(), {.body = document("", "full", 0), .state = "active;expires=1"});
  expect_within(until_next(), seconds(75), seconds(90));
}

TEST_F(LineSubscribes, ARefreshGoesToTheContactByTheRouteOfTheDialog) {
  watch();
  begin();
  tell("");
  until_next();
  const Received& refresh = subscribes.back();
  EXPECT_EQ(request_line(refresh), "SUBSCRIBE sip:pbx@192.0.2.2:5060 SIP/2.0");
  EXPECT_EQ(refresh.value("Route"), "<sip:192.0.2.2;lr>");
  EXPECT_EQ(refresh.value("To"), "<sip:102@sip.example.org>;tag=peer-tag");
  EXPECT_EQ(refresh.value("From"), subscribes[0].value("From"));
  EXPECT_EQ(refresh.value("Call-ID"), subscribes[0].value("Call-ID"));
  EXPECT_EQ(refresh.value("CSeq"), "2 SUBSCRIBE");
}

TEST_F(LineSubscribes, APartOfWhatGoesOnIsPutTogether) {
  watch();
  begin();
  tell(dialog("confirmed"), "full", 0);
  tell(dialog("terminated"), "partial", 1);
  EXPECT_EQ(state(), WatchState::Idle);
  const std::size_t before = subscribes.size();
  tell(dialog("early"), "partial", 7);
  EXPECT_EQ(state(), WatchState::Ringing);
  run(seconds(40));
  EXPECT_EQ(subscribes.size(), before + 1) << "a part was lost: all is asked for";
}

TEST_F(LineSubscribes, ANotifyOfNoSubscriptionGets481) {
  watch();
  begin();
  tell("");
  EXPECT_EQ(notify(subscribes.back(), {.from_tag = "somebody"}), 481U);
  Received other = subscribes.back();
  other.bytes.replace(other.bytes.find("Call-ID: ") + 9, 4, "none");
  EXPECT_EQ(notify(other, {}), 481U);
  EXPECT_EQ(state(), WatchState::Idle);
}

TEST_F(LineSubscribes, ANotifyThatIsWrongChangesNothing) {
  watch();
  begin();
  tell(dialog("confirmed"));
  EXPECT_EQ(notify(subscribes.back(), {.body = "BUSY", .type = "text/plain"}), 415U);
  EXPECT_EQ(notify(subscribes.back(), {.body = "<dialog-info/>"}), 400U);
  EXPECT_EQ(notify(subscribes.back(), {.event = "presence"}), 489U);
  EXPECT_EQ(notify(subscribes.back(), {}), 200U) << "without a body there is nothing wrong";
  EXPECT_EQ(state(), WatchState::Busy);
}

TEST_F(LineSubscribes, AKeyOfALineThatIsNotRegisteredKnowsNothing) {
  watch();
  ASSERT_TRUE(set("Register_1_", "Yes"));
  auto accept = peer.script;
  peer.script = answering(403);
  begin();
  EXPECT_TRUE(subscribes.empty()) << "the line is to be registered first";
  EXPECT_EQ(state(), WatchState::Failed);
  EXPECT_EQ(phone->watched(1).trouble, "Extension 1 is not registered");
  peer.script = [accept](const sip::Message& message, const Endpoint& source) {
    if (message.is_response() || message.method() != sip::Method::Register) return accept(message, source);
    return respond(message, source, 200, {{"Contact", std::string(message.value(sip::Field::Contact))}});
  };
  run(minutes(30));
  EXPECT_EQ(state(), WatchState::Subscribing);
  ASSERT_FALSE(subscribes.empty());
}

TEST_F(LineSubscribes, AKeyThatChangesIsWatchedAnew) {
  watch();
  ASSERT_TRUE(set("Extended_Function_3_", "fnc=blf;sub=103@$PROXY;nme=Ann"));
  begin();
  ASSERT_EQ(subscribes.size(), 2U);
  const bool is_bobs = request_line(subscribes[0]).find("102") != std::string::npos;
  notify(subscribes[is_bobs ? 1 : 0], {.body = document(dialog("confirmed"), "full", 0)});
  EXPECT_EQ(phone->watched(2).state, WatchState::Busy);
  watch("fnc=blf;sub=104@$PROXY;nme=Eve");
  phone->reconfigure(options());
  switchboard.update(*phone);
  run(seconds(3));
  ASSERT_EQ(subscribes.size(), 3U) << "the other one goes on";
  EXPECT_EQ(request_line(subscribes[2]), "SUBSCRIBE sip:104@sip.example.org SIP/2.0");
  EXPECT_EQ(phone->watched(2).state, WatchState::Busy);
}

TEST_F(LineSubscribes, AllIsEndedWhenThePhoneLeaves) {
  watch();
  begin();
  tell("");
  phone->unregister_lines();
  run(seconds(1));
  EXPECT_EQ(subscribes.back().value("Expires"), "0");
  EXPECT_EQ(subscribes.back().value("Call-ID"), subscribes[0].value("Call-ID"));
}

// --- A list of those whom keys watch

TEST_F(LineSubscribes, BLF_List_URI_gets_one_subscription_that_takes_lists) {
  watch_list();
  begin();
  ASSERT_EQ(subscribes.size(), 1U);
  const Received& request = subscribes[0];
  EXPECT_EQ(request_line(request), "SUBSCRIBE sip:team@sip.example.org SIP/2.0");
  EXPECT_EQ(request.value("Event"), "dialog");
  EXPECT_EQ(request.value("Supported"), "eventlist");
  EXPECT_EQ(request.value("Accept"), "multipart/related, application/rlmi+xml, application/dialog-info+xml");
  EXPECT_EQ(shown(), "") << "who is on it was not told yet";
  tell_list(test::ListBody().add("102", ""));
  until_next();
  EXPECT_EQ(subscribes.back().value("Supported"), "eventlist") << "a refresh says so, too";
}

TEST_F(LineSubscribes, BLF_List_URI_fills_keys_with_those_who_are_on_the_list) {
  watch_list();
  begin();
  test::ListBody list;
  list.add("102", test::dialog("confirmed", "<remote><identity>sip:109@x</identity></remote>"), "Bob");
  list.add("103", test::dialog("early")).add("104", "");
  EXPECT_EQ(tell_list(list), 200U);
  EXPECT_EQ(shown(), "2 Bob busy, 3 103 ringing, 4 104 idle");
  EXPECT_EQ(phone->watched(1).peer, "sip:109@x");
  EXPECT_EQ(lamp(), WatchLamps{}.busy);
  const auto rows = phone->screen().rows;
  const auto bob = std::find_if(rows.begin(), rows.end(), [](const auto& row) { return row.text == "Bob"; });
  ASSERT_NE(bob, rows.end());
  EXPECT_EQ(bob->right, "busy");

  EXPECT_EQ(tell_list(test::ListBody{.version = 1, .full = false}.add("104", test::dialog("confirmed"))),
            200U);
  EXPECT_EQ(shown(), "2 Bob busy, 3 103 ringing, 4 104 busy");
  EXPECT_EQ(tell_list(test::ListBody{.version = 2}.add("105", "").add("104", "")), 200U);
  EXPECT_EQ(shown(), "2 105 idle, 3 104 idle") << "who has left the list has left the keys";
}

TEST_F(LineSubscribes, BLF_List_URI_whose_list_lacks_a_part_is_asked_for_all) {
  watch_list();
  begin();
  tell_list(test::ListBody().add("102", ""));
  const std::size_t before = subscribes.size();
  tell_list(test::ListBody{.version = 2, .full = false}.add("102", test::dialog("early")));
  EXPECT_EQ(shown(), "2 102 ringing");
  run(seconds(40));
  EXPECT_EQ(subscribes.size(), before + 1);
}

TEST_F(LineSubscribes, BLF_List_URI_whose_NOTIFY_is_wrong_changes_nothing) {
  watch_list();
  begin();
  tell_list(test::ListBody().add("102", test::dialog("confirmed")));
  EXPECT_EQ(tell(""), 415U) << "the state of one is no list";
  EXPECT_EQ(notify(subscribes.back(), {.body = "--x", .type = test::ListBody::content_type}), 400U);
  EXPECT_EQ(tell_list(test::ListBody{.version = 1}.add("102", "<dialog/>")), 400U);
  EXPECT_EQ(notify(subscribes.back(), {}), 200U) << "without a body there is nothing wrong";
  EXPECT_EQ(shown(), "2 102 busy");
}

TEST_F(LineSubscribes, BLF_List_URI_that_is_lost_leaves_the_names_and_knows_nothing) {
  watch_list();
  begin();
  tell_list(test::ListBody().add("102", test::dialog("confirmed"), "Bob"));
  notify(subscribes.back(), {.state = "terminated;reason=rejected"});
  EXPECT_EQ(shown(), "2 Bob subscription failed");
  EXPECT_NE(phone->watched(1).trouble, "");
}

TEST_F(LineSubscribes, BLF_List_URI_of_which_the_server_tells_nothing_of_one_says_why) {
  watch_list();
  begin();
  tell_list(
      test::ListBody().add_without("102", "<instance id=\"a\" state=\"terminated\" reason=\"noresource\"/>"));
  EXPECT_EQ(shown(), "2 102 subscription failed");
  EXPECT_EQ(phone->watched(1).trouble, "The server of the list tells nothing of this one: noresource");
}

TEST_F(LineSubscribes, Use_Line_Keys_For_BLF_List_leaves_keys_with_a_function_of_their_own) {
  watch_list();
  without_consoles();
  ASSERT_TRUE(set("Extended_Function_3_", "fnc=sd;ext=9999@$PROXY;nme=Taxi"));
  begin();
  test::ListBody list;
  for (unsigned user = 102; user < 110; ++user) list.add(std::to_string(user), "");
  EXPECT_EQ(tell_list(list), 200U);
  EXPECT_EQ(shown(), "2 102 idle, 4 103 idle, 5 104 idle") << "for the others there is no key";
  list.version = 1;
  tell_list(list);
  EXPECT_EQ(
      phone_host.log().count("8 are on the list sip:team@sip.example.org: there is no key for the last 5"),
      1U);
}

TEST_F(LineSubscribes, Use_Line_Keys_For_BLF_List_that_is_off_leaves_nothing_to_fill) {
  watch_list();
  without_consoles();
  ASSERT_TRUE(set("Use_Line_Keys_For_BLF_List", "No"));
  begin();
  EXPECT_TRUE(subscribes.empty());
  ASSERT_TRUE(set("Use_Line_Keys_For_BLF_List", "Yes"));
  phone->reconfigure(options());
  switchboard.update(*phone);
  run(seconds(3));
  ASSERT_EQ(subscribes.size(), 1U);
  tell_list(test::ListBody().add("102", ""));
  EXPECT_EQ(shown(), "2 102 idle");
  ASSERT_TRUE(set("BLF_List_URI", ""));
  phone->reconfigure(options());
  switchboard.update(*phone);
  run(seconds(3));
  EXPECT_EQ(shown(), "");
}

// --- Mailboxes

TEST_F(LineSubscribes, Voice_Mail_Server_gets_a_subscription_to_the_messages_of_the_line) {
  subscribe_mailbox();
  begin();
  ASSERT_EQ(subscribes.size(), 1U);
  EXPECT_EQ(request_line(subscribes[0]), "SUBSCRIBE sip:101@sip.example.org SIP/2.0");
  EXPECT_EQ(subscribes[0].value("Event"), "message-summary");
  EXPECT_EQ(subscribes[0].value("Accept"), "application/simple-message-summary");
  EXPECT_EQ(tell_messages("Messages-Waiting: yes\r\nVoice-Message: 2/1\r\n"), 200U);
  EXPECT_EQ(phone->mailbox().voice, (VoiceMessages{2, 1}));
  EXPECT_EQ(phone->lamps().message.colour, LampColour::Red);
  EXPECT_EQ(tell_messages("Messages-Waiting: no\r\n"), 200U);
  EXPECT_EQ(phone->lamps().message.colour, LampColour::Off);
  EXPECT_EQ(tell_messages("MESSAGES"), 400U);
}

TEST_F(LineSubscribes, Voice_Mail_Server_that_is_blank_gets_none) {
  begin();
  EXPECT_TRUE(subscribes.empty());
}

TEST_F(LineSubscribes, Voice_Mail_Server_with_a_user_is_the_whole_address) {
  ASSERT_TRUE(set("Voice_Mail_Server_1_", "mailbox@vm.example.org"));
  begin();
  EXPECT_EQ(request_line(subscribes[0]), "SUBSCRIBE sip:mailbox@vm.example.org SIP/2.0");
}

TEST_F(LineSubscribes, Mailbox_ID_is_whose_messages_they_are) {
  subscribe_mailbox();
  ASSERT_TRUE(set("Mailbox_ID_1_", "9101"));
  begin();
  EXPECT_EQ(request_line(subscribes[0]), "SUBSCRIBE sip:9101@sip.example.org SIP/2.0");
}

TEST_F(LineSubscribes, Voice_Mail_Subscribe_Interval_is_the_lifetime_that_is_asked_for) {
  subscribe_mailbox();
  ASSERT_TRUE(set("Voice_Mail_Subscribe_Interval_1_", "1234"));
  begin();
  EXPECT_EQ(subscribes[0].value("Expires"), "1234");
}

TEST_F(LineSubscribes, Sub_Retry_Intvl_is_the_wait_after_a_failure) {
  subscribe_mailbox();
  ASSERT_TRUE(set("Sub_Retry_Intvl", "60"));
  status = 503;
  begin();
  EXPECT_NE(phone->lines()[0].trouble().find("is not told of its messages"), std::string::npos);
  expect_within(until_next(), seconds(60), seconds(72));
  status = 200;
  until_next();
  EXPECT_EQ(phone->lines()[0].trouble(), "");
}

}  // namespace
}  // namespace handset::phone
