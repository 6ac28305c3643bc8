#include "settings/cross_field.h"

#include <array>
#include <utility>

namespace handset::settings {
namespace {

struct Pair {
  std::string_view low;
  std::string_view high;
};

constexpr std::array<Pair, 5> pairs{{{"SIP_TCP_Port_Min", "SIP_TCP_Port_Max"},
                                     {"RTP_Port_Min", "RTP_Port_Max"},
                                     {"SIP_T1", "SIP_T2"},
                                     {"Reg_Min_Expires", "Reg_Max_Expires"},
                                     {"Sub_Min_Expires", "Sub_Max_Expires"}}};

// Two calls per line on five lines, each with an even port of its own.
constexpr std::int64_t least_rtp_ports = 10;

// Of a tag of this file: the table's tests see to it that each is there.
Address address_of(std::string_view tag) {
  return find_tag(tag).value_or(Address{});
}

std::int64_t magnitude(const Values& values, std::string_view tag) {
  const Address address = address_of(tag);
  if (rows()[address.row].type == Type::Seconds) return values.time(address).value_or(Duration{}).count();
  return values.number(address).value_or(0);
}

std::string shown(const Values& values, std::string_view tag) {
  return std::string(tag) + " (" + std::string(values.text(address_of(tag))) + ")";
}

CrossFault fault(std::string_view tag, std::string words, const Pair& pair) {
  return {{std::string(tag), std::move(words)}, {address_of(pair.low), address_of(pair.high)}};
}

}  // namespace

std::vector<CrossFault> check_cross_fields(const Values& values) {
  std::vector<CrossFault> faults;
  for (const Pair& pair : pairs) {
    if (magnitude(values, pair.low) <= magnitude(values, pair.high)) continue;
    faults.push_back(
        fault(pair.low,
              shown(values, pair.low) + " is above " + shown(values, pair.high) + "; it must not be greater",
              pair));
  }
  constexpr Pair rtp{"RTP_Port_Min", "RTP_Port_Max"};
  const std::int64_t low = magnitude(values, rtp.low);
  const std::int64_t high = magnitude(values, rtp.high);
  const std::int64_t even_ports = high / 2 - (low + 1) / 2 + 1;
  if (low <= high && even_ports < least_rtp_ports)
    faults.push_back(fault(rtp.high,
                           "from " + shown(values, rtp.low) + " to " + shown(values, rtp.high) +
                               " there are fewer than ten even ports; make the range wider",
                           rtp));
  return faults;
}

}  // namespace handset::settings
