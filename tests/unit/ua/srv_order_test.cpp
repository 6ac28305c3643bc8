#include "ua/srv_order.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

#include "sim/random.h"

namespace handset::ua {
namespace {

std::string order_of(const std::vector<SrvRecord>& records) {
  std::string out;
  for (const SrvRecord& record : records) out += record.target;
  return out;
}

// How often each target is the first, out of so many draws.
std::map<std::string, int> count_first(const std::vector<SrvRecord>& records, int draws) {
  std::map<std::string, int> count;
  for (int seed = 0; seed < draws; ++seed) {
    sim::SeededRandom random(static_cast<std::uint64_t>(seed));
    ++count[in_srv_order(records, random).front().target];
  }
  return count;
}

TEST(SrvOrder, IsByPriorityWhateverTheWeight) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    sim::SeededRandom random(seed);
    const auto order =
        in_srv_order({{20, 65535, 1, "c"}, {0, 0, 1, "a"}, {30, 1, 1, "d"}, {10, 1, 1, "b"}}, random);
    ASSERT_EQ(order_of(order), "abcd");
  }
}

TEST(SrvOrder, IsByChanceInProportionToTheWeights) {
  constexpr int draws = 5000;
  auto count = count_first({{0, 60, 1, "a"}, {0, 30, 1, "b"}, {0, 10, 1, "c"}, {1, 1000, 1, "d"}}, draws);
  // RFC 2782 draws from 0 to the sum, both included; four standard deviations are below 3 in a hundred.
  EXPECT_NEAR(count["a"], draws * 0.60, draws * 0.03);
  EXPECT_NEAR(count["b"], draws * 0.30, draws * 0.03);
  EXPECT_NEAR(count["c"], draws * 0.10, draws * 0.03);
  EXPECT_EQ(count["d"], 0);
}

TEST(SrvOrder, DrawsTheSecondByTheWeightsThatAreLeft) {
  constexpr int draws = 5000;
  std::map<std::string, int> second;
  int of_a = 0;
  for (int seed = 0; seed < draws; ++seed) {
    sim::SeededRandom random(static_cast<std::uint64_t>(seed));
    const auto order = in_srv_order({{0, 50, 1, "a"}, {0, 40, 1, "b"}, {0, 10, 1, "c"}}, random);
    if (order[0].target != "a") continue;
    ++of_a;
    ++second[order[1].target];
  }
  EXPECT_NEAR(second["b"], of_a * 0.8, of_a * 0.05);
  EXPECT_NEAR(second["c"], of_a * 0.2, of_a * 0.05);
}

TEST(SrvOrder, LeavesASmallChanceToWhatHasNoWeight) {
  constexpr int draws = 5000;
  auto count = count_first({{0, 9, 1, "a"}, {0, 0, 1, "b"}}, draws);
  EXPECT_NEAR(count["b"], draws / 10, draws * 0.03);
}

TEST(SrvOrder, StaysAsItIsWithoutWeights) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    sim::SeededRandom random(seed);
    EXPECT_EQ(order_of(in_srv_order({{0, 0, 1, "a"}, {0, 0, 1, "b"}, {0, 0, 1, "c"}}, random)), "abc");
  }
}

TEST(SrvOrder, KeepsEachRecordOnce) {
  std::vector<SrvRecord> records;
  for (int i = 0; i < 256; ++i)
    records.push_back({static_cast<std::uint16_t>(i % 3), 65535, 1, std::to_string(i)});
  sim::SeededRandom random(1);
  auto order = in_srv_order(records, random);
  const auto by_target = [](const SrvRecord& a, const SrvRecord& b) { return a.target < b.target; };
  std::sort(order.begin(), order.end(), by_target);
  std::sort(records.begin(), records.end(), by_target);
  EXPECT_EQ(order, records);
  EXPECT_TRUE(in_srv_order({}, random).empty());
}

}  // namespace
}  // namespace handset::ua
