// Randomness from a seed: the same seed gives the same bytes on every machine.
//
// SplitMix64 (Steele, Lea, Flood 2014), which needs one word of state and no warm-up. Not for secrets: this
// is `sim`. Each host has a stream of its own, so that what one host draws does not move the others.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/time.h"
#include "base/world.h"

namespace handset::sim {

class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed) : state_(seed) {}
  // The stream that belongs to `name` under a common seed.
  SeededRandom(std::uint64_t seed, std::string_view name);

  void fill(std::span<std::byte> bytes) override;

  std::uint64_t next();
  // 0 to bound - 1; `bound` is not 0.
  std::uint64_t below(std::uint64_t bound);
  // True with this probability. 0 and 1 are certain and draw nothing.
  bool chance(double probability);
  // Both ends included.
  Duration between(Duration least, Duration most);

 private:
  std::uint64_t state_;
};

}  // namespace handset::sim
