// What a client posts by HTTP, behind the check of its credentials: it runs as a push by SIP does, and is
// answered with what came of it.
#include "phone/http_push.h"

#include <gmock/gmock.h>

#include "phone/station_inputs.h"
#include "phone/station_player.h"
#include "unit/phone/services_rig.h"
#include "unit/phone/station_rig.h"

namespace handset::phone {
namespace {

using ::testing::HasSubstr;

constexpr IpAddress client = IpAddress::v4(192, 0, 2, 50);
constexpr IpAddress other_client = IpAddress::v4(192, 0, 2, 51);

struct Posts : testing::Test {
  static StationOptions options() {
    StationOptions options = StationRig::station_options();
    options.keeps_pushes = true;
    return options;
  }
  Posts() {
    for (const char* name : {"one", "two", "three"})
      rig.simulation.web().serve(
          "http://web.example/" + std::string(name),
          "<CiscoIPPhoneText><Title>" + std::string(name) + "</Title><Text>words</Text></CiscoIPPhoneText>");
  }
  HttpPushAnswer post(std::string document, const IpAddress& from = client) {
    return rig.station.post({{from, 40000}, std::move(document)});
  }
  // "STATUS DATA" of each item.
  std::vector<std::string> items(std::string document, const IpAddress& from = client) {
    const auto answer = post(std::move(document), from);
    EXPECT_TRUE(answer) << answer.error().words;
    std::vector<std::string> out;
    if (answer)
      for (const auto& item : answer->items) out.push_back(std::to_string(item.status) + " " + item.data);
    return out;
  }
  Screen later() {
    rig.simulation.run_for(seconds(10));
    return rig.station.phone().screen();
  }
  static std::string execute(std::initializer_list<std::pair<int, std::string_view>> items) {
    return ServicesRig::execute(items);
  }

  StationRig rig{{}, options()};
};

TEST_F(Posts, EachItemOfAnExecuteIsAnsweredInItsOrder) {
  const auto answer =
      post(execute({{0, "Key:Settings"}, {0, "Key:NoSuchKey"}, {0, "SoftKey:Exit"}, {0, "no URI"}}));
  ASSERT_TRUE(answer);
  ASSERT_EQ(answer->items.size(), 4U);
  EXPECT_EQ(answer->items[0].status, 0);
  EXPECT_EQ(answer->items[0].data, "Success");
  EXPECT_EQ(answer->items[0].url, "Key:Settings");
  EXPECT_EQ(answer->items[1].status, 6);
  EXPECT_EQ(answer->items[1].data, "URI not found");
  EXPECT_EQ(answer->items[2].status, 6);
  EXPECT_EQ(answer->items[3].status, 1);
  EXPECT_EQ(answer->items[3].data, "Invalid URI");
  EXPECT_EQ(rig.station.phone().screen().kind, WindowKind::Menu);
  EXPECT_EQ(rig.station.key_log().last(), 2U);  // down and up
}

TEST_F(Posts, AWebPageIsFetchedAndShown) {
  EXPECT_EQ(items(execute({{0, "http://web.example/one"}})), std::vector<std::string>{"0 Success"});
  EXPECT_EQ(later().title, "one");
}

TEST_F(Posts, EveryObjectThatIsShownLiesOnTop) {
  ASSERT_EQ(items(execute({{0, "http://web.example/one"}})).size(), 1U);
  EXPECT_EQ(later().title, "one");
  for (const std::string& object :
       {std::string("<CiscoIPPhoneText><Title>posted</Title><Text>words</Text></CiscoIPPhoneText>"),
        std::string("<CiscoIPPhoneMenu><Title>posted</Title><MenuItem><Name>a</Name><URL>Dial:1</URL></"
                    "MenuItem></CiscoIPPhoneMenu>"),
        std::string("<CiscoIPPhoneInput><Title>posted</Title><URL>http://web.example/two</"
                    "URL><InputItem><DisplayName>n</DisplayName>"
                    "<QueryStringParam>n</QueryStringParam></InputItem></CiscoIPPhoneInput>"),
        std::string("<CiscoIPPhoneDirectory><Title>posted</Title><DirectoryEntry><Name>a</Name><Telephone>1</"
                    "Telephone>"
                    "</DirectoryEntry></CiscoIPPhoneDirectory>")}) {
    EXPECT_EQ(items(object), std::vector<std::string>{"0 Success"}) << object;
    EXPECT_EQ(rig.station.phone().screen().title, "posted") << object;
    rig.station.press(Key::NavBack, KeySource::Person);
    EXPECT_EQ(rig.station.phone().screen().title, "one") << object;
  }
}

TEST_F(Posts, ABrokenDocumentIsErrorOneWithItsPlace) {
  for (const char* broken :
       {"<CiscoIPPhoneText><Text>", "", "no XML", "<Nothing/>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><CiscoIPPhoneText><Text>&b;</Text></CiscoIPPhoneText>"}) {
    const auto answer = post(broken);
    ASSERT_FALSE(answer) << broken;
    EXPECT_EQ(answer.error().number, xml::PushError::Parse);
    EXPECT_FALSE(answer.error().words.empty());
  }
  EXPECT_THAT(post("<CiscoIPPhoneText>\n<Text></CiscoIPPhoneText>").error().words, HasSubstr("line 2"));
  EXPECT_EQ(rig.station.phone().screen().kind, WindowKind::Idle);
}

// The log of the station lets twenty lines of an area through, then one a second.
TEST_F(Posts, BrokenDocumentsDoNotFloodTheLog) {
  for (int i = 0; i < 1000; ++i) EXPECT_FALSE(post("<broken"));
  EXPECT_LE(rig.phone_host.log().count(client.to_string()), 20U);
  EXPECT_GE(rig.station.log_counters().left_out, 980U);
}

TEST_F(Posts, AStrictPhoneAnswersWithAnErrorWhereAFriendlyOneShowsThePage) {
  const std::string odd = "<CiscoIPPhoneText><Heading>x</Heading><Text>words</Text></CiscoIPPhoneText>";
  EXPECT_TRUE(post(odd));
  rig.apply({{"XML_Mode", "strict"}});
  EXPECT_FALSE(post(odd));
}

TEST_F(Posts, TheCharacterSetOfHttpCountsWhereTheDocumentNamesNone) {
  const std::string latin = "<CiscoIPPhoneText><Title>Z\xFCrich</Title><Text>x</Text></CiscoIPPhoneText>";
  EXPECT_TRUE(rig.station.post({{client, 40000}, latin, "ISO-8859-1"}));
  EXPECT_EQ(rig.station.phone().screen().title, "Z\xC3\xBCrich");
}

TEST_F(Posts, PriorityTwoIsForAnIdlePhoneOnly) {
  EXPECT_EQ(items(execute({{2, "http://web.example/one"}})), std::vector<std::string>{"0 Success"});
  EXPECT_EQ(later().title, "one");
  EXPECT_EQ(items(execute({{2, "http://web.example/two"}})), std::vector<std::string>{"0 Not idle"});
  EXPECT_EQ(later().title, "one");
  rig.station.press(Key::Exit, KeySource::Person);
  // What was queued a moment ago is something under way.
  EXPECT_EQ(items(execute({{0, "http://web.example/three"}, {2, "http://web.example/two"}})),
            (std::vector<std::string>{"0 Success", "0 Not idle"}));
}

TEST_F(Posts, OfEachClientTheNewestPageThatWaitsForIdlenessCounts) {
  EXPECT_TRUE(post("<CiscoIPPhoneText><Title>open</Title><Text>x</Text></CiscoIPPhoneText>"));
  EXPECT_TRUE(post(execute({{1, "http://web.example/one"}})));
  EXPECT_TRUE(post(execute({{1, "http://web.example/two"}}), other_client));
  EXPECT_TRUE(post(execute({{1, "http://web.example/three"}})));
  EXPECT_EQ(later().title, "open");
  std::vector<std::string> seen;
  for (int i = 0; i < 3; ++i) {
    rig.station.press(Key::Exit, KeySource::Person);
    seen.push_back(later().title);
  }
  EXPECT_EQ(seen[0], "three");
  EXPECT_EQ(seen[1], "two");
  EXPECT_NE(seen[2], "one");
}

TEST_F(Posts, ManyClientsWaitInBoundedPlacesAndLinesKeepTheirs) {
  EXPECT_TRUE(post("<CiscoIPPhoneText><Title>open</Title><Text>x</Text></CiscoIPPhoneText>"));
  Draft draft;
  draft.body = execute({{1, "http://web.example/one"}});
  rig.apply({{"XML_NOTIFY_Body", "url+xml"}});
  EXPECT_EQ(status_of(rig.push(draft)), 200U);
  for (std::uint8_t i = 1; i < 100; ++i)
    EXPECT_TRUE(post(execute({{1, "http://web.example/two"}}), IpAddress::v4(198, 51, 100, i)));
  EXPECT_EQ(later().title, "open");
  rig.station.press(Key::Exit, KeySource::Person);
  EXPECT_EQ(later().title, "one");
  int pages = 0;
  for (; later().title == "two" || pages == 0; ++pages) rig.station.press(Key::Exit, KeySource::Person);
  EXPECT_LE(pages, 17);
}

TEST_F(Posts, PagesWaitTheirTurnWithThePushesOfLines) {
  rig.simulation.web().serve("http://web.example/slow", [](const sim::WebRequest&) {
    sim::WebAnswer answer;
    answer.delay = seconds(5);
    answer.result.status = 200;
    answer.result.content_type = "text/xml";
    answer.result.body = "<CiscoIPPhoneText><Title>slow</Title><Text>x</Text></CiscoIPPhoneText>";
    return answer;
  });
  Draft draft;
  draft.body = "http://web.example/slow";
  EXPECT_EQ(status_of(rig.push(draft)), 200U);
  draft.body = "http://web.example/one";
  EXPECT_EQ(status_of(rig.push(draft)), 200U);
  std::vector<std::string> answers;
  for (int i = 0; i < 9; ++i)
    for (auto& item : items(execute({{0, "http://web.example/two"}}))) answers.push_back(std::move(item));
  EXPECT_EQ(std::count(answers.begin(), answers.end(), "0 Success"), 7);
  EXPECT_EQ(answers.back(), "6 Busy");
  EXPECT_EQ(rig.station.phone().push_queue().size(), PushQueue::limit);
  EXPECT_EQ(later().title, "two");
}

TEST_F(Posts, TheLogTellsTheirStory) {
  EXPECT_TRUE(post(execute({{0, "http://web.example/one"}})));
  later();
  ASSERT_EQ(rig.station.push_log()->records().size(), 1U);
  const PushRecord& record = rig.station.push_log()->records()[0];
  EXPECT_EQ(record.way, PushWay::Http);
  EXPECT_EQ(record.source, "192.0.2.50:40000");
  EXPECT_EQ(record.uri, "/CGI/Execute");
  EXPECT_EQ(record.line, 0U);
  EXPECT_EQ(record.status, 200U);
  EXPECT_EQ(record.reason, "OK");
  EXPECT_EQ(record.title, "one");
  EXPECT_EQ(record.documents.size(), 1U);
  EXPECT_EQ(record.steps.front().from, "HTTP client");
  EXPECT_FALSE(post("<broken"));
  EXPECT_EQ(rig.station.push_log()->records()[1].reason, "CiscoIPPhoneError 1");
}

TEST_F(Posts, AreRepeatedFromTheLog) {
  EXPECT_TRUE(post("<CiscoIPPhoneText><Title>posted</Title><Text>x</Text></CiscoIPPhoneText>"));
  rig.station.press(Key::Exit, KeySource::Person);
  EXPECT_EQ(rig.station.phone().screen().kind, WindowKind::Idle);
  const auto repeated = rig.station.repeat_push(PushId{1});
  ASSERT_TRUE(repeated);
  EXPECT_EQ(rig.station.phone().screen().title, "posted");
  const PushRecord& record = rig.station.push_log()->records()[1];
  EXPECT_EQ(record.way, PushWay::Http);
  EXPECT_EQ(record.source, "repeat of 1");
  EXPECT_EQ(record.status, 200U);
}

TEST(PostedInRecords, IsReadBackAndPlayed) {
  const HttpPush push{{client, 40000}, "<CiscoIPPhoneText><Title>t</Title></CiscoIPPhoneText>", "utf-8"};
  const RecordFields fields = station_inputs::post_fields(push);
  RecordWords words;
  FieldReader reader(fields, words);
  const HttpPush read = station_inputs::read_post(reader);
  EXPECT_TRUE(reader.done());
  EXPECT_EQ(read.client, push.client);
  EXPECT_EQ(read.document, push.document);
  EXPECT_EQ(read.charset, push.charset);

  sim::Simulation simulation{1};
  sim::Host& host = simulation.host("phone", IpAddress::v4(192, 0, 2, 10));
  StationPlayer player{host.world(), [] { return nullptr; }};
  const auto play = [&](std::string name, RecordFields with) {
    EXPECT_TRUE(player.play({Duration{}, RecordWay::In, std::move(name), std::move(with)}));
  };
  StationOptions options;
  options.sip = host.at(5060);
  FieldWriter writer;
  station_inputs::add_options(writer, options);
  play("switchboard", {});
  play("station", writer.take());
  play("post", fields);
  EXPECT_EQ(player.station()->phone().screen().title, "t");
  EXPECT_FALSE(player.play({Duration{}, RecordWay::In, "post", FieldWriter().text("x").take()}));
}

}  // namespace
}  // namespace handset::phone
