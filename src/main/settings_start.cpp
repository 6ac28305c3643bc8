#include "main/settings_start.h"

#include <future>
#include <utility>
#include <variant>

#include "main/given_settings.h"
#include "main/text_file.h"
#include "settings/profile.h"
#include "web/profile_submission.h"

namespace handset::program {
namespace {

std::string words_of_fault(const io::KeeperFault& fault, const std::filesystem::path& data) {
  if (const auto* issues = std::get_if<settings::Issues>(&fault)) return words_of(*issues);
  return "The settings in " + data.string() + ": " + std::string(std::get<Error>(fault).what) + ".";
}

// What a callback of the keeper's thread brings. Shared with the callback, which may still be at its end when
// the waiting is over.
template <class T>
class Awaited {
 public:
  [[nodiscard]] auto callback() const {
    return [promise = promise_](T value) { promise->set_value(std::move(value)); };
  }
  [[nodiscard]] T wait() const { return promise_->get_future().get(); }

 private:
  std::shared_ptr<std::promise<T>> promise_ = std::make_shared<std::promise<T>>();
};

constexpr Error too_much{Errc::Unavailable, 0, "too much waits to be written"};

web::AccountRecords records_of(io::SettingsKeeper& keeper) {
  return {.read = [&keeper](std::string_view name) { return keeper.read_record(name); },
          .write = [&keeper](std::string_view name, std::string_view text) -> Result<void> {
            const Awaited<Result<void>> written;
            if (!keeper.write_record({std::string(name), std::string(text)}, written.callback()))
              return tl::unexpected(too_much);
            return written.wait();
          }};
}

io::Outcome submit_and_wait(io::SettingsKeeper& keeper, io::Submission submission) {
  const Awaited<io::Outcome> outcome;
  if (!keeper.submit(std::move(submission), outcome.callback())) return too_much;
  return outcome.wait();
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
  auto wanted = web::profile_submission(*std::move(profile), path, accounts);
  if (!wanted)
    return tl::unexpected(path + ": a password is refused: " + std::string(wanted.error().what) + ".");
  const io::Outcome outcome = submit_and_wait(keeper, std::move(wanted->submission));
  if (const auto* error = std::get_if<Error>(&outcome))
    return tl::unexpected(path + " cannot be applied: " + std::string(error->what) + ".");
  for (web::Accounts::Pending& pending : wanted->passwords) accounts.adopt(std::move(pending));
  if (const auto* applied = std::get_if<io::ChangeApplied>(&outcome)) return applied->issues;
  if (const auto* unchanged = std::get_if<io::ChangeUnchanged>(&outcome)) return unchanged->issues;
  return settings::Issues{};
}

}  // namespace handset::program
