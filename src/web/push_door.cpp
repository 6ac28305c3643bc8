#include "web/push_door.h"

#include "base/hash.h"
#include "base/text.h"

namespace handset::web {
namespace {

using Kind = PushVerdict::Kind;

constexpr std::string_view digest_scheme = "Digest ";

PushVerdict admitted() {
  return {.kind = Kind::Admitted};
}

PushVerdict unknown(std::string words) {
  return {.kind = Kind::Unknown, .words = std::move(words)};
}

PushVerdict stale() {
  return {.kind = Kind::Unknown, .words = "The challenge is too old, or was answered before.", .stale = true};
}

PushVerdict later(Duration wait) {
  return {.kind = Kind::Later,
          .words = "Too many wrong passwords came from your address; wait a little.",
          .wait = wait};
}

std::string who_may(PushMode mode) {
  return mode == PushMode::RemoteCredential
             ? "A push needs the name and password of XML_User_Name and XML_Password."
             : "A push needs the name and password of this phone's user account.";
}

bool is_remote(const Credentials& given, const Credentials& expected) {
  const bool name = equal_constant_time(given.user, expected.user);
  const bool password = equal_constant_time(given.password, expected.password);
  return name && password;
}

bool has_remote(const PushRules& rules) {
  return !rules.remote.user.empty() && !rules.remote.password.empty();
}

bool takes_plain(const io::HttpRequest& request, const PushRules& rules) {
  return request.tls || rules.basic_in_clear;
}

bool is_account(std::string_view name) {
  return name == account_name(Account::Admin) || name == account_name(Account::User);
}

std::optional<Credentials> plain_credentials(std::string_view value) {
  if (auto credentials = basic_credentials(value)) return credentials;
  return bare_credentials(value);
}

// What keeps everybody out.
std::optional<PushVerdict> closed(const PushRules& rules, const Accounts& accounts) {
  const auto because = [](std::string words) {
    return PushVerdict{.kind = Kind::Closed, .words = std::move(words)};
  };
  if (!rules.enabled) return because("Pushes by HTTP are off: CISCO_XML_EXE_Enable switches them on.");
  if (rules.mode == PushMode::LocalCredential && !accounts.has_password(Account::User))
    return because("The user account has no password, so nobody can push with it: set User_Password.");
  if (rules.mode == PushMode::RemoteCredential && !has_remote(rules))
    return because("Nobody can push as long as XML_User_Name and XML_Password are not both set.");
  return std::nullopt;
}

}  // namespace

// In every mode the same for a wrong name as for a wrong password.
PushVerdict PushDoor::failed(const io::HttpRequest& request) {
  parts_.logins.record_failure(request.remote.address);
  return unknown("The name or the password is wrong.");
}

std::optional<PushVerdict> PushDoor::wait_of(const io::HttpRequest& request) const {
  const Duration wait = parts_.logins.delay(request.remote.address);
  return wait > Duration::zero() ? std::optional(later(wait)) : std::nullopt;
}

void PushDoor::check(const io::HttpRequest& request, const Then& then) {
  const PushRules rules = parts_.rules();
  if (auto verdict = closed(rules, parts_.accounts)) return then(*verdict);
  if (rules.mode == PushMode::Trusted) return then(admitted());
  if (const auto verdict = wait_of(request)) return then(*verdict);

  const std::string_view value = authorization_of(request);
  if (starts_with_ignoring_case(value, digest_scheme)) return then(check_digest(request, value, rules));
  auto given = plain_credentials(value);
  if (!given) return then(unknown(who_may(rules.mode)));
  if (!takes_plain(request, rules))
    return then(
        unknown("Without TLS a password is taken by Digest only, unless CISCO_XML_EXE_Allow_Basic is on."));
  check_plain(request, *std::move(given), rules, then);
}

PushVerdict PushDoor::check_digest(const io::HttpRequest& request, std::string_view value,
                                   const PushRules& rules) {
  const auto verdict = [&] {
    if (rules.mode == PushMode::RemoteCredential)
      return parts_.digest.check_others(request, value, rules.remote, parts_.now());
    const DigestOutcome outcome = parts_.digest.check(request, value, parts_.now());
    // The admin account does not push. Told apart from a wrong password, it could be guessed here.
    return outcome.account == Account::Admin ? DigestVerdict::Wrong : outcome.verdict;
  }();
  switch (verdict) {
    case DigestVerdict::Right:
      return admitted();
    case DigestVerdict::Stale:
      return stale();
    case DigestVerdict::Malformed:
      return {.kind = Kind::Malformed,
              .words = "The Authorization field is no answer to this phone's challenge."};
    case DigestVerdict::Wrong:
      break;
  }
  return failed(request);
}

void PushDoor::check_plain(const io::HttpRequest& request, Credentials given, const PushRules& rules,
                           const Then& then) {
  if (rules.mode == PushMode::RemoteCredential)
    return then(is_remote(given, rules.remote) ? admitted() : failed(request));
  // As with digest.
  if (given.user != account_name(Account::User)) return then(failed(request));
  parts_.logins.check(request.remote.address, std::move(given), [then](const LoginOutcome& outcome) {
    switch (outcome.verdict) {
      case LoginOutcome::Verdict::Right:
        return then(admitted());
      case LoginOutcome::Verdict::Wrong:
        return then(unknown("The name or the password is wrong."));
      case LoginOutcome::Verdict::Later:
        return then(later(outcome.wait));
      case LoginOutcome::Verdict::Busy:
        return then({.kind = Kind::Busy, .words = "The phone is busy; try again.", .wait = seconds(1)});
    }
  });
}

std::optional<PushVerdict> PushDoor::admit_stranger(const io::HttpRequest& request) {
  const PushRules rules = parts_.rules();
  if (!rules.enabled || rules.mode == PushMode::LocalCredential) return std::nullopt;
  if (rules.mode == PushMode::Trusted) return admitted();
  if (!has_remote(rules)) return std::nullopt;
  const std::string_view value = authorization_of(request);
  if (starts_with_ignoring_case(value, digest_scheme)) return admit_by_digest(request, value, rules);
  if (!takes_plain(request, rules)) return std::nullopt;
  const auto basic = basic_credentials(value);
  if (basic && is_account(basic->user)) return std::nullopt;
  // Without the name of a scheme no account logs in.
  const auto given = basic ? basic : bare_credentials(value);
  if (!given) return std::nullopt;
  // Judged and counted in one step: the accounts' slow check would let many guesses through meanwhile.
  if (const auto verdict = wait_of(request)) return verdict;
  return is_remote(*given, rules.remote) ? admitted() : failed(request);
}

// What is not right may be the answer of an account, and the logins count it when it is not.
std::optional<PushVerdict> PushDoor::admit_by_digest(const io::HttpRequest& request, std::string_view value,
                                                     const PushRules& rules) {
  if (wait_of(request)) return std::nullopt;
  const DigestVerdict verdict = parts_.digest.check_others(request, value, rules.remote, parts_.now());
  if (verdict == DigestVerdict::Right) return admitted();
  if (verdict == DigestVerdict::Stale) return stale();
  return std::nullopt;
}

std::vector<HttpField> PushDoor::challenges(const io::HttpRequest& request, bool stale) {
  std::vector<HttpField> out;
  out.push_back(
      {"WWW-Authenticate", parts_.digest.md5_challenge(request.remote.address, stale, parts_.now())});
  if (takes_plain(request, parts_.rules()))
    out.push_back({"WWW-Authenticate", "Basic realm=\"" + std::string(web_realm) + "\", charset=\"UTF-8\""});
  return out;
}

}  // namespace handset::web
