#include "ua/sip_server.h"

#include <gtest/gtest.h>

namespace handset::ua {
namespace {

TEST(ServerSetting, IsAHostWithAPortOrWithout) {
  EXPECT_EQ(ServerSetting::parse(" pbx.example.org ").value(), (ServerSetting{"pbx.example.org", 0, {}}));
  EXPECT_EQ(ServerSetting::parse("pbx.example.org:5070").value(),
            (ServerSetting{"pbx.example.org", 5070, {}}));
  EXPECT_EQ(ServerSetting::parse("192.0.2.1:5070").value(), (ServerSetting{"192.0.2.1", 5070, {}}));
  EXPECT_EQ(ServerSetting::parse("2001:db8::1").value(), (ServerSetting{"2001:db8::1", 0, {}}));
  EXPECT_EQ(ServerSetting::parse("[2001:db8::1]:5070").value(), (ServerSetting{"2001:db8::1", 5070, {}}));
}

TEST(ServerSetting, ListsServersWithTheirPriorities) {
  const auto setting =
      ServerSetting::parse("example.org:SRV=a.example.org:5060:p=0|192.0.2.2:p=1:w=5|[2001:db8::1]:5080:w=2");
  EXPECT_EQ(
      setting.value(),
      (ServerSetting{"example.org",
                     0,
                     {{"a.example.org", 5060, 0, 0}, {"192.0.2.2", 0, 1, 5}, {"2001:db8::1", 5080, 0, 2}}}));
}

TEST(ServerSetting, IsRefusedWhereItNamesNoHost) {
  for (const std::string_view wrong :
       {"", ":5060", "a:", "a:0", "a:65536", "a:x", "[2001:db8::1", "[a]:5060", "[2001:db8::1]5060", "1:2:3",
        "g:SRV=", "g:SRV=a|", "g:SRV=|a", ":SRV=a", "g:SRV=a:p=x", "g:SRV=a:p=65536", "g:SRV=a:p=1:70000"}) {
    const auto setting = ServerSetting::parse(wrong);
    ASSERT_FALSE(setting) << wrong;
    EXPECT_EQ(setting.error().code, Errc::Malformed) << wrong;
  }
  EXPECT_EQ(ServerSetting::parse("g:SRV=ab|:1").error().at, 9U);
}

TEST(ServerSetting, ListsNoMoreThanThirtyTwo) {
  std::string text = "g:SRV=a";
  for (int i = 1; i < 32; ++i) text += "|a";
  EXPECT_EQ(ServerSetting::parse(text).value().list.size(), 32U);
  EXPECT_EQ(ServerSetting::parse(text + "|a").error().code, Errc::TooLarge);
}

TEST(ServerTarget, IsSaidInWords) {
  const Endpoint endpoint{IpAddress::v4(192, 0, 2, 1), 5060};
  EXPECT_EQ((ServerTarget{SipTransport::Udp, endpoint, "a.example.org", 0}.words()),
            "a.example.org (192.0.2.1:5060, UDP)");
  EXPECT_EQ((ServerTarget{SipTransport::Tls, endpoint, "192.0.2.1", 0}.words()), "192.0.2.1:5060 (TLS)");
}

}  // namespace
}  // namespace handset::ua
