// The steps of RFC 3261 8.2 in their order: a request with several defects is answered for the first of them.
#include "unit/phone/phone_rig.h"

namespace handset::phone {
namespace {

Draft draft_of(std::string method, std::string extra = {}, std::string body = {}) {
  Draft draft;
  draft.method = std::move(method);
  draft.extra = std::move(extra);
  draft.body = std::move(body);
  return draft;
}

std::string replaced(std::string text, std::string_view part, std::string_view by) {
  EXPECT_NE(text.find(part), std::string::npos);
  return text.replace(text.find(part), part.size(), by);
}

TEST(RequestOrder, ANotifyIsAnsweredForTheFirstOfItsDefects) {
  PhoneOptions options = phone_options();
  Rig rig(std::move(options));
  Draft earlier;
  EXPECT_EQ(status_of(push(rig, earlier)), 200U);

  // Everything is wrong with it, and is mended step by step.
  Draft draft;
  draft.uri = "soap.beep:101";
  draft.to_parameters = ";tag=gone";
  draft.cseq = 2;  // that of the push above
  draft.branch = "z9hG4bK-other-way";
  draft.extra = "Event: presence\r\nContent-Encoding: compress\r\nRequire: telepathy\r\n";
  std::string text = draft.text();
  const std::string other_cseq = replaced(text, "2 NOTIFY", "2 INVITE");
  EXPECT_EQ(status_of(rig.ask(replaced(other_cseq, " SIP/2.0\r\nVia", " SIP/3.0\r\nVia"))), 505U);
  EXPECT_EQ(status_of(rig.ask(other_cseq)), 400U);
  EXPECT_EQ(status_of(rig.ask(replaced(replaced(text, "NOTIFY", "REGISTER"), "2 NOTIFY", "2 REGISTER"))),
            405U);
  EXPECT_EQ(status_of(rig.ask(text)), 481U);
  draft.to_parameters.clear();
  EXPECT_EQ(status_of(rig.ask(draft.text())), 416U);
  draft.uri = "sip:999@192.0.2.10:5060";
  EXPECT_EQ(status_of(rig.ask(draft.text())), 404U);
  draft.uri = Draft{}.uri;
  // What was answered for good had credentials, and so has what repeats it.
  EXPECT_EQ(
      status_of(rig.ask(replaced(draft.text(), "Event:", "Authorization: Digest realm=\"x\"\r\nEvent:"))),
      482U);
  draft.cseq = 7;
  EXPECT_EQ(status_of(rig.ask(draft.text())), 420U);
  draft.extra = replaced(draft.extra, "Require: telepathy\r\n", "");
  EXPECT_EQ(status_of(rig.ask(draft.text())), 489U);
  draft.extra = replaced(draft.extra, "presence", "XML-Service");
  EXPECT_EQ(status_of(rig.ask(draft.text())), 401U);
  EXPECT_EQ(status_of(push(rig, draft)), 415U);
  draft.extra = replaced(draft.extra, "Content-Encoding: compress\r\n", "");
  draft.branch += "-mended";
  draft.cseq = 20;
  EXPECT_EQ(status_of(push(rig, draft)), 200U);
}

TEST(RequestOrder, AnInviteIsAnsweredForTheFirstOfItsDefects) {
  Rig rig;
  Draft draft = draft_of("INVITE",
                         "Require: telepathy\r\nContent-Type: application/unknownformat\r\n"
                         "Content-Encoding: compress\r\nAccept: text/plain\r\n",
                         "v=0");
  draft.uri = "tel:+1555";
  EXPECT_EQ(status_of(rig.ask(draft.text())), 416U);
  draft.uri = "sip:999@192.0.2.10";
  EXPECT_EQ(status_of(rig.ask(draft.text())), 404U);
  draft.uri = Draft{}.uri;
  EXPECT_EQ(status_of(rig.ask(draft.text())), 420U);
  draft.extra = replaced(draft.extra, "Require: telepathy\r\n", "");
  std::string answer = rig.ask(draft.text());
  EXPECT_EQ(status_of(answer), 415U);
  EXPECT_EQ(field_of(answer, sip::Field::Accept), "application/sdp");
  EXPECT_EQ(field_of(answer, sip::Field::AcceptEncoding), "");
  draft.extra = replaced(draft.extra, "unknownformat", "sdp");
  answer = rig.ask(draft.text());
  EXPECT_EQ(status_of(answer), 415U);
  EXPECT_EQ(field_of(answer, sip::Field::AcceptEncoding), "identity");
  EXPECT_EQ(field_of(answer, sip::Field::Accept), "");
  draft.extra = replaced(draft.extra, "Content-Encoding: compress\r\n", "");
  EXPECT_EQ(status_of(rig.ask(draft.text())), 406U);
  draft.extra = replaced(draft.extra, "text/plain", "text/plain, application/sdp");
  EXPECT_EQ(status_of(rig.ask(draft.text())), 480U);
}

TEST(RequestOrder, WhatIsRequiredAndNotKnownIsNamed) {
  Rig rig;
  for (const char* method : {"INVITE", "OPTIONS", "NOTIFY"}) {
    const std::string answer = rig.ask(draft_of(method,
                                                "Require: telepathy, 100rel\r\nProxy-Require: sec-agree\r\n"
                                                "Require: timer\r\n")
                                           .text());
    EXPECT_EQ(status_of(answer), 420U) << method;
    EXPECT_EQ(field_of(answer, sip::Field::Unsupported), "telepathy, 100rel, timer") << method;
  }
}

// 8.2.2.3: a CANCEL has only a Require if its INVITE had it, and is not refused for it.
TEST(RequestOrder, ACancelIsNotRefusedForWhatItRequires) {
  Rig rig;
  EXPECT_EQ(status_of(rig.ask(draft_of("CANCEL", "Require: telepathy\r\n").text())), 481U);
}

TEST(RequestOrder, AnAckIsNotAnsweredWhateverIsWrongWithIt) {
  Rig rig;
  const std::string ack = draft_of("ACK", "Require: telepathy\r\n").text();
  EXPECT_EQ(rig.ask(ack), "");
  EXPECT_EQ(rig.ask(replaced(ack, "CSeq: 1", "CSeq: x")), "");
  EXPECT_EQ(rig.ask(replaced(ack, "SIP/2.0\r\nVia", "SIP/9.0\r\nVia")), "");
  EXPECT_EQ(rig.ask(replaced(ack, "Content-Length: 0", "Content-Length: 9")), "");
  EXPECT_EQ(rig.ask(replaced(ack, "\r\nFrom:", "\r\nNo colon\r\nFrom:")), "");
}

TEST(RequestOrder, AMethodThatIsNotSpokenIsRefusedWhoeverItIsFor) {
  Rig rig;
  Draft draft = draft_of("REGISTER", "Require: telepathy\r\n");
  draft.uri = "sip:registrar.example.com";
  std::string answer = rig.ask(draft.text());
  EXPECT_EQ(status_of(answer), 405U);
  EXPECT_EQ(field_of(answer, sip::Field::Allow), "INVITE, ACK, BYE, CANCEL, OPTIONS, NOTIFY");
  draft.method = "notify";  // methods have a case
  answer = rig.ask(draft.text());
  EXPECT_EQ(status_of(answer), 501U);
  EXPECT_EQ(field_of(answer, sip::Field::Allow), "INVITE, ACK, BYE, CANCEL, OPTIONS, NOTIFY");
}

TEST(RequestOrder, ATagOfADialogThatIsNoneIsRefused) {
  Rig rig;
  for (const char* method : {"INVITE", "OPTIONS", "BYE", "NOTIFY", "CANCEL"}) {
    Draft draft = draft_of(method, "Event: XML-Service\r\n");
    draft.to_parameters = ";tag=gone";
    const std::string answer = rig.ask(draft.text());
    EXPECT_EQ(status_of(answer), 481U) << method;
    EXPECT_TRUE(field_of(answer, sip::Field::To).ends_with(";tag=gone")) << method;
  }
}

TEST(RequestOrder, TooManyHeaderLinesAreAMessageTooLarge) {
  Rig rig;
  std::string filler;
  for (int i = 0; i < 200; ++i) filler += "X-Filler: 1\r\n";
  EXPECT_EQ(status_of(rig.ask(draft_of("OPTIONS", filler).text())), 513U);
}

// 8.2.6.2, 8.2.7: what is answered without being remembered gets the same tag when it comes again.
TEST(RequestOrder, ARetransmissionGetsTheSameAnswer) {
  Rig rig;
  for (const char* method : {"INVITE", "OPTIONS", "NOTIFY", "CANCEL", "REGISTER"}) {
    const std::string text = draft_of(method).text();
    const std::string first = rig.ask(text);
    EXPECT_FALSE(first.empty()) << method;
    EXPECT_EQ(rig.ask(text), first) << method;
    Draft other = draft_of(method);
    other.branch += "-other";
    EXPECT_NE(field_of(rig.ask(other.text()), sip::Field::To), field_of(first, sip::Field::To)) << method;
  }
  EXPECT_EQ(rig.switchboard.remembered(), 0U);
}

}  // namespace
}  // namespace handset::phone
