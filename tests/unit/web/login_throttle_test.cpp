#include "web/login_throttle.h"

#include <gtest/gtest.h>

namespace handset::web {
namespace {

const IpAddress one = IpAddress::v4(192, 0, 2, 1);
const IpAddress other = IpAddress::v4(192, 0, 2, 2);
constexpr SteadyTime start{hours(1)};

void fail_times(LoginThrottle& throttle, const IpAddress& source, int times, SteadyTime now = start) {
  for (int i = 0; i < times; ++i) throttle.record_failure(source, now);
}

TEST(LoginThrottle, FiveFailuresAreFreeAndThenASourceWaits) {
  LoginThrottle throttle;
  fail_times(throttle, one, 4);
  EXPECT_EQ(throttle.delay(one, start), Duration::zero());
  fail_times(throttle, one, 1);
  EXPECT_EQ(throttle.delay(one, start), seconds(10));
  EXPECT_EQ(throttle.delay(other, start), Duration::zero());
}

TEST(LoginThrottle, OneMoreAttemptIsFreeAfterTheStatedTime) {
  LoginThrottle throttle;
  fail_times(throttle, one, 5);
  EXPECT_GT(throttle.delay(one, start + seconds(9)), Duration::zero());
  EXPECT_EQ(throttle.delay(one, start + seconds(10)), Duration::zero());
  fail_times(throttle, one, 1, start + seconds(10));
  EXPECT_EQ(throttle.delay(one, start + seconds(10)), seconds(10));
}

TEST(LoginThrottle, FailuresAreForgiven) {
  LoginThrottle throttle;
  fail_times(throttle, one, 5);
  fail_times(throttle, one, 4, start + seconds(50));
  EXPECT_EQ(throttle.delay(one, start + seconds(50)), Duration::zero());
}

TEST(LoginThrottle, ANetworkOfOneHostIsOneSource) {
  LoginThrottle throttle;
  fail_times(throttle, *IpAddress::parse("2001:db8:0:1::1"), 5);
  EXPECT_GT(throttle.delay(*IpAddress::parse("2001:db8:0:1:ffff::2"), start), Duration::zero());
  EXPECT_EQ(throttle.delay(*IpAddress::parse("2001:db8:0:2::1"), start), Duration::zero());
}

TEST(LoginThrottle, AFullTableForgetsTheSourceThatWouldBeFreeFirst) {
  LoginThrottle throttle({.burst = 2, .sources = 2});
  fail_times(throttle, one, 3);
  fail_times(throttle, other, 2);
  fail_times(throttle, IpAddress::v4(192, 0, 2, 3), 2);
  EXPECT_GT(throttle.delay(one, start), Duration::zero());
  EXPECT_EQ(throttle.delay(other, start), Duration::zero());
}

}  // namespace
}  // namespace handset::web
