// Questions to a name server in their wire form (RFC 1035 4.1), right or wrong as a test wants them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "unit/io/dns_maker.h"

namespace handset::lab::testing {

using io::testing::dns_name;
using io::testing::dns_u16;

struct DnsAsking {
  std::uint16_t id = 0x1234;
  std::uint16_t flags = 0x0100;
  std::uint16_t questions = 1;
  std::uint16_t answers = 0;
  std::uint16_t authorities = 0;
  std::uint16_t additional = 0;
  std::string name{};  // in its wire form
  std::uint16_t type = 33;
  std::uint16_t its_class = 1;
  std::string behind{};

  DnsAsking() = default;
  DnsAsking(std::string_view asked, std::uint16_t wanted) : name(dns_name(asked)), type(wanted) {}

  DnsAsking& edns(std::uint16_t room, char version = 0, const std::string& owner = std::string(1, '\0')) {
    ++additional;
    behind += owner + dns_u16(41) + dns_u16(room) + '\0' + version + dns_u16(0) + dns_u16(0);
    return *this;
  }
  [[nodiscard]] std::string question() const { return name + dns_u16(type) + dns_u16(its_class); }
  [[nodiscard]] std::string bytes() const {
    return dns_u16(id) + dns_u16(flags) + dns_u16(questions) + dns_u16(answers) + dns_u16(authorities) +
           dns_u16(additional) + question() + behind;
  }
};

}  // namespace handset::lab::testing
