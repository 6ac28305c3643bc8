// The two accounts of the web and API: `admin` and `user`. Owned by the program, used by the web server.
//
// A password is kept as a salted scrypt hash (RFC 7914), with its cost, in the Store; the password itself is
// written nowhere. Missing accounts get random passwords at the first start, which the program shows once.
//
// A right password is remembered as a keyed hash, one for each account, so that a script which polls with
// Basic credentials pays for scrypt once. Any thread; check() and set_password() are slow on purpose.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/result.h"
#include "base/world.h"

namespace handset::web {

enum class Account : std::uint8_t { Admin, User };
inline constexpr std::size_t account_count = 2;

// "admin", "user".
[[nodiscard]] std::string_view account_name(Account account);

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

struct PasswordHash {
  ScryptCost cost;
  std::string salt;
  std::string hash;
};

class Accounts {
 public:
  // Both outlive the accounts, and may be called from any thread. Errors: Malformed, when the kept record is
  // damaged: it is left as it is, since new passwords would lock out who knows the old ones. Unavailable,
  // when it cannot be read. A store that cannot be written is no error: see kept().
  static Result<std::unique_ptr<Accounts>> load_or_create(Store& store, Random& random,
                                                          const ScryptCost& cost = {});
  Accounts(const Accounts&) = delete;
  Accounts& operator=(const Accounts&) = delete;

  // The passwords made at this start that nobody has been told yet; empty at later starts.
  [[nodiscard]] std::vector<FreshPassword> fresh_passwords() const;
  // False when the passwords of this run are gone with it, as nothing could be written.
  [[nodiscard]] bool kept() const;

  // Errors: Refused for an empty password, TooLarge beyond 256 bytes: nothing has changed then. Unavailable:
  // changed, but for this run only.
  Result<void> set_password(Account account, std::string_view password);

  // The account of these credentials if they were checked before. Fast.
  [[nodiscard]] std::optional<Account> recall(std::string_view user, std::string_view password) const;
  // The account of these credentials, or nothing. As slow for a name that does not exist as for a wrong
  // password.
  [[nodiscard]] std::optional<Account> check(std::string_view user, std::string_view password);

 private:
  struct Entry {
    PasswordHash password;
    std::optional<KeyedHash::Hash128> remembered;  // of the right password
    std::uint64_t changes = 0;
  };

  Accounts(Store& store, Random& random, const ScryptCost& cost);
  [[nodiscard]] Result<PasswordHash> hash_of(std::string_view password);
  [[nodiscard]] KeyedHash::Hash128 remembrance(std::string_view user, std::string_view password) const;
  Result<void> keep();

  Store& store_;
  Random& random_;
  ScryptCost cost_;
  KeyedHash hash_;
  PasswordHash nobody_;  // what the password of an unknown name is checked against
  mutable std::mutex mutex_;
  std::array<Entry, account_count> entries_;
  std::vector<FreshPassword> fresh_;
  bool kept_ = false;
};

}  // namespace handset::web
