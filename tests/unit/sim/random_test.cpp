#include "sim/random.h"

#include <gtest/gtest.h>
#include <set>

namespace handset::sim {
namespace {

TEST(SeededRandom, GivesThePublishedSplitMix64Numbers) {
  SeededRandom random(1234567);
  EXPECT_EQ(random.next(), 6457827717110365317U);
  EXPECT_EQ(random.next(), 3203168211198807973U);
  EXPECT_EQ(random.next(), 9817491932198370423U);
  EXPECT_EQ(random.next(), 4593380528125082431U);
  EXPECT_EQ(random.next(), 16408922859458223821U);
}

TEST(SeededRandom, GivesTheSameStreamForTheSameSeedAndName) {
  SeededRandom one(7, "phone");
  SeededRandom other(7, "phone");
  for (int i = 0; i < 100; ++i) EXPECT_EQ(one.next(), other.next());
}

TEST(SeededRandom, GivesEachNameAndEachSeedAStreamOfItsOwn) {
  std::set<std::uint64_t> firsts;
  for (std::uint64_t seed = 0; seed < 20; ++seed)
    for (const auto* name : {"phone", "pbx", "wire", ""}) firsts.insert(SeededRandom(seed, name).next());
  EXPECT_EQ(firsts.size(), 80U);
}

TEST(SeededRandom, FillsEveryByteAlsoOfOddLengths) {
  SeededRandom random(1);
  std::array<std::byte, 13> sum{};
  for (int i = 0; i < 64; ++i) {
    std::array<std::byte, 13> bytes{};
    random.fill(bytes);
    for (std::size_t k = 0; k < bytes.size(); ++k) sum[k] |= bytes[k];
  }
  for (const auto byte : sum) EXPECT_EQ(byte, std::byte{0xff});
}

TEST(SeededRandom, DrawsDurationsWithBothEndsIncluded) {
  SeededRandom random(2);
  std::set<Duration> seen;
  for (int i = 0; i < 200; ++i) seen.insert(random.between(Duration(3), Duration(6)));
  EXPECT_EQ(seen, (std::set{Duration(3), Duration(4), Duration(5), Duration(6)}));
  EXPECT_EQ(random.between(Duration(5), Duration(5)), Duration(5));
}

TEST(SeededRandom, TakesAChanceAboutAsOftenAsItsProbability) {
  SeededRandom random(3);
  int hits = 0;
  for (int i = 0; i < 10'000; ++i) hits += random.chance(0.3) ? 1 : 0;
  EXPECT_GT(hits, 2'800);
  EXPECT_LT(hits, 3'200);
}

TEST(SeededRandom, DrawsNothingForCertainty) {
  SeededRandom random(4);
  EXPECT_FALSE(random.chance(0));
  EXPECT_TRUE(random.chance(1));
  EXPECT_EQ(random.next(), SeededRandom(4).next());
}

}  // namespace
}  // namespace handset::sim
