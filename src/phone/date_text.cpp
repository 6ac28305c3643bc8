#include "phone/date_text.h"

#include <cstdint>

#include "base/text.h"

namespace handset::phone {
namespace {

void append_digits(std::string& out, std::int64_t value, std::size_t width) {
  std::string digits;
  append_decimal(digits, static_cast<std::uint64_t>(value));
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

void append_clock(std::string& out, std::int64_t seconds_of_day) {
  append_digits(out, seconds_of_day / 3600, 2);
  out += ':';
  append_digits(out, seconds_of_day / 60 % 60, 2);
  out += ':';
  append_digits(out, seconds_of_day % 60, 2);
}

std::string date_and_time(WallTime wall, char between) {
  const auto day = std::chrono::floor<std::chrono::days>(wall);
  const std::chrono::year_month_day date{day};
  std::string out = std::to_string(static_cast<int>(date.year())) + "-";
  append_digits(out, static_cast<unsigned>(date.month()), 2);
  out += '-';
  append_digits(out, static_cast<unsigned>(date.day()), 2);
  out += between;
  append_clock(out, std::chrono::floor<seconds>(wall - day).count());
  return out;
}

}  // namespace

std::string minute_text(WallTime wall) {
  std::string out = second_text(wall);
  out.resize(out.size() - 3);
  return out;
}

std::string second_text(WallTime wall) {
  return date_and_time(wall, ' ');
}

std::string timestamp(WallTime wall) {
  std::string out = date_and_time(wall, 'T') + ".";
  append_digits(out, (wall - std::chrono::floor<seconds>(wall)).count(), 6);
  return out + "Z";
}

std::string span_text(Duration span) {
  const std::int64_t total = std::chrono::floor<seconds>(span).count();
  constexpr std::int64_t day{86400};
  std::string out;
  if (total >= day) out = std::to_string(total / day) + (total < 2 * day ? " day and " : " days and ");
  append_clock(out, total % day);
  return out;
}

}  // namespace handset::phone
