#include "phone/local_time.h"

#include <gtest/gtest.h>

#include "phone/date_text.h"

namespace handset::phone {
namespace {

using std::chrono::sys_days;
using std::chrono::year;

WallTime utc(int y, unsigned m, unsigned d, Duration time = {}) {
  return WallTime(sys_days{year(y) / static_cast<int>(m) / static_cast<int>(d)}) + time;
}

LocalTimeOptions place(Duration zone, std::string_view rule) {
  LocalTimeOptions out;
  out.zone = zone;
  out.daylight = parse_daylight_rule(rule);
  EXPECT_EQ(out.daylight.has_value(), !rule.empty()) << rule;
  return out;
}

constexpr std::string_view europe = "start=3/-1/7/2:0:0;end=10/-1/7/3:0:0;save=1:0:0";
constexpr std::string_view america = "start=3/8/7/2:0:0;end=11/1/7/2:0:0;save=1";
constexpr std::string_view sydney = "start=10/1/7/2;end=4/1/7/3;save=1";

TEST(LocalTime, AddsTheZone) {
  EXPECT_EQ(minute_text(local_time(utc(2026, 1, 1, hours(3)), place(hours(-8), ""))), "2025-12-31 19:00");
  EXPECT_EQ(minute_text(local_time(utc(2026, 1, 1, hours(23)), place(hours(5) + minutes(45), ""))),
            "2026-01-02 04:45");
}

TEST(LocalTime, TheClockIsChangedAtTheSecond) {
  const auto berlin = place(hours(1), europe);
  EXPECT_EQ(second_text(local_time(utc(2026, 3, 29, hours(1)) - seconds(1), berlin)), "2026-03-29 01:59:59");
  EXPECT_EQ(second_text(local_time(utc(2026, 3, 29, hours(1)), berlin)), "2026-03-29 03:00:00");
  EXPECT_EQ(second_text(local_time(utc(2026, 10, 25, hours(1)) - seconds(1), berlin)), "2026-10-25 02:59:59");
  EXPECT_EQ(second_text(local_time(utc(2026, 10, 25, hours(1)), berlin)), "2026-10-25 02:00:00");
}

TEST(LocalTime, KnowsTheFirstWeekdayOnOrAfterADay) {
  const auto denver = place(hours(-7), america);
  EXPECT_EQ(zone_text(utc(2026, 3, 8, hours(9)) - seconds(1), denver), "GMT-07:00");
  EXPECT_EQ(zone_text(utc(2026, 3, 8, hours(9)), denver), "GMT-06:00");
  EXPECT_EQ(zone_text(utc(2026, 11, 1, hours(8)) - seconds(1), denver), "GMT-06:00");
  EXPECT_EQ(zone_text(utc(2026, 11, 1, hours(8)), denver), "GMT-07:00");
}

TEST(LocalTime, SummerIsOverNewYearInTheSouth) {
  const auto there = place(hours(10), sydney);
  EXPECT_EQ(zone_text(utc(2026, 1, 1), there), "GMT+11:00");
  EXPECT_EQ(zone_text(utc(2026, 7, 1), there), "GMT+10:00");
  EXPECT_EQ(zone_text(utc(2026, 12, 1), there), "GMT+11:00");
}

TEST(LocalTime, ADateItselfMayBeTheDay) {
  const auto fixed = place(hours(0), "start=4/1/0;end=9/30/0;save=0:30");
  EXPECT_EQ(zone_text(utc(2026, 3, 31, hours(23)), fixed), "GMT");
  EXPECT_EQ(zone_text(utc(2026, 4, 1), fixed), "GMT+00:30");
}

TEST(LocalTime, ARuleThatIsWrongIsNone) {
  for (const std::string_view rule :
       {"", "start=3/8/7/2", "start=13/8/7/2;end=11/1/7/2", "start=3/8/8/2;end=11/1/7/2",
        "start=3/0/7;end=11/1/7", "start=3/8/7/25;end=11/1/7", "start=3/8;end=11/1/7",
        "begin=3/8/7;end=11/1/7", "start=3/8/7;end=11/1/7;save=x"})
    EXPECT_FALSE(parse_daylight_rule(rule)) << rule;
}

TEST(LocalTime, AnOffsetHasASign) {
  EXPECT_EQ(parse_time_offset("01/30"), minutes(90));
  EXPECT_EQ(parse_time_offset("-00/15"), -minutes(15));
  EXPECT_EQ(parse_time_offset("+2"), hours(2));
  EXPECT_EQ(parse_time_offset(""), Duration{});
}

TEST(LocalTime, IsWrittenAsTheFormatsSay) {
  LocalTimeOptions options;
  const WallTime afternoon = utc(2026, 3, 1, hours(14) + minutes(5));
  EXPECT_EQ(display_time(afternoon, options), "01/03 14:05");
  options.day_first = false;
  options.hours_24 = false;
  EXPECT_EQ(display_time(afternoon, options), "03/01 2:05pm");
  EXPECT_EQ(display_time(utc(2026, 3, 1), options), "03/01 12:00am");
  EXPECT_EQ(display_time(utc(2026, 3, 1, hours(12)), options), "03/01 12:00pm");
}

}  // namespace
}  // namespace handset::phone
