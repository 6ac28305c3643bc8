#include "base/world.h"

#include <gtest/gtest.h>
#include <set>
#include <string>

namespace handset {
namespace {

// Counts up, one byte after the other.
struct Counting final : Random {
  void fill(std::span<std::byte> bytes) override {
    for (auto& byte : bytes) byte = static_cast<std::byte>(next++);
  }
  unsigned next = 0;
};

TEST(Random, MakesTokensOfTheWantedLengthFromAllLettersEquallyOften) {
  Counting random;
  const std::string token = random.token(256);
  EXPECT_EQ(token.size(), 256U);
  EXPECT_EQ(std::set<char>(token.begin(), token.end()).size(), 32U);
  for (const char mistakable : std::string("01lo"))
    EXPECT_EQ(token.find(mistakable), std::string::npos) << mistakable;
  EXPECT_EQ(random.token(0), "");
}

TEST(Random, TakesEightBytesForANumber) {
  Counting random;
  random.u64();
  EXPECT_EQ(random.next, 8U);
}

}  // namespace
}  // namespace handset
