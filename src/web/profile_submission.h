// A profile on its way to the keeper: its settings as they are, its passwords of the web accounts as records.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "io/settings_submission.h"
#include "settings/profile.h"
#include "web/accounts.h"

namespace handset::web {

struct ProfileSubmission {
  io::Submission submission;
  std::vector<Accounts::Pending> passwords;  // to be adopted once the submission is applied
};

// `from`: the file or host that the profile came from. Slow, where it has passwords that are not so already.
// Errors: those of Accounts::prepare().
[[nodiscard]] Result<ProfileSubmission> profile_submission(settings::Profile profile, std::string from,
                                                           Accounts& accounts);

}  // namespace handset::web
