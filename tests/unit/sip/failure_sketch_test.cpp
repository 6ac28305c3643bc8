#include "sip/failure_sketch.h"

#include <gtest/gtest.h>

#include "seeded_random.h"

namespace handset::sip {
namespace {

constexpr SteadyTime start{hours(1)};
const IpAddress guesser = IpAddress::v4(192, 0, 2, 66);

class FailureSketchTest : public testing::Test {
 protected:
  void fail(const IpAddress& source, int times, SteadyTime now = start) {
    for (int i = 0; i < times; ++i) sketch.record_failure(source, now);
  }

  SeededRandom random;
  FailureSketch sketch{{.burst = 10, .refill = seconds(1)}, random};
};

TEST_F(FailureSketchTest, NeverSlowsWhoNeverFailed) {
  EXPECT_EQ(sketch.delay(guesser, start), Duration::zero());
}

TEST_F(FailureSketchTest, AllowsTheBurstAndNotOneMore) {
  fail(guesser, 9);
  EXPECT_EQ(sketch.delay(guesser, start), Duration::zero());
  fail(guesser, 1);
  EXPECT_EQ(sketch.delay(guesser, start), seconds(1));
}

TEST_F(FailureSketchTest, AllowsOneMoreForEachRefill) {
  fail(guesser, 10);
  EXPECT_EQ(sketch.delay(guesser, start + milliseconds(999)), milliseconds(1));
  EXPECT_EQ(sketch.delay(guesser, start + seconds(1)), Duration::zero());
  fail(guesser, 1, start + seconds(1));
  EXPECT_EQ(sketch.delay(guesser, start + seconds(1)), seconds(1));
}

TEST_F(FailureSketchTest, ForgetsAfterAQuietWhile) {
  fail(guesser, 10);
  fail(guesser, 9, start + seconds(10));
  EXPECT_EQ(sketch.delay(guesser, start + seconds(10)), Duration::zero());
}

TEST_F(FailureSketchTest, DoesNotPileUpBeyondTheBurst) {
  fail(guesser, 100000);
  EXPECT_EQ(sketch.delay(guesser, start), seconds(1));
}

TEST_F(FailureSketchTest, SurvivesAJumpOfTheClockForward) {
  fail(guesser, 10);
  EXPECT_EQ(sketch.delay(guesser, start + hours(24 * 365)), Duration::zero());
}

TEST_F(FailureSketchTest, KeepsSourcesApart) {
  fail(guesser, 10);
  EXPECT_EQ(sketch.delay(IpAddress::v4(192, 0, 2, 67), start), Duration::zero());
}

TEST_F(FailureSketchTest, CountsAnIpv6HostByItsNetwork) {
  const auto one = *IpAddress::parse("2001:db8::1");
  const auto same_host = *IpAddress::parse("2001:db8::ffff:1");
  const auto another = *IpAddress::parse("2001:db8:0:1::1");
  fail(one, 10);
  EXPECT_GT(sketch.delay(same_host, start), Duration::zero());
  EXPECT_EQ(sketch.delay(another, start), Duration::zero());
}

TEST_F(FailureSketchTest, HardlyEverSlowsABystanderOfAHundredGuessers) {
  for (int i = 0; i < 100; ++i) fail(IpAddress::v4(198, 51, 100, static_cast<std::uint8_t>(i)), 50);
  int slowed = 0;
  for (int i = 0; i < 10000; ++i) {
    const auto bystander =
        IpAddress::v4(203, 0, static_cast<std::uint8_t>(i / 250), static_cast<std::uint8_t>(i % 250));
    if (sketch.delay(bystander, start) > Duration::zero()) ++slowed;
  }
  // (100 / 1024)^4 of them, less than one of ten thousand, is what chance gives.
  EXPECT_LE(slowed, 8);
}

TEST_F(FailureSketchTest, StillCatchesTheGuesserAmongMany) {
  for (int i = 0; i < 2000; ++i)
    fail(IpAddress::v4(10, 0, static_cast<std::uint8_t>(i / 250), static_cast<std::uint8_t>(i % 250)), 2);
  fail(guesser, 10);
  EXPECT_GT(sketch.delay(guesser, start), Duration::zero());
}

}  // namespace
}  // namespace handset::sip
