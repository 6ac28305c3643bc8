#include "main/settings_start.h"

#include <future>
#include <utility>
#include <variant>

#include "main/given_settings.h"
#include "main/text_file.h"
#include "settings/profile.h"

namespace handset::program {
namespace {

std::string words_of_fault(const io::KeeperFault& fault, const std::filesystem::path& data) {
  if (const auto* issues = std::get_if<settings::Issues>(&fault)) return words_of(*issues);
  return "The settings in " + data.string() + ": " + std::string(std::get<Error>(fault).what) + ".";
}

web::AccountRecords records_of(io::SettingsKeeper& keeper) {
  return {.read = [&keeper](std::string_view name) { return keeper.read_record(name); },
          .write = [&keeper](std::string_view name, std::string_view text) -> Result<void> {
            std::promise<Result<void>> written;
            const bool taken =
                keeper.write_record({std::string(name), std::string(text)},
                                    [&written](Result<void> result) { written.set_value(result); });
            if (!taken) return fail(Errc::Unavailable, "too much waits to be written");
            return written.get_future().get();
          }};
}

io::Outcome submit_and_wait(io::SettingsKeeper& keeper, io::Submission submission) {
  std::promise<io::Outcome> outcome;
  const bool taken = keeper.submit(std::move(submission),
                                   [&outcome](io::Outcome result) { outcome.set_value(std::move(result)); });
  if (!taken) return Error{Errc::Unavailable, 0, "too much waits to be written"};
  return outcome.get_future().get();
}

std::string_view password_tag(web::Account account) {
  return account == web::Account::Admin ? "Admin_Passwd" : "User_Password";
}

// A password of the profile becomes a record of the accounts; a tag that is no account's is none of ours.
Attempt<std::vector<web::Accounts::Pending>> passwords_of(const settings::Profile& profile,
                                                          web::Accounts& accounts) {
  std::vector<web::Accounts::Pending> out;
  for (const settings::Assignment& password : profile.passwords) {
    const auto account = password.tag == "Admin_Passwd" ? web::Account::Admin : web::Account::User;
    if (accounts.check(web::account_name(account), password.value)) continue;  // it is so already
    auto pending = accounts.prepare(account, password.value);
    if (!pending) return tl::unexpected(password.tag + ": " + std::string(pending.error().what) + ".");
    out.push_back(*std::move(pending));
  }
  return out;
}

}  // namespace

Attempt<std::unique_ptr<io::SettingsKeeper>> open_keeper(SettingsStart start) {
  io::KeeperOptions options;
  options.folder = start.data;
  options.phone = std::move(start.mac);
  options.command_line = std::move(start.command_line);
  options.listener = [listener = std::move(start.listener)](const io::SettingsStatePtr& state,
                                                            const std::vector<settings::Address>&) {
    listener(state);
  };
  auto keeper = io::SettingsKeeper::open(std::move(options));
  if (!keeper) return tl::unexpected(words_of_fault(keeper.error(), start.data));
  return *std::move(keeper);
}

Attempt<std::unique_ptr<web::Accounts>> open_accounts(io::SettingsKeeper& keeper, Random& random,
                                                      const web::AccountsOptions& options) {
  auto accounts = web::Accounts::load_or_create(records_of(keeper), random, options);
  if (!accounts) return tl::unexpected("The accounts: " + std::string(accounts.error().what) + ".");
  const settings::SnapshotPtr settings = keeper.current()->snapshot;
  for (const auto& [account, password] : {std::pair{web::Account::Admin, settings->admin_passwd()},
                                          std::pair{web::Account::User, settings->user_password()}}) {
    if (password.empty()) continue;
    if (const auto used = (*accounts)->use_for_this_run(account, password); !used)
      return tl::unexpected("The password of " + std::string(web::account_name(account)) + ": " +
                            std::string(used.error().what) + ".");
  }
  return *std::move(accounts);
}

Attempt<settings::Issues> take_profile(io::SettingsKeeper& keeper, web::Accounts& accounts,
                                       const std::string& path) {
  const auto bytes = read_text_file(path);
  if (!bytes) return tl::unexpected(bytes.error());
  auto profile = settings::read_profile(*bytes);
  if (!profile) return tl::unexpected(path + ": " + profile.error().log_words() + ".");
  auto passwords = passwords_of(*profile, accounts);
  if (!passwords) return tl::unexpected(path + ": " + passwords.error());

  io::Submission submission;
  for (const web::Accounts::Pending& pending : *passwords) {
    submission.records.push_back({pending.record_name, pending.record});
    submission.elsewhere.emplace_back(password_tag(pending.account));
  }
  submission.wanted = *std::move(profile);
  submission.actor = {settings::Origin::Profile, {}, path};
  const io::Outcome outcome = submit_and_wait(keeper, std::move(submission));
  if (const auto* error = std::get_if<Error>(&outcome))
    return tl::unexpected(path + " cannot be applied: " + std::string(error->what) + ".");
  for (web::Accounts::Pending& pending : *passwords) accounts.adopt(std::move(pending));
  if (const auto* applied = std::get_if<io::ChangeApplied>(&outcome)) return applied->issues;
  if (const auto* unchanged = std::get_if<io::ChangeUnchanged>(&outcome)) return unchanged->issues;
  return settings::Issues{};
}

}  // namespace handset::program
