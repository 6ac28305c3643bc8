// The book that the keeper of the settings keeps: decides what becomes of a submission, stores what was
// accepted and knows the state. Owned by the keeper and used on its thread alone; it blocks.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "io/settings_database.h"
#include "io/settings_keeper.h"
#include "io/settings_submission.h"

namespace handset::io {

class SettingsBook {
 public:
  // As SettingsKeeper::open().
  [[nodiscard]] static tl::expected<std::unique_ptr<SettingsBook>, KeeperFault> open(
      const KeeperOptions& options, WallTime now);

  [[nodiscard]] const SettingsStatePtr& state() const { return state_; }
  [[nodiscard]] const settings::Issues& left_out() const { return left_out_; }

  struct Decision {
    Outcome outcome;
    bool accepted = false;                     // state() is a new one
    std::vector<settings::Address> changed{};  // whose value in force is
  };
  [[nodiscard]] Decision submit(const Submission& submission, WallTime now);
  [[nodiscard]] Decision undo(const SettingsKeeper::Undo& undo, WallTime now);

  [[nodiscard]] Result<std::vector<HistoryEntry>> history(std::optional<Revision> before, std::size_t limit);
  [[nodiscard]] Result<std::string> read_record(std::string_view name);
  [[nodiscard]] Result<void> write_record(const Record& record);

 private:
  struct Plan;

  SettingsBook(std::unique_ptr<SettingsDatabase> database, std::string phone, std::size_t history)
      : database_(std::move(database)), phone_(std::move(phone)), history_(history) {}

  [[nodiscard]] std::optional<KeeperFault> load(std::span<const settings::Assignment> command_line,
                                                WallTime now);
  [[nodiscard]] Result<Plan> plan_undo(const SettingsKeeper::Undo& undo);
  [[nodiscard]] Decision decide(Plan plan);
  [[nodiscard]] Result<std::vector<ConflictingSetting>> conflicts(const Plan& plan);
  [[nodiscard]] ChangeApplied applied(const Plan& plan) const;
  [[nodiscard]] StoredChange to_store(const Plan& plan) const;
  [[nodiscard]] SettingsStatePtr next_state(const Plan& plan) const;

  std::unique_ptr<SettingsDatabase> database_;
  std::string phone_;
  std::size_t history_;
  SettingsStatePtr state_;
  settings::Issues left_out_;
};

}  // namespace handset::io
