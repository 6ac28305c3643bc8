// The words of the parameter table: the names of its kinds, as parameters.tsv and the API spell them, and
// what a row expects, for people. Shared with the generator of the build, so it knows nothing but a Row.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "settings/row.h"

namespace handset::settings {

[[nodiscard]] std::string_view type_name(Type type);     // "bool", "seconds"
[[nodiscard]] std::string_view scope_name(Scope scope);  // "phone", "ext", "linekey", "unit", "unitkey"
[[nodiscard]] std::string_view state_name(State state);  // "active", "stored", "hardware"
[[nodiscard]] std::optional<Type> type_from_name(std::string_view name);

// What would be right: "a number from 1 to 255", "Yes or No".
[[nodiscard]] std::string expectation(const Row& row);

}  // namespace handset::settings
