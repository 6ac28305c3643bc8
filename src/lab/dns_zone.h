// The records that the lab's name server knows, and what it finds among them (RFC 1034 4.3.2). It is the one
// that knows everything: a name that has no record, and none below it, does not exist.
//
// A value; any thread, one at a time.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "lab/zone_record.h"

namespace handset::lab {

// What a question finds: good until the zone changes.
struct DnsFinding {
  bool exists = false;  // the name that was asked for, or the last one that it is an alias for
  std::vector<const ZoneRecord*> records{};  // the aliases on the way first; may be empty
};

class DnsZone {
 public:
  static constexpr std::size_t most_records = 1000;
  // Aliases of aliases beyond these are not followed.
  static constexpr unsigned most_aliases = 8;

  // Of lines, or a sentence that says which of them is wrong: also a record that is there twice, one beside
  // an alias (RFC 2181 10.1), and records of one name and type with different times to live (RFC 2181 5.2).
  static tl::expected<DnsZone, std::string> parse(std::span<const std::string> lines);

  // `name` in small letters, without the dot at its end.
  [[nodiscard]] DnsFinding find(std::string_view name, std::uint16_t type) const;

  // In the order in which they were given.
  [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }

 private:
  using Records = std::vector<ZoneRecord>;

  // Nothing, or what is wrong with it beside the others.
  [[nodiscard]] std::string_view complaint_about(const ZoneRecord& record) const;
  [[nodiscard]] bool has_names_below(std::string_view name) const;

  std::map<std::string, Records, std::less<>> records_;  // by owner
  std::vector<std::string> lines_;
};

}  // namespace handset::lab
