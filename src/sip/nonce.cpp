#include "sip/nonce.h"

#include <algorithm>

#include "base/text.h"
#include "base/world.h"

namespace handset::sip {
namespace {

constexpr std::size_t half = NonceText::length / 2;

void write_hex(char* out, std::uint64_t value) {
  for (std::size_t i = half; i-- > 0; value >>= 4U) out[i] = "0123456789abcdef"[value & 15U];
}

void put(char*& at, std::uint64_t value, std::size_t bytes) {
  for (; bytes > 0; --bytes, value >>= 8U) *at++ = static_cast<char>(value & 0xffU);
}

}  // namespace

NonceMaker::NonceMaker(Random& random) : hash_(random.key()) {}

std::uint64_t NonceMaker::seal(const NonceScope& scope, SteadyTime issued) const {
  std::array<char, 8 + 4 + 1 + 16> text;
  char* at = text.data();
  put(at, static_cast<std::uint64_t>(issued.time_since_epoch().count()), 8);
  put(at, scope.line, 4);
  put(at, scope.source.is_v4() ? 4 : 6, 1);
  for (const auto byte : scope.source.bytes()) *at++ = static_cast<char>(byte);
  return hash_.hash64({std::string_view(text.data(), text.size())});
}

SteadyTime NonceMaker::mark(SteadyTime now) {
  last_ = std::max(now, last_ + Duration{1});
  return last_;
}

NonceText NonceMaker::make(const NonceScope& scope, SteadyTime now) {
  const SteadyTime issued = mark(now);
  NonceText nonce;
  write_hex(nonce.text_.data(), static_cast<std::uint64_t>(issued.time_since_epoch().count()));
  write_hex(nonce.text_.data() + half, seal(scope, issued));
  return nonce;
}

NonceCheck NonceMaker::check(std::string_view nonce, const NonceScope& scope, Duration lifetime,
                             SteadyTime now) const {
  if (nonce.size() != NonceText::length) return {};
  std::uint64_t time = 0;
  for (const char c : nonce.substr(0, half)) {
    if (!is_hex(c)) return {};
    time = time << 4U | hex_value(c);
  }
  const SteadyTime issued{Duration{static_cast<std::int64_t>(time)}};
  std::array<char, half> expected;
  write_hex(expected.data(), seal(scope, issued));
  if (!equal_constant_time({expected.data(), half}, nonce.substr(half))) return {};
  // Only a nonce of ours comes here: its time is a real one, and the difference cannot overflow.
  return {now - issued > lifetime ? NonceState::Expired : NonceState::Valid, issued};
}

}  // namespace handset::sip
