// Random from the operating system (getrandom); any thread.
#pragma once

#include <cstddef>
#include <span>

#include "base/world.h"

namespace handset::io {

class SystemRandom final : public Random {
 public:
  // Ends the process when the system has no randomness: no secret may be made without.
  void fill(std::span<std::byte> bytes) override;
};

}  // namespace handset::io
