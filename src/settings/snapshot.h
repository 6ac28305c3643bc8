// A phone's settings at one moment. A submit makes a new Snapshot and says which settings changed, so that
// undo, a dry run and two editors at once are differences of snapshots.
//
// Code that obeys a setting reads it through the typed readers of settings/readers.h, which the build makes
// for `active` rows only: snapshot->xml_mode(), snapshot->ext(1).user_id().
#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "settings/change.h"
#include "settings/issue.h"
#include "settings/readers.h"

namespace handset::settings {

class Snapshot;
struct Profile;
using SnapshotPtr = std::shared_ptr<const Snapshot>;

// What became of a change.
struct Applied {
  SnapshotPtr snapshot;
  // Both in the order of the pages.
  std::vector<Address> changed{};         // whose value in force is another one now
  std::vector<Address> changed_rights{};  // whose right of the user account is
};

struct AppliedProfile : Applied {
  Issues issues;  // what was left out
};

// One value of the stored layer, as it is kept over a restart.
struct StoredValue {
  std::string tag;
  std::string value;
  Origin origin = Origin::Api;
  WallTime at{};
};

// What became of a stored layer that was kept.
struct Restored {
  SnapshotPtr snapshot;
  Issues issues;  // what was left out, because this build's table does not know or take it
};

class Snapshot final : public PhoneReaders {
 public:
  Snapshot() = default;  // the defaults

  // Makes all the assignments, of a tag given twice the last one, or none: then every fault is told. A
  // locked setting takes no other value from page or API; a profile's value for it is stored beneath.
  [[nodiscard]] tl::expected<Applied, Issues> with(std::span<const Assignment> assignments,
                                                   Stamp stamp) const;
  // The same with rights; one that equals the factory's takes no room.
  [[nodiscard]] tl::expected<Applied, Issues> with(const Change& change, Stamp stamp) const;

  // All of a profile that is right, as far as it fits together; the rest is told, and what reading it had
  // found before. Its stamp's origin is always the profile.
  [[nodiscard]] AppliedProfile with_profile(const Profile& profile, Stamp stamp) const;

  // The stored layer, in the order of the pages; and the rights that are not the factory's.
  [[nodiscard]] std::vector<StoredValue> stored() const;
  [[nodiscard]] std::vector<RightAssignment> stored_rights() const;
  // A snapshot of what an earlier run stored, with its stamps; nothing is locked in it.
  [[nodiscard]] static Restored restore(std::span<const StoredValue> values,
                                        std::span<const RightAssignment> rights);

 private:
  struct Draft;

  Snapshot(const std::vector<Value>& values, std::vector<Right> rights)
      : PhoneReaders(values, std::move(rights)) {}

  [[nodiscard]] Applied applied(SnapshotPtr next) const;
};

// The settings whose value in force differs, in the order of the pages.
[[nodiscard]] std::vector<Address> differences(const Snapshot& before, const Snapshot& after);
// The same of the user account's rights.
[[nodiscard]] std::vector<Address> right_differences(const Snapshot& before, const Snapshot& after);

// What turns the stored layer and the rights of `from` into those of `to`, values that go back to their
// default included; nothing when they are the same. An undo applies it with Stamp::beneath_locks.
[[nodiscard]] Change restoring_change(const Snapshot& from, const Snapshot& to);

}  // namespace handset::settings
