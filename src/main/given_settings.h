// The settings that the command line gives.
#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "main/attempt.h"
#include "settings/snapshot.h"

namespace handset::program {

// From TAG=VALUE and TAG=@FILE, onto `base`. All faults are told, a line each.
[[nodiscard]] Attempt<settings::SnapshotPtr> given_settings(const settings::Snapshot& base,
                                                            const std::vector<std::string>& texts,
                                                            WallTime now);

}  // namespace handset::program
