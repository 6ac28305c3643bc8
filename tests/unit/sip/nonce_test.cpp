#include "sip/nonce.h"

#include <gtest/gtest.h>
#include <set>
#include <string>

#include "seeded_random.h"

namespace handset::sip {
namespace {

constexpr Duration lifetime = seconds(60);
constexpr SteadyTime start{hours(1)};
const NonceScope scope{7, IpAddress::v4(192, 0, 2, 1)};

class NonceTest : public testing::Test {
 protected:
  [[nodiscard]] NonceState state(std::string_view nonce, const NonceScope& whose, SteadyTime now) const {
    return maker.check(nonce, whose, lifetime, now).state;
  }

  SeededRandom random;
  NonceMaker maker{random};
};

TEST_F(NonceTest, IsValidForItsLineAndSourceAndTellsItsTime) {
  const auto nonce = maker.make(scope, start);
  const auto check = maker.check(nonce.view(), scope, lifetime, start + seconds(1));
  EXPECT_EQ(check.state, NonceState::Valid);
  EXPECT_EQ(check.issued, start);
}

TEST_F(NonceTest, ExpiresBehindItsLifetime) {
  const auto nonce = maker.make(scope, start);
  EXPECT_EQ(state(nonce.view(), scope, start + lifetime), NonceState::Valid);
  EXPECT_EQ(state(nonce.view(), scope, start + lifetime + Duration{1}), NonceState::Expired);
  EXPECT_EQ(state(nonce.view(), scope, start + hours(24 * 365 * 10)), NonceState::Expired);
}

TEST_F(NonceTest, IsForeignToAnotherLine) {
  const auto nonce = maker.make(scope, start);
  EXPECT_EQ(state(nonce.view(), {8, scope.source}, start), NonceState::Foreign);
}

TEST_F(NonceTest, IsForeignToAnotherSource) {
  const auto nonce = maker.make(scope, start);
  EXPECT_EQ(state(nonce.view(), {7, IpAddress::v4(192, 0, 2, 2)}, start), NonceState::Foreign);
}

TEST_F(NonceTest, TellsAnIpv4AddressFromAnIpv6OneWithTheSameBytes) {
  const auto nonce = maker.make(scope, start);
  EXPECT_EQ(state(nonce.view(), {7, IpAddress::v6(scope.source.bytes())}, start), NonceState::Foreign);
}

TEST_F(NonceTest, IsForeignToAMakerWithAnotherSecret) {
  const auto nonce = maker.make(scope, start);
  SeededRandom other_random(2);
  const NonceMaker restarted(other_random);
  EXPECT_EQ(restarted.check(nonce.view(), scope, lifetime, start).state, NonceState::Foreign);
}

TEST_F(NonceTest, IsForeignWithAnyLetterChanged) {
  const std::string nonce(maker.make(scope, start).view());
  for (std::size_t i = 0; i < nonce.size(); ++i) {
    auto changed = nonce;
    changed[i] = changed[i] == '0' ? '1' : '0';
    EXPECT_EQ(state(changed, scope, start), NonceState::Foreign) << i;
  }
}

TEST_F(NonceTest, IsForeignWhenCutLongerOrNotHexadecimal) {
  const std::string nonce(maker.make(scope, start).view());
  EXPECT_EQ(state("", scope, start), NonceState::Foreign);
  EXPECT_EQ(state(nonce.substr(1), scope, start), NonceState::Foreign);
  EXPECT_EQ(state(nonce + "0", scope, start), NonceState::Foreign);
  EXPECT_EQ(state(std::string(32, 'z'), scope, start), NonceState::Foreign);
  EXPECT_EQ(state(std::string(32, 'f'), scope, start), NonceState::Foreign);
}

TEST_F(NonceTest, IsNeverMadeTwiceAndAlwaysRises) {
  std::set<std::string> seen;
  SteadyTime last = SteadyTime::min();
  for (int i = 0; i < 1000; ++i) {
    const auto nonce = maker.make(scope, start);
    EXPECT_TRUE(seen.emplace(nonce.view()).second);
    const auto check = maker.check(nonce.view(), scope, lifetime, start);
    EXPECT_EQ(check.state, NonceState::Valid);
    EXPECT_GT(check.issued, last);
    last = check.issued;
  }
}

TEST_F(NonceTest, RisesAlsoWhenTheClockDoesNot) {
  const auto first = maker.make(scope, start);
  const auto second = maker.make(scope, start - seconds(5));
  const auto now = start;
  EXPECT_GT(maker.check(second.view(), scope, lifetime, now).issued,
            maker.check(first.view(), scope, lifetime, now).issued);
}

TEST_F(NonceTest, LiesOnItsSideOfAMark) {
  const auto before = maker.make(scope, start);
  const SteadyTime mark = maker.mark(start);
  const auto after = maker.make(scope, start);
  EXPECT_LE(maker.check(before.view(), scope, lifetime, start).issued, mark);
  EXPECT_GT(maker.check(after.view(), scope, lifetime, start).issued, mark);
}

TEST_F(NonceTest, IsPlainLowerCaseHexadecimal) {
  const auto nonce = maker.make(scope, start);
  EXPECT_EQ(nonce.view().size(), NonceText::length);
  EXPECT_EQ(nonce.view().find_first_not_of("0123456789abcdef"), std::string_view::npos);
}

}  // namespace
}  // namespace handset::sip
