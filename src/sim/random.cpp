#include "sim/random.h"

namespace handset::sim {
namespace {

// FNV-1a: spreads a name over 64 bits, the same on every machine.
std::uint64_t name_hash(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return hash;
}

}  // namespace

SeededRandom::SeededRandom(std::uint64_t seed, std::string_view name) : state_(seed) {
  // One step in between, so that seed and name cannot cancel each other out.
  state_ = next() ^ name_hash(name);
}

std::uint64_t SeededRandom::next() {
  std::uint64_t mixed = state_ += 0x9e3779b97f4a7c15U;
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebU;
  return mixed ^ (mixed >> 31U);
}

void SeededRandom::fill(std::span<std::byte> bytes) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i % 8 == 0) word = next();
    bytes[i] = static_cast<std::byte>(word >> (8 * (i % 8)));
  }
}

std::uint64_t SeededRandom::below(std::uint64_t bound) {
  return next() % bound;
}

bool SeededRandom::chance(double probability) {
  if (probability <= 0) return false;
  if (probability >= 1) return true;
  return static_cast<double>(next() >> 11U) * 0x1p-53 < probability;
}

Duration SeededRandom::between(Duration least, Duration most) {
  if (most <= least) return least;
  const auto span = static_cast<std::uint64_t>((most - least).count()) + 1;
  return least + Duration(static_cast<Duration::rep>(below(span)));
}

}  // namespace handset::sim
