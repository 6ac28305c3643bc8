#include "sip/message.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "sample_messages.h"

namespace handset::sip {
namespace {

using namespace std::string_view_literals;

class MessageTest : public testing::Test {
 protected:
  // The text lives in heap memory of exactly its size, so that a step behind its end is noticed.
  Result<void> parse(std::string_view text, Message::Framing framing = Message::Framing::Datagram) {
    bytes_ = std::make_unique<char[]>(text.size());
    text.copy(bytes_.get(), text.size());
    return message_.parse({bytes_.get(), text.size()}, framing);
  }
  void expect_malformed(std::string_view text, std::string_view what, bool answerable,
                        Message::Framing framing = Message::Framing::Datagram) {
    const auto result = parse(text, framing);
    ASSERT_FALSE(result) << text;
    EXPECT_EQ(result.error().code, Errc::Malformed);
    EXPECT_EQ(result.error().what, what);
    EXPECT_EQ(message_.answerable(), answerable);
  }

  Message message_;
  std::unique_ptr<char[]> bytes_;
};

TEST_F(MessageTest, ARequestIsTakenApart) {
  ASSERT_TRUE(parse(SampleRequest().text()));
  EXPECT_TRUE(message_.is_request());
  EXPECT_EQ(message_.method(), Method::Notify);
  EXPECT_EQ(message_.method_name(), "NOTIFY");
  EXPECT_EQ(message_.request_uri(), "sip:101@192.0.2.10:5060");
  EXPECT_EQ(message_.version(), "SIP/2.0");
  EXPECT_EQ(message_.lines().size(), 9U);
  EXPECT_EQ(message_.value(Field::Event), "XML-Service");
  EXPECT_EQ(message_.value(Field::CSeq), "314159 NOTIFY");
  EXPECT_EQ(message_.body(), "http://192.0.2.1/menu.xml");
  EXPECT_TRUE(message_.answerable());
}

TEST_F(MessageTest, AResponseIsTakenApart) {
  ASSERT_TRUE(parse("SIP/2.0 486 Busy Here: really\r\nCSeq: 1 INVITE\r\n\r\n"));
  EXPECT_TRUE(message_.is_response());
  EXPECT_EQ(message_.status(), 486U);
  EXPECT_EQ(message_.reason(), "Busy Here: really");
  EXPECT_FALSE(message_.answerable());
}

TEST_F(MessageTest, TheReasonMayBeEmptyOrMissing) {
  ASSERT_TRUE(parse("SIP/2.0 100 \r\n\r\n"));
  EXPECT_EQ(message_.reason(), "");
  ASSERT_TRUE(parse("sip/2.0 200\r\n\r\n"));
  EXPECT_EQ(message_.status(), 200U);
}

TEST_F(MessageTest, AStatusOutsideItsRangeIsMalformed) {
  for (const std::string_view code : {"099", "700", "4294967301", "20", "2000", "-20", "2x0", ""}) {
    EXPECT_FALSE(parse("SIP/2.0 " + std::string(code) + " What\r\n\r\n")) << code;
    EXPECT_FALSE(message_.answerable());
  }
}

TEST_F(MessageTest, LineEndsInFrontAreSkipped) {
  ASSERT_TRUE(parse("\r\n\n\r\n" + SampleRequest().text()));
  EXPECT_EQ(message_.method(), Method::Notify);
  EXPECT_TRUE(message_.bytes().starts_with("NOTIFY"));
}

TEST_F(MessageTest, ABareLineFeedEndsALine) {
  ASSERT_TRUE(parse("OPTIONS sip:a@b SIP/2.0\nVia: x\nTo: y\n\nbody"));
  EXPECT_EQ(message_.value(Field::Via), "x");
  EXPECT_EQ(message_.value(Field::To), "y");
  EXPECT_EQ(message_.body(), "body");
}

TEST_F(MessageTest, CompactFormsAreTheSameFields) {
  ASSERT_TRUE(
      parse("NOTIFY sip:a@b SIP/2.0\r\nv: 1\r\nf: 2\r\nT: 3\r\ni: 4\r\no: 5\r\nc: 6\r\nl: 1\r\n\r\nx"));
  EXPECT_EQ(message_.value(Field::Via), "1");
  EXPECT_EQ(message_.value(Field::From), "2");
  EXPECT_EQ(message_.value(Field::To), "3");
  EXPECT_EQ(message_.value(Field::CallId), "4");
  EXPECT_EQ(message_.value(Field::Event), "5");
  EXPECT_EQ(message_.value(Field::ContentType), "6");
  EXPECT_EQ(message_.value(Field::ContentLength), "1");
}

TEST_F(MessageTest, BlanksAroundTheColonAreNotPartOfNameOrValue) {
  ASSERT_TRUE(parse("OPTIONS sip:a@b SIP/2.0\r\nTO \t :\t sip:x@y  \r\ns :\r\n\r\n"));
  EXPECT_EQ(message_.value(Field::To), "sip:x@y");
  EXPECT_TRUE(message_.has(Field::Subject));
  EXPECT_EQ(message_.value(Field::Subject), "");
}

TEST_F(MessageTest, AFoldedLineIsOneValueThatKeepsItsFolds) {
  ASSERT_TRUE(
      parse("OPTIONS sip:a@b SIP/2.0\r\nVia:\r\n SIP/2.0/UDP\r\n\thost\n ;branch=1\r\nTo: x\r\n\r\n"));
  EXPECT_EQ(message_.value(Field::Via), "SIP/2.0/UDP\r\n\thost\n ;branch=1");
  EXPECT_EQ(message_.value(Field::To), "x");
}

TEST_F(MessageTest, AbsentAndEmptyAreDifferent) {
  ASSERT_TRUE(parse("OPTIONS sip:a@b SIP/2.0\r\nEvent:\r\n\r\n"));
  EXPECT_TRUE(message_.has(Field::Event));
  EXPECT_FALSE(message_.has(Field::To));
  EXPECT_EQ(message_.find(Field::To), nullptr);
}

TEST_F(MessageTest, LinesOfOneFieldAreWalkedInOrder) {
  ASSERT_TRUE(
      parse("OPTIONS sip:a@b SIP/2.0\r\nVia: 1\r\nTo: x\r\nv: 2\r\nX-A: p\r\nVIA: 3\r\nx-a: q\r\n\r\n"));
  EXPECT_EQ(message_.count(Field::Via), 3U);
  const HeaderLine* line = message_.find(Field::Via);
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(line->value, "1");
  line = message_.next(*line);
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(line->value, "2");
  line = message_.next(*line);
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(line->value, "3");
  EXPECT_EQ(message_.next(*line), nullptr);
}

TEST_F(MessageTest, AFieldWithoutANumberIsFoundByName) {
  ASSERT_TRUE(parse("OPTIONS sip:a@b SIP/2.0\r\nX-Other: 0\r\nX-A: p\r\nx-a: q\r\n\r\n"));
  const HeaderLine* line = message_.find("X-a");
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(line->value, "p");
  line = message_.next(*line);
  ASSERT_NE(line, nullptr);
  EXPECT_EQ(line->value, "q");
  EXPECT_EQ(message_.next(*line), nullptr);
  EXPECT_EQ(message_.find("X-B"), nullptr);
  EXPECT_EQ(message_.find("t"), nullptr);
}

TEST_F(MessageTest, BytesBehindTheBodyOfADatagramAreIgnored) {
  const std::string first = SampleRequest().text();
  ASSERT_TRUE(parse(first + SampleRequest().start_line("REGISTER sip:a SIP/2.0").text()));
  EXPECT_EQ(message_.body(), "http://192.0.2.1/menu.xml");
  EXPECT_EQ(message_.bytes(), first);
}

TEST_F(MessageTest, WithoutContentLengthTheRestOfADatagramIsTheBody) {
  ASSERT_TRUE(parse(SampleRequest().replace("Content-Length:").body("all of it\r\n").text()));
  EXPECT_EQ(message_.body(), "all of it\r\n");
}

TEST_F(MessageTest, WithoutContentLengthAStreamIsMalformedButAnswerable) {
  expect_malformed(SampleRequest().replace("Content-Length:").text(), "Content-Length is missing", true,
                   Message::Framing::Stream);
}

TEST_F(MessageTest, ABodyShorterThanItsLengthIsMalformedButAnswerable) {
  expect_malformed(SampleRequest().replace("Content-Length: 26").text(),
                   "The body is shorter than Content-Length", true);
  EXPECT_EQ(message_.value(Field::CSeq), "314159 NOTIFY");
}

TEST_F(MessageTest, ALengthThatIsNoNumberIsMalformedButAnswerable) {
  for (const std::string_view length : {"-25", "+25", "0x19", "25, 25", "", "2 5", "99999999999999999999"}) {
    expect_malformed(SampleRequest().replace("Content-Length: " + std::string(length)).text(),
                     "Content-Length is no length", true);
  }
}

TEST_F(MessageTest, TwoContentLengthsAreMalformedEvenWhenTheyAgree) {
  expect_malformed(SampleRequest().add("l: 25").text(), "More than one Content-Length", true);
  expect_malformed(SampleRequest().add("Content-Length: 3").text(), "More than one Content-Length", true);
  EXPECT_EQ(message_.body(), "");
}

TEST_F(MessageTest, ALineWithoutColonOrNameIsMalformedButTheRestIsKept) {
  expect_malformed(SampleRequest().replace("Max-Forwards:").add("no colon here").text(),
                   "A header line has no name or no colon", true);
  EXPECT_EQ(message_.body(), "http://192.0.2.1/menu.xml");
  expect_malformed(SampleRequest().add(": value").text(), "A header line has no name or no colon", true);
  expect_malformed(SampleRequest().add("two words: value").text(), "The name of a header line is wrong",
                   true);
}

TEST_F(MessageTest, AnErrorSaysWhereItIs) {
  const std::string text = "\r\nOPTIONS sip:a@b SIP/2.0\r\nVia: x\r\nwrong\r\n\r\n";
  const auto result = parse(text);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().at, text.find("wrong"));
}

TEST_F(MessageTest, WithoutBlankLineItIsMalformed) {
  expect_malformed("OPTIONS sip:a@b SIP/2.0\r\nVia: x\r\nTo: y", "No blank line ends the header", true);
  EXPECT_EQ(message_.value(Field::To), "y");
  expect_malformed("OPTIONS sip:a@b SIP/2.0", "No blank line ends the header", false);
}

TEST_F(MessageTest, WhatIsNoSipIsNotAnswerable) {
  for (const std::string_view text :
       {""sv, "\r\n\r\n"sv, "\0\0\0\0"sv, "GET / HTTP/1.1\r\nVia: x\r\n\r\n"sv,
        "OPTIONS SIP/2.0\r\nVia: x\r\n\r\n"sv, " OPTIONS sip:a SIP/2.0\r\nVia: x\r\n\r\n"sv,
        "OPTIONS sip:a SIP/2\r\nVia: x\r\n\r\n"sv, "OPTIONS sip:a SIP/2.\r\nVia: x\r\n\r\n"sv,
        "OPT@IONS sip:a SIP/2.0\r\nVia: x\r\n\r\n"sv, "jaK"sv, "\r"sv, "SIP/2.0"sv, " "sv, "A\tB"sv}) {
    EXPECT_FALSE(parse(text)) << text;
    EXPECT_FALSE(message_.answerable()) << text;
  }
}

TEST_F(MessageTest, StrayBlanksInTheRequestLineAreMalformedButAnswerable) {
  for (const std::string_view line :
       {"NOTIFY  sip:101@192.0.2.10 SIP/2.0", "NOTIFY sip:101@192.0.2.10  SIP/2.0",
        "NOTIFY sip:101@192.0.2.10 SIP/2.0  ", "NOTIFY sip:101@192.0.2.10; lr SIP/2.0",
        "NOTIFY\tsip:a@b\t SIP/2.0"})
    expect_malformed(SampleRequest().start_line(line).text(), "Stray blanks in the request line", true);
}

TEST_F(MessageTest, AnAckIsNeverAnswerable) {
  ASSERT_TRUE(parse(SampleRequest().start_line("ACK sip:101@192.0.2.10 SIP/2.0").text()));
  EXPECT_FALSE(message_.answerable());
}

TEST_F(MessageTest, ARequestWithoutViaIsNotAnswerable) {
  ASSERT_TRUE(parse(SampleRequest().replace("Via:").text()));
  EXPECT_FALSE(message_.answerable());
}

TEST_F(MessageTest, MoreLinesThanTheTableHoldsAreTooLargeButAnswerable) {
  SampleRequest request;
  for (std::size_t i = 9; i < Message::max_lines; ++i) request.add("X-Filler: 1");
  ASSERT_TRUE(parse(request.text()));
  EXPECT_EQ(message_.lines().size(), Message::max_lines);
  const auto result = parse(request.add("X-Filler: 1").text());
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Errc::TooLarge);
  EXPECT_TRUE(message_.answerable());
  EXPECT_EQ(message_.lines().size(), Message::max_lines);
}

TEST_F(MessageTest, NothingOfTheLastMessageIsLeft) {
  ASSERT_TRUE(parse(SampleRequest().text()));
  ASSERT_TRUE(parse("SIP/2.0 200 OK\r\n\r\n"));
  EXPECT_TRUE(message_.lines().empty());
  EXPECT_FALSE(message_.has(Field::Via));
  EXPECT_EQ(message_.body(), "");
  EXPECT_EQ(message_.request_uri(), "");
  ASSERT_FALSE(parse("rubbish"));
  EXPECT_EQ(message_.kind(), Message::Kind::None);
  EXPECT_EQ(message_.status(), 0U);
}

TEST_F(MessageTest, CutAnywhereItNeverReadsBeyondItsEnd) {
  const std::string text = SampleRequest().replace("To: <sip:101@192.0.2.10>\r\n ;x=y").text();
  for (std::size_t size = 0; size < text.size(); ++size)
    EXPECT_FALSE(parse(std::string_view(text).substr(0, size))) << size;
}

TEST_F(MessageTest, ControlCharactersInAValueAreKept) {
  const std::string value("\"BEL:\\\x07 NUL:\\\0 DEL:\\\x7f\" <sip:a@b>"sv);
  ASSERT_TRUE(parse(SampleRequest().replace("To: " + value).text()));
  EXPECT_EQ(message_.value(Field::To), value);
}

}  // namespace
}  // namespace handset::sip
