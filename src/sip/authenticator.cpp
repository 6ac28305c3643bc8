#include "sip/authenticator.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "base/world.h"
#include "sip/grammar.h"

namespace handset::sip {
namespace {

AuthOutcome challenge(std::string_view reason) {
  return {AuthVerdict::Challenge, false, 0, reason};
}
AuthOutcome stale_challenge(std::string_view reason) {
  return {AuthVerdict::Challenge, true, 0, reason};
}
AuthOutcome malformed(std::string_view reason) {
  return {AuthVerdict::Malformed, false, 0, reason};
}
AuthOutcome slow(Duration wait) {
  const auto whole = std::chrono::ceil<seconds>(wait).count();
  return {AuthVerdict::Slow, false, static_cast<std::uint32_t>(whole),
          "too many wrong answers from this address"};
}

// Quotes are no matter here: the field's own names and options hold nothing that would need a quoted-pair.
std::optional<Qop> read_qop(const DigestText& qop, bool auth_int_offered) {
  if (!qop.present) return Qop::None;
  if (equal_ignoring_case(qop.raw, "auth")) return Qop::Auth;
  if (auth_int_offered && equal_ignoring_case(qop.raw, "auth-int")) return Qop::AuthInt;
  return std::nullopt;
}

std::optional<DigestAlgorithm> offered_algorithm(const DigestText& name, const DigestOffer& offer) {
  const auto algorithm = name.present ? digest_algorithm(name.raw) : DigestAlgorithm::Md5;
  if (!algorithm || std::find(offer.begin(), offer.end(), *algorithm) == offer.end()) return std::nullopt;
  return algorithm;
}

std::string without_controls(std::string text) {
  std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return text;
}

// Credentials that are worth a look at the password.
struct Answer {
  DigestAlgorithm algorithm = DigestAlgorithm::Md5;
  DigestInput input;
  std::optional<std::uint32_t> count;  // nothing without qop
};

// All that can be said without nonce and password: nothing that guesses either gets beyond here for free.
std::optional<AuthOutcome> read_answer(const AuthRequest& request, const DigestCredentials& given,
                                       const DigestPolicy& policy, DigestAlgorithm algorithm,
                                       Answer& answer) {
  if (!given.username.present || !given.nonce.present || !given.uri.present || !given.response.present)
    return malformed("digest without username, nonce, uri or response");
  if (given.uri.raw != request.request_uri) return malformed("digest uri is not the Request-URI");
  if (given.response.raw.size() != digest_length(algorithm))
    return challenge("response has not the length of its algorithm");
  const auto qop = read_qop(given.qop, policy.offer_auth_int);
  if (!qop) return challenge("qop was not offered");

  if (*qop != Qop::None) {
    if (!given.cnonce.present) return malformed("digest with qop but without cnonce");
    answer.count = parse_nonce_count(given.nc.raw);
    if (!answer.count) return malformed("nc is not 8 hexadecimal digits");
    if (*answer.count == 0) return challenge("nc is zero");
  }
  answer.algorithm = algorithm;
  answer.input = {.method = request.method,
                  .uri = given.uri.raw,
                  .nonce = given.nonce.raw,
                  .qop = *qop,
                  .qop_text = given.qop.raw,
                  .nc = given.nc.raw,
                  .cnonce = given.cnonce.raw,
                  .body = request.body};
  return std::nullopt;
}

}  // namespace

DigestOffer::DigestOffer(std::initializer_list<DigestAlgorithm> algorithms) {
  for (const auto algorithm : algorithms)
    if (std::find(begin(), end(), algorithm) == end()) algorithms_[size_++] = algorithm;
}

Result<DigestOffer> DigestOffer::parse(std::string_view names) {
  DigestOffer offer({});
  Result<void> result;
  for_each_item(names, [&](std::string_view name) {
    const auto algorithm = digest_algorithm(name);
    const auto at = static_cast<std::size_t>(name.data() - names.data());
    if (!result) return;
    if (!algorithm)
      result = fail(Errc::Malformed, "unknown digest algorithm; known are MD5, SHA-256, SHA-512-256", at);
    else if (std::find(offer.begin(), offer.end(), *algorithm) != offer.end())
      result = fail(Errc::Malformed, "digest algorithm named twice", at);
    else
      offer.algorithms_[offer.size_++] = *algorithm;
  });
  if (!result) return tl::unexpected(result.error());
  if (offer.size() == 0) return fail(Errc::Malformed, "no digest algorithm named");
  return offer;
}

LineAccount::LineAccount(const LineAccountSettings& settings, SteadyTime watermark)
    : realm_(without_controls(settings.realm)),
      policy_(settings.policy),
      ledger_(watermark, settings.policy.ledger_capacity),
      line_(settings.line) {
  if (settings.password.empty()) return;
  usernames_.reserve(settings.usernames.size());
  ha1_.reserve(settings.usernames.size() * policy_.algorithms.size());
  for (const auto& name : settings.usernames) {
    if (name.empty() || std::find(usernames_.begin(), usernames_.end(), name) != usernames_.end()) continue;
    usernames_.push_back(name);
    for (const auto algorithm : policy_.algorithms)
      ha1_.push_back(digest_ha1(algorithm, name, realm_, settings.password));
  }
}

const HexDigest* LineAccount::ha1(const DigestText& username, DigestAlgorithm algorithm) const {
  std::size_t at = 0;
  for (const auto& name : usernames_) {
    const bool ours = username.equals(name);
    for (const auto offered : policy_.algorithms) {
      if (ours && offered == algorithm) return &ha1_[at];
      ++at;
    }
  }
  return nullptr;
}

bool LineAccount::has_ha2(DigestAlgorithm algorithm, const DigestInput& input) const {
  const std::string_view a2 = last_a2_;
  const std::size_t colon = input.method.size();
  return algorithm == last_algorithm_ && input.qop != Qop::AuthInt &&
         a2.size() == colon + 1 + input.uri.size() && a2.starts_with(input.method) && a2[colon] == ':' &&
         a2.substr(colon + 1) == input.uri;
}

void LineAccount::keep_ha2(DigestAlgorithm algorithm, const DigestInput& input, const HexDigest& ha2) {
  if (input.qop == Qop::AuthInt) return;  // over a body, which is another each time
  last_a2_.assign(input.method).append(":").append(input.uri);
  last_algorithm_ = algorithm;
  last_ha2_ = ha2;
}

AuthRequest auth_request(const Message& request, const IpAddress& source) {
  AuthRequest asked{request.method_name(), request.request_uri(), request.body(), source};
  for (const HeaderLine* line = request.find(Field::Authorization);
       line != nullptr && asked.authorization_count < AuthRequest::max_values; line = request.next(*line))
    asked.authorization[asked.authorization_count++] = line->value;
  return asked;
}

Authenticator::Authenticator(Random& random, const FailureSketchOptions& slowing)
    : nonces_(random),
      failures_{FailureSketch(slowing, random), FailureSketch(slowing, random),
                FailureSketch(slowing, random)} {}

LineAccount Authenticator::open(const LineAccountSettings& settings, SteadyTime now) {
  return LineAccount(settings, nonces_.mark(now));
}

AuthOutcome Authenticator::check(const AuthRequest& request, LineAccount& account, SteadyTime now) {
  AuthOutcome without =
      challenge(request.authorization_count == 0 ? "no credentials" : "no digest credentials for this realm");
  for (std::size_t i = 0; i < request.authorization_count; ++i) {
    const auto given = parse_digest_credentials(request.authorization[i]);
    if (!given) {
      if (given.error().code != Errc::Unsupported) without = malformed(given.error().what);
      continue;
    }
    if (!given->realm.equals(account.realm())) continue;
    // A client may answer several challenges of the realm; the first answer to one of ours counts.
    const auto algorithm = offered_algorithm(given->algorithm, account.policy().algorithms);
    if (algorithm) return check_answer(request, *given, *algorithm, account, now);
    without = challenge("digest algorithm was not offered");
  }
  return without;
}

AuthOutcome Authenticator::check_answer(const AuthRequest& request, const DigestCredentials& given,
                                        DigestAlgorithm algorithm, LineAccount& account, SteadyTime now) {
  const DigestPolicy& policy = account.policy();
  Answer answer;
  if (const auto refused = read_answer(request, given, policy, algorithm, answer)) return *refused;

  const NonceCheck nonce =
      nonces_.check(given.nonce.raw, {account.line(), request.source}, policy.nonce_lifetime, now);
  const bool valid = nonce.state == NonceState::Valid;
  FailureSketch& failures = failures_[static_cast<std::size_t>(nonce.state)];
  if (const Duration wait = failures.delay(request.source, now); wait > Duration::zero())
    return valid ? slow(wait) : challenge("nonce unknown or expired, and too many wrong answers before");

  const HexDigest* ha1 = account.ha1(given.username, algorithm);
  const bool known = account.has_ha2(algorithm, answer.input);
  const HexDigest ha2 = known ? account.last_ha2_ : digest_ha2(algorithm, answer.input);
  if (ha1 == nullptr ||
      !equal_constant_time(digest_response(algorithm, ha1->view(), ha2.view(), answer.input).view(),
                           given.response.raw)) {
    failures.record_failure(request.source, now);
    return challenge("wrong username or password");
  }
  if (!valid) return stale_challenge("right password, but the nonce is expired or unknown");

  switch (account.ledger_.use(nonce.issued, answer.count, policy.nonce_lifetime, now)) {
    case NonceUse::Counted:
      if (!known) account.keep_ha2(algorithm, answer.input, ha2);
      return {AuthVerdict::Accepted, false, 0, "accepted"};
    case NonceUse::Retired:
      return stale_challenge("right password, but the nonce gave way to newer ones");
    case NonceUse::Replayed:
      break;
  }
  return challenge("nonce used before with this count or a higher one");
}

void Authenticator::write_challenge(Writer& out, const LineAccount& account, const IpAddress& source,
                                    bool stale, SteadyTime now) {
  const NonceText nonce = nonces_.make({account.line(), source}, now);
  for (const auto algorithm : account.policy().algorithms) {
    out.begin_header(Field::WwwAuthenticate);
    out.literal("Digest realm=");
    out.quoted(account.realm());
    out.literal(", nonce=\"");
    out.text(nonce.view());
    out.literal("\", algorithm=");
    out.text(digest_name(algorithm));
    out.literal(account.policy().offer_auth_int ? Literal(", qop=\"auth,auth-int\"")
                                                : Literal(", qop=\"auth\""));
    if (stale) out.literal(", stale=true");
    out.end_header();
  }
}

}  // namespace handset::sip
