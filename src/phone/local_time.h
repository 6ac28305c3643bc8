// The time of the place where the phone stands: Time Zone, Time Offset, Daylight Saving Time Rule, and how
// the display writes it. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"

namespace handset::phone {

// When the clock is put forward or back: month/day/weekday/time.
struct ClockChange {
  unsigned month = 1;
  int day = 1;           // from 1; negative: counted from the end of the month, -1 is the last
  unsigned weekday = 0;  // 1 (Monday) to 7: the first on or after the day, or the last on or before a
                         // negative one; 0: the day itself
  Duration time{};       // of the clock that is changed
};

struct DaylightRule {
  ClockChange start;
  ClockChange end;
  Duration save = hours(1);
};

// start=M/D/W/HH:mm:ss;end=M/D/W/HH:mm:ss;save=HH:mm:ss, all times from the end shortened at will. Nothing
// when it is blank or wrong.
[[nodiscard]] std::optional<DaylightRule> parse_daylight_rule(std::string_view text);
// HH/mm/ss with a sign; zero when it is blank or wrong.
[[nodiscard]] Duration parse_time_offset(std::string_view text);

struct LocalTimeOptions {
  Duration zone{};                         // Time Zone and Time Offset: what is added to UTC
  std::optional<DaylightRule> daylight{};  // nothing: the clock is never changed
  bool hours_24 = true;                    // Time Format
  bool day_first = true;                   // Date Format
};

// The date and time that a clock there shows.
[[nodiscard]] WallTime local_time(WallTime utc, const LocalTimeOptions& options);
// As the display writes it: "11/26 2:05pm" or "26/11 14:05".
[[nodiscard]] std::string display_time(WallTime utc, const LocalTimeOptions& options);
// "GMT-08:00", of the moment.
[[nodiscard]] std::string zone_text(WallTime utc, const LocalTimeOptions& options);

}  // namespace handset::phone
