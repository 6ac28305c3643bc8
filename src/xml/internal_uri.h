// What stands in a URL element or an ExecuteItem: a web URL, or an internal URI such as `Key:Services` that
// the phone itself carries out. Schemes are compared without case. Views into the caller's text; nothing
// here allocates unless said.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "xml/error.h"

namespace handset::xml {

enum class Scheme : std::uint8_t {
  None,     // empty, or no scheme at all
  Unknown,  // a scheme, but none of these
  Http,
  Https,
  Key,
  SoftKey,
  QueryStringParam,
  Dial,
  EditDial,
  SendDigits,
  Play,
  RtpRx,
  RtpTx,
  RtpMRx,
  RtpMTx,
  Vibrate,
  Display,
  Device,
  Init,
  Notify,
  App,
};

struct Uri {
  Scheme scheme = Scheme::None;
  std::string_view text;      // the whole, without blanks at its ends
  std::string_view argument;  // what follows the first colon; the whole when there is no scheme

  [[nodiscard]] bool is_web() const { return scheme == Scheme::Http || scheme == Scheme::Https; }
  // One of the schemes that the phone carries out itself.
  [[nodiscard]] bool is_internal() const { return scheme >= Scheme::Key; }
};

[[nodiscard]] Uri parse_uri(std::string_view text);

// "Dial:" and so on, as the documentation spells it; empty for None and Unknown.
[[nodiscard]] std::string_view scheme_name(Scheme scheme);

// How many letters a URL may have.
[[nodiscard]] constexpr std::size_t url_letters(Mode mode) {
  return mode == Mode::Strict ? 256 : 2048;
}

// Absolute http or https with a host, without blanks and control characters, valid UTF-8. Any length.
[[nodiscard]] bool is_web_url(std::string_view text);
// The same of one that is read; blanks that parse_uri() left out are not missed.
[[nodiscard]] bool is_web_url(const Uri& uri);

// The argument of `Init:`.
enum class InitTarget : std::uint8_t { CallHistory, Services, Messages, Directories, AppStatus };
[[nodiscard]] std::optional<InitTarget> parse_init(std::string_view argument);

}  // namespace handset::xml
