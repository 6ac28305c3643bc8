#include "io/settings_database.h"

#include <utility>

#include "io/settings_file.h"
#include "io/settings_words.h"

namespace handset::io {

Result<std::unique_ptr<SettingsDatabase>> SettingsDatabase::open(const DatabaseOptions& options) {
  auto sqlite = open_settings_file(options);
  if (!sqlite) return tl::unexpected(sqlite.error());
  auto box = open_settings_key(options.folder, *sqlite);
  if (!box) return tl::unexpected(box.error());
  return std::make_unique<SettingsDatabase>(*std::move(sqlite), *std::move(box));
}

SettingsDatabase::SettingsDatabase(Sqlite sqlite, SecretBox box)
    : sqlite_(std::move(sqlite)), box_(std::move(box)) {}

Statement& SettingsDatabase::statement(std::string_view sql) {
  const auto at = statements_.find(sql);
  return at != statements_.end() ? at->second : statements_.emplace(sql, sqlite_.prepare(sql)).first->second;
}

Result<StoredPhone> SettingsDatabase::load(std::string_view phone) {
  StoredPhone out;
  Statement& revision = statement("SELECT revision FROM phones WHERE id = ?");
  const auto reading = revision.start(phone);
  const auto row = revision.next();
  if (!row) return tl::unexpected(row.error());
  if (*row) out.revision = static_cast<Revision>(revision.number(0));
  if (auto loaded = load_settings(phone, out); !loaded) return tl::unexpected(loaded.error());
  if (auto loaded = load_rights(phone, out); !loaded) return tl::unexpected(loaded.error());
  return out;
}

Result<void> SettingsDatabase::load_settings(std::string_view phone, StoredPhone& out) {
  Statement& rows = statement(
      "SELECT tag, value, sealed, at, revision, origin, account, source FROM settings WHERE phone = ?");
  const auto reading = rows.start(phone);
  while (true) {
    const auto row = rows.next();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return {};
    const std::string_view tag = rows.text(0);
    Actor actor = actor_of(rows, 5);
    std::string value(rows.text(1));
    if (!rows.is_null(2)) {
      auto plain = unsealed(box_, rows.blob(2), place_of(Place::Setting, phone, tag));
      if (!plain) return tl::unexpected(plain.error());
      value = *std::move(plain);
    }
    out.settings.push_back({{std::string(tag), std::move(value), actor.origin, time_of(rows.number(3))},
                            static_cast<Revision>(rows.number(4)),
                            std::move(actor.account),
                            std::move(actor.from)});
  }
}

Result<void> SettingsDatabase::load_rights(std::string_view phone, StoredPhone& out) {
  Statement& rows = statement("SELECT tag, user_right FROM rights WHERE phone = ?");
  const auto reading = rows.start(phone);
  while (true) {
    const auto row = rows.next();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return {};
    if (const auto right = settings::right_from_name(rows.text(1)))
      out.rights.push_back({std::string(rows.text(0)), *right});
  }
}

Result<void> SettingsDatabase::store(std::string_view phone, const StoredChange& change,
                                     std::span<const Record> records, std::size_t history) {
  Transaction transaction(sqlite_);
  return transaction.begin()
      .and_then([&] { return put_phone(phone, change.revision); })
      .and_then([&] { return put_values(phone, change); })
      .and_then([&] { return put_rights(phone, change); })
      .and_then([&] { return put_history(phone, change, history); })
      .and_then([&] { return put_records(phone, records); })
      .and_then([&] { return transaction.commit(); });
}

Result<void> SettingsDatabase::store(std::string_view phone, std::span<const Record> records) {
  Transaction transaction(sqlite_);
  return transaction.begin()
      .and_then([&] { return put_phone(phone, 0); })
      .and_then([&] { return put_records(phone, records); })
      .and_then([&] { return transaction.commit(); });
}

Result<void> SettingsDatabase::put_phone(std::string_view phone, Revision revision) {
  return statement(
             "INSERT INTO phones (id, revision) VALUES (?, ?)"
             " ON CONFLICT (id) DO UPDATE SET revision = max(revision, excluded.revision)")
      .run(phone, column(revision));
}

Result<void> SettingsDatabase::put_values(std::string_view phone, const StoredChange& change) {
  Statement& put = statement(
      "INSERT INTO settings (phone, tag, value, sealed, origin, account, source, at, revision)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (phone, tag) DO UPDATE SET value = excluded.value,"
      " sealed = excluded.sealed, origin = excluded.origin, account = excluded.account,"
      " source = excluded.source, at = excluded.at, revision = excluded.revision");
  Statement& drop = statement("DELETE FROM settings WHERE phone = ? AND tag = ?");
  const std::string_view origin = word_of(change.actor.origin);
  Columns columns;
  for (const StoredItem& item : change.items) {
    if (item.kind != HistoryKind::Value) continue;
    Result<void> done;
    if (!item.after)
      done = drop.run(phone, item.tag);
    else if (done = columns.set(item.after, item.secret, box_, place_of(Place::Setting, phone, item.tag));
             done)
      done = put.run(phone, item.tag, columns.text, columns.sealed, origin, change.actor.account,
                     change.actor.from, column(change.at), column(change.revision));
    if (!done) return done;
  }
  return {};
}

Result<void> SettingsDatabase::put_rights(std::string_view phone, const StoredChange& change) {
  Statement& put = statement(
      "INSERT INTO rights (phone, tag, user_right, revision) VALUES (?, ?, ?, ?) ON CONFLICT (phone, tag)"
      " DO UPDATE SET user_right = excluded.user_right, revision = excluded.revision");
  Statement& drop = statement("DELETE FROM rights WHERE phone = ? AND tag = ?");
  for (const StoredItem& item : change.items) {
    if (item.kind != HistoryKind::Right) continue;
    const auto done = item.after ? put.run(phone, item.tag, *item.after, column(change.revision))
                                 : drop.run(phone, item.tag);
    if (!done) return done;
  }
  return {};
}

Result<void> SettingsDatabase::put_records(std::string_view phone, std::span<const Record> records) {
  Statement& put = statement(
      "INSERT INTO records (phone, name, sealed) VALUES (?, ?, ?)"
      " ON CONFLICT (phone, name) DO UPDATE SET sealed = excluded.sealed");
  for (const Record& record : records) {
    const auto sealed = box_.seal(record.value, place_of(Place::Record, phone, record.name));
    if (!sealed) return tl::unexpected(sealed.error());
    if (auto done = put.run(phone, record.name, Blob{*sealed}); !done) return done;
  }
  return {};
}

Result<std::string> SettingsDatabase::record(std::string_view phone, std::string_view name) {
  Statement& rows = statement("SELECT sealed FROM records WHERE phone = ? AND name = ?");
  const auto reading = rows.start(phone, name);
  const auto row = rows.next();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return fail(Errc::NotFound, "there is no record of this name");
  return unsealed(box_, rows.blob(0), place_of(Place::Record, phone, name));
}

}  // namespace handset::io
