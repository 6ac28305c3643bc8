#include "xml/uri_arguments.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "base/text.h"
#include "xml/common.h"

namespace handset::xml {

namespace {

constexpr std::uint64_t most_minutes = 1440;
constexpr std::uint64_t least_rtp_port = 20480;
constexpr std::uint64_t last_rtp_port = 32768;

// The next field; the rest stays.
std::string_view take_field(std::string_view& rest) {
  const Split split = split_once(rest, ':');
  rest = split.after;
  return split.before;
}

bool is_tone(char c) {
  const char letter = to_lower(c);
  return is_digit(c) || c == '#' || c == '*' || c == ',' || (letter >= 'a' && letter <= 'd');
}

std::optional<std::uint16_t> parse_rtp_port(std::string_view text) {
  const auto port = parse_decimal(text, last_rtp_port);
  if (!port || *port < least_rtp_port || *port % 2 != 0) return std::nullopt;
  return static_cast<std::uint16_t>(*port);
}

// An address, of IPv6 in brackets; the rest begins behind its colon.
std::optional<IpAddress> take_address(std::string_view& rest) {
  if (!rest.starts_with('[')) return IpAddress::parse(take_field(rest));
  const Split split = split_once(rest.substr(1), ']');
  if (!split.found || (!split.after.empty() && split.after.front() != ':')) return std::nullopt;
  rest = split.after.empty() ? split.after : split.after.substr(1);
  return IpAddress::parse(split.before);
}

bool is_base64(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_alnum(c) || c == '+' || c == '/' || c == '='; });
}

template <class Word>
struct Named {
  Word word;
  std::string_view name;
};

template <class Word, std::size_t Count>
std::optional<Word> find_word(const std::array<Named<Word>, Count>& words, std::string_view name) {
  for (const auto& [word, its_name] : words)
    if (equal_ignoring_case(trim(name), its_name)) return word;
  return std::nullopt;
}

using DisplayState = DisplayArgument::State;
constexpr std::array<Named<DisplayState>, 3> display_states{
    {{DisplayState::On, "On"}, {DisplayState::Off, "Off"}, {DisplayState::Default, "Default"}}};

constexpr std::array<Named<DeviceAction>, 3> device_actions{{{DeviceAction::Unlock, "Unlock"},
                                                             {DeviceAction::GenerateReport, "GeneratePRT"},
                                                             {DeviceAction::ReportStatus, "PRTStatus"}}};

using AppAction = AppArgument::Action;
constexpr std::array<Named<AppAction>, 4> app_actions{{{AppAction::RequestFocus, "RequestFocus"},
                                                       {AppAction::ReleaseFocus, "ReleaseFocus"},
                                                       {AppAction::Minimize, "Minimize"},
                                                       {AppAction::Close, "Close"}}};

}  // namespace

std::optional<SendDigitsArgument> parse_send_digits(std::string_view argument) {
  SendDigitsArgument out;
  std::string_view rest = trim(argument);
  out.digits = take_field(rest);
  const std::string_view feedback = take_field(rest);
  if (rest.starts_with(':')) rest.remove_prefix(1);
  out.app_id = rest;
  if (out.digits.empty() || !std::all_of(out.digits.begin(), out.digits.end(), is_tone)) return std::nullopt;
  if (!feedback.empty() && feedback != "0" && feedback != "1") return std::nullopt;
  out.feedback = feedback != "0";
  if (out.app_id.size() > app_id_letters) return std::nullopt;
  return out;
}

std::optional<PlayArgument> parse_play(std::string_view argument) {
  const std::string_view file = trim(argument);
  if (equal_ignoring_case(file, "Stop")) return PlayArgument{};
  const bool is_clean =
      std::all_of(file.begin(), file.end(), [](char c) { return static_cast<unsigned char>(c) >= ' '; });
  if (file.empty() || file.size() > play_file_letters || !is_clean) return std::nullopt;
  return PlayArgument{file};
}

std::optional<RtpArgument> parse_rtp(Scheme scheme, std::string_view argument) {
  const bool group = scheme == Scheme::RtpMRx || scheme == Scheme::RtpMTx;
  const bool received = scheme == Scheme::RtpRx || scheme == Scheme::RtpMRx;
  std::string_view rest = trim(argument);
  RtpArgument out;
  if (equal_ignoring_case(rest, "Stop")) {
    out.stop = true;
    return out;
  }
  const auto address = take_address(rest);
  if (!address || address->is_multicast() != group || address->is_unspecified()) return std::nullopt;
  out.address = *address;
  const std::string_view port = take_field(rest);
  const std::string_view volume = take_field(rest);
  if (!port.empty() || scheme != Scheme::RtpRx) {
    const auto number = parse_rtp_port(port);
    if (!number) return std::nullopt;
    out.port = *number;
  }
  if (!volume.empty()) {
    const auto percent = parse_decimal(volume, 100);
    if (!percent || scheme == Scheme::RtpTx) return std::nullopt;
    out.volume = static_cast<unsigned>(*percent);
  }
  // Of phones with more than one of them: loudspeaker, handset, the one in use.
  const bool device = rest == "0" || rest == "1" || rest == "2";
  if (!rest.empty() && !(received && device)) return std::nullopt;
  return out;
}

std::optional<DisplayArgument> parse_display(std::string_view argument) {
  const Split parts = split_once(argument, ':');
  const auto state = find_word(display_states, parts.before);
  if (!state) return std::nullopt;
  if (*state == DisplayState::Default) {
    if (parts.found) return std::nullopt;
    return DisplayArgument{*state, {}};
  }
  const auto count = parse_decimal(trim(parts.after), most_minutes);
  if (!count) return std::nullopt;
  return DisplayArgument{*state, minutes(static_cast<std::int64_t>(*count))};
}

std::optional<DeviceAction> parse_device(std::string_view argument) {
  return find_word(device_actions, argument);
}

std::optional<NotifyArgument> parse_notify_uri(std::string_view argument) {
  std::string_view rest = trim(argument);
  const std::string_view scheme = take_field(rest);
  const bool secure = equal_ignoring_case(scheme, "https");
  if (!secure && !equal_ignoring_case(scheme, "http")) return std::nullopt;
  std::string_view host;
  if (rest.starts_with('[')) {
    const auto end = rest.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    host = rest.substr(0, end + 1);
    rest.remove_prefix(end + 1);
    if (!rest.starts_with(':')) return std::nullopt;
    rest.remove_prefix(1);
  } else {
    host = take_field(rest);
  }
  const auto port = parse_decimal(take_field(rest), UINT16_MAX);
  std::string_view path = take_field(rest);
  if (host.empty() || !port || *port == 0 || path.empty()) return std::nullopt;
  if (path.starts_with('/')) path.remove_prefix(1);
  NotifyArgument out;
  out.credentials = take_field(rest);
  out.data = rest;
  if (!is_base64(out.credentials)) return std::nullopt;
  out.url = secure ? "https://" : "http://";
  out.url.append(host).append(":").append(std::to_string(*port)).append("/").append(path);
  // A user before the host, and blanks, are no part of either.
  if (!is_web_url(out.url) || host.find_first_of("@/?#\\") != std::string_view::npos) return std::nullopt;
  return out;
}

std::optional<AppArgument> parse_app(std::string_view argument) {
  constexpr std::uint64_t least_idle = 10;
  constexpr std::uint64_t most_idle = 86400;
  std::string_view rest = trim(argument);
  AppArgument out;
  const auto action = find_word(app_actions, take_field(rest));
  const std::string_view priority = take_field(rest);
  const std::string_view idle = take_field(rest);
  if (!action) return std::nullopt;
  out.action = *action;
  if (!priority.empty()) {
    const auto number = parse_decimal(priority, static_cast<std::uint64_t>(Priority::IfIdle));
    if (!number) return std::nullopt;
    out.priority = static_cast<Priority>(*number);
  }
  if (!idle.empty()) {
    const auto number = parse_decimal(idle, most_idle);
    if (!number || *number < least_idle) return std::nullopt;
    out.idle = seconds(static_cast<std::int64_t>(*number));
  }
  if (rest.size() > app_id_letters) return std::nullopt;
  out.app_id = rest;
  return out;
}

}  // namespace handset::xml
