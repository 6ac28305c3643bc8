// Finds a name that stands twice in one object of a JSON text: parsers keep one of the values and say
// nothing, and whoever wrote it meant one of them. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace handset::web {

// `text` is sound JSON.
[[nodiscard]] std::optional<std::string> find_repeated_key(std::string_view text);

}  // namespace handset::web
