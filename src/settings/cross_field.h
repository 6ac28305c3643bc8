// What holds between settings: a minimum is not above its maximum. Internal to src/settings.
#pragma once

#include <array>
#include <vector>

#include "settings/issue.h"
#include "settings/values.h"

namespace handset::settings {

struct CrossFault {
  Issue issue;
  std::array<Address, 2> between;
};

// Of the values in force.
[[nodiscard]] std::vector<CrossFault> check_cross_fields(const Values& values);

}  // namespace handset::settings
