// The tables of settings.db, by version: PRAGMA user_version counts the steps that a file has been through.
// A published step never changes; what comes later is a further step. Internal to src/io.
#pragma once

#include <span>

#include "base/result.h"
#include "io/sqlite.h"

namespace handset::io {

[[nodiscard]] std::span<const char* const> settings_schema();

// Takes the file through the steps that it has not seen, each in a transaction of its own. Errors:
// Unsupported, for a file with more steps than the wanted ones; Malformed, for a file of another program.
[[nodiscard]] Result<void> upgrade_schema(Sqlite& sqlite, std::span<const char* const> wanted);

}  // namespace handset::io
