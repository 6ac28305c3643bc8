// Hashes. Digests (MD5, SHA-2) are OpenSSL's; the keyed hash is SipHash, for everything that
// must not be computable from outside: nonces, To tags, table keys.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace handset {

// The weakest first.
enum class DigestAlgorithm : std::uint8_t { Md5, Sha256, Sha512_256 };

// The lower-case hexadecimal text of a digest, as HTTP and SIP digest authentication use it.
class HexDigest {
 public:
  [[nodiscard]] std::string_view view() const { return {text_.data(), size_}; }

 private:
  friend HexDigest hex_digest(DigestAlgorithm, std::initializer_list<std::string_view>);
  std::array<char, 64> text_{};
  std::uint8_t size_ = 0;
};

// The digest of the parts, one behind the other. MD5 and SHA-256 allocate nothing.
HexDigest hex_digest(DigestAlgorithm algorithm, std::initializer_list<std::string_view> parts);

// Compares in a time that depends on the lengths alone. Texts of different lengths are different.
[[nodiscard]] bool equal_constant_time(std::string_view a, std::string_view b);

// SipHash-2-4 with 128 bits of key (Aumasson, Bernstein 2012): a keyed hash that is safe against forged
// collisions and cheap on short input. The parts are hashed with their lengths, so that ("ab", "c") and
// ("a", "bc") differ. Immutable after construction; any thread.
class KeyedHash {
 public:
  using Key = std::array<std::byte, 16>;

  explicit KeyedHash(const Key& key);

  struct Hash128 {
    std::uint64_t high = 0;
    std::uint64_t low = 0;
    friend bool operator==(const Hash128&, const Hash128&) = default;
  };

  [[nodiscard]] std::uint64_t hash64(std::initializer_list<std::string_view> parts) const;
  [[nodiscard]] Hash128 hash128(std::initializer_list<std::string_view> parts) const;

  // The reference function over one run of bytes, against which the published vectors hold.
  [[nodiscard]] std::uint64_t siphash64(std::span<const std::byte> bytes) const;
  [[nodiscard]] Hash128 siphash128(std::span<const std::byte> bytes) const;

 private:
  std::uint64_t k0_;
  std::uint64_t k1_;
};

}  // namespace handset
