#include "base/world.h"

namespace handset {

std::uint64_t Random::u64() {
  std::uint64_t value = 0;
  fill(std::as_writable_bytes(std::span(&value, 1)));
  return value;
}

Duration Random::up_to(Duration longest) {
  if (longest <= Duration{0}) return {};
  return Duration(static_cast<Duration::rep>(u64() % static_cast<std::uint64_t>(longest.count() + 1)));
}

std::array<std::byte, 16> Random::key() {
  std::array<std::byte, 16> key;
  fill(key);
  return key;
}

std::string Random::token(std::size_t length) {
  constexpr std::string_view letters = "abcdefghijkmnpqrstuvwxyz23456789";
  static_assert(letters.size() == 32);
  std::string out(length, '\0');
  fill(std::as_writable_bytes(std::span(out)));
  for (char& letter : out) letter = letters[static_cast<unsigned char>(letter) % letters.size()];
  return out;
}

}  // namespace handset
