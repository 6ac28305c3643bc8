// The kinds of NATs of RFC 3489, as the tests of its 10.1 tell them apart.
#include "ua/nat_test.h"

#include "unit/ua/stun_rig.h"

namespace handset::ua {
namespace {

using Kind = test::NatNetwork::Kind;

struct NatTestRig : StunRig {
  std::string run() {
    report.reset();
    const SteadyTime began = simulation.now();
    test.start(server_host.at(3478), [this](const NatTest::Report& found) {
      EXPECT_FALSE(report) << "told twice";
      report = found;
      ended = simulation.now();
    });
    simulation.run_for(minutes(2));
    took = ended - began;
    if (!report) return "no report";
    return report->type ? std::string(nat_words(*report->type)) : report->words;
  }

  std::optional<NatTest::Report> report;
  SteadyTime ended{};
  Duration took{};
  NatTest test{host.clock(), nat, host.random(), socket()};
};

TEST_F(NatTestRig, TellsTheKindsApart) {
  const auto run_behind = [this](Kind kind) {
    nat.restart();
    nat.kind = kind;
    return run();
  };
  EXPECT_EQ(run_behind(Kind::FullCone), "Full Cone NAT Detected");
  EXPECT_EQ(took, milliseconds(4));
  EXPECT_EQ(run_behind(Kind::RestrictedCone), "Restricted Cone NAT Detected");
  EXPECT_EQ(run_behind(Kind::PortRestrictedCone), "Port Restricted Cone NAT Detected");
  EXPECT_EQ(report->mapped->address, nat_host.address());
  EXPECT_EQ(run_behind(Kind::Symmetric), "Symmetric NAT Detected");
  EXPECT_LT(took, StunTimes{}.longest());
  EXPECT_LE(took, seconds(3)) << "registrations wait for it";
}

TEST_F(NatTestRig, OnlyWhatLeavesNobodyInForbidsAMapping) {
  for (const NatType type :
       {NatType::Open, NatType::FullCone, NatType::RestrictedCone, NatType::PortRestrictedCone})
    EXPECT_FALSE(forbids_mapping(type));
  for (const NatType type : {NatType::Symmetric, NatType::SymmetricFirewall})
    EXPECT_TRUE(forbids_mapping(type));
}

TEST_F(NatTestRig, AServerWithOneAddressTellsTheMappingAlone) {
  server.has_second_address = false;
  EXPECT_EQ(run(), "192.0.2.9:3478 has no second address to test the NAT with");
  EXPECT_EQ(report->mapped, server.requests()[0].source);
}

TEST_F(NatTestRig, AServerThatIsSilentTellsNothing) {
  server.silent = true;
  EXPECT_EQ(run(), "192.0.2.9:3478 did not answer within 39.5 s");
  EXPECT_FALSE(report->mapped);
}

TEST_F(NatTestRig, ASecondAddressThatIsSilentLeavesTheKindOpen) {
  simulation.wire().unplug(second_host.address());
  EXPECT_EQ(run(), "192.0.2.10:3479 did not answer within 2.5 s");
  EXPECT_TRUE(report->mapped);
}

// Without a NAT, the socket of a host.
struct OpenRig final : SipDoorHandler {
  void on_message(std::string_view, const Origin&) override {}
  void on_broken(std::string_view, const Error&, const Origin&) override {}
  void on_stun(std::string_view bytes, const Origin& origin) override { router.route(bytes, origin.source); }

  std::string run() {
    std::string words;
    NatTest test(host.clock(), host.network(), host.random(),
                 {*door.udp_socket({IpAddress{}, 5060}), {IpAddress{}, 5060}, &router});
    test.start(server_host.at(3478), [&](const NatTest::Report& report) {
      words = report.type ? std::string(nat_words(*report.type)) : report.words;
    });
    simulation.run_for(minutes(1));
    return words;
  }

  sim::Simulation simulation{5};
  sim::Host& host = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
  sim::Host& server_host = simulation.host("stun", IpAddress::v4(192, 0, 2, 9));
  sim::Host& second_host = simulation.host("stun 2", IpAddress::v4(192, 0, 2, 10));
  test::StunServer server{server_host, second_host};
  StunRouter router;
  SipDoor door{host.network(), host.clock(), *this, {}};
};

TEST(NatTestWithoutANat, IsOpenOrBehindAFirewall) {
  OpenRig rig;
  ASSERT_TRUE(rig.door.listen({IpAddress{}, 5060}));
  EXPECT_EQ(rig.run(), "Open Internet Detected");
  rig.simulation.wire().cut(rig.second_host.address(), rig.host.address());
  EXPECT_EQ(rig.run(), "Symmetric UDP Firewall Detected");
}

}  // namespace
}  // namespace handset::ua
