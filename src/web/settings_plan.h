// From what somebody wants of the settings to what the keeper is given: rights are looked at, and the
// passwords of the web accounts split off, which the accounts keep as hashes. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/time.h"
#include "io/settings_submission.h"
#include "settings/issue.h"
#include "web/caller.h"
#include "web/settings_request.h"

namespace handset::web {

// Why nothing was changed, beside what the keeper says.
struct Refusal {
  int status = 400;
  std::string sentence{};
  bool needs_password = false;  // of who is asking
  settings::Issues issues{};
  Duration wait{};  // come back then
};

struct NewPassword {
  Account account = Account::User;
  std::string tag;
  std::string password;  // may be empty
};

struct SettingsPlan {
  io::Submission submission;
  std::vector<NewPassword> passwords;
  bool changes_secret = false;
};

// Who a caller is in the history: "page" is somebody who has logged in, "api" a program,
// "phone" its own keys.
[[nodiscard]] io::Actor actor_of(const Caller& caller);

// `open`: which accounts have no password.
struct OpenAccounts {
  bool admin = false;
  bool user = false;

  [[nodiscard]] bool of(Account account) const { return account == Account::Admin ? admin : user; }
};

// The caller has an account. For the user account an unknown setting and one that it may not see are the
// same.
[[nodiscard]] tl::expected<SettingsPlan, Refusal> plan_submission(SettingsWish wish, const Caller& caller,
                                                                  const io::SettingsState& state,
                                                                  const OpenAccounts& open);

}  // namespace handset::web
