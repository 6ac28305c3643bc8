// What the DNS has of a name, as values: addresses, SRV records (RFC 2782) and NAPTR records (RFC 3403).
//
// Names are in letters, without the dot at their end; the root is ".". What they are made of was checked by
// whoever read them from outside.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/time.h"

namespace handset {

struct SrvRecord {
  std::uint16_t priority = 0;  // the lowest is tried first
  std::uint16_t weight = 0;    // how often it is chosen among those of its priority
  std::uint16_t port = 0;
  std::string target{};  // a host name; ".": the service is decidedly not there

  friend bool operator==(const SrvRecord&, const SrvRecord&) = default;
};

struct NaptrRecord {
  std::uint16_t order = 0;       // the lowest comes first,
  std::uint16_t preference = 0;  // and among those of an order the lowest of these
  std::string flags{};           // "S": the replacement is a name with SRV records
  std::string service{};         // "SIPS+D2T"
  std::string regexp{};
  std::string replacement{};

  friend bool operator==(const NaptrRecord&, const NaptrRecord&) = default;
};

// The records of one kind that a name has, one at least. They may be used for the time to live, which is the
// shortest of all that led to them and may be zero: for what is done now, and no longer (RFC 1035 3.2.1).
template <class Record>
struct RecordSet {
  std::vector<Record> records;
  Duration ttl{};

  friend bool operator==(const RecordSet&, const RecordSet&) = default;
};

using Addresses = RecordSet<IpAddress>;
using SrvRecords = RecordSet<SrvRecord>;
using NaptrRecords = RecordSet<NaptrRecord>;

}  // namespace handset
