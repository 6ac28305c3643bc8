#include "lab/dns_zone.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace handset::lab {
namespace {

bool is_wanted(const ZoneRecord& record, std::uint16_t type) {
  return type == static_cast<std::uint16_t>(DnsType::Any) ||
         type == static_cast<std::uint16_t>(record.type());
}

}  // namespace

tl::expected<DnsZone, std::string> DnsZone::parse(std::span<const std::string> lines) {
  if (lines.size() > most_records)
    return tl::unexpected("There are more than " + std::to_string(most_records) + " records.");
  DnsZone zone;
  for (const std::string& line : lines) {
    auto record = ZoneRecord::parse(line);
    const std::string_view complaint =
        record ? zone.complaint_about(*record) : std::string_view(record.error().what);
    if (!complaint.empty()) return tl::unexpected("\"" + line + "\": " + std::string(complaint) + ".");
    zone.lines_.push_back(record->text());
    zone.records_[record->owner].push_back(*std::move(record));
  }
  return zone;
}

std::string_view DnsZone::complaint_about(const ZoneRecord& record) const {
  const auto known = records_.find(record.owner);
  if (known == records_.end()) return {};
  for (const ZoneRecord& other : known->second) {
    if (other.type() == record.type() && other.data == record.data) return "it is there twice";
    if (other.type() == DnsType::Cname || record.type() == DnsType::Cname)
      return "an alias has no other records";
    if (other.type() == record.type() && other.ttl != record.ttl)
      return "the records of one name and type have one time to live";
  }
  return {};
}

DnsFinding DnsZone::find(std::string_view name, std::uint16_t type) const {
  DnsFinding found;
  std::string wanted(name);
  for (unsigned aliases = 0; aliases <= most_aliases; ++aliases) {
    const auto known = records_.find(wanted);
    found.exists = known != records_.end() || has_names_below(wanted);
    if (known == records_.end()) return found;
    const Records& records = known->second;
    for (const ZoneRecord& record : records)
      if (is_wanted(record, type)) found.records.push_back(&record);
    const Alias* alias = std::get_if<Alias>(&records.front().data);
    if (alias == nullptr || is_wanted(records.front(), type)) return found;
    found.records.push_back(&records.front());
    wanted = lower_case(alias->target);
  }
  return found;
}

// RFC 8020: what stands between a name and the root exists as well.
bool DnsZone::has_names_below(std::string_view name) const {
  if (name == ".") return true;
  return std::any_of(records_.begin(), records_.end(), [name](const auto& entry) {
    const std::string_view owner = entry.first;
    return owner.size() > name.size() && owner.ends_with(name) &&
           owner[owner.size() - name.size() - 1] == '.';
  });
}

}  // namespace handset::lab
