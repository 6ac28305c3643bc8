// The digest of programs against the login.
#include "web/digest_login.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/web/digest_client.h"
#include "unit/web/rig.h"

namespace handset::web {
namespace {

using testing::admin_password;
using testing::field;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Rig;
using testing::user_password;

struct DigestLoginTest : ::testing::Test {
  using Client = testing::DigestClient;

  std::string fresh_nonce() {
    const std::string challenge = field(rig.ask(Rig::request("GET", "/api/v1/phone")), "WWW-Authenticate");
    return testing::nonce_of(challenge);
  }
  static std::string answer(const Client& client, std::string_view method = "GET") {
    return testing::digest_answer(client, method);
  }
  io::HttpResponse ask(const Client& client) { return ask_with(answer(client)); }
  io::HttpResponse ask_with(const std::string& value) {
    return rig.ask(Rig::request("GET", "/api/v1/phone", {{"Authorization", value}}));
  }

  Rig rig;
};

TEST_F(DigestLoginTest, BothAccountsLogInWithBothAlgorithms) {
  for (const DigestAlgorithm algorithm : {DigestAlgorithm::Sha256, DigestAlgorithm::Md5}) {
    EXPECT_EQ(ask({.algorithm = algorithm, .nonce = fresh_nonce()}).status, 200);
    EXPECT_EQ(ask({.user = "user",
                   .password = std::string(user_password),
                   .algorithm = algorithm,
                   .nonce = fresh_nonce()})
                  .status,
              200);
  }
  EXPECT_EQ(rig.slow_checks, 0);
}

TEST_F(DigestLoginTest, ANonceIsGoodForManyRequestsThatAreCounted) {
  const std::string nonce = fresh_nonce();
  for (unsigned count = 1; count < 20; ++count) EXPECT_EQ(ask({.nonce = nonce, .count = count}).status, 200);
}

TEST_F(DigestLoginTest, ARepeatedRequestIsAskedForANewAnswer) {
  const std::string nonce = fresh_nonce();
  EXPECT_EQ(ask({.nonce = nonce, .count = 2}).status, 200);
  for (const unsigned count : {2U, 1U}) {
    const io::HttpResponse again = ask({.nonce = nonce, .count = count});
    EXPECT_EQ(again.status, 401);
    EXPECT_THAT(field(again, "WWW-Authenticate"), HasSubstr("stale=true"));
  }
}

TEST_F(DigestLoginTest, AnOldOrForeignNonceIsStaleWhenThePasswordIsRight) {
  const std::string nonce = fresh_nonce();
  rig.now += minutes(5) + seconds(1);
  for (const std::string& old : {nonce, std::string(32, '0'), std::string("abc")}) {
    EXPECT_THAT(field(ask({.nonce = old}), "WWW-Authenticate"), HasSubstr("stale=true"));
    EXPECT_THAT(field(ask({.password = "wrong", .nonce = old}), "WWW-Authenticate"), Not(HasSubstr("stale")));
    rig.now += minutes(1);
  }
}

TEST_F(DigestLoginTest, ANonceIsForItsSourceAlone) {
  const Client client{.nonce = fresh_nonce()};
  io::HttpRequest asked = Rig::request("GET", "/api/v1/phone", {{"Authorization", answer(client)}});
  asked.remote.address = IpAddress::v4(192, 0, 2, 78);
  EXPECT_EQ(rig.status(asked), 401);
}

TEST_F(DigestLoginTest, WrongNamesPasswordsAndMethodsAreWrong) {
  EXPECT_EQ(ask({.password = "wrong", .nonce = fresh_nonce()}).status, 401);
  EXPECT_EQ(ask({.user = "root", .nonce = fresh_nonce()}).status, 401);
  EXPECT_EQ(ask({.user = "user", .nonce = fresh_nonce()}).status, 401);
  EXPECT_EQ(ask_with(answer({.nonce = fresh_nonce()}, "POST")).status, 401);
}

TEST_F(DigestLoginTest, GuessesMakeTheirSourceWait) {
  const std::string nonce = fresh_nonce();
  for (unsigned count = 1; count <= 5; ++count)
    EXPECT_EQ(ask({.password = "wrong", .nonce = nonce, .count = count}).status, 401);
  const io::HttpResponse refused = ask({.nonce = nonce, .count = 6});
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(field(refused, "Retry-After"), "10");
  rig.now += seconds(10);
  EXPECT_EQ(ask({.nonce = nonce, .count = 6}).status, 200);
}

TEST_F(DigestLoginTest, WhatIsNoAnswerToTheChallengeIsMalformed) {
  const std::string nonce = fresh_nonce();
  EXPECT_EQ(ask({.nonce = nonce, .uri = "/api/v1/screen"}).status, 400);
  EXPECT_EQ(ask({.nonce = nonce, .realm = "elsewhere"}).status, 400);
  EXPECT_EQ(ask({.nonce = nonce, .qop = "auth-int"}).status, 400);
  EXPECT_EQ(ask({.algorithm = DigestAlgorithm::Sha512_256, .nonce = nonce}).status, 400);
  std::string without = answer({.nonce = nonce});
  without.erase(without.find(", cnonce"), 20);
  EXPECT_EQ(ask_with(without).status, 400);
  for (const char* value : {"Digest x", "Digest username=\"admin", "Digest nc=1, nc=1"})
    EXPECT_EQ(ask_with(value).status, 400) << value;
}

TEST_F(DigestLoginTest, AfterANewPasswordTheOldOneAndItsNoncesAreWorthNothing) {
  const std::string nonce = fresh_nonce();
  EXPECT_EQ(ask({.nonce = nonce}).status, 200);
  rig.set_password(Account::Admin, "new");
  EXPECT_EQ(ask({.nonce = nonce, .count = 2}).status, 401);
  EXPECT_THAT(field(ask({.password = "new", .nonce = nonce, .count = 3}), "WWW-Authenticate"),
              HasSubstr("stale=true"));
  EXPECT_EQ(ask({.password = "new", .nonce = fresh_nonce()}).status, 200);
}

}  // namespace
}  // namespace handset::web
