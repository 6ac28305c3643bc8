#include "sip/nonce_ledger.h"

#include <gtest/gtest.h>
#include <map>
#include <random>

namespace handset::sip {
namespace {

using enum NonceUse;

constexpr Duration lifetime = seconds(60);
constexpr SteadyTime start{hours(1)};

SteadyTime at(int second) {
  return start + seconds(second);
}

TEST(NonceLedger, CountsARisingNumber) {
  NonceLedger ledger;
  EXPECT_EQ(ledger.use(start, 1, lifetime, start), Counted);
  EXPECT_EQ(ledger.use(start, 2, lifetime, start), Counted);
  EXPECT_EQ(ledger.use(start, 9, lifetime, start), Counted);
  EXPECT_EQ(ledger.size(), 1U);
}

TEST(NonceLedger, RefusesTheSameAndALowerNumber) {
  NonceLedger ledger;
  EXPECT_EQ(ledger.use(start, 5, lifetime, start), Counted);
  EXPECT_EQ(ledger.use(start, 5, lifetime, start), Replayed);
  EXPECT_EQ(ledger.use(start, 4, lifetime, start), Replayed);
  EXPECT_EQ(ledger.use(start, 6, lifetime, start), Counted);
}

TEST(NonceLedger, RefusesZeroAndKeepsNoRecordOfIt) {
  NonceLedger ledger;
  EXPECT_EQ(ledger.use(start, 0, lifetime, start), Replayed);
  EXPECT_EQ(ledger.size(), 0U);
  EXPECT_EQ(ledger.use(start, 1, lifetime, start), Counted);
}

TEST(NonceLedger, TakesAnAnswerWithoutCountOnce) {
  NonceLedger ledger;
  EXPECT_EQ(ledger.use(start, std::nullopt, lifetime, start), Counted);
  EXPECT_EQ(ledger.use(start, std::nullopt, lifetime, start), Replayed);
}

TEST(NonceLedger, SpendsTheNonceWithAnAnswerWithoutCount) {
  NonceLedger ledger;
  EXPECT_EQ(ledger.use(start, std::nullopt, lifetime, start), Counted);
  EXPECT_EQ(ledger.use(start, 1, lifetime, start), Replayed);
  EXPECT_EQ(ledger.use(start, 0xffffffff, lifetime, start), Replayed);
}

TEST(NonceLedger, TakesNoAnswerWithoutCountBehindOneWithACount) {
  NonceLedger ledger;
  EXPECT_EQ(ledger.use(start, 1, lifetime, start), Counted);
  EXPECT_EQ(ledger.use(start, std::nullopt, lifetime, start), Replayed);
}

TEST(NonceLedger, KeepsNoncesApart) {
  NonceLedger ledger;
  EXPECT_EQ(ledger.use(at(1), 7, lifetime, at(3)), Counted);
  EXPECT_EQ(ledger.use(at(0), 1, lifetime, at(3)), Counted);
  EXPECT_EQ(ledger.use(at(2), 1, lifetime, at(3)), Counted);
  EXPECT_EQ(ledger.use(at(1), 7, lifetime, at(3)), Replayed);
  EXPECT_EQ(ledger.use(at(0), 1, lifetime, at(3)), Replayed);
  EXPECT_EQ(ledger.use(at(2), 1, lifetime, at(3)), Replayed);
}

TEST(NonceLedger, RetiresTheOldestWhenItIsFull) {
  NonceLedger ledger(SteadyTime::min(), 3);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(ledger.use(at(i), 1, lifetime, at(4)), Counted);
  EXPECT_EQ(ledger.size(), 3U);
  EXPECT_EQ(ledger.use(at(0), 2, lifetime, at(4)), Retired);
  for (int i = 1; i < 4; ++i) EXPECT_EQ(ledger.use(at(i), 2, lifetime, at(4)), Counted);
}

TEST(NonceLedger, RetiresUnusedNoncesOlderThanTheOneThatGaveWay) {
  NonceLedger ledger(SteadyTime::min(), 1);
  EXPECT_EQ(ledger.use(at(5), 1, lifetime, at(9)), Counted);
  EXPECT_EQ(ledger.use(at(6), 1, lifetime, at(9)), Counted);
  EXPECT_EQ(ledger.use(at(4), 1, lifetime, at(9)), Retired);
}

TEST(NonceLedger, TakesAnOldNonceOnceWhenOnlyNewerOnesFillIt) {
  NonceLedger ledger(SteadyTime::min(), 2);
  EXPECT_EQ(ledger.use(at(5), 1, lifetime, at(9)), Counted);
  EXPECT_EQ(ledger.use(at(6), 1, lifetime, at(9)), Counted);
  EXPECT_EQ(ledger.use(at(4), 1, lifetime, at(9)), Counted);
  EXPECT_EQ(ledger.use(at(4), 2, lifetime, at(9)), Retired);
  EXPECT_EQ(ledger.use(at(5), 1, lifetime, at(9)), Replayed);
}

TEST(NonceLedger, MakesRoomFromExpiredNoncesFirst) {
  NonceLedger ledger(SteadyTime::min(), 2);
  EXPECT_EQ(ledger.use(at(0), 1, lifetime, at(0)), Counted);
  EXPECT_EQ(ledger.use(at(50), 1, lifetime, at(50)), Counted);
  EXPECT_EQ(ledger.use(at(61), 1, lifetime, at(61)), Counted);
  EXPECT_EQ(ledger.use(at(50), 1, lifetime, at(61)), Replayed);
}

TEST(NonceLedger, KeepsARecordAsLongAsTheNonceLives) {
  NonceLedger ledger;
  EXPECT_EQ(ledger.use(at(0), 1, lifetime, at(0)), Counted);
  EXPECT_EQ(ledger.use(at(0), 1, lifetime, at(60)), Replayed);
}

TEST(NonceLedger, DoesNotReviveAnExpiredNonceWhenTheLifetimeGrows) {
  NonceLedger ledger;
  EXPECT_EQ(ledger.use(at(0), 1, lifetime, at(0)), Counted);
  EXPECT_EQ(ledger.use(at(100), 1, lifetime, at(100)), Counted);
  EXPECT_EQ(ledger.use(at(0), 1, hours(1), at(101)), Retired);
}

TEST(NonceLedger, DoesNotReviveAnExpiredNonceWhenTheTimeGoesBack) {
  NonceLedger ledger;
  EXPECT_EQ(ledger.use(at(0), 1, lifetime, at(0)), Counted);
  EXPECT_EQ(ledger.use(at(100), 1, lifetime, at(100)), Counted);
  EXPECT_EQ(ledger.use(at(0), 1, lifetime, at(1)), Retired);
}

TEST(NonceLedger, StartsAtTheWatermarkThatItIsGiven) {
  NonceLedger ledger(at(10));
  EXPECT_EQ(ledger.use(at(10), 1, lifetime, at(11)), Retired);
  EXPECT_EQ(ledger.use(at(11), 1, lifetime, at(11)), Counted);
}

TEST(NonceLedger, StaysSmallForALineThatIsRarelyUsed) {
  NonceLedger ledger;
  for (int i = 0; i < 1000; ++i) EXPECT_EQ(ledger.use(at(30 * i), 1, lifetime, at(30 * i)), Counted);
  EXPECT_LE(ledger.size(), 4U);
}

// Whatever happens in whatever order, no pair of nonce and count is ever good twice.
TEST(NonceLedger, NeverCountsTheSameTwice) {
  std::mt19937 random(20);
  for (int run = 0; run < 50; ++run) {
    NonceLedger ledger(SteadyTime::min(), 1 + random() % 8);
    std::map<SteadyTime, std::uint32_t> highest;
    for (int step = 0; step < 2000; ++step) {
      const SteadyTime now = at(step / 20);
      const SteadyTime issued = now - seconds(random() % 60);
      const auto count = random() % 4 == 0 ? std::nullopt : std::optional<std::uint32_t>(random() % 6);
      if (ledger.use(issued, count, lifetime, now) != Counted) continue;
      const auto known = highest.find(issued);
      ASSERT_TRUE(known == highest.end() || (count && *count > known->second));
      highest[issued] = count.value_or(0xffffffff);
    }
  }
}

}  // namespace
}  // namespace handset::sip
