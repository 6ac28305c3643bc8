#include "base/address.h"

#include <gtest/gtest.h>
#include <optional>
#include <string>

namespace handset {
namespace {

std::string again(std::string_view text) {
  const auto address = IpAddress::parse(text);
  return address ? address->to_string() : "no address";
}
IpAddress address(std::string_view text) {
  return IpAddress::parse(text).value();
}

TEST(IpAddress, ReadsAndWritesIpv4) {
  EXPECT_EQ(IpAddress::parse("192.0.2.1"), IpAddress::v4(192, 0, 2, 1));
  EXPECT_EQ(again("0.0.0.0"), "0.0.0.0");
  EXPECT_EQ(again("255.255.255.255"), "255.255.255.255");
}

TEST(IpAddress, TakesNoShortenedOctalOrDecoratedIpv4) {
  for (const auto* text :
       {"",         "1",         "127.1",     "1.2.3",     "1.2.3.4.5",  "1.2.3.",     ".1.2.3",
        "1..2.3",   "256.1.1.1", "01.2.3.4",  "1.2.3.00",  "0x7f.0.0.1", "1.2.3.4 ",   " 1.2.3.4",
        "+1.2.3.4", "-1.2.3.4",  "1.2.3.4/8", "1.2.3.4:5", "2130706433", "1.2.3.1000", "localhost"})
    EXPECT_EQ(IpAddress::parse(text), std::nullopt) << text;
  EXPECT_EQ(IpAddress::parse(std::string_view("1.2.3.4\0", 8)), std::nullopt);
}

TEST(IpAddress, WritesIpv6AsRfc5952Recommends) {
  EXPECT_EQ(again("2001:0DB8:0000:0000:0000:0000:0002:0001"),
            "2001:db8::2:1");                                        // lower case, no zeros in front
  EXPECT_EQ(again("2001:db8:0:1:1:1:1:1"), "2001:db8:0:1:1:1:1:1");  // one group is not shortened
  EXPECT_EQ(again("2001:0:0:1:0:0:0:1"), "2001:0:0:1::1");           // the longest run
  EXPECT_EQ(again("2001:db8:0:0:1:0:0:1"), "2001:db8::1:0:0:1");     // the first of equals
  EXPECT_EQ(again("0:0:0:0:0:0:0:0"), "::");
  EXPECT_EQ(again("0:0:0:0:0:0:0:1"), "::1");
  EXPECT_EQ(again("1:0:0:0:0:0:0:0"), "1::");
  EXPECT_EQ(again("1:2:3:4:5:6:7:8"), "1:2:3:4:5:6:7:8");
  EXPECT_EQ(again("a0b0:10:f00:fff0::"), "a0b0:10:f00:fff0::");
  EXPECT_EQ(again("::ffff:c000:0201"), "::ffff:192.0.2.1");  // section 5: mapped ones in mixed notation
}

TEST(IpAddress, ReadsEachPlaceOfTheGap) {
  EXPECT_EQ(again("1::8"), "1::8");
  EXPECT_EQ(again("::2:3"), "::2:3");
  EXPECT_EQ(again("1:2::"), "1:2::");
  EXPECT_EQ(again("1:2:3:4:5:6:7::"), "1:2:3:4:5:6:7:0");  // a gap of one group may be read, is not written
  EXPECT_EQ(again("::2:3:4:5:6:7:8"), "0:2:3:4:5:6:7:8");
  EXPECT_EQ(again("64:ff9b::192.0.2.33"), "64:ff9b::c000:221");
  EXPECT_EQ(again("1:2:3:4:5:6:192.0.2.1"), "1:2:3:4:5:6:c000:201");
}

TEST(IpAddress, TakesNoBrokenIpv6) {
  for (const auto* text : {":",
                           ":::",
                           "1",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8:9",
                           "1:2:3:4:5:6:7:8::",
                           "1::2::3",
                           ":1:2:3:4:5:6:7",
                           ":1::2",
                           "1:2:3:4:5:6:7:",
                           "::1:",
                           "12345::",
                           "::g",
                           "::1%eth0",
                           "fe80::1%1",
                           "[::1]",
                           "::1 ",
                           "1:::2",
                           "1.2.3.4::",
                           "::1.2.3",
                           "::1.2.3.4:5",
                           "::256.1.1.1",
                           "1:2:3:4:5:6:7:1.2.3.4",
                           "1:2:3:4:5:1.2.3.4",
                           "::01.2.3.4",
                           "::-1",
                           "::1/128"})
    EXPECT_EQ(IpAddress::parse(text), std::nullopt) << text;
}

TEST(IpAddress, KnowsItsKindByTheEdgesOfEachRange) {
  EXPECT_TRUE(address("127.0.0.0").is_loopback());
  EXPECT_TRUE(address("127.255.255.255").is_loopback());
  EXPECT_FALSE(address("128.0.0.0").is_loopback());
  EXPECT_TRUE(address("::1").is_loopback());
  EXPECT_FALSE(address("::2").is_loopback());
  EXPECT_TRUE(address("169.254.0.0").is_link_local());
  EXPECT_FALSE(address("169.255.0.0").is_link_local());
  EXPECT_TRUE(address("fe80::").is_link_local());
  EXPECT_TRUE(address("febf:ffff::").is_link_local());
  EXPECT_FALSE(address("fec0::").is_link_local());
  EXPECT_TRUE(address("224.0.0.1").is_multicast());
  EXPECT_TRUE(address("239.255.255.255").is_multicast());
  EXPECT_FALSE(address("240.0.0.0").is_multicast());
  EXPECT_TRUE(address("ff02::1").is_multicast());
  EXPECT_FALSE(address("fe00::1").is_multicast());
  EXPECT_TRUE(address("0.0.0.0").is_unspecified());
  EXPECT_TRUE(address("0.255.255.255").is_unspecified());
  EXPECT_FALSE(address("1.0.0.0").is_unspecified());
  EXPECT_TRUE(address("::").is_unspecified());
  EXPECT_FALSE(address("0::1").is_unspecified());
  EXPECT_TRUE(address("255.255.255.255").is_broadcast());
  EXPECT_FALSE(address("255.255.255.254").is_broadcast());
}

TEST(IpAddress, FindsTheIpv4AddressThatAnIpv6OneStandsFor) {
  const auto meant = IpAddress::v4(127, 0, 0, 1);
  EXPECT_EQ(address("::ffff:127.0.0.1").embedded_ipv4(), meant);    // mapped
  EXPECT_EQ(address("::127.0.0.1").embedded_ipv4(), meant);         // compatible
  EXPECT_EQ(address("64:ff9b::127.0.0.1").embedded_ipv4(), meant);  // NAT64
  EXPECT_EQ(address("::ffff:0:127.0.0.1").embedded_ipv4(), meant);  // translated
  EXPECT_EQ(address("2002:7f00:1::").embedded_ipv4(), meant);       // 6to4
  EXPECT_EQ(address("2002:7f00:1:5::9").embedded_ipv4(), meant);
}

TEST(IpAddress, SaysNothingForIpv6AddressesThatStandForThemselves) {
  for (const auto* text : {"::", "::1", "2001:db8::7f00:1", "fe80::7f00:1", "64:ff9a::127.0.0.1",
                           "64:ff9b:0:1::127.0.0.1", "2003:7f00:1::", "::1:ffff:127.0.0.1", "127.0.0.1"})
    EXPECT_EQ(address(text).embedded_ipv4(), std::nullopt) << text;
}

TEST(IpAddress, AMappedAddressIsNotTheIpv4Address) {
  EXPECT_NE(address("::ffff:192.0.2.1"), address("192.0.2.1"));
  EXPECT_FALSE(address("::ffff:192.0.2.1").is_v4());
  EXPECT_NE(address("::"), address("0.0.0.0"));
}

TEST(Endpoint, ReadsAndWritesBothFamilies) {
  const auto four = Endpoint::parse("192.0.2.1:5060");
  ASSERT_TRUE(four);
  EXPECT_EQ(four->port, 5060);
  EXPECT_EQ(four->to_string(), "192.0.2.1:5060");
  const auto six = Endpoint::parse("[2001:DB8::1]:65535");
  ASSERT_TRUE(six);
  EXPECT_EQ(six->to_string(), "[2001:db8::1]:65535");
  EXPECT_EQ(Endpoint::parse("0.0.0.0:0")->to_string(), "0.0.0.0:0");
}

TEST(Endpoint, TakesNothingWithoutAPortOrWithWrongBrackets) {
  for (const auto* text :
       {"", ":", "192.0.2.1", "192.0.2.1:", ":5060", "192.0.2.1:65536", "192.0.2.1:-1", "192.0.2.1:5060 ",
        "192.0.2.1:0x10", "[192.0.2.1]:5060", "2001:db8::1:5060", "[::1]", "[::1]5060", "[::1:5060",
        "::1]:5060", "[]:5060", "[[::1]]:5060", "localhost:5060"})
    EXPECT_EQ(Endpoint::parse(text), std::nullopt) << text;
}

TEST(IpNetwork, HoldsTheAddressesOfItsPrefix) {
  const auto network = IpNetwork::parse("10.0.0.0/8").value();
  EXPECT_TRUE(network.contains(address("10.255.255.255")));
  EXPECT_FALSE(network.contains(address("11.0.0.0")));
  const auto odd = IpNetwork::parse("192.0.2.64/27").value();
  EXPECT_TRUE(odd.contains(address("192.0.2.95")));
  EXPECT_FALSE(odd.contains(address("192.0.2.96")));
  EXPECT_FALSE(odd.contains(address("192.0.2.63")));
  const auto six = IpNetwork::parse("2001:db8::/33").value();
  EXPECT_TRUE(six.contains(address("2001:db8:7fff::1")));
  EXPECT_FALSE(six.contains(address("2001:db8:8000::1")));
}

TEST(IpNetwork, IgnoresTheBitsBehindThePrefix) {
  EXPECT_TRUE(IpNetwork::parse("10.1.2.3/8").value().contains(address("10.9.9.9")));
}

TEST(IpNetwork, TakesABareAddressForItselfAlone) {
  const auto four = IpNetwork::parse("192.0.2.1").value();
  EXPECT_TRUE(four.contains(address("192.0.2.1")));
  EXPECT_FALSE(four.contains(address("192.0.2.0")));
  const auto six = IpNetwork::parse("2001:db8::1").value();
  EXPECT_TRUE(six.contains(address("2001:db8::1")));
  EXPECT_FALSE(six.contains(address("2001:db8::")));
}

TEST(IpNetwork, OfPrefixZeroHoldsItsFamilyAlone) {
  EXPECT_TRUE(IpNetwork::parse("0.0.0.0/0").value().contains(address("203.0.113.9")));
  EXPECT_FALSE(IpNetwork::parse("0.0.0.0/0").value().contains(address("2001:db8::1")));
  EXPECT_TRUE(IpNetwork::parse("::/0").value().contains(address("2001:db8::1")));
  EXPECT_FALSE(IpNetwork::parse("::/0").value().contains(address("203.0.113.9")));
}

TEST(IpNetwork, TakesNoPrefixThatDoesNotFit) {
  for (const auto* text : {"10.0.0.0/33", "10.0.0.0/", "/8", "10.0.0.0/8/8", "10.0.0.0/-1", "10.0.0/8",
                           "2001:db8::/129", "10.0.0.0/ 8", "example.com/8"})
    EXPECT_FALSE(IpNetwork::parse(text)) << text;
  EXPECT_TRUE(IpNetwork::parse("2001:db8::/128"));
  EXPECT_TRUE(IpNetwork::parse("10.0.0.0/32"));
}

}  // namespace
}  // namespace handset
