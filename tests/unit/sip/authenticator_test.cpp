// The cases where implementations differ, one test each.
#include "sip/authenticator.h"

#include "authenticator_rig.h"
#include "sip/digest_client.h"

namespace handset::sip {
namespace {

using enum AuthVerdict;

TEST_F(AuthenticatorTest, ChallengesARequestWithoutCredentials) {
  expect_challenged(ask_with({}));
}

TEST_F(AuthenticatorTest, AcceptsTheRightPassword) {
  EXPECT_EQ(ask(sender()).verdict, Accepted);
}

TEST_F(AuthenticatorTest, AcceptsUserIdAndAuthId) {
  auto who = sender();
  who.username = "auth101";
  EXPECT_EQ(ask(who).verdict, Accepted);
}

TEST_F(AuthenticatorTest, RefusesAnotherUsernameWithTheRightPassword) {
  auto who = sender();
  who.username = "102";
  expect_challenged(ask(who));
}

TEST_F(AuthenticatorTest, RefusesAnEmptyUsername) {
  auto settings_with_blank = settings();
  settings_with_blank.usernames = {"101", ""};
  line = authenticator.open(settings_with_blank, now);
  auto who = sender();
  who.username = "";
  expect_challenged(ask(who));
}

TEST_F(AuthenticatorTest, AnswersAnExpiredNonceWithStaleWhenThePasswordIsRight) {
  const auto who = sender();
  now += seconds(61);
  expect_challenged(ask(who), true);
}

TEST_F(AuthenticatorTest, AnswersANonceFromBeforeARestartWithStaleWhenThePasswordIsRight) {
  const auto who = sender();
  SeededRandom other_random(2);
  Authenticator restarted(other_random);
  auto account = restarted.open(settings(), now);
  const std::string value = who.value();
  AuthRequest request{.method = "NOTIFY", .request_uri = who.uri, .body = body, .source = source};
  request.authorization[request.authorization_count++] = value;
  expect_challenged(restarted.check(request, account, now), true);
}

TEST_F(AuthenticatorTest, NeverCallsAWrongPasswordStale) {
  auto who = sender();
  who.password = "Secret";
  expect_challenged(ask(who));
  now += seconds(61);
  expect_challenged(ask(who));
  who.nonce = "0123456789abcdef0123456789abcdef";
  expect_challenged(ask(who));
  who.nonce = "";
  expect_challenged(ask(who));
}

TEST_F(AuthenticatorTest, RefusesTheSameCountAgain) {
  const auto who = sender();
  EXPECT_EQ(ask(who).verdict, Accepted);
  expect_challenged(ask(who));
}

TEST_F(AuthenticatorTest, RefusesTheSameCountAlsoWithAnotherBody) {
  const auto who = sender();
  EXPECT_EQ(ask(who).verdict, Accepted);
  body = "http://192.0.2.9/other.xml";
  expect_challenged(ask(who));
}

TEST_F(AuthenticatorTest, AcceptsARisingCountAndRefusesALowerOne) {
  auto who = sender();
  who.nc = "00000002";
  EXPECT_EQ(ask(who).verdict, Accepted);
  who.nc = "0000000a";
  EXPECT_EQ(ask(who).verdict, Accepted);
  who.nc = "00000003";
  expect_challenged(ask(who));
}

TEST_F(AuthenticatorTest, RefusesACountOfZero) {
  auto who = sender();
  who.nc = "00000000";
  expect_refused(ask(who));
}

TEST_F(AuthenticatorTest, RefusesAMissingOrMalformedCount) {
  auto who = sender();
  for (const auto& nc : {std::optional<std::string>{}, {"1"}, {"000000001"}, {"0000000x"}, {"\"\""}}) {
    who.nc = nc;
    expect_refused(ask(who));
  }
}

TEST_F(AuthenticatorTest, RefusesAMissingCnonce) {
  auto who = sender();
  who.cnonce.reset();
  expect_refused(ask(who));
}

TEST_F(AuthenticatorTest, TakesAnAnswerWithoutQopOncePerNonce) {
  auto who = sender();
  who.qop.reset();
  who.nc.reset();
  who.cnonce.reset();
  EXPECT_EQ(ask(who).verdict, Accepted);
  expect_challenged(ask(who));
}

TEST_F(AuthenticatorTest, RefusesQopOnANonceThatWasSpentWithoutIt) {
  const auto with_qop = sender();
  auto without = with_qop;
  without.qop.reset();
  EXPECT_EQ(ask(without).verdict, Accepted);
  expect_challenged(ask(with_qop));
}

TEST_F(AuthenticatorTest, RefusesAuthIntThatItDidNotOffer) {
  auto who = sender();
  who.qop = "auth-int";
  expect_refused(ask(who));
}

TEST_F(AuthenticatorTest, RefusesAuthIntWithAChangedBody) {
  auto with_auth_int = settings();
  with_auth_int.policy.offer_auth_int = true;
  line = authenticator.open(with_auth_int, now);
  auto who = sender();
  who.qop = "auth-int";
  body = "http://192.0.2.9/other.xml";
  expect_challenged(ask(who));
  body = who.body;
  EXPECT_EQ(ask(who).verdict, Accepted);
}

TEST_F(AuthenticatorTest, RefusesAResponseForAnotherMethod) {
  auto who = sender();
  who.method = "OPTIONS";
  expect_challenged(ask(who));
}

TEST_F(AuthenticatorTest, RefusesAnUnknownOrEmptyQop) {
  auto who = sender();
  for (const auto* qop : {"token", "\"\"", "\"auth,auth-int\"", "auth-conf"}) {
    who.qop = qop;
    expect_refused(ask(who));
  }
}

TEST_F(AuthenticatorTest, RefusesAnUnknownAlgorithm) {
  auto who = sender();
  for (const auto* algorithm : {"SHA-1", "\"\"", "MD4", "MD5-sess", "SHA-256-sess"}) {
    who.algorithm = algorithm;
    expect_refused(ask(who));
  }
}

TEST_F(AuthenticatorTest, RefusesSha256ThatItDidNotOffer) {
  auto who = sender();
  who.hash = DigestAlgorithm::Sha256;
  who.algorithm = "SHA-256";
  expect_refused(ask(who));
}

TEST_F(AuthenticatorTest, AcceptsEachAlgorithmThatItOffers) {
  auto both = settings();
  both.policy.algorithms = {DigestAlgorithm::Sha256, DigestAlgorithm::Md5};
  line = authenticator.open(both, now);
  auto who = sender();
  who.hash = DigestAlgorithm::Sha256;
  who.algorithm = "SHA-256";
  EXPECT_EQ(ask(who).verdict, Accepted);
  who = sender();
  EXPECT_EQ(ask(who).verdict, Accepted);
}

TEST_F(AuthenticatorTest, CountsANonceAcrossAlgorithms) {
  auto both = settings();
  both.policy.algorithms = {DigestAlgorithm::Sha256, DigestAlgorithm::Md5};
  line = authenticator.open(both, now);
  auto who = sender();
  EXPECT_EQ(ask(who).verdict, Accepted);
  who.hash = DigestAlgorithm::Sha256;
  who.algorithm = "SHA-256";
  expect_challenged(ask(who));
}

TEST_F(AuthenticatorTest, TakesMd5WhenNoAlgorithmIsNamed) {
  auto who = sender();
  who.algorithm.reset();
  EXPECT_EQ(ask(who).verdict, Accepted);
}

TEST_F(AuthenticatorTest, RefusesAnUnnamedAlgorithmWhenMd5IsNotOffered) {
  auto sha_only = settings();
  sha_only.policy.algorithms = {DigestAlgorithm::Sha256};
  line = authenticator.open(sha_only, now);
  auto who = sender();
  who.algorithm.reset();
  expect_refused(ask(who));
}

TEST_F(AuthenticatorTest, RefusesAUriThatIsNotTheRequestUri) {
  auto who = sender();
  for (const auto* uri : {"sip:192.0.2.10:5060", "sip:102@192.0.2.10:5060", "sip:101@192.0.2.10", ""}) {
    who.uri = uri;
    expect_refused(ask(who));
  }
}

// What is kept of the request that was accepted last is for that one alone.
TEST_F(AuthenticatorTest, AnAcceptedRequestChangesNothingForOnesWithAnotherUriMethodOrBody) {
  const auto asked = [this](const Sender& who) {
    AuthRequest request{.method = who.method, .request_uri = who.uri, .body = body, .source = source};
    const std::string value = who.value();
    request.authorization[request.authorization_count++] = value;
    return authenticator.check(request, line, now).accepted();
  };
  auto settings_with_body = settings();
  settings_with_body.policy.offer_auth_int = true;
  settings_with_body.policy.algorithms = {DigestAlgorithm::Sha256, DigestAlgorithm::Md5};
  line = authenticator.open(settings_with_body, now);
  for (int round = 0; round < 2; ++round) {
    EXPECT_TRUE(asked(sender()));
    Sender who = sender();
    who.uri = "sip:101@192.0.2.10:5061";
    EXPECT_TRUE(asked(who));
    who = sender();
    who.method = "OPTIONS";
    EXPECT_TRUE(asked(who));
    who = sender();
    who.hash = DigestAlgorithm::Sha256;
    who.algorithm = "SHA-256";
    EXPECT_TRUE(asked(who));
    who = sender();
    who.qop = "auth-int";
    EXPECT_TRUE(asked(who));
    who.nc = "00000002";
    who.body = "another";
    EXPECT_FALSE(asked(who));
    who = sender();
    who.password = "wrong";
    EXPECT_FALSE(asked(who));
  }
}

TEST_F(AuthenticatorTest, RefusesTheCredentialsOfAnotherLine) {
  auto other =
      authenticator.open({.line = 2, .usernames = {"102"}, .realm = "phone.local", .password = "other"}, now);
  auto who = sender();
  who.username = "102";
  who.password = "other";
  who.nonce = fresh_nonce(other);
  expect_challenged(ask(who));
}

TEST_F(AuthenticatorTest, RefusesANonceOfAnotherLineEvenWithTheSameAccount) {
  auto twin = settings();
  twin.line = 2;
  auto other = authenticator.open(twin, now);
  auto who = sender();
  EXPECT_EQ(ask(who).verdict, Accepted);
  expect_challenged(ask(other, {who.value()}), true);
  who.nc = "00000002";
  expect_challenged(ask(other, {who.value()}), true);
}

TEST_F(AuthenticatorTest, RefusesANonceThatWasGivenToAnotherAddress) {
  const auto who = sender();
  source = IpAddress::v4(192, 0, 2, 21);
  expect_challenged(ask(who), true);
}

TEST_F(AuthenticatorTest, ComparesAUsernameWithoutItsQuotedPairs) {
  auto odd = settings();
  odd.usernames = {R"(o"brien\x)"};
  line = authenticator.open(odd, now);
  auto who = sender();
  who.username = R"(o"brien\x)";
  who.response = who.right_response();
  who.username = R"(o\"brien\\x)";
  EXPECT_EQ(ask(who).verdict, Accepted);
}

TEST_F(AuthenticatorTest, AcceptsNeedlessQuotedPairsInAUsername) {
  auto who = sender();
  who.response = who.right_response();
  who.username = R"(\1\0\1)";
  EXPECT_EQ(ask(who).verdict, Accepted);
}

TEST_F(AuthenticatorTest, RefusesAResponseOfAnotherLength) {
  auto who = sender();
  const auto right = who.right_response();
  for (const auto& response : {right.substr(0, 31), std::string{}, right + "0", right + right}) {
    who.response = response;
    expect_refused(ask(who));
  }
}

TEST_F(AuthenticatorTest, RefusesAResponseGivenTwice) {
  const auto who = sender();
  expect_refused(ask_with({who.value() + ", response=\"" + who.right_response() + "\""}));
}

TEST_F(AuthenticatorTest, RefusesMissingParts) {
  const auto who = sender();
  for (const std::string name : {"username", "realm", "nonce", "uri", "response"}) {
    auto value = who.value();
    value.replace(value.find(name + "="), name.size(), "x-" + name);
    expect_refused(ask_with({value}));
  }
}

TEST_F(AuthenticatorTest, RefusesAFieldThatIsBroken) {
  EXPECT_EQ(ask_with({sender().value() + ", cnonce"}).verdict, Malformed);
}

TEST_F(AuthenticatorTest, FindsOursBehindTheCredentialsForAnotherRealm) {
  auto foreign = sender();
  foreign.realm = "elsewhere";
  const auto ours = sender();
  EXPECT_EQ(ask_with({foreign.value(), ours.value()}).verdict, Accepted);
}

TEST_F(AuthenticatorTest, FindsOursInFrontOfTheCredentialsForAnotherRealm) {
  auto foreign = sender();
  foreign.realm = "elsewhere";
  const auto ours = sender();
  EXPECT_EQ(ask_with({ours.value(), foreign.value()}).verdict, Accepted);
}

TEST_F(AuthenticatorTest, FindsTheAnswerToOurAlgorithmAmongSeveralOfOurRealm) {
  auto other = sender();
  other.hash = DigestAlgorithm::Sha256;
  other.algorithm = "SHA-256";
  const auto ours = sender();
  EXPECT_EQ(ask_with({other.value(), ours.value()}).verdict, Accepted);
}

TEST_F(AuthenticatorTest, ChallengesBasicCredentials) {
  expect_challenged(ask_with({"Basic MTAxOnNlY3JldA=="}));
}

TEST_F(AuthenticatorTest, RefusesTheRealmInOtherCase) {
  auto who = sender();
  who.response = who.right_response();
  who.realm = "Phone.Local";
  expect_challenged(ask(who));
}

TEST_F(AuthenticatorTest, AcceptsQopCountAndAlgorithmInQuotes) {
  const auto who = sender();
  const auto value = "Digest username=\"101\", realm=\"phone.local\", nonce=\"" + who.nonce + "\", uri=\"" +
                     who.uri + "\", response=\"" + who.right_response() +
                     "\", algorithm=\"MD5\", qop=\"auth\", nc=\"00000001\", cnonce=\"feedc0de\"";
  EXPECT_EQ(ask_with({value}).verdict, Accepted);
}

TEST_F(AuthenticatorTest, AcceptsTheAlgorithmInLowerCase) {
  auto who = sender();
  who.algorithm = "md5";
  EXPECT_EQ(ask(who).verdict, Accepted);
}

TEST_F(AuthenticatorTest, AcceptsAnyCaseFoldingBlanksOrderAndUnknownParameters) {
  const auto who = sender();
  const auto value = "dIgEsT  NC = 00000001 ,\r\n QOP\t=\tauth,zero=\"0, realm=x\" , Response=\"" +
                     who.right_response() + "\",\r\n\tURI = \"" + who.uri + "\",CNonce=\"feedc0de\"," +
                     "NONCE=\"" + who.nonce + "\",Realm=\"phone.local\",userNAME=\"101\"";
  EXPECT_EQ(ask_with({value}).verdict, Accepted);
}

TEST_F(AuthenticatorTest, RefusesEveryDigestForALineWithoutPassword) {
  auto open_line = settings();
  open_line.password = "";
  line = authenticator.open(open_line, now);
  auto who = sender();
  who.password = "";
  expect_challenged(ask(who));
  now += seconds(61);
  expect_challenged(ask(who));
}

TEST_F(AuthenticatorTest, KeepsNoRecordBeforeAnAnswerIsRight) {
  auto who = sender();
  who.password = "wrong";
  expect_challenged(ask(who));
  EXPECT_EQ(line.ledger().size(), 0U);
  who.password = "secret";
  EXPECT_EQ(ask(who).verdict, Accepted);
  EXPECT_EQ(line.ledger().size(), 1U);
}

TEST_F(AuthenticatorTest, AnswersANonceThatGaveWayWithStale) {
  auto small = settings();
  small.policy.ledger_capacity = 2;
  line = authenticator.open(small, now);
  auto oldest = sender();
  EXPECT_EQ(ask(oldest).verdict, Accepted);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(ask(sender()).verdict, Accepted);
  expect_challenged(ask(oldest), true);
  oldest.nc = "00000002";
  expect_challenged(ask(oldest), true);
}

TEST_F(AuthenticatorTest, TakesNoRequestFromBeforeALineWasReopened) {
  const auto captured = sender();
  EXPECT_EQ(ask(captured).verdict, Accepted);
  line = authenticator.open(settings(), now);
  expect_challenged(ask(captured), true);
  EXPECT_EQ(ask(sender()).verdict, Accepted);
}

TEST_F(AuthenticatorTest, WritesOneChallengeWithEverythingQuotedThatPeersWantQuoted) {
  const auto lines = challenge_lines(line);
  const auto nonce = lines.substr(lines.find("nonce=\"") + 7, NonceText::length);
  EXPECT_EQ(lines, "WWW-Authenticate: Digest realm=\"phone.local\", nonce=\"" + nonce +
                       "\", algorithm=MD5, qop=\"auth\"\r\n");
}

TEST_F(AuthenticatorTest, SaysStaleInTheChallenge) {
  const auto lines = challenge_lines(line, true);
  EXPECT_TRUE(lines.ends_with("qop=\"auth\", stale=true\r\n")) << lines;
}

TEST_F(AuthenticatorTest, WritesAChallengePerAlgorithmInOrderWithOneNonce) {
  auto both = settings();
  both.policy.algorithms = *DigestOffer::parse("SHA-256,MD5");
  both.policy.offer_auth_int = true;
  line = authenticator.open(both, now);
  const auto lines = challenge_lines(line);
  const auto nonce = lines.substr(lines.find("nonce=\"") + 7, NonceText::length);
  const auto start = "WWW-Authenticate: Digest realm=\"phone.local\", nonce=\"" + nonce + "\", algorithm=";
  EXPECT_EQ(lines, start + "SHA-256, qop=\"auth,auth-int\"\r\n" + start + "MD5, qop=\"auth,auth-int\"\r\n");
}

TEST_F(AuthenticatorTest, EscapesTheRealmAndDropsWhatWouldBreakTheLine) {
  auto odd = settings();
  odd.realm = "a \"b\"\r\nEvil: x";
  line = authenticator.open(odd, now);
  EXPECT_TRUE(challenge_lines(line).starts_with("WWW-Authenticate: Digest realm=\"a \\\"b\\\"Evil: x\", "));
}

TEST_F(AuthenticatorTest, IsSatisfiedByOurOwnClient) {
  auto both = settings();
  both.realm = "a \"b\"";
  both.policy.algorithms = {DigestAlgorithm::Sha512_256, DigestAlgorithm::Sha256, DigestAlgorithm::Md5};
  line = authenticator.open(both, now);
  for (const auto algorithm : both.policy.algorithms) {
    const auto lines = challenge_lines(line);
    std::vector<std::string_view> values;
    for (std::size_t at = 0; at < lines.size(); at = lines.find("\r\n", at) + 2)
      values.push_back(std::string_view(lines).substr(at + 18, lines.find("\r\n", at) - at - 18));
    const auto challenge = choose_digest_challenge(values, {.only = algorithm});
    ASSERT_TRUE(challenge);
    std::string value;
    append_digest_authorization(value, *challenge,
                                {.username = "101",
                                 .password = "secret",
                                 .method = "NOTIFY",
                                 .uri = "sip:101@192.0.2.10:5060",
                                 .body = body,
                                 .cnonce = "c0ffee"});
    EXPECT_EQ(ask_with({value}).verdict, Accepted);
    expect_challenged(ask_with({value}));
  }
}

TEST_F(AuthenticatorTest, ReadsCredentialsFromAuthorizationAlone) {
  const auto who = sender();
  const std::string head =
      "NOTIFY sip:101@192.0.2.10:5060 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.20;branch=z9hG4bK1\r\n"
      "From: <sip:pbx@192.0.2.20>;tag=1\r\nTo: <sip:101@192.0.2.10>\r\nCall-ID: c\r\nCSeq: 2 NOTIFY\r\n";
  const auto checked = [&](const std::string& field) {
    Message message;
    const std::string text = head + field + ": " + who.value() + "\r\nContent-Length: 0\r\n\r\n";
    EXPECT_TRUE(message.parse(text));
    return authenticator.check(auth_request(message, source), line, now);
  };
  expect_challenged(checked("Proxy-Authorization"));
  EXPECT_EQ(checked("Authorization").verdict, Accepted);
}

TEST_F(AuthenticatorTest, LooksAtNoMoreFieldsThanItsLimit) {
  std::string text =
      "NOTIFY sip:101@192.0.2.10:5060 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.20;branch=z9hG4bK1\r\n"
      "From: <sip:pbx@192.0.2.20>;tag=1\r\nTo: <sip:101@192.0.2.10>\r\nCall-ID: c\r\nCSeq: 2 NOTIFY\r\n";
  for (int i = 0; i < 20; ++i) text += "Authorization: Digest realm=\"other\"\r\n";
  Message message;
  ASSERT_TRUE(message.parse(text + "Content-Length: 0\r\n\r\n"));
  EXPECT_EQ(auth_request(message, source).authorization_count, AuthRequest::max_values);
}

TEST(DigestOffer, ReadsNamesInTheirOrder) {
  const auto offer = DigestOffer::parse(" sha-256 , MD5");
  ASSERT_TRUE(offer);
  ASSERT_EQ(offer->size(), 2U);
  EXPECT_EQ(*offer->begin(), DigestAlgorithm::Sha256);
  EXPECT_EQ(*(offer->begin() + 1), DigestAlgorithm::Md5);
}

TEST(DigestOffer, RefusesNothingUnknownOrTwice) {
  for (const auto* names : {"", " , ", "MD5,SHA-1", "MD5,md5", "MD5 SHA-256", "MD5-sess"})
    EXPECT_FALSE(DigestOffer::parse(names)) << names;
}

TEST(DigestOffer, IsMd5AloneByDefault) {
  const DigestOffer offer;
  ASSERT_EQ(offer.size(), 1U);
  EXPECT_EQ(*offer.begin(), DigestAlgorithm::Md5);
}

}  // namespace
}  // namespace handset::sip
