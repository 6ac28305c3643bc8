// What somebody wants of the settings: values and, as a profile may, rights of the user account.
#pragma once

#include <vector>

#include "base/time.h"
#include "settings/assignment.h"
#include "settings/rights.h"
#include "settings/values.h"

namespace handset::settings {

struct Change {
  std::vector<Assignment> values;
  std::vector<RightAssignment> rights;

  [[nodiscard]] bool empty() const { return values.empty() && rights.empty(); }
};

// Who makes a change, and when.
struct Stamp {
  Origin origin = Origin::Api;
  WallTime at{};
  // An undo restores what is stored beneath the command line's values too; else page, API and keys are told
  // that such a setting is locked.
  bool beneath_locks = false;
};

}  // namespace handset::settings
