// Slows guessing per source address in memory of a fixed size: four rows of leaky buckets, chosen by a keyed
// hash of the address (IPv6: of its /64, since a host has all of that). A source is slowed when its buckets
// in all rows are full, so that a few noisy sources hardly ever hit another one.
// Owned by the Authenticator of a shard. It counts failures only; whoever never fails is never slowed.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/address.h"
#include "base/hash.h"
#include "base/time.h"

namespace handset {
class Random;
}

namespace handset::sip {

struct FailureSketchOptions {
  std::uint32_t burst = 10;     // failures in a row before a source is slowed; at least 1
  Duration refill{seconds{1}};  // then one more check for each of these; above zero
};

class FailureSketch {
 public:
  FailureSketch(const FailureSketchOptions& options, Random& random);

  // Zero when `source` may try now, else how long until it may.
  [[nodiscard]] Duration delay(const IpAddress& source, SteadyTime now) const;
  void record_failure(const IpAddress& source, SteadyTime now);

 private:
  static constexpr std::size_t rows = 4;
  static constexpr std::size_t cells_per_row = 1024;
  using Cells = std::array<std::size_t, rows>;

  [[nodiscard]] Cells cells_of(const IpAddress& source) const;
  [[nodiscard]] SteadyTime lowest(const Cells& cells) const;

  KeyedHash hash_;
  Duration refill_;
  Duration depth_;                 // a full bucket, in time
  std::vector<SteadyTime> empty_;  // when each bucket will have run dry
  SteadyTime all_empty_ = SteadyTime::min();
};

}  // namespace handset::sip
