#include "base/hash.h"

#include <algorithm>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <memory>
#define OPENSSL_SUPPRESS_DEPRECATED  // see md5() below
#include <openssl/evp.h>
#include <openssl/md5.h>
#include <openssl/sha.h>

#include "base/hex.h"

namespace handset {
namespace {

// MD5 and SHA-256 by the functions that OpenSSL 3 calls deprecated: its EVP ones allocate a context for each
// digest and take half as long again (docs/decisions/0008-digests.md).
std::size_t md5(std::initializer_list<std::string_view> parts, unsigned char* out) {
  MD5_CTX context;
  MD5_Init(&context);
  for (const auto part : parts) MD5_Update(&context, part.data(), part.size());
  MD5_Final(out, &context);
  return MD5_DIGEST_LENGTH;
}

std::size_t sha256(std::initializer_list<std::string_view> parts, unsigned char* out) {
  SHA256_CTX context;
  SHA256_Init(&context);
  for (const auto part : parts) SHA256_Update(&context, part.data(), part.size());
  SHA256_Final(out, &context);
  return SHA256_DIGEST_LENGTH;
}

struct FreeMd {
  void operator()(EVP_MD* md) const { EVP_MD_free(md); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// For this one there is only EVP; fetched once a thread, which is what costs most.
std::size_t sha512_256(std::initializer_list<std::string_view> parts, unsigned char* out) {
  thread_local const std::unique_ptr<EVP_MD, FreeMd> md(EVP_MD_fetch(nullptr, "SHA512-256", nullptr));
  thread_local const std::unique_ptr<EVP_MD_CTX, FreeMd> context(EVP_MD_CTX_new());
  if (!md || !context) std::abort();  // OpenSSL without SHA-2, or out of memory
  unsigned size = 0;
  EVP_DigestInit_ex2(context.get(), md.get(), nullptr);
  for (const auto part : parts) EVP_DigestUpdate(context.get(), part.data(), part.size());
  EVP_DigestFinal_ex(context.get(), out, &size);
  return size;
}

std::size_t digest_of_parts(DigestAlgorithm algorithm, std::initializer_list<std::string_view> parts,
                            unsigned char* out) {
  switch (algorithm) {
    case DigestAlgorithm::Md5:
      return md5(parts, out);
    case DigestAlgorithm::Sha256:
      return sha256(parts, out);
    case DigestAlgorithm::Sha512_256:
      break;
  }
  return sha512_256(parts, out);
}

// What authentication hashes is a dozen short parts: put side by side they cost OpenSSL one call, not one
// each.
std::size_t digest(DigestAlgorithm algorithm, std::initializer_list<std::string_view> parts,
                   unsigned char* out) {
  std::array<char, 512> text;
  std::size_t size = 0;
  for (const auto part : parts) {
    if (part.size() > text.size() - size) return digest_of_parts(algorithm, parts, out);
    if (part.size() == 1)
      text[size] = part.front();
    else
      std::copy(part.begin(), part.end(), text.data() + size);
    size += part.size();
  }
  return digest_of_parts(algorithm, {{text.data(), size}}, out);
}

// Up to eight bytes, the first the lowest.
std::uint64_t load_little_endian(const std::byte* at, std::size_t count) {
  std::uint64_t value = 0;
  if constexpr (std::endian::native == std::endian::little) {
    // A word is one load where the processor's order is this one, and some of one two that overlap.
    if (count == sizeof value) {
      std::memcpy(&value, at, sizeof value);
      return value;
    }
    if (count >= sizeof(std::uint32_t)) {
      std::uint32_t first = 0;
      std::uint32_t last = 0;
      std::memcpy(&first, at, sizeof first);
      std::memcpy(&last, at + count - sizeof last, sizeof last);
      return first | static_cast<std::uint64_t>(last) << (8 * (count - sizeof last));
    }
  }
  for (std::size_t i = 0; i < count; ++i) value |= static_cast<std::uint64_t>(at[i]) << (8 * i);
  return value;
}

// The state of SipHash, fed with 64-bit words.
class Sip {
 public:
  Sip(std::uint64_t k0, std::uint64_t k1, bool wide)
      : v0_(k0 ^ 0x736f6d6570736575U),
        v1_(k1 ^ 0x646f72616e646f6dU ^ (wide ? 0xeeU : 0U)),
        v2_(k0 ^ 0x6c7967656e657261U),
        v3_(k1 ^ 0x7465646279746573U) {}

  void word(std::uint64_t m) {
    v3_ ^= m;
    round();
    round();
    v0_ ^= m;
  }
  std::uint64_t finish(bool wide) {
    v2_ ^= wide ? 0xeeU : 0xffU;
    return last_rounds();
  }
  std::uint64_t finish_second() {
    v1_ ^= 0xddU;
    return last_rounds();
  }

 private:
  void round() {
    v0_ += v1_;
    v1_ = std::rotl(v1_, 13) ^ v0_;
    v0_ = std::rotl(v0_, 32);
    v2_ += v3_;
    v3_ = std::rotl(v3_, 16) ^ v2_;
    v0_ += v3_;
    v3_ = std::rotl(v3_, 21) ^ v0_;
    v2_ += v1_;
    v1_ = std::rotl(v1_, 17) ^ v2_;
    v2_ = std::rotl(v2_, 32);
  }
  std::uint64_t last_rounds() {
    for (int i = 0; i < 4; ++i) round();
    return v0_ ^ v1_ ^ v2_ ^ v3_;
  }
  std::uint64_t v0_, v1_, v2_, v3_;
};

// One run of bytes; the last word carries the rest and the length, as SipHash defines it.
void feed(Sip& sip, const std::byte* bytes, std::size_t size) {
  std::size_t at = 0;
  for (; at + 8 <= size; at += 8) sip.word(load_little_endian(bytes + at, 8));
  sip.word(load_little_endian(bytes + at, size - at) | static_cast<std::uint64_t>(size) << 56U);
}

// First how many parts there are and how long each is, so that no two lists look alike; then the parts as one
// run, without a gap: a word costs more to hash than to put together. The state is a value of its own, which
// stays in registers.
Sip fed(Sip sip, std::initializer_list<std::string_view> parts) {
  std::uint64_t numbers = parts.size();
  bool one_more_fits = true;  // two numbers of 32 bits are a word
  for (const auto part : parts) {
    if (!one_more_fits) sip.word(numbers);
    numbers = one_more_fits ? numbers << 32U | part.size() : part.size();
    one_more_fits = !one_more_fits;
  }
  sip.word(numbers);

  std::uint64_t begun = 0;  // a word, as far as there is something of it
  unsigned bits = 0;        // of it, 0 to 56
  for (const auto part : parts) {
    const auto* at = reinterpret_cast<const std::byte*>(part.data());
    const auto add = [&](std::uint64_t bytes, unsigned new_bits) {
      begun |= bytes << bits;
      if (bits + new_bits < 64) {
        bits += new_bits;
        return;
      }
      sip.word(begun);
      begun = bytes >> 1U >> (63U - bits);  // by 64 - bits, which may be all of them
      bits = bits + new_bits - 64;
    };
    std::size_t left = part.size();
    for (; left >= 8; at += 8, left -= 8) add(load_little_endian(at, 8), 64);
    if (left > 0) add(load_little_endian(at, left), static_cast<unsigned>(8 * left));
  }
  if (bits > 0) sip.word(begun);
  return sip;
}

}  // namespace

HexDigest hex_digest(DigestAlgorithm algorithm, std::initializer_list<std::string_view> parts) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes;
  const std::size_t size = digest(algorithm, parts, bytes.data());
  HexDigest hex;
  for (std::size_t i = 0; i < size; ++i) write_hex_byte(hex.text_.data() + 2 * i, bytes[i]);
  hex.size_ = static_cast<std::uint8_t>(2 * size);
  return hex;
}

bool equal_constant_time(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  std::uint64_t difference = 0;
  std::size_t at = 0;
  for (std::uint64_t x = 0, y = 0; a.size() - at >= sizeof x; at += sizeof x) {
    std::memcpy(&x, a.data() + at, sizeof x);
    std::memcpy(&y, b.data() + at, sizeof y);
    difference |= x ^ y;
  }
  for (; at < a.size(); ++at) difference |= static_cast<unsigned char>(a[at] ^ b[at]);
  return difference == 0;
}

KeyedHash::KeyedHash(const Key& key)
    : k0_(load_little_endian(key.data(), 8)), k1_(load_little_endian(key.data() + 8, 8)) {}

std::uint64_t KeyedHash::hash64(std::initializer_list<std::string_view> parts) const {
  return fed(Sip(k0_, k1_, false), parts).finish(false);
}

KeyedHash::Hash128 KeyedHash::hash128(std::initializer_list<std::string_view> parts) const {
  Sip sip = fed(Sip(k0_, k1_, true), parts);
  Hash128 hash;
  hash.low = sip.finish(true);
  hash.high = sip.finish_second();
  return hash;
}

std::uint64_t KeyedHash::siphash64(std::span<const std::byte> bytes) const {
  Sip sip(k0_, k1_, false);
  feed(sip, bytes.data(), bytes.size());
  return sip.finish(false);
}

KeyedHash::Hash128 KeyedHash::siphash128(std::span<const std::byte> bytes) const {
  Sip sip(k0_, k1_, true);
  feed(sip, bytes.data(), bytes.size());
  Hash128 hash;
  hash.low = sip.finish(true);
  hash.high = sip.finish_second();
  return hash;
}

}  // namespace handset
