#include "web/profile_submission.h"

#include <utility>

#include "settings/row.h"
#include "web/settings_view.h"

namespace handset::web {

Result<ProfileSubmission> profile_submission(settings::Profile profile, std::string from,
                                             Accounts& accounts) {
  ProfileSubmission out;
  for (const settings::Assignment& password : profile.passwords) {
    const auto address = settings::find_tag(password.tag);
    if (!address) continue;
    const Account account = account_of_password(settings::rows()[address->row]);
    if (accounts.check(account_name(account), password.value)) continue;  // it is so already
    auto pending = accounts.prepare(account, password.value);
    if (!pending) return tl::unexpected(pending.error());
    out.submission.records.push_back({pending->record_name, pending->record});
    out.submission.elsewhere.push_back(password.tag);
    out.passwords.push_back(*std::move(pending));
  }
  out.submission.wanted = std::move(profile);
  out.submission.actor = {settings::Origin::Profile, {}, std::move(from)};
  return out;
}

}  // namespace handset::web
