// How guessing is slowed, and who cannot be slowed by whom.
#include "authenticator_rig.h"
#include "sip/authenticator.h"

namespace handset::sip {
namespace {

using enum AuthVerdict;

class SlowingTest : public AuthenticatorTest {
 protected:
  // Ten wrong answers to a nonce that is valid for the source.
  void guess(int times = 10) {
    auto who = sender();
    who.password = "guess";
    for (int i = 0; i < times; ++i) expect_challenged(ask(who));
  }
};

TEST_F(SlowingTest, SlowsTheEleventhGuess) {
  guess();
  auto who = sender();
  who.password = "guess";
  const auto outcome = ask(who);
  EXPECT_EQ(outcome.verdict, Slow);
  EXPECT_EQ(outcome.retry_after, 1U);
}

TEST_F(SlowingTest, DoesNotLookAtThePasswordWhileSlowing) {
  guess();
  EXPECT_EQ(ask(sender()).verdict, Slow);
}

TEST_F(SlowingTest, LooksAgainAfterAWhile) {
  guess();
  const auto who = sender();
  now += seconds(1);
  EXPECT_EQ(ask(who).verdict, Accepted);
}

TEST_F(SlowingTest, StillChallengesARequestWithoutCredentials) {
  guess();
  expect_challenged(ask_with({}));
}

TEST_F(SlowingTest, SlowsAcrossLines) {
  guess();
  auto other =
      authenticator.open({.line = 2, .usernames = {"102"}, .realm = "phone.local", .password = "other"}, now);
  auto who = sender();
  who.nonce = fresh_nonce(other);
  EXPECT_EQ(ask(other, {who.value()}).verdict, Slow);
}

TEST_F(SlowingTest, SlowsGuessesOfTheUsername) {
  for (int i = 0; i < 10; ++i) {
    auto who = sender();
    who.username = "user" + std::to_string(i);
    expect_challenged(ask(who));
  }
  EXPECT_EQ(ask(sender()).verdict, Slow);
}

TEST_F(SlowingTest, SlowsGuessesAtALineWithoutPassword) {
  auto without = settings();
  without.password = "";
  line = authenticator.open(without, now);
  guess();
  EXPECT_EQ(ask(sender()).verdict, Slow);
}

TEST_F(SlowingTest, LeavesOtherSourcesAlone) {
  guess();
  source = IpAddress::v4(192, 0, 2, 21);
  EXPECT_EQ(ask(sender()).verdict, Accepted);
}

TEST_F(SlowingTest, DoesNotCountRightAnswersNorReplaysNorMalformedOnes) {
  const auto who = sender();
  EXPECT_EQ(ask(who).verdict, Accepted);
  auto zero = who;
  zero.nc = "00000000";
  auto elsewhere = who;
  elsewhere.uri = "sip:192.0.2.10";
  for (int i = 0; i < 50; ++i) {
    expect_refused(ask(who));
    expect_refused(ask(zero));
    expect_refused(ask(elsewhere));
  }
  EXPECT_EQ(ask(sender()).verdict, Accepted);
}

// Whoever forges the source of a datagram never sees the challenge, so it has no nonce for that source.
TEST_F(SlowingTest, CannotBeTurnedAgainstAForgedSource) {
  const auto victim = source;
  source = IpAddress::v4(198, 51, 100, 66);
  auto forged = sender();  // with a nonce for the forger's own address
  forged.password = "guess";
  source = victim;
  for (int i = 0; i < 1000; ++i) expect_challenged(ask(forged));
  forged.nonce = "0123456789abcdef0123456789abcdef";
  for (int i = 0; i < 1000; ++i) expect_challenged(ask(forged));
  EXPECT_EQ(ask(sender()).verdict, Accepted);
}

TEST_F(SlowingTest, StopsLookingAtThePasswordBehindTooManyForeignNonces) {
  auto foreign = sender();
  foreign.nonce = "0123456789abcdef0123456789abcdef";
  expect_challenged(ask(foreign), true);
  auto guesser = foreign;
  guesser.password = "guess";
  for (int i = 0; i < 10; ++i) expect_challenged(ask(guesser));
  expect_challenged(ask(foreign), false);
  now += seconds(1);
  expect_challenged(ask(foreign), true);
}

TEST_F(SlowingTest, StopsLookingAtThePasswordBehindTooManyExpiredNonces) {
  const auto expired = sender();
  now += seconds(61);
  auto guesser = expired;
  guesser.password = "guess";
  for (int i = 0; i < 10; ++i) expect_challenged(ask(guesser));
  expect_challenged(ask(expired), false);
  EXPECT_EQ(ask(sender()).verdict, Accepted);
}

TEST_F(SlowingTest, StillTellsStaleForAnExpiredNonceDuringAFloodOfForeignOnes) {
  const auto expired = sender();
  now += seconds(61);
  auto foreign = expired;
  foreign.password = "guess";
  foreign.nonce = "0123456789abcdef0123456789abcdef";
  for (int i = 0; i < 100; ++i) expect_challenged(ask(foreign));
  expect_challenged(ask(expired), true);
}

TEST_F(SlowingTest, ObeysItsOptions) {
  SeededRandom other_random(3);
  Authenticator strict(other_random, {.burst = 1, .refill = seconds(30)});
  auto account = strict.open(settings(), now);
  std::array<char, 512> buffer;
  Writer out(buffer);
  strict.write_challenge(out, account, source, false, now);
  Sender who;
  who.nonce = std::string(out.view().substr(out.view().find("nonce=\"") + 7, NonceText::length));
  who.password = "guess";
  const std::string value = who.value();
  AuthRequest request{.method = "NOTIFY", .request_uri = who.uri, .body = {}, .source = source};
  request.authorization[request.authorization_count++] = value;
  expect_challenged(strict.check(request, account, now));
  const auto outcome = strict.check(request, account, now + milliseconds(500));
  EXPECT_EQ(outcome.verdict, Slow);
  EXPECT_EQ(outcome.retry_after, 30U);
}

}  // namespace
}  // namespace handset::sip
