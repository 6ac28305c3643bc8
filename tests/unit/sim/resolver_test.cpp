#include "sim/resolver.h"

#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

#include "sim/simulation.h"

namespace handset::sim {
namespace {

struct LookedUp final : LookupHandler {
  void on_resolved(LookupId lookup, const Result<Addresses>& addresses) override {
    ++count;
    results.insert_or_assign(lookup, addresses);
    at = simulation.now();
  }
  void on_srv(LookupId, const Result<SrvRecords>& records) override {
    srv = records;
    at = simulation.now();
  }
  void on_naptr(LookupId, const Result<NaptrRecords>& records) override {
    naptr = records;
    at = simulation.now();
  }
  explicit LookedUp(const Simulation& its_simulation) : simulation(its_simulation) {}

  const Simulation& simulation;
  int count = 0;
  SteadyTime at{};
  std::map<LookupId, Result<Addresses>> results;
  std::optional<Result<SrvRecords>> srv;
  std::optional<Result<NaptrRecords>> naptr;
};

struct NamesOfASimulation : testing::Test {
  Simulation simulation{1};
  Host& phone = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
  LookedUp looked_up{simulation};
  const std::vector<IpAddress> two = {IpAddress::v4(192, 0, 2, 7), IpAddress::v4(192, 0, 2, 8)};

  Resolver& resolver() { return phone.world().resolver; }
  Result<std::vector<IpAddress>> look_up(std::string_view host) {
    const LookupId id = resolver().resolve(host, looked_up);
    EXPECT_FALSE(looked_up.results.contains(id)) << "never within the call";
    simulation.run_for(seconds(60));
    const auto found = looked_up.results.find(id);
    if (found == looked_up.results.end()) return fail(Errc::Incomplete, "no answer");
    return found->second.map([](const Addresses& addresses) { return addresses.records; });
  }
};

TEST_F(NamesOfASimulation, HaveTheirAddressesInOrderAndWithoutCase) {
  simulation.names().set("sip.example.org", two);
  EXPECT_EQ(look_up("SIP.example.org").value(), two);
  EXPECT_EQ(looked_up.count, 1);
}

TEST_F(NamesOfASimulation, ThatAreAddressesStandForThemselves) {
  EXPECT_EQ(look_up("192.0.2.9").value().at(0), IpAddress::v4(192, 0, 2, 9));
  EXPECT_EQ(look_up("[2001:db8::1]").value().at(0).to_string(), "2001:db8::1");
}

TEST_F(NamesOfASimulation, ThatNobodyKnowsAreNotFound) {
  EXPECT_EQ(look_up("nobody.example").error().code, Errc::NotFound);
  simulation.names().set("gone.example", {});
  EXPECT_EQ(look_up("gone.example").error().code, Errc::NotFound);
}

TEST_F(NamesOfASimulation, TakeTheirTime) {
  simulation.names().set("slow.example", two, seconds(3));
  const SteadyTime begun = simulation.now();
  ASSERT_TRUE(look_up("slow.example"));
  EXPECT_EQ(looked_up.at, begun + seconds(3));
}

TEST_F(NamesOfASimulation, FailAsTheyAreTold) {
  simulation.names().set_failure("broken.example", {Errc::Unavailable, 0, "the server is ill"}, seconds(5));
  EXPECT_EQ(look_up("broken.example").error().what, "the server is ill");
  simulation.names().set_silent("silent.example");
  EXPECT_EQ(look_up("silent.example").error().code, Errc::Incomplete);
}

TEST_F(NamesOfASimulation, FailWhenAFaultIsAskedFor) {
  simulation.names().set("sip.example.org", two);
  phone.faults().every(Fault::Resolve, 2);
  EXPECT_TRUE(look_up("sip.example.org"));
  EXPECT_EQ(look_up("sip.example.org").error().code, Errc::Unavailable);
}

TEST_F(NamesOfASimulation, HaveRecordsOfEachKindWithTheirTimeToLive) {
  const SrvRecord service{10, 60, 5060, "a.example.org"};
  const NaptrRecord pointer{50, 5, "S", "SIPS+D2T", "", "_sips._tcp.example.org"};
  simulation.names().set_srv("_sip._udp.example.org", {service}, seconds(1), seconds(60));
  simulation.names().set_naptr("example.org", {pointer}, seconds(2), seconds(7));
  const SteadyTime begun = simulation.now();
  resolver().resolve_srv("_SIP._udp.Example.org", looked_up);
  simulation.run_for(seconds(1));
  EXPECT_EQ(looked_up.srv->value(), (SrvRecords{{service}, seconds(60)}));
  EXPECT_EQ(looked_up.at, begun + seconds(1));
  resolver().resolve_naptr("example.org", looked_up);
  simulation.run_for(seconds(2));
  EXPECT_EQ(looked_up.naptr->value(), (NaptrRecords{{pointer}, seconds(7)}));
  EXPECT_EQ(looked_up.at, begun + seconds(3));
  EXPECT_EQ(look_up("_sip._udp.example.org").error().code, Errc::NotFound) << "each kind has its own";
}

TEST_F(NamesOfASimulation, FailForRecordsToo) {
  simulation.names().set_failure("_sip._udp.example.org", {Errc::Unavailable, 0, "the server is ill"});
  simulation.names().set_silent("example.org");
  resolver().resolve_srv("_sip._udp.example.org", looked_up);
  resolver().resolve_naptr("example.org", looked_up);
  simulation.run_for(seconds(60));
  EXPECT_EQ(looked_up.srv->error().code, Errc::Unavailable);
  EXPECT_FALSE(looked_up.naptr);
}

TEST_F(NamesOfASimulation, AreForgottenWhenTheLookupIsCancelled) {
  simulation.names().set("sip.example.org", two);
  const LookupId id = resolver().resolve("sip.example.org", looked_up);
  resolver().cancel(id);
  simulation.run_for(seconds(1));
  EXPECT_EQ(looked_up.count, 0);
  EXPECT_EQ(phone.resolver().running(), 0U);
}

TEST_F(NamesOfASimulation, AreSharedWithItsWeb) {
  simulation.web().serve("http://app.example/", "x");
  EXPECT_EQ(look_up("app.example").value().at(0), IpAddress::v4(203, 0, 113, 80));
  simulation.names().set("later.example", two);
  EXPECT_EQ(simulation.web().resolve("later.example"), two);
}

}  // namespace
}  // namespace handset::sim
