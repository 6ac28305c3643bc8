// The keeper of a phone's settings: one writer thread that owns the SQLite file. Everybody else reads
// current(), from any thread, and submits what should change.
//
// A submission is applied whole or not at all, in the order of the calls. When it was accepted, it is on the
// disk first, then current() gives it, then the listener hears of it, then its callback is called; all of
// that on the keeper's thread. What the command line sets lies over what is stored and is never stored.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "io/settings_submission.h"

namespace handset::io {

struct KeeperOptions {
  std::filesystem::path folder{};  // settings.db and settings.key stand there; empty: all is kept in memory
  std::string phone = "main";      // which phone's rows of the file; 1 to 64 visible ASCII letters
  std::vector<settings::Assignment> command_line{};  // locked above what is stored
  // After each accepted change: the new state, and what of the values in force is another one now.
  std::function<void(const SettingsStatePtr&, const std::vector<settings::Address>&)> listener{};
  std::function<WallTime()> wall{};  // asked on the keeper's thread; the system's when empty
  // Older changes are forgotten: a program that sets something every minute would else fill the disk in a
  // few years, and ten thousand are more than anybody reads. 0: all are kept.
  std::size_t history = 10'000;
  std::size_t waiting = 256;               // submissions that may wait behind the one at work
  std::uint32_t most_pages = 0;            // of 4 KiB, of the file; 0: as the disk allows
  Duration patience = milliseconds(1000);  // for a predecessor that is about to end
};

// Why there is no keeper: the file or its key, or what the command line wants.
using KeeperFault = std::variant<Error, settings::Issues>;

class SettingsKeeper {
 public:
  // Reads what is stored; it blocks. Errors: Unavailable (the folder, the file), Exists (another process has
  // it open), Malformed (the file is damaged or its key is missing or wrong), Unsupported (a newer version
  // wrote it).
  [[nodiscard]] static tl::expected<std::unique_ptr<SettingsKeeper>, KeeperFault> open(KeeperOptions options);
  // All that was accepted for work is done first, callbacks included.
  ~SettingsKeeper();
  SettingsKeeper(const SettingsKeeper&) = delete;
  SettingsKeeper& operator=(const SettingsKeeper&) = delete;

  // Any thread; never null, and only what is on the disk.
  [[nodiscard]] SettingsStatePtr current() const;
  // Stored values that this build does not know or take. They stay in the file.
  [[nodiscard]] const settings::Issues& left_out() const;

  // Any thread. False when too many wait; the callback is then never called. Callbacks must not block, and
  // must not throw.
  using OnOutcome = std::function<void(Outcome)>;
  [[nodiscard]] bool submit(Submission submission, OnOutcome done);

  // A new change that brings back the state that the change `to` had left (0: nothing was set), beneath the
  // command line's values too. What is kept elsewhere stays as it is.
  struct Undo {
    Revision to = 0;
    Actor actor{};
    std::optional<Revision> seen{};
    bool dry_run = false;
  };
  [[nodiscard]] bool undo(Undo undo, OnOutcome done);

  // The newest first: up to `limit` (and 500) changes before the revision `before`, or the newest ones.
  using OnHistory = std::function<void(Result<std::vector<HistoryEntry>>)>;
  [[nodiscard]] bool history(std::optional<Revision> before, std::size_t limit, OnHistory done);

  // Records: NotFound, Unavailable, Malformed (it is damaged). Reading waits for what was submitted before;
  // any thread but a shard's.
  [[nodiscard]] Result<std::string> read_record(std::string_view name);
  using OnWritten = std::function<void(Result<void>)>;
  [[nodiscard]] bool write_record(Record record, OnWritten done);

 private:
  class Impl;
  explicit SettingsKeeper(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace handset::io
