#include "base/hash.h"

#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

namespace handset {
namespace {

std::string hex(DigestAlgorithm algorithm, std::initializer_list<std::string_view> parts) {
  return std::string(hex_digest(algorithm, parts).view());
}

TEST(HexDigest, GivesTheMd5OfRfc1321) {
  EXPECT_EQ(hex(DigestAlgorithm::Md5, {}), "d41d8cd98f00b204e9800998ecf8427e");
  EXPECT_EQ(hex(DigestAlgorithm::Md5, {"abc"}), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(
      hex(DigestAlgorithm::Md5, {"12345678901234567890123456789012345678901234567890123456789012345678901234"
                                 "567890"}),
      "57edf4a22be3c955ac49da2e2107b67a");
}

TEST(HexDigest, GivesTheSha2OfFips180) {
  EXPECT_EQ(hex(DigestAlgorithm::Sha256, {"abc"}),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(hex(DigestAlgorithm::Sha512_256, {"abc"}),
            "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23");
}

TEST(HexDigest, HashesThePartsAsOneText) {
  EXPECT_EQ(hex(DigestAlgorithm::Md5, {"a", "", "bc"}), hex(DigestAlgorithm::Md5, {"abc"}));
}

TEST(HexDigest, GivesTheResponseOfTheExampleInRfc2617) {
  const auto ha1 =
      hex_digest(DigestAlgorithm::Md5, {"Mufasa", ":", "testrealm@host.com", ":", "Circle Of Life"});
  const auto ha2 = hex_digest(DigestAlgorithm::Md5, {"GET", ":", "/dir/index.html"});
  EXPECT_EQ(hex(DigestAlgorithm::Md5,
                {ha1.view(), ":dcd98b7102dd2f0e8b11d0f600bfb0c093:00000001:0a4f113b:auth:", ha2.view()}),
            "6629fae49393a05397450978507c4ef1");
}

TEST(EqualConstantTime, ComparesAllBytes) {
  EXPECT_TRUE(equal_constant_time("", ""));
  EXPECT_TRUE(equal_constant_time("abc", "abc"));
  EXPECT_FALSE(equal_constant_time("abc", "abd"));
  EXPECT_FALSE(equal_constant_time("abc", "bbc"));
  EXPECT_FALSE(equal_constant_time("abc", "ab"));
  EXPECT_FALSE(equal_constant_time("abc", "abcd"));
  EXPECT_FALSE(equal_constant_time(std::string_view("a\0", 2), std::string_view("a\0\0", 3)));
  EXPECT_FALSE(equal_constant_time("\x80", std::string_view("\0", 1)));
}

// The key and inputs of the reference implementation: 00 01 02 ...
KeyedHash::Key reference_key() {
  KeyedHash::Key key;
  for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<std::byte>(i);
  return key;
}
std::vector<std::byte> reference_input(std::size_t size) {
  std::vector<std::byte> bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i);
  return bytes;
}

TEST(KeyedHash, GivesThePublished64BitVectors) {
  const KeyedHash hash(reference_key());
  EXPECT_EQ(hash.siphash64(reference_input(0)), 0x726fdb47dd0e0e31U);
  EXPECT_EQ(hash.siphash64(reference_input(1)), 0x74f839c593dc67fdU);
  EXPECT_EQ(hash.siphash64(reference_input(2)), 0x0d6c8009d9a94f5aU);
  EXPECT_EQ(hash.siphash64(reference_input(7)), 0xab0200f58b01d137U);
  EXPECT_EQ(hash.siphash64(reference_input(8)), 0x93f5f5799a932462U);
  EXPECT_EQ(hash.siphash64(reference_input(15)), 0xa129ca6149be45e5U);
  EXPECT_EQ(hash.siphash64(reference_input(16)), 0x3f2acc7f57c29bdbU);
  EXPECT_EQ(hash.siphash64(reference_input(63)), 0x958a324ceb064572U);
}

// The reference writes the low half first, each half with its least byte first.
TEST(KeyedHash, GivesThePublished128BitVectors) {
  const KeyedHash hash(reference_key());
  const auto expect = [&](std::size_t size, std::uint64_t low, std::uint64_t high) {
    const auto got = hash.siphash128(reference_input(size));
    EXPECT_EQ(got.low, low) << size;
    EXPECT_EQ(got.high, high) << size;
  };
  expect(0, 0xe6a825ba047f81a3U, 0x930255c71472f66dU);
  expect(1, 0x44af996bd8c187daU, 0x45fc229b11597634U);
  expect(15, 0x11a8b03399e99354U, 0xd9c3cf970fec087eU);
  expect(63, 0x4a83502f77d15051U, 0x7cbd3f979a063e50U);
}

TEST(KeyedHash, KeepsTheBordersOfThePartsApart) {
  const KeyedHash hash(reference_key());
  const std::set<std::uint64_t> seen = {
      hash.hash64({}),          hash.hash64({""}),        hash.hash64({"", ""}),    hash.hash64({"abc"}),
      hash.hash64({"ab", "c"}), hash.hash64({"a", "bc"}), hash.hash64({"abc", ""}), hash.hash64({"", "abc"})};
  EXPECT_EQ(seen.size(), 8U);
  EXPECT_FALSE(hash.hash128({"ab", "c"}) == hash.hash128({"a", "bc"}));
}

TEST(KeyedHash, DependsOnTheKeyAndOnNothingElse) {
  auto key = reference_key();
  const KeyedHash hash(key);
  EXPECT_EQ(hash.hash64({"nonce", "1"}), KeyedHash(key).hash64({"nonce", "1"}));
  EXPECT_TRUE(hash.hash128({"nonce"}) == KeyedHash(key).hash128({"nonce"}));
  key[15] ^= std::byte{1};
  EXPECT_NE(hash.hash64({"nonce", "1"}), KeyedHash(key).hash64({"nonce", "1"}));
}

TEST(KeyedHash, ReadsPartsOfMoreThan255BytesToTheEnd) {
  const KeyedHash hash(reference_key());
  const std::string long_text(1000, 'x');
  EXPECT_NE(hash.hash64({long_text}), hash.hash64({long_text.substr(0, 744)}));  // equal lengths modulo 256
  EXPECT_NE(hash.hash64({long_text}), hash.hash64({long_text.substr(1) + "y"}));
}

}  // namespace
}  // namespace handset
