#include "xml/notify.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>

namespace handset::xml {
namespace {

using namespace std::literals;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Kind = NotifyWork::Kind;

const NotifyPolicy page_url{};
const NotifyPolicy url_and_xml{.inline_xml = true};
const NotifyPolicy strict{.mode = Mode::Strict, .inline_xml = true};
const std::string execute_document =
    "<CiscoIPPhoneExecute><ExecuteItem URL='http://a/1'/></CiscoIPPhoneExecute>";

NotifyWork work_of(std::string_view body, const NotifyPolicy& policy, std::string_view type = "text/html") {
  auto work = judge_notify(body, type, policy);
  if (!work) {
    ADD_FAILURE() << work.error().status << " " << work.error().words << " " << work.error().detail;
    return {};
  }
  return *std::move(work);
}

const Execute& execute_of(const NotifyWork& work) {
  return std::get<Execute>(*work.object);
}

NotifyRefusal refusal_of(std::string_view body, const NotifyPolicy& policy) {
  auto work = judge_notify(body, {}, policy);
  EXPECT_FALSE(work) << body.substr(0, 100);
  return work ? NotifyRefusal{.status = 200, .words = {}} : work.error();
}

TEST(NotifyBody, that_is_a_url_is_to_be_fetched) {
  const NotifyWork work = work_of("http://pbx.example.test/page.xml", page_url);
  EXPECT_EQ(work.kind, Kind::Url);
  EXPECT_EQ(work.url, "http://pbx.example.test/page.xml");
}

TEST(NotifyBody, is_trimmed_of_white_space_and_nuls) {
  const std::string body = "\0 \r\n\thttps://pbx.example.test/\r\n\0\0"s;
  EXPECT_EQ(work_of(body, page_url).url, "https://pbx.example.test/");
}

TEST(NotifyBody, url_is_a_piece_of_the_body) {
  const std::string body = " http://pbx.example.test/page.xml\r\n";
  EXPECT_EQ(work_of(body, page_url).url.data(), body.data() + 1);
}

TEST(NotifyBody, that_is_empty_asks_for_nothing) {
  EXPECT_EQ(work_of("", page_url).kind, Kind::Nothing);
  EXPECT_EQ(work_of("\r\n\0 "s, page_url).kind, Kind::Nothing);
}

TEST(NotifyBody, url_has_256_letters_or_with_a_friendly_phone_2048) {
  const auto url = [](std::size_t letters) { return "http://a/" + std::string(letters - 9, 'x'); };
  EXPECT_EQ(work_of(url(256), strict).kind, Kind::Url);
  EXPECT_EQ(refusal_of(url(257), strict).status, 413u);
  EXPECT_EQ(work_of(url(2048), page_url).kind, Kind::Url);
  EXPECT_EQ(refusal_of(url(2049), page_url).status, 413u);
  EXPECT_EQ(refusal_of(url(60000), page_url).status, 413u);
}

TEST(NotifyBody, that_is_no_url_is_a_bad_request) {
  for (const std::string& body :
       {"hello"s, "Foo:bar"s, "ftp://a/"s, "http:/a"s, "http://"s, "http://a b"s, "http://a\r\nhttp://b"s,
        "http://a/\xC3"s, "http://a\0b"s, "/page.xml"s, "page.xml"s}) {
    const NotifyRefusal refusal = refusal_of(body, url_and_xml);
    EXPECT_EQ(refusal.status, 400u) << body;
    EXPECT_FALSE(refusal.words.empty());
    EXPECT_TRUE(refusal.parameter.empty());
  }
}

TEST(NotifyBody, with_xml_is_forbidden_unless_switched_on) {
  for (const std::string& body : {execute_document, "<broken"s}) {
    const NotifyRefusal refusal = refusal_of(body, page_url);
    EXPECT_EQ(refusal.status, 403u);
    EXPECT_EQ(refusal.parameter, "XML_NOTIFY_Body");
  }
}

TEST(NotifyBody, with_an_execute_is_to_be_run) {
  const NotifyWork work = work_of("\r\n" + execute_document + "\r\n", url_and_xml);
  EXPECT_EQ(work.kind, Kind::Document);
  ASSERT_THAT(execute_of(work).items, SizeIs(1));
  EXPECT_EQ(execute_of(work).items[0].url, "http://a/1");
  EXPECT_THAT(work.notes, IsEmpty());
}

TEST(NotifyBody, with_another_object_is_forbidden) {
  for (const std::string& body : {"<CiscoIPPhoneText><Text>x</Text></CiscoIPPhoneText>"s,
                                  "<CiscoIPPhoneMenu/>"s, "<CiscoIPPhoneText/>"s, "<other/>"s}) {
    const NotifyRefusal refusal = refusal_of(body, strict);
    EXPECT_EQ(refusal.status, 403u) << body;
    EXPECT_EQ(refusal.parameter, "XML_NOTIFY_Body");
  }
}

TEST(NotifyBody, with_broken_xml_is_a_bad_request_with_the_place_for_the_log) {
  const NotifyRefusal refusal = refusal_of("<CiscoIPPhoneExecute>\n<a b='&'/>", url_and_xml);
  EXPECT_EQ(refusal.status, 400u);
  EXPECT_THAT(refusal.detail, HasSubstr("line 2, column 7"));
}

TEST(NotifyBody, with_a_doctype_is_a_bad_request) {
  EXPECT_EQ(refusal_of("<!DOCTYPE x [<!ENTITY a 'b'>]>" + execute_document, url_and_xml).status, 400u);
}

TEST(NotifyBody, with_an_execute_against_the_rules_is_refused_or_mended) {
  const std::string body = "<CiscoIPPhoneExecute><ExecuteItem URL='Key:Info'/><Beep/></CiscoIPPhoneExecute>";
  EXPECT_EQ(refusal_of(body, strict).status, 400u);
  EXPECT_THAT(refusal_of(body, strict).detail, HasSubstr("Beep"));
  EXPECT_THAT(work_of(body, url_and_xml).notes, SizeIs(1));
}

TEST(NotifyBody, with_a_document_over_the_limit_is_too_large) {
  NotifyPolicy small = url_and_xml;
  small.limits.bytes = 50;
  EXPECT_EQ(refusal_of(execute_document, small).status, 413u);
}

TEST(NotifyBody, charset_of_the_request_counts_for_a_document) {
  const std::string body = "<CiscoIPPhoneExecute><ExecuteItem URL='Play:\xB3.raw'/></CiscoIPPhoneExecute>";
  const NotifyWork work = work_of(body, url_and_xml, "text/html; charset=iso-8859-2");
  EXPECT_EQ(execute_of(work).items[0].url, "Play:ł.raw");
}

TEST(NotifyBody, with_an_internal_uri_is_forbidden_unless_xml_is_switched_on) {
  for (const char* body :
       {"Dial:204", "key:Services", "SoftKey:Exit", "Init:Services", "Notify:http:a:80:b"}) {
    const NotifyRefusal refusal = refusal_of(body, page_url);
    EXPECT_EQ(refusal.status, 403u) << body;
    EXPECT_EQ(refusal.parameter, "XML_NOTIFY_Body");
    const NotifyWork work = work_of(body, url_and_xml);
    EXPECT_EQ(work.kind, Kind::Document);
    ASSERT_THAT(execute_of(work).items, SizeIs(1));
    EXPECT_EQ(execute_of(work).items[0].url, body);
  }
}

TEST(NotifyBody, internal_uri_is_one_line_of_utf8_and_not_too_long) {
  EXPECT_EQ(refusal_of("Dial:1\r\nDial:2", url_and_xml).status, 400u);
  EXPECT_EQ(refusal_of("Play:\xFF", url_and_xml).status, 400u);
  EXPECT_EQ(refusal_of("Play:" + std::string(252, 'x'), strict).status, 413u);
}

// --- The events of other makers

const NotifyPolicy with_makers{.other_makers = true};

TEST(MakersNotifyBody, with_a_document_of_theirs_is_to_be_shown_or_run) {
  const auto menu =
      judge_makers_notify("<AastraIPPhoneTextMenu><Title>Lobby</Title></AastraIPPhoneTextMenu>\r\n",
                          "application/xml", with_makers);
  ASSERT_TRUE(menu);
  EXPECT_EQ(std::get<Menu>(*menu->object).common.title, "Lobby");
  const auto execute = judge_makers_notify(
      "<YealinkIPPhoneExecute><ExecuteItem URI='Key:Mute'/></YealinkIPPhoneExecute>", {}, with_makers);
  ASSERT_TRUE(execute);
  EXPECT_EQ(execute_of(*execute).items.at(0).url, "Key:Mute");
}

TEST(MakersNotifyBody, that_is_empty_is_nothing_to_do) {
  const auto work = judge_makers_notify(" \r\n", {}, with_makers);
  ASSERT_TRUE(work);
  EXPECT_EQ(work->kind, Kind::Nothing);
}

TEST(MakersNotifyBody, with_anything_else_is_a_bad_request) {
  for (const char* body : {"http://a/1", "Key:Mute", "<CiscoIPPhoneText><Text>x</Text></CiscoIPPhoneText>",
                           "<other/>", "<AastraIPPhoneStatus/>", "<AastraIPPhoneTextMenu>",
                           "<!DOCTYPE x [<!ENTITY a 'b'>]><AastraIPPhoneTextMenu/>"}) {
    const auto work = judge_makers_notify(body, "text/xml", with_makers);
    ASSERT_FALSE(work) << body;
    EXPECT_EQ(work.error().status, 400U) << body;
    EXPECT_FALSE(work.error().words.empty());
  }
}

TEST(NotifyBody, in_the_words_of_another_maker_is_no_body_of_our_own_event) {
  NotifyPolicy policy = url_and_xml;
  policy.other_makers = true;
  EXPECT_EQ(
      refusal_of("<AastraIPPhoneExecute><ExecuteItem URI='Key:Mute'/></AastraIPPhoneExecute>", policy).status,
      403U);
}

}  // namespace
}  // namespace handset::xml
