// Where a push came from: a line by SIP, or a client by HTTP. Of each one page waits for the phone to be
// idle. A value.
#pragma once

#include <optional>

#include "base/address.h"

namespace handset::phone {

struct PushSource {
  unsigned line = 0;                  // by SIP: the number of the line that was addressed
  std::optional<IpAddress> client{};  // by HTTP

  [[nodiscard]] static PushSource of_line(unsigned number) { return {number, std::nullopt}; }
  [[nodiscard]] static PushSource of_client(const IpAddress& address) { return {0, address}; }

  friend bool operator==(const PushSource&, const PushSource&) = default;
};

}  // namespace handset::phone
