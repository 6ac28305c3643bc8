#include "settings/snapshot.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

#include "base/text.h"
#include "settings/cross_field.h"
#include "settings/profile.h"
#include "settings/value_types.h"

namespace handset::settings {
namespace {

// Who is to be told that a setting is locked.
bool is_person(Origin origin) {
  return origin == Origin::Page || origin == Origin::Api || origin == Origin::Phone;
}

bool leaves_secret(const Row& row, std::string_view value, Origin origin) {
  if (!row.secret() || origin == Origin::CommandLine) return false;
  return is_secret_mask(value) || (origin == Origin::Profile && value.empty());
}

// The kept form; for a value that means the default, the default as the table has it.
Result<std::string> kept_form(Address address, std::string_view value) {
  const Row& row = rows()[address.row];
  const std::string_view preset = default_of(address);
  if (value == preset) return std::string(preset);
  auto checked = check_value(row, value);
  if (!checked || *checked == preset) return checked;
  const auto checked_preset = check_value(row, preset);
  return checked_preset && *checked_preset == *checked ? std::string(preset) : checked;
}

std::optional<Address> find_settable(std::string_view tag) {
  const auto address = find_tag(tag);
  return address && rows()[address->row].settable() ? address : std::nullopt;
}

// The assignments as they are to be kept, the last one of each setting.
using Wanted = std::map<Address, std::string>;

class Reading {
 public:
  Reading(const Values& base, Stamp stamp) : base_(base), stamp_(stamp) {}

  void read(std::span<const Assignment> assignments) {
    std::map<Address, const Assignment*> last;
    for (const Assignment& assignment : assignments) {
      if (const auto address = find_settable(assignment.tag))
        last[*address] = &assignment;
      else
        issues.push_back(unknown_tag(assignment.tag));
    }
    for (const auto& [address, assignment] : last) read(address, *assignment);
  }

  void read(std::span<const RightAssignment> assignments) {
    for (const RightAssignment& assignment : assignments) {
      const auto address = find_settable(assignment.tag);
      if (!address)
        issues.push_back(unknown_tag(assignment.tag));
      else if (!right_is_fixed(rows()[address->row]))
        rights.insert_or_assign(*address, assignment.right);
      else if (assignment.right != factory_right(rows()[address->row]))
        issues.push_back({assignment.tag, "what the user account may do with " + assignment.tag +
                                              " is fixed and stays as it is"});
    }
  }

  Wanted wanted;
  std::map<Address, UserRight> rights;
  Issues issues;

 private:
  void read(Address address, const Assignment& assignment) {
    const Row& row = rows()[address.row];
    const std::string& tag = assignment.tag;
    if (leaves_secret(row, assignment.value, stamp_.origin)) return;
    auto kept =
        clears(row, assignment) ? std::string(default_of(address)) : kept_form(address, assignment.value);
    const bool person = is_person(stamp_.origin) && !stamp_.beneath_locks;
    const bool fixed = person && base_.locked(address);
    const bool elsewhere = row.type == Type::Password && stamp_.origin != Origin::CommandLine;
    if (!kept)
      issues.push_back({tag, tag + ": " + refusal(row, assignment.value, kept.error())});
    else if (!fixed && !elsewhere)
      wanted.emplace(address, std::move(*kept));
    else if (*kept == base_.text(address))
      return;
    else if (fixed)
      issues.push_back({tag, tag + " is locked: the command line of the phone sets it"});
    else
      issues.push_back(
          {tag, tag + " is a password of the web pages: their accounts keep it, not the settings"});
  }

  // An empty element of a profile, whose setting cannot be blank.
  [[nodiscard]] bool clears(const Row& row, const Assignment& assignment) const {
    return stamp_.origin == Origin::Profile && !row.blank && !row.secret() && trim(assignment.value).empty();
  }

  const Values& base_;
  Stamp stamp_;
};

}  // namespace

// The layers while a change is made of them.
struct Snapshot::Draft {
  using Key = std::pair<Address, bool>;  // per address the stored value, then the locked one

  explicit Draft(const Snapshot& from) {
    for (Value& value : from.unpack())
      values.emplace(Key(value.address, value.origin == Origin::CommandLine), std::move(value));
    for (const Right& right : from.rights()) rights.emplace(right.address(), right.right);
  }

  // What stays the same keeps its stamp.
  void set(Address address, const std::string& text, Origin origin, WallTime at) {
    const bool locks = origin == Origin::CommandLine;
    const Key key(address, locks);
    const auto present = values.find(key);
    if (present != values.end() && present->second.text == text) return;
    replaced.emplace(key, present == values.end() ? std::nullopt : std::optional(present->second));
    if (!locks && text == default_of(address))
      values.erase(key);
    else
      values.insert_or_assign(key, Value{address, origin, at, text});
  }

  // Whether there was anything to take back.
  bool take_back(Address address) {
    bool any = false;
    for (const bool locks : {false, true}) {
      const auto at = replaced.find(Key(address, locks));
      if (at == replaced.end()) continue;
      if (at->second)
        values.insert_or_assign(at->first, *at->second);
      else
        values.erase(at->first);
      replaced.erase(at);
      any = true;
    }
    return any;
  }

  void set_rights(const std::map<Address, UserRight>& wanted) {
    for (const auto& [address, right] : wanted) {
      if (right == factory_right(rows()[address.row]))
        rights.erase(address);
      else
        rights.insert_or_assign(address, right);
    }
  }

  [[nodiscard]] SnapshotPtr finish() const {
    std::vector<Value> sorted;
    sorted.reserve(values.size());
    for (const auto& [key, value] : values) sorted.push_back(value);
    std::vector<Right> sorted_rights;
    sorted_rights.reserve(rights.size());
    for (const auto& [address, right] : rights) sorted_rights.push_back({address.row, address.index, right});
    return SnapshotPtr(new Snapshot(sorted, std::move(sorted_rights)));
  }

  // Settings that contradict each other are taken back, until the rest fits together.
  [[nodiscard]] SnapshotPtr finish_leniently(Issues& issues) {
    while (true) {
      SnapshotPtr next = finish();
      bool any = false;
      for (CrossFault& fault : check_cross_fields(*next)) {
        const bool low = take_back(fault.between[0]);
        const bool high = take_back(fault.between[1]);
        if (!low && !high) continue;
        issues.push_back(std::move(fault.issue));
        any = true;
      }
      if (!any) return next;
    }
  }

  std::map<Key, Value> values;
  std::map<Key, std::optional<Value>> replaced;
  std::map<Address, UserRight> rights;
};

tl::expected<Applied, Issues> Snapshot::with(std::span<const Assignment> assignments, Stamp stamp) const {
  return with(Change{{assignments.begin(), assignments.end()}, {}}, stamp);
}

tl::expected<Applied, Issues> Snapshot::with(const Change& change, Stamp stamp) const {
  Reading reading(*this, stamp);
  reading.read(change.values);
  reading.read(change.rights);
  if (!reading.issues.empty()) return tl::unexpected(std::move(reading.issues));

  Draft draft(*this);
  for (const auto& [address, text] : reading.wanted) draft.set(address, text, stamp.origin, stamp.at);
  draft.set_rights(reading.rights);
  SnapshotPtr next = draft.finish();
  Issues crossed;
  for (CrossFault& fault : check_cross_fields(*next)) crossed.push_back(std::move(fault.issue));
  if (!crossed.empty()) return tl::unexpected(std::move(crossed));
  return applied(std::move(next));
}

AppliedProfile Snapshot::with_profile(const Profile& profile, Stamp stamp) const {
  stamp.origin = Origin::Profile;
  Reading reading(*this, stamp);
  reading.read(profile.change.values);
  reading.read(profile.change.rights);

  Draft draft(*this);
  for (const auto& [address, text] : reading.wanted) draft.set(address, text, stamp.origin, stamp.at);
  draft.set_rights(reading.rights);
  Issues issues = profile.issues;
  std::move(reading.issues.begin(), reading.issues.end(), std::back_inserter(issues));
  SnapshotPtr next = draft.finish_leniently(issues);
  return {applied(std::move(next)), std::move(issues)};
}

Applied Snapshot::applied(SnapshotPtr next) const {
  auto changed = differences(*this, *next);
  auto changed_rights = right_differences(*this, *next);
  return {std::move(next), std::move(changed), std::move(changed_rights)};
}

std::vector<StoredValue> Snapshot::stored() const {
  std::vector<StoredValue> out;
  for (Value& value : unpack())
    if (value.origin != Origin::CommandLine)
      out.push_back({tag_of(value.address), std::move(value.text), value.origin, value.at});
  return out;
}

std::vector<RightAssignment> Snapshot::stored_rights() const {
  std::vector<RightAssignment> out;
  for (const Right& right : rights()) out.push_back({tag_of(right.address()), right.right});
  return out;
}

Restored Snapshot::restore(std::span<const StoredValue> values, std::span<const RightAssignment> rights) {
  const Snapshot defaults;
  Draft draft(defaults);
  Issues issues;
  for (const StoredValue& value : values) {
    Reading reading(defaults, {value.origin, value.at});
    const Assignment assignment{value.tag, value.value};
    reading.read({&assignment, 1});
    for (const auto& [address, text] : reading.wanted) draft.set(address, text, value.origin, value.at);
    std::move(reading.issues.begin(), reading.issues.end(), std::back_inserter(issues));
  }
  Reading reading(defaults, {});
  reading.read(rights);
  draft.set_rights(reading.rights);
  std::move(reading.issues.begin(), reading.issues.end(), std::back_inserter(issues));
  SnapshotPtr snapshot = draft.finish_leniently(issues);
  return {std::move(snapshot), std::move(issues)};
}

namespace {

// What stands in either list, for which `same` does not hold.
template <class Same>
std::vector<Address> differing(const std::vector<Address>& left, const std::vector<Address>& right,
                               Same same) {
  std::vector<Address> candidates;
  std::set_union(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(candidates));
  std::erase_if(candidates, same);
  return candidates;
}

}  // namespace

std::vector<Address> differences(const Snapshot& before, const Snapshot& after) {
  return differing(before.changed(), after.changed(),
                   [&](Address address) { return before.text(address) == after.text(address); });
}

std::vector<Address> right_differences(const Snapshot& before, const Snapshot& after) {
  return differing(before.changed_rights(), after.changed_rights(),
                   [&](Address address) { return before.right(address) == after.right(address); });
}

Change restoring_change(const Snapshot& from, const Snapshot& to) {
  Change out;
  for (const Address address : differing(from.changed(), to.changed(), [&](Address candidate) {
         return from.stored_text(candidate) == to.stored_text(candidate);
       }))
    out.values.push_back({tag_of(address), std::string(to.stored_text(address))});
  for (const Address address : right_differences(from, to))
    out.rights.push_back({tag_of(address), to.right(address)});
  return out;
}

}  // namespace handset::settings
