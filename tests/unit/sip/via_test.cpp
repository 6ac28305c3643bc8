#include "sip/via.h"

#include <gtest/gtest.h>

#include "sip/message.h"

namespace handset::sip {
namespace {

Via via_of(std::string_view text) {
  const auto via = Via::parse(text);
  EXPECT_TRUE(via) << text << ": " << (via ? "" : via.error().what);
  return via.value_or(Via{});
}

Endpoint at(std::string_view text) {
  return Endpoint::parse(text).value();
}

TEST(Via, AllPartsAreFound) {
  const Via via = via_of("SIP/2.0/UDP 192.0.2.1:5080;branch=z9hG4bK77;received=192.0.2.9;rport=1024;ttl=1");
  EXPECT_EQ(via.transport, "UDP");
  EXPECT_EQ(via.sent_by, "192.0.2.1:5080");
  EXPECT_EQ(via.host, "192.0.2.1");
  EXPECT_EQ(via.port, 5080);
  EXPECT_EQ(via.branch, "z9hG4bK77");
  EXPECT_EQ(via.received, "192.0.2.9");
  EXPECT_TRUE(via.has_rport);
  EXPECT_EQ(via.rport, 1024);
  EXPECT_FALSE(via.more);
  EXPECT_FALSE(via.reliable());
}

TEST(Via, RportWithoutValueIsARequestForIt) {
  const Via via = via_of("SIP/2.0/TCP host;rport;branch=z9hG4bK1");
  EXPECT_TRUE(via.has_rport);
  EXPECT_EQ(via.rport, 0);
  EXPECT_EQ(via.port, 0);
  EXPECT_TRUE(via.reliable());
}

TEST(Via, BlanksAndFoldsAreAllowedWhereTheGrammarHasThem) {
  const Via via = via_of("SIP  / 2.0\r\n /UDP\r\n    192.0.2.2 : 5060 ;branch = 390skdjuw , SIP/2.0/UDP b");
  EXPECT_EQ(via.transport, "UDP");
  EXPECT_EQ(via.host, "192.0.2.2");
  EXPECT_EQ(via.port, 5060);
  EXPECT_EQ(via.branch, "390skdjuw");
  EXPECT_TRUE(via.more);
  EXPECT_EQ(via_of(via.rest).host, "b");
}

TEST(Via, AnIpv6AddressIsInBrackets) {
  const Via via = via_of("SIP/2.0/UDP [2001:db8::9:1]:6050;received=[2001:db8::9:255];branch=z9hG4bKas3-111");
  EXPECT_EQ(via.host, "2001:db8::9:1");
  EXPECT_EQ(via.port, 6050);
  EXPECT_EQ(via.received, "2001:db8::9:255");
  EXPECT_EQ(via_of("SIP/2.0/UDP [::1];received=2001:db8::9").received, "2001:db8::9");
}

TEST(Via, UnknownTransportsAreUnderstood) {
  EXPECT_EQ(via_of("SIP/2.0/UNKNOWN t5.example.com;branch=z9hG4bKkdjuw").transport, "UNKNOWN");
}

TEST(Via, BrokenOnesAreMalformed) {
  for (const std::string_view text :
       {"", "SIP/2.0/UDP", "SIP/2.0 host", "SIP/2.0/UDP ", "SIP/2.0/UDP ;branch=1", "SIP/2.0/UDP host:0",
        "SIP/2.0/UDP host:", "SIP/2.0/UDP host:70000", "SIP/2.0/UDP host x", "SIP/2.0/UDP [::1",
        "SIP/2.0/UDP ho$t", "SIP/2.0/UDP host;branch=\"x", "SIP/2.0/UDP[::1]", "SIP/2.0/UDP []"})
    EXPECT_FALSE(Via::parse(text)) << text;
}

TEST(Via, OnlyACookieWithSomethingBehindItIsABranchOfRfc3261) {
  EXPECT_TRUE(via_of("SIP/2.0/UDP h;branch=z9hG4bKx").has_magic_cookie());
  EXPECT_TRUE(via_of("SIP/2.0/UDP h;branch=Z9HG4BKx").has_magic_cookie());
  EXPECT_FALSE(via_of("SIP/2.0/UDP h;branch=z9hG4bK").has_magic_cookie());
  EXPECT_FALSE(via_of("SIP/2.0/UDP h;branch=").has_magic_cookie());
  EXPECT_FALSE(via_of("SIP/2.0/UDP h;branch=1").has_magic_cookie());
  EXPECT_FALSE(via_of("SIP/2.0/UDP h").has_magic_cookie());
}

TEST(Via, TheTopmostOfAMessageIsTheFirstOfItsFirstLine) {
  Message message;
  ASSERT_TRUE(message.parse(
      "OPTIONS sip:a SIP/2.0\r\nVia: SIP/2.0/UDP a, SIP/2.0/UDP b\r\nv: SIP/2.0/UDP c\r\n\r\n"));
  EXPECT_EQ(message.via()->host, "a");
  ASSERT_TRUE(message.parse("OPTIONS sip:a SIP/2.0\r\n\r\n"));
  EXPECT_EQ(message.via().error().code, Errc::NotFound);
}

TEST(ResponseTarget, WithRportItIsTheSource) {
  EXPECT_EQ(response_target(via_of("SIP/2.0/UDP 10.0.0.1:5060;rport"), at("192.0.2.7:4444")),
            at("192.0.2.7:4444"));
}

TEST(ResponseTarget, WithoutRportItIsTheSourceAddressAndTheSentByPort) {
  EXPECT_EQ(response_target(via_of("SIP/2.0/UDP 10.0.0.1:5088"), at("192.0.2.7:4444")), at("192.0.2.7:5088"));
  EXPECT_EQ(response_target(via_of("SIP/2.0/UDP 10.0.0.1"), at("192.0.2.7:4444")), at("192.0.2.7:5060"));
}

TEST(ResponseTarget, NobodyElseCanBeNamedAsTarget) {
  EXPECT_EQ(response_target(via_of("SIP/2.0/UDP h;maddr=203.0.113.5;received=203.0.113.6;rport=99"),
                            at("192.0.2.7:4444")),
            at("192.0.2.7:4444"));
}

TEST(NeedsReceived, UnlessSentByIsTheSourceAddress) {
  EXPECT_FALSE(needs_received(via_of("SIP/2.0/UDP 192.0.2.7:5088"), at("192.0.2.7:4444")));
  EXPECT_TRUE(needs_received(via_of("SIP/2.0/UDP 192.0.2.8"), at("192.0.2.7:4444")));
  EXPECT_TRUE(needs_received(via_of("SIP/2.0/UDP pbx.example.com"), at("192.0.2.7:4444")));
  EXPECT_FALSE(needs_received(via_of("SIP/2.0/UDP [2001:DB8::1]"), at("[2001:db8:0::1]:5060")));
}

}  // namespace
}  // namespace handset::sip
