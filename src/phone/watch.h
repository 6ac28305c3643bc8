// A key that shows what goes on at somebody else's extension (busy lamp field): whom it watches, what is
// known of him, and how its lamp shows that. Values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "phone/lamp.h"
#include "ua/dialog_info.h"
#include "ua/resource_table.h"
#include "ua/subscription.h"

namespace handset::phone {

struct WatchOptions {
  std::string uri{};         // who is watched, "sip:102@example.org"; empty: the key watches nobody
  std::string label{};       // beside the key
  unsigned line = 1;         // the extension that subscribes
  bool parking_lot = false;  // it is a place where calls are parked, and not a person

  friend bool operator==(const WatchOptions&, const WatchOptions&) = default;
};

// What stands beside a key: BLF Label Display Mode.
enum class WatchLabel : std::uint8_t { Name, Extension, Both };

// Who has no name is called by his extension.
[[nodiscard]] std::string watch_label(WatchLabel label, const std::string& name,
                                      const std::string& extension);

// A list at the server that fills keys with those who are on it: BLF List URI.
struct WatchListOptions {
  std::string uri{};             // empty: there is none
  unsigned line = 1;             // the extension that subscribes
  std::vector<unsigned> keys{};  // that it may fill, in their order: places of function keys
  WatchLabel label = WatchLabel::Name;
  std::string domain{};       // of the extension
  std::string pickup_code{};  // before the number of one who rings; empty: the keys do not pick up

  friend bool operator==(const WatchListOptions&, const WatchListOptions&) = default;
};

enum class WatchState : std::uint8_t {
  Off,          // nobody is watched
  Unknown,      // subscribed, and not told anything yet
  Subscribing,  // not subscribed yet
  Failed,       // the subscription failed, so nothing is known
  Idle,
  Ringing,
  Busy,
  Held,
};

// "off", "unknown", "subscribing", "subscription failed", "idle", "ringing", "busy", "held".
[[nodiscard]] std::string_view watch_state_name(WatchState state);

struct WatchStatus {
  WatchState state = WatchState::Off;
  std::string peer{};     // with whom he talks, or who calls him, as far as it was told
  std::string trouble{};  // why nothing is known, or it is not refreshed, a sentence; empty: all is well

  friend bool operator==(const WatchStatus&, const WatchStatus&) = default;
};

// What follows from how it is about the subscription, and from what it has told.
[[nodiscard]] WatchStatus watch_status(const ua::Subscription& subscription, const ua::DialogTable& told);
// Likewise of one who is on the list that is subscribed to.
[[nodiscard]] WatchStatus watch_status(const ua::Subscription& subscription,
                                       const ua::ResourceTable::Resource& listed);

// The lamps of BLF Idle LED and its like.
struct WatchLamps {
  Lamp unknown{LampColour::Amber, LampPattern::DoubleBlink};
  Lamp subscribing{LampColour::Amber, LampPattern::SlowBlink};
  Lamp failed{LampColour::Amber, LampPattern::Steady};
  Lamp idle{LampColour::Green, LampPattern::Steady};
  Lamp ringing{LampColour::Red, LampPattern::FastBlink};
  Lamp busy{LampColour::Red, LampPattern::Steady};
  Lamp held{LampColour::Red, LampPattern::SlowBlink};
  // Of a parking lot: nobody, or somebody, is parked there.
  Lamp lot_idle{LampColour::Green, LampPattern::Steady};
  Lamp lot_busy{LampColour::Red, LampPattern::SlowBlink};

  [[nodiscard]] Lamp of(WatchState state, bool parking_lot = false) const;

  friend bool operator==(const WatchLamps&, const WatchLamps&) = default;
};

}  // namespace handset::phone
