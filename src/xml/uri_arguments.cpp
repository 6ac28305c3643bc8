#include "xml/uri_arguments.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "base/text.h"
#include "base/web_url.h"
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

bool are_tones(std::string_view digits) {
  return !digits.empty() && std::all_of(digits.begin(), digits.end(), [](char c) {
    const char letter = to_lower(c);
    return is_digit(c) || c == '#' || c == '*' || c == ',' || (letter >= 'a' && letter <= 'd');
  });
}

// An optional field that is 0 or 1.
std::optional<bool> parse_flag(std::string_view field, bool otherwise) {
  if (field.empty()) return otherwise;
  if (field == "0") return false;
  if (field == "1") return true;
  return std::nullopt;
}

std::optional<std::uint16_t> parse_rtp_port(std::string_view text) {
  const auto port = parse_decimal(text, last_rtp_port);
  if (!port || *port < least_rtp_port || *port % 2 != 0) return std::nullopt;
  return static_cast<std::uint16_t>(*port);
}

// The next field that is a host: that of an address of IPv6 with its brackets. Empty: there is none.
std::string_view take_host(std::string_view& rest) {
  if (!rest.starts_with('[')) return take_field(rest);
  const std::string_view host = rest.substr(0, rest.find(']') + 1);
  rest.remove_prefix(host.size());
  return take_field(rest).empty() ? host : std::string_view();
}

std::optional<IpAddress> take_address(std::string_view& rest) {
  std::string_view host = take_host(rest);
  if (host.starts_with('[')) host = host.substr(1, host.size() - 2);
  return IpAddress::parse(host);
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

std::optional<DialArgument> parse_dial(std::string_view argument) {
  DialArgument dial;
  if (starts_with_ignoring_case(argument, "sip:") || starts_with_ignoring_case(argument, "sips:")) {
    const auto ends_word = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == 0x7F; };
    const bool is_word = std::none_of(argument.begin(), argument.end(), ends_word);
    if (!is_word || split_once(argument, ':').after.empty()) return std::nullopt;
    dial.target = argument;
    return dial;
  }
  const Split digits = split_once(argument, ':');
  const Split use_app_ui = split_once(digits.after, ':');
  const Split app_id = split_once(use_app_ui.after, ':');
  const auto in_front = parse_flag(use_app_ui.before, false);
  const auto feedback = parse_flag(app_id.after, true);
  const std::string_view number = digits.before;
  if (!are_tones(number.starts_with('+') ? number.substr(1) : number) || !in_front || !feedback)
    return std::nullopt;
  dial.target = number;
  dial.keep_page_in_front = *in_front;
  dial.app_id = app_id.before;
  if (dial.app_id.size() > app_id_letters) return std::nullopt;
  dial.feedback = *feedback;
  return dial;
}

std::optional<SendDigitsArgument> parse_send_digits(std::string_view argument) {
  SendDigitsArgument out;
  std::string_view rest = trim(argument);
  out.digits = take_field(rest);
  const auto feedback = parse_flag(take_field(rest), true);
  if (rest.starts_with(':')) rest.remove_prefix(1);
  out.app_id = rest;
  if (!are_tones(out.digits) || !feedback) return std::nullopt;
  out.feedback = *feedback;
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
  const std::string_view host = take_host(rest);
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
  // A user before the host, and blanks, are no part of either; brackets are for IPv6.
  if (!is_web_url(out.url) || host.find_first_of("@/?#\\") != std::string_view::npos) return std::nullopt;
  if (!WebUrl::parse(out.url)) return std::nullopt;
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
