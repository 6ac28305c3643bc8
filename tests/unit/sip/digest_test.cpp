#include "sip/digest.h"

#include <gtest/gtest.h>
#include <string>
#include <tuple>

namespace handset::sip {
namespace {

using enum DigestAlgorithm;

TEST(DigestComputation, GivesTheResponseOfRfc2617) {
  const auto ha1 = digest_ha1(Md5, "Mufasa", "testrealm@host.com", "Circle Of Life");
  const auto response = digest_response(Md5, ha1.view(),
                                        {.method = "GET",
                                         .uri = "/dir/index.html",
                                         .nonce = "dcd98b7102dd2f0e8b11d0f600bfb0c093",
                                         .qop = Qop::Auth,
                                         .qop_text = "auth",
                                         .nc = "00000001",
                                         .cnonce = "0a4f113b"});
  EXPECT_EQ(response.view(), "6629fae49393a05397450978507c4ef1");
}

std::string rfc7616_response(DigestAlgorithm algorithm) {
  const auto ha1 = digest_ha1(algorithm, "Mufasa", "http-auth@example.org", "Circle of Life");
  return std::string(digest_response(algorithm, ha1.view(),
                                     {.method = "GET",
                                      .uri = "/dir/index.html",
                                      .nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
                                      .qop = Qop::Auth,
                                      .qop_text = "auth",
                                      .nc = "00000001",
                                      .cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"})
                         .view());
}

TEST(DigestComputation, GivesTheMd5ResponseOfRfc7616) {
  EXPECT_EQ(rfc7616_response(Md5), "8ca523f5e9506fed4657c9700eebdbec");
}

TEST(DigestComputation, GivesTheSha256ResponseOfRfc7616) {
  EXPECT_EQ(rfc7616_response(Sha256), "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
}

using NotifyVector = std::tuple<DigestAlgorithm, Qop, const char*>;

class DigestOfANotify : public testing::TestWithParam<NotifyVector> {};

TEST_P(DigestOfANotify, IsTheKnownResponse) {
  const auto& [algorithm, qop, expected] = GetParam();
  const auto ha1 = digest_ha1(algorithm, "101", "phone.local", "secret");
  const auto response = digest_response(algorithm, ha1.view(),
                                        {.method = "NOTIFY",
                                         .uri = "sip:101@127.0.0.1:5060",
                                         .nonce = "0123456789abcdef0123456789abcdef",
                                         .qop = qop,
                                         .qop_text = qop == Qop::Auth ? "auth" : "auth-int",
                                         .nc = "00000001",
                                         .cnonce = "feedc0de",
                                         .body = "http://127.0.0.1/menu.xml"});
  EXPECT_EQ(response.view(), expected);
  EXPECT_EQ(response.view().size(), digest_length(algorithm));
}

INSTANTIATE_TEST_SUITE_P(
    EveryAlgorithmAndQop, DigestOfANotify,
    testing::Values(
        NotifyVector{Md5, Qop::None, "72bba1a10915f1ce933705512552ab8d"},
        NotifyVector{Md5, Qop::Auth, "4c60de022d3c84a8efec1ee96c107182"},
        NotifyVector{Md5, Qop::AuthInt, "e3dc356839fbfebe05fbcd5a96d85726"},
        NotifyVector{Sha256, Qop::None, "aba2cd7f4393282021a9be93011b2faf9f80cad89e10d852874b325dc8bf3ebb"},
        NotifyVector{Sha256, Qop::Auth, "b8aaca264ef360d2e15d4384ef09fc6235188ec28ed1c6e9be6f13fd1bedba73"},
        NotifyVector{Sha256, Qop::AuthInt,
                     "a524baffbf857f7ba8fec8af26107cf4019aa6789e25f66a9eb6f27dc4942597"},
        NotifyVector{Sha512_256, Qop::None,
                     "0fa1cfb9247cedcc5a03c4bf9a8bb8ca1a0653366b625fa28d12618e74123c14"},
        NotifyVector{Sha512_256, Qop::Auth,
                     "acd804241d4f61a7e4ccfaec394ed4b38e7286a2eb895d3a5d8d13faa0e5ba48"},
        NotifyVector{Sha512_256, Qop::AuthInt,
                     "2c28597c4eeaadf1ee197f59f0ed432bd6950b6302b2adb14086f069b0b27a5f"}));

TEST(DigestAlgorithmName, IsReadInAnyCase) {
  EXPECT_EQ(digest_algorithm("md5"), Md5);
  EXPECT_EQ(digest_algorithm("sha-256"), Sha256);
  EXPECT_EQ(digest_algorithm("Sha-512-256"), Sha512_256);
}

TEST(DigestAlgorithmName, OfAnythingElseIsUnknown) {
  for (const auto* name : {"", "MD5-sess", "SHA-256-sess", "SHA256", "MD4", "MD5 "})
    EXPECT_FALSE(digest_algorithm(name)) << name;
}

TEST(DigestAlgorithmName, IsReadBackAsWritten) {
  for (const auto algorithm : {Md5, Sha256, Sha512_256})
    EXPECT_EQ(digest_algorithm(digest_name(algorithm)), algorithm);
}

TEST(NonceCount, IsExactlyEightHexadecimalDigits) {
  EXPECT_EQ(parse_nonce_count("00000001"), 1U);
  EXPECT_EQ(parse_nonce_count("00000000"), 0U);
  EXPECT_EQ(parse_nonce_count("FfFfFfFf"), 0xffffffffU);
  for (const auto* text : {"", "1", "0000001", "000000001", "0000000g", " 0000001", "+0000001", "0x000001"})
    EXPECT_FALSE(parse_nonce_count(text)) << text;
}

TEST(DigestCredentialsParse, FindsEveryParameter) {
  const auto given = parse_digest_credentials(
      R"(Digest username="101", realm="phone.local", nonce="abc", uri="sip:101@host", response="00ff", )"
      R"(algorithm=MD5, cnonce="c0ffee", opaque="", qop=auth, nc=00000001)");
  ASSERT_TRUE(given);
  EXPECT_EQ(given->username.raw, "101");
  EXPECT_EQ(given->realm.raw, "phone.local");
  EXPECT_EQ(given->nonce.raw, "abc");
  EXPECT_EQ(given->uri.raw, "sip:101@host");
  EXPECT_EQ(given->response.raw, "00ff");
  EXPECT_EQ(given->algorithm.raw, "MD5");
  EXPECT_EQ(given->cnonce.raw, "c0ffee");
  EXPECT_EQ(given->qop.raw, "auth");
  EXPECT_EQ(given->nc.raw, "00000001");
  EXPECT_TRUE(given->opaque.present);
  EXPECT_EQ(given->opaque.raw, "");
}

TEST(DigestCredentialsParse, TellsAbsentFromEmpty) {
  const auto given = parse_digest_credentials(R"(Digest realm="")");
  ASSERT_TRUE(given);
  EXPECT_TRUE(given->realm.present);
  EXPECT_TRUE(given->realm.equals(""));
  EXPECT_FALSE(given->nonce.present);
  EXPECT_FALSE(given->nonce.equals(""));
}

TEST(DigestCredentialsParse, AcceptsSchemeAndNamesInAnyCase) {
  const auto given = parse_digest_credentials(R"(dIGEST UserName="101", REALM="r", QoP=auth, NC=00000001)");
  ASSERT_TRUE(given);
  EXPECT_EQ(given->username.raw, "101");
  EXPECT_EQ(given->realm.raw, "r");
  EXPECT_EQ(given->qop.raw, "auth");
  EXPECT_EQ(given->nc.raw, "00000001");
}

TEST(DigestCredentialsParse, AcceptsBlanksAndFoldsAroundEverything) {
  const auto given =
      parse_digest_credentials("  Digest\r\n username = \"101\" ,\r\n\trealm\t=\r\n \"r\",nonce=\"n\" ");
  ASSERT_TRUE(given);
  EXPECT_EQ(given->username.raw, "101");
  EXPECT_EQ(given->realm.raw, "r");
  EXPECT_EQ(given->nonce.raw, "n");
}

TEST(DigestCredentialsParse, IgnoresUnknownParametersEvenTwice) {
  const auto given = parse_digest_credentials(R"(Digest auts="x", auts="y", userhash=false, realm="r")");
  ASSERT_TRUE(given);
  EXPECT_EQ(given->realm.raw, "r");
}

TEST(DigestCredentialsParse, UndoesQuotedPairsOnlyToCompare) {
  const auto given = parse_digest_credentials(R"(Digest username="a\"b\\c")");
  ASSERT_TRUE(given);
  EXPECT_EQ(given->username.raw, R"(a\"b\\c)");
  EXPECT_TRUE(given->username.equals(R"(a"b\c)"));
  EXPECT_FALSE(given->username.equals(R"(a\"b\\c)"));
}

TEST(DigestCredentialsParse, KeepsACommaAndAnEqualsSignInsideQuotes) {
  const auto given = parse_digest_credentials(R"(Digest username="a, realm=\"x\"", realm="r")");
  ASSERT_TRUE(given);
  EXPECT_TRUE(given->username.equals(R"(a, realm="x")"));
  EXPECT_EQ(given->realm.raw, "r");
}

TEST(DigestCredentialsParse, RefusesAParameterGivenTwice) {
  for (const std::string name :
       {"username", "realm", "nonce", "uri", "response", "algorithm", "cnonce", "nc", "qop", "opaque"}) {
    std::string value = "Digest " + name + "=\"x\", other=\"y\", " + name + "=\"x\"";
    const auto given = parse_digest_credentials(value);
    ASSERT_FALSE(given) << name;
    EXPECT_EQ(given.error().code, Errc::Malformed) << name;
  }
}

TEST(DigestCredentialsParse, ReportsAnotherSchemeAsUnsupported) {
  for (const auto* value : {"Basic MTAxOnNlY3JldA==", "Bearer abc", "Digestive realm=\"r\"", "Basic"}) {
    const auto given = parse_digest_credentials(value);
    ASSERT_FALSE(given) << value;
    EXPECT_EQ(given.error().code, Errc::Unsupported) << value;
  }
}

TEST(DigestCredentialsParse, RefusesWhatBreaksTheGrammar) {
  for (const std::string value :
       {"", " ", "\"Digest\" realm=\"r\"", "Digest,realm=\"r\"", "Digest realm", "Digest realm=", "Digest =x",
        "Digest realm=\"r", "Digest realm=\"r\\\"", "Digest realm=\"r\" nonce=\"n\"", "Digest realm=\"r\"x",
        "Digest realm=, nonce=\"n\""}) {
    const auto given = parse_digest_credentials(value);
    ASSERT_FALSE(given) << value;
    EXPECT_EQ(given.error().code, Errc::Malformed) << value;
  }
}

TEST(DigestCredentialsParse, TakesControlCharactersForPartOfAQuotedValue) {
  using namespace std::string_view_literals;
  const auto given = parse_digest_credentials("Digest username=\"10\0001\", realm=\"a\r\n b\""sv);
  ASSERT_TRUE(given);
  EXPECT_FALSE(given->username.equals("10"));
  EXPECT_FALSE(given->username.equals("101"));
  EXPECT_EQ(given->realm.raw, "a\r\n b");
}

TEST(DigestCredentialsParse, RefusesTooLongAFieldUnread) {
  const std::string value = "Digest realm=\"" + std::string(max_digest_length, 'r') + "\"";
  const auto given = parse_digest_credentials(value);
  ASSERT_FALSE(given);
  EXPECT_EQ(given.error().code, Errc::TooLarge);
}

TEST(DigestCredentialsParse, RefusesTooManyParameters) {
  std::string value = "Digest realm=\"r\"";
  for (std::size_t i = 1; i < max_digest_parameters; ++i) value += ",x=1";
  EXPECT_TRUE(parse_digest_credentials(value));
  const auto given = parse_digest_credentials(value += ",x=1");
  ASSERT_FALSE(given);
  EXPECT_EQ(given.error().code, Errc::TooLarge);
}

TEST(DigestCredentialsParse, SurvivesEveryCutOfASoundValue) {
  const std::string value = R"(Digest username="1\"01", realm="r", nc=00000001, qop=auth, uri="sip:a@b")";
  for (std::size_t size = 0; size < value.size(); ++size) {
    const std::string cut = value.substr(0, size);  // a block of its own, so that a read beyond it is seen
    static_cast<void>(parse_digest_credentials(cut));
  }
  EXPECT_TRUE(parse_digest_credentials(value));
}

}  // namespace
}  // namespace handset::sip
