// What holds between settings: a minimum is not above its maximum. Internal to src/settings.
#pragma once

#include "settings/issue.h"
#include "settings/values.h"

namespace handset::settings {

[[nodiscard]] Issues check_cross_fields(const Values& values);

}  // namespace handset::settings
