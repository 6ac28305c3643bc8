#include "sip/uri.h"

#include <array>
#include <gtest/gtest.h>
#include <string>

namespace handset::sip {
namespace {

Uri uri_of(std::string_view text) {
  const auto uri = Uri::parse(text);
  EXPECT_TRUE(uri) << text << ": " << (uri ? "" : uri.error().what);
  return uri.value_or(Uri{});
}

bool same(std::string_view a, std::string_view b) {
  const bool forth = equivalent(uri_of(a), uri_of(b));
  EXPECT_EQ(forth, equivalent(uri_of(b), uri_of(a))) << a << " and " << b;
  return forth;
}

TEST(Uri, AllPartsOfASipUriAreFound) {
  const Uri uri = uri_of("sip:alice:secret@host.example.com:5070;transport=tcp;lr?Subject=x&Priority=y");
  EXPECT_EQ(uri.scheme, Scheme::Sip);
  EXPECT_TRUE(uri.has_user);
  EXPECT_EQ(uri.user, "alice");
  EXPECT_EQ(uri.password, "secret");
  EXPECT_EQ(uri.host, "host.example.com");
  EXPECT_EQ(uri.port, 5070);
  EXPECT_EQ(uri.parameters, "transport=tcp;lr");
  EXPECT_EQ(uri.headers, "Subject=x&Priority=y");
  EXPECT_EQ(uri.parameter("TRANSPORT"), "tcp");
  EXPECT_EQ(uri.parameter("lr"), "");
  EXPECT_FALSE(uri.parameter("maddr"));
}

TEST(Uri, AHostAloneIsEnough) {
  const Uri uri = uri_of("SIPS:example.com");
  EXPECT_EQ(uri.scheme, Scheme::Sips);
  EXPECT_FALSE(uri.has_user);
  EXPECT_EQ(uri.host, "example.com");
  EXPECT_EQ(uri.port, 0);
}

TEST(Uri, AUserMayHoldWhatLooksLikeTheRestOfAUri) {
  const Uri odd = uri_of(
      "sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/"
      ";;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com");
  EXPECT_EQ(odd.user, "1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*");
  EXPECT_EQ(odd.password, "&it+has=1,weird!*pas$wo~d_too.(doesn't-it)");
  EXPECT_EQ(odd.host, "example.com");
  EXPECT_EQ(uri_of("sip:user;par=u%40example.net@example.com").user, "user;par=u%40example.net");
}

TEST(Uri, AnIpv6HostIsInBrackets) {
  const Uri uri = uri_of("sip:user@[2001:db8::10]:5070;lr");
  EXPECT_TRUE(uri.ipv6);
  EXPECT_EQ(uri.host, "2001:db8::10");
  EXPECT_EQ(uri.port, 5070);
  EXPECT_EQ(uri_of("sip:[2001:db8::10:5070]").host, "2001:db8::10:5070");
  EXPECT_EQ(uri_of("sip:user@[2001:db8:::192.0.2.1]").host, "2001:db8:::192.0.2.1");
}

TEST(Uri, AnIpv6HostWithoutBracketsIsMalformed) {
  EXPECT_FALSE(Uri::parse("sip:2001:db8::10"));
  EXPECT_FALSE(Uri::parse("sip:user@2001:db8::10"));
}

TEST(Uri, OtherSchemesAreRecognisedOnly) {
  EXPECT_EQ(uri_of("tel:+358-555-1234567").scheme, Scheme::Tel);
  const Uri novel = uri_of("soap.beep://192.0.2.103:3002");
  EXPECT_EQ(novel.scheme, Scheme::Other);
  EXPECT_EQ(novel.scheme_text, "soap.beep");
  EXPECT_FALSE(novel.is_sip());
}

TEST(Uri, BrokenOnesAreMalformed) {
  for (const std::string_view text : {"",           "sip",           ":",
                                      "sip:",       "101",           "<sip:a@b>",
                                      "sip:@b",     "sip:a@",        "sip:a@b:",
                                      "sip:a@b:0",  "sip:a@b:65536", "sip:a@b:5060x",
                                      "sip:a@b c",  "sip:a b@c",     "sip:a@b;x y",
                                      "sip:a@[::1", "sip:a@[]",      "sip:a@[::1]5060",
                                      "sip:a%4@b",  "sip:a%zz@b",    "sip:a%@b",
                                      "sip:a@b%41", "sip:a@b;p=%4",  "sip:a@b@c",
                                      "sip:a\"@b",  "sip:a@b\x7f",   "sip:a@b?h=\x01",
                                      "isbn:1 2",   "1sip:a@b",      "s<ip:a@b",
                                      "sip:a@b;x=<"})
    EXPECT_FALSE(Uri::parse(text)) << text;
}

TEST(Uri, EscapedTextIsComparedAsItIsMeant) {
  EXPECT_TRUE(equals_escaped("%31%30%31", "101"));
  EXPECT_TRUE(equals_escaped("sips%3Auser%40example.com", "sips:user@example.com"));
  EXPECT_FALSE(equals_escaped("101", "1011"));
  EXPECT_FALSE(equals_escaped("1011", "101"));
  EXPECT_TRUE(equivalent_escaped("cal%6Cer", "%63aller"));
  EXPECT_FALSE(equivalent_escaped("caller", "Caller"));
}

TEST(Uri, AnEscapedNulEndsNothing) {
  const Uri uri = uri_of("sip:null-%00-null@example.com");
  EXPECT_FALSE(equals_escaped(uri.user, "null-"));
  EXPECT_TRUE(equals_escaped(uri.user, std::string_view("null-\0-null", 11)));
}

TEST(Uri, UnescapingCopiesOnlyWhatHasEscapes) {
  std::array<char, 4> buffer{};
  const std::string_view plain = "longer than that";
  EXPECT_EQ(unescape(plain, buffer)->data(), plain.data());
  EXPECT_EQ(unescape("%31%30%31", buffer), "101");
  EXPECT_EQ(unescape("1%", buffer), "1%");
  EXPECT_FALSE(unescape("%3110101", buffer));
}

// The examples of RFC 3261 19.1.4.
TEST(Uri, EquivalentOnesOfTheRfcAreEquivalent) {
  EXPECT_TRUE(same("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtLanTa.CoM;Transport=tcp"));
  EXPECT_TRUE(same("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5"));
  EXPECT_TRUE(same("sip:carol@chicago.com", "sip:carol@chicago.com;security=on"));
  EXPECT_TRUE(same("sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com",
                   "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com"));
  EXPECT_TRUE(same("sip:alice@atlanta.com?subject=project%20x&priority=urgent",
                   "sip:alice@atlanta.com?priority=urgent&subject=project%20x"));
}

TEST(Uri, DifferentOnesOfTheRfcAreDifferent) {
  EXPECT_FALSE(same("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP"));
  EXPECT_FALSE(same("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060"));
  EXPECT_FALSE(same("sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp"));
  EXPECT_FALSE(same("sip:bob@biloxi.com:6000;transport=tcp", "sip:bob@biloxi.com:5060;transport=tcp"));
  EXPECT_FALSE(same("sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting"));
  EXPECT_FALSE(same("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4"));
  EXPECT_FALSE(same("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off"));
  EXPECT_FALSE(same("sip:bob@biloxi.com", "sips:bob@biloxi.com"));
  EXPECT_FALSE(same("sip:bob@biloxi.com", "sip:bob@biloxi.com;user=phone"));
  EXPECT_FALSE(same("sip:biloxi.com", "sip:bob@biloxi.com"));
}

TEST(Uri, AnEscapedMarkOfTheSyntaxIsNotThatMark) {
  EXPECT_FALSE(same("sip:a%3Bb@c.org", "sip:a;b@c.org"));
  EXPECT_FALSE(same("sip:%2B1@c.org", "sip:+1@c.org"));
  EXPECT_FALSE(same("sip:c.org;x=a%3Ab", "sip:c.org;x=a:b"));
  EXPECT_TRUE(same("sip:a%3Bb@c.org", "sip:a%3bb@c.org"));
  EXPECT_TRUE(same("sip:a%2Db@c.org", "sip:a-b@c.org"));
}

TEST(Uri, OfAParameterThatComesTwiceTheFirstCounts) {
  EXPECT_TRUE(same("sip:a@b;x=1;x=2", "sip:a@b;x=1;x=2"));
  EXPECT_TRUE(same("sip:a@b;x=1;x=2", "sip:a@b;x=1"));
  EXPECT_FALSE(same("sip:a@b;x=1;x=2", "sip:a@b;x=2"));
  EXPECT_TRUE(same("sip:a@b?h=1&h=2", "sip:a@b?h=1&h=2"));
}

TEST(Uri, OverlongOnesAreEquivalentOnlyWhenTheyAreTheSame) {
  std::string parameters;
  for (int i = 0; i < 300; ++i) parameters += ";p" + std::to_string(i);
  EXPECT_TRUE(same("sip:a@b" + parameters, "sip:a@b" + parameters));
  EXPECT_FALSE(same("sip:a@b" + parameters, "sip:a@B" + parameters));
}

TEST(Uri, CutAnywhereItIsReadWithinItsBounds) {
  const std::string text = "sips:a%41;b:pw@[2001:db8::1]:5060;x=%41;lr?h=%42";
  for (std::size_t size = 0; size <= text.size(); ++size) {
    const std::string exact = text.substr(0, size);
    const auto uri = Uri::parse(exact);
    if (uri) {
      EXPECT_TRUE(equivalent(*uri, *uri));
    }
  }
}

}  // namespace
}  // namespace handset::sip
