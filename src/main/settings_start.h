// The settings at the start of a phone: what an earlier run has stored, what the command line locks, and a
// profile from a file. All of it blocks: before the loop runs.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "io/settings_keeper.h"
#include "main/attempt.h"
#include "web/accounts.h"

namespace handset::program {

struct SettingsStart {
  std::filesystem::path data;  // empty: nothing is kept
  std::string mac;             // whose settings they are
  std::vector<settings::Assignment> command_line;
  std::function<void(const io::SettingsStatePtr&)> listener;  // on the keeper's thread
};
[[nodiscard]] Attempt<std::unique_ptr<io::SettingsKeeper>> open_keeper(SettingsStart start);

// The web accounts of that keeper; the passwords of the command line count for this run.
[[nodiscard]] Attempt<std::unique_ptr<web::Accounts>> open_accounts(io::SettingsKeeper& keeper,
                                                                    Random& random,
                                                                    const web::AccountsOptions& options);

// Applies the profile in that file; what of it was left out, for the person at the terminal.
[[nodiscard]] Attempt<settings::Issues> take_profile(io::SettingsKeeper& keeper, web::Accounts& accounts,
                                                     const std::string& path);

}  // namespace handset::program
