#include "ua/server_finder.h"

#include <gmock/gmock.h>
#include <map>

#include "finder_rig.h"

namespace handset::ua {
namespace {

using ::testing::ElementsAre;
using Found = FinderRig;
constexpr std::nullopt_t automatic = std::nullopt;

struct FoundBySrv : FinderRig {
  FoundBySrv() {
    names.set("a.example", {address(1)});
    names.set("b.example", {address(2)});
    names.set("c.example", {address(3)});
    names.set("example.org", {address(9)});
  }
};

// --- Hosts

TEST_F(Found, AnAddressIsItself) {
  EXPECT_THAT(find(question("192.0.2.1")), ElementsAre("UDP 192.0.2.1:5060 192.0.2.1 0"));
  EXPECT_THAT(find(srv_question("192.0.2.1", automatic)), ElementsAre("UDP 192.0.2.1:5060 192.0.2.1 0"));
  EXPECT_THAT(find(srv_question("[2001:db8::1]:5070", SipTransport::Tcp)),
              ElementsAre("TCP [2001:db8::1]:5070 2001:db8::1 0"));
}

TEST_F(Found, AHostHasAllItsAddressesAtThePortOfTheTransport) {
  names.set("pbx.example", {address(1), address(2)});
  EXPECT_THAT(find(question("pbx.example")),
              ElementsAre("UDP 192.0.2.1:5060 pbx.example 0", "UDP 192.0.2.2:5060 pbx.example 0"));
  ServerQuestion tls = question("pbx.example");
  tls.transport = SipTransport::Tls;
  EXPECT_THAT(find(tls), ElementsAre("TLS 192.0.2.1:5061 pbx.example 0", "TLS 192.0.2.2:5061 pbx.example 0"));
}

TEST_F(Found, AddressesWithoutAWayToThemComeLast) {
  const IpAddress v6 = *IpAddress::parse("2001:db8::1");
  names.set("pbx.example", {v6, address(1)});
  EXPECT_THAT(find(question("pbx.example")),
              ElementsAre("UDP 192.0.2.1:5060 pbx.example 0", "UDP [2001:db8::1]:5060 pbx.example 0"));
}

TEST_F(FoundBySrv, NothingIsAskedBySrvUnlessThatIsWanted) {
  names.set_srv("_sip._udp.example.org", {{0, 0, 5070, "a.example"}});
  EXPECT_THAT(find(question("example.org")), ElementsAre("UDP 192.0.2.9:5060 example.org 0"));
}

TEST_F(FoundBySrv, NorWhereAPortIsGiven) {
  names.set_srv("_sip._udp.example.org", {{0, 0, 5070, "a.example"}});
  names.set_naptr("example.org", {{0, 0, "S", "SIP+D2T", "", "_sip._tcp.example.org"}});
  EXPECT_THAT(find(srv_question("example.org:5080")), ElementsAre("UDP 192.0.2.9:5080 example.org 0"));
  EXPECT_THAT(find(srv_question("example.org:5080", automatic)),
              ElementsAre("UDP 192.0.2.9:5080 example.org 0"));
}

// --- SRV

TEST_F(FoundBySrv, ServersComeByTheirPriority) {
  names.set_srv("_sip._udp.example.org",
                {{30, 9, 5060, "c.example"}, {10, 1, 5070, "a.example"}, {20, 5, 5080, "b.example"}});
  EXPECT_THAT(find(srv_question("example.org")),
              ElementsAre("UDP 192.0.2.1:5070 a.example 10", "UDP 192.0.2.2:5080 b.example 20",
                          "UDP 192.0.2.3:5060 c.example 30"));
}

TEST_F(FoundBySrv, ServersOfAPriorityShareByWeight) {
  names.set_srv("_sip._udp.example.org", {{0, 75, 5060, "a.example"}, {0, 25, 5060, "b.example"}});
  std::map<std::string, int> first;
  constexpr int times = 2000;
  for (int i = 0; i < times; ++i) ++first[find(srv_question("example.org")).front()];
  // Four standard deviations are below 4 in a hundred.
  EXPECT_NEAR(first["UDP 192.0.2.1:5060 a.example 0"], times * 0.75, times * 0.04);
}

TEST_F(FoundBySrv, EachTransportHasItsService) {
  names.set_srv("_sip._udp.example.org", {{0, 0, 1, "a.example"}});
  names.set_srv("_sip._tcp.example.org", {{0, 0, 2, "a.example"}});
  names.set_srv("_sips._tcp.example.org", {{0, 0, 3, "a.example"}});
  EXPECT_THAT(find(srv_question("example.org", SipTransport::Udp)),
              ElementsAre("UDP 192.0.2.1:1 a.example 0"));
  EXPECT_THAT(find(srv_question("example.org", SipTransport::Tcp)),
              ElementsAre("TCP 192.0.2.1:2 a.example 0"));
  EXPECT_THAT(find(srv_question("example.org", SipTransport::Tls)),
              ElementsAre("TLS 192.0.2.1:3 a.example 0"));
}

TEST_F(FoundBySrv, WithoutThePrefixTheVeryNameIsAsked) {
  names.set_srv("example.org", {{0, 0, 5070, "a.example"}});
  names.set_srv("_sip._udp.other.example", {{0, 0, 5080, "b.example"}});
  ServerQuestion bare = srv_question("example.org");
  bare.auto_prefix = false;
  EXPECT_THAT(find(bare), ElementsAre("UDP 192.0.2.1:5070 a.example 0"));
  bare.server.host = "_sip._udp.other.example";
  EXPECT_THAT(find(bare), ElementsAre("UDP 192.0.2.2:5080 b.example 0"));
  bare.auto_prefix = true;
  EXPECT_THAT(find(bare), ElementsAre("UDP 192.0.2.2:5080 b.example 0")) << "it has the prefix already";
}

TEST_F(FoundBySrv, AHostWithoutRecordsIsItsOwnServer) {
  EXPECT_THAT(find(srv_question("example.org")), ElementsAre("UDP 192.0.2.9:5060 example.org 0"));
  EXPECT_THAT(find(srv_question("_sip._udp.example.org")), ElementsAre("UDP 192.0.2.9:5060 example.org 0"));
  names.set_failure("_sip._udp.example.org", {Errc::Unavailable, 0, "the name server cannot answer"});
  EXPECT_THAT(find(srv_question("example.org")), ElementsAre("UDP 192.0.2.9:5060 example.org 0"));
}

TEST_F(FoundBySrv, ADotSaysThatThereIsNone) {
  names.set_srv("_sip._udp.example.org", {{0, 0, 0, "."}});
  EXPECT_THAT(find(srv_question("example.org")), ElementsAre("the DNS says that this service is not there"));
  EXPECT_EQ(found.error().code, Errc::NotFound);
}

TEST_F(FoundBySrv, AServerWithoutAnAddressIsPassedOver) {
  names.set_srv("_sip._udp.example.org", {{0, 0, 5060, "gone.example"}, {1, 0, 5060, "b.example"}});
  EXPECT_THAT(find(srv_question("example.org")), ElementsAre("UDP 192.0.2.2:5060 b.example 1"));
  names.set_srv("_sip._udp.only.example", {{0, 0, 5060, "gone.example"}});
  EXPECT_THAT(find(srv_question("only.example")), ElementsAre("this host name is not known"));
}

TEST_F(FoundBySrv, TheSameTargetIsThereOnce) {
  names.set("b.example", {address(1), address(2)});
  names.set_srv("_sip._udp.example.org", {{0, 0, 5060, "a.example"}, {1, 0, 5060, "b.example"}});
  EXPECT_THAT(find(srv_question("example.org")),
              ElementsAre("UDP 192.0.2.1:5060 a.example 0", "UDP 192.0.2.2:5060 b.example 1"));
}

TEST_F(FoundBySrv, OnlyThePortOfTheFirstOneCountsWhenThatIsWanted) {
  names.set_srv("_sip._udp.example.org",
                {{2, 0, 5060, "c.example"}, {0, 0, 5060, "a.example"}, {1, 0, 5070, "b.example"}});
  ServerQuestion by_port = srv_question("example.org");
  by_port.same_port = true;
  EXPECT_THAT(find(by_port), ElementsAre("UDP 192.0.2.1:5060 a.example 0", "UDP 192.0.2.3:5060 c.example 2"));
}

TEST_F(FoundBySrv, AThousandRecordsAreTooMany) {
  std::vector<SrvRecord> records(1000, SrvRecord{0, 1, 5060, "a.example"});
  names.set_srv("_sip._udp.example.org", records);
  EXPECT_THAT(find(srv_question("example.org")), ElementsAre("this name has more records than can be used"));
  EXPECT_EQ(found.error().code, Errc::TooLarge);
  names.set_naptr("example.org", std::vector<NaptrRecord>(1000, {0, 0, "S", "SIP+D2U", "", "_sip._udp.x"}));
  EXPECT_THAT(find(srv_question("example.org", automatic)),
              ElementsAre("this name has more records than can be used"));
}

TEST_F(FoundBySrv, NoMoreThanSixteenServersAreLookedUp) {
  std::vector<SrvRecord> records;
  for (std::uint16_t i = 0; i < 200; ++i)
    records.push_back({i, 1, static_cast<std::uint16_t>(5060 + i), "a.example"});
  names.set_srv("_sip._udp.example.org", records);
  finder.find(srv_question("example.org"));
  simulation.run_for(milliseconds(3));
  EXPECT_EQ(host.resolver().running(), 16U);
  simulation.run_for(seconds(1));
  ASSERT_EQ(found.value().targets.size(), 16U);
  EXPECT_EQ(found->targets.back().priority, 15);
}

TEST_F(FoundBySrv, NoMoreThanThirtyTwoTargetsAreGiven) {
  std::vector<IpAddress> many;
  for (std::uint8_t i = 1; i < 60; ++i) many.push_back(address(i));
  names.set("a.example", many);
  names.set_srv("_sip._udp.example.org", {{0, 1, 5060, "a.example"}});
  EXPECT_EQ(find(srv_question("example.org")).size(), 32U);
}

TEST_F(FoundBySrv, WhatTheDnsSaysMayBeBroken) {
  names.set_failure("_sip._udp.example.org", {Errc::Malformed, 7, "a name in the answer has no end"});
  EXPECT_THAT(find(srv_question("example.org")), ElementsAre("a name in the answer has no end"));
}

// --- NAPTR

TEST_F(FoundBySrv, NaptrChoosesTheTransportByOrderAndThenByPreference) {
  names.set_naptr("example.org", {{90, 10, "S", "SIP+D2U", "", "_sip._udp.example.org"},
                                  {50, 20, "s", "SIP+D2T", "", "_sip._tcp.example.org"},
                                  {50, 10, "S", "sips+d2t", "", "_sips._tcp.elsewhere.example"}});
  names.set_srv("_sips._tcp.elsewhere.example", {{0, 0, 5061, "a.example"}});
  names.set_srv("_sip._tcp.example.org", {{0, 0, 5060, "b.example"}});
  names.set_srv("_sip._udp.example.org", {{0, 0, 5060, "c.example"}});
  EXPECT_THAT(find(srv_question("example.org", automatic)), ElementsAre("TLS 192.0.2.1:5061 a.example 0"));
  ServerQuestion plain = srv_question("example.org", automatic);
  plain.can_tls = false;
  EXPECT_THAT(find(plain), ElementsAre("TCP 192.0.2.2:5060 b.example 0"));
}

TEST_F(FoundBySrv, NaptrIsNotAskedWhereTheTransportIsGiven) {
  names.set_naptr("example.org", {{0, 0, "S", "SIPS+D2T", "", "_sips._tcp.example.org"}});
  names.set_srv("_sips._tcp.example.org", {{0, 0, 5061, "a.example"}});
  names.set_srv("_sip._tcp.example.org", {{0, 0, 5060, "b.example"}});
  EXPECT_THAT(find(srv_question("example.org", SipTransport::Tcp)),
              ElementsAre("TCP 192.0.2.2:5060 b.example 0"));
}

TEST_F(FoundBySrv, NaptrOfOtherKindsIsPassedOver) {
  names.set_naptr("example.org", {{0, 0, "", "SIP+D2U", "", "example.org"},  // leads to itself
                                  {0, 1, "U", "E2U+sip", "!^.*$!sip:x@example.org!", "."},
                                  {0, 2, "S", "SIP+D2S", "", "_sip._sctp.example.org"},
                                  {0, 3, "S", "SIP+D2U", "", "."},
                                  {1, 0, "S", "SIP+D2T", "", "_sip._tcp.example.org"}});
  names.set_srv("_sip._tcp.example.org", {{0, 0, 5060, "b.example"}});
  EXPECT_THAT(find(srv_question("example.org", automatic)), ElementsAre("TCP 192.0.2.2:5060 b.example 0"));
}

TEST_F(FoundBySrv, TheNextServiceOfNaptrIsAskedWhereTheFirstHasNoRecords) {
  names.set_naptr("example.org", {{0, 0, "S", "SIPS+D2T", "", "_sips._tcp.example.org"},
                                  {1, 0, "S", "SIP+D2U", "", "_sip._udp.example.org"}});
  names.set_srv("_sip._udp.example.org", {{0, 0, 5060, "c.example"}});
  EXPECT_THAT(find(srv_question("example.org", automatic)), ElementsAre("UDP 192.0.2.3:5060 c.example 0"));
}

TEST_F(FoundBySrv, WithoutNaptrTheServicesThatAreThereChoose) {
  names.set_srv("_sips._tcp.example.org", {{0, 0, 5061, "a.example"}});
  EXPECT_THAT(find(srv_question("example.org", automatic)), ElementsAre("TLS 192.0.2.1:5061 a.example 0"));
  names.set_srv("_sip._tcp.other.example", {{0, 0, 5060, "b.example"}});
  names.set_srv("_sip._udp.other.example", {{0, 0, 0, "."}});
  EXPECT_THAT(find(srv_question("other.example", automatic)), ElementsAre("TCP 192.0.2.2:5060 b.example 0"));
}

TEST_F(FoundBySrv, WithoutAnyRecordTheHostIsAskedByUdp) {
  EXPECT_THAT(find(srv_question("example.org", automatic)), ElementsAre("UDP 192.0.2.9:5060 example.org 0"));
  EXPECT_THAT(find(srv_question("nobody.example", automatic)), ElementsAre("this host name is not known"));
}

// --- The list of a setting

TEST_F(FoundBySrv, AListIsWalkedByItsPriorities) {
  names.set_srv("_sip._udp.a.example", {{0, 0, 1, "c.example"}});
  EXPECT_THAT(find(srv_question("example.org:SRV=b.example:5070:p=2|a.example:p=1|192.0.2.7:p=3")),
              ElementsAre("UDP 192.0.2.1:5060 a.example 1", "UDP 192.0.2.2:5070 b.example 2",
                          "UDP 192.0.2.7:5060 192.0.2.7 3"));
}

TEST_F(FoundBySrv, AListWithoutPrioritiesKeepsItsOrder) {
  EXPECT_THAT(find(question("g:SRV=c.example|a.example|b.example")),
              ElementsAre("UDP 192.0.2.3:5060 c.example 0", "UDP 192.0.2.1:5060 a.example 0",
                          "UDP 192.0.2.2:5060 b.example 0"));
}

// --- Time

TEST_F(FoundBySrv, IsGoodUntilTheFirstAnswerExpires) {
  names.set_srv("_sip._udp.example.org", {{0, 0, 5060, "a.example"}}, sim::Names::usual_delay, seconds(1000));
  names.set("a.example", {address(1)}, sim::Names::usual_delay, seconds(300));
  const SteadyTime asked = simulation.now();
  find(srv_question("example.org"));
  EXPECT_EQ(found.value().expires, asked + milliseconds(4) + seconds(300));
  names.set_srv("_sip._udp.example.org", {{0, 0, 5060, "b.example"}});
  EXPECT_THAT(find(srv_question("example.org")), ElementsAre("UDP 192.0.2.2:5060 b.example 0"));
}

TEST_F(FoundBySrv, IsGoodForADayAtMost) {
  names.set("a.example", {address(1)}, Duration(1), seconds(4000000));
  const SteadyTime asked = simulation.now();
  find(question("a.example"));
  EXPECT_EQ(found.value().expires, asked + Duration(1) + seconds(86400));
}

TEST_F(FoundBySrv, AnotherQuestionHasAnotherAnswer) {
  find(question("a.example"));
  EXPECT_THAT(find(question("b.example")), ElementsAre("UDP 192.0.2.2:5060 b.example 0"));
}

TEST_F(FoundBySrv, ServersAreLookedUpTogether) {
  names.set("a.example", {address(1)}, seconds(3));
  names.set("b.example", {address(2)}, seconds(3));
  names.set_srv("_sip._udp.example.org", {{0, 0, 5060, "a.example"}, {1, 0, 5060, "b.example"}}, seconds(1));
  finder.find(srv_question("example.org"));
  simulation.run_for(seconds(4));
  EXPECT_EQ(found.value().targets.size(), 2U);
}

TEST_F(FoundBySrv, WhoIsSilentIsWaitedForUntilItIsCancelled) {
  names.set_silent("_sip._udp.example.org");
  finder.find(srv_question("example.org"));
  simulation.run_for(seconds(60));
  EXPECT_EQ(calls, 0);
  EXPECT_TRUE(finder.under_way());
  finder.cancel();
  EXPECT_FALSE(finder.under_way());
  EXPECT_EQ(host.resolver().running(), 0U);
}

TEST_F(FoundBySrv, CancelledAtAnyMomentTellsNobody) {
  names.set_naptr("example.org", {{0, 0, "S", "SIP+D2U", "", "_sip._udp.example.org"}});
  names.set_srv("_sip._udp.example.org", {{0, 0, 5060, "a.example"}, {1, 0, 5060, "b.example"}});
  for (int ms = 0; ms < 6; ++ms) {
    finder.find(srv_question("example.org", automatic));
    simulation.run_for(milliseconds(ms));
    finder.cancel();
    EXPECT_EQ(host.resolver().running(), 0U);
    simulation.run_for(seconds(1));
    EXPECT_EQ(calls, 0) << ms;
  }
}

TEST_F(FoundBySrv, IsAskedAnewFromInsideTheAnswer) {
  then = [this] {
    if (calls < 3) finder.find(question("b.example"));
  };
  finder.find(question("a.example"));
  simulation.run_for(seconds(1));
  EXPECT_EQ(calls, 3);
  EXPECT_EQ(found.value().targets.front().host, "b.example");
}

TEST_F(Found, ASettingWithoutAHostIsRefused) {
  EXPECT_THAT(find(ServerQuestion{}), ElementsAre("no host is given"));
}

TEST_F(Found, ANameServerThatDoesNotAnswerIsSaidSo) {
  names.set_failure("pbx.example", {Errc::Unavailable, 0, "the name server does not answer"}, seconds(14));
  EXPECT_THAT(find(question("pbx.example")), ElementsAre("the name server does not answer"));
  host.faults().every(sim::Fault::Resolve, 1);
  EXPECT_EQ(find(srv_question("example.org", automatic)).size(), 1U);
  EXPECT_EQ(found.error().code, Errc::Unavailable);
}

}  // namespace
}  // namespace handset::ua
