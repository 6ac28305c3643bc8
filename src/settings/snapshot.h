// A phone's settings at one moment. A submit makes a new Snapshot and says which settings changed, so that
// undo, a dry run and two editors at once are differences of snapshots.
//
// Code that obeys a setting reads it through the typed readers of settings/readers.h, which the build makes
// for `active` rows only: snapshot->xml_mode(), snapshot->ext(1).user_id().
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "settings/assignment.h"
#include "settings/issue.h"
#include "settings/readers.h"

namespace handset::settings {

class Snapshot;
using SnapshotPtr = std::shared_ptr<const Snapshot>;

struct Stamp {
  Origin origin = Origin::Api;
  WallTime at{};
};

// What became of a change.
struct Applied {
  SnapshotPtr snapshot;
  std::vector<Address> changed;  // whose value in force is another one now, in the order of the pages
};

class Snapshot final : public PhoneReaders {
 public:
  Snapshot() = default;  // the defaults

  // Makes all the assignments, of a tag given twice the last one, or none: then every fault is told. A
  // locked setting takes no other value from page or API; a profile's value for it is stored beneath.
  [[nodiscard]] tl::expected<Applied, Issues> with(std::span<const Assignment> assignments,
                                                   Stamp stamp) const;

 private:
  explicit Snapshot(const std::vector<Value>& values) : PhoneReaders(values) {}
};

// The settings whose value in force differs, in the order of the pages.
[[nodiscard]] std::vector<Address> differences(const Snapshot& before, const Snapshot& after);

}  // namespace handset::settings
