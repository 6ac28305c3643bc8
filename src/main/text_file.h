// A file that the command line names, read whole.
#pragma once

#include <string>

#include "main/attempt.h"

namespace handset::program {

[[nodiscard]] Attempt<std::string> read_text_file(const std::string& path);

// A secret as it is given: itself, or the first line of a file as "@FILE".
[[nodiscard]] Attempt<std::string> read_secret(const std::string& given);

}  // namespace handset::program
