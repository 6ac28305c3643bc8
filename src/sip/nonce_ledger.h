// Which nonces of a line have been used, and how far: the replay window of digest authentication. Only right
// answers come here, so that nobody without the password can fill it. Owned by a LineAccount.
//
// A nonce that was used is either in the ledger or at or below the watermark, and what is at or below the
// watermark is retired: stale, never free to use again, whatever lifetime or clock say later.
// RFC 7616 3.3 (nc), 5.5 (replay).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/time.h"

namespace handset::sip {

enum class NonceUse : std::uint8_t {
  Counted,   // the first answer with this count: it holds
  Replayed,  // this count or a higher one was used before, or the count is 0
  Retired,   // the nonce gave way to newer ones: a new one is due
};

class NonceLedger {
 public:
  static constexpr std::size_t default_capacity = 64;

  // Nonces issued at or before `watermark` are retired from the start. `capacity` is at least 1.
  explicit NonceLedger(SteadyTime watermark = SteadyTime::min(), std::size_t capacity = default_capacity);

  // Takes note of a right answer to the nonce issued at `issued`. Without a count (no qop) a nonce is good
  // for one answer. Records older than `lifetime` make room. Allocates only when the ledger grows.
  [[nodiscard]] NonceUse use(SteadyTime issued, std::optional<std::uint32_t> count, Duration lifetime,
                             SteadyTime now);

  [[nodiscard]] std::size_t size() const { return records_.size(); }
  [[nodiscard]] SteadyTime watermark() const { return watermark_; }

 private:
  struct Record {
    SteadyTime issued;
    std::uint32_t highest;
  };
  void retire_expired(Duration lifetime, SteadyTime now);
  void retire_front(std::size_t count);
  void insert(std::size_t at, const Record& record);

  std::vector<Record> records_;  // rising time of issue
  SteadyTime watermark_;
  std::size_t capacity_;
};

}  // namespace handset::sip
