// A file that the command line names, read whole.
#pragma once

#include <string>

#include "main/attempt.h"

namespace handset::program {

[[nodiscard]] Attempt<std::string> read_text_file(const std::string& path);

// A value as it is given: itself, or as "@FILE" the first line of that file.
[[nodiscard]] Attempt<std::string> value_or_file(const std::string& given);

}  // namespace handset::program
