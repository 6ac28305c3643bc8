#include "io/settings_schema.h"

#include <array>

namespace handset::io {
namespace {

// "Hset" in the file's header, so that no other program's file is taken for ours.
constexpr std::int64_t application = 0x48736574;

// Settings and rights are named by tag: the table of parameters of another build has other rows. A value
// stands as text or, of a secret, sealed; in the history neither means the default.
constexpr std::array<const char*, 1> steps{R"(
CREATE TABLE phones (
  id TEXT PRIMARY KEY,
  revision INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  phone TEXT NOT NULL REFERENCES phones (id) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  value TEXT,
  sealed BLOB,
  origin TEXT NOT NULL,
  account TEXT NOT NULL,
  source TEXT NOT NULL,
  at INTEGER NOT NULL,  -- microseconds since 1970
  revision INTEGER NOT NULL,
  PRIMARY KEY (phone, tag),
  CHECK ((value IS NULL) <> (sealed IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE rights (
  phone TEXT NOT NULL REFERENCES phones (id) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  user_right TEXT NOT NULL,
  revision INTEGER NOT NULL,
  PRIMARY KEY (phone, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE changes (
  phone TEXT NOT NULL REFERENCES phones (id) ON DELETE CASCADE,
  revision INTEGER NOT NULL,
  at INTEGER NOT NULL,
  origin TEXT NOT NULL,
  account TEXT NOT NULL,
  source TEXT NOT NULL,
  undone_to INTEGER,
  PRIMARY KEY (phone, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE change_items (
  phone TEXT NOT NULL,
  revision INTEGER NOT NULL,
  kind INTEGER NOT NULL,  -- 0 a value, 1 a right, 2 kept elsewhere
  tag TEXT NOT NULL,
  before_value TEXT,
  before_sealed BLOB,
  after_value TEXT,
  after_sealed BLOB,
  PRIMARY KEY (phone, revision, kind, tag),
  FOREIGN KEY (phone, revision) REFERENCES changes (phone, revision) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE records (
  phone TEXT NOT NULL REFERENCES phones (id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (phone, name)
) STRICT, WITHOUT ROWID;

-- What settings.key must be able to open.
CREATE TABLE key_proof (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sealed BLOB NOT NULL
) STRICT;
)"};

Result<void> take_step(Sqlite& sqlite, const char* step, std::size_t version) {
  Transaction transaction(sqlite);
  if (auto begun = transaction.begin(); !begun) return begun;
  if (auto done = sqlite.run(step); !done) return done;
  if (auto marked = sqlite.run("PRAGMA user_version = " + std::to_string(version) +
                               "; PRAGMA application_id = " + std::to_string(application));
      !marked)
    return marked;
  return transaction.commit();
}

// A file of ours has our mark; a new one has nothing at all.
Result<void> check_owner(Sqlite& sqlite) {
  const auto mark = sqlite.number("PRAGMA application_id");
  if (!mark) return tl::unexpected(mark.error());
  if (*mark == application) return {};
  const auto things = sqlite.number("SELECT count(*) FROM sqlite_schema");
  if (!things) return tl::unexpected(things.error());
  if (*mark == 0 && *things == 0) return {};
  return fail(Errc::Malformed, "settings.db is another program's: move it away or use another data folder");
}

}  // namespace

std::span<const char* const> settings_schema() {
  return steps;
}

Result<void> upgrade_schema(Sqlite& sqlite, std::span<const char* const> wanted) {
  if (auto ours = check_owner(sqlite); !ours) return ours;
  const auto version = sqlite.number("PRAGMA user_version");
  if (!version) return tl::unexpected(version.error());
  if (*version < 0 || *version > static_cast<std::int64_t>(wanted.size()))
    return fail(Errc::Unsupported,
                "settings.db was written by a newer Handset: start that one, put an older file back from a "
                "backup, or remove it to start with the defaults");
  for (auto done = static_cast<std::size_t>(*version); done < wanted.size(); ++done)
    if (auto taken = take_step(sqlite, wanted[done], done + 1); !taken) return taken;
  return {};
}

}  // namespace handset::io
