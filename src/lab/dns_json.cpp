#include "lab/dns_json.h"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <utility>

#include "lab/order_reader.h"

namespace handset::lab {
namespace {

namespace json = boost::json;

constexpr std::uint64_t most_delay_ms = 3'600'000;
constexpr std::size_t longest_code = 16;
// What every question may get on purpose.
constexpr std::array codes{DnsRcode::ServFail, DnsRcode::NxDomain, DnsRcode::Refused};

json::array array_of(const std::vector<std::string>& lines) {
  json::array out;
  for (const std::string& line : lines) out.emplace_back(text(line));
  return out;
}

json::object object_of(const DnsFaults& faults) {
  return {{"silent", faults.silent},
          {"rcode", faults.rcode ? json::value(text(dns_rcode_name(*faults.rcode))) : json::value(nullptr)},
          {"truncated", faults.truncated},
          {"delay_ms", std::chrono::duration_cast<milliseconds>(faults.delay).count()}};
}

}  // namespace

std::string dns_json(const DnsServer& server) {
  const auto& endpoint = server.endpoint();
  return json::serialize(
      json::object{{"listen", endpoint ? json::value(text(endpoint->to_string())) : json::value(nullptr)},
                   {"records", array_of(server.records())},
                   {"faults", object_of(server.faults())},
                   {"events", events_of(server.diary())}});
}

std::string dns_records_json(const DnsServer& server) {
  return json::serialize(json::object{{"records", array_of(server.records())}});
}

std::string dns_faults_json(const DnsFaults& faults) {
  return json::serialize(object_of(faults));
}

tl::expected<std::vector<std::string>, std::string> read_dns_records(std::string_view body) {
  const auto document = parse_order(body);
  if (!document) return tl::unexpected(document.error());
  OrderReader reader(*document);
  auto records = reader.list("records", DnsZone::most_records);
  if (auto complaint = reader.complaint(); !complaint.empty()) return tl::unexpected(std::move(complaint));
  return records;
}

tl::expected<DnsFaults, std::string> read_dns_faults(std::string_view body) {
  const auto document = parse_order(body);
  if (!document) return tl::unexpected(document.error());
  OrderReader reader(*document);
  DnsFaults faults;
  faults.silent = reader.flag("silent");
  faults.truncated = reader.flag("truncated");
  faults.delay = milliseconds(reader.number("delay_ms", most_delay_ms).value_or(0));
  if (const auto code = reader.word("rcode", longest_code)) {
    for (const DnsRcode one : codes)
      if (*code == dns_rcode_name(one)) faults.rcode = one;
    reader.require(faults.rcode.has_value(), R"(rcode is "SERVFAIL", "NXDOMAIN" or "REFUSED")");
  }
  if (auto complaint = reader.complaint(); !complaint.empty()) return tl::unexpected(std::move(complaint));
  return faults;
}

}  // namespace handset::lab
