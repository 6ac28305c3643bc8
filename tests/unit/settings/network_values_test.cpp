#include "settings_rig.h"

namespace handset::settings {
namespace {

void expect_right(std::string_view tag, std::initializer_list<std::string_view> values) {
  for (const std::string_view value : values) EXPECT_EQ(said_of(tag, value), "");
}

void expect_wrong(std::string_view tag, std::initializer_list<std::string_view> values) {
  for (const std::string_view value : values) EXPECT_FALSE(accepts(tag, value)) << tag << ": " << value;
}

TEST(NetworkValues, AHostIsANameOrAnAddress) {
  expect_right("Domain", {"example.com", "example.com.", "pbx-1", "my_host", "192.0.2.1", "2001:db8::1",
                          "[2001:db8::1]", "xn--bcher-kva.example", "3com.example", ""});
  expect_wrong("Domain",
               {"192.0.2", "192.0.2.256", "host name", "-x.example", "a..b", "host:5060", "[192.0.2.1]",
                "[2001:db8::1", "2001:db8::1::2", "http://example.com", "b\xc3\xbc.example"});
  EXPECT_FALSE(accepts("Domain", std::string(64, 'a')));
  EXPECT_FALSE(accepts("Domain", std::string(254, 'a')));
}

TEST(NetworkValues, AHostMayHaveAPortWhereItSaysSo) {
  expect_right("Syslog_Server", {"log.example.com", "log.example.com:514", "192.0.2.1:514",
                                 "[2001:db8::1]:514", "2001:db8::1", "[2001:db8::1]"});
  expect_wrong("Syslog_Server", {"log:0", "log:65536", "log:", ":514", "[2001:db8::1]514", "log:514:514"});
}

TEST(NetworkValues, AddressesAreOfTheirFamily) {
  expect_right("EXT_IP", {"192.0.2.1", "2001:db8::1"});
  expect_wrong("EXT_IP", {"example.com", "192.0.2.1:5060"});
  expect_right("Static_IP", {"192.0.2.1"});
  expect_wrong("Static_IP", {"2001:db8::1", "192.0.2.01"});
}

TEST(NetworkValues, ANetmaskHasItsOnesInARow) {
  expect_right("NetMask", {"255.255.255.0", "255.255.255.255", "128.0.0.0", "255.255.254.0"});
  expect_wrong("NetMask", {"255.0.255.0", "0.0.0.0", "255.255.255", "24"});
}

TEST(NetworkValues, AGroupIsMulticastWithAPort) {
  expect_right("Multicast_Address", {"224.168.168.168:6061", "239.255.255.255:1"});
  expect_wrong("Multicast_Address", {"224.168.168.168", "192.0.2.1:6061", "224.0.0.1:0", "[ff02::1]:6061"});
}

TEST(NetworkValues, AProxyMayBeAList) {
  expect_right("Proxy_1_",
               {"pbx.example.com", "pbx.example.com:5080", "192.0.2.1", "[2001:db8::1]:5060",
                "group:SRV=a.example:5060:p=0|b.example:5080:p=1", "g:SRV=192.0.2.1|192.0.2.2:p=1:w=5"});
  expect_wrong("Proxy_1_", {"pbx example", "pbx:port", "g:SRV=", "g:SRV=a|", ":SRV=a", "g:SRV=a:p=x",
                            "pbx;transport=tcp"});
}

TEST(NetworkValues, AUserMayStandBeforeAHost) {
  expect_right("Voice_Mail_Server_1_", {"mail.example.com", "500@mail.example.com:5060"});
  expect_wrong("Voice_Mail_Server_1_", {"@mail.example.com", "5 0@mail", "500@", "500@mail:x"});
}

TEST(NetworkValues, KeepAlivesMayGoToTheProxy) {
  expect_right("NAT_Keep_Alive_Dest_1_", {"$PROXY", "nat.example.com", "192.0.2.1:5060"});
  expect_wrong("NAT_Keep_Alive_Dest_1_", {"$REGISTRAR", "$PROXY:5060"});
}

TEST(NetworkValues, FetchesMayBeHeldToHostsAndNetworks) {
  expect_right("Fetch_Allowed",
               {"", "pbx.example.com", "10.0.0.0/8,2001:db8::/32", "*.example.com, 192.0.2.1"});
  expect_wrong("Fetch_Allowed", {"10.0.0.0/33", "http://pbx.example.com/"});
}

TEST(NetworkValues, AUrlHasASchemeThatIsServed) {
  expect_right("XML_Application_Service_URL",
               {"http://pbx.example.com/menu.xml", "https://[2001:db8::1]:8443/x?mac=$MA&name=$(PN)",
                "tftp://192.0.2.1/x", "HTTP://user:pw@pbx/", "$A/menu.xml", "http://$A/x",
                "http://pbx/$(MAC:0:5)/$$"});
  expect_wrong("XML_Application_Service_URL",
               {"pbx/menu.xml", "file:///etc/passwd", "javascript:x", "gopher://pbx", "http://", "http:///x",
                "http://pbx:0/", "http://pbx/a b", "http://pbx/$(", "http://pbx/$(MA", "http://pbx/$(MA:x)",
                "http://pbx/$()"});
}

TEST(NetworkValues, ARuleIsOneAddressOrAlternativesWithConditions) {
  expect_right("Profile_Rule",
               {"/spa$PSN.cfg", "http://prov.example.com/$MA.xml", "[--uid u --pwd p] https://h/x", "",
                "($SWVER lt 7.5.2b) ? http://h/spa50x-30x-7-5-2b.bin | http://h/spa50x-30x-7-5-5.bin",
                "($A eq \"north east\" and $PRVTMR ge 600)? [--key $SA] http://h/n.cfg | /else.cfg",
                "(\"$PN\" != \"SPA504G\")? /a | ($(SN:0:2) = 12)?/b"});
  expect_wrong("Profile_Rule", {"($SWVER lt 7.5.2) http://h/x", "($SWVER like 7)? /x", "($SWVER)? /x",
                                "($A lt 1 or $B lt 2)? /x", "[--key x http://h/y", "/a /b", "/a |", "| /a",
                                "(\"open = 1)? /a", "http://h/$(MA"});
}

TEST(NetworkValues, ARuleMayStandOnSeveralLines) {
  EXPECT_EQ(kept("Profile_Rule", "\n  ($SWVER lt 7) ? /a\n  | /b\n"), "($SWVER lt 7) ? /a | /b");
}

TEST(NetworkValues, ATriggerIsAConditionAlone) {
  expect_right("Resync_Trigger_1", {"$UPGTMR gt 300 and $PRVTMR ge 600", "($A eq 1)", ""});
  expect_wrong("Resync_Trigger_1", {"$UPGTMR", "$UPGTMR gt", "gt 300", "($A eq 1", "$A eq 1 $B eq 2"});
}

TEST(Hosts, AreNamesAndAddressesWithCommasBetween) {
  EXPECT_EQ(kept("Web_Host_Names", " phone.example.com , 10.0.0.5"), "phone.example.com,10.0.0.5");
  EXPECT_EQ(kept("Web_Host_Names", ""), "");
  EXPECT_FALSE(accepts("Web_Host_Names", "phone.example.com:80"));
  EXPECT_FALSE(accepts("Web_Host_Names", "http://phone"));
  EXPECT_FALSE(accepts("Web_Host_Names", "a,a"));
  EXPECT_FALSE(accepts("Web_Host_Names", "10.0.0.0/8"));
}

}  // namespace
}  // namespace handset::settings
