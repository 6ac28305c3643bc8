// POST /CGI/Execute, the whole way from the dispatcher to the phone and back, as its settings say.
#include "web/execute_door.h"

#include <array>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/web/digest_client.h"
#include "unit/web/security_rig.h"

namespace handset::web {
namespace {

using testing::digest_answer;
using testing::DigestClient;
using testing::field;
using ::testing::HasSubstr;
using testing::nonce_of;
using testing::Rig;
using testing::SecurityRig;
using testing::user_password;

constexpr std::string_view posted_text =
    "<CiscoIPPhoneText><Title>posted</Title><Text>words</Text></CiscoIPPhoneText>";

using Tags = std::map<std::string, std::string>;

struct ExecuteRig : SecurityRig {
  explicit ExecuteRig(const Tags& more = {{"CISCO_XML_EXE_Auth_Mode", "Trusted"}}) {
    EXPECT_EQ(set({{"CISCO_XML_EXE_Enable", "Yes"}}), 200);
    if (!more.empty()) {
      EXPECT_EQ(set(more), 200);
    }
  }
  static io::HttpRequest push(std::string body, std::vector<HttpField> fields = {}) {
    return request("POST", "/CGI/Execute", std::move(fields), std::move(body));
  }
  io::HttpResponse execute(std::string_view url) {
    return ask(
        push("<CiscoIPPhoneExecute><ExecuteItem URL=\"" + std::string(url) + "\"/></CiscoIPPhoneExecute>"));
  }
  std::string title() { return station->phone().screen().title; }
  int with_digest(std::string user, std::string_view password) {
    DigestClient client{.user = std::move(user),
                        .password = std::string(password),
                        .algorithm = DigestAlgorithm::Md5,
                        .nonce = nonce_of(field(ask(push("<a/>")), "WWW-Authenticate")),
                        .uri = "/CGI/Execute"};
    return status(push(std::string(posted_text), {{"Authorization", digest_answer(client, "POST")}}));
  }
};

TEST(ExecuteDoor, AnswersEachItemInXml) {
  ExecuteRig rig;
  const auto answer = rig.ask(ExecuteRig::push(
      "XML=" + percent_encode("<CiscoIPPhoneExecute><ExecuteItem Priority=\"0\" URL=\"Key:Settings\"/>"
                              "<ExecuteItem URL=\"Key:None&amp;More\"/></CiscoIPPhoneExecute>")));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(field(answer, "Content-Type"), "text/xml; charset=utf-8");
  EXPECT_THAT(answer.body, HasSubstr("<CiscoIPPhoneResponse>"));
  EXPECT_THAT(answer.body, HasSubstr(R"(<ResponseItem Status="0" Data="Success" URL="Key:Settings"/>)"));
  EXPECT_THAT(answer.body,
              HasSubstr(R"(<ResponseItem Status="6" Data="URI not found" URL="Key:None&amp;More"/>)"));
  EXPECT_EQ(rig.station->phone().screen().kind, phone::WindowKind::Menu);
}

TEST(ExecuteDoor, TakesEveryWayOfWritingTheBody) {
  ExecuteRig rig;
  const std::string text(posted_text);
  const HttpField form{"Content-Type", "application/x-www-form-urlencoded"};
  const HttpField wrong{"Content-Type", "text/xml; charset:ISO-8859-1"};
  for (const io::HttpRequest& asked :
       {ExecuteRig::push("XML=" + percent_encode(text), {form}), ExecuteRig::push("XML=" + text, {form}),
        ExecuteRig::push("XML=" + percent_encode(text), {wrong}), ExecuteRig::push("XML=" + text, {wrong}),
        ExecuteRig::push(text, {{"Content-Type", "text/xml"}}), ExecuteRig::push(text)}) {
    const auto answer = rig.ask(asked);
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr(R"(<ResponseItem Status="0" Data="Success" URL=""/>)")) << asked.body;
    EXPECT_EQ(rig.title(), "posted") << asked.body;
    rig.station->press(phone::Key::Exit, phone::KeySource::Person);
  }
}

TEST(ExecuteDoor, AnErrorOfTheDocumentIsTheAnswer) {
  ExecuteRig rig;
  for (const char* body : {"", "XML=", "XML=%zz", "a=b", "<CiscoIPPhoneText>", "<Nothing/>",
                           "<!DOCTYPE a [<!ENTITY b SYSTEM "
                           "'file:///etc/passwd'>]><CiscoIPPhoneText><Text>&b;</Text></CiscoIPPhoneText>"}) {
    const auto answer = rig.ask(ExecuteRig::push(body));
    EXPECT_EQ(answer.status, 200) << body;
    EXPECT_THAT(answer.body, HasSubstr("<CiscoIPPhoneError Number=\"1\">")) << body;
    EXPECT_EQ(rig.station->phone().screen().kind, phone::WindowKind::Idle) << body;
  }
  const auto long_one = rig.ask(ExecuteRig::push("<a>" + std::string(41000, 'x') + "</a>"));
  EXPECT_EQ(long_one.status, 413);
  EXPECT_THAT(long_one.body, HasSubstr("<CiscoIPPhoneError Number=\"1\">"));
}

TEST(ExecuteDoor, MarkupOfThePushComesBackAsText) {
  ExecuteRig rig;
  const auto answer = rig.execute("Key:&lt;script&gt;alert(1)&lt;/script&gt;&quot;");
  EXPECT_THAT(answer.body, ::testing::Not(HasSubstr("<script>")));
  EXPECT_THAT(answer.body, HasSubstr("&lt;script&gt;"));
}

TEST(ExecuteDoor, StandsInTheLogOfPushesAndIsRepeatedFromThere) {
  ExecuteRig rig;
  EXPECT_EQ(rig.status(ExecuteRig::push(std::string(posted_text))), 200);
  const auto list = rig.ask_as(Account::Admin, "GET", "/api/v1/pushes");
  EXPECT_THAT(list.body, HasSubstr("192.0.2.77:50000"));
  EXPECT_THAT(list.body, HasSubstr(R"("way":"http")"));
  const auto one = rig.ask_as(Account::Admin, "GET", "/api/v1/pushes/1");
  EXPECT_THAT(one.body, HasSubstr("HTTP client"));
  EXPECT_THAT(one.body, HasSubstr("curl"));
  EXPECT_THAT(one.body, ::testing::Not(HasSubstr("handset push")));
  rig.station->press(phone::Key::Exit, phone::KeySource::Person);
  EXPECT_EQ(rig.ask_as(Account::Admin, "POST", "/api/v1/pushes/1/repeat", "{}").status, 202);
  EXPECT_EQ(rig.title(), "posted");
}

TEST(ExecuteDoor, OpensNoMicrophone) {
  ExecuteRig rig;
  constexpr std::string_view refused = R"(Status="6" Data="Microphone not allowed")";
  constexpr std::array listens_in = {"RTPTx:192.0.2.1:20480", "RTPMTx:239.0.0.1:20480", "Dial:0",
                                     "Key:Speaker"};
  for (const char* uri : listens_in) {
    const auto answer = rig.execute(uri);
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, HasSubstr(std::string(refused))) << uri;
  }
  EXPECT_EQ(rig.station->lamps().speaker.colour, phone::LampColour::Off);
  // With the leave of the phone's owner it is something else that they lack: a call, and media.
  ASSERT_EQ(rig.set({{"Push_May_Open_Microphone", "Yes"}}), 200);
  for (const char* uri : listens_in)
    EXPECT_THAT(rig.execute(uri).body, ::testing::Not(HasSubstr(std::string(refused)))) << uri;
}

// --- The rows

TEST(ExecuteRows, CISCO_XML_EXE_Enable) {
  SecurityRig rig;
  ASSERT_EQ(rig.set({{"CISCO_XML_EXE_Auth_Mode", "Trusted"}}), 200);
  EXPECT_EQ(rig.status(ExecuteRig::push(std::string(posted_text))), 403);
  ASSERT_EQ(rig.set({{"CISCO_XML_EXE_Enable", "Yes"}}), 200);
  EXPECT_EQ(rig.status(ExecuteRig::push(std::string(posted_text))), 200);
  ASSERT_EQ(rig.set({{"CISCO_XML_EXE_Enable", "No"}}), 200);
  EXPECT_EQ(rig.status(ExecuteRig::push(std::string(posted_text))), 403);
}

TEST(ExecuteRows, CISCO_XML_EXE_Auth_Mode) {
  ExecuteRig rig(Tags{{"XML_User_Name", "pusher"}, {"XML_Password", "its word"}});
  // Local Credential is the default.
  EXPECT_EQ(rig.status(ExecuteRig::push(std::string(posted_text))), 401);
  EXPECT_EQ(rig.with_digest("user", user_password), 200);
  EXPECT_EQ(rig.with_digest("pusher", "its word"), 401);
  ASSERT_EQ(rig.set({{"CISCO_XML_EXE_Auth_Mode", "Remote Credential"}}), 200);
  EXPECT_EQ(rig.with_digest("user", user_password), 401);
  EXPECT_EQ(rig.with_digest("pusher", "its word"), 200);
  ASSERT_EQ(rig.set({{"CISCO_XML_EXE_Auth_Mode", "Trusted"}}), 200);
  EXPECT_EQ(rig.status(ExecuteRig::push(std::string(posted_text))), 200);
}

TEST(ExecuteRows, CISCO_XML_EXE_Allow_Basic) {
  ExecuteRig rig(Tags{});
  const auto basic = ExecuteRig::push(std::string(posted_text), {Rig::basic("user", user_password)});
  EXPECT_EQ(rig.status(basic), 401);
  ASSERT_EQ(rig.set({{"CISCO_XML_EXE_Allow_Basic", "Yes"}}), 200);
  EXPECT_EQ(rig.status(basic), 200);
}

}  // namespace
}  // namespace handset::web
