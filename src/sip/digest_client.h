// The side that answers a 401 or 407: reads challenges, picks the one to answer, writes the credentials.
// Used by registrations and calls (ua) and by whoever sends a push. Values only; any thread.
// RFC 3261 22.2-22.3, RFC 8760 2.4 (the topmost challenge whose algorithm is known).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/result.h"
#include "sip/digest.h"

namespace handset::sip {

// One WWW-Authenticate or Proxy-Authenticate; the slices point into the header value.
struct DigestChallenge {
  DigestText realm;
  DigestText nonce;
  DigestText opaque;
  std::optional<DigestAlgorithm> algorithm;  // MD5 when the challenge names none; nothing: not ours
  bool stale = false;
  bool qop_present = false;
  bool offers_auth = false;
  bool offers_auth_int = false;

  // Whether we can answer it: a known algorithm, and a known qop or none at all.
  [[nodiscard]] bool answerable() const;
  // auth when offered, else auth-int, else none.
  [[nodiscard]] Qop qop() const;
};

// Errors: Unsupported (another scheme), Malformed (grammar, a parameter twice, realm or nonce missing),
// TooLarge.
[[nodiscard]] Result<DigestChallenge> parse_digest_challenge(std::string_view value);

// Which algorithms we answer with: all that we know, one alone, or none that is weaker than another.
struct DigestDemand {
  std::optional<DigestAlgorithm> only{};
  DigestAlgorithm minimum = DigestAlgorithm::Md5;

  [[nodiscard]] bool allows(DigestAlgorithm algorithm) const {
    return algorithm >= minimum && (!only || algorithm == *only);
  }
};

// Of the header values of one response, in their order: the first that we can answer and `demand` allows.
// So a peer, or whoever changes its answer on the way, cannot bid us down below the minimum. Errors: NotFound
// (no challenge at all), Unsupported (none that we speak), Refused (the demand allows none of those that we
// speak), Malformed (none sound).
[[nodiscard]] Result<DigestChallenge> choose_digest_challenge(std::span<const std::string_view> values,
                                                              const DigestDemand& demand = {});

struct DigestAnswer {
  std::string_view username{};  // plain; escaped when written
  std::string_view password{};
  std::string_view method{};
  std::string_view uri{};  // the Request-URI as it is sent
  std::string_view body{};
  std::string_view cnonce{};  // unpredictable letters and digits; needed when the challenge offers a qop
  std::uint32_t nc = 1;       // 1 for a new nonce, then one more for each request with it
};

// Appends the value of Authorization or Proxy-Authorization that answers `challenge`, which is answerable().
void append_digest_authorization(std::string& out, const DigestChallenge& challenge,
                                 const DigestAnswer& answer);

}  // namespace handset::sip
