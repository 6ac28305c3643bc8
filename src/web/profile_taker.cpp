#include "web/profile_taker.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "phone/station.h"
#include "settings/profile.h"
#include "web/profile_submission.h"

namespace handset::web {
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
  auto wanted = profile_submission(*std::move(profile), fetched.host, accounts_);
  if (!wanted)
    return finish({false, "A password of the profile is refused: " + std::string(wanted.error().what) + "."});
  const bool taken = keeper_.submit(
      std::move(wanted->submission),
      [self = shared_from_this(), passwords = std::move(wanted->passwords)](const io::Outcome& outcome) {
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
