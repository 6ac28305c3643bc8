// Answers of a name server in their wire form (RFC 1035 4.1), right or wrong as a test wants them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/dns_record.h"
#include "base/text.h"

namespace handset::io::testing {

enum class DnsType : std::uint16_t { A = 1, Cname = 5, Txt = 16, Aaaa = 28, Srv = 33, Naptr = 35 };

inline std::string dns_u16(std::uint64_t value) {
  return {static_cast<char>(value >> 8U & 0xffU), static_cast<char>(value & 0xffU)};
}

// Without compression; "." is the root.
inline std::string dns_name(std::string_view name) {
  std::string out;
  while (!name.empty() && name != ".") {
    const Split split = split_once(name, '.');
    out += static_cast<char>(split.before.size());
    out += split.before;
    name = split.after;
  }
  return out + '\0';
}

inline std::string dns_string(std::string_view text) {
  return static_cast<char>(text.size()) + std::string(text);
}

inline std::string dns_data(const SrvRecord& record) {
  return dns_u16(record.priority) + dns_u16(record.weight) + dns_u16(record.port) + dns_name(record.target);
}

inline std::string dns_data(const NaptrRecord& record) {
  return dns_u16(record.order) + dns_u16(record.preference) + dns_string(record.flags) +
         dns_string(record.service) + dns_string(record.regexp) + dns_name(record.replacement);
}

inline std::string dns_data(const IpAddress& address) {
  return {address.bytes().begin(), address.bytes().begin() + (address.is_v4() ? 4 : 16)};
}

class DnsMaker {
 public:
  DnsMaker(std::string_view name, DnsType type) : question_(dns_name(name) + head(type)) {}

  DnsMaker& add(std::string_view owner, DnsType type, std::uint32_t ttl, const std::string& data) {
    return add_raw(dns_name(owner), type, ttl, data);
  }
  // `owner` in its wire form. \xc0\x0c is the name that was asked for.
  DnsMaker& add_raw(const std::string& owner, DnsType type, std::uint32_t ttl, const std::string& data) {
    ++count;
    records_ += owner + head(type) + dns_u16(ttl >> 16U) + dns_u16(ttl) + dns_u16(data.size()) + data;
    return *this;
  }
  [[nodiscard]] std::string bytes() const {
    return dns_u16(id) + dns_u16(flags) + dns_u16(1) + dns_u16(count) + dns_u16(0) + dns_u16(0) + question_ +
           records_;
  }

  std::uint16_t id = 0;
  std::uint16_t flags = 0x8180;
  std::size_t count = 0;

 private:
  static std::string head(DnsType type) { return dns_u16(static_cast<std::uint16_t>(type)) + dns_u16(1); }

  std::string question_;
  std::string records_;
};

}  // namespace handset::io::testing
