#include "web/settings_plan.h"

#include <utility>

#include "settings/row.h"
#include "settings/value_types.h"
#include "web/settings_view.h"

namespace handset::web {
namespace {

using settings::Address;
using settings::Assignment;
using settings::Issues;
using settings::Row;
using settings::UserRight;

constexpr std::size_t longest_tag = 80;

// The same words for what is not there and what is hidden.
settings::Issue no_such_setting(std::string_view tag) {
  const std::string name(tag.substr(0, longest_tag));
  return {name, "there is no parameter \"" + name + "\" for the user account"};
}

class Planner {
 public:
  Planner(const Caller& caller, const io::SettingsState& state, const OpenAccounts& open)
      : account_(*caller.account), state_(state), open_(open) {}

  void take(Assignment assignment) {
    const auto address = settings::find_tag(assignment.tag);
    if (account_ == Account::User && !may_change(address, assignment.tag)) return;
    const Row* row = address ? &settings::rows()[address->row] : nullptr;
    if (row == nullptr || !row->settable() || !row->secret()) {
      change.values.push_back(std::move(assignment));
    } else if (!settings::is_secret_mask(assignment.value)) {
      take_secret(*address, std::move(assignment));
    }
  }

  settings::Change change;
  std::vector<NewPassword> passwords;
  bool changes_secret = false;
  Issues issues;
  Issues forbidden;

 private:
  bool may_change(const std::optional<Address>& address, std::string_view tag) {
    const UserRight right = address ? state_.snapshot->right(*address) : UserRight::Hidden;
    if (right == UserRight::ReadWrite) return true;
    if (right == UserRight::Hidden)
      issues.push_back(no_such_setting(tag));
    else
      forbidden.push_back({std::string(tag), std::string(tag) + " may not be changed by the user account"});
    return false;
  }

  void take_secret(Address address, Assignment assignment) {
    const Row& row = settings::rows()[address.row];
    if (row.type != settings::Type::Password) {
      changes_secret |= !assignment.value.empty() || !state_.snapshot->stored_text(address).empty();
      change.values.push_back(std::move(assignment));
      return;
    }
    const Account whose = account_of_password(row);
    if (assignment.value.empty() && open_.of(whose)) return;
    const auto checked = settings::check_value(row, assignment.value);
    if (!checked) {
      issues.push_back({assignment.tag,
                        assignment.tag + ": " + settings::refusal(row, assignment.value, checked.error())});
    } else if (state_.snapshot->locked(address)) {
      issues.push_back(
          {assignment.tag, assignment.tag + " is locked: the command line of the phone sets it"});
    } else {
      changes_secret = true;
      passwords.push_back({whose, assignment.tag, std::move(assignment.value)});
    }
  }

  Account account_;
  const io::SettingsState& state_;
  OpenAccounts open_;
};

Refusal invalid(Planner& planner, const io::SettingsState& state, const io::Actor& actor) {
  // Whoever mends one fault wants to know of the others too.
  if (const auto rest = state.snapshot->with(planner.change, {.origin = actor.origin}); !rest)
    planner.issues.insert(planner.issues.end(), rest.error().begin(), rest.error().end());
  return {.status = 422,
          .sentence = "Something is not right, so nothing was changed.",
          .issues = std::move(planner.issues)};
}

}  // namespace

io::Actor actor_of(const Caller& caller) {
  if (caller.means == Means::Keys)
    return {settings::Origin::Phone, std::string(account_name(Account::User)), {}};
  const bool page = caller.means == Means::Session;
  return {page ? settings::Origin::Page : settings::Origin::Api,
          std::string(caller.account ? account_name(*caller.account) : std::string_view()),
          caller.source.to_string()};
}

tl::expected<SettingsPlan, Refusal> plan_submission(SettingsWish wish, const Caller& caller,
                                                    const io::SettingsState& state,
                                                    const OpenAccounts& open) {
  Planner planner(caller, state, open);
  for (Assignment& assignment : wish.values) planner.take(std::move(assignment));
  if (!planner.forbidden.empty())
    return tl::unexpected(Refusal{.status = 403,
                                  .sentence = "The user account may not change this.",
                                  .issues = std::move(planner.forbidden)});
  io::Actor actor = actor_of(caller);
  if (!planner.issues.empty()) return tl::unexpected(invalid(planner, state, actor));
  SettingsPlan plan;
  for (const NewPassword& password : planner.passwords) plan.submission.elsewhere.push_back(password.tag);
  plan.submission.wanted = std::move(planner.change);
  plan.submission.actor = std::move(actor);
  plan.submission.seen = wish.seen;
  plan.submission.dry_run = wish.dry_run;
  plan.passwords = std::move(planner.passwords);
  plan.changes_secret = planner.changes_secret;
  return plan;
}

}  // namespace handset::web
