// A SIP server as it is written in settings, and as it can be reached. Values; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/result.h"
#include "ua/sip_transport.h"

namespace handset::ua {

// One of a list that the setting has itself.
struct ListedServer {
  std::string host{};
  std::uint16_t port = 0;      // 0: none is given
  std::uint16_t priority = 0;  // p=, the lowest is tried first
  std::uint16_t weight = 0;    // w=; without weights those of a priority keep their order

  friend bool operator==(const ListedServer&, const ListedServer&) = default;
};

// `host`, `host:port` or `name:SRV=host:port:p=0|host2:port2:p=1:w=5`, IPv6 addresses in brackets where a
// port follows.
struct ServerSetting {
  std::string host{};                // without brackets; of a list its name, which is the domain
  std::uint16_t port = 0;            // 0: none is given
  std::vector<ListedServer> list{};  // 32 at most; where there is one, nobody but these is asked

  // Errors: Malformed, at the entry that is none; TooLarge.
  static Result<ServerSetting> parse(std::string_view text);

  friend bool operator==(const ServerSetting&, const ServerSetting&) = default;
};

// Where a request can be sent.
struct ServerTarget {
  SipTransport transport = SipTransport::Udp;
  Endpoint endpoint{};
  std::string host{};          // whose address that is, for words
  std::uint16_t priority = 0;  // the lowest is the best; those of the DNS and of a list are as they are there
  // Whose certificate it has to show over TLS: the name that was set, since what the DNS makes of it is
  // nobody's word (RFC 5922 4, RFC 3263 8).
  std::string tls_name{};

  // "sip1.example.org (192.0.2.1:5060, UDP)", "192.0.2.1:5060 (UDP)"
  [[nodiscard]] std::string words() const;

  friend bool operator==(const ServerTarget&, const ServerTarget&) = default;
};

}  // namespace handset::ua
