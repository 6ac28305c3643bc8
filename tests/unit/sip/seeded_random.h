// Randomness of the digest tests: the same bytes for the same seed.
#pragma once

#include <cstdint>
#include <random>
#include <span>

#include "base/world.h"

namespace handset::sip {

class SeededRandom final : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed = 1) : engine_(seed) {}
  void fill(std::span<std::byte> bytes) override {
    for (auto& byte : bytes) byte = static_cast<std::byte>(engine_() >> 32U);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace handset::sip
