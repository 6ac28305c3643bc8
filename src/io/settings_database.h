// The file of the settings: what is stored of each phone, who set it, its history and its encrypted records.
// SQLite in WAL mode, each commit synced, locked for this process alone. Knows nothing of what a setting
// means: that is the SettingsBook's, which owns it. It blocks; one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "io/secret_box.h"
#include "io/settings_submission.h"
#include "io/sqlite.h"
#include "settings/rights.h"
#include "settings/snapshot.h"

namespace handset::io {

struct DatabaseOptions {
  std::filesystem::path folder{};  // empty: in memory
  std::uint32_t most_pages = 0;    // of the file; 0: as the disk allows
  Duration patience = milliseconds(1000);
};

struct StoredSetting {
  settings::StoredValue value;
  Revision revision = 0;
  std::string account;
  std::string from;
};

struct StoredPhone {
  Revision revision = 0;
  std::vector<StoredSetting> settings;
  std::vector<settings::RightAssignment> rights;
};

struct StoredItem {
  HistoryKind kind = HistoryKind::Value;
  std::string tag;
  std::optional<std::string> before;  // nothing: the default, of a right the factory's
  std::optional<std::string> after;
  bool secret = false;
};

struct StoredChange {
  Revision revision = 0;
  WallTime at{};
  Actor actor;
  std::optional<Revision> undone_to;
  std::vector<StoredItem> items;
};

// The last change of a value after some revision.
struct LaterChange {
  WallTime at{};
  Actor actor;
};

class SettingsDatabase {
 public:
  // Makes what is missing: the folder, the file and its key, each for the owner alone. Errors as
  // SettingsKeeper::open().
  [[nodiscard]] static Result<std::unique_ptr<SettingsDatabase>> open(const DatabaseOptions& options);
  SettingsDatabase(Sqlite sqlite, SecretBox box);

  // A phone of which nothing was stored is empty.
  [[nodiscard]] Result<StoredPhone> load(std::string_view phone);

  // Stores all of it or nothing; when it returns, it is on the disk. The last `history` changes stay in the
  // history (0: all).
  [[nodiscard]] Result<void> store(std::string_view phone, const StoredChange& change,
                                   std::span<const Record> records, std::size_t history);
  [[nodiscard]] Result<void> store(std::string_view phone, std::span<const Record> records);
  // NotFound: there is none.
  [[nodiscard]] Result<std::string> record(std::string_view phone, std::string_view name);

  // settings_history.cpp. The oldest change that is still known; 0: none.
  [[nodiscard]] Result<Revision> oldest(std::string_view phone);
  // The values that were changed after `revision`, by tag.
  [[nodiscard]] Result<std::map<std::string, LaterChange>> changed_after(std::string_view phone,
                                                                         Revision revision);
  // What was changed after `revision`, with what had been there; `after` stays empty.
  [[nodiscard]] Result<std::vector<StoredItem>> former(std::string_view phone, Revision revision);
  // The newest first, below `before`. Secrets are masks.
  [[nodiscard]] Result<std::vector<StoredChange>> history(std::string_view phone, Revision before,
                                                          std::size_t limit);

 private:
  [[nodiscard]] Statement& statement(std::string_view sql);
  [[nodiscard]] Result<void> load_settings(std::string_view phone, StoredPhone& out);
  [[nodiscard]] Result<void> load_rights(std::string_view phone, StoredPhone& out);
  [[nodiscard]] Result<void> put_phone(std::string_view phone, Revision revision);
  [[nodiscard]] Result<void> put_records(std::string_view phone, std::span<const Record> records);
  [[nodiscard]] Result<void> put_values(std::string_view phone, const StoredChange& change);
  [[nodiscard]] Result<void> put_rights(std::string_view phone, const StoredChange& change);
  [[nodiscard]] Result<void> put_history(std::string_view phone, const StoredChange& change,
                                         std::size_t history);
  [[nodiscard]] Result<void> read_items(std::string_view phone, StoredChange& change);

  Sqlite sqlite_;
  SecretBox box_;
  std::map<std::string_view, Statement> statements_;  // by their text, which is static
};

}  // namespace handset::io
