// One-time login links: whoever starts the program may be given an address that logs a browser in as admin,
// without a password. Owned by the web server; any thread.
//
// A link holds 130 random bits, of which only a keyed hash is kept; it works once and for ten minutes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "base/hash.h"
#include "base/time.h"
#include "base/world.h"

namespace handset::web {

class LoginLinks {
 public:
  static constexpr std::size_t token_letters = 26;  // of 5 bits each
  static constexpr Duration lifetime = minutes(10);
  static constexpr std::size_t most = 8;  // one more ends the oldest

  // `random` may be called from any thread.
  explicit LoginLinks(Random& random) : random_(random), hash_(random.key()) {}

  // A new token.
  [[nodiscard]] std::string make(SteadyTime now);
  // Whether it was good until now; it is not any more.
  [[nodiscard]] bool take(std::string_view token, SteadyTime now);

 private:
  using Key = std::pair<std::uint64_t, std::uint64_t>;
  [[nodiscard]] Key key_of(std::string_view token) const;

  Random& random_;
  KeyedHash hash_;
  std::mutex mutex_;
  std::map<Key, SteadyTime> made_;
};

}  // namespace handset::web
