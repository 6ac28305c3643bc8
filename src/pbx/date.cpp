#include "pbx/date.h"

#include <array>
#include <string_view>

namespace handset::pbx {
namespace {

using namespace std::string_view_literals;

constexpr std::array days = {"Sun"sv, "Mon"sv, "Tue"sv, "Wed"sv, "Thu"sv, "Fri"sv, "Sat"sv};
constexpr std::array months = {"Jan"sv, "Feb"sv, "Mar"sv, "Apr"sv, "May"sv, "Jun"sv,
                               "Jul"sv, "Aug"sv, "Sep"sv, "Oct"sv, "Nov"sv, "Dec"sv};

void two_digits(sip::Writer& out, unsigned value) {
  if (value < 10) out.text("0");
  out.number(value);
}

}  // namespace

void write_date(sip::Writer& out, WallTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<seconds>(time - day)};
  out.begin_header("Date");
  out.text(days[std::chrono::weekday{day}.c_encoding()]);
  out.text(", ");
  two_digits(out, static_cast<unsigned>(date.day()));
  out.text(" ");
  out.text(months[static_cast<unsigned>(date.month()) - 1]);
  out.text(" ");
  out.number(static_cast<unsigned>(static_cast<int>(date.year())));
  out.text(" ");
  two_digits(out, static_cast<unsigned>(clock.hours().count()));
  out.text(":");
  two_digits(out, static_cast<unsigned>(clock.minutes().count()));
  out.text(":");
  two_digits(out, static_cast<unsigned>(clock.seconds().count()));
  out.text(" GMT");
  out.end_header();
}

}  // namespace handset::pbx
