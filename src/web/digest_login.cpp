#include "web/digest_login.h"

#include "base/hash.h"

namespace handset::web {
namespace {

// What the answer of an unknown name is compared with, so that it costs the same.
std::string nobody(DigestAlgorithm algorithm) {
  return std::string(sip::digest_length(algorithm), '0');
}

std::optional<Account> account_named(const sip::DigestText& name) {
  for (const Account account : {Account::Admin, Account::User})
    if (name.equals(account_name(account))) return account;
  return std::nullopt;
}

std::optional<DigestAlgorithm> algorithm_named(const sip::DigestText& name) {
  const auto algorithm = name.present ? sip::digest_algorithm(name.raw) : DigestAlgorithm::Md5;
  for (const DigestAlgorithm ours : web_digests)
    if (algorithm == ours) return ours;
  return std::nullopt;
}

// All that an answer to one of our challenges has, with the target that was asked for.
bool is_whole(const sip::DigestCredentials& given, const io::HttpRequest& request) {
  return given.username.present && given.nonce.present && given.response.present && given.cnonce.present &&
         given.uri.equals(request.target) && given.qop.equals("auth") && sip::parse_nonce_count(given.nc.raw);
}

struct DigestAnswer {
  sip::DigestCredentials given;
  DigestAlgorithm algorithm;
};

// Nothing: it is no answer to a challenge of this phone. It refers to `value`.
std::optional<DigestAnswer> read_answer(const io::HttpRequest& request, std::string_view value) {
  const auto given = sip::parse_digest_credentials(value);
  if (!given || !is_whole(*given, request)) return std::nullopt;
  const auto algorithm = algorithm_named(given->algorithm);
  if (!algorithm || !given->realm.equals(web_realm)) return std::nullopt;
  return DigestAnswer{*given, *algorithm};
}

// Whether it is made with this HA1; with nothing it is not, at the same cost.
bool is_right(const io::HttpRequest& request, const DigestAnswer& answer,
              const std::optional<std::string_view>& ha1) {
  const sip::DigestCredentials& given = answer.given;
  const std::string nobodys = nobody(answer.algorithm);
  const HexDigest expected = sip::digest_response(answer.algorithm, ha1.value_or(nobodys),
                                                  {.method = request.method,
                                                   .uri = given.uri.raw,
                                                   .nonce = given.nonce.raw,
                                                   .qop = sip::Qop::Auth,
                                                   .qop_text = given.qop.raw,
                                                   .nc = given.nc.raw,
                                                   .cnonce = given.cnonce.raw});
  return equal_constant_time(expected.view(), given.response.raw) && ha1;
}

std::string challenge(std::string_view nonce, DigestAlgorithm algorithm, bool stale) {
  return "Digest realm=\"" + std::string(web_realm) + "\", nonce=\"" + std::string(nonce) +
         "\", algorithm=" + std::string(sip::digest_name(algorithm)) + ", qop=\"auth\", charset=UTF-8" +
         (stale ? ", stale=true" : "");
}

}  // namespace

DigestLogin::DigestLogin(Accounts& accounts, Random& random, SteadyTime now)
    : accounts_(accounts),
      nonces_(random),
      ledgers_{fresh_ledger(Account::Admin, now), fresh_ledger(Account::User, now)},
      others_(nonces_.mark(now)) {}

// An answer made with an older password counts no more, and none can be repeated.
DigestLogin::Ledger DigestLogin::fresh_ledger(Account account, SteadyTime now) {
  return {accounts_.changes(account), sip::NonceLedger(nonces_.mark(now))};
}

DigestOutcome DigestLogin::check(const io::HttpRequest& request, std::string_view value, SteadyTime now) {
  const auto answer = read_answer(request, value);
  if (!answer) return {DigestVerdict::Malformed};
  const auto account = account_named(answer->given.username);
  const std::uint64_t changes = account ? accounts_.changes(*account) : 0;
  const auto ha1 = account ? accounts_.ha1(*account, answer->algorithm) : std::nullopt;
  if (!is_right(request, *answer, ha1)) return {DigestVerdict::Wrong};

  const std::lock_guard lock(mutex_);
  Ledger& ledger = ledgers_[static_cast<std::size_t>(*account)];
  if (ledger.changes != changes) ledger = fresh_ledger(*account, now);
  return {use(request, answer->given, ledger.used, now), *account};
}

DigestVerdict DigestLogin::check_others(const io::HttpRequest& request, std::string_view value,
                                        const Credentials& expected, SteadyTime now) {
  const auto answer = read_answer(request, value);
  if (!answer) return DigestVerdict::Malformed;
  // Worked out whatever the name, so that it costs the same.
  const auto ha1 = sip::digest_ha1(answer->algorithm, expected.user, web_realm, expected.password);
  const bool named = answer->given.username.equals(expected.user);
  if (!is_right(request, *answer, named ? std::optional(ha1.view()) : std::nullopt))
    return DigestVerdict::Wrong;

  const std::lock_guard lock(mutex_);
  return use(request, answer->given, others_, now);
}

DigestVerdict DigestLogin::use(const io::HttpRequest& request, const sip::DigestCredentials& given,
                               sip::NonceLedger& used, SteadyTime now) {
  const auto nonce = nonces_.check(given.nonce.raw, {0, request.remote.address}, nonce_lifetime, now);
  if (nonce.state != sip::NonceState::Valid) return DigestVerdict::Stale;
  const auto counted = used.use(nonce.issued, sip::parse_nonce_count(given.nc.raw), nonce_lifetime, now);
  // A client with several connections may count out of turn: with a new nonce it begins again.
  return counted == sip::NonceUse::Counted ? DigestVerdict::Right : DigestVerdict::Stale;
}

std::vector<std::string> DigestLogin::challenges(const IpAddress& source, bool stale, SteadyTime now) {
  const std::lock_guard lock(mutex_);
  const auto nonce = nonces_.make({0, source}, now);
  std::vector<std::string> out;
  out.reserve(web_digests.size());
  for (const DigestAlgorithm algorithm : web_digests)
    out.push_back(challenge(nonce.view(), algorithm, stale));
  return out;
}

std::string DigestLogin::md5_challenge(const IpAddress& source, bool stale, SteadyTime now) {
  const std::lock_guard lock(mutex_);
  return challenge(nonces_.make({0, source}, now).view(), DigestAlgorithm::Md5, stale);
}

}  // namespace handset::web
