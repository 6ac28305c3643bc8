#include "web/profile_taker.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "phone/station.h"
#include "settings/profile.h"
#include "settings/row.h"
#include "web/settings_view.h"

namespace handset::web {
namespace {

// The passwords of a profile that are not so already.
Result<std::vector<Accounts::Pending>> prepare_passwords(const settings::Profile& profile,
                                                         Accounts& accounts) {
  std::vector<Accounts::Pending> out;
  for (const settings::Assignment& password : profile.passwords) {
    const auto address = settings::find_tag(password.tag);
    if (!address) continue;
    const Account account = account_of_password(settings::rows()[address->row]);
    if (accounts.check(account_name(account), password.value)) continue;
    auto pending = accounts.prepare(account, password.value);
    if (!pending) return tl::unexpected(pending.error());
    out.push_back(*std::move(pending));
  }
  return out;
}

std::string_view password_tag(Account account) {
  const auto rows = settings::rows();
  const auto row = std::find_if(rows.begin(), rows.end(), [account](const settings::Row& each) {
    return each.type == settings::Type::Password && account_of_password(each) == account;
  });
  return row == rows.end() ? std::string_view() : row->tag;
}

}  // namespace

phone::Resync::Taker ProfileTaker::taker() {
  return [weak = weak_from_this()](phone::FetchedProfile fetched) {
    const auto self = weak.lock();
    return self && self->take(std::move(fetched));
  };
}

bool ProfileTaker::take(phone::FetchedProfile fetched) {
  // The worker is ours: what it runs need not keep us.
  return worker_.submit([this, fetched = std::move(fetched)] { apply(fetched); });
}

void ProfileTaker::apply(const phone::FetchedProfile& fetched) {
  auto profile = settings::read_profile(fetched.bytes);
  if (!profile) return finish({false, "The profile cannot be read: " + profile.error().log_words() + "."});
  auto passwords = prepare_passwords(*profile, accounts_);
  if (!passwords)
    return finish(
        {false, "A password of the profile is refused: " + std::string(passwords.error().what) + "."});
  io::Submission submission;
  for (const Accounts::Pending& pending : *passwords) {
    submission.records.push_back({pending.record_name, pending.record});
    submission.elsewhere.emplace_back(password_tag(pending.account));
  }
  submission.wanted = *std::move(profile);
  submission.actor = {settings::Origin::Profile, {}, fetched.host};
  const bool taken = keeper_.submit(
      std::move(submission),
      [self = shared_from_this(), passwords = *std::move(passwords)](const io::Outcome& outcome) {
        if (std::holds_alternative<io::ChangeApplied>(outcome)) {
          for (const Accounts::Pending& pending : passwords) {
            self->accounts_.adopt(pending);
            self->sessions_->end_all(pending.account);
          }
        }
        self->finish(verdict_of(outcome));
      });
  if (!taken) finish({false, "The phone is busy; try again."});
}

void ProfileTaker::finish(const Verdict& verdict) const {
  shard_->run([verdict](phone::Station& station) { station.resync().finish(verdict.ok, verdict.words); });
}

ProfileTaker::Verdict ProfileTaker::verdict_of(const io::Outcome& outcome) {
  if (const auto* applied = std::get_if<io::ChangeApplied>(&outcome))
    return {true, profile_words(applied->changed.size() + applied->elsewhere.size(), applied->issues)};
  if (const auto* unchanged = std::get_if<io::ChangeUnchanged>(&outcome))
    return {true, profile_words(0, unchanged->issues)};
  if (const auto* error = std::get_if<Error>(&outcome))
    return {false, "The profile cannot be stored: " + std::string(error->what) + "."};
  return {false, "The profile does not fit the settings of this phone."};
}

std::string profile_words(std::size_t changed, const settings::Issues& left_out) {
  constexpr std::size_t most = 3;
  std::string out = changed == 0   ? "It is all so already."
                    : changed == 1 ? "One setting was changed."
                                   : std::to_string(changed) + " settings were changed.";
  if (left_out.empty()) return out;
  out += left_out.size() == 1 ? " One was left out: "
                              : " " + std::to_string(left_out.size()) + " were left out: ";
  for (std::size_t i = 0; i < std::min(most, left_out.size()); ++i)
    out += (i == 0 ? "" : "; ") + left_out[i].message;
  return out + (left_out.size() > most ? "; and more." : ".");
}

}  // namespace handset::web
