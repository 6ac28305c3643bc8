// The arguments of the internal URIs that have more than a name: what stands behind `Dial:`, `SendDigits:`,
// `Play:`, the RTP family, `Display:`, `Device:`, `Notify:` and `App:` (`Init:` is in internal_uri.h).
// Nothing: its syntax is broken, which is Status 1 `Invalid URI`. Words are compared without case. Views into
// the caller's text; nothing here allocates unless said.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/address.h"
#include "base/time.h"
#include "xml/execute.h"
#include "xml/internal_uri.h"

namespace handset::xml {

// DIGITS[:useAppUI[:appId[:feedback]]], or a `sip:`/`sips:` URI as a whole.
struct DialArgument {
  std::string_view target;          // 0-9 # * A-D, a comma pauses for a second, a + may lead; or a SIP URI
  bool keep_page_in_front = false;  // useAppUI
  std::string_view app_id;
  bool feedback = true;
};
[[nodiscard]] std::optional<DialArgument> parse_dial(std::string_view argument);

// DIGITS[:feedback[:appId]], and with an empty field before appId, as the definition has it.
struct SendDigitsArgument {
  std::string_view digits;  // 0-9 # * A-D, a comma pauses for a second
  bool feedback = true;     // the tones are heard here too
  std::string_view app_id;
};
[[nodiscard]] std::optional<SendDigitsArgument> parse_send_digits(std::string_view argument);

// FILE or Stop.
inline constexpr std::size_t play_file_letters = 127;
struct PlayArgument {
  std::string_view file;  // empty: stop
};
[[nodiscard]] std::optional<PlayArgument> parse_play(std::string_view argument);

// IP:PORT[:VOL[:DEVICE]] or Stop, of `scheme`: an even port from 20480 to 32768 and an address that is of a
// group in RTPMRx and RTPMTx and of a host in the others. RTPRx may leave its port to the phone, and what
// is sent has no device; RTPMTx is seen with a volume, which says nothing.
struct RtpArgument {
  bool stop = false;
  IpAddress address{};
  std::uint16_t port = 0;            // 0: the phone chooses
  std::optional<unsigned> volume{};  // percent
};
[[nodiscard]] std::optional<RtpArgument> parse_rtp(Scheme scheme, std::string_view argument);

// On:MIN, Off:MIN or Default.
struct DisplayArgument {
  enum class State : std::uint8_t { On, Off, Default };
  State state = State::Default;
  Duration lasts{};  // up to a day; zero: until it is changed
};
[[nodiscard]] std::optional<DisplayArgument> parse_display(std::string_view argument);

// Unlock, GeneratePRT or PRTStatus.
enum class DeviceAction : std::uint8_t { Unlock, GenerateReport, ReportStatus };
[[nodiscard]] std::optional<DeviceAction> parse_device(std::string_view argument);

// http:HOST:PORT:PATH[:CRED[:DATA]]; https too.
struct NotifyArgument {
  std::string url;               // allocated
  std::string_view credentials;  // user and password in base64, of Basic; empty: none
  std::string_view data;
};
[[nodiscard]] std::optional<NotifyArgument> parse_notify_uri(std::string_view argument);

// ACTION[:PRIO[:IDLE[:appId]]].
struct AppArgument {
  enum class Action : std::uint8_t { RequestFocus, ReleaseFocus, Minimize, Close };
  Action action = Action::RequestFocus;
  Priority priority = Priority::Now;
  Duration idle = seconds(60);  // that nobody has touched a key, to be idle for `priority`
  std::string_view app_id;      // empty: that of the page
};
[[nodiscard]] std::optional<AppArgument> parse_app(std::string_view argument);

}  // namespace handset::xml
