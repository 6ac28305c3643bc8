#include "io/sqlite.h"

#include <sqlite3.h>

namespace handset::io {
namespace {

Error error_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Errc::Exists, 0, "another process has settings.db open: end it, or use another data folder"};
    case SQLITE_FULL:
      return {Errc::Unavailable, 0, "the disk is full: nothing was stored"};
    case SQLITE_IOERR:
      return {Errc::Unavailable, 0, "the disk failed at settings.db: nothing was stored"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_FORMAT:
    case SQLITE_CONSTRAINT:
    case SQLITE_ERROR:
      return {Errc::Malformed, 0,
              "settings.db is damaged: put it back from a backup, or remove it to start with the defaults"};
    case SQLITE_TOOBIG:
      return {Errc::TooLarge, 0, "a value is too large for settings.db"};
    case SQLITE_NOMEM:
      return {Errc::Unavailable, 0, "there is not enough memory for settings.db"};
    default:
      return {Errc::Unavailable, 0, "settings.db cannot be opened or written"};
  }
}

tl::unexpected<Error> failed(int code) {
  return tl::unexpected(error_of(code));
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  bind_fault_ = SQLITE_OK;
}

void Statement::note(int code) {
  if (bind_fault_ == SQLITE_OK) bind_fault_ = code;
}

void Statement::bind(int place, std::int64_t value) {
  note(sqlite3_bind_int64(statement_.get(), place, value));
}

void Statement::bind(int place, std::string_view value) {
  const char* data = value.data() == nullptr ? "" : value.data();
  note(sqlite3_bind_text(statement_.get(), place, data, static_cast<int>(value.size()), SQLITE_STATIC));
}

void Statement::bind(int place, Blob value) {
  note(sqlite3_bind_blob(statement_.get(), place, value.bytes.data(), static_cast<int>(value.bytes.size()),
                         SQLITE_STATIC));
}

void Statement::bind_null(int place) {
  note(sqlite3_bind_null(statement_.get(), place));
}

Result<bool> Statement::next() {
  if (prepare_fault_ != SQLITE_OK) return failed(prepare_fault_);
  if (bind_fault_ != SQLITE_OK) return failed(bind_fault_);
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return failed(code);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

std::string_view Statement::text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_.get(), column);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text),
          static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::string_view Statement::blob(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

void Sqlite::Close::operator()(sqlite3* connection) const {
  sqlite3_close_v2(connection);
}

Result<Sqlite> Sqlite::open(const std::string& file, Duration patience) {
  sqlite3* connection = nullptr;
  const int code = sqlite3_open_v2(
      file.c_str(), &connection,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  Sqlite sqlite(connection);  // also one that failed wants closing
  if (code != SQLITE_OK) return failed(code);
  sqlite3_busy_timeout(connection,
                       static_cast<int>(std::chrono::duration_cast<milliseconds>(patience).count()));
  sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return sqlite;
}

Result<void> Sqlite::run(const std::string& sql) {
  const int code = sqlite3_exec(connection_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failed(code);
  return {};
}

Statement Sqlite::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(connection_.get(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  return {statement, code};
}

Result<std::int64_t> Sqlite::number(std::string_view sql) {
  Statement statement = prepare(sql);
  const auto row = statement.next();
  if (!row) return tl::unexpected(row.error());
  return *row ? statement.number(0) : 0;
}

Result<std::string> Sqlite::text(std::string_view sql) {
  Statement statement = prepare(sql);
  const auto row = statement.next();
  if (!row) return tl::unexpected(row.error());
  return std::string(*row ? statement.text(0) : std::string_view());
}

bool Sqlite::in_transaction() const {
  return sqlite3_get_autocommit(connection_.get()) == 0;
}

Transaction::~Transaction() {
  // Some faults have rolled it back already.
  if (sqlite_.in_transaction()) [[maybe_unused]]
    const auto undone = sqlite_.run("ROLLBACK");
}

}  // namespace handset::io
