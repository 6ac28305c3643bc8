// From a phone's settings to what the phone is told to be: the one place that reads the settings of lines,
// challenges and pushes. Pure functions.
#pragma once

#include <memory>

#include "phone/options.h"
#include "phone/switchboard.h"
#include "settings/snapshot.h"

namespace handset::phone {

// The model decides how many extensions there are; settings of further ones are kept and have no effect.
[[nodiscard]] PhoneOptions options_from(const settings::Snapshot& settings, const Model& model,
                                        std::shared_ptr<const FetchPolicy> fetch);

[[nodiscard]] SwitchboardOptions switchboard_options_from(const settings::Snapshot& settings);

}  // namespace handset::phone
