// Files that the command line names, read and written whole.
#pragma once

#include <string>

#include "main/attempt.h"

namespace handset::program {

[[nodiscard]] Attempt<std::string> read_text_file(const std::string& path);

// What was in it before is gone.
Attempt<void> write_text_file(const std::string& path, const std::string& text);

// A value as it is given: itself, or as "@FILE" the first line of that file.
[[nodiscard]] Attempt<std::string> value_or_file(const std::string& given);

}  // namespace handset::program
