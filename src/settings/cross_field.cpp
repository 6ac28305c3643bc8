#include "settings/cross_field.h"

#include <array>

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

std::int64_t magnitude(const Values& values, Address address) {
  if (rows()[address.row].type == Type::Seconds) return values.time(address).value_or(Duration{}).count();
  return values.number(address).value_or(0);
}

// Of a tag of this file: the table's tests see to it that each is there.
std::int64_t magnitude(const Values& values, std::string_view tag) {
  const auto address = find_tag(tag);
  return address ? magnitude(values, *address) : 0;
}

std::string shown(const Values& values, std::string_view tag) {
  const auto address = find_tag(tag);
  return std::string(tag) + " (" + (address ? std::string(values.text(*address)) : "") + ")";
}

}  // namespace

Issues check_cross_fields(const Values& values) {
  Issues issues;
  for (const Pair& pair : pairs) {
    if (magnitude(values, pair.low) <= magnitude(values, pair.high)) continue;
    issues.push_back({std::string(pair.low), shown(values, pair.low) + " is above " +
                                                 shown(values, pair.high) + "; it must not be greater"});
  }
  const std::int64_t low = magnitude(values, "RTP_Port_Min");
  const std::int64_t high = magnitude(values, "RTP_Port_Max");
  const std::int64_t even_ports = high / 2 - (low + 1) / 2 + 1;
  if (low <= high && even_ports < least_rtp_ports)
    issues.push_back({"RTP_Port_Max", "from " + shown(values, "RTP_Port_Min") + " to " +
                                          shown(values, "RTP_Port_Max") +
                                          " there are fewer than ten even ports; make the range wider"});
  return issues;
}

}  // namespace handset::settings
