#include "web/settings_desk.h"

#include <utility>

namespace handset::web {
namespace {

SettingsResult busy() {
  return tl::unexpected(
      Refusal{.status = 503, .sentence = "The phone is busy; try again.", .wait = seconds(1)});
}

SettingsResult password_wanted(std::string sentence) {
  return tl::unexpected(Refusal{.status = 403, .sentence = std::move(sentence), .needs_password = true});
}

Refusal password_refused(const NewPassword& wanted, const Error& error) {
  return {.status = 422,
          .sentence = "Something is not right, so nothing was changed.",
          .issues = {{wanted.tag, wanted.tag + ": " + std::string(error.what)}}};
}

bool is_applied(const io::Outcome& outcome) {
  return std::holds_alternative<io::ChangeApplied>(outcome);
}

}  // namespace

OpenAccounts SettingsDesk::open_accounts() const {
  return {accounts_.is_open(Account::Admin), accounts_.is_open(Account::User)};
}

void SettingsDesk::submit(const Caller& caller, SettingsWish wish, const Done& done) {
  const auto password = wish.password;
  auto plan = plan_submission(std::move(wish), caller, *keeper_.current(), open_accounts());
  if (!plan) return done(tl::unexpected(std::move(plan.error())));
  // A program has sent the password with this very request.
  const bool unsure = caller.means != Means::Credentials && plan->changes_secret && !plan->submission.dry_run;
  if (!unsure) return hash_and_store(caller, *std::move(plan), done);
  const auto shared = std::make_shared<SettingsPlan>(*std::move(plan));
  confirm(caller, password, done, [self = shared_from_this(), caller, shared, done] {
    self->hash_and_store(caller, std::move(*shared), done);
  });
}

void SettingsDesk::confirm(const Caller& caller, const std::optional<std::string>& password, const Done& done,
                           const std::function<void()>& then) {
  const Account account = *caller.account;
  if (!password && accounts_.is_open(account)) return then();
  if (!password) return done(password_wanted("Your own password is needed to change passwords and secrets."));
  logins_.check(caller.source, {std::string(account_name(account)), *password},
                [done, then](const LoginOutcome& outcome) {
                  switch (outcome.verdict) {
                    case LoginOutcome::Verdict::Right:
                      return then();
                    case LoginOutcome::Verdict::Wrong:
                      return done(password_wanted("That is not your password."));
                    case LoginOutcome::Verdict::Later:
                      return done(tl::unexpected(Refusal{
                          .status = 429,
                          .sentence = "Too many wrong passwords came from this address; wait a while.",
                          .wait = outcome.wait}));
                    case LoginOutcome::Verdict::Busy:
                      return done(busy());
                  }
                });
}

void SettingsDesk::hash_and_store(const Caller& caller, SettingsPlan plan, const Done& done) {
  // A dry run is told of an empty one that is not allowed, and pays for no hash.
  if (plan.submission.dry_run)
    std::erase_if(plan.passwords, [](const NewPassword& password) { return !password.password.empty(); });
  if (plan.passwords.empty()) return store(caller, std::move(plan.submission), {}, done);
  const auto shared = std::make_shared<SettingsPlan>(std::move(plan));
  const bool taken = logins_.in_background([self = shared_from_this(), caller, shared, done] {
    std::vector<Accounts::Pending> passwords;
    for (const NewPassword& wanted : shared->passwords) {
      auto pending = self->accounts_.prepare(wanted.account, wanted.password);
      if (!pending) return done(tl::unexpected(password_refused(wanted, pending.error())));
      shared->submission.records.push_back({pending->record_name, pending->record});
      passwords.push_back(*std::move(pending));
    }
    self->store(caller, std::move(shared->submission), std::move(passwords), done);
  });
  if (!taken) done(busy());
}

void SettingsDesk::store(const Caller& caller, io::Submission submission,
                         std::vector<Accounts::Pending> passwords, const Done& done) {
  const bool dry_run = submission.dry_run;
  if (dry_run) submission.records.clear();
  const bool taken =
      keeper_.submit(std::move(submission), [self = shared_from_this(), session = caller.session, dry_run,
                                             done, passwords = std::move(passwords)](io::Outcome outcome) {
        if (!dry_run && is_applied(outcome)) {
          for (const Accounts::Pending& pending : passwords) {
            self->accounts_.adopt(pending);
            self->sessions_->end_all(pending.account, session);
          }
        }
        done(std::move(outcome));
      });
  if (!taken) done(busy());
}

void SettingsDesk::undo(const Caller& caller, const UndoWish& wish, const Done& done) {
  const io::SettingsKeeper::Undo undo{
      .to = wish.to, .actor = actor_of(caller), .seen = std::nullopt, .dry_run = wish.dry_run};
  const bool unsure = caller.means == Means::Session && !wish.dry_run;
  if (!unsure) return undo_now(undo, done);
  const auto now = [self = shared_from_this(), undo, done] { self->undo_now(undo, done); };
  if (wish.password) return confirm(caller, wish.password, done, now);
  // Whether it brings back other secrets is known once it was tried.
  io::SettingsKeeper::Undo trial = undo;
  trial.dry_run = true;
  undo_now(std::move(trial), [self = shared_from_this(), caller, done, now](const SettingsResult& result) {
    if (!result || !is_applied(*result)) return done(result);
    if (!changes_secret(*result)) return now();
    self->confirm(caller, std::nullopt, done, now);
  });
}

void SettingsDesk::undo_now(io::SettingsKeeper::Undo undo, const Done& done) {
  if (!keeper_.undo(std::move(undo), [done](io::Outcome outcome) { done(std::move(outcome)); })) done(busy());
}

}  // namespace handset::web
