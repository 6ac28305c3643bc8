#include "sip/stream_framer.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "sample_messages.h"
#include "sip/message.h"

namespace handset::sip {
namespace {

using Frames = std::vector<std::string>;

// All that the framer makes of its pieces: messages, "ping", and how it ended.
Frames frames_of(const std::vector<std::string_view>& pieces, StreamFramer::Limits limits = {}) {
  StreamFramer framer(limits);
  Frames out;
  for (const auto piece : pieces) {
    framer.feed(piece);
    for (;;) {
      const auto frame = framer.next();
      if (!frame) {
        if (frame.error().code == Errc::Incomplete) break;
        out.emplace_back(frame.error().what);
        out.emplace_back(framer.broken());
        return out;
      }
      out.emplace_back(frame->kind == StreamFramer::Frame::Kind::Ping ? "ping" : frame->bytes);
    }
  }
  return out;
}

void expect_the_same_however_split(const std::string& text, const Frames& wanted,
                                   StreamFramer::Limits limits = {}) {
  const std::string_view all = text;
  EXPECT_EQ(frames_of({all}, limits), wanted);
  for (std::size_t at = 0; at <= all.size(); ++at)
    EXPECT_EQ(frames_of({all.substr(0, at), all.substr(at)}, limits), wanted) << "split at " << at;
  for (const std::size_t size : {std::size_t{1}, std::size_t{2}, std::size_t{3}, std::size_t{7}}) {
    std::vector<std::string_view> pieces;
    for (std::size_t at = 0; at < all.size(); at += size) pieces.push_back(all.substr(at, size));
    EXPECT_EQ(frames_of(pieces, limits), wanted) << "pieces of " << size;
  }
}

const std::string first = SampleRequest().text();
const std::string second = SampleRequest().replace("Content-Length:").add("l:\r\n 4").body("\r\n\r\n").text();
const std::string third = join_message({"SIP/2.0 200 OK", "content-LENGTH : 0"});

TEST(StreamFramer, MessagesAreTheSameHoweverTheStreamIsSplit) {
  expect_the_same_however_split(first + second + third + first, {first, second, third, first});
}

TEST(StreamFramer, ADoubleLineEndBetweenMessagesIsAPing) {
  expect_the_same_however_split("\r\n\r\n" + first + "\r\n\r\n\r\n\r\n" + third,
                                {"ping", first, "ping", "ping", third});
}

TEST(StreamFramer, ASingleLineEndBetweenMessagesIsSkipped) {
  expect_the_same_however_split("\r\n" + first + "\r\n" + third + "\n" + third + "\r\n",
                                {first, third, third});
}

TEST(StreamFramer, BareLineFeedsEndLinesToo) {
  const std::string text = "OPTIONS sip:a SIP/2.0\nl: 2\n\nab";
  const std::string mixed = "OPTIONS sip:a SIP/2.0\nl: 2\n\r\nab";
  expect_the_same_however_split(text + mixed + text, {text, mixed, text});
}

TEST(StreamFramer, AMissingLengthIsFinal) {
  const std::string head = join_message({"OPTIONS sip:a SIP/2.0", "Via: x"});
  expect_the_same_however_split(third + head + third, {third, "Content-Length is missing", head});
}

TEST(StreamFramer, TwoLengthsAreFinal) {
  const std::string head = join_message({"OPTIONS sip:a SIP/2.0", "Content-Length: 1", "l: 1"});
  expect_the_same_however_split(head + "x", {"More than one Content-Length", head});
}

TEST(StreamFramer, ALengthThatIsNoneIsFinal) {
  for (const std::string value : {"-1", "1x", "", "0x1", "1 1", "1,1"}) {
    const std::string head = join_message({"OPTIONS sip:a SIP/2.0", "Content-Length: " + value});
    expect_the_same_however_split(head + "x", {"Content-Length is no length", head});
  }
}

TEST(StreamFramer, ABodyBeyondTheLimitIsRefusedBeforeItComes) {
  const StreamFramer::Limits limits{.header = 100, .body = 10};
  const std::string fits = join_message({"OPTIONS sip:a SIP/2.0", "l: 10"}, "0123456789");
  const std::string head = join_message({"OPTIONS sip:a SIP/2.0", "l: 11"});
  expect_the_same_however_split(fits + head, {fits, "The body is too large", head}, limits);
  const std::string huge = join_message({"OPTIONS sip:a SIP/2.0", "l: 99999999999999999999"});
  expect_the_same_however_split(huge, {"The body is too large", huge}, limits);
}

TEST(StreamFramer, AHeaderBeyondTheLimitIsRefused) {
  const StreamFramer::Limits limits{.header = 60, .body = 10};
  const std::string text =
      join_message({"OPTIONS sip:a SIP/2.0", "Via: x", "l: 0", "X: " + std::string(60, 'x')});
  expect_the_same_however_split(text, {"The header is too large", text.substr(0, 60)}, limits);
  const std::string endless(100, 'x');
  expect_the_same_however_split(endless, {"The header is too large", endless.substr(0, 60)}, limits);
}

TEST(StreamFramer, TheUsualLimitsAre16And64KiB) {
  const std::string body(std::size_t{64} * 1024, 'b');
  const std::string large = SampleRequest().replace("Content-Length: 65536").body(body).text();
  EXPECT_EQ(frames_of({large}), Frames{large});
  const std::string larger = SampleRequest().replace("Content-Length: 65537").text();
  EXPECT_EQ(frames_of({larger}).front(), "The body is too large");
  const std::string long_line = SampleRequest().add("X: " + std::string(std::size_t{16} * 1024, 'x')).text();
  EXPECT_EQ(frames_of({long_line}).front(), "The header is too large");
}

TEST(StreamFramer, NothingIsTakenAfterAFinalError) {
  StreamFramer framer;
  framer.feed("OPTIONS sip:a SIP/2.0\r\n\r\n");
  EXPECT_EQ(framer.next().error().code, Errc::Malformed);
  framer.feed(third);
  EXPECT_EQ(framer.next().error().code, Errc::Malformed);
  EXPECT_EQ(framer.broken(), "OPTIONS sip:a SIP/2.0\r\n\r\n");
}

TEST(StreamFramer, WhatIsBrokenCanStillBeAnswered) {
  StreamFramer framer;
  framer.feed(SampleRequest().replace("Content-Length:").text());
  ASSERT_FALSE(framer.next());
  Message message;
  EXPECT_FALSE(message.parse(framer.broken(), Message::Framing::Stream));
  EXPECT_TRUE(message.answerable());
}

TEST(StreamFramer, EachFrameParsesAsAStreamMessage) {
  StreamFramer framer;
  framer.feed(second);
  const auto frame = framer.next();
  ASSERT_TRUE(frame);
  Message message;
  ASSERT_TRUE(message.parse(frame->bytes, Message::Framing::Stream));
  EXPECT_EQ(message.body(), "\r\n\r\n");
}

TEST(StreamFramer, AHeaderThatComesByteByByteIsReadInLinearTime) {
  // 120 kB would take minutes if each byte began the search anew.
  StreamFramer framer({.header = std::size_t{1} << 20, .body = 0});
  std::string text = "OPTIONS sip:a SIP/2.0\r\nl: 0\r\n";
  for (int i = 0; i < 20000; ++i) text += "X: 1\r\n";
  for (const char c : text) {
    framer.feed({&c, 1});
    ASSERT_EQ(framer.next().error().code, Errc::Incomplete);
  }
  framer.feed("\r\n");
  EXPECT_EQ(framer.next()->bytes.size(), text.size() + 2);
}

}  // namespace
}  // namespace handset::sip
