#include "io/random.h"

#include <cerrno>
#include <cstdlib>
#include <sys/random.h>

namespace handset::io {

void SystemRandom::fill(std::span<std::byte> bytes) {
  while (!bytes.empty()) {
    const auto got = ::getrandom(bytes.data(), bytes.size(), 0);
    if (got > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(got));
    } else if (got < 0 && errno != EINTR) {
      std::abort();
    }
  }
}

}  // namespace handset::io
