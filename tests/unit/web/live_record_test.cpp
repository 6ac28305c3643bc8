#include "web/live_record.h"

#include <gtest/gtest.h>

namespace handset::web {
namespace {

std::vector<std::string> words(const std::optional<std::vector<io::WebSocket::Text>>& texts) {
  std::vector<std::string> out;
  if (!texts) return {"all"};
  for (const auto& text : *texts) out.push_back(*text);
  return out;
}

TEST(LiveRecord, EventsAreNumberedFromOne) {
  LiveRecord record("S");
  EXPECT_EQ(record.number(), 0U);
  EXPECT_EQ(*record.add(R"({"event":"keys"})").plain, R"({"number":1,"event":"keys"})");
  EXPECT_EQ(*record.add(R"({"event":"keys"})").pictured, R"({"number":2,"event":"keys"})");
  EXPECT_EQ(record.number(), 2U);
}

TEST(LiveRecord, APictureIsInOneOfTheTwoForms) {
  LiveRecord record("S");
  const LiveText text = record.add(R"({"event":"screen"})", "cGljdHVyZQ==");
  EXPECT_EQ(*text.plain, R"({"number":1,"event":"screen"})");
  EXPECT_EQ(*text.pictured, R"({"number":1,"event":"screen","picture":"cGljdHVyZQ=="})");
}

TEST(LiveRecord, WhoComesBackGetsWhatItMissed) {
  LiveRecord record("S");
  for (const char* body : {R"({"e":"a"})", R"({"e":"b"})", R"({"e":"c"})"}) record.add(body);
  EXPECT_EQ(words(record.since("S", 1, true)),
            (std::vector<std::string>{R"({"number":2,"e":"b"})", R"({"number":3,"e":"c"})"}));
  EXPECT_EQ(words(record.since("S", 3, true)), std::vector<std::string>{});
  EXPECT_EQ(words(record.since("S", 0, true)).size(), 3U);
}

TEST(LiveRecord, AnotherStreamANumberOfTheFutureOrAForgottenOneGetsAll) {
  LiveRecord record("S", {.events = 2});
  for (int i = 0; i < 4; ++i) record.add(R"({"e":1})");
  EXPECT_EQ(words(record.since("T", 4, true)), std::vector<std::string>{"all"});
  EXPECT_EQ(words(record.since("", 4, true)), std::vector<std::string>{"all"});
  EXPECT_EQ(words(record.since("S", 5, true)), std::vector<std::string>{"all"});
  EXPECT_EQ(words(record.since("S", 1, true)), std::vector<std::string>{"all"});
  EXPECT_EQ(words(record.since("S", 2, true)).size(), 2U);
}

TEST(LiveRecord, WhatWasNotDrawnIsForThoseWithoutPicturesOnly) {
  LiveRecord record("S");
  record.add(R"({"e":"screen"})", "");
  record.add(R"({"e":"keys"})");
  EXPECT_EQ(words(record.since("S", 0, false)).size(), 2U);
  EXPECT_EQ(words(record.since("S", 0, true)), std::vector<std::string>{"all"});
  EXPECT_EQ(words(record.since("S", 1, true)).size(), 1U);
}

TEST(LiveRecord, ItsBytesAreBounded) {
  LiveRecord record("S", {.events = 100, .bytes = 1000});
  const std::string picture(400, 'p');
  for (int i = 0; i < 10; ++i) record.add(R"({"e":"screen"})", picture);
  EXPECT_EQ(words(record.since("S", 8, true)).size(), 2U);
  EXPECT_EQ(words(record.since("S", 7, true)), std::vector<std::string>{"all"});
  record.add(R"({"e":"screen"})", std::string(2000, 'p'));
  EXPECT_EQ(words(record.since("S", 10, true)).size(), 1U) << "the last one is always there";
}

}  // namespace
}  // namespace handset::web
