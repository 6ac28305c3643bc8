// What goes into the keeper of the settings and what comes out of it: submissions and their outcomes, the
// state and the history. Plain values; any thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "settings/change.h"
#include "settings/profile.h"
#include "settings/snapshot.h"

namespace handset::io {

// The number of a change of one phone's settings, from 1. 0: nothing was ever set.
using Revision = std::uint64_t;

// Who wants something.
struct Actor {
  settings::Origin origin = settings::Origin::Api;
  std::string account;  // "admin"
  std::string from;     // an address or the URL of a profile

  friend bool operator==(const Actor&, const Actor&) = default;
};

// Who made the value of a setting what it is. A default and a value of the command line come from nobody.
struct Authorship {
  settings::Address address;
  Revision revision = 0;
  std::shared_ptr<const Actor> actor;  // never null
};

// The settings of a phone at one revision. Immutable.
struct SettingsState {
  settings::SnapshotPtr snapshot = std::make_shared<const settings::Snapshot>();
  Revision revision = 0;
  std::vector<Authorship> authors;  // of the stored values, sorted by address

  // Null for a default and for a value that the command line locks.
  [[nodiscard]] const Authorship* author(settings::Address address) const;
};
using SettingsStatePtr = std::shared_ptr<const SettingsState>;

// A named value that is kept encrypted beside the settings, as those of the web accounts.
struct Record {
  std::string name;
  std::string value;
};

struct Submission {
  // A change is made whole or not at all. Of a profile all that is right is taken, the rest is told; its
  // passwords are the caller's business.
  std::variant<settings::Change, settings::Profile> wanted{};
  Actor actor{};
  std::optional<Revision> seen{};  // what its editor had loaded: later changes of others are not overwritten
  bool dry_run = false;            // nothing is kept; the outcome says what would have become of it
  std::vector<Record> records{};   // kept in the same transaction
  std::vector<std::string> elsewhere{};  // tags that changed and are kept elsewhere; they go into the history
};

struct ChangedSetting {
  settings::Address address;
  std::string before;  // a secret is a mask, or empty where none is set
  std::string after;
  bool restart = false;  // obeyed after a restart in place
  bool beneath = false;  // stored, but the command line's value stays in force
};

struct ChangedRight {
  settings::Address address;
  settings::UserRight before = settings::UserRight::Hidden;
  settings::UserRight after = settings::UserRight::Hidden;
};

// Of a dry run: it would be. Both lists in the order of the pages.
struct ChangeApplied {
  Revision revision = 0;  // of the change; of a dry run, the present one
  std::vector<ChangedSetting> changed;
  std::vector<ChangedRight> rights;
  std::vector<std::string> elsewhere;
  settings::Issues issues;  // what was left out of a profile or an undo
};

struct ChangeUnchanged {
  Revision revision = 0;
  settings::Issues issues;
};

struct ChangeInvalid {
  settings::Issues issues;
};

// Somebody else has set it since, to another value.
struct ConflictingSetting {
  settings::Address address;
  std::string yours;  // both as ChangedSetting::before
  std::string theirs;
  Actor by;
  WallTime at{};
};

// Nothing was applied. Who submits again with this revision has seen what is listed.
struct ChangeConflicts {
  Revision revision = 0;
  std::vector<ConflictingSetting> settings;
};

// An Error: nothing was applied. NotFound: an undo to a revision that the history does not know.
using Outcome = std::variant<ChangeApplied, ChangeUnchanged, ChangeInvalid, ChangeConflicts, Error>;

enum class HistoryKind : std::uint8_t { Value, Right, Elsewhere };

struct HistoryItem {
  HistoryKind kind = HistoryKind::Value;
  std::string tag;     // as it was kept; this build's table may not know it any more
  std::string before;  // a value as ChangedSetting::before; a right as "na", "ro", "rw"; elsewhere empty
  std::string after;
};

struct HistoryEntry {
  Revision revision = 0;
  WallTime at{};
  Actor actor;
  std::optional<Revision> undone_to;  // it was an undo to that revision
  std::vector<HistoryItem> items;
};

}  // namespace handset::io
