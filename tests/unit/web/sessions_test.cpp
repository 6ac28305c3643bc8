#include "web/sessions.h"

#include <gtest/gtest.h>

#include "io/random.h"

namespace handset::web {
namespace {

struct SessionsTest : ::testing::Test {
  io::SystemRandom random;
  Sessions sessions{random};
  SteadyTime now{hours(1)};
};

TEST_F(SessionsTest, ASessionIsFoundByItsIdAlone) {
  const NewSession opened = sessions.open(Account::User, now);
  const auto found = sessions.find(opened.id, now);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->account, Account::User);
  EXPECT_EQ(found->token, opened.session.token);
  EXPECT_EQ(found->key, opened.session.key);
  EXPECT_FALSE(sessions.find(opened.session.token, now));
  EXPECT_FALSE(sessions.find("", now));
  EXPECT_FALSE(sessions.find(opened.id.substr(1), now));
}

TEST_F(SessionsTest, NoTwoSessionsShareAnything) {
  const NewSession one = sessions.open(Account::User, now);
  const NewSession other = sessions.open(Account::User, now);
  EXPECT_EQ(one.id.size(), Sessions::id_letters);
  EXPECT_NE(one.id, other.id);
  EXPECT_NE(one.session.token, other.session.token);
  EXPECT_NE(one.id, one.session.token);
}

TEST_F(SessionsTest, AnUnusedSessionEndsAfterHalfAnHour) {
  const NewSession opened = sessions.open(Account::Admin, now);
  EXPECT_EQ(opened.session.expires_in, minutes(30));
  now += minutes(29);
  ASSERT_TRUE(sessions.find(opened.id, now));
  now += minutes(29);
  ASSERT_TRUE(sessions.find(opened.id, now)) << "it was used in between";
  now += minutes(30);
  EXPECT_FALSE(sessions.find(opened.id, now));
  EXPECT_EQ(sessions.size(), 0U);
}

TEST_F(SessionsTest, EverySessionEndsAfterTwelveHours) {
  const NewSession opened = sessions.open(Account::Admin, now);
  const SteadyTime end = now + hours(12);
  for (; now < end - minutes(20); now += minutes(20)) ASSERT_TRUE(sessions.find(opened.id, now));
  EXPECT_EQ(sessions.find(opened.id, now)->expires_in, end - now);
  EXPECT_FALSE(sessions.find(opened.id, end));
}

TEST_F(SessionsTest, OneMoreThanAnAccountMayHaveEndsTheOneUnusedForLongest) {
  Sessions few(random, {.per_account = 2});
  const NewSession first = few.open(Account::Admin, now);
  const NewSession second = few.open(Account::Admin, now + seconds(1));
  const NewSession of_user = few.open(Account::User, now);
  ASSERT_TRUE(few.find(first.id, now + seconds(2)));
  const NewSession third = few.open(Account::Admin, now + seconds(3));
  EXPECT_TRUE(few.find(first.id, now + seconds(3)));
  EXPECT_FALSE(few.find(second.id, now + seconds(3)));
  EXPECT_TRUE(few.find(third.id, now + seconds(3)));
  EXPECT_TRUE(few.find(of_user.id, now + seconds(3)));
}

TEST_F(SessionsTest, AnEndedSessionIsGoneAndOthersStay) {
  const NewSession one = sessions.open(Account::Admin, now);
  const NewSession other = sessions.open(Account::Admin, now);
  sessions.end(one.id);
  EXPECT_FALSE(sessions.find(one.id, now));
  EXPECT_TRUE(sessions.find(other.id, now));
}

TEST_F(SessionsTest, AllOfAnAccountEndButTheOneThatIsToStay) {
  const NewSession mine = sessions.open(Account::Admin, now);
  const NewSession elsewhere = sessions.open(Account::Admin, now);
  const NewSession of_user = sessions.open(Account::User, now);
  sessions.end_all(Account::Admin, mine.session.key);
  EXPECT_TRUE(sessions.find(mine.id, now));
  EXPECT_FALSE(sessions.find(elsewhere.id, now));
  EXPECT_TRUE(sessions.find(of_user.id, now));
  sessions.end_all(Account::Admin);
  EXPECT_FALSE(sessions.find(mine.id, now));
}

TEST_F(SessionsTest, ATouchIsAUse) {
  const NewSession opened = sessions.open(Account::Admin, now);
  now += minutes(29);
  EXPECT_TRUE(sessions.touch(opened.session.key, now));
  now += minutes(29);
  EXPECT_TRUE(sessions.touch(opened.session.key, now));
  now += minutes(30);
  EXPECT_FALSE(sessions.touch(opened.session.key, now));
  EXPECT_FALSE(sessions.touch({}, now));
}

TEST_F(SessionsTest, AnEndBeforeItsTimeIsTold) {
  Sessions few(random, {.per_account = 1});
  int ended = 0;
  few.on_end([&] { ++ended; });
  const NewSession first = few.open(Account::Admin, now);
  EXPECT_EQ(ended, 0);
  const NewSession second = few.open(Account::Admin, now);
  EXPECT_EQ(ended, 1) << "the first had to go";
  few.end(second.id);
  EXPECT_EQ(ended, 2);
  few.end_all(Account::User);
  EXPECT_EQ(ended, 3);
}

}  // namespace
}  // namespace handset::web
