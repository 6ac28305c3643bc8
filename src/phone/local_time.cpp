#include "phone/local_time.h"

#include <array>
#include <cstdint>

#include "base/text.h"

namespace handset::phone {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

std::optional<unsigned> number(std::string_view text, unsigned max) {
  const auto value = parse_decimal(trim(text), max);
  return value ? std::optional(static_cast<unsigned>(*value)) : std::nullopt;
}

// HH, HH:mm or HH:mm:ss, with `separator` in place of the colon.
std::optional<Duration> clock_time(std::string_view text, char separator) {
  const auto hour = split_once(text, separator);
  const auto minute = split_once(hour.after, separator);
  const auto h = number(hour.before, 23);
  const auto m = hour.found ? number(minute.before, 59) : 0U;
  const auto s = minute.found ? number(minute.after, 59) : 0U;
  if (!h || !m || !s) return std::nullopt;
  return hours(*h) + minutes(*m) + seconds(*s);
}

// With a sign before it, or none.
std::optional<Duration> signed_time(std::string_view text, char separator) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const auto time = clock_time(text, separator);
  return time && negative ? std::optional(-*time) : time;
}

std::optional<ClockChange> clock_change(std::string_view text) {
  const auto month = split_once(text, '/');
  const auto day = split_once(month.after, '/');
  const auto weekday = split_once(day.after, '/');
  const bool from_end = day.before.starts_with('-');
  const auto m = number(month.before, 12);
  const auto d = number(day.before.substr(from_end ? 1 : 0), 31);
  const auto w = number(weekday.before, 7);
  const auto time = weekday.found ? clock_time(weekday.after, ':') : Duration{};
  if (!m || !d || !w || !time || *m == 0 || *d == 0) return std::nullopt;
  return ClockChange{*m, from_end ? -static_cast<int>(*d) : static_cast<int>(*d), *w, *time};
}

// A day that the month does not have is in the next one, or the one before.
sys_days day_of(const ClockChange& change, std::chrono::year year) {
  const std::chrono::month month{change.month};
  const sys_days day = change.day > 0 ? sys_days{year / month / 1} + days(change.day - 1)
                                      : sys_days{year / month / std::chrono::last} + days(change.day + 1);
  if (change.weekday == 0) return day;
  const std::chrono::weekday wanted{change.weekday % 7};
  const std::chrono::weekday found{day};
  return change.day > 0 ? day + (wanted - found) : day - (found - wanted);
}

// `standard`: the time of the zone as if the clock was never changed.
bool is_daylight(WallTime standard, const DaylightRule& rule) {
  const std::chrono::year year = std::chrono::year_month_day{std::chrono::floor<days>(standard)}.year();
  const WallTime start = day_of(rule.start, year) + rule.start.time;
  const WallTime end = day_of(rule.end, year) + rule.end.time - rule.save;
  if (start <= end) return start <= standard && standard < end;
  return standard < end || start <= standard;  // south of the equator
}

Duration offset_at(WallTime utc, const LocalTimeOptions& options) {
  const bool daylight = options.daylight && is_daylight(utc + options.zone, *options.daylight);
  return options.zone + (daylight ? options.daylight->save : Duration{});
}

std::string two_digits(std::int64_t value) {
  std::string out = std::to_string(value);
  if (out.size() < 2) out.insert(out.begin(), '0');
  return out;
}

std::string clock_text(Duration of_day, bool hours_24) {
  const auto hour = of_day / hours(1);
  const std::string minute = two_digits(of_day % hours(1) / minutes(1));
  if (hours_24) return two_digits(hour) + ":" + minute;
  return std::to_string((hour + 11) % 12 + 1) + ":" + minute + (hour < 12 ? "am" : "pm");
}

}  // namespace

std::optional<DaylightRule> parse_daylight_rule(std::string_view text) {
  DaylightRule rule;
  bool has_start = false;
  bool has_end = false;
  while (!text.empty()) {
    const auto part = split_once(text, ';');
    text = part.found ? part.after : std::string_view();
    if (trim(part.before).empty()) continue;
    const auto field = split_once(part.before, '=');
    const std::string_view name = trim(field.before);
    if (name == "save") {
      const auto save = signed_time(trim(field.after), ':');
      if (!save) return std::nullopt;
      rule.save = *save;
      continue;
    }
    const auto change = clock_change(trim(field.after));
    if (!change || (name != "start" && name != "end")) return std::nullopt;
    (name == "start" ? rule.start : rule.end) = *change;
    (name == "start" ? has_start : has_end) = true;
  }
  return has_start && has_end ? std::optional(rule) : std::nullopt;
}

Duration parse_time_offset(std::string_view text) {
  return signed_time(trim(text), '/').value_or(Duration{});
}

WallTime local_time(WallTime utc, const LocalTimeOptions& options) {
  return utc + offset_at(utc, options);
}

std::string display_time(WallTime utc, const LocalTimeOptions& options) {
  const WallTime local = local_time(utc, options);
  const auto day = std::chrono::floor<days>(local);
  const std::chrono::year_month_day date{day};
  std::array<std::string, 2> parts{two_digits(static_cast<unsigned>(date.month())),
                                   two_digits(static_cast<unsigned>(date.day()))};
  if (options.day_first) std::swap(parts[0], parts[1]);
  return parts[0] + "/" + parts[1] + " " + clock_text(local - day, options.hours_24);
}

std::string zone_text(WallTime utc, const LocalTimeOptions& options) {
  const Duration offset = offset_at(utc, options);
  if (offset == Duration{}) return "GMT";
  const Duration size = offset < Duration{} ? -offset : offset;
  return std::string("GMT") + (offset < Duration{} ? "-" : "+") + two_digits(size / hours(1)) + ":" +
         two_digits(size % hours(1) / minutes(1));
}

}  // namespace handset::phone
