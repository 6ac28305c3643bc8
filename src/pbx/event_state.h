// What the lab's PBX tells its subscribers, and how that is written: the messages of a user (RFC 3842), what
// goes on at an extension (RFC 4235), and a user's features (as-feature-event). Values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ua/feature_state.h"

namespace handset::pbx {

struct Mailbox {
  static constexpr unsigned most = 999'999;

  unsigned fresh = 0;
  unsigned old = 0;

  friend bool operator==(const Mailbox&, const Mailbox&) = default;
};

enum class CallState : std::uint8_t { Idle, Ringing, Busy, Held };

// "idle", "ringing", "busy", "held".
[[nodiscard]] std::string_view call_state_name(CallState state);

// All that a user has, and none of it on.
[[nodiscard]] ua::FeatureState no_features();

struct UserState {
  Mailbox mailbox{};
  CallState call = CallState::Idle;
  std::string peer{};  // the user that it talks with, or is called by; empty: somebody without a name
  ua::FeatureState features = no_features();

  friend bool operator==(const UserState&, const UserState&) = default;
};

// The URI of another user of the same domain; an empty one is somebody without a name.
[[nodiscard]] std::string neighbour(std::string_view entity, std::string_view user);
// `account`: the URI of whom the mailbox is.
[[nodiscard]] std::string summary_body(const Mailbox& mailbox, std::string_view account);
// In full; `entity`: the URI of who is watched.
[[nodiscard]] std::string dialog_body(const UserState& state, std::string_view entity, std::uint32_t version);

}  // namespace handset::pbx
