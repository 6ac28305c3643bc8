// What SIP is spoken over (RFC 3261 18 and 26.2). Any thread.
#pragma once

#include <cstdint>
#include <string_view>

namespace handset::ua {

enum class SipTransport : std::uint8_t { Udp, Tcp, Tls };

// "UDP", "TCP", "TLS".
[[nodiscard]] std::string_view sip_transport_name(SipTransport transport);
// Of a URI: nothing, ";transport=tcp", ";transport=tls" (RFC 3261 19.1.1).
[[nodiscard]] std::string_view transport_parameter(SipTransport transport);
// 5060; 5061 for TLS (RFC 3261 19.1.2).
[[nodiscard]] std::uint16_t default_port(SipTransport transport);

}  // namespace handset::ua
