#include "base/gzip.h"

#include <gtest/gtest.h>

namespace handset {
namespace {

constexpr std::size_t plenty = 1 << 20;

TEST(Gzip, WhatWasPackedComesOutAgain) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += std::to_string(i * 7919);
  for (const std::string& plain : {std::string(), std::string("a"), text}) {
    const auto again = gunzip(gzip(plain), plenty);
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, plain);
  }
  EXPECT_LT(gzip(text).size(), text.size());
}

TEST(Gzip, SeveralMembersFollowEachOther) {
  EXPECT_EQ(gunzip(gzip("one ") + gzip("two"), plenty).value(), "one two");
}

TEST(Gzip, WhatIsCutDamagedOrSomethingElseIsRefused) {
  const std::string packed = gzip("some words that are packed");
  for (std::size_t size = 0; size < packed.size(); ++size)
    EXPECT_FALSE(gunzip(std::string_view(packed).substr(0, size), plenty)) << size;
  std::string damaged = packed;
  damaged[packed.size() - 5] ^= 1;  // of the checksum
  EXPECT_EQ(gunzip(damaged, plenty).error().code, Errc::Malformed);
  EXPECT_EQ(gunzip(packed + "x", plenty).error().code, Errc::Malformed);
  EXPECT_EQ(gunzip("plain text", plenty).error().code, Errc::Malformed);
}

TEST(Gzip, ABombIsDefusedAtTheLimit) {
  const std::string bomb = gzip(std::string(10'000'000, 'x'));
  EXPECT_EQ(gunzip(bomb, 65536).error().code, Errc::TooLarge);
  EXPECT_EQ(gunzip(gzip(std::string(65536, 'x')), 65536)->size(), 65536U);
  EXPECT_EQ(gunzip(gzip(std::string(65537, 'x')), 65536).error().code, Errc::TooLarge);
}

}  // namespace
}  // namespace handset
