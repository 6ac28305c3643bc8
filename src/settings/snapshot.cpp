#include "settings/snapshot.h"

#include <algorithm>
#include <map>

#include "settings/cross_field.h"
#include "settings/value_types.h"

namespace handset::settings {
namespace {

constexpr std::size_t shortest_mask = 4;

// An unchanged password field comes back as the mask; other phones mask with other numbers of asterisks.
bool is_mask(std::string_view value) {
  return value.size() >= shortest_mask && value.find_first_not_of('*') == std::string_view::npos;
}

bool leaves_secret(const Row& row, std::string_view value, Origin origin) {
  if (row.type != Type::Secret || origin == Origin::CommandLine) return false;
  return is_mask(value) || (origin == Origin::Profile && value.empty());
}

// The kept form; for a value that means the default, the default as the table has it.
Result<std::string> kept_form(Address address, std::string_view value) {
  const Row& row = rows()[address.row];
  auto checked = check_value(row, value);
  if (!checked) return checked;
  const std::string_view preset = default_of(address);
  if (*checked == preset) return checked;
  const auto checked_preset = check_value(row, preset);
  return checked_preset && *checked_preset == *checked ? std::string(preset) : checked;
}

// The assignments as they are to be kept, the last one of each setting.
using Wanted = std::map<Address, std::string>;

Wanted read(std::span<const Assignment> assignments, Origin origin, const Values& base, Issues& issues) {
  std::map<Address, const Assignment*> last;
  for (const Assignment& assignment : assignments) {
    const auto address = find_tag(assignment.tag);
    if (address && rows()[address->row].settable())
      last[*address] = &assignment;
    else
      issues.push_back(unknown_tag(assignment.tag));
  }
  Wanted wanted;
  for (const auto& [address, assignment] : last) {
    const Row& row = rows()[address.row];
    if (leaves_secret(row, assignment->value, origin)) continue;
    auto kept = kept_form(address, assignment->value);
    if (!kept) {
      issues.push_back(
          {assignment->tag, assignment->tag + ": " + refusal(row, assignment->value, kept.error())});
      continue;
    }
    const bool person = origin == Origin::Page || origin == Origin::Api;
    if (!person || !base.locked(address))
      wanted.emplace(address, std::move(*kept));
    else if (*kept != base.text(address))
      issues.push_back(
          {assignment->tag, assignment->tag + " is locked: the command line of the phone sets it"});
  }
  return wanted;
}

}  // namespace

tl::expected<Applied, Issues> Snapshot::with(std::span<const Assignment> assignments, Stamp stamp) const {
  Issues issues;
  const Wanted wanted = read(assignments, stamp.origin, *this, issues);
  if (!issues.empty()) return tl::unexpected(std::move(issues));

  const bool locks = stamp.origin == Origin::CommandLine;
  std::map<std::pair<Address, bool>, Value> merged;  // per address the stored value, then the locked one
  for (Value& value : unpack())
    merged.emplace(std::pair(value.address, value.origin == Origin::CommandLine), std::move(value));
  for (const auto& [address, text] : wanted) {
    const std::pair key(address, locks);
    const auto present = merged.find(key);
    // What stays the same keeps its stamp.
    if (present != merged.end() && present->second.text == text) continue;
    if (!locks && text == default_of(address))
      merged.erase(key);
    else
      merged.insert_or_assign(key, Value{address, stamp.origin, stamp.at, text});
  }

  std::vector<Value> sorted;
  sorted.reserve(merged.size());
  for (auto& [key, value] : merged) sorted.push_back(std::move(value));
  SnapshotPtr next(new Snapshot(sorted));
  if (Issues crossed = check_cross_fields(*next); !crossed.empty()) return tl::unexpected(std::move(crossed));
  auto changed = differences(*this, *next);
  return Applied{std::move(next), std::move(changed)};
}

std::vector<Address> differences(const Snapshot& before, const Snapshot& after) {
  const std::vector<Address> left = before.changed();
  const std::vector<Address> right = after.changed();
  std::vector<Address> candidates;
  std::set_union(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(candidates));
  std::erase_if(candidates, [&](Address address) { return before.text(address) == after.text(address); });
  return candidates;
}

}  // namespace handset::settings
