// Writes what the lab's name server answers (RFC 1035 4.1, RFC 2308 3, RFC 6891 6.1). Pure functions; any
// thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "lab/dns_query.h"
#include "lab/zone_record.h"

namespace handset::lab {

struct DnsReply {
  DnsRcode code = DnsRcode::NoError;
  std::vector<const ZoneRecord*> records{};
  bool cut_short = false;    // TC, and no records: ask again over TCP
  std::uint32_t serial = 0;  // how often the records have changed
};

// How long who was told that there is nothing may believe it, in seconds.
inline constexpr std::uint32_t negative_ttl = 5;

// The longest answer that goes back in a datagram: 512 octets, or what EDNS offers up to 1232, which nobody
// on the way has to split.
[[nodiscard]] std::size_t room_for_datagram(const DnsQuery& query);
inline constexpr std::size_t room_on_stream = 65535;

// Where there is nothing to tell, the start of authority says for how long (RFC 2308 5). A reply for which
// there is no room is one that is cut short.
[[nodiscard]] std::string write_dns_reply(const DnsQuery& query, const DnsReply& reply, std::size_t room);

}  // namespace handset::lab
