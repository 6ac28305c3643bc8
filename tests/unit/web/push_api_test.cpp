#include "web/push_api.h"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include "unit/web/rig.h"
#include "web/command_lines.h"

namespace handset::web {
namespace {

namespace json = boost::json;

phone::PushRecord sample() {
  phone::PushRecord push;
  push.id = phone::PushId{7};
  push.line = 2;
  push.source = "192.0.2.20:5090";
  push.uri = "sip:102@192.0.2.10:5060";
  push.status = 200;
  push.reason = "OK";
  push.authentic = true;
  push.body = "http://joe:sesame@web.example/a?b=c&d='e'";
  push.title = "News";
  push.steps = {{milliseconds(0), "PBX", "phone", "NOTIFY", "NOTIFY sip:\xff"},
                {Duration(1500), "phone", "PBX", "200 OK", ""}};
  phone::PushDocument document;
  document.url = "http://web.example/a?b=c&d='e'";
  document.request_fields = {{"Accept", "text/*"}};
  document.status = 200;
  document.body = "<a>\xe9</a>";
  document.timing.ended = milliseconds(12);
  document.notes = {"line 1, column 2: too long"};
  push.documents.push_back(document);
  push.fetched = 1;
  return push;
}

TEST(ShellWord, IsOneWordWhateverItHolds) {
  EXPECT_EQ(shell_word("http://host/a"), "http://host/a");
  EXPECT_EQ(shell_word("a b"), "'a b'");
  EXPECT_EQ(shell_word("$(reboot)`x`;|&"), "'$(reboot)`x`;|&'");
  EXPECT_EQ(shell_word("it's"), R"('it'\''s')");
  EXPECT_EQ(shell_word(""), "''");
}

TEST(CommandLines, AskAndPushAsThePhoneWasAskedAndPushed) {
  EXPECT_EQ(curl_line(sample().documents[0]),
            R"(curl -H 'Accept: text/*' 'http://web.example/a?b=c&d='\''e'\''')");
  EXPECT_EQ(push_line(sample()),
            R"(handset push sip:102@192.0.2.10:5060 'http://web.example/a?b=c&d='\''e'\''')");
}

TEST(CommandLines, PutADocumentInAFileFirst) {
  phone::PushRecord push = sample();
  push.body = "<CiscoIPPhoneExecute/>";
  EXPECT_EQ(push_line(push),
            "printf %s '<CiscoIPPhoneExecute/>' > push.xml && handset push sip:102@192.0.2.10:5060 push.xml");
}

TEST(CommandLines, PostWhatWasPosted) {
  phone::PushRecord push = sample();
  push.way = phone::PushWay::Http;
  push.uri = "/CGI/Execute";
  push.body = "<CiscoIPPhoneExecute/>";
  PushRules rules;
  EXPECT_EQ(post_line(push, rules),
            "printf %s '<CiscoIPPhoneExecute/>' | curl --digest --user user --data-urlencode XML@- "
            "http://PHONE/CGI/Execute");
  const json::object body = json::parse(push_answer(push, rules).body).as_object();
  EXPECT_EQ(body.at("way").as_string(), "http");
  EXPECT_EQ(body.at("curl_push").as_string(), post_line(push, rules));
  EXPECT_FALSE(body.contains("handset_push"));
}

TEST(CommandLines, PostAsSomebodyWhoMayAndInTheCharacterSetThatWasTold) {
  phone::PushRecord push = sample();
  push.way = phone::PushWay::Http;
  push.uri = "/CGI/Execute";
  push.body = "<a/>";
  push.content_type = "ISO-8859-1";
  PushRules rules;
  rules.mode = PushMode::Trusted;
  EXPECT_EQ(
      post_line(push, rules),
      "printf %s '<a/>' | curl -H 'Content-Type: application/x-www-form-urlencoded; charset=ISO-8859-1' "
      "--data-urlencode XML@- http://PHONE/CGI/Execute");
  push.content_type.clear();
  rules.mode = PushMode::RemoteCredential;
  rules.remote = {"the pusher", "its word"};
  EXPECT_EQ(post_line(push, rules),
            "printf %s '<a/>' | curl --digest --user 'the pusher' --data-urlencode XML@- "
            "http://PHONE/CGI/Execute");
}

TEST(PushAnswer, TellsTheWholeStoryWithoutSecretsInSoundJson) {
  const io::HttpResponse answer = push_answer(sample(), {});
  EXPECT_EQ(answer.body.find("sesame"), std::string::npos);
  const json::object body = json::parse(answer.body).as_object();
  EXPECT_EQ(body.at("id").as_int64(), 7);
  EXPECT_EQ(body.at("summary").as_string(), "http://web.example/a?b=c&d='e'");
  EXPECT_EQ(body.at("ladder").as_array().at(1).as_object().at("after_ms").as_double(), 1.5);
  EXPECT_EQ(body.at("ladder").as_array().at(0).as_object().at("detail").as_string(), "NOTIFY sip:\uFFFD");
  const json::object& document = body.at("documents").as_array().at(0).as_object();
  EXPECT_EQ(document.at("body").as_string(), "<a>\uFFFD</a>");
  EXPECT_EQ(document.at("timing_ms").as_object().at("ended").as_double(), 12.0);
  EXPECT_EQ(document.at("strict").as_array().at(0).as_string(), "line 1, column 2: too long");
}

TEST(PushAnswer, OfARefusedOneOffersNoLineToRepeatIt) {
  phone::PushRecord push = sample();
  push.authentic = false;
  const json::object body = json::parse(push_answer(push, {}).body).as_object();
  EXPECT_FALSE(body.contains("handset_push"));
  EXPECT_FALSE(body.at("repeatable").as_bool());
}

TEST(PushAnswer, OfAPageThatAPersonOpenedOffersNoLineToRepeatIt) {
  phone::PushRecord page = sample();
  page.way = phone::PushWay::Key;
  page.uri = "http://web.example/login?pin=hidden";
  page.body.clear();
  page.typed = phone::Typed::Secret;
  const json::object body = json::parse(push_answer(page, {}).body).as_object();
  EXPECT_EQ(body.at("way").as_string(), "key");
  EXPECT_EQ(body.at("summary").as_string(), page.uri);
  EXPECT_TRUE(body.at("withheld").as_bool());
  EXPECT_FALSE(body.at("repeatable").as_bool());
  for (const char* line : {"handset_push", "curl_push"}) EXPECT_FALSE(body.contains(line)) << line;
  EXPECT_FALSE(json::parse(push_answer(sample(), {}).body).as_object().at("withheld").as_bool());
}

TEST(PushRoutes, AreForTheAdminAlone) {
  std::vector<Route> routes;
  add_push_routes(routes);
  ASSERT_EQ(routes.size(), 3U);
  for (const Route& route : routes) EXPECT_EQ(route.access, Access::Admin) << route.path;
}

TEST(PushRoutes, KnowNoPushByAnotherName) {
  const testing::Rig rig;
  for (const std::string_view id : {"0", "x", "-1", "99999999999999999999"}) {
    const auto asked = testing::Rig::request("GET", "/api/v1/pushes/" + std::string(id),
                                             {testing::Rig::basic("admin", testing::admin_password)});
    EXPECT_EQ(rig.status(asked), 404) << id;
  }
}

}  // namespace
}  // namespace handset::web
