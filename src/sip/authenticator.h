// Checks the digest of a request for a line and writes the challenge. RFC 3261 22.4, RFC 8760.
//
// The Authenticator is one per shard: the secret behind the nonces, and what slows guessing. A LineAccount
// is one per line: its names, its password as H(A1), its replay window. A check remembers nothing and
// allocates nothing until an answer is right; it costs two hashes.
//
// Guessing is slowed per source address, and a forged source cannot slow anybody else: only answers to a
// nonce that is valid for the source, which therefore receives what we send, lead to Slow. Answers to an
// unknown or an expired nonce never do; once there were too many of them the source just gets a fresh
// challenge without a look at the password (and hence without `stale`).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/hash.h"
#include "base/time.h"
#include "sip/digest.h"
#include "sip/failure_sketch.h"
#include "sip/message.h"
#include "sip/nonce.h"
#include "sip/nonce_ledger.h"
#include "sip/writer.h"

namespace handset {
class Random;
}

namespace handset::sip {

// The algorithms that a line offers, best first; each at most once. MD5 alone by default.
class DigestOffer {
 public:
  DigestOffer() : DigestOffer({DigestAlgorithm::Md5}) {}
  DigestOffer(std::initializer_list<DigestAlgorithm> algorithms);

  // "SHA-256,MD5": names in any case, blanks around them. Errors: Malformed (empty, unknown or twice).
  [[nodiscard]] static Result<DigestOffer> parse(std::string_view names);

  [[nodiscard]] const DigestAlgorithm* begin() const { return algorithms_.data(); }
  [[nodiscard]] const DigestAlgorithm* end() const { return algorithms_.data() + size_; }
  [[nodiscard]] std::size_t size() const { return size_; }

  friend bool operator==(const DigestOffer&, const DigestOffer&) = default;

 private:
  std::array<DigestAlgorithm, 3> algorithms_{};
  std::uint8_t size_ = 0;
};

struct DigestPolicy {
  DigestOffer algorithms;
  Duration nonce_lifetime{seconds{60}};
  bool offer_auth_int = false;  // beside auth
  std::uint32_t ledger_capacity = NonceLedger::default_capacity;

  friend bool operator==(const DigestPolicy&, const DigestPolicy&) = default;
};

struct LineAccountSettings {
  std::uint32_t line = 0;                // unique within the shard
  std::vector<std::string> usernames{};  // User ID, Auth ID; empty ones and repetitions are left out
  std::string realm{};                   // control characters are left out
  std::string password{};                // empty: every digest is refused
  DigestPolicy policy{};
};

// Made by Authenticator::open(). Holds no password, only H(A1). Movable; a line owns it.
class LineAccount {
 public:
  [[nodiscard]] std::uint32_t line() const { return line_; }
  [[nodiscard]] std::string_view realm() const { return realm_; }
  [[nodiscard]] const DigestPolicy& policy() const { return policy_; }
  [[nodiscard]] const NonceLedger& ledger() const { return ledger_; }

 private:
  friend class Authenticator;
  LineAccount(const LineAccountSettings& settings, SteadyTime watermark);
  // Null when the name is none of ours, the line has no password or does not offer the algorithm.
  [[nodiscard]] const HexDigest* ha1(const DigestText& username, DigestAlgorithm algorithm) const;
  // Whether last_ha2_ is that of this request.
  [[nodiscard]] bool has_ha2(DigestAlgorithm algorithm, const DigestInput& input) const;
  void keep_ha2(DigestAlgorithm algorithm, const DigestInput& input, const HexDigest& ha2);

  std::string realm_;
  std::vector<std::string> usernames_;
  std::vector<HexDigest> ha1_;  // for each username, for each algorithm offered; empty without a password
  // Of the request that was accepted last. Whoever writes to a line writes to the same URI each time.
  std::string last_a2_;
  DigestAlgorithm last_algorithm_ = DigestAlgorithm::Md5;
  HexDigest last_ha2_;
  DigestPolicy policy_;
  NonceLedger ledger_;
  std::uint32_t line_;
};

// Slices of a request. They need to live for the call only.
struct AuthRequest {
  // A request may answer several realms, one Authorization field each; more than these are not looked at.
  static constexpr std::size_t max_values = 8;

  std::string_view method{};
  std::string_view request_uri{};
  std::string_view body{};
  IpAddress source{};
  std::array<std::string_view, max_values> authorization{};  // values, in their order
  std::size_t authorization_count = 0;
};

// What of a request, which came from `source`, the check needs.
[[nodiscard]] AuthRequest auth_request(const Message& request, const IpAddress& source);

enum class AuthVerdict : std::uint8_t {
  Accepted,
  Challenge,  // 401 with write_challenge()
  Malformed,  // 400
  Slow,       // 503 with Retry-After
};

struct AuthOutcome {
  AuthVerdict verdict = AuthVerdict::Challenge;
  bool stale = false;             // for write_challenge()
  std::uint32_t retry_after = 0;  // seconds, with Slow
  std::string_view reason;        // a literal for log and trace; with Malformed also fit for the peer

  [[nodiscard]] bool accepted() const { return verdict == AuthVerdict::Accepted; }
};

class Authenticator {
 public:
  explicit Authenticator(Random& random, const FailureSketchOptions& slowing = {});

  // An account with an empty replay window. It takes no nonce from before this call: reopening a line, also
  // under the same number, makes no request repeatable.
  [[nodiscard]] LineAccount open(const LineAccountSettings& settings, SteadyTime now);

  // The whole check, once per request. Accepted counts the nonce, so a second call with the same request
  // is a replay.
  [[nodiscard]] AuthOutcome check(const AuthRequest& request, LineAccount& account, SteadyTime now);

  // Writes one header line per algorithm, best first, all with one fresh nonce:
  // WWW-Authenticate: Digest realm="r", nonce="n", algorithm=MD5, qop="auth"[, stale=true]
  void write_challenge(Writer& out, const LineAccount& account, const IpAddress& source, bool stale,
                       SteadyTime now);

 private:
  [[nodiscard]] AuthOutcome check_answer(const AuthRequest& request, const DigestCredentials& given,
                                         DigestAlgorithm algorithm, LineAccount& account, SteadyTime now);

  NonceMaker nonces_;
  std::array<FailureSketch, 3> failures_;  // by NonceState: each kind of proof is slowed on its own
};

}  // namespace handset::sip
