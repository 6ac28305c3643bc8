// The settings that the command line gives.
#pragma once

#include <string>
#include <vector>

#include "main/attempt.h"
#include "settings/assignment.h"
#include "settings/issue.h"

namespace handset::program {

// From TAG=VALUE and TAG=@FILE; the values are not checked yet. All faults are told at once.
[[nodiscard]] Attempt<std::vector<settings::Assignment>> given_settings(
    const std::vector<std::string>& texts);

// All of them in one line.
[[nodiscard]] std::string words_of(const settings::Issues& issues);

}  // namespace handset::program
