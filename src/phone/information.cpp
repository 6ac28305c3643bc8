#include "phone/information.h"

#include <utility>

namespace handset::phone {
namespace {

constexpr unsigned last_stream = 5;

std::string yes_or_no(bool yes) {
  return yes ? "Yes" : "No";
}

InformationPage device(const InformationValues& values) {
  const PhoneIdentity& identity = values.identity;
  return {"DeviceInformation",
          "Device information",
          {{"MACAddress", "MAC address", identity.mac},
           {"HostName", "Host name", values.host_name},
           {"phoneDN", "Phone number", values.first_user},
           {"appLoadID", "Application", "handset-" + identity.version},
           {"versionID", "Version", identity.version},
           {"hardwareRevision", "Hardware", identity.hardware},
           {"serialNumber", "Serial number", identity.serial},
           {"modelNumber", "Model", identity.model},
           {"MessageWaiting", "Messages waiting", yes_or_no(values.message_waiting)},
           {"time", "Time", values.time}}};
}

InformationPage network(const InformationValues& values) {
  return {"NetworkConfiguration",
          "Network configuration",
          {{"MACAddress", "MAC address", values.identity.mac},
           {"HostName", "Host name", values.host_name},
           {"DomainName", "Domain", values.domain},
           {"IPAddress", "IP address", values.address},
           {"SubNetMask", "Subnet mask", {}},
           {"DefaultRouter1", "Default router", {}},
           {"DNSServer1", "DNS server", {}},
           {"TFTPServer1", "TFTP server", {}},
           {"CallManager1", "Proxy of line 1", values.proxy}}};
}

InformationPage ethernet(const InformationValues& values) {
  return {"EthernetInformation",
          "Ethernet information",
          {{"TxFrames", "Frames sent", {}},
           {"TxBroadcasts", "Broadcast frames sent", {}},
           {"RxFrames", "Frames received", {}},
           {"RxBroadcasts", "Broadcast frames received", {}},
           {"TxSIPMessages", "SIP messages sent", std::to_string(values.messages_sent)},
           {"RxSIPMessages", "SIP messages received", std::to_string(values.messages_received)}}};
}

InformationPage port() {
  return {"PortInformation",
          "Port information",
          {{"PortSpeed", "Speed", {}},
           {"CDPNeighborDeviceId", "CDP neighbour", {}},
           {"CDPNeighborIP", "CDP neighbour's address", {}},
           {"CDPNeighborPort", "CDP neighbour's port", {}},
           {"LLDPNeighborDeviceId", "LLDP neighbour", {}},
           {"LLDPNeighborIP", "LLDP neighbour's address", {}},
           {"LLDPNeighborPort", "LLDP neighbour's port", {}}}};
}

InformationPage device_log(const InformationValues& values) {
  InformationPage page{"DeviceLog", "Device log", {}};
  for (const std::string& trouble : values.troubles) page.fields.push_back({"status", "Trouble", trouble});
  return page;
}

// Without a call no stream runs.
InformationPage streaming(const InformationValues& values) {
  return {"StreamingStatistics",
          "Streaming statistics",
          {{"RemoteAddr", "Remote address", "0.0.0.0/0"},
           {"LocalAddr", "Local address", values.address + "/0"},
           {"StreamStatus", "Status", "Not Ready"},
           {"Name", "Name", values.host_name},
           {"SenderPackets", "Packets sent", "0"},
           {"SenderOctets", "Bytes sent", "0"},
           {"SenderCodec", "Codec of what is sent", "None"},
           {"RcvrPackets", "Packets received", "0"},
           {"RcvrOctets", "Bytes received", "0"},
           {"RcvrCodec", "Codec of what is received", "None"},
           {"RcvrLostPackets", "Packets lost", "0"},
           {"AvgJitter", "Jitter in the mean", "0"},
           {"MaxJitter", "Jitter at most", "0"},
           {"Latency", "Latency", "0"},
           {"MOSLQK", "Quality (MOS LQK)", "0.0000"}}};
}

}  // namespace

std::optional<InformationPage> information_page(InformationKind kind, const InformationValues& values,
                                                std::optional<unsigned> number) {
  const unsigned which = number.value_or(1);
  switch (kind) {
    case InformationKind::Device:
      return device(values);
    case InformationKind::Network:
      return network(values);
    case InformationKind::Ethernet:
      return ethernet(values);
    case InformationKind::Port:
      if (which == 1) return port();
      break;
    case InformationKind::Log:
      if (which <= 1) return device_log(values);
      break;
    case InformationKind::Streaming:
      if (which <= last_stream) return streaming(values);
      break;
  }
  return std::nullopt;
}

}  // namespace handset::phone
