// The story of each push, for the people who wrote the application at the other end.
#include "phone/push_log.h"

#include <algorithm>

#include "phone/shown_text.h"
#include "unit/phone/station_rig.h"

namespace handset::phone {
namespace {

constexpr std::string_view page_url = "http://web.example/page.xml";
constexpr std::string_view page =
    "<CiscoIPPhoneText><Title>News</Title><Prompt>today</Prompt><Text>Hello</Text></CiscoIPPhoneText>";

struct Pushes : testing::Test {
  static StationOptions options() {
    StationOptions options = StationRig::station_options();
    options.keeps_pushes = true;
    return options;
  }
  Pushes() { rig.simulation.web().serve(page_url, std::string(page)); }

  std::string push_as(const Draft& draft, std::string_view password) {
    const std::string challenge = rig.ask(draft.text());
    return rig.ask(with_credentials(draft, challenge, "101", password).text());
  }
  [[nodiscard]] const std::deque<PushRecord>& records() const { return rig.station.push_log()->records(); }
  [[nodiscard]] static std::vector<std::string> ladder(const PushRecord& record) {
    std::vector<std::string> lines;
    for (const auto& step : record.steps) lines.push_back(step.from + " > " + step.to + ": " + step.label);
    return lines;
  }
  // All that is shown of it, as one text.
  [[nodiscard]] static std::string shown(const PushRecord& record) {
    std::string text = record.source + record.uri + record.reason + record.title;
    for (const auto& step : record.steps) text += step.label + step.detail;
    for (const auto& document : record.documents) text += document.url + document.body + document.trouble;
    return text;
  }

  StationRig rig{{{"Fetch_Allowed", ""}}, options()};
};

TEST_F(Pushes, AreToldFromTheChallengeToTheScreen) {
  EXPECT_EQ(status_of(rig.push()), 200U);
  ASSERT_EQ(records().size(), 1U);
  const PushRecord& record = records()[0];
  EXPECT_TRUE(record.authentic);
  EXPECT_EQ(record.status, 200U);
  EXPECT_EQ(record.line, 1U);
  EXPECT_EQ(record.source, "192.0.2.20:5090");
  EXPECT_EQ(record.title, "News");
  EXPECT_EQ(ladder(record),
            (std::vector<std::string>{
                "PBX > phone: NOTIFY sip:101@192.0.2.10:5060", "phone > PBX: 401 Unauthorized",
                "PBX > phone: NOTIFY sip:101@192.0.2.10:5060", "phone > PBX: 200 OK",
                "phone > web server: GET http://web.example/page.xml",
                "web server > phone: 200, " + std::to_string(page.size()) + " bytes of text/xml",
                "phone > screen: page \"News\""}));
  EXPECT_EQ(record.steps[0].after, Duration{});
  EXPECT_TRUE(std::is_sorted(record.steps.begin(), record.steps.end(),
                             [](const auto& a, const auto& b) { return a.after < b.after; }));
}

TEST_F(Pushes, KeepTheDocumentWithItsFieldsAndTimes) {
  rig.push();
  ASSERT_EQ(records()[0].documents.size(), 1U);
  const PushDocument& document = records()[0].documents[0];
  EXPECT_EQ(document.url, page_url);
  EXPECT_EQ(document.status, 200);
  EXPECT_EQ(document.body, page);
  EXPECT_FALSE(document.cut);
  EXPECT_EQ(document.trouble, "");
  EXPECT_GT(document.timing.ended, Duration{});
  EXPECT_TRUE(std::any_of(document.request_fields.begin(), document.request_fields.end(),
                          [](const HttpField& field) { return field.name == "x-CiscoIPPhoneModelName"; }));
}

TEST_F(Pushes, NameWhatAStrictPhoneWouldRefuse) {
  rig.simulation.web().serve(page_url,
                             "<CiscoIPPhoneText><Text>Hi</Text><Colour>red</Colour></CiscoIPPhoneText>");
  rig.push();
  ASSERT_EQ(records()[0].documents.size(), 1U);
  ASSERT_FALSE(records()[0].documents[0].notes.empty());
  EXPECT_NE(records()[0].documents[0].notes[0].find("Colour"), std::string::npos);
}

TEST_F(Pushes, TellWhatWentWrong) {
  rig.simulation.web().serve_status(page_url, 404);
  rig.push();
  EXPECT_EQ(records()[0].documents.at(0).status, 404);
  EXPECT_NE(records()[0].documents.at(0).trouble, "");

  rig.simulation.web().serve(page_url, "<CiscoIPPhoneText><Text>");
  rig.push();
  EXPECT_NE(records()[1].documents.at(0).trouble.find("line 1"), std::string::npos);
  EXPECT_EQ(records()[1].title, "");
}

TEST_F(Pushes, WithAWrongPasswordAreThereAsRefused) {
  push_as({}, "wrong");
  ASSERT_EQ(records().size(), 1U);
  EXPECT_FALSE(records()[0].authentic);
  EXPECT_EQ(records()[0].status, 401U);
  EXPECT_EQ(records()[0].steps.size(), 4U);
  EXPECT_FALSE(rig.station.repeat_push(records()[0].id));
}

TEST_F(Pushes, WithoutCredentialsAreNoEntry) {
  rig.ask(Draft{}.text());
  EXPECT_TRUE(records().empty());
}

TEST_F(Pushes, ThatWereGuessedPushNoRealOneOut) {
  rig.push();
  for (int i = 0; i < 40; ++i) {
    Draft draft;
    draft.call_id = "guess-" + std::to_string(i);
    draft.branch += "-guess-" + std::to_string(i);
    push_as(draft, "wrong");
    rig.simulation.run_for(minutes(2));  // past what slows guesses down
  }
  EXPECT_EQ(records().size(), 1 + PushLog::most_refused);
  EXPECT_TRUE(records()[0].authentic);
}

TEST_F(Pushes, AreTheLastTwenty) {
  for (int i = 0; i < 25; ++i) rig.push();
  ASSERT_EQ(records().size(), PushLog::most_pushes);
  EXPECT_EQ(records().front().id, PushId{6});
  EXPECT_EQ(records().back().id, PushId{25});
  EXPECT_EQ(rig.station.push_log()->find(PushId{5}), nullptr);
}

TEST_F(Pushes, ShowNoSecrets) {
  Draft draft;
  draft.body = "http://joe:sesame@web.example/page.xml";
  rig.simulation.web().serve(draft.body,
                             "<CiscoIPPhoneText onAppClosed=\"Notify:http:web.example:80:n:c2VzYW1l:x\">"
                             "<Text>x</Text></CiscoIPPhoneText>");
  push_as(draft, "secret");
  const std::string text = shown(records().at(0));
  EXPECT_EQ(text.find("sesame"), std::string::npos) << text;
  EXPECT_EQ(text.find("c2VzYW1l"), std::string::npos) << text;
  EXPECT_NE(text.find("Notify:http:web.example:80:n::x"), std::string::npos) << text;
  EXPECT_NE(text.find("response=\"(left out)\""), std::string::npos) << text;
  EXPECT_NE(text.find("username=\"101\""), std::string::npos) << text;
}

TEST_F(Pushes, CanBeRepeated) {
  rig.push();
  const auto repeated = rig.station.repeat_push(records()[0].id);
  ASSERT_TRUE(repeated);
  EXPECT_EQ(*repeated, PushId{2});
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(rig.simulation.web().requests(page_url), 2U);
  ASSERT_EQ(records().size(), 2U);
  EXPECT_EQ(records()[1].source, "repeat of 1");
  EXPECT_EQ(records()[1].title, "News");
  EXPECT_FALSE(rig.station.repeat_push(PushId{99}));
}

TEST_F(Pushes, KeepTheBeginningOfALongDocument) {
  const std::string text(40000, 'x');
  rig.simulation.web().serve(page_url, "<CiscoIPPhoneText><Text>" + text + "</Text></CiscoIPPhoneText>");
  rig.push();
  EXPECT_EQ(records()[0].documents.at(0).body.size(), PushLog::most_body);
  EXPECT_TRUE(records()[0].documents.at(0).cut);
}

TEST(PushLog, IsNotKeptUnlessAskedFor) {
  StationRig rig;
  EXPECT_EQ(status_of(rig.push()), 200U);
  EXPECT_EQ(rig.station.push_log(), nullptr);
  EXPECT_FALSE(rig.station.repeat_push(PushId{1}));
}

TEST_F(Pushes, OutliveARestart) {
  rig.push();
  rig.station.press(Key::Exit, KeySource::Person);
  rig.station.request_restart();
  rig.simulation.run_for(seconds(2));
  EXPECT_EQ(rig.station.generation(), 2U);
  ASSERT_EQ(records().size(), 1U);
  EXPECT_TRUE(rig.station.repeat_push(records()[0].id));
}

}  // namespace
}  // namespace handset::phone
