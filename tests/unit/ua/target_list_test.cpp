#include "ua/target_list.h"

#include <gtest/gtest.h>

namespace handset::ua {
namespace {

using State = TargetEntry::State;

ServerTarget target(std::uint8_t number, std::uint16_t priority) {
  return {SipTransport::Udp,
          {IpAddress::v4(192, 0, 2, number), 5060},
          "sip" + std::to_string(number) + ".example",
          priority};
}

struct Targets : ::testing::Test {
  Targets() { list.update({target(1, 0), target(2, 1), target(3, 2)}, now); }

  [[nodiscard]] int current() const { return list.current().target.endpoint.address.bytes()[3]; }
  bool fail(std::string why = "did not answer for 32 s") { return list.failed(std::move(why), now); }
  void pass(Duration time) { now += time; }

  SteadyTime now{seconds(1000)};
  TargetList list{seconds(600)};
};

TEST_F(Targets, BeginWithTheFirst) {
  EXPECT_EQ(current(), 1);
  EXPECT_EQ(list.why(), "");
  EXPECT_EQ(list.current().state, State::Untried);
  EXPECT_FALSE(list.fall_back_at());
  EXPECT_TRUE(TargetList(seconds(1)).empty());
}

TEST_F(Targets, FollowEachOtherWhenTheyFailAndSayWhy) {
  EXPECT_TRUE(fail());
  EXPECT_EQ(current(), 2);
  EXPECT_EQ(list.why(), "sip1.example (192.0.2.1:5060, UDP) did not answer for 32 s");
  const TargetEntry& first = list.entries()[0];
  EXPECT_EQ(first.state, State::Failed);
  EXPECT_EQ(first.since, now);
  EXPECT_EQ(first.why, "did not answer for 32 s");
  EXPECT_TRUE(fail("answered 503"));
  EXPECT_EQ(current(), 3);
  EXPECT_EQ(list.why(), "sip2.example (192.0.2.2:5060, UDP) answered 503");
}

TEST_F(Targets, BeginAnewWhenAllHaveFailed) {
  EXPECT_TRUE(fail());
  EXPECT_TRUE(fail());
  EXPECT_FALSE(fail());
  EXPECT_EQ(current(), 1);
  for (const TargetEntry& entry : list.entries()) EXPECT_EQ(entry.state, State::Failed);
  EXPECT_TRUE(fail());
  EXPECT_EQ(current(), 2);
}

TEST_F(Targets, OfOneAlonePassTheirTurnToNobody) {
  TargetList alone(seconds(600));
  alone.update({target(1, 0)}, now);
  EXPECT_FALSE(alone.failed("answered 503", now));
  EXPECT_EQ(alone.current().why, "answered 503");
  EXPECT_FALSE(alone.fall_back_at());
}

TEST_F(Targets, ThatHaveNotFailedComeBeforeThoseThatHave) {
  fail();
  list.worked(now);
  pass(seconds(60));
  EXPECT_TRUE(fail());
  EXPECT_EQ(current(), 3);
  EXPECT_TRUE(fail());
  EXPECT_EQ(current(), 1) << "it failed long ago, and was not tried in this round";
  EXPECT_FALSE(fail());
}

TEST_F(Targets, FallBackToTheBestAfterTheInterval) {
  fail();
  list.worked(now);
  const SteadyTime left = now;
  EXPECT_EQ(list.fall_back_at(), left + seconds(600));
  pass(seconds(599));
  list.worked(now);
  EXPECT_FALSE(list.fall_back(now));
  EXPECT_EQ(current(), 2);
  pass(seconds(1));
  EXPECT_TRUE(list.fall_back(now));
  EXPECT_EQ(current(), 1);
  EXPECT_EQ(list.why(), "");
  EXPECT_FALSE(list.fall_back_at());
}

TEST_F(Targets, ReturnToTheOneThatWorkedWhenTheBestStillFails) {
  fail();
  fail();
  list.worked(now);
  pass(seconds(600));
  ASSERT_TRUE(list.fall_back(now));
  EXPECT_TRUE(fail("answered 503"));
  EXPECT_EQ(current(), 3);
  EXPECT_EQ(list.why(), "sip1.example (192.0.2.1:5060, UDP) answered 503");
  EXPECT_EQ(list.fall_back_at(), now + seconds(600));
}

TEST_F(Targets, NeverFallBackWhenTheIntervalIsZero) {
  TargetList never{Duration{}};
  never.update({target(1, 0), target(2, 1)}, now);
  never.failed("answered 503", now);
  never.worked(now);
  EXPECT_FALSE(never.fall_back_at());
  EXPECT_FALSE(never.fall_back(now + seconds(100000)));
}

TEST_F(Targets, OfOnePriorityAreAsGoodAsEachOther) {
  TargetList equal(seconds(600));
  equal.update({target(1, 5), target(2, 5)}, now);
  equal.failed("answered 503", now);
  equal.worked(now);
  EXPECT_FALSE(equal.fall_back_at());
}

TEST_F(Targets, KeepWhatIsKnownOfThemWhenTheyAreFoundAnew) {
  fail("answered 503");
  list.worked(now);
  const SteadyTime then = now;
  pass(seconds(100));
  list.update({target(1, 0), target(4, 1), target(2, 1)}, now);
  EXPECT_EQ(current(), 2) << "it works";
  EXPECT_EQ(list.current().since, then);
  EXPECT_EQ(list.entries()[0].why, "answered 503");
  EXPECT_EQ(list.entries()[1].state, State::Untried);
  EXPECT_EQ(list.fall_back_at(), then + seconds(600)) << "the time away goes on";
  EXPECT_EQ(list.why(), "sip1.example (192.0.2.1:5060, UDP) answered 503");
}

TEST_F(Targets, AreLeftWhenTheyAreFoundNoMore) {
  list.worked(now);
  list.update({target(2, 0), target(3, 1)}, now);
  EXPECT_EQ(current(), 2);
  list.worked(now);
  fail();
  list.worked(now);
  EXPECT_EQ(current(), 3);
  list.update({target(1, 0), target(2, 0)}, now);
  EXPECT_EQ(current(), 1);
}

TEST_F(Targets, GiveWayToABetterOneThatIsFoundAfterTheInterval) {
  list.worked(now);
  list.update({target(9, 0), target(1, 1)}, now);
  EXPECT_EQ(current(), 1);
  EXPECT_EQ(list.fall_back_at(), now + seconds(600));
  list.update({target(1, 0), target(9, 1)}, now);
  EXPECT_FALSE(list.fall_back_at());
}

TEST_F(Targets, StayWhenNoneIsFound) {
  fail();
  list.update({}, now);
  EXPECT_EQ(current(), 2);
  EXPECT_EQ(list.entries().size(), 3U);
}

TEST_F(Targets, ThatFailedInThisRoundAreNotTriedAgainWhenTheyAreFoundAnew) {
  fail();
  fail();
  list.update({target(1, 0), target(2, 1), target(3, 2)}, now);
  EXPECT_EQ(current(), 3);
  EXPECT_FALSE(fail());
}

}  // namespace
}  // namespace handset::ua
