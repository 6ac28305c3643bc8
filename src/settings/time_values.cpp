// Dates, times of day and the rule for daylight saving.
#include "settings/value_checks.h"

namespace handset::settings {
namespace {

bool take_number(ScriptScan& scan, std::uint64_t min, std::uint64_t max) {
  const std::string_view digits = scan.take_digits();
  const auto number = digits.size() <= 2 ? parse_decimal(digits, max) : std::nullopt;
  return number && *number >= min;
}

// HH, HH:mm, HH:mm:ss with `separator` in place of the colon.
Fault take_clock(ScriptScan& scan, char separator) {
  if (!take_number(scan, 0, 23)) return scan.wrong("the hour runs from 0 to 23");
  if (!scan.take(separator)) return {};
  if (!take_number(scan, 0, 59)) return scan.wrong("the minute runs from 0 to 59");
  if (!scan.take(separator)) return {};
  return take_number(scan, 0, 59) ? Fault{} : scan.wrong("the second runs from 0 to 59");
}

// month/day/weekday, and /HH:mm:ss or none.
Fault take_change(ScriptScan& scan) {
  if (!take_number(scan, 1, 12)) return scan.wrong("the month runs from 1 to 12");
  if (!scan.take('/')) return scan.wrong("a change of the clock is written month/day/weekday/time");
  scan.take('-');
  if (!take_number(scan, 1, 31))
    return scan.wrong("the day runs from 1 to 31, with - before it from the end of the month");
  if (!scan.take('/')) return scan.wrong("a change of the clock is written month/day/weekday/time");
  if (!take_number(scan, 0, 7))
    return scan.wrong("the weekday runs from 1 (Monday) to 7, 0 for the date itself");
  return scan.take('/') ? take_clock(scan, ':') : Fault{};
}

Fault finish(const ScriptScan& scan) {
  return scan.done() ? Fault{} : scan.wrong("nothing more belongs here");
}

}  // namespace

Fault check_day_time(std::string_view value) {
  const auto number = value.size() == 4 ? parse_decimal(value, 2359) : std::nullopt;
  if (!number || *number % 100 > 59) return Error{Errc::Malformed, 0, "not a time from 0000 to 2359"};
  return {};
}

Fault check_date(std::string_view value) {
  ScriptScan scan(value);
  if (!take_number(scan, 1, 12)) return scan.wrong("the month runs from 1 to 12");
  if (!scan.take('/')) return scan.wrong("a / stands between month and day");
  if (!take_number(scan, 1, 31)) return scan.wrong("the day runs from 1 to 31");
  if (scan.take('/'))
    if (const std::size_t digits = scan.take_digits().size(); digits != 2 && digits != 4)
      return scan.wrong("the year has two digits or four");
  return finish(scan);
}

Fault check_time(std::string_view value) {
  ScriptScan scan(value);
  if (Fault fault = take_clock(scan, '/')) return fault;
  return value.find('/') == std::string_view::npos ? scan.wrong("the minute is missing") : finish(scan);
}

Fault check_time_offset(std::string_view value) {
  ScriptScan scan(value);
  if (!scan.take('-')) scan.take('+');
  if (Fault fault = take_clock(scan, '/')) return fault;
  return finish(scan);
}

Fault check_daylight_rule(std::string_view value) {
  ScriptScan scan(value);
  if (!scan.take("start=")) return scan.wrong("start= is missing");
  if (Fault fault = take_change(scan)) return fault;
  if (!scan.take(";end=")) return scan.wrong(";end= is missing");
  if (Fault fault = take_change(scan)) return fault;
  if (scan.take(";save=")) {
    scan.take('-');
    if (Fault fault = take_clock(scan, ':')) return fault;
  }
  scan.take(';');
  return finish(scan);
}

}  // namespace handset::settings
