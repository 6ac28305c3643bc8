#include "web/accounts.h"

#include <algorithm>
#include <openssl/evp.h>
#include <span>
#include <utility>

#include "base/text.h"
#include "sip/digest.h"

namespace handset::web {
namespace {

constexpr std::string_view record_head = "handset web account 1";
constexpr std::size_t hash_bytes = 32;
constexpr std::size_t salt_bytes = 16;
constexpr std::size_t most_password_bytes = 256;
constexpr std::size_t fresh_letters = 16;  // of 5 bits each

bool is_sane(const ScryptCost& cost) {
  return cost.n >= 2 && cost.n <= (1U << 20) && (cost.n & (cost.n - 1)) == 0 && cost.r >= 1 && cost.r <= 32 &&
         cost.p >= 1 && cost.p <= 16;
}

// False when the system has not the memory.
bool scrypt(std::string_view password, const PasswordProof& with, std::string& hash) {
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

bool matches(std::string_view password, const PasswordProof& kept) {
  if (kept.open) return password.empty();
  std::string hash;
  return scrypt(password, kept, hash) && equal_constant_time(hash, kept.hash);
}

std::size_t index(Account account) {
  return static_cast<std::size_t>(account);
}

std::string record_name(Account account) {
  return "web-account-" + std::string(account_name(account));
}

void add_ha1(PasswordProof& proof, Account account, std::string_view password) {
  for (std::size_t i = 0; i < web_digests.size(); ++i)
    proof.ha1[i] = sip::digest_ha1(web_digests[i], account_name(account), web_realm, password).view();
}

// "handset web account 1", then "admin scrypt 16384 8 5 SALT HASH" or "admin open", then "MD5 HA1" and the
// like, a line each.
std::string record_text(Account account, const PasswordProof& proof) {
  std::string out = std::string(record_head) + '\n' + std::string(account_name(account));
  if (proof.open) return out + " open\n";
  out += " scrypt ";
  for (const std::uint64_t number : {proof.cost.n, proof.cost.r, proof.cost.p}) {
    append_decimal(out, number);
    out += ' ';
  }
  out += base64_encode(proof.salt) + ' ' + base64_encode(proof.hash) + '\n';
  for (std::size_t i = 0; i < web_digests.size(); ++i)
    out += std::string(sip::digest_name(web_digests[i])) + ' ' + proof.ha1[i] + '\n';
  return out;
}

std::string_view take_until(std::string_view& text, char end) {
  const auto split = split_once(text, end);
  text = split.after;
  return split.before;
}

std::optional<PasswordProof> parse_scrypt(std::string_view words) {
  const auto n = parse_decimal(take_until(words, ' '), 1U << 20);
  const auto r = parse_decimal(take_until(words, ' '), 32);
  const auto p = parse_decimal(take_until(words, ' '), 16);
  const auto salt = base64_decode(take_until(words, ' '));
  const auto hash = base64_decode(words);
  if (!n || !r || !p || !salt || !hash || salt->size() != salt_bytes || hash->size() != hash_bytes)
    return std::nullopt;
  PasswordProof proof{.cost = {*n, *r, *p}, .salt = *salt, .hash = *hash};
  if (!is_sane(proof.cost)) return std::nullopt;
  return proof;
}

std::optional<PasswordProof> parse_record(std::string_view text, Account account) {
  if (take_until(text, '\n') != record_head) return std::nullopt;
  std::string_view line = take_until(text, '\n');
  if (take_until(line, ' ') != account_name(account)) return std::nullopt;
  if (line == "open" && text.empty()) {
    PasswordProof proof{.open = true};
    add_ha1(proof, account, {});
    return proof;
  }
  if (take_until(line, ' ') != "scrypt") return std::nullopt;
  auto proof = parse_scrypt(line);
  if (!proof) return std::nullopt;
  for (std::size_t i = 0; i < web_digests.size(); ++i) {
    const auto split = split_once(text, '\n');
    line = split.before;
    text = split.after;
    const bool named = take_until(line, ' ') == sip::digest_name(web_digests[i]);
    const bool whole = split.found && line.size() == sip::digest_length(web_digests[i]);
    if (!named || !whole || !std::all_of(line.begin(), line.end(), is_hex)) return std::nullopt;
    proof->ha1[i] = line;
  }
  if (!text.empty()) return std::nullopt;
  return proof;
}

std::string random_bytes(Random& random, std::size_t count) {
  std::string out(count, '\0');
  random.fill(std::as_writable_bytes(std::span(out)));
  return out;
}

}  // namespace

std::string_view account_name(Account account) {
  return account == Account::Admin ? "admin" : "user";
}

std::optional<Account> account_of(std::string_view name) {
  for (const Account account : {Account::Admin, Account::User})
    if (name == account_name(account)) return account;
  return std::nullopt;
}

Accounts::Accounts(Random& random, const AccountsOptions& options)
    : random_(random),
      options_(options),
      hash_(random.key()),
      nobody_{.cost = options.cost,
              .salt = random_bytes(random, salt_bytes),
              .hash = random_bytes(random, hash_bytes)} {}

Result<std::unique_ptr<Accounts>> Accounts::load_or_create(const AccountRecords& records, Random& random,
                                                           const AccountsOptions& options) {
  std::unique_ptr<Accounts> accounts(new Accounts(random, options));
  for (const Account account : {Account::Admin, Account::User})
    if (const auto loaded = accounts->load(records, account); !loaded) return tl::unexpected(loaded.error());
  const PasswordProof& admin = accounts->entries_.front().kept;
  if (!admin.open) accounts->nobody_.cost = admin.cost;
  return accounts;
}

Result<void> Accounts::load(const AccountRecords& records, Account account) {
  Entry& entry = entries_[index(account)];
  const auto text = records.read(record_name(account));
  if (text) {
    auto proof = parse_record(*text, account);
    if (!proof)
      return fail(Errc::Malformed, "the record of a web account is damaged: remove it to get a new password");
    entry.kept = *std::move(proof);
    if (entry.kept.open && !options_.open_allowed && options_.log != nullptr)
      options_.log->write(
          LogLevel::Warning, "web",
          "the account " + std::string(account_name(account)) +
              " has no password, so it is locked while the pages listen on more than loopback");
    return {};
  }
  if (text.error().code != Errc::NotFound) return tl::unexpected(text.error());
  FreshPassword fresh{account, random_.token(fresh_letters)};
  auto proof = prove(account, fresh.password);
  if (!proof) return tl::unexpected(proof.error());
  // Records that cannot be written leave a phone that works, with passwords for this run.
  if (!records.write(record_name(account), record_text(account, *proof))) kept_ = false;
  entry.kept = *std::move(proof);
  fresh_.push_back(std::move(fresh));
  return {};
}

std::vector<FreshPassword> Accounts::fresh_passwords() const {
  const std::lock_guard lock(mutex_);
  return fresh_;
}

Result<PasswordProof> Accounts::prove(Account account, std::string_view password) {
  if (password.empty() && !options_.open_allowed)
    return fail(Errc::Refused, "a password may be empty only while the pages listen on loopback alone");
  if (password.size() > most_password_bytes)
    return fail(Errc::TooLarge, "a password may have 256 bytes at most");
  PasswordProof proof{.open = password.empty(), .cost = options_.cost};
  add_ha1(proof, account, password);
  if (proof.open) return proof;
  proof.salt = random_bytes(random_, salt_bytes);
  if (!scrypt(password, proof, proof.hash)) return fail(Errc::Unavailable, "no memory to hash a password");
  return proof;
}

Result<Accounts::Pending> Accounts::prepare(Account account, std::string_view password) {
  auto proof = prove(account, password);
  if (!proof) return tl::unexpected(proof.error());
  Pending pending{account, record_name(account), record_text(account, *proof), {}};
  pending.proof = *std::move(proof);
  return pending;
}

void Accounts::adopt(Pending pending) {
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_[index(pending.account)];
  entry.kept = std::move(pending.proof);
  entry.remembered.reset();
  ++entry.changes;
  std::erase_if(fresh_, [&](const FreshPassword& fresh) { return fresh.account == pending.account; });
}

Result<void> Accounts::use_for_this_run(Account account, std::string_view password) {
  auto proof = prove(account, password);
  if (!proof) return tl::unexpected(proof.error());
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_[index(account)];
  entry.given = *std::move(proof);
  entry.remembered.reset();
  ++entry.changes;
  return {};
}

// With the mutex held.
const PasswordProof* Accounts::usable(Account account) const {
  const PasswordProof& proof = entries_[index(account)].proof();
  return proof.open && !options_.open_allowed ? nullptr : &proof;
}

bool Accounts::is_open(Account account) const {
  const std::lock_guard lock(mutex_);
  const PasswordProof* proof = usable(account);
  return proof != nullptr && proof->open;
}

bool Accounts::has_password(Account account) const {
  const std::lock_guard lock(mutex_);
  const PasswordProof* proof = usable(account);
  return proof != nullptr && !proof->open;
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
  PasswordProof kept = nobody_;
  std::uint64_t changes = 0;
  bool known = false;
  if (account) {
    const std::lock_guard lock(mutex_);
    if (const PasswordProof* proof = usable(*account)) {
      kept = *proof;
      changes = entries_[index(*account)].changes;
      known = true;
    }
  }
  const bool right = password.size() <= most_password_bytes && matches(password, kept);
  if (!known || !right) return std::nullopt;
  const auto hash = remembrance(user, password);
  const std::lock_guard lock(mutex_);
  Entry& entry = entries_[index(*account)];
  if (entry.changes != changes) return std::nullopt;  // it was the password until a moment ago
  entry.remembered = hash;
  return account;
}

std::optional<std::string> Accounts::ha1(Account account, DigestAlgorithm algorithm) const {
  const auto* const found = std::find(web_digests.begin(), web_digests.end(), algorithm);
  if (found == web_digests.end()) return std::nullopt;
  const std::lock_guard lock(mutex_);
  const PasswordProof* proof = usable(account);
  if (proof == nullptr) return std::nullopt;
  return proof->ha1[static_cast<std::size_t>(found - web_digests.begin())];
}

std::uint64_t Accounts::changes(Account account) const {
  const std::lock_guard lock(mutex_);
  return entries_[index(account)].changes;
}

}  // namespace handset::web
