#include "base/hash.h"

#include <bit>
#include <cstdlib>
#include <cstring>
#include <memory>
#define OPENSSL_SUPPRESS_DEPRECATED  // see md5() below
#include <openssl/evp.h>
#include <openssl/md5.h>
#include <openssl/sha.h>

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

std::size_t digest(DigestAlgorithm algorithm, std::initializer_list<std::string_view> parts,
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

std::uint64_t load_little_endian(const std::byte* at, std::size_t count) {
  std::uint64_t value = 0;
  // A whole word is one load where the processor's order is this one.
  if (std::endian::native == std::endian::little && count == sizeof value) {
    std::memcpy(&value, at, sizeof value);
    return value;
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
    rounds(2);
    v0_ ^= m;
  }
  std::uint64_t finish(bool wide) {
    v2_ ^= wide ? 0xeeU : 0xffU;
    rounds(4);
    return v0_ ^ v1_ ^ v2_ ^ v3_;
  }
  std::uint64_t finish_second() {
    v1_ ^= 0xddU;
    rounds(4);
    return v0_ ^ v1_ ^ v2_ ^ v3_;
  }

 private:
  void rounds(int count) {
    for (int i = 0; i < count; ++i) {
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
  }
  std::uint64_t v0_, v1_, v2_, v3_;
};

// One run of bytes; the last word carries the rest and the length, as SipHash defines it.
void feed(Sip& sip, const std::byte* bytes, std::size_t size) {
  std::size_t at = 0;
  for (; at + 8 <= size; at += 8) sip.word(load_little_endian(bytes + at, 8));
  sip.word(load_little_endian(bytes + at, size - at) | static_cast<std::uint64_t>(size) << 56U);
}

// Each part as a run of its own with its whole length in front, so that no two lists of parts look alike.
void feed(Sip& sip, std::initializer_list<std::string_view> parts) {
  sip.word(parts.size());
  for (const auto part : parts) {
    sip.word(part.size());
    feed(sip, reinterpret_cast<const std::byte*>(part.data()), part.size());
  }
}

}  // namespace

HexDigest hex_digest(DigestAlgorithm algorithm, std::initializer_list<std::string_view> parts) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes;
  const std::size_t size = digest(algorithm, parts, bytes.data());
  HexDigest hex;
  for (std::size_t i = 0; i < size; ++i) {
    hex.text_[2 * i] = "0123456789abcdef"[bytes[i] >> 4U];
    hex.text_[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15U];
  }
  hex.size_ = static_cast<std::uint8_t>(2 * size);
  return hex;
}

bool equal_constant_time(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned char>(a[i] ^ b[i]);
  return difference == 0;
}

KeyedHash::KeyedHash(const Key& key)
    : k0_(load_little_endian(key.data(), 8)), k1_(load_little_endian(key.data() + 8, 8)) {}

std::uint64_t KeyedHash::hash64(std::initializer_list<std::string_view> parts) const {
  Sip sip(k0_, k1_, false);
  feed(sip, parts);
  return sip.finish(false);
}

KeyedHash::Hash128 KeyedHash::hash128(std::initializer_list<std::string_view> parts) const {
  Sip sip(k0_, k1_, true);
  feed(sip, parts);
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
