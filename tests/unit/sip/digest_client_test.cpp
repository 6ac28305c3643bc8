#include "sip/digest_client.h"

#include <array>
#include <gtest/gtest.h>
#include <string>

namespace handset::sip {
namespace {

using enum DigestAlgorithm;

DigestAnswer notify_answer() {
  return {.username = "101",
          .password = "secret",
          .method = "NOTIFY",
          .uri = "sip:101@127.0.0.1:5060",
          .body = "http://127.0.0.1/menu.xml",
          .cnonce = "feedc0de"};
}

std::string answered(std::string_view challenge_value, const DigestAnswer& answer = notify_answer()) {
  std::string out;
  const auto challenge = parse_digest_challenge(challenge_value);
  EXPECT_TRUE(challenge && challenge->answerable()) << challenge_value;
  if (challenge) append_digest_authorization(out, *challenge, answer);
  return out;
}

TEST(DigestChallengeParse, ReadsAllThatMatters) {
  const auto challenge = parse_digest_challenge(
      R"(Digest realm="pbx", domain="sip:pbx", nonce="n1", opaque="o", stale=TRUE, algorithm=sha-256, qop="auth,auth-int")");
  ASSERT_TRUE(challenge);
  EXPECT_EQ(challenge->realm.raw, "pbx");
  EXPECT_EQ(challenge->nonce.raw, "n1");
  EXPECT_EQ(challenge->opaque.raw, "o");
  EXPECT_TRUE(challenge->stale);
  EXPECT_EQ(challenge->algorithm, Sha256);
  EXPECT_TRUE(challenge->offers_auth);
  EXPECT_TRUE(challenge->offers_auth_int);
  EXPECT_EQ(challenge->qop(), Qop::Auth);
}

TEST(DigestChallengeParse, TakesMd5AndNoQopWhenNoneIsNamed) {
  const auto challenge = parse_digest_challenge(R"(Digest realm="pbx", nonce="n1")");
  ASSERT_TRUE(challenge);
  EXPECT_EQ(challenge->algorithm, Md5);
  EXPECT_FALSE(challenge->stale);
  EXPECT_EQ(challenge->qop(), Qop::None);
  EXPECT_TRUE(challenge->answerable());
}

TEST(DigestChallengeParse, FallsBackToAuthIntWhenThatIsAll) {
  const auto challenge = parse_digest_challenge(R"(Digest realm="pbx", nonce="n1", qop="auth-int")");
  ASSERT_TRUE(challenge);
  EXPECT_EQ(challenge->qop(), Qop::AuthInt);
}

TEST(DigestChallengeParse, FindsNoAnswerToAnUnknownQopOrAlgorithm) {
  for (const auto* value :
       {R"(Digest realm="pbx", nonce="n1", qop="token")", R"(Digest realm="pbx", nonce="n1", qop="")",
        R"(Digest realm="pbx", nonce="n1", algorithm=MD5-sess, qop="auth")"}) {
    const auto challenge = parse_digest_challenge(value);
    ASSERT_TRUE(challenge) << value;
    EXPECT_FALSE(challenge->answerable()) << value;
  }
}

TEST(DigestChallengeParse, RefusesWhatIsBrokenOrForAnotherScheme) {
  EXPECT_EQ(parse_digest_challenge(R"(Basic realm="pbx")").error().code, Errc::Unsupported);
  EXPECT_EQ(parse_digest_challenge(R"(Digest realm="pbx")").error().code, Errc::Malformed);
  EXPECT_EQ(parse_digest_challenge(R"(Digest nonce="n")").error().code, Errc::Malformed);
  EXPECT_EQ(parse_digest_challenge(R"(Digest realm="a", realm="b", nonce="n")").error().code,
            Errc::Malformed);
}

TEST(DigestChallengeParse, RefusesWhatWouldBreakALineWhenEchoed) {
  for (const auto* value :
       {"Digest realm=\"a\", nonce=\"n\r\n Evil: x\"", "Digest realm=\"a\nb\", nonce=\"n\"",
        "Digest realm=\"a\", nonce=\"n\", opaque=\"\x01\""}) {
    const auto challenge = parse_digest_challenge(value);
    ASSERT_FALSE(challenge) << value;
    EXPECT_EQ(challenge.error().code, Errc::Malformed) << value;
  }
}

TEST(DigestChallengeChoice, TakesTheTopmostThatWeSpeak) {
  const std::array<std::string_view, 4> values = {
      R"(Digest realm="pbx", nonce="a", algorithm=SHA-3, qop="auth")",
      R"(Digest realm="pbx", nonce="b", algorithm=SHA-256, qop="auth")",
      R"(Digest realm="pbx", nonce="c", algorithm=MD5, qop="auth")", R"(Basic realm="pbx")"};
  const auto chosen = choose_digest_challenge(values);
  ASSERT_TRUE(chosen);
  EXPECT_EQ(chosen->nonce.raw, "b");
}

TEST(DigestChallengeChoice, TakesTheAlgorithmThatIsAskedFor) {
  const std::array<std::string_view, 2> values = {
      R"(Digest realm="pbx", nonce="b", algorithm=SHA-256, qop="auth")",
      R"(Digest realm="pbx", nonce="c", qop="auth")"};
  const auto chosen = choose_digest_challenge(values, {.only = Md5});
  ASSERT_TRUE(chosen);
  EXPECT_EQ(chosen->nonce.raw, "c");
  EXPECT_EQ(choose_digest_challenge(values, {.only = Sha512_256}).error().code, Errc::Refused);
}

// RFC 8760 2.4 has the client follow the server's order; a minimum of its own is what keeps an attacker who
// takes the strong challenges away from getting an MD5 answer to guess at.
TEST(DigestChallengeChoice, TakesNoneThatIsWeakerThanTheMinimum) {
  const std::array<std::string_view, 3> values = {
      R"(Digest realm="pbx", nonce="a", qop="auth")",
      R"(Digest realm="pbx", nonce="b", algorithm=SHA-512-256, qop="auth")",
      R"(Digest realm="pbx", nonce="c", algorithm=SHA-256, qop="auth")"};
  const auto chosen = choose_digest_challenge(values, {.minimum = Sha256});
  ASSERT_TRUE(chosen);
  EXPECT_EQ(chosen->nonce.raw, "b");
  const std::span all(values);
  EXPECT_EQ(choose_digest_challenge(all.first(1), {.minimum = Sha256}).error().code, Errc::Refused);
}

TEST(DigestChallengeChoice, SaysWhyThereIsNone) {
  EXPECT_EQ(choose_digest_challenge({}).error().code, Errc::NotFound);
  const std::array<std::string_view, 1> broken = {"Digest realm=\"r\""};
  EXPECT_EQ(choose_digest_challenge(broken).error().code, Errc::Malformed);
  const std::array<std::string_view, 2> foreign = {"Basic realm=\"r\"", "Digest realm=\"r\""};
  EXPECT_EQ(choose_digest_challenge(foreign).error().code, Errc::Unsupported);
}

TEST(DigestAnswer, IsTheKnownResponseWithAuth) {
  EXPECT_EQ(answered(R"(Digest realm="phone.local", nonce="0123456789abcdef0123456789abcdef", qop="auth")"),
            R"(Digest username="101", realm="phone.local", nonce="0123456789abcdef0123456789abcdef", )"
            R"(uri="sip:101@127.0.0.1:5060", response="4c60de022d3c84a8efec1ee96c107182", algorithm=MD5, )"
            R"(cnonce="feedc0de", qop=auth, nc=00000001)");
}

TEST(DigestAnswer, LeavesQopOutWhenItWasNotOffered) {
  EXPECT_EQ(answered(R"(Digest realm="phone.local", nonce="0123456789abcdef0123456789abcdef")"),
            R"(Digest username="101", realm="phone.local", nonce="0123456789abcdef0123456789abcdef", )"
            R"(uri="sip:101@127.0.0.1:5060", response="72bba1a10915f1ce933705512552ab8d", algorithm=MD5)");
}

TEST(DigestAnswer, CoversTheBodyWhenOnlyAuthIntIsOffered) {
  const auto text = answered(
      R"(Digest realm="phone.local", nonce="0123456789abcdef0123456789abcdef", algorithm=SHA-256, qop="auth-int")");
  EXPECT_NE(text.find("response=\"a524baffbf857f7ba8fec8af26107cf4019aa6789e25f66a9eb6f27dc4942597\""),
            std::string::npos);
  EXPECT_NE(text.find("algorithm=SHA-256"), std::string::npos);
  EXPECT_NE(text.find("qop=auth-int"), std::string::npos);
}

TEST(DigestAnswer, CountsInEightDigits) {
  auto answer = notify_answer();
  answer.nc = 0x2a;
  EXPECT_NE(answered(R"(Digest realm="r", nonce="n", qop="auth")", answer).find("nc=0000002a"),
            std::string::npos);
}

TEST(DigestAnswer, EchoesOpaqueAndQuotedPairsAsTheyCame) {
  const auto text = answered(R"(Digest realm="a \"b\"", nonce="n\\", opaque="x\"y")");
  EXPECT_NE(text.find(R"(realm="a \"b\"")"), std::string::npos);
  EXPECT_NE(text.find(R"(nonce="n\\")"), std::string::npos);
  EXPECT_NE(text.find(R"(opaque="x\"y")"), std::string::npos);
}

TEST(DigestAnswer, HashesTheRealmWithoutItsQuotedPairs) {
  const auto text = answered(R"(Digest realm="a \"b\"", nonce="n")");
  const auto ha1 = digest_ha1(Md5, "101", R"(a "b")", "secret");
  const auto response =
      digest_response(Md5, ha1.view(), {.method = "NOTIFY", .uri = "sip:101@127.0.0.1:5060", .nonce = "n"});
  EXPECT_NE(text.find(response.view()), std::string::npos);
}

TEST(DigestAnswer, EscapesTheUsername) {
  auto answer = notify_answer();
  answer.username = R"(a"b\c)";
  const auto text = answered(R"(Digest realm="r", nonce="n")", answer);
  const auto given = parse_digest_credentials(text);
  ASSERT_TRUE(given);
  EXPECT_TRUE(given->username.equals(R"(a"b\c)"));
}

}  // namespace
}  // namespace handset::sip
