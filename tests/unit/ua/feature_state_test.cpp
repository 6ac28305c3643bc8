// What servers tell of do-not-disturb and forwarding, and how they are asked to change it.
#include "ua/feature_state.h"

#include <gtest/gtest.h>
#include <string>

namespace handset::ua {
namespace {

const std::string csta = " xmlns=\"http://www.ecma-international.org/standards/ecma-323/csta/ed3\"";

std::string dnd_event(const std::string& on) {
  return "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>\r\n<DoNotDisturbEvent" + csta +
         "><device>101</device><doNotDisturbOn>" + on + "</doNotDisturbOn></DoNotDisturbEvent>";
}

std::string forward_event(const std::string& type, const std::string& status, const std::string& more = {}) {
  return "<ForwardingEvent" + csta + "><device>101</device><forwardingType>" + type +
         "</forwardingType><forwardStatus>" + status + "</forwardStatus>" + more + "</ForwardingEvent>";
}

std::string part(const std::string& body, const std::string& type = std::string(feature_type)) {
  return "--UniqueBoundary\r\nContent-Type: " + type + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body + "\r\n";
}

const std::string mixed = "multipart/mixed; boundary=UniqueBoundary";

FeatureState of(const std::string& body, std::string_view type = feature_type) {
  const auto state = FeatureState::parse(type, body);
  EXPECT_TRUE(state) << state.error().log_words();
  return state.value_or(FeatureState{});
}

std::string error_of(const std::string& body, std::string_view type = feature_type) {
  const auto state = FeatureState::parse(type, body);
  return state ? "" : state.error().message;
}

TEST(FeatureState, OfOneDocumentIsWhatItTells) {
  EXPECT_EQ(of(dnd_event("true")), FeatureState{.do_not_disturb = true});
  EXPECT_EQ(of(dnd_event("false")), FeatureState{.do_not_disturb = false});
  EXPECT_EQ(of(dnd_event(" 1\n")), FeatureState{.do_not_disturb = true});
  const FeatureState told =
      of(forward_event("forwardNoAns", "true", "<forwardTo>105</forwardTo><ringCount>3</ringCount>"));
  EXPECT_FALSE(told.do_not_disturb);
  EXPECT_FALSE(told.forward(ForwardWhen::Always));
  EXPECT_EQ(told.forward(ForwardWhen::NoAnswer), (Forwarding{true, "105", 3}));
  EXPECT_EQ(of(forward_event("forwardBusy", "false")).forward(ForwardWhen::Busy), Forwarding{});
}

TEST(FeatureState, OfSeveralDocumentsIsWhatTheyTellTogether) {
  const std::string body =
      "\r\n" + part(dnd_event("false")) +
      part(forward_event("forwardImmediate", "TRUE", "<forwardTo>sip:105@x</forwardTo>")) +
      part(forward_event("forwardBusy", "false", "<forwardTo> </forwardTo>")) +
      part(forward_event("forwardNoAns", "false", "<ringCount></ringCount>")) + "--UniqueBoundary--\r\n";
  const FeatureState told = of(body, mixed);
  EXPECT_EQ(told.do_not_disturb, false);
  EXPECT_EQ(told.forward(ForwardWhen::Always), (Forwarding{true, "sip:105@x", 0}));
  EXPECT_EQ(told.forward(ForwardWhen::Busy), Forwarding{});
  EXPECT_EQ(told.forward(ForwardWhen::NoAnswer), Forwarding{});
}

TEST(FeatureState, PassesOverWhatIsNoneOfItsFeatures) {
  EXPECT_TRUE(of("<AgentReadyEvent><device>101</device></AgentReadyEvent>").empty());
  EXPECT_TRUE(of(forward_event("forwardDND", "true")).empty());
  EXPECT_TRUE(of("<DoNotDisturbEvent/>").empty()) << "left open";
  EXPECT_TRUE(of(forward_event("forwardBusy", "")).empty()) << "left open";
  EXPECT_TRUE(of(part("what this is", "text/plain") + "--UniqueBoundary--", mixed).empty());
}

TEST(FeatureState, TakesAPrefixAndAnyNamespace) {
  EXPECT_EQ(of("<c:DoNotDisturbEvent xmlns:c=\"http://www.ecmainternational.org/csta\"><c:doNotDisturbOn>true"
               "</c:doNotDisturbOn></c:DoNotDisturbEvent>"),
            FeatureState{.do_not_disturb = true});
}

TEST(FeatureState, LeavesOutWhatIsNoDestinationAndNoNumberOfRings) {
  const auto told = [](const std::string& more) {
    return *of(forward_event("forwardNoAns", "true", more)).forward(ForwardWhen::NoAnswer);
  };
  EXPECT_EQ(told("<forwardTo>" + std::string(256, '1') + "</forwardTo>").destination.size(), 256U);
  EXPECT_EQ(told("<forwardTo>" + std::string(257, '1') + "</forwardTo>").destination, "");
  EXPECT_EQ(told("<forwardTo>1\r\n2</forwardTo>").destination, "1 2") << "it is one line";
  EXPECT_EQ(told("<ringCount>100</ringCount>").rings, 100U);
  EXPECT_EQ(of(forward_event("forwardBusy", "true", "<ringCount>3</ringCount>")).forward(ForwardWhen::Busy),
            (Forwarding{true, "", 0}))
      << "nobody waits for rings";
  for (const std::string rings : {"101", "-1", "many", "99999999999999999999"})
    EXPECT_EQ(told("<ringCount>" + rings + "</ringCount>").rings, 0U) << rings;
}

TEST(FeatureState, RefusesWhatIsBroken) {
  EXPECT_EQ(error_of(dnd_event("maybe")), "doNotDisturbOn is true or false");
  EXPECT_EQ(error_of(forward_event("forwardBusy", "2")), "forwardStatus is true or false");
  EXPECT_NE(error_of(""), "");
  EXPECT_NE(error_of("DND"), "");
  EXPECT_NE(error_of("<!DOCTYPE a [<!ENTITY b \"c\">]>" + dnd_event("true").substr(46)), "");
  EXPECT_NE(error_of(part(dnd_event("true")), mixed), "") << "cut short";
  EXPECT_NE(error_of(part(dnd_event("true")) + part("<a>") + "--UniqueBoundary--", mixed), "");
  EXPECT_NE(error_of(part(dnd_event("true")) + "--UniqueBoundary--", "multipart/mixed"), "") << "no boundary";
}

TEST(FeatureState, HasItsLimits) {
  const std::string many(FeatureState::longest_body, ' ');
  EXPECT_NE(error_of(dnd_event("true") + many), "");
  EXPECT_EQ(error_of(part(many) + "--UniqueBoundary--", mixed), "the body is too large");
  std::string deep;
  for (unsigned i = 0; i < 9; ++i) deep += "<a>";
  for (unsigned i = 0; i < 9; ++i) deep += "</a>";
  EXPECT_NE(error_of(deep), "");
  std::string wide = "<a>";
  for (unsigned i = 0; i < 300; ++i) wide += "<b/>";
  EXPECT_NE(error_of(wide + "</a>"), "");
}

TEST(FeatureState, IsPutTogetherFromWhatIsToldOneByOne) {
  FeatureState known = of(dnd_event("true"));
  known.take(of(forward_event("forwardImmediate", "true", "<forwardTo>105</forwardTo>")));
  EXPECT_EQ(known.do_not_disturb, true);
  EXPECT_EQ(known.forward(ForwardWhen::Always), (Forwarding{true, "105", 0}));
  known.take(of(dnd_event("false")));
  EXPECT_EQ(known.do_not_disturb, false);
  EXPECT_EQ(known.forward(ForwardWhen::Always), (Forwarding{true, "105", 0}));
}

TEST(FeatureState, IsChangedByOneDocument) {
  EXPECT_EQ(set_do_not_disturb("101", true),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<SetDoNotDisturb" + csta +
                ">\n<device>101</device>\n<doNotDisturbOn>true</doNotDisturbOn>\n</SetDoNotDisturb>\n");
  EXPECT_EQ(set_forwarding("a&b", ForwardWhen::NoAnswer, {true, "<105>", 4}),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<SetForwarding" + csta +
                ">\n<device>a&amp;b</device>\n<activateForward>true</activateForward>\n"
                "<forwardingType>forwardNoAns</forwardingType>\n<forwardDN>&lt;105&gt;</forwardDN>\n"
                "<ringCount>4</ringCount>\n</SetForwarding>\n");
  EXPECT_EQ(set_forwarding("101", ForwardWhen::Always, {false, "", 4}),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<SetForwarding" + csta +
                ">\n<device>101</device>\n<activateForward>false</activateForward>\n"
                "<forwardingType>forwardImmediate</forwardingType>\n<forwardDN></forwardDN>\n"
                "</SetForwarding>\n")
      << "rings are of calls that nobody answers";
}

TEST(FeatureState, AsAServerWritesItIsReadAsItWas) {
  FeatureState state{.do_not_disturb = false};
  state.forward(ForwardWhen::Always) = Forwarding{true, "sip:a&b@<x>", 0};
  state.forward(ForwardWhen::NoAnswer) = Forwarding{false, "106", 7};
  const FeatureBody body = feature_body(state, "101", "token");
  EXPECT_EQ(of(body.bytes, body.content_type), state);
}

TEST(FeatureState, ThatIsAskedForIsReadAsItWasWritten) {
  EXPECT_EQ(FeatureState::parse_service(set_do_not_disturb("101", true)),
            FeatureState{.do_not_disturb = true});
  FeatureState state;
  state.forward(ForwardWhen::NoAnswer) = Forwarding{true, "106", 7};
  EXPECT_EQ(FeatureState::parse_service(
                set_forwarding("101", ForwardWhen::NoAnswer, *state.forward(ForwardWhen::NoAnswer))),
            state);
  EXPECT_EQ(FeatureState::parse_service(dnd_event("true")), FeatureState{}) << "that is no service";
  EXPECT_FALSE(FeatureState::parse_service("<SetDoNotDisturb>"));
}

}  // namespace
}  // namespace handset::ua
