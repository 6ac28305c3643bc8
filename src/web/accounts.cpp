#include "web/accounts.h"

#include <algorithm>
#include <openssl/evp.h>
#include <span>
#include <utility>

#include "base/text.h"

namespace handset::web {
namespace {

constexpr std::string_view record_name = "web-accounts";
constexpr std::string_view record_head = "handset web accounts 1";
constexpr std::size_t hash_bytes = 32;
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t most_password_bytes = 256;
constexpr std::size_t fresh_letters = 16;  // of 5 bits each

bool is_sane(const ScryptCost& cost) {
  return cost.n >= 2 && cost.n <= (1U << 20) && (cost.n & (cost.n - 1)) == 0 && cost.r >= 1 && cost.r <= 32 &&
         cost.p >= 1 && cost.p <= 16;
}

// False when the system has not the memory.
bool scrypt(std::string_view password, const PasswordHash& with, std::string& hash) {
  const std::uint64_t memory = 128 * with.cost.r * (with.cost.n + with.cost.p + 4);
  std::array<unsigned char, hash_bytes> out{};
  // Char and unsigned char may stand for each other (C++20, 6.7.5 and 7.2.1).
  const auto* salt = reinterpret_cast<const unsigned char*>(with.salt.data());
  if (EVP_PBE_scrypt(password.data(), password.size(), salt, with.salt.size(), with.cost.n, with.cost.r,
                     with.cost.p, memory, out.data(), out.size()) != 1)
    return false;
  hash.assign(out.begin(), out.end());
  return true;
}

bool matches(std::string_view password, const PasswordHash& kept) {
  std::string hash;
  return scrypt(password, kept, hash) && equal_constant_time(hash, kept.hash);
}

// "admin scrypt 16384 8 5 SALT HASH"
void append_entry(std::string& out, Account account, const PasswordHash& kept) {
  out += account_name(account);
  out += " scrypt ";
  for (const std::uint64_t number : {kept.cost.n, kept.cost.r, kept.cost.p}) {
    append_decimal(out, number);
    out += ' ';
  }
  out += base64_encode(kept.salt) + ' ' + base64_encode(kept.hash) + '\n';
}

std::string_view take_word(std::string_view& line) {
  const auto split = split_once(line, ' ');
  line = split.after;
  return split.before;
}

std::optional<PasswordHash> parse_entry(std::string_view line, Account account) {
  if (take_word(line) != account_name(account) || take_word(line) != "scrypt") return std::nullopt;
  const auto n = parse_decimal(take_word(line), 1U << 20);
  const auto r = parse_decimal(take_word(line), 32);
  const auto p = parse_decimal(take_word(line), 16);
  const auto salt = base64_decode(take_word(line));
  const auto hash = base64_decode(line);
  if (!n || !r || !p || !salt || !hash || salt->size() != salt_bytes || hash->size() != hash_bytes)
    return std::nullopt;
  PasswordHash kept{{*n, *r, *p}, *salt, *hash};
  if (!is_sane(kept.cost)) return std::nullopt;
  return kept;
}

std::optional<std::array<PasswordHash, account_count>> parse_record(std::string_view text) {
  std::array<PasswordHash, account_count> out;
  auto lines = split_once(text, '\n');
  if (lines.before != record_head) return std::nullopt;
  for (std::size_t i = 0; i < account_count; ++i) {
    lines = split_once(lines.after, '\n');
    auto kept = lines.found ? parse_entry(lines.before, static_cast<Account>(i)) : std::nullopt;
    if (!kept) return std::nullopt;
    out[i] = *std::move(kept);
  }
  if (!lines.after.empty()) return std::nullopt;
  return out;
}

std::string random_bytes(Random& random, std::size_t count) {
  std::string out(count, '\0');
  random.fill(std::as_writable_bytes(std::span(out)));
  return out;
}

std::optional<Account> account_of(std::string_view user) {
  for (const Account account : {Account::Admin, Account::User})
    if (user == account_name(account)) return account;
  return std::nullopt;
}

std::size_t index(Account account) {
  return static_cast<std::size_t>(account);
}

}  // namespace

std::string_view account_name(Account account) {
  return account == Account::Admin ? "admin" : "user";
}

Accounts::Accounts(Store& store, Random& random, const ScryptCost& cost)
    : store_(store),
      random_(random),
      cost_(cost),
      hash_(random.key()),
      nobody_{cost, random_bytes(random, salt_bytes), random_bytes(random, hash_bytes)} {}

Result<std::unique_ptr<Accounts>> Accounts::load_or_create(Store& store, Random& random,
                                                           const ScryptCost& cost) {
  std::unique_ptr<Accounts> accounts(new Accounts(store, random, cost));
  const auto text = store.read(record_name);
  if (text) {
    const auto record = parse_record(*text);
    if (!record)
      return fail(Errc::Malformed, "the record web-accounts is damaged: remove it to get new passwords");
    for (std::size_t i = 0; i < account_count; ++i) accounts->entries_[i].password = (*record)[i];
    accounts->nobody_.cost = accounts->entries_.front().password.cost;
    accounts->kept_ = true;
    return accounts;
  }
  if (text.error().code != Errc::NotFound) return tl::unexpected(text.error());
  for (const Account account : {Account::Admin, Account::User}) {
    FreshPassword fresh{account, random.token(fresh_letters)};
    auto hash = accounts->hash_of(fresh.password);
    if (!hash) return tl::unexpected(hash.error());
    accounts->entries_[index(account)].password = *std::move(hash);
    accounts->fresh_.push_back(std::move(fresh));
  }
  // A store that cannot be written leaves a phone that works, with passwords for this run.
  accounts->kept_ = accounts->keep().has_value();
  return accounts;
}

std::vector<FreshPassword> Accounts::fresh_passwords() const {
  const std::lock_guard lock(mutex_);
  return fresh_;
}

bool Accounts::kept() const {
  const std::lock_guard lock(mutex_);
  return kept_;
}

Result<PasswordHash> Accounts::hash_of(std::string_view password) {
  PasswordHash made{cost_, random_bytes(random_, salt_bytes), {}};
  if (!scrypt(password, made, made.hash)) return fail(Errc::Unavailable, "no memory to hash a password");
  return made;
}

Result<void> Accounts::set_password(Account account, std::string_view password) {
  if (password.empty()) return fail(Errc::Refused, "a password may not be empty");
  if (password.size() > most_password_bytes)
    return fail(Errc::TooLarge, "a password may have 256 bytes at most");
  auto hash = hash_of(password);
  if (!hash) return tl::unexpected(hash.error());
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_[index(account)];
  entry.password = *std::move(hash);
  entry.remembered.reset();
  ++entry.changes;
  std::erase_if(fresh_, [&](const FreshPassword& fresh) { return fresh.account == account; });
  const auto kept = keep();
  kept_ = kept.has_value();
  return kept;
}

KeyedHash::Hash128 Accounts::remembrance(std::string_view user, std::string_view password) const {
  return hash_.hash128({user, password});
}

std::optional<Account> Accounts::recall(std::string_view user, std::string_view password) const {
  const auto account = account_of(user);
  if (!account) return std::nullopt;
  const auto hash = remembrance(user, password);
  const std::lock_guard lock(mutex_);
  return entries_[index(*account)].remembered == hash ? account : std::nullopt;
}

std::optional<Account> Accounts::check(std::string_view user, std::string_view password) {
  const auto account = account_of(user);
  PasswordHash kept = nobody_;
  std::uint64_t changes = 0;
  if (account) {
    const std::lock_guard lock(mutex_);
    kept = entries_[index(*account)].password;
    changes = entries_[index(*account)].changes;
  }
  const bool right = password.size() <= most_password_bytes && matches(password, kept);
  if (!account || !right) return std::nullopt;
  const auto hash = remembrance(user, password);
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_[index(*account)];
  if (entry.changes != changes) return std::nullopt;  // it was the password until a moment ago
  entry.remembered = hash;
  return account;
}

// With the mutex held, or before anybody else knows of the accounts.
Result<void> Accounts::keep() {
  std::string text(record_head);
  text += '\n';
  for (const Account account : {Account::Admin, Account::User})
    append_entry(text, account, entries_[index(account)].password);
  return store_.write(record_name, text);
}

}  // namespace handset::web
