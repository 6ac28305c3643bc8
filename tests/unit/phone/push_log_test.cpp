// The story of each push, for the people who wrote the application at the other end.
#include "phone/push_log.h"

#include <algorithm>

#include "phone/shown_text.h"
#include "unit/phone/station_rig.h"

namespace handset::phone {
namespace {

constexpr std::string_view page_url = "http://web.example/page.xml";
constexpr std::string_view menu_page_url = "http://web.example/menu.xml";
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
    for (const auto& document : record.documents) {
      text += document.url + document.body + document.trouble + document.content_type;
      for (const auto& field : document.fields) text += field.name + ": " + field.value;
      for (const auto& note : document.notes) text += note;
    }
    return text;
  }
  void press(std::initializer_list<Key> keys) {
    for (const Key key : keys) {
      rig.station.press(key, KeySource::Person);
      rig.simulation.run_for(seconds(1));
    }
  }
  void serve(std::string_view url, std::string body) { rig.simulation.web().serve(url, std::move(body)); }

  StationRig rig{{{"Fetch_Allowed", ""}, {"XML_Application_Service_URL", std::string(menu_page_url)}},
                 options()};
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

TEST_F(Pushes, HavePagesThatAPersonOpenedBesideThem) {
  serve(menu_page_url,
        "<CiscoIPPhoneMenu><Title>Choose</Title><MenuItem><Name>Today</Name>"
        "<URL>http://joe:sesame@web.example/page.xml?day=1</URL></MenuItem></CiscoIPPhoneMenu>");
  serve("http://joe:sesame@web.example/page.xml?day=1", std::string(page));
  press({Key::Services, Key::KeyPad1, Key::Soft1});  // Update
  ASSERT_EQ(records().size(), 3U);
  EXPECT_EQ(records()[0].title, "Choose");
  const PushRecord& record = records()[1];
  EXPECT_EQ(record.way, PushWay::Key);
  EXPECT_EQ(record.source, "a person");
  EXPECT_EQ(record.uri, "http://web.example/page.xml?day=1");
  EXPECT_EQ(record.line, 0U);
  EXPECT_EQ(ladder(record),
            (std::vector<std::string>{
                "person > phone: opens Today", "phone > web server: GET http://web.example/page.xml?day=1",
                "web server > phone: 200, " + std::to_string(page.size()) + " bytes of text/xml",
                "phone > screen: page \"News\""}));
  ASSERT_EQ(record.documents.size(), 1U);
  EXPECT_EQ(record.documents[0].body, page);
  EXPECT_FALSE(record.documents[0].request_fields.empty());
  EXPECT_GT(record.documents[0].timing.ended, Duration{});
  EXPECT_EQ(records()[2].uri, record.uri);
  EXPECT_FALSE(record.repeatable());
  EXPECT_FALSE(rig.station.repeat_push(record.id));
}

TEST_F(Pushes, GiveWayToNoPageThatAPersonOpened) {
  serve(menu_page_url, "<CiscoIPPhoneMenu><Title>Choose</Title></CiscoIPPhoneMenu>");
  for (std::size_t i = 0; i < PushLog::most_pushes; ++i) rig.push();
  for (std::size_t i = 0; i < 2 * PushLog::most_opened; ++i) press({Key::Exit, Key::Services});
  EXPECT_EQ(records().size(), PushLog::most_pushes + PushLog::most_opened);
  EXPECT_EQ(records().front().id, PushId{1});
  rig.push();
  EXPECT_EQ(records().size(), PushLog::most_pushes + PushLog::most_opened);
  EXPECT_EQ(records().front().id, PushId{2});
}

// Whatever its server does with it: an answer that tells it, pages that lead on with it, an Execute of them.
TEST_F(Pushes, KeepNothingOfASecretThatAPersonTypedIntoAForm) {
  serve(
      menu_page_url,
      "<CiscoIPPhoneInput><URL>http://web.example/login?site=7</URL>"
      "<InputItem><DisplayName>User</DisplayName><QueryStringParam>user</QueryStringParam>"
      "<InputFlags>A</InputFlags></InputItem><InputItem><DisplayName>PIN</DisplayName>"
      "<QueryStringParam>pin</QueryStringParam><InputFlags>NP</InputFlags></InputItem></CiscoIPPhoneInput>");
  sim::WebAnswer answer;
  answer.result.status = 200;
  answer.result.content_type = "text/xml";
  answer.result.fields = {{"Refresh", "0; url=http://web.example/next?pin=4711"}, {"X-Told", "4711"}};
  answer.result.refresh = "0; url=http://web.example/next?pin=4711";
  answer.result.body =
      "<CiscoIPPhoneMenu><Title>PIN 4711</Title><Pin4711/><MenuItem><Name>On with 4711</Name>"
      "<URL>http://web.example/run?pin=4711</URL></MenuItem></CiscoIPPhoneMenu>";
  rig.simulation.web().serve_answer("http://web.example/login?site=7&user=eva&pin=4711", answer);
  serve("http://web.example/next?pin=4711", "<CiscoIPPhone4711/>");
  serve("http://web.example/run?pin=4711",
        "<CiscoIPPhoneExecute><ExecuteItem URL=\"http://web.example/last?pin=4711\"/>"
        "<ExecuteItem URL=\"Dial:4711\"/></CiscoIPPhoneExecute>");
  serve("http://web.example/last?pin=4711",
        "<CiscoIPPhoneText><Title>4711</Title><Text>x</Text></CiscoIPPhoneText>");
  press({Key::Services});
  EXPECT_EQ(rig.station.type("eva", KeySource::Person), "");
  press({Key::NavDown});
  EXPECT_EQ(rig.station.type("4711", KeySource::Person), "");
  press({Key::Soft1});
  ASSERT_EQ(rig.station.phone().screen().title, "PIN 4711");
  press({Key::Soft3});  // Next
  ASSERT_EQ(rig.station.phone().screen().kind, WindowKind::Message);
  press({Key::NavBack, Key::KeyPad1});
  ASSERT_EQ(rig.station.phone().screen().title, "4711");
  ASSERT_EQ(records().size(), 4U);
  EXPECT_EQ(records()[1].uri, "http://web.example/login?site=hidden&user=hidden&pin=hidden");
  EXPECT_EQ(records()[1].documents.at(0).status, 200);
  EXPECT_EQ(records()[3].documents.at(1).url, "http://web.example/last?pin=hidden");
  for (const PushRecord& record : records()) {
    EXPECT_EQ(shown(record).find("4711"), std::string::npos) << shown(record);
    EXPECT_EQ(shown(record).find("eva"), std::string::npos) << shown(record);
  }
}

TEST_F(Pushes, KeepNothingOfASecretOfAFormThatAPushSentOff) {
  serve(
      menu_page_url,
      "<CiscoIPPhoneInput><URL>http://web.example/login</URL><InputItem><DisplayName>PIN</DisplayName>"
      "<QueryStringParam>pin</QueryStringParam><InputFlags>NP</InputFlags></InputItem></CiscoIPPhoneInput>");
  serve("http://web.example/login?pin=4711",
        "<CiscoIPPhoneText><Title>4711</Title><Text>4711</Text></CiscoIPPhoneText>");
  serve(page_url, "<CiscoIPPhoneExecute><ExecuteItem URL=\"Key:Soft1\"/></CiscoIPPhoneExecute>");
  press({Key::Services});
  EXPECT_EQ(rig.station.type("4711", KeySource::Person), "");
  // A page under way takes the keys: this one is gone by the time its Execute runs.
  rig.push();
  rig.simulation.run_for(seconds(2));
  for (const PushRecord& record : records())
    EXPECT_EQ(shown(record).find("4711"), std::string::npos) << shown(record);
  EXPECT_EQ(rig.simulation.web().requests("http://web.example/login?pin=4711"), 1U);
}

TEST_F(Pushes, HideTheValuesOfAFormWithoutASecretInItsAddress) {
  serve(
      menu_page_url,
      "<CiscoIPPhoneInput><URL>http://web.example/find</URL><InputItem><DisplayName>Name</DisplayName>"
      "<QueryStringParam>name</QueryStringParam><InputFlags>A</InputFlags></InputItem></CiscoIPPhoneInput>");
  serve("http://web.example/find?name=eva", std::string(page));
  press({Key::Services});
  EXPECT_EQ(rig.station.type("eva", KeySource::Person), "");
  press({Key::Soft1});
  ASSERT_EQ(records().size(), 2U);
  EXPECT_EQ(records()[1].title, "News");
  EXPECT_EQ(records()[1].documents.at(0).body, page);
  EXPECT_EQ(records()[1].documents.at(0).url, "http://web.example/find?name=hidden");
  EXPECT_EQ(shown(records()[1]).find("eva"), std::string::npos) << shown(records()[1]);
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
