// The two accounts of the web and API: `admin` and `user`. Owned by the program, used by the web server.
//
// Of a password a salted scrypt hash (RFC 7914) is kept, with its cost, and for digest an HA1 for each
// algorithm in a realm that never changes; the password itself is kept nowhere. The accounts make and read
// the texts of their records, one for each account; where those are kept, encrypted, is up to whoever owns
// them. Missing accounts get random passwords at the first start, which the program shows once.
//
// A right password is remembered as a keyed hash, one for each account, so that a script which polls with
// Basic credentials pays for scrypt once. Any thread; what hashes a password is slow on purpose.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/log.h"
#include "base/result.h"
#include "base/world.h"

namespace handset::web {

enum class Account : std::uint8_t { Admin, User };
inline constexpr std::size_t account_count = 2;

// "admin", "user".
[[nodiscard]] std::string_view account_name(Account account);
[[nodiscard]] std::optional<Account> account_of(std::string_view name);

// Of every digest challenge, and in every HA1 that is kept.
inline constexpr std::string_view web_realm = "Handset";
// The algorithms of the web's digest, in the order in which they are offered.
inline constexpr std::array web_digests{DigestAlgorithm::Sha256, DigestAlgorithm::Md5};

struct FreshPassword {
  Account account;
  std::string password;
};

// What a new hash costs: 16 MiB and about a fifth of a second. A kept one keeps its own.
struct ScryptCost {
  std::uint64_t n = 16384;
  std::uint64_t r = 8;
  std::uint64_t p = 5;
};

// What is kept of a password. `open`: it is empty, and there is nothing to check.
struct PasswordProof {
  bool open = false;
  ScryptCost cost{};
  std::string salt{};
  std::string hash{};
  std::array<std::string, web_digests.size()> ha1{};  // as web_digests
};

// Where the records are kept. read: NotFound when there is none yet.
struct AccountRecords {
  std::function<Result<std::string>(std::string_view name)> read;
  std::function<Result<void>(std::string_view name, std::string_view text)> write;
};

struct AccountsOptions {
  ScryptCost cost{};
  // Every web listener is on loopback: passwords may be empty then. A kept one that is empty locks its
  // account otherwise.
  bool open_allowed = false;
  Log* log = nullptr;  // told of accounts that are locked
};

class Accounts {
 public:
  // A new password on its way into the records: first `record` is written under the name `record_name`, then
  // adopt() makes it the one that counts.
  struct Pending {
    Account account = Account::User;
    std::string record_name;
    std::string record;
    PasswordProof proof;
  };

  // `random` outlives the accounts and may be called from any thread; `records` is used during the call only.
  // Errors: Malformed, when a kept record is damaged: it is left as it is, since new passwords would lock out
  // who knows the old ones. Unavailable, when one cannot be read. Records that cannot be written are no
  // error: see kept().
  static Result<std::unique_ptr<Accounts>> load_or_create(const AccountRecords& records, Random& random,
                                                          const AccountsOptions& options = {});
  Accounts(const Accounts&) = delete;
  Accounts& operator=(const Accounts&) = delete;

  // The passwords made at this start that nobody has been told yet; empty at later starts.
  [[nodiscard]] std::vector<FreshPassword> fresh_passwords() const;
  // False when the passwords made at this start are gone with it, as nothing could be written.
  [[nodiscard]] bool kept() const { return kept_; }

  // Slow. Errors: Refused for an empty password where those are not allowed, TooLarge beyond 256 bytes,
  // Unavailable without memory.
  [[nodiscard]] Result<Pending> prepare(Account account, std::string_view password);
  void adopt(Pending pending);
  // Slow. A password that the command line gives: it counts instead of the kept one until the process ends,
  // and is kept nowhere. Errors: as prepare().
  Result<void> use_for_this_run(Account account, std::string_view password);

  // Whether the account logs in without a password.
  [[nodiscard]] bool is_open(Account account) const;
  // Whether it has one that may be asked for: neither open nor locked.
  [[nodiscard]] bool has_password(Account account) const;

  // The account of these credentials if they were checked before. Fast.
  [[nodiscard]] std::optional<Account> recall(std::string_view user, std::string_view password) const;
  // Slow. The account of these credentials, or nothing. As slow for a name that does not exist as for a wrong
  // password.
  [[nodiscard]] std::optional<Account> check(std::string_view user, std::string_view password);

  // H(A1) of the account's password in the realm; nothing while the account is locked. Keep it like a
  // password.
  [[nodiscard]] std::optional<std::string> ha1(Account account, DigestAlgorithm algorithm) const;
  // Rises with each new password of the account.
  [[nodiscard]] std::uint64_t changes(Account account) const;

 private:
  struct Entry {
    PasswordProof kept;
    std::optional<PasswordProof> given;            // for this run
    std::optional<KeyedHash::Hash128> remembered;  // of the right password
    std::uint64_t changes = 0;

    [[nodiscard]] const PasswordProof& proof() const { return given ? *given : kept; }
  };

  Accounts(Random& random, const AccountsOptions& options);
  Result<void> load(const AccountRecords& records, Account account);
  [[nodiscard]] Result<PasswordProof> prove(Account account, std::string_view password);
  [[nodiscard]] KeyedHash::Hash128 remembrance(std::string_view user, std::string_view password) const;
  [[nodiscard]] const PasswordProof* usable(Account account) const;

  Random& random_;
  AccountsOptions options_;
  KeyedHash hash_;
  PasswordProof nobody_;  // what the password of an unknown name is checked against
  mutable std::mutex mutex_;
  std::array<Entry, account_count> entries_;
  std::vector<FreshPassword> fresh_;
  bool kept_ = true;
};

}  // namespace handset::web
