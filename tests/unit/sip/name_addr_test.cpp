#include "sip/name_addr.h"

#include <gtest/gtest.h>

namespace handset::sip {
namespace {

using namespace std::string_view_literals;

NameAddr parsed(std::string_view text) {
  const auto address = NameAddr::parse(text);
  EXPECT_TRUE(address) << text << ": " << (address ? "" : address.error().what);
  return address.value_or(NameAddr{});
}

TEST(NameAddr, ADisplayNameAUriAndParametersAreFound) {
  const NameAddr from = parsed(R"("A. G. \"Bell\"" <sip:agb@bell-telephone.com;lr> ;tag=a48s;x)");
  EXPECT_EQ(from.display_name, R"(A. G. \"Bell\")");
  EXPECT_TRUE(from.quoted);
  EXPECT_EQ(from.uri_text, "sip:agb@bell-telephone.com;lr");
  EXPECT_EQ(from.tag, "a48s");
  EXPECT_TRUE(from.parameter("x"));
  EXPECT_EQ(from.uri()->user, "agb");
}

TEST(NameAddr, NoBlankIsNeededInFrontOfTheAngleBracket) {
  EXPECT_EQ(parsed("caller<sip:caller@example.com>;tag=323").display_name, "caller");
  EXPECT_EQ(parsed("\"caller\"<sip:caller@example.com>").display_name, "caller");
  EXPECT_EQ(parsed("<sip:caller@example.com>").display_name, "");
}

TEST(NameAddr, WithoutAngleBracketsParametersAreTheHeaders) {
  const NameAddr to = parsed("sip:+12125551212@server.phone2net.com;tag=887s");
  EXPECT_EQ(to.uri_text, "sip:+12125551212@server.phone2net.com");
  EXPECT_EQ(to.tag, "887s");
}

// RFC 3261 25.1: an addr-spec may be followed by a generic-param whose value is a quoted string.
TEST(NameAddr, AnAngleBracketInAParameterIsNoneOfTheUri) {
  const NameAddr from = parsed(R"(sip:a@example.com;x="<,;>";tag=1)");
  EXPECT_EQ(from.uri_text, "sip:a@example.com");
  EXPECT_EQ(from.display_name, "");
  EXPECT_EQ(from.tag, "1");
  EXPECT_FALSE(NameAddr::parse("a;b <sip:a@example.com>"));
}

TEST(NameAddr, WithoutAngleBracketsAQuestionMarkIsMalformed) {
  EXPECT_FALSE(NameAddr::parse("sip:user@example.com?Route=%3Csip:sip.example.com%3E"));
  EXPECT_TRUE(NameAddr::parse("<sip:user@example.com?Route=%3Csip:sip.example.com%3E>"));
}

TEST(NameAddr, BlanksAndFoldsAreAllowedWhereTheGrammarHasThem) {
  const NameAddr to = parsed("sip:vivekg@chair-dnrc.example.com ;   tag\r\n    = 1918181833n");
  EXPECT_EQ(to.uri_text, "sip:vivekg@chair-dnrc.example.com");
  EXPECT_EQ(to.tag, "1918181833n");
  EXPECT_EQ(parsed("Bob\r\n Smith\t<sip:b@c>").display_name, "Bob\r\n Smith");
}

TEST(NameAddr, SeveralOfALineAreTakenOneByOne) {
  const NameAddr first = parsed(R"("a, b" <sip:a,b@c>;q="," , <sip:d@e>)");
  EXPECT_EQ(first.uri_text, "sip:a,b@c");
  EXPECT_TRUE(first.more);
  const NameAddr second = parsed(first.rest);
  EXPECT_EQ(second.uri_text, "sip:d@e");
  EXPECT_FALSE(second.more);
}

TEST(NameAddr, AStarIsNotedAsSuch) {
  EXPECT_TRUE(parsed("*").star);
  EXPECT_FALSE(parsed("<sip:*@a>").star);
}

TEST(NameAddr, ControlCharactersMayBeQuotedPairs) {
  const auto value = "\"BEL:\\\x07 NUL:\\\0 DEL:\\\x7f\" <sip:a@b>"sv;
  EXPECT_EQ(parsed(value).uri_text, "sip:a@b");
}

TEST(NameAddr, OtherSchemesPass) {
  EXPECT_EQ(parsed("<isbn:2983792873>").uri()->scheme, Scheme::Other);
  EXPECT_EQ(parsed("<http://www.example.com>").uri_text, "http://www.example.com");
}

TEST(NameAddr, BrokenOnesAreMalformed) {
  for (const std::string_view text :
       {"", "<>", "\"Mr. J. User <sip:j@e.com>", "\"a\" sip:a@b", "<sip:a@b",
        "Bell, Alexander <sip:a@b>;tag=1", "<sip:a@b> x", "<sip:a@b>;tag=", "sip:a@b;tag",
        "<sip:a@b>;=", "\"a\\\" <sip:a@b>", "a@b:c <sip:a@b>", "sip:a@b x"})
    EXPECT_FALSE(NameAddr::parse(text)) << text;
}

TEST(NameAddr, WithoutTagThereIsNone) {
  EXPECT_EQ(parsed("<sip:a@b>").tag, "");
  EXPECT_EQ(parsed("<sip:a@b;tag=inside>").tag, "");
}

}  // namespace
}  // namespace handset::sip
