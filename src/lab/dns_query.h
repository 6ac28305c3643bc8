// Reads what is asked of the lab's name server (RFC 1035 4.1, RFC 6891 6.1). The bytes are a stranger's: they
// are read once, from front to back, and a compressed name is never followed. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace handset::lab {

enum class DnsRcode : std::uint8_t {
  NoError = 0,
  FormErr = 1,
  ServFail = 2,
  NxDomain = 3,
  NotImp = 4,
  Refused = 5,
  BadVers = 16,  // of EDNS alone (RFC 6891 9)
};
// "NXDOMAIN"
[[nodiscard]] std::string_view dns_rcode_name(DnsRcode code);

struct DnsQuery {
  std::uint16_t id = 0;
  std::uint16_t flags = 0;      // the opcode and RD, at their places, to be sent back
  std::string_view question{};  // as it came, of the bytes that were read; empty where it cannot be read
  // In small letters; "." is the root. Empty: one with letters that no record of ours can have.
  std::string name{};
  std::uint16_t type = 0;
  std::optional<std::uint16_t> room{};  // for datagrams, where EDNS is spoken
  DnsRcode refusal = DnsRcode::NoError;
};

// Nothing for what gets no answer: an answer, so that no two servers talk to each other for ever, and what is
// too short for a header.
[[nodiscard]] std::optional<DnsQuery> read_dns_query(std::string_view bytes);

}  // namespace handset::lab
