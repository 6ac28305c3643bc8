// Feature Key Sync: what a line learns of the features that its server has for it, where that is seen, and
// how the phone's own settings and the server's stay the same.
#include <algorithm>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "unit/phone/subscription_rig.h"

namespace handset::phone {
namespace {

class FeatureKeySync : public SubscriptionRig, private MenuHost {
 protected:
  void begin() {
    phone = std::make_unique<Phone>(phone_host.world(), options(), PhoneParts{.menus = this});
    switchboard.update(*phone);
    run(seconds(3));
  }
  void sync() { ASSERT_TRUE(set("Feature_Key_Sync_1_", "Yes")); }
  void reconfigure() {
    phone->reconfigure(options());
    switchboard.update(*phone);
    run(seconds(3));
  }
  unsigned tell(const std::string& body, const std::string& type = std::string(ua::feature_type)) {
    return notify(subscribes.back(), {.body = body, .type = type, .event = "as-feature-event"});
  }
  static std::string dnd(const std::string& on) {
    return "<DoNotDisturbEvent><doNotDisturbOn>" + on + "</doNotDisturbOn></DoNotDisturbEvent>";
  }
  static std::string forward(const std::string& type, const std::string& on, const std::string& to,
                             const std::string& rings = {}) {
    return "<ForwardingEvent><forwardingType>" + type + "</forwardingType><forwardStatus>" + on +
           "</forwardStatus><forwardTo>" + to + "</forwardTo><ringCount>" + rings +
           "</ringCount></ForwardingEvent>";
  }
  unsigned tell_all() {
    std::string body;
    for (const std::string& one :
         {dnd("true"), forward("forwardImmediate", "true", "105"), forward("forwardBusy", "false", ""),
          forward("forwardNoAns", "true", "106", "3")})
      body += "--b\r\nContent-Type: application/x-as-feature-event+xml\r\n\r\n" + one + "\r\n";
    return tell(body + "--b--\r\n", "multipart/mixed;boundary=b");
  }
  void sync_second_line() {
    for (const auto& [tag, value] : {std::pair{"User_ID_2_", "102"},
                                     {"Proxy_2_", "sip.example.org"},
                                     {"Register_2_", "No"},
                                     {"Feature_Key_Sync_2_", "Yes"}})
      ASSERT_TRUE(set(tag, value));
  }
  // Somebody sets it.
  void choose(std::string_view tag, std::string_view value) {
    ASSERT_TRUE(set(tag, value));
    reconfigure();
  }
  // What the SUBSCRIBEs since the first ones brought along, in their order.
  std::vector<std::string> brought() {
    std::vector<std::string> out;
    for (const Received& one : subscribes)
      if (const std::string body = one.bytes.substr(one.bytes.find("\r\n\r\n") + 4); !body.empty()) {
        EXPECT_EQ(one.value("Content-Type"), "application/x-as-feature-event+xml");
        EXPECT_EQ(one.value("Event"), "as-feature-event");
        EXPECT_NE(one.value("To").find(";tag=peer-tag"), std::string::npos) << "within the dialog";
        out.push_back(body);
      }
    return out;
  }
  [[nodiscard]] std::string value_of(std::string_view tag) const {
    const auto found =
        std::find_if(settings.rbegin(), settings.rend(), [tag](const auto& each) { return each.tag == tag; });
    return found == settings.rend() ? "" : found->value;
  }
  const LineFeatures* features() { return phone->lines()[0].features(); }
  // "not in step" where it is not.
  std::string known() { return features() == nullptr ? "not in step" : feature_list(features()->told); }
  // Beside the line on the idle screen.
  std::string shown() { return phone->screen().rows.front().right; }

  std::vector<settings::Assignment> chosen;  // by the phone for its server
  bool stores = true;                        // it may

 private:
  [[nodiscard]] settings::SnapshotPtr menu_settings() const override {
    return settings::Snapshot().with(settings, {}).value().snapshot;
  }
  [[nodiscard]] std::vector<StatusSection> menu_status() const override { return {}; }
  [[nodiscard]] std::vector<NamedValue> menu_network() const override { return {}; }
  std::uint64_t next_choice() override { return ++last_choice_; }
  void choose_settings(SettingsChoice choice) override {
    for (const auto& value : choice.values) {
      chosen.push_back(value);
      EXPECT_TRUE(!stores || set(value.tag, value.value)) << value.tag;
    }
    if (!stores) return phone->settings_answered(choice.number, SettingsAnswer::refused("It is locked"));
    phone->reconfigure(options());
    switchboard.update(*phone);
    phone->settings_answered(choice.number, SettingsAnswer::stored());
  }
  void restart_phone() override {}

  std::uint64_t last_choice_ = 0;
};

constexpr std::string_view nothing = "nothing is known";

TEST_F(FeatureKeySync, Feature_Key_Sync_subscribes_to_the_features_of_the_line) {
  sync();
  begin();
  ASSERT_EQ(subscribes.size(), 1U);
  const Received& request = subscribes[0];
  EXPECT_EQ(request_line(request), "SUBSCRIBE sip:101@sip.example.org SIP/2.0");
  EXPECT_EQ(request.value("To"), "<sip:101@sip.example.org>");
  EXPECT_EQ(request.value("Event"), "as-feature-event");
  EXPECT_EQ(request.value("Accept"), "application/x-as-feature-event+xml, multipart/mixed");
  EXPECT_EQ(request.value("Expires"), "3600");
  EXPECT_EQ(request.value("Content-Length"), "0");
  EXPECT_EQ(known(), nothing);
  EXPECT_EQ(tell(""), 200U) << "a server may begin without a state";
  EXPECT_EQ(known(), nothing);
  expect_within(until_next(), seconds(440), seconds(550));
}

TEST_F(FeatureKeySync, Feature_Key_Sync_shows_what_the_server_tells) {
  sync();
  begin();
  EXPECT_EQ(shown(), "ready");
  EXPECT_EQ(tell_all(), 200U);
  EXPECT_EQ(known(), "DND on, all calls to 105, busy off, no answer to 106 after 3 rings");
  EXPECT_EQ(shown(), "DND, Fwd to 105");
  EXPECT_EQ(phone_host.log().count("line 1: DND on, all calls to 105"), 1U);
  EXPECT_EQ(tell(dnd("false")), 200U);
  EXPECT_EQ(known(), "DND off, all calls to 105, busy off, no answer to 106 after 3 rings")
      << "the others stay";
  EXPECT_EQ(shown(), "Fwd to 105");
  EXPECT_EQ(tell(forward("forwardImmediate", "true", "")), 200U);
  EXPECT_EQ(shown(), "Fwd");
  EXPECT_EQ(tell(forward("forwardImmediate", "false", "105")), 200U);
  EXPECT_EQ(shown(), "ready") << "who is forwarded now and then is reached";
}

TEST_F(FeatureKeySync, Feature_Key_Sync_that_is_off_asks_nobody_and_forgets) {
  begin();
  EXPECT_TRUE(subscribes.empty());
  EXPECT_EQ(known(), "not in step");
  sync();
  reconfigure();
  tell_all();
  ASSERT_EQ(shown(), "DND, Fwd to 105");
  ASSERT_TRUE(set("Feature_Key_Sync_1_", "No"));
  reconfigure();
  EXPECT_EQ(known(), "not in step");
  EXPECT_EQ(shown(), "ready");
}

TEST_F(FeatureKeySync, Call_Feature_Sync_Ext_names_the_one_extension) {
  ASSERT_TRUE(set("User_ID_2_", "102"));
  ASSERT_TRUE(set("Proxy_2_", "sip.example.org"));
  ASSERT_TRUE(set("Register_2_", "No"));
  ASSERT_TRUE(set("Call_Feature_Sync_Ext", "2"));
  begin();
  ASSERT_EQ(subscribes.size(), 1U);
  EXPECT_EQ(request_line(subscribes[0]), "SUBSCRIBE sip:102@sip.example.org SIP/2.0");
  EXPECT_EQ(phone->lines()[0].features(), nullptr);
  tell(dnd("true"));
  ASSERT_NE(phone->lines()[1].features(), nullptr);
  EXPECT_EQ(phone->lines()[1].features()->told.do_not_disturb, true);
}

TEST_F(FeatureKeySync, Call_Feature_Sync_Ext_that_is_Disabled_or_blank_names_none) {
  for (const std::string_view value : {"Disabled", ""}) {
    ASSERT_TRUE(set("Call_Feature_Sync_Ext", value));
    for (unsigned extension = 1; extension <= default_model().lines; ++extension) {
      ASSERT_TRUE(set("User_ID_" + std::to_string(extension) + "_", "101"));
      EXPECT_EQ(options().lines[extension - 1].client.feature_sync, nullptr) << value << ", " << extension;
    }
  }
}

TEST_F(FeatureKeySync, ALineThatRegistersIsInStepOnlyThen) {
  sync();
  ASSERT_TRUE(set("Register_1_", "Yes"));
  auto accept = peer.script;
  peer.script = answering(403);
  begin();
  EXPECT_TRUE(subscribes.empty());
  EXPECT_EQ(known(), "not in step");
  peer.script = [accept](const sip::Message& message, const Endpoint& source) {
    if (message.is_response() || message.method() != sip::Method::Register) return accept(message, source);
    return respond(message, source, 200, {{"Contact", std::string(message.value(sip::Field::Contact))}});
  };
  run(minutes(30));
  ASSERT_FALSE(subscribes.empty());
  tell(dnd("true"));
  EXPECT_EQ(shown(), "DND");
}

TEST_F(FeatureKeySync, ALineWithoutAUserOrAProxyAsksNobody) {
  sync();
  ASSERT_TRUE(set("Proxy_1_", ""));
  EXPECT_EQ(options().lines[0].client.feature_sync, nullptr);
  ASSERT_TRUE(set("Proxy_1_", "sip.example.org"));
  EXPECT_NE(options().lines[0].client.feature_sync, nullptr);
  ASSERT_TRUE(set("User_ID_1_", ""));
  EXPECT_EQ(options().lines[0].client.feature_sync, nullptr);
}

TEST_F(FeatureKeySync, AServerThatKnowsNothingOfItIsAskedSeldomAndItSaysSo) {
  sync();
  status = 489;
  begin();
  EXPECT_EQ(known(), nothing);
  EXPECT_EQ(phone->lines()[0].trouble().find("Extension 1 is not told of its DND and forwarding: "), 0U);
  EXPECT_EQ(shown(), "ready");
  reconfigure();
  EXPECT_NE(phone->lines()[0].trouble(), "") << "settings that stay change nothing";
  EXPECT_EQ(subscribes.size(), 1U);
  expect_within(until_next(), minutes(20), minutes(24));
  status = 200;
  until_next();
  tell(dnd("true"));
  EXPECT_EQ(phone->lines()[0].trouble(), "");
  EXPECT_EQ(shown(), "DND");
}

TEST_F(FeatureKeySync, AServerThatHasForgottenTheSubscriptionIsAskedAnew) {
  sync();
  begin();
  tell(dnd("true"));
  const std::string call_id = subscribes[0].value("Call-ID");
  status = 481;
  until_next();
  status = 200;
  EXPECT_EQ(known(), nothing) << "what was told is not true any more";
  run(minutes(1));
  ASSERT_NE(subscribes.back().value("Call-ID"), call_id);
  tell(dnd("false"));
  EXPECT_EQ(known(), "DND off");
}

TEST_F(FeatureKeySync, ASubscriptionThatTheServerEndsLeavesNothingKnown) {
  sync();
  begin();
  tell_all();
  EXPECT_EQ(notify(subscribes.back(), {.state = "terminated;reason=rejected", .event = "as-feature-event"}),
            200U);
  EXPECT_EQ(known(), nothing);
  EXPECT_NE(features()->trouble, "");
  EXPECT_EQ(shown(), "ready");
}

TEST_F(FeatureKeySync, ANotifyThatIsWrongChangesNothing) {
  sync();
  begin();
  tell(dnd("true"));
  EXPECT_EQ(tell("DND", "text/plain"), 415U);
  EXPECT_EQ(tell(dnd("maybe")), 400U);
  EXPECT_EQ(tell("--b", "multipart/mixed;boundary=b"), 400U);
  EXPECT_EQ(notify(subscribes.back(), {.body = dnd("false"), .event = "dialog"}), 489U);
  EXPECT_EQ(notify(subscribes.back(), {.body = dnd("false"), .event = "as-feature-event", .from_tag = "x"}),
            481U);
  EXPECT_EQ(known(), "DND on");
}

TEST_F(FeatureKeySync, AnotherUserOfTheLineStartsFromNothing) {
  sync();
  begin();
  tell_all();
  ASSERT_TRUE(set("User_ID_1_", "109"));
  reconfigure();
  EXPECT_EQ(known(), nothing);
  EXPECT_EQ(request_line(subscribes.back()), "SUBSCRIBE sip:109@sip.example.org SIP/2.0");
}

// --- The phone's own settings

TEST_F(FeatureKeySync, DND_Setting_goes_to_the_server) {
  sync();
  begin();
  tell(dnd("false"));
  choose("DND_Setting", "Yes");
  ASSERT_EQ(brought(), std::vector{ua::set_do_not_disturb("101", true)});
  EXPECT_EQ(subscribes.size(), 2U);
  EXPECT_EQ(subscribes.back().value("Call-ID"), subscribes[0].value("Call-ID"));
  tell(dnd("true"));
  run(seconds(3));
  EXPECT_EQ(shown(), "DND");
  EXPECT_TRUE(chosen.empty());
  EXPECT_EQ(subscribes.size(), 2U) << "what the server tells is not sent back";
  choose("DND_Setting", "No");
  EXPECT_EQ(brought().back(), ua::set_do_not_disturb("101", false));
}

TEST_F(FeatureKeySync, DND_Setting_follows_the_server) {
  sync();
  begin();
  tell(dnd("true"));
  EXPECT_EQ(value_of("DND_Setting"), "Yes");
  tell(dnd("true"));
  tell(dnd("false"));
  EXPECT_EQ(value_of("DND_Setting"), "No");
  EXPECT_EQ(chosen.size(), 2U);
  run(seconds(10));
  EXPECT_EQ(subscribes.size(), 1U) << "nothing is sent back";
}

TEST_F(FeatureKeySync, Cfwd_All_Dest_Cfwd_Busy_Dest_and_Cfwd_No_Ans_Dest_go_to_the_server_one_by_one) {
  sync();
  begin();
  tell("");
  ASSERT_TRUE(set("Cfwd_All_Dest", "105"));
  ASSERT_TRUE(set("Cfwd_Busy_Dest", "106"));
  ASSERT_TRUE(set("Cfwd_No_Ans_Delay", "24"));
  choose("Cfwd_No_Ans_Dest", "107");
  EXPECT_EQ(brought(), (std::vector{ua::set_forwarding("101", ForwardWhen::Always, {true, "105", 0}),
                                    ua::set_forwarding("101", ForwardWhen::Busy, {true, "106", 0}),
                                    ua::set_forwarding("101", ForwardWhen::NoAnswer, {true, "107", 4})}));
  choose("Cfwd_Busy_Dest", "");
  EXPECT_EQ(brought().back(), ua::set_forwarding("101", ForwardWhen::Busy, {}));
  EXPECT_EQ(brought().size(), 4U);
}

TEST_F(FeatureKeySync, Cfwd_Setting_that_is_off_ends_all_forwarding_at_the_server) {
  sync();
  ASSERT_TRUE(set("Cfwd_All_Dest", "105"));
  begin();
  tell(forward("forwardImmediate", "true", "105"));
  choose("Cfwd_Setting", "No");
  EXPECT_EQ(brought(), std::vector{ua::set_forwarding("101", ForwardWhen::Always, {})});
}

TEST_F(FeatureKeySync, Cfwd_No_Ans_Delay_follows_the_rings_of_the_server) {
  sync();
  begin();
  tell_all();
  EXPECT_EQ(value_of("DND_Setting"), "Yes");
  EXPECT_EQ(value_of("Cfwd_All_Dest"), "105");
  EXPECT_EQ(value_of("Cfwd_No_Ans_Dest"), "106");
  EXPECT_EQ(options().features->forward(ForwardWhen::NoAnswer), (Forwarding{true, "106", 3}));
  tell(forward("forwardNoAns", "true", "106", "5"));
  EXPECT_EQ(value_of("Cfwd_No_Ans_Delay"), "30");
  run(seconds(10));
  EXPECT_TRUE(brought().empty());
}

TEST_F(FeatureKeySync, AChangeThatTheServerRefusesIsTakenBack) {
  sync();
  begin();
  tell(dnd("false"));
  status = 403;
  choose("DND_Setting", "Yes");
  EXPECT_EQ(brought().size(), 1U);
  EXPECT_EQ(value_of("DND_Setting"), "No");
  EXPECT_EQ(phone_host.log().count("line 1, DND on, was refused"), 1U);
  status = 200;
  run(minutes(30));
  EXPECT_EQ(brought().size(), 1U) << "nor is it tried again";
}

TEST_F(FeatureKeySync, AChangeThatIsRefusedKeepsNeitherTheNextNorTheSubscriptionWaiting) {
  sync();
  begin();
  tell(dnd("false"));
  refused_body = "SetDoNotDisturb";
  ASSERT_TRUE(set("DND_Setting", "Yes"));
  choose("Cfwd_All_Dest", "105");
  const std::vector<std::string> bodies = brought();
  ASSERT_EQ(bodies.size(), 2U) << "the next goes at once";
  EXPECT_EQ(bodies[0], ua::set_do_not_disturb("101", true));
  EXPECT_NE(bodies[1].find("SetForwarding"), std::string::npos);
  EXPECT_EQ(value_of("DND_Setting"), "No");
  EXPECT_EQ(phone->lines()[0].trouble(), "") << "the server tells of its features as before";
  choose("DND_Setting", "Yes");
  const std::string last = subscribes.back().bytes;
  EXPECT_EQ(last.substr(last.find("\r\n\r\n") + 4), "") << "with no other change it is refreshed without any";
}

TEST_F(FeatureKeySync, AnAccountThatALineLeavesTellsItNothingMore) {
  sync();
  ASSERT_TRUE(set("Register_1_", "Yes"));
  other_headers = {{"Contact", "<sip:101@192.0.2.1:5060>;expires=600"}};
  begin();
  tell(dnd("false"));
  ASSERT_NE(phone->lines()[0].features(), nullptr);
  peer.script = [](const sip::Message&, const Endpoint&) { return std::string(); };  // it is dead
  choose("DND_Setting", "Yes");
  ASSERT_TRUE(set("Feature_Key_Sync_1_", "No"));
  choose("User_ID_1_", "109");
  EXPECT_EQ(phone->lines()[0].features(), nullptr);
  run(minutes(2));
  EXPECT_EQ(phone->lines()[0].features(), nullptr);
}

TEST_F(FeatureKeySync, AChangeThatTheServerCannotTakeNowIsSentAgain) {
  sync();
  begin();
  tell(dnd("false"));
  status = 503;
  choose("DND_Setting", "Yes");
  run(minutes(1));
  const std::size_t tried = brought().size();
  EXPECT_GE(tried, 2U);
  EXPECT_LE(tried, 8U) << "not again and again";
  EXPECT_EQ(value_of("DND_Setting"), "Yes");
  status = 200;
  run(minutes(1));
  EXPECT_EQ(brought().size(), tried + 1);
  EXPECT_EQ(brought().back(), ua::set_do_not_disturb("101", true));
}

TEST_F(FeatureKeySync, AChangeWithoutADialogWaitsForOneWhateverTheServerTellsThen) {
  sync();
  status = 503;
  begin();
  choose("DND_Setting", "Yes");
  EXPECT_TRUE(brought().empty());
  status = 200;
  run(minutes(1));
  EXPECT_TRUE(brought().empty());
  tell(dnd("false"));
  run(seconds(1));
  EXPECT_EQ(brought(), std::vector{ua::set_do_not_disturb("101", true)});
  EXPECT_EQ(value_of("DND_Setting"), "Yes");
  EXPECT_TRUE(chosen.empty());
}

TEST_F(FeatureKeySync, OfSeveralLinesTheSettingsFollowTheFirstAndGoToAll) {
  sync();
  sync_second_line();
  begin();
  ASSERT_EQ(subscribes.size(), 2U);
  const auto of = [this](const std::string& user) {
    for (const Received& one : subscribes)
      if (one.value("To").find("sip:" + user + "@") != std::string::npos) return one;
    return Received{};
  };
  const auto tell_to = [&](const std::string& user, const std::string& body) {
    notify(of(user), {.body = body, .type = std::string(ua::feature_type), .event = "as-feature-event"});
  };
  tell_to("102", dnd("true"));
  EXPECT_TRUE(chosen.empty());
  EXPECT_EQ(phone->lines()[1].features()->told.do_not_disturb, true);
  tell_to("101", dnd("true"));
  EXPECT_EQ(value_of("DND_Setting"), "Yes");
  run(seconds(3));
  EXPECT_TRUE(brought().empty()) << "from one server to the other nothing goes by itself";
  choose("DND_Setting", "No");
  const auto all = brought();
  ASSERT_EQ(all.size(), 2U);
  for (const std::string user : {"101", "102"})
    EXPECT_EQ(std::count(all.begin(), all.end(), ua::set_do_not_disturb(user, false)), 1) << user;
}

TEST_F(FeatureKeySync, SettingsThatMayNotFollowSayWhyAndAreLeft) {
  sync();
  begin();
  stores = false;
  tell(dnd("true"));
  run(minutes(1));
  EXPECT_EQ(chosen.size(), 1U);
  EXPECT_EQ(phone_host.log().count("The settings do not follow what the server tells: It is locked"), 1U);
  EXPECT_EQ(known(), "DND on") << "what is so is shown";
  EXPECT_TRUE(brought().empty());
}

TEST_F(FeatureKeySync, IsEndedWhenThePhoneLeaves) {
  sync();
  begin();
  tell(dnd("true"));
  phone->unregister_lines();
  run(seconds(1));
  EXPECT_EQ(subscribes.back().value("Expires"), "0");
  EXPECT_EQ(subscribes.back().value("Call-ID"), subscribes[0].value("Call-ID"));
}

}  // namespace
}  // namespace handset::phone
