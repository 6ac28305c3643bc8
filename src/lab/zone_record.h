// A record of the lab's name server, and its text form: that of a zone file (RFC 1035 5.1), one on a line.
//
//   NAME [TTL] [IN] TYPE DATA      TYPE is A, AAAA, CNAME, SRV (RFC 2782) or NAPTR (RFC 3403 4.1)
//
// A name is always the whole one, with the dot at its end or without, and made of letters, digits, '-' and
// '_'. Comments, "@", "*" and records of several lines are for files, and refused. Plain values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/dns_record.h"
#include "base/result.h"

namespace handset::lab {

enum class DnsType : std::uint16_t {
  A = 1,
  Cname = 5,
  Soa = 6,
  Aaaa = 28,
  Srv = 33,
  Naptr = 35,
  Opt = 41,   // RFC 6891
  Any = 255,  // in a question: all that there is
};

// "SRV"; "TYPE16" for what has no name here (RFC 3597 5).
[[nodiscard]] std::string dns_type_words(std::uint16_t type);

// CNAME: the owner is another name for the target.
struct Alias {
  std::string target{};

  friend bool operator==(const Alias&, const Alias&) = default;
};

struct ZoneRecord {
  static constexpr std::uint32_t usual_ttl = 30;  // seconds; short, so that a change is soon followed

  std::string owner{};  // in small letters, without the dot at its end
  std::uint32_t ttl = usual_ttl;
  std::variant<IpAddress, Alias, SrvRecord, NaptrRecord> data{};

  // Errors: Malformed, TooLarge, Unsupported (a type that is not served), with the offset in the line.
  static Result<ZoneRecord> parse(std::string_view line);

  [[nodiscard]] DnsType type() const;
  // "_sip._udp.example.test. 30 IN SRV 10 60 5060 pbx1.example.test."
  [[nodiscard]] std::string text() const;

  friend bool operator==(const ZoneRecord&, const ZoneRecord&) = default;
};

}  // namespace handset::lab
