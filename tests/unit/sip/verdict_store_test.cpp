#include "sip/verdict_store.h"

#include <algorithm>
#include <deque>
#include <gtest/gtest.h>
#include <random>

namespace handset::sip {
namespace {

using Key = VerdictStore::Key;

SteadyTime at(Duration time) {
  return SteadyTime(time);
}
Key key(std::uint64_t n) {
  return {n * 7, n};
}

TEST(VerdictStore, FindsWhatWasStored) {
  VerdictStore store({});
  ASSERT_TRUE(store.insert(key(1), 100, 7, at(seconds(1))));
  EXPECT_EQ(store.find(key(1)), 7);
  EXPECT_FALSE(store.find(key(2)));
  EXPECT_FALSE(store.find({8, 1}));
  EXPECT_TRUE(store.find_merged(100));
  EXPECT_FALSE(store.find_merged(101));
}

TEST(VerdictStore, ARecordWithoutMergeKeyIsNotFoundByOne) {
  VerdictStore store({});
  ASSERT_TRUE(store.insert(key(1), std::nullopt, 7, at({})));
  EXPECT_FALSE(store.find_merged(0));
  ASSERT_TRUE(store.insert(key(2), 0, 7, at({})));
  EXPECT_TRUE(store.find_merged(0));
}

TEST(VerdictStore, ForgetsAfterItsLifetimeAndNotBefore) {
  VerdictStore store({.lifetime = seconds(32)});
  ASSERT_TRUE(store.insert(key(1), 1, 1, at(seconds(5))));
  ASSERT_TRUE(store.insert(key(2), 2, 2, at(seconds(6))));
  EXPECT_EQ(store.expire(at(seconds(37) - Duration(1))), 0U);
  EXPECT_EQ(store.next_expiry(), at(seconds(37)));
  EXPECT_EQ(store.expire(at(seconds(37))), 1U);
  EXPECT_FALSE(store.find(key(1)));
  EXPECT_FALSE(store.find_merged(1));
  EXPECT_EQ(store.find(key(2)), 2);
  EXPECT_EQ(store.expire(at(seconds(100))), 1U);
  EXPECT_EQ(store.size(), 0U);
  EXPECT_FALSE(store.next_expiry());
}

TEST(VerdictStore, ARecordMayHaveALifetimeOfItsOwn) {
  VerdictStore store({.lifetime = seconds(32)});
  ASSERT_TRUE(store.insert(key(1), 1, 1, at({}), seconds(60)));
  ASSERT_TRUE(store.insert(key(2), 2, 2, at({})));
  store.expire(at(seconds(59)));
  EXPECT_EQ(store.find(key(1)), 1);
  EXPECT_EQ(store.find(key(2)), 2);  // as long as the one before it
  store.expire(at(seconds(60)));
  EXPECT_EQ(store.size(), 0U);
}

TEST(VerdictStore, AFractionOfAMillisecondIsRoundedUp) {
  VerdictStore store({.lifetime = seconds(1)});
  ASSERT_TRUE(store.insert(key(1), 1, 1, at(Duration(1))));
  EXPECT_EQ(store.expire(at(seconds(1) + Duration(1))), 0U);
  EXPECT_EQ(store.expire(at(seconds(1) + milliseconds(1))), 1U);
}

TEST(VerdictStore, AKeyThatIsThereKeepsItsCode) {
  VerdictStore store({});
  ASSERT_TRUE(store.insert(key(1), 1, 1, at({})));
  EXPECT_EQ(store.insert(key(1), 2, 2, at({})).error().code, Errc::Exists);
  EXPECT_EQ(store.find(key(1)), 1);
  EXPECT_EQ(store.size(), 1U);
}

TEST(VerdictStore, AtItsLimitItRefusesAndForgetsNobody) {
  VerdictStore store({.initial = 2, .limit = 5});
  for (std::uint64_t i = 0; i < 5; ++i) {
    EXPECT_FALSE(store.full());
    ASSERT_TRUE(store.insert(key(i), i, 1, at({})));
  }
  EXPECT_TRUE(store.full());
  EXPECT_EQ(store.insert(key(5), 5, 1, at({})).error().code, Errc::Unavailable);
  for (std::uint64_t i = 0; i < 5; ++i) EXPECT_TRUE(store.find(key(i)));
  store.expire(at(hours(1)));
  EXPECT_TRUE(store.insert(key(5), 5, 1, at(hours(1))));
}

TEST(VerdictStore, ALimitOfNothingRemembersNothing) {
  VerdictStore store({.limit = 0});
  EXPECT_TRUE(store.full());
  EXPECT_FALSE(store.insert(key(1), 1, 1, at({})));
}

TEST(VerdictStore, GrowsWithoutLosingAnyone) {
  VerdictStore store({.initial = 1});
  for (std::uint64_t i = 0; i < 10000; ++i)
    ASSERT_TRUE(store.insert(key(i), i, static_cast<std::uint8_t>(i), at({})));
  for (std::uint64_t i = 0; i < 10000; ++i) {
    ASSERT_EQ(store.find(key(i)), static_cast<std::uint8_t>(i));
    ASSERT_TRUE(store.find_merged(i));
  }
}

TEST(VerdictStore, ARecordTakesAtMost64Bytes) {
  VerdictStore store({.limit = 1U << 16U});
  for (std::uint64_t i = 0; i < 1U << 16U; ++i) ASSERT_TRUE(store.insert(key(i), i, 1, at({})));
  EXPECT_LE(store.memory() / store.size(), 64U);
}

TEST(VerdictStore, KeepsItsMemoryWhileItIsFilledAndEmptied) {
  VerdictStore store({.lifetime = seconds(1), .initial = 64});
  const auto before = store.memory();
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const SteadyTime now = at(milliseconds(20) * static_cast<int>(i));
    store.expire(now);
    ASSERT_TRUE(store.insert(key(i), i, 1, now));
  }
  EXPECT_EQ(store.memory(), before);
}

// Against a plain map, with hashes that crowd a few slots, so that probing and closing gaps are put to work.
TEST(VerdictStore, BehavesAsAMapWithExpiry) {
  std::mt19937_64 random(7);
  VerdictStore store({.lifetime = milliseconds(300), .initial = 4, .limit = 400});
  struct Model {
    Key key;
    std::uint64_t merge;
    std::uint8_t code;
    SteadyTime expiry;
  };
  std::deque<Model> model;
  SteadyTime now = at({});
  for (int step = 0; step < 20000; ++step) {
    now += milliseconds(random() % 3);
    store.expire(now);
    while (!model.empty() && model.front().expiry <= now) model.pop_front();
    ASSERT_EQ(store.size(), model.size());

    const Key wanted{random() % 40, random() % 64 * 61};
    const auto same = [&](const Model& m) { return m.key == wanted; };
    const auto found = std::find_if(model.begin(), model.end(), same);
    ASSERT_EQ(store.find(wanted).has_value(), found != model.end());
    if (found != model.end()) {
      ASSERT_EQ(store.find(wanted), found->code);
    }
    const std::uint64_t merge = random() % 300;
    ASSERT_EQ(store.find_merged(merge),
              std::any_of(model.begin(), model.end(), [&](const Model& m) { return m.merge == merge; }));
    const auto code = static_cast<std::uint8_t>(random());
    if (store.insert(wanted, merge, code, now))
      model.push_back({wanted, merge, code, now + milliseconds(300)});
  }
  EXPECT_GT(model.size(), 50U);
}

}  // namespace
}  // namespace handset::sip
