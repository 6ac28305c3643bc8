#include "phone/page_headers.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>

#include "base/text.h"

namespace handset::phone {

namespace {

constexpr std::uint64_t seconds_of_a_day = 86'400;

constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};

// The next word of a date; blanks, commas and dashes stand between them.
std::string_view take_word(std::string_view& text) {
  constexpr std::string_view between = " ,-";
  const std::size_t start = std::min(text.find_first_not_of(between), text.size());
  text.remove_prefix(start);
  const std::string_view word = text.substr(0, text.find_first_of(between));
  text.remove_prefix(word.size());
  return word;
}

std::optional<unsigned> month_of(std::string_view word) {
  for (unsigned i = 0; i < months.size(); ++i) {
    if (equal_ignoring_case(word, months[i])) return i + 1;
  }
  return std::nullopt;
}

struct Day {
  std::optional<std::uint64_t> seconds;  // of the day
  std::optional<std::uint64_t> day;
  std::optional<unsigned> month;
  std::optional<std::uint64_t> year;
};

std::optional<std::uint64_t> seconds_of(std::string_view time) {
  const Split hour = split_once(time, ':');
  const Split minute = split_once(hour.after, ':');
  const auto h = parse_decimal(hour.before, 23);
  const auto m = parse_decimal(minute.before, 59);
  const auto s = parse_decimal(minute.after, 60);
  if (!h || !m || !s) return std::nullopt;
  return (*h * 60 + *m) * 60 + *s;
}

// RFC 850 has years of two digits.
std::uint64_t full_year(std::uint64_t year) {
  if (year >= 100) return year;
  return year + (year < 70 ? 2000 : 1900);
}

// The words of the three forms differ in their order alone: the day comes before the year in each.
Day read_words(std::string_view text) {
  Day day;
  while (!text.empty()) {
    const std::string_view word = take_word(text);
    if (word.find(':') != std::string_view::npos) {
      day.seconds = seconds_of(word);
    } else if (const auto month = month_of(word)) {
      day.month = month;
    } else if (const auto number = parse_decimal(word, 9999)) {
      if (!day.day) {
        day.day = number;
      } else {
        day.year = full_year(*number);
      }
    }
  }
  return day;
}

}  // namespace

std::optional<Refresh> parse_refresh(std::string_view field) {
  const Split parts = split_once(field, ';');
  const auto seconds_after = parse_decimal(trim(parts.before), UINT64_MAX);
  if (!seconds_after) return std::nullopt;
  Refresh refresh;
  refresh.after = seconds(std::min(*seconds_after, seconds_of_a_day));
  std::string_view rest = trim(parts.after);
  if (starts_with_ignoring_case(rest, "url")) {
    const Split url = split_once(rest, '=');
    if (url.found && trim(url.before).size() == 3) refresh.url = trim(url.after);
  }
  if (refresh.url.size() > 1 && (refresh.url[0] == '"' || refresh.url[0] == '\'') &&
      refresh.url.front() == refresh.url.back()) {
    refresh.url = refresh.url.substr(1, refresh.url.size() - 2);
  }
  return refresh;
}

std::optional<WallTime> parse_expires(std::string_view field) {
  field = trim(field);
  if (field.empty()) return std::nullopt;
  const Day day = read_words(field);
  if (!day.seconds || !day.day || !day.month || !day.year) return WallTime{};
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*day.year)),
                                         std::chrono::month(*day.month),
                                         std::chrono::day(static_cast<unsigned>(*day.day))};
  if (!date.ok()) return WallTime{};
  return WallTime{std::chrono::sys_days(date)} + seconds(*day.seconds);
}

}  // namespace handset::phone
