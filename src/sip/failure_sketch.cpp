#include "sip/failure_sketch.h"

#include <algorithm>

#include "base/world.h"

namespace handset::sip {

FailureSketch::FailureSketch(const FailureSketchOptions& options, Random& random)
    : hash_(random.key()),
      refill_(std::max(options.refill, Duration{1})),
      depth_(refill_ * std::max(options.burst, 1U)),
      empty_(rows * cells_per_row, SteadyTime::min()) {}

Duration FailureSketch::delay(const IpAddress& source, SteadyTime now) const {
  // Nearly always nobody guesses: then no bucket has to be found.
  if (all_empty_ <= now) return Duration::zero();
  const SteadyTime level = std::max(lowest(cells_of(source)), now);
  // One more failure has to fit.
  return std::max(Duration::zero(), (level - now) + refill_ - depth_);
}

void FailureSketch::record_failure(const IpAddress& source, SteadyTime now) {
  const Cells cells = cells_of(source);
  // Only the buckets that are lower than what this source can have filled: others' overlaps are not
  // counted twice.
  const SteadyTime filled = std::min(std::max(lowest(cells), now) + refill_, now + depth_);
  for (const auto cell : cells) empty_[cell] = std::max(empty_[cell], filled);
  all_empty_ = std::max(all_empty_, filled);
}

FailureSketch::Cells FailureSketch::cells_of(const IpAddress& source) const {
  const auto* bytes = reinterpret_cast<const char*>(source.bytes().data());
  std::uint64_t hash = hash_.hash64({source.is_v4() ? "4" : "6", {bytes, source.is_v4() ? 4U : 8U}});
  Cells cells;
  for (std::size_t row = 0; row < rows; ++row, hash >>= 16U)
    cells[row] = row * cells_per_row + hash % cells_per_row;
  return cells;
}

SteadyTime FailureSketch::lowest(const Cells& cells) const {
  SteadyTime level = SteadyTime::max();
  for (const auto cell : cells) level = std::min(level, empty_[cell]);
  return level;
}

}  // namespace handset::sip
