// Opens settings.db and its key settings.key. Internal to src/io.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.h"
#include "base/time.h"
#include "io/secret_box.h"
#include "io/sqlite.h"

namespace handset::io {

struct DatabaseOptions;

// Locked for this process, with the newest tables. Errors as SettingsKeeper::open().
[[nodiscard]] Result<Sqlite> open_settings_file(const DatabaseOptions& options);

// The key of an open file: a new one only where nothing was ever encrypted.
[[nodiscard]] Result<SecretBox> open_settings_key(const std::filesystem::path& folder, Sqlite& sqlite);

}  // namespace handset::io
