#include "sip/writer.h"

#include <array>
#include <gtest/gtest.h>
#include <string>

#include "sample_messages.h"

namespace handset::sip {
namespace {

Endpoint at(std::string_view text) {
  return Endpoint::parse(text).value();
}

class WriterTest : public testing::Test {
 protected:
  std::string respond(const SampleRequest& request, std::string_view source = "192.0.2.1:5080",
                      unsigned status = 200, std::string_view reason = {}, std::string_view tag = "t1") {
    text_ = request.text();
    static_cast<void>(message_.parse(text_));
    Writer out(buffer_);
    write_response(out, message_, at(source), status, reason, tag);
    out.finish();
    return std::string(out.view());
  }
  std::string top_via(std::string_view via, std::string_view source) {
    const std::string text = respond(SampleRequest().replace("Via: " + std::string(via)), source);
    const auto start = text.find("Via: ") + 5;
    return text.substr(start, text.find("\r\n", start) - start);
  }

  std::array<char, 8192> buffer_{};
  std::string text_;
  Message message_;
};

TEST_F(WriterTest, AMessageIsWrittenLineByLine) {
  Writer out(buffer_);
  out.request_line("NOTIFY", "sip:101@192.0.2.10");
  out.header("Event", "XML-Service");
  out.header("Max-Forwards", 70);
  out.header("Contact", {"<sip:", "pbx", "@", "192.0.2.1", ">"});
  out.begin_header("Via");
  out.text("SIP/2.0/UDP ");
  out.endpoint(at("[2001:db8::1]:5060"));
  out.end_header();
  out.finish("body\r\n");
  ASSERT_TRUE(out.ok());
  EXPECT_EQ(out.view(),
            "NOTIFY sip:101@192.0.2.10 SIP/2.0\r\nEvent: XML-Service\r\nMax-Forwards: 70\r\n"
            "Contact: <sip:pbx@192.0.2.1>\r\nVia: SIP/2.0/UDP [2001:db8::1]:5060\r\nContent-Length: "
            "6\r\n\r\nbody\r\n");
}

TEST_F(WriterTest, WhatDoesNotFitIsNoticedAndNothingIsGivenOut) {
  std::array<char, 20> small{};
  Writer fits(small);
  fits.header("A", "1234567890123");
  EXPECT_TRUE(fits.ok());
  EXPECT_EQ(fits.view().size(), 18U);
  Writer out(small);
  out.header("A", "12345678901234567");
  EXPECT_TRUE(out.overflowed());
  out.text("x");
  EXPECT_FALSE(out.ok());
  EXPECT_EQ(out.view(), "");
}

TEST_F(WriterTest, ControlCharactersAreRefused) {
  for (const std::string_view bad : {"a\r\nX: y", "a\nb", "a\rb", "a\x01", "\x7f"}) {
    Writer out(buffer_);
    out.header("A", bad);
    EXPECT_TRUE(out.refused()) << bad;
    EXPECT_EQ(out.view(), "");
  }
  Writer nul(buffer_);
  nul.header("A", std::string_view("a\0b", 3));
  EXPECT_TRUE(nul.refused());
  Writer tab(buffer_);
  tab.header("A", "a\tb");
  EXPECT_TRUE(tab.ok());
}

TEST_F(WriterTest, AStartLineCannotBeBrokenApart) {
  for (const std::string_view uri : {"sip:a b", "", "sip:a\r\nVia: x"}) {
    Writer out(buffer_);
    out.request_line("NOTIFY", uri);
    EXPECT_TRUE(out.refused()) << uri;
  }
  Writer method(buffer_);
  method.request_line("NOT IFY", "sip:a");
  EXPECT_TRUE(method.refused());
  Writer status(buffer_);
  status.status_line(99, "x");
  EXPECT_TRUE(status.refused());
  Writer name(buffer_);
  name.header("A: b\r\nC", "d");
  EXPECT_TRUE(name.refused());
}

TEST_F(WriterTest, QuotedTextIsReadBackAsItWas) {
  Writer out(buffer_);
  out.begin_header("X");
  out.quoted(R"(a"b\c)");
  EXPECT_EQ(out.view(), R"(X: "a\"b\\c")");
  out.quoted("\r");
  EXPECT_TRUE(out.refused());
}

TEST_F(WriterTest, AResponseRepeatsWhatIdentifiesTheRequest) {
  EXPECT_EQ(respond(SampleRequest()),
            "SIP/2.0 200 OK\r\n"
            "Via: SIP/2.0/UDP 192.0.2.1:5080;branch=z9hG4bK776asdhds;received=192.0.2.1;rport=5080\r\n"
            "From: \"The PBX\" <sip:pbx@192.0.2.1>;tag=1928301774\r\n"
            "To: <sip:101@192.0.2.10>;tag=t1\r\n"
            "Call-ID: a84b4c76e66710@192.0.2.1\r\n"
            "CSeq: 314159 NOTIFY\r\n"
            "Content-Length: 0\r\n\r\n");
}

TEST_F(WriterTest, AToTagIsOnlyAddedWhereNoneIs) {
  EXPECT_NE(
      respond(SampleRequest().replace("To: <sip:101@h>;tag=theirs")).find("To: <sip:101@h>;tag=theirs\r\n"),
      std::string::npos);
  EXPECT_NE(respond(SampleRequest(), "192.0.2.1:5080", 100, {}, {}).find("To: <sip:101@192.0.2.10>\r\n"),
            std::string::npos);
  EXPECT_NE(respond(SampleRequest().replace("To: sip:101@h")).find("To: sip:101@h;tag=t1\r\n"),
            std::string::npos);
}

TEST_F(WriterTest, AllViasAreCopiedInOrder) {
  const std::string text = respond(SampleRequest()
                                       .replace("Via: SIP/2.0/UDP 192.0.2.1;branch=1, SIP/2.0/TCP b;branch=2")
                                       .add("v: SIP/2.0/TLS c;branch=3")
                                       .add("Via: SIP/2.0/UDP d;branch=\r\n 4"));
  EXPECT_NE(text.find("Via: SIP/2.0/UDP 192.0.2.1;branch=1, SIP/2.0/TCP b;branch=2\r\n"
                      "v: SIP/2.0/TLS c;branch=3\r\nVia: SIP/2.0/UDP d;branch= 4\r\nFrom:"),
            std::string::npos)
      << text;
}

TEST_F(WriterTest, ReceivedIsAddedWhenTheSourceIsAnother) {
  EXPECT_EQ(top_via("SIP/2.0/UDP 10.0.0.1:5060;branch=1", "192.0.2.7:4444"),
            "SIP/2.0/UDP 10.0.0.1:5060;branch=1;received=192.0.2.7");
  EXPECT_EQ(top_via("SIP/2.0/UDP pbx.example.com;branch=1", "[2001:db8::7]:4444"),
            "SIP/2.0/UDP pbx.example.com;branch=1;received=2001:db8::7");
  EXPECT_EQ(top_via("SIP/2.0/UDP 192.0.2.7:5060;branch=1", "192.0.2.7:4444"),
            "SIP/2.0/UDP 192.0.2.7:5060;branch=1");
}

TEST_F(WriterTest, RportIsFilledInAndReceivedComesWithIt) {
  EXPECT_EQ(top_via("SIP/2.0/UDP 192.0.2.7;rport;branch=1", "192.0.2.7:4444"),
            "SIP/2.0/UDP 192.0.2.7;branch=1;received=192.0.2.7;rport=4444");
}

TEST_F(WriterTest, ReceivedAndRportAreAddedUnaskedWhereThatIsWanted) {
  const auto added = [this](ViaAdditions additions) {
    text_ = SampleRequest().replace("Via: SIP/2.0/UDP 192.0.2.7:5060;branch=1").text();
    static_cast<void>(message_.parse(text_));
    Writer out(buffer_);
    write_response(out, message_, at("192.0.2.7:4444"), 200, {}, "t1", additions);
    const std::string text(out.view());
    const auto start = text.find(";branch=1") + 9;
    return text.substr(start, text.find("\r\n", start) - start);
  };
  EXPECT_EQ(added({}), "");
  EXPECT_EQ(added({.received = true}), ";received=192.0.2.7");
  EXPECT_EQ(added({.rport = true}), ";received=192.0.2.7;rport=4444");
}

TEST_F(WriterTest, CompactNamesAreWrittenWhereThereAreSome) {
  Writer out(buffer_);
  out.use_compact_names(true);
  out.status_line(200, "OK");
  out.header("From", "a");
  out.header("Allow-Events", "b");
  out.header("CSeq", "1 OPTIONS");
  out.header("P-Other", "c");
  out.finish();
  EXPECT_EQ(out.view(), "SIP/2.0 200 OK\r\nf: a\r\nu: b\r\nCSeq: 1 OPTIONS\r\nP-Other: c\r\nl: 0\r\n\r\n");
}

TEST_F(WriterTest, ACompactNameOfTheRequestStaysOneInTheResponse) {
  const std::string text = respond(SampleRequest().replace("Via: SIP/2.0/UDP 192.0.2.1:5080;branch=1"));
  EXPECT_EQ(text.find("\r\nv: "), std::string::npos);
  EXPECT_NE(respond(SampleRequest().add("v: SIP/2.0/UDP d;branch=2")).find("\r\nv: SIP/2.0/UDP d"),
            std::string::npos);
}

TEST_F(WriterTest, WhatTheSenderWroteIntoReceivedAndRportIsReplaced) {
  EXPECT_EQ(top_via("SIP/2.0/UDP 10.0.0.1;received=203.0.113.1;rport=1;branch=1;x=\"a;b\"", "192.0.2.7:4444"),
            "SIP/2.0/UDP 10.0.0.1;branch=1;x=\"a;b\";received=192.0.2.7;rport=4444");
  EXPECT_EQ(top_via("SIP/2.0/UDP 192.0.2.7;received=203.0.113.1", "192.0.2.7:4444"), "SIP/2.0/UDP 192.0.2.7");
}

TEST_F(WriterTest, AViaThatCannotBeReadIsCopiedAsItCame) {
  EXPECT_EQ(top_via("nonsense;", "192.0.2.7:4444"), "nonsense;");
}

TEST_F(WriterTest, FoldsBecomeSpacesAndCannotSplitAResponse) {
  const std::string text =
      respond(SampleRequest().replace("From: \"a\"\r\n <sip:b@c>\r\n\t;tag=1").replace("Call-ID: x\ry"));
  EXPECT_NE(text.find("From: \"a\" <sip:b@c> ;tag=1\r\n"), std::string::npos) << text;
  EXPECT_NE(text.find("Call-ID: x y\r\n"), std::string::npos);
  const std::string blanks = respond(SampleRequest().replace("From: \"a  b\" \t\r\n <sip:b@c>;tag=1"));
  EXPECT_NE(blanks.find("From: \"a  b\" <sip:b@c>;tag=1\r\n"), std::string::npos)
      << "blanks before a fold belong to it, those inside a line stay";
}

TEST_F(WriterTest, WhatIsMissingInTheRequestIsMissingInTheResponse) {
  const std::string text = respond(SampleRequest().replace("From:").replace("To:").replace("Call-ID:"),
                                   "192.0.2.1:5080", 400, "To is missing");
  EXPECT_EQ(text,
            "SIP/2.0 400 To is missing\r\n"
            "Via: SIP/2.0/UDP 192.0.2.1:5080;branch=z9hG4bK776asdhds;received=192.0.2.1;rport=5080\r\n"
            "CSeq: 314159 NOTIFY\r\nContent-Length: 0\r\n\r\n");
}

TEST_F(WriterTest, AResponseIsParsedAgainAsWhatItWas) {
  const std::string text = respond(SampleRequest().add("Via: SIP/2.0/UDP d"), "192.0.2.1:5080", 489);
  Message response;
  ASSERT_TRUE(response.parse(text, Message::Framing::Stream));
  EXPECT_EQ(response.status(), 489U);
  EXPECT_EQ(response.reason(), "Bad Event");
  EXPECT_EQ(response.count(Field::Via), 2U);
}

TEST_F(WriterTest, AllowNamesTheMethodsOfTheSet) {
  Writer out(buffer_);
  write_allow(out, {Method::Notify, Method::Options, Method::Invite});
  EXPECT_EQ(out.view(), "Allow: INVITE, OPTIONS, NOTIFY\r\n");
}

TEST_F(WriterTest, UnsupportedNamesWhatWasRequiredAndIsUnknown) {
  const std::string text =
      SampleRequest().replace("Require: a, timer,\r\n b").add("Require: c").add("Proxy-Require: d").text();
  ASSERT_TRUE(message_.parse(text));
  constexpr std::array<std::string_view, 1> supported = {"timer"};
  Writer out(buffer_);
  write_unsupported(out, message_, supported);
  EXPECT_EQ(out.view(), "Unsupported: a, b, c\r\n");
}

TEST_F(WriterTest, LinesOfAFieldAreCopied) {
  const std::string text =
      SampleRequest().add("Record-Route: <sip:a;lr>").add("Record-Route: <sip:b;lr>").text();
  ASSERT_TRUE(message_.parse(text));
  Writer out(buffer_);
  copy_lines(out, message_, Field::RecordRoute);
  EXPECT_EQ(out.view(), "Record-Route: <sip:a;lr>\r\nRecord-Route: <sip:b;lr>\r\n");
}

TEST(ReasonPhrase, IsThatOfTheRegistryOrOfTheClass) {
  EXPECT_EQ(reason_phrase(200), "OK");
  EXPECT_EQ(reason_phrase(401), "Unauthorized");
  EXPECT_EQ(reason_phrase(606), "Not Acceptable");
  EXPECT_EQ(reason_phrase(100), "Trying");
  EXPECT_EQ(reason_phrase(499), "Bad Request");
  EXPECT_EQ(reason_phrase(699), "Global Failure");
}

TEST(StatusDigits, AreThoseOfTheNumber) {
  EXPECT_EQ(status_digits(100), "100");
  EXPECT_EQ(status_digits(489), "489");
  EXPECT_EQ(status_digits(699), "699");
  EXPECT_EQ(status_digits(99), "other");
  EXPECT_EQ(status_digits(700), "other");
}

}  // namespace
}  // namespace handset::sip
