#include "io/settings_book.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "settings/row.h"

namespace handset::io {
namespace {

using settings::Address;
using settings::Issues;
using settings::Origin;
using settings::Row;

constexpr std::size_t longest_history = 500;

const Row& row_of(Address address) {
  return settings::rows()[address.row];
}

// As people may see it.
std::string shown(const Row& row, std::string_view value) {
  return std::string(row.secret() && !value.empty() ? settings::secret_mask : value);
}

bool is_phone_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 &&
         std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c <= '~'; });
}

bool is_record_name(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Error bad_record_name() {
  return {Errc::Malformed, 0, "names of records are 1 to 64 lower-case letters, digits and '-'"};
}

std::optional<Error> check(const Actor& actor, std::span<const Record> records) {
  if (actor.origin == Origin::Default || actor.origin == Origin::CommandLine)
    return Error{Errc::Refused, 0, "a change is made by a profile, a page or the API"};
  for (const Record& record : records)
    if (!is_record_name(record.name)) return bad_record_name();
  return std::nullopt;
}

std::vector<std::string> each_once(std::vector<std::string> tags) {
  std::sort(tags.begin(), tags.end());
  tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
  return tags;
}

// One object for each who made several.
class Actors {
 public:
  std::shared_ptr<const Actor> get(const Actor& actor) {
    auto& kept = known_[{actor.origin, actor.account, actor.from}];
    if (!kept) kept = std::make_shared<const Actor>(actor);
    return kept;
  }

 private:
  std::map<std::tuple<Origin, std::string, std::string>, std::shared_ptr<const Actor>> known_;
};

// Without the values that were left out when the snapshot was restored.
std::vector<Authorship> authors_of(const StoredPhone& stored, const settings::Snapshot& snapshot) {
  Actors actors;
  std::vector<Authorship> out;
  out.reserve(stored.settings.size());
  for (const StoredSetting& setting : stored.settings) {
    const auto address = settings::find_tag(setting.value.tag);
    if (address && snapshot.origin(*address) != Origin::Default)
      out.push_back(
          {*address, setting.revision, actors.get({setting.value.origin, setting.account, setting.from})});
  }
  std::sort(out.begin(), out.end(),
            [](const Authorship& a, const Authorship& b) { return a.address < b.address; });
  return out;
}

}  // namespace

const Authorship* SettingsState::author(Address address) const {
  if (snapshot->locked(address)) return nullptr;
  const auto at = std::lower_bound(
      authors.begin(), authors.end(), address,
      [](const Authorship& authorship, Address wanted) { return authorship.address < wanted; });
  return at == authors.end() || at->address != address ? nullptr : &*at;
}

// A change that is known to be sound.
struct SettingsBook::Plan {
  struct Value {
    Address address;
    std::string tag;
    std::string before;  // as they are stored
    std::string after;
  };

  settings::Applied applied{};
  std::vector<Value> values{};  // whose stored value changes, in the order of the pages
  Actor actor{};
  WallTime now{};
  std::optional<Revision> seen{};
  bool dry_run = false;
  std::span<const Record> records{};
  std::vector<std::string> elsewhere{};  // each once
  std::optional<Revision> undone_to{};
  Issues issues{};
  settings::Change undoing{};

  [[nodiscard]] bool empty() const {
    return values.empty() && applied.changed_rights.empty() && elsewhere.empty();
  }
  void take(settings::Applied made, const settings::Snapshot& from) {
    applied = std::move(made);
    for (auto& [tag, after] : settings::restoring_change(from, *applied.snapshot).values)
      if (const auto address = settings::find_tag(tag))
        values.push_back(
            {*address, std::move(tag), std::string(from.stored_text(*address)), std::move(after)});
  }
};

tl::expected<std::unique_ptr<SettingsBook>, KeeperFault> SettingsBook::open(const KeeperOptions& options,
                                                                            WallTime now) {
  if (!is_phone_id(options.phone))
    return tl::unexpected(
        KeeperFault(Error{Errc::Malformed, 0, "a phone's name is 1 to 64 visible ASCII letters"}));
  auto database = SettingsDatabase::open({options.folder, options.most_pages, options.patience});
  if (!database) return tl::unexpected(KeeperFault(database.error()));
  std::unique_ptr<SettingsBook> book(new SettingsBook(*std::move(database), options.phone, options.history));
  if (auto fault = book->load(options.command_line, now)) return tl::unexpected(*std::move(fault));
  return book;
}

std::optional<KeeperFault> SettingsBook::load(std::span<const settings::Assignment> command_line,
                                              WallTime now) {
  auto stored = database_->load(phone_);
  if (!stored) return stored.error();
  std::vector<settings::StoredValue> values;
  values.reserve(stored->settings.size());
  for (StoredSetting& setting : stored->settings) values.push_back(setting.value);
  auto restored = settings::Snapshot::restore(values, stored->rights);
  left_out_ = std::move(restored.issues);

  SettingsState state;
  state.revision = stored->revision;
  state.authors = authors_of(*stored, *restored.snapshot);
  auto locked = restored.snapshot->with(command_line, {Origin::CommandLine, now});
  if (!locked) return std::move(locked.error());
  state.snapshot = std::move(locked->snapshot);
  state_ = std::make_shared<const SettingsState>(std::move(state));
  return std::nullopt;
}

SettingsBook::Decision SettingsBook::submit(const Submission& submission, WallTime now) {
  if (const auto fault = check(submission.actor, submission.records)) return {*fault};
  Plan plan{.actor = submission.actor,
            .now = now,
            .seen = submission.seen,
            .dry_run = submission.dry_run,
            .records = submission.records,
            .elsewhere = each_once(submission.elsewhere)};
  if (const auto* profile = std::get_if<settings::Profile>(&submission.wanted)) {
    plan.actor.origin = Origin::Profile;
    auto made = state_->snapshot->with_profile(*profile, {Origin::Profile, now});
    plan.issues = std::move(made.issues);
    plan.take(std::move(made), *state_->snapshot);
  } else {
    auto made =
        state_->snapshot->with(std::get<settings::Change>(submission.wanted), {submission.actor.origin, now});
    if (!made) return {ChangeInvalid{std::move(made.error())}};
    plan.take(*std::move(made), *state_->snapshot);
  }
  return decide(std::move(plan));
}

SettingsBook::Decision SettingsBook::undo(const SettingsKeeper::Undo& undo, WallTime now) {
  if (const auto fault = check(undo.actor, {})) return {*fault};
  if (undo.actor.origin == Origin::Profile)
    return {Error{Errc::Refused, 0, "an undo is made by a page or the API"}};
  auto plan = plan_undo(undo);
  if (!plan) return {plan.error()};
  plan->now = now;
  const settings::Stamp stamp{.origin = undo.actor.origin, .at = now, .beneath_locks = true};
  auto made = state_->snapshot->with(plan->undoing, stamp);
  if (!made) return {ChangeInvalid{std::move(made.error())}};
  plan->take(*std::move(made), *state_->snapshot);
  return decide(*std::move(plan));
}

Result<SettingsBook::Plan> SettingsBook::plan_undo(const SettingsKeeper::Undo& undo) {
  const auto oldest = database_->oldest(phone_);
  if (!oldest) return tl::unexpected(oldest.error());
  if (undo.to > state_->revision || undo.to + 1 < *oldest)
    return fail(Errc::NotFound, "the history of the settings does not know this revision");
  const auto former = database_->former(phone_, undo.to);
  if (!former) return tl::unexpected(former.error());

  Plan plan{.actor = undo.actor, .seen = undo.seen, .dry_run = undo.dry_run, .undone_to = undo.to};
  for (const StoredItem& item : *former) {
    const auto address = settings::find_tag(item.tag);
    if (!address || !row_of(*address).settable())
      plan.issues.push_back({item.tag, item.tag + " stays: this version does not know it"});
    else if (item.kind == HistoryKind::Elsewhere)
      plan.issues.push_back({item.tag, item.tag + " stays: passwords of the pages are not brought back"});
    else if (item.kind == HistoryKind::Value)
      plan.undoing.values.push_back({item.tag, item.before.value_or(std::string(default_of(*address)))});
    else
      plan.undoing.rights.push_back({item.tag, settings::right_from_name(item.before.value_or(""))
                                                   .value_or(settings::factory_right(row_of(*address)))});
  }
  return plan;
}

SettingsBook::Decision SettingsBook::decide(Plan plan) {
  if (plan.seen) {
    auto found = conflicts(plan);
    if (!found) return {found.error()};
    if (!found->empty()) return {ChangeConflicts{state_->revision, *std::move(found)}};
  }
  if (plan.empty()) {
    if (!plan.dry_run && !plan.records.empty())
      if (const auto stored = database_->store(phone_, plan.records); !stored) return {stored.error()};
    return {ChangeUnchanged{state_->revision, std::move(plan.issues)}};
  }
  ChangeApplied outcome = applied(plan);
  if (plan.dry_run) return {std::move(outcome)};

  const StoredChange change = to_store(plan);
  if (const auto stored = database_->store(phone_, change, plan.records, history_); !stored)
    return {stored.error()};
  state_ = next_state(plan);
  outcome.revision = state_->revision;
  return {std::move(outcome), true, std::move(plan.applied.changed)};
}

Result<std::vector<ConflictingSetting>> SettingsBook::conflicts(const Plan& plan) {
  std::vector<ConflictingSetting> out;
  if (*plan.seen == state_->revision || plan.values.empty()) return out;
  // A number that this file never gave was seen before the file was begun anew.
  const Revision seen = *plan.seen > state_->revision ? 0 : *plan.seen;
  const auto later = database_->changed_after(phone_, seen);
  if (!later) return tl::unexpected(later.error());
  const auto oldest = database_->oldest(phone_);
  if (!oldest) return tl::unexpected(oldest.error());
  // What was changed in the part of the history that is forgotten is not known: all may have been.
  const bool forgotten = seen + 1 < *oldest;

  for (const Plan::Value& value : plan.values) {
    const Row& row = row_of(value.address);
    ConflictingSetting conflict{value.address, shown(row, value.after), shown(row, value.before), {}, {}};
    if (const auto change = later->find(value.tag); change != later->end()) {
      conflict.by = change->second.actor;
      conflict.at = change->second.at;
    } else if (!forgotten) {
      continue;
    } else if (const Authorship* author = state_->author(value.address)) {
      conflict.by = *author->actor;
      conflict.at = state_->snapshot->set_at(value.address);
    }
    out.push_back(std::move(conflict));
  }
  return out;
}

ChangeApplied SettingsBook::applied(const Plan& plan) const {
  ChangeApplied out;
  out.revision = state_->revision;
  out.changed.reserve(plan.values.size());
  for (const Plan::Value& value : plan.values) {
    const Row& row = row_of(value.address);
    out.changed.push_back({value.address, shown(row, value.before), shown(row, value.after), row.restart,
                           state_->snapshot->locked(value.address)});
  }
  for (const Address address : plan.applied.changed_rights)
    out.rights.push_back({address, state_->snapshot->right(address), plan.applied.snapshot->right(address)});
  out.elsewhere = plan.elsewhere;
  out.issues = plan.issues;
  return out;
}

StoredChange SettingsBook::to_store(const Plan& plan) const {
  StoredChange out{state_->revision + 1, plan.now, plan.actor, plan.undone_to, {}};
  const auto unless_default = [](const std::string& value, std::string_view preset) {
    return value == preset ? std::nullopt : std::optional(value);
  };
  out.items.reserve(plan.values.size());
  for (const Plan::Value& value : plan.values) {
    const std::string_view preset = default_of(value.address);
    out.items.push_back({HistoryKind::Value, value.tag, unless_default(value.before, preset),
                         unless_default(value.after, preset), row_of(value.address).secret()});
  }
  for (const Address address : plan.applied.changed_rights) {
    const auto name = [&](const settings::Snapshot& snapshot) -> std::optional<std::string> {
      const auto right = snapshot.right(address);
      if (right == settings::factory_right(row_of(address))) return std::nullopt;
      return std::string(settings::right_name(right));
    };
    out.items.push_back({HistoryKind::Right, settings::tag_of(address), name(*state_->snapshot),
                         name(*plan.applied.snapshot), false});
  }
  for (const std::string& tag : plan.elsewhere)
    out.items.push_back({HistoryKind::Elsewhere, tag, std::nullopt, std::nullopt, false});
  return out;
}

SettingsStatePtr SettingsBook::next_state(const Plan& plan) const {
  auto next = std::make_shared<SettingsState>();
  next->snapshot = plan.applied.snapshot;
  next->revision = state_->revision + 1;
  next->authors.reserve(state_->authors.size() + plan.values.size());
  const auto actor = std::make_shared<const Actor>(plan.actor);
  // Both lists are sorted by address.
  auto old = state_->authors.begin();
  for (const Plan::Value& value : plan.values) {
    for (; old != state_->authors.end() && old->address < value.address; ++old) next->authors.push_back(*old);
    if (old != state_->authors.end() && old->address == value.address) ++old;
    if (value.after != default_of(value.address))
      next->authors.push_back({value.address, next->revision, actor});
  }
  next->authors.insert(next->authors.end(), old, state_->authors.end());
  next->authors.shrink_to_fit();
  return next;
}

Result<std::vector<HistoryEntry>> SettingsBook::history(std::optional<Revision> before, std::size_t limit) {
  const auto changes =
      database_->history(phone_, before.value_or(state_->revision + 1), std::min(limit, longest_history));
  if (!changes) return tl::unexpected(changes.error());
  std::vector<HistoryEntry> out;
  out.reserve(changes->size());
  for (const StoredChange& change : *changes) {
    HistoryEntry entry{change.revision, change.at, change.actor, change.undone_to, {}};
    for (const StoredItem& item : change.items) {
      std::string preset;
      const auto address = settings::find_tag(item.tag);
      if (address && item.kind == HistoryKind::Value)
        preset = shown(row_of(*address), default_of(*address));
      else if (address && item.kind == HistoryKind::Right)
        preset = settings::right_name(settings::factory_right(row_of(*address)));
      entry.items.push_back({item.kind, item.tag, item.before.value_or(preset), item.after.value_or(preset)});
    }
    out.push_back(std::move(entry));
  }
  return out;
}

Result<std::string> SettingsBook::read_record(std::string_view name) {
  if (!is_record_name(name)) return tl::unexpected(bad_record_name());
  return database_->record(phone_, name);
}

Result<void> SettingsBook::write_record(const Record& record) {
  if (!is_record_name(record.name)) return tl::unexpected(bad_record_name());
  return database_->store(phone_, {&record, 1});
}

}  // namespace handset::io
