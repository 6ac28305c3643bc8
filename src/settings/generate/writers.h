// What the build makes of the table, each as the text of one file.
#pragma once

#include <string>

#include "settings/generate/table.h"

namespace handset::settings::generate {

[[nodiscard]] std::string schema_source(const Table& table);   // rows() in static storage
[[nodiscard]] std::string readers_header(const Table& table);  // typed readers of the active rows
[[nodiscard]] std::string readers_source(const Table& table);
[[nodiscard]] std::string reference_page(const Table& table);  // docs/parameters.md

}  // namespace handset::settings::generate
