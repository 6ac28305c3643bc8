// Failures at the press of a button: what a PBX does wrong, on purpose, so that a phone can be seen to bear
// it. Plain values; what is not set is right.
#pragma once

#include <cstdint>
#include <optional>

#include "base/time.h"

namespace handset::pbx {

// What the Contacts of a 200 to REGISTER say.
enum class ListedContacts : std::uint8_t {
  Right,
  None,   // as if nothing had been registered
  Other,  // somebody else's alone
};

struct RegistrarFaults {
  // So many right digests are still to be refused: their nonce is stale.
  unsigned stale_answers = 0;
  // Each right digest is refused, with one more nonce.
  bool endless_challenges = false;
  // Seconds that a 200 says, whatever was granted.
  std::optional<std::uint32_t> expires{};
  ListedContacts contacts = ListedContacts::Right;

  friend bool operator==(const RegistrarFaults&, const RegistrarFaults&) = default;
};

struct Faults {
  static constexpr unsigned all = 100;

  unsigned drop_percent = 0;  // of what comes in, 0 to 100, by chance
  Duration delay{};           // answers leave that late
  // Every request gets 503 with Retry-After in seconds.
  std::optional<std::uint32_t> retry_after{};
  bool dead = false;  // nobody listens, and the streams are closed
  RegistrarFaults registrar{};

  friend bool operator==(const Faults&, const Faults&) = default;
};

}  // namespace handset::pbx
