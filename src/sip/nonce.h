// Nonces that need no table: the time of issue and a keyed hash over it, the line and the source address
// (never the port: a NAT may change it between a challenge and its answer). The secret is made at start and
// never leaves the process, so that a nonce of an earlier run is foreign. One maker per shard.
// RFC 7616 3.3, 5.4; RFC 3261 22.4.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/address.h"
#include "base/hash.h"
#include "base/time.h"

namespace handset {
class Random;
}

namespace handset::sip {

// 30 lower-case hexadecimal digits: 14 of time, which last for 2000 years, and 16 of hash. With one more the
// response to it would be hashed in three blocks of MD5 instead of two, where the client nonce has 8
// letters.
class NonceText {
 public:
  static constexpr std::size_t time_digits = 14;
  static constexpr std::size_t length = time_digits + 16;
  [[nodiscard]] std::string_view view() const { return {text_.data(), text_.size()}; }

 private:
  friend class NonceMaker;
  std::array<char, length> text_{};
};

// Whom a nonce is for.
struct NonceScope {
  std::uint32_t line = 0;  // unique within the shard
  IpAddress source;
};

enum class NonceState : std::uint8_t {
  Foreign,  // not made here, or for another line or source
  Expired,  // made here, older than its lifetime
  Valid,
};

struct NonceCheck {
  NonceState state = NonceState::Foreign;
  SteadyTime issued{};  // unless foreign
};

class NonceMaker {
 public:
  explicit NonceMaker(Random& random);

  // No two nonces of a maker have the same time of issue, however often it is called in a microsecond.
  [[nodiscard]] NonceText make(const NonceScope& scope, SteadyTime now);

  // A point in the row of nonces: all that were made before it are at or below, all later ones above.
  [[nodiscard]] SteadyTime mark(SteadyTime now);

  // Compares in constant time. A nonce is valid up to and including the age `lifetime`.
  [[nodiscard]] NonceCheck check(std::string_view nonce, const NonceScope& scope, Duration lifetime,
                                 SteadyTime now) const;

 private:
  [[nodiscard]] std::uint64_t seal(const NonceScope& scope, SteadyTime issued) const;

  KeyedHash hash_;
  SteadyTime last_ = SteadyTime::min();
};

}  // namespace handset::sip
