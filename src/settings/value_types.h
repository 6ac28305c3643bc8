// What a value of each type may look like: the one place where all doors to the settings (command line, page,
// API, profile) have them checked. Pure functions; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "settings/row.h"

namespace handset::settings {

// The value as it is kept: without blanks around it, yes as Yes, members in their own case, numbers in their
// shortest form. Two texts with the same meaning come out the same. Errors: Malformed and TooLarge, with the
// offset where a script goes wrong.
[[nodiscard]] Result<std::string> check_value(const Row& row, std::string_view value);

// The full sentence of a refusal: the value unless it is secret, the fault, what would be right.
[[nodiscard]] std::string refusal(const Row& row, std::string_view value, const Error& error);

// Readers of values that passed check_value; what did not pass gives nothing.
[[nodiscard]] std::optional<std::int64_t> read_number(std::string_view value);
[[nodiscard]] std::optional<Duration> read_seconds(std::string_view value);
// The parts between commas, without the blanks around them; empty ones are left out.
[[nodiscard]] std::vector<std::string_view> read_list(std::string_view value);

}  // namespace handset::settings
