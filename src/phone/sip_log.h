// SIP Debug Option: which SIP messages of a line are copied to the log, as first lines or in full, without
// what would give a password away. Pure functions; shard's thread.
#pragma once

#include <cstdint>

#include "base/address.h"
#include "base/log.h"
#include "sip/message.h"

namespace handset::phone {

struct SipLogOptions {
  enum class Detail : std::uint8_t { None, FirstLine, Full };

  Detail detail = Detail::None;
  sip::MethodSet excluded{};  // of these, neither requests nor responses

  [[nodiscard]] bool on() const { return detail != Detail::None; }

  friend bool operator==(const SipLogOptions&, const SipLogOptions&) = default;
};

enum class SipDirection : std::uint8_t { Received, Sent };

// Writes the message in the log's SIP area, if the options pick it. `peer`: where it came from or goes to.
void log_sip(Log& log, const SipLogOptions& options, unsigned line, SipDirection direction,
             const Endpoint& peer, const sip::Message& message);

}  // namespace handset::phone
