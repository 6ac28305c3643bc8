#include "io/settings_file.h"

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <string_view>
#include <sys/stat.h>

#include "io/file.h"
#include "io/settings_database.h"
#include "io/settings_schema.h"
#include "io/store.h"

namespace handset::io {
namespace {

constexpr std::string_view proof_place = "key proof";
constexpr std::string_view proof_text = "settings.key belongs to settings.db";

tl::unexpected<Error> no_file() {
  return fail(Errc::Unavailable, "settings.db cannot be made in the data folder or opened there");
}

// For the owner alone; the files that SQLite puts beside it get the same mode. One that exists is not opened
// here: closing it would let go of the locks that another keeper in this process has on it.
Result<void> prepare_file(const std::filesystem::path& folder, const std::filesystem::path& path) {
  if (auto store = FileStore::open(folder); !store) return tl::unexpected(store.error());
  {
    const File made(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (made.is_open()) {
      const File above(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
      if (!above.is_open() || ::fsync(above.descriptor()) < 0) return no_file();
      return {};
    }
    if (errno != EEXIST) return no_file();
  }
  struct stat status{};
  if (::lstat(path.c_str(), &status) < 0 || !S_ISREG(status.st_mode)) return no_file();
  if ((status.st_mode & 0077U) != 0 && ::chmod(path.c_str(), 0600) < 0)
    return fail(Errc::Unavailable, "settings.db is readable by others, and its mode cannot be changed");
  return {};
}

Result<void> set_up(Sqlite& sqlite, std::uint32_t most_pages) {
  // The lock comes first: WAL then needs no shared memory, and a second process finds out here.
  if (auto locking = sqlite.text("PRAGMA locking_mode = EXCLUSIVE"); !locking)
    return tl::unexpected(locking.error());
  const auto journal = sqlite.text("PRAGMA journal_mode = WAL");
  if (!journal) return tl::unexpected(journal.error());
  if (*journal != "wal" && *journal != "memory")
    return fail(Errc::Unavailable, "settings.db cannot be kept in WAL mode on this file system");
  std::string pragmas =
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON;"
      "PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 4194304;";
  if (most_pages > 0) pragmas += "PRAGMA max_page_count = " + std::to_string(most_pages) + ";";
  if (auto done = sqlite.run(pragmas); !done) return done;
  return upgrade_schema(sqlite, settings_schema());
}

Result<std::string> read_proof(Sqlite& sqlite) {
  Statement statement = sqlite.prepare("SELECT sealed FROM key_proof");
  const auto row = statement.next();
  if (!row) return tl::unexpected(row.error());
  return std::string(*row ? statement.blob(0) : std::string_view());
}

Result<void> write_proof(Sqlite& sqlite, SecretBox& box) {
  const auto sealed = box.seal(proof_text, proof_place);
  if (!sealed) return tl::unexpected(sealed.error());
  return sqlite.prepare("INSERT INTO key_proof (id, sealed) VALUES (1, ?)").run(Blob{*sealed});
}

Result<SecretBox> proven(Result<SecretBox> box, std::string_view proof) {
  if (!box && box.error().code == Errc::NotFound)
    return fail(
        Errc::Malformed,
        "the secrets in settings.db are encrypted, but their key settings.key is missing: put it back "
        "from a backup, or remove settings.db to start with the defaults");
  if (!box) return box;
  if (!box->open(proof, proof_place))
    return fail(Errc::Malformed,
                "settings.key is not the key of settings.db: put the right one back from a backup, or remove "
                "both to start with the defaults");
  return box;
}

}  // namespace

Result<Sqlite> open_settings_file(const DatabaseOptions& options) {
  const bool in_memory = options.folder.empty();
  const auto path = options.folder / "settings.db";
  if (!in_memory)
    if (auto prepared = prepare_file(options.folder, path); !prepared)
      return tl::unexpected(prepared.error());
  auto sqlite = Sqlite::open(in_memory ? ":memory:" : path.string(), options.patience);
  if (!sqlite) return sqlite;
  if (auto ready = set_up(*sqlite, options.most_pages); !ready) return tl::unexpected(ready.error());
  return sqlite;
}

Result<SecretBox> open_settings_key(const std::filesystem::path& folder, Sqlite& sqlite) {
  if (folder.empty()) return SecretBox::with_passing_key();
  const auto proof = read_proof(sqlite);
  if (!proof) return tl::unexpected(proof.error());
  auto box = SecretBox::with_key_of(folder);
  if (!proof->empty()) return proven(std::move(box), *proof);
  // Nothing is encrypted yet. A key may be there already: a crash came between it and its proof.
  if (!box && box.error().code == Errc::NotFound) box = SecretBox::with_new_key(folder);
  if (!box) return box;
  if (auto written = write_proof(sqlite, *box); !written) return tl::unexpected(written.error());
  return box;
}

}  // namespace handset::io
