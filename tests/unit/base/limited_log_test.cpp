// A log that nobody can flood.
#include "base/limited_log.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "unit/sip/manual_clock.h"

namespace handset {
namespace {

struct Lines final : Log {
  [[nodiscard]] bool enabled(LogLevel level) const override { return level >= lowest; }
  void write(LogLevel, std::string_view area, std::string_view text) override {
    all.push_back(std::string(area) + ": " + std::string(text));
  }
  LogLevel lowest = LogLevel::Debug;
  std::vector<std::string> all;
};

struct Limited : testing::Test {
  void warn(int times, std::string_view area = "digest") {
    for (int i = 0; i < times; ++i) log.write(LogLevel::Warning, area, "wrong");
  }
  sip::ManualClock clock;
  Lines lines;
  LimitedLog log{clock, lines, "sip", {.burst = 3, .refill = seconds(1)}};
};

TEST_F(Limited, ABurstComesThroughAndThenOneASecond) {
  warn(10);
  EXPECT_EQ(lines.all.size(), 3U);
  EXPECT_EQ(log.counters().left_out, 7U);
  clock.advance(seconds(1));
  warn(2);
  EXPECT_EQ(lines.all,
            (std::vector<std::string>{"digest: wrong", "digest: wrong", "digest: wrong",
                                      "digest: 7 lines before this one came too fast and were left out",
                                      "digest: wrong"}));
  clock.advance(seconds(100));
  lines.all.clear();
  warn(10);
  EXPECT_EQ(lines.all.size(), 4U);  // a whole burst again, behind the words for the one before
  EXPECT_EQ(lines.all.front(), "digest: 1 line before this one came too fast and were left out");
}

TEST_F(Limited, EachAreaHasItsOwnRoom) {
  warn(10);
  warn(1, "push");
  EXPECT_EQ(lines.all.back(), "push: wrong");
}

TEST_F(Limited, WhatSomebodyAskedForIsNotLimited) {
  warn(10, "sip");
  for (int i = 0; i < 10; ++i) log.write(LogLevel::Debug, "fetch", "detail");
  EXPECT_EQ(lines.all.size(), 20U);
  EXPECT_EQ(log.counters().left_out, 0U);
}

TEST_F(Limited, WhatTheLogDoesNotWantTakesNoRoom) {
  lines.lowest = LogLevel::Error;
  warn(10);
  lines.lowest = LogLevel::Debug;
  warn(3);
  EXPECT_EQ(lines.all.size(), 3U);
  EXPECT_FALSE(log.counters().left_out > 0);
}

TEST_F(Limited, NamesOfAreasCannotFillTheMemory) {
  for (int i = 0; i < 1000; ++i) warn(1, "area " + std::to_string(i));
  EXPECT_LE(lines.all.size(), 40U);
  EXPECT_GE(log.counters().left_out, 960U);
}

}  // namespace
}  // namespace handset
