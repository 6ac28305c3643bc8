#include "settings/value_types.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/utf8.h"
#include "settings/row_words.h"
#include "settings/value_checks.h"

namespace handset::settings {
namespace {

constexpr std::size_t shown_value_length = 60;
constexpr std::int64_t largest_number = 4'294'967'295;

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

// Scripts that people break into lines: white space counts as one blank there.
bool may_have_lines(Type type) {
  return type == Type::DialPlan || type == Type::DialMap || type == Type::Rule || type == Type::Condition;
}

std::string one_line(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (!is_space(c))
      out += c;
    else if (!out.ends_with(' '))
      out += ' ';
  }
  return out;
}

Fault check_letters(std::string_view value) {
  if (value.size() > max_value_length) return Error{Errc::TooLarge, 0, "it is longer than 4096 bytes"};
  const auto control = std::find_if(value.begin(), value.end(), is_control);
  if (control != value.end())
    return Error{Errc::Malformed, static_cast<std::uint32_t>(control - value.begin()), "a control character"};
  return is_valid_utf8(value) ? Fault{} : Fault{Error{Errc::Malformed, 0, "not UTF-8"}};
}

Result<std::string> check_bool(std::string_view value) {
  if (equal_ignoring_case(value, "yes") || value == "1") return std::string("Yes");
  if (equal_ignoring_case(value, "no") || value == "0") return std::string("No");
  return fail(Errc::Malformed, "neither yes nor no");
}

std::string seconds_text(std::int64_t micros) {
  std::string out;
  append_decimal(out, static_cast<std::uint64_t>(micros / 1'000'000));
  if (micros % 1'000'000 == 0) return out;
  std::string fraction;
  append_decimal(fraction, static_cast<std::uint64_t>(1'000'000 + micros % 1'000'000));
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return out + "." + fraction.substr(1);
}

std::string number_text(Type type, std::int64_t number) {
  return type == Type::Seconds ? seconds_text(number) : std::to_string(number);
}

Result<std::string> check_number(const Row& row, std::string_view value) {
  std::optional<std::int64_t> number;
  if (row.type == Type::Seconds) {
    if (const auto time = read_seconds(value)) number = time->count();
  } else {
    number = read_number(value);
  }
  if (!number) return fail(Errc::Malformed, "not a number");
  const Range& range = row.range;
  if (range.also == number) return number_text(row.type, *number);
  if (*number < range.min) return fail(Errc::Malformed, "too small");
  if (*number > range.max) return fail(Errc::Malformed, "too large");
  if ((*number - range.min) % range.step != 0) return fail(Errc::Malformed, "between two steps");
  return number_text(row.type, *number);
}

Result<std::string> check_member(const Row& row, std::string_view value) {
  for (const std::string_view member : row.members)
    if (member == value) return std::string(value);
  for (const std::string_view member : row.members)
    if (equal_ignoring_case(member, value)) return std::string(member);
  return fail(Errc::Malformed, "not one of them");
}

// `check` each part between commas; a part that stands twice is a mistake.
template <class Check>
Result<std::string> check_list(std::string_view value, Check check) {
  std::vector<std::string> seen;
  std::string out;
  for (const std::string_view part : read_list(value)) {
    auto checked = check(part);
    if (!checked) return tl::unexpected(checked.error());
    if (std::find(seen.begin(), seen.end(), *checked) != seen.end())
      return fail(Errc::Malformed, "one stands there twice");
    if (!out.empty()) out += ',';
    out += *checked;
    seen.push_back(std::move(*checked));
  }
  if (out.empty()) return fail(Errc::Malformed, "nothing is listed");
  return out;
}

Result<std::string> check_code(const Row& row, std::string_view code) {
  const bool sound = code.size() == 3 && (code[0] == '?' || (code[0] >= '1' && code[0] <= '6')) &&
                     std::all_of(code.begin(), code.end(), [](char c) { return is_digit(c) || c == '?'; });
  if (sound) return std::string(code);
  if (!row.members.empty()) return check_member(row, code);
  return fail(Errc::Malformed, "not a status code");
}

Result<std::string> check_listed_host(std::string_view host) {
  if (const Fault fault = check_host(host)) return tl::unexpected(*fault);
  return std::string(host);
}

Result<std::string> check_hex_byte(std::string_view value) {
  const bool prefixed = value.starts_with("0x") || value.starts_with("0X");
  const std::string_view digits = prefixed ? value.substr(2) : value;
  if (!prefixed || digits.empty() || digits.size() > 2 || !std::all_of(digits.begin(), digits.end(), is_hex))
    return fail(Errc::Malformed, "not a byte in hexadecimal");
  std::uint64_t byte = 0;
  for (const char c : digits) byte = byte * 16 + hex_value(c);
  std::string out = "0x";
  append_hex(out, byte, 2);
  return out;
}

Fault check_base64(std::string_view value) {
  return base64_decode(value) ? Fault{} : Fault{Error{Errc::Malformed, 0, "not base64"}};
}

// For types whose text is kept as it stands; those that are not here are text alone.
struct ScriptChecker {
  Type type;
  Fault (*check)(std::string_view);
};
constexpr std::array script_checkers = std::to_array<ScriptChecker>({
    {Type::Host, check_host},
    {Type::HostPort, check_host_port},
    {Type::Ip, check_ip},
    {Type::Ipv4, check_ipv4},
    {Type::Netmask, check_netmask},
    {Type::Group, check_group},
    {Type::UserHost, check_user_host},
    {Type::Proxy, check_proxy},
    {Type::KeepAliveDest, check_keep_alive_dest},
    {Type::Networks, check_networks},
    {Type::Url, check_url},
    {Type::Rule, check_rule},
    {Type::Condition, check_condition},
    {Type::Tone, check_tone},
    {Type::Cadence, check_cadence},
    {Type::Ring, check_ring},
    {Type::Led, check_led},
    {Type::DialPlan, check_dial_plan},
    {Type::DialMap, check_dial_map},
    {Type::StarCode, check_star_code},
    {Type::StarCodes, check_star_codes},
    {Type::Announcements, check_announcements},
    {Type::KeyList, check_key_list},
    {Type::Function, check_function},
    {Type::Paging, check_paging},
    {Type::Base64, check_base64},
    {Type::DayTime, check_day_time},
    {Type::Date, check_date},
    {Type::Time, check_time},
    {Type::TimeOffset, check_time_offset},
    {Type::DaylightRule, check_daylight_rule},
});

Result<std::string> check_script(const Row& row, std::string value) {
  if (row.range.max > 0 && value.size() > static_cast<std::size_t>(row.range.max))
    return fail(Errc::TooLarge, "too long");
  const auto checker = std::find_if(script_checkers.begin(), script_checkers.end(),
                                    [&](const ScriptChecker& entry) { return entry.type == row.type; });
  if (checker == script_checkers.end()) return value;
  if (const Fault fault = checker->check(value)) return tl::unexpected(*fault);
  return value;
}

}  // namespace

Result<std::string> check_value(const Row& row, std::string_view value) {
  if (row.secret()) {
    if (const Fault fault = check_letters(value)) return tl::unexpected(*fault);
    if (row.type == Type::Password && value.size() > max_password_length)
      return fail(Errc::TooLarge, "it is longer than 256 bytes");
    return std::string(value);
  }
  std::string line = may_have_lines(row.type) ? one_line(trim(value)) : std::string(trim(value));
  if (const Fault fault = check_letters(line)) return tl::unexpected(*fault);
  if (line.empty()) {
    if (!row.blank) return fail(Errc::Malformed, "nothing is given");
    return line;
  }
  switch (row.type) {
    case Type::Bool:
      return check_bool(line);
    case Type::Unsigned:
    case Type::Integer:
    case Type::Seconds:
    case Type::Port:
      return check_number(row, line);
    case Type::Enum:
      return check_member(row, line);
    case Type::Set:
      return check_list(line, [&](std::string_view part) { return check_member(row, part); });
    case Type::Numbers:
      return check_list(line, [&](std::string_view part) { return check_number(row, part); });
    case Type::Codes:
      return check_list(line, [&](std::string_view part) { return check_code(row, part); });
    case Type::Hosts:
      return check_list(line, check_listed_host);
    case Type::HexByte:
      return check_hex_byte(line);
    default:
      return check_script(row, line);
  }
}

std::string refusal(const Row& row, std::string_view value, const Error& error) {
  std::string out;
  if (row.secret()) {
    out = "the value is refused: ";
  } else {
    const std::string_view shown = first_code_points(value, shown_value_length);
    out = '"' + std::string(shown) + (shown.size() < value.size() ? "...\" is refused: " : "\" is refused: ");
  }
  out += error.what;
  if (error.at > 0 && !row.secret()) {
    out += " (at letter ";
    append_decimal(out, std::uint64_t{error.at} + 1);
    out += ")";
  }
  return out + "; give " + expectation(row);
}

std::optional<std::int64_t> read_number(std::string_view value) {
  const bool negative = value.starts_with('-');
  if (negative || value.starts_with('+')) value.remove_prefix(1);
  const auto number = parse_decimal(value, largest_number);
  if (!number) return std::nullopt;
  return negative ? -static_cast<std::int64_t>(*number) : static_cast<std::int64_t>(*number);
}

std::optional<Duration> read_seconds(std::string_view value) {
  constexpr std::size_t decimals = 6;
  const Split split = split_once(value, '.');
  if (split.before.empty() && split.after.empty()) return std::nullopt;
  if (split.after.size() > decimals) return std::nullopt;
  const auto whole = parse_decimal(split.before.empty() ? "0" : split.before, largest_number);
  std::string fraction(split.after);
  fraction.resize(decimals, '0');
  const auto part = parse_decimal(fraction, 999'999);
  if (!whole || !part) return std::nullopt;
  return Duration(static_cast<std::int64_t>(*whole * 1'000'000 + *part));
}

std::vector<std::string_view> read_list(std::string_view value) {
  std::vector<std::string_view> out;
  while (!value.empty()) {
    const Split split = split_once(value, ',');
    if (const auto part = trim(split.before); !part.empty()) out.push_back(part);
    value = split.after;
  }
  return out;
}

}  // namespace handset::settings
