#include "sip/nonce.h"

#include <algorithm>
#include <cstring>

#include "base/hex.h"
#include "base/world.h"

namespace handset::sip {
namespace {

constexpr std::size_t time_digits = NonceText::time_digits;
constexpr std::size_t seal_digits = NonceText::length - time_digits;

}  // namespace

NonceMaker::NonceMaker(Random& random) : hash_(random.key()) {}

std::uint64_t NonceMaker::seal(const NonceScope& scope, SteadyTime issued) const {
  // Nobody else computes it: numbers may lie there as the processor has them.
  const std::int64_t time = issued.time_since_epoch().count();
  const auto& source = scope.source.bytes();
  const std::size_t source_size = scope.source.is_v4() ? 4 : source.size();
  std::array<char, sizeof time + sizeof scope.line + sizeof source> text;
  std::memcpy(text.data(), &time, sizeof time);
  std::memcpy(text.data() + sizeof time, &scope.line, sizeof scope.line);
  std::memcpy(text.data() + sizeof time + sizeof scope.line, source.data(), source.size());
  return hash_.hash64({{text.data(), sizeof time + sizeof scope.line + source_size}});
}

SteadyTime NonceMaker::mark(SteadyTime now) {
  last_ = std::max(now, last_ + Duration{1});
  return last_;
}

NonceText NonceMaker::make(const NonceScope& scope, SteadyTime now) {
  const SteadyTime issued = mark(now);
  NonceText nonce;
  write_hex(nonce.text_.data(), static_cast<std::uint64_t>(issued.time_since_epoch().count()), time_digits);
  write_hex(nonce.text_.data() + time_digits, seal(scope, issued), seal_digits);
  return nonce;
}

NonceCheck NonceMaker::check(std::string_view nonce, const NonceScope& scope, Duration lifetime,
                             SteadyTime now) const {
  if (nonce.size() != NonceText::length) return {};
  const auto time = read_hex(nonce.substr(0, time_digits));
  if (!time) return {};
  const SteadyTime issued{Duration{static_cast<std::int64_t>(*time)}};
  std::array<char, seal_digits> expected;
  write_hex(expected.data(), seal(scope, issued), seal_digits);
  if (!equal_constant_time({expected.data(), expected.size()}, nonce.substr(time_digits))) return {};
  // Only a nonce of ours comes here: its time is a real one, and the difference cannot overflow.
  return {now - issued > lifetime ? NonceState::Expired : NonceState::Valid, issued};
}

}  // namespace handset::sip
