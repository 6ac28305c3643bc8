// What programs that take stock of Cisco's phones read from them: pages of fields, by the names that those
// phones give them. A field that this phone knows nothing of - what the operating system counts, the switch
// at the other end of the cable, streams of a call - is there and blank. No field holds a secret.
//
// Plain values and pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "phone/macros.h"

namespace handset::phone {

struct InformationValues {
  PhoneIdentity identity;
  std::string host_name;
  std::string domain;
  std::string address;     // that the phone is reached at
  std::string first_user;  // of the first line
  std::string proxy;       // likewise
  std::string time;        // local date and time
  bool message_waiting = false;
  std::uint64_t messages_sent = 0;  // of SIP, by the shard
  std::uint64_t messages_received = 0;
  std::vector<std::string> troubles;  // what of the settings cannot be obeyed
};

enum class InformationKind : std::uint8_t {
  Device,
  Network,
  Ethernet,
  Port,       // 1: the only one
  Log,        // 0 or 1: the only one
  Streaming,  // 0 to 5
};

struct InformationField {
  std::string_view tag;
  std::string_view label;
  std::string value;

  friend bool operator==(const InformationField&, const InformationField&) = default;
};

struct InformationPage {
  std::string_view root;
  std::string_view title;
  std::vector<InformationField> fields;
};

// `number`: of the port, log or stream; nothing: the first. No page of a number that there is not.
[[nodiscard]] std::optional<InformationPage> information_page(InformationKind kind,
                                                              const InformationValues& values,
                                                              std::optional<unsigned> number = std::nullopt);

}  // namespace handset::phone
