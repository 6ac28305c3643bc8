#include "ua/sip_transport.h"

namespace handset::ua {

std::string_view sip_transport_name(SipTransport transport) {
  switch (transport) {
    case SipTransport::Udp:
      return "UDP";
    case SipTransport::Tcp:
      return "TCP";
    case SipTransport::Tls:
      break;
  }
  return "TLS";
}

std::uint16_t default_port(SipTransport transport) {
  return transport == SipTransport::Tls ? 5061 : 5060;
}

std::string_view transport_parameter(SipTransport transport) {
  switch (transport) {
    case SipTransport::Udp:
      break;
    case SipTransport::Tcp:
      return ";transport=tcp";
    case SipTransport::Tls:
      return ";transport=tls";
  }
  return {};
}

}  // namespace handset::ua
