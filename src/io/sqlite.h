// A connection to an SQLite file and its prepared statements, with errors as values. Owned by the settings'
// database; one thread at a time. A transaction that is not committed is rolled back. Internal to src/io.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

struct sqlite3;
struct sqlite3_stmt;

namespace handset::io {

// Bytes, where a string_view is a text.
struct Blob {
  std::string_view bytes;
};

class Statement {
 public:
  // Lets go of what a statement reads, when it goes.
  class Reading {
   public:
    explicit Reading(Statement& statement) : statement_(statement) {}
    ~Reading() { statement_.reset(); }
    Reading(const Reading&) = delete;
    Reading& operator=(const Reading&) = delete;

   private:
    Statement& statement_;
  };

  // Begins anew with these parameters: integers, texts, blobs and optional ones of them. What they refer to
  // outlives the reading.
  template <class... Parameters>
  [[nodiscard]] Reading start(const Parameters&... parameters) {
    reset();
    [[maybe_unused]] int place = 0;
    (bind(++place, parameters), ...);
    return Reading(*this);
  }
  // Whether there is a row (another row).
  [[nodiscard]] Result<bool> next();
  // start(), for a statement that gives no rows.
  template <class... Parameters>
  [[nodiscard]] Result<void> run(const Parameters&... parameters) {
    const Reading reading = start(parameters...);
    const auto row = next();
    if (!row) return tl::unexpected(row.error());
    return {};
  }

  // Of the row at hand, columns from 0; views until next() or the end of the reading.
  [[nodiscard]] bool is_null(int column) const;
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::string_view blob(int column) const;

 private:
  friend class Sqlite;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  Statement(sqlite3_stmt* statement, int fault) : statement_(statement), prepare_fault_(fault) {}

  void reset();
  void bind(int place, std::int64_t value);
  void bind(int place, std::string_view value);
  void bind(int place, Blob value);
  void bind_null(int place);
  template <class T>
  void bind(int place, const std::optional<T>& value) {
    if (value)
      bind(place, *value);
    else
      bind_null(place);
  }
  void note(int code);

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int prepare_fault_ = 0;
  int bind_fault_ = 0;  // the first
};

class Sqlite {
 public:
  // `file` as SQLite takes it, ":memory:" too; it is made when there is none. `patience`: how long to wait
  // for a lock.
  [[nodiscard]] static Result<Sqlite> open(const std::string& file, Duration patience);

  // Statements without parameters, with `;` between them; rows are thrown away.
  [[nodiscard]] Result<void> run(const std::string& sql);
  // The first column of the first row.
  [[nodiscard]] Result<std::int64_t> number(std::string_view sql);
  [[nodiscard]] Result<std::string> text(std::string_view sql);
  // A fault of it comes out of the statement's next().
  [[nodiscard]] Statement prepare(std::string_view sql);

  // Whether a transaction is open.
  [[nodiscard]] bool in_transaction() const;

 private:
  struct Close {
    void operator()(sqlite3* connection) const;
  };
  explicit Sqlite(sqlite3* connection) : connection_(connection) {}

  std::unique_ptr<sqlite3, Close> connection_;
};

class Transaction {
 public:
  explicit Transaction(Sqlite& sqlite) : sqlite_(sqlite) {}
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  [[nodiscard]] Result<void> begin() { return sqlite_.run("BEGIN IMMEDIATE"); }
  // It is on the disk when this returns.
  [[nodiscard]] Result<void> commit() { return sqlite_.run("COMMIT"); }

 private:
  Sqlite& sqlite_;
};

}  // namespace handset::io
