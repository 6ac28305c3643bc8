// Takes changes of the settings from the doors of the web to the keeper: asks for the person's own password
// where secrets change, hashes new passwords of the accounts, and lets them count once they are on the disk.
// Shared by the routes and by what is under way; any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/settings_keeper.h"
#include "web/logins.h"
#include "web/sessions.h"
#include "web/settings_answer.h"
#include "web/settings_plan.h"

namespace handset::web {

class SettingsDesk : public std::enable_shared_from_this<SettingsDesk> {
 public:
  // Called once, from whatever thread, the caller's included.
  using Done = std::function<void(const SettingsResult&)>;

  // The accounts outlive the keeper, whose last answers may come after the web server has gone.
  SettingsDesk(Accounts& accounts, std::shared_ptr<Sessions> sessions, Logins& logins,
               io::SettingsKeeper& keeper)
      : accounts_(accounts), sessions_(std::move(sessions)), logins_(logins), keeper_(keeper) {}

  void submit(const Caller& caller, SettingsWish wish, const Done& done);
  void undo(const Caller& caller, const UndoWish& wish, const Done& done);

  [[nodiscard]] io::SettingsKeeper& keeper() const { return keeper_; }
  [[nodiscard]] OpenAccounts open_accounts() const;

 private:
  void confirm(const Caller& caller, const std::optional<std::string>& password, const Done& done,
               const std::function<void()>& then);
  void hash_and_store(const Caller& caller, SettingsPlan plan, const Done& done);
  void store(const Caller& caller, io::Submission submission, std::vector<Accounts::Pending> passwords,
             const Done& done);
  void undo_now(io::SettingsKeeper::Undo undo, const Done& done);

  Accounts& accounts_;
  std::shared_ptr<Sessions> sessions_;
  Logins& logins_;
  io::SettingsKeeper& keeper_;
};

}  // namespace handset::web
