// The settings as an account sees them, and what it may do with them: GET /api/v1/settings. What is hidden
// from an account does not exist for it. Pure functions; any thread.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

#include "base/time.h"
#include "io/settings_submission.h"
#include "phone/model.h"
#include "settings/rights.h"
#include "web/accounts.h"

namespace handset::web {

// What this account may do with a setting: everything, as admin.
[[nodiscard]] settings::UserRight right_of(Account account, const settings::Snapshot& snapshot,
                                           settings::Address address);

// Which account's password a row of Type::Password is.
[[nodiscard]] Account account_of_password(const settings::Row& row);

struct SettingsView {
  Account account = Account::Admin;  // who is asking
  Account as = Account::Admin;       // whose eyes it is seen with
  const phone::Model* model = &phone::default_model();
  bool all = false;         // the extensions and line keys that the model lacks, too
  bool admin_open = false;  // the account has no password
  bool user_open = false;
};

[[nodiscard]] boost::json::object settings_json(const io::SettingsState& state, const SettingsView& view);

// "2026-11-25T18:00:00Z"
[[nodiscard]] std::string json_time(WallTime time);
// "profile", "page", "api", "command line", "default"
[[nodiscard]] std::string_view json_origin(settings::Origin origin);
// Adds who it was: "origin", "by", "from".
void add_actor(boost::json::object& to, const io::Actor& actor);

}  // namespace handset::web
