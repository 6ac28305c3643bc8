// The history of the settings in their file.
#include <set>
#include <utility>

#include "io/settings_database.h"
#include "io/settings_words.h"

namespace handset::io {
namespace {

HistoryKind kind_of(std::int64_t number) {
  return number == 0 ? HistoryKind::Value : number == 1 ? HistoryKind::Right : HistoryKind::Elsewhere;
}

// Columns text, and whether it is sealed.
std::optional<std::string> masked(const Statement& row, int first) {
  if (row.number(first + 1) != 0) return std::string(settings::secret_mask);
  if (row.is_null(first)) return std::nullopt;
  return std::string(row.text(first));
}

}  // namespace

Result<void> SettingsDatabase::put_history(std::string_view phone, const StoredChange& change,
                                           std::size_t history) {
  std::optional<std::int64_t> undone_to;
  if (change.undone_to) undone_to = column(*change.undone_to);
  if (auto done = statement("INSERT INTO changes (phone, revision, at, origin, account, source, undone_to)"
                            " VALUES (?, ?, ?, ?, ?, ?, ?)")
                      .run(phone, column(change.revision), column(change.at), word_of(change.actor.origin),
                           change.actor.account, change.actor.from, undone_to);
      !done)
    return done;

  Statement& put = statement(
      "INSERT INTO change_items (phone, revision, kind, tag, before_value, before_sealed, after_value,"
      " after_sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  Columns before;
  Columns after;
  for (const StoredItem& item : change.items) {
    const auto place = [&](Place side) { return place_of(side, phone, item.tag, change.revision); };
    auto done = before.set(item.before, item.secret, box_, place(Place::Before));
    if (done) done = after.set(item.after, item.secret, box_, place(Place::After));
    if (done)
      done = put.run(phone, column(change.revision), static_cast<std::int64_t>(item.kind), item.tag,
                     before.text, before.sealed, after.text, after.sealed);
    if (!done) return done;
  }
  if (history == 0 || change.revision <= history) return {};
  return statement("DELETE FROM changes WHERE phone = ? AND revision <= ?")
      .run(phone, column(change.revision - history));
}

Result<Revision> SettingsDatabase::oldest(std::string_view phone) {
  Statement& rows = statement("SELECT revision FROM changes WHERE phone = ? ORDER BY revision LIMIT 1");
  const auto reading = rows.start(phone);
  const auto row = rows.next();
  if (!row) return tl::unexpected(row.error());
  return *row ? static_cast<Revision>(rows.number(0)) : 0;
}

Result<std::map<std::string, LaterChange>> SettingsDatabase::changed_after(std::string_view phone,
                                                                           Revision revision) {
  Statement& rows = statement(
      "SELECT i.tag, c.at, c.origin, c.account, c.source FROM change_items i JOIN changes c"
      " ON c.phone = i.phone AND c.revision = i.revision"
      " WHERE i.phone = ? AND i.revision > ? AND i.kind = 0 ORDER BY i.revision");
  const auto reading = rows.start(phone, column(revision));
  std::map<std::string, LaterChange> out;
  while (true) {
    const auto row = rows.next();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return out;
    out.insert_or_assign(std::string(rows.text(0)), LaterChange{time_of(rows.number(1)), actor_of(rows, 2)});
  }
}

Result<std::vector<StoredItem>> SettingsDatabase::former(std::string_view phone, Revision revision) {
  // The first change of each after `revision` tells what had been there.
  Statement& rows = statement(
      "SELECT kind, tag, before_value, before_sealed, revision FROM change_items"
      " WHERE phone = ? AND revision > ? ORDER BY revision");
  const auto reading = rows.start(phone, column(revision));
  std::vector<StoredItem> out;
  std::set<std::pair<HistoryKind, std::string>> seen;
  while (true) {
    const auto row = rows.next();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return out;
    StoredItem item{kind_of(rows.number(0)), std::string(rows.text(1)), {}, {}, !rows.is_null(3)};
    if (!seen.emplace(item.kind, item.tag).second) continue;
    if (item.secret) {
      const auto changed = static_cast<Revision>(rows.number(4));
      auto plain = unsealed(box_, rows.blob(3), place_of(Place::Before, phone, item.tag, changed));
      if (!plain) return tl::unexpected(plain.error());
      item.before = *std::move(plain);
    } else if (!rows.is_null(2)) {
      item.before = std::string(rows.text(2));
    }
    out.push_back(std::move(item));
  }
}

Result<std::vector<StoredChange>> SettingsDatabase::history(std::string_view phone, Revision before,
                                                            std::size_t limit) {
  Statement& rows = statement(
      "SELECT revision, at, origin, account, source, undone_to FROM changes"
      " WHERE phone = ? AND revision < ? ORDER BY revision DESC LIMIT ?");
  const auto reading = rows.start(phone, column(before), static_cast<std::int64_t>(limit));
  std::vector<StoredChange> out;
  while (true) {
    const auto row = rows.next();
    if (!row) return tl::unexpected(row.error());
    if (!*row) break;
    StoredChange change{
        static_cast<Revision>(rows.number(0)), time_of(rows.number(1)), actor_of(rows, 2), {}, {}};
    if (!rows.is_null(5)) change.undone_to = static_cast<Revision>(rows.number(5));
    out.push_back(std::move(change));
  }
  for (StoredChange& change : out)
    if (auto read = read_items(phone, change); !read) return tl::unexpected(read.error());
  return out;
}

Result<void> SettingsDatabase::read_items(std::string_view phone, StoredChange& change) {
  Statement& rows = statement(
      "SELECT kind, tag, before_value, before_sealed IS NOT NULL, after_value, after_sealed IS NOT NULL"
      " FROM change_items WHERE phone = ? AND revision = ?");
  const auto reading = rows.start(phone, column(change.revision));
  while (true) {
    const auto row = rows.next();
    if (!row) return tl::unexpected(row.error());
    if (!*row) return {};
    change.items.push_back({kind_of(rows.number(0)), std::string(rows.text(1)), masked(rows, 2),
                            masked(rows, 4), rows.number(3) != 0 || rows.number(5) != 0});
  }
}

}  // namespace handset::io
