// The public address of a socket over time: how the server is found, when it is asked again, and what a dead
// one costs.
#include "ua/stun_mapping.h"

#include "unit/ua/stun_rig.h"

namespace handset::ua {
namespace {

struct StunMappings : StunRig, StunMapping::Handler {
  void on_mapping(const StunMapping& changed) override {
    ++told;
    if (changed.settled() && !settled_after) settled_after = simulation.now() - began;
  }
  StunMapping& begin(const StunOptions& options) {
    began = simulation.now();
    settled_after.reset();
    mapping.reset();
    mapping.emplace(world(), socket(), options, static_cast<StunMapping::Handler&>(*this));
    EXPECT_FALSE(mapping->settled());
    return *mapping;
  }
  [[nodiscard]] std::string address() const {
    return mapping->mapped() ? mapping->mapped()->to_string() : "";
  }

  int told = 0;
  SteadyTime began{};
  std::optional<Duration> settled_after;
  std::optional<StunMapping> mapping;
};

TEST_F(StunMappings, AnAddressIsAskedAtItsPort) {
  begin({.host = "192.0.2.9"});
  simulation.run_for(seconds(1));
  EXPECT_EQ(address(), server.requests().at(0).source.to_string());
  EXPECT_EQ(mapping->trouble(), "");
  EXPECT_LT(*settled_after, milliseconds(10));
  begin({.host = "192.0.2.9", .port = 3479});
  simulation.run_for(seconds(1));
  EXPECT_NE(address(), "") << "another port";
}

TEST_F(StunMappings, ANameIsFoundBySrvRecords) {
  simulation.names().set_srv("_stun._udp.example.org", {{1, 1, 3479, "stun.example.org"}});
  simulation.names().set("stun.example.org", {server_host.address()});
  begin({.host = "example.org"});
  simulation.run_for(seconds(1));
  EXPECT_NE(address(), "");
}

TEST_F(StunMappings, ANameWithoutSrvRecordsIsAHost) {
  simulation.names().set("example.org", {server_host.address()});
  begin({.host = "example.org"});
  simulation.run_for(seconds(1));
  EXPECT_NE(address(), "");
}

TEST_F(StunMappings, ANameWithAPortIsAHost) {
  simulation.names().set_srv("_stun._udp.example.org", {{1, 1, 9, "nowhere.example.org"}});
  simulation.names().set("example.org", {server_host.address()});
  begin({.host = "example.org", .port = 3478});
  simulation.run_for(seconds(1));
  EXPECT_NE(address(), "");
}

TEST_F(StunMappings, ANameThatIsNotKnownIsTold) {
  begin({.host = "example.org"});
  simulation.run_for(seconds(1));
  EXPECT_TRUE(mapping->settled());
  EXPECT_EQ(address(), "");
  EXPECT_EQ(mapping->trouble(), "there is no address for example.org: this host name is not known");
  simulation.names().set("example.org", {server_host.address()});
  simulation.run_for(StunMapping::refresh);
  EXPECT_NE(address(), "") << "it is known by now";
  EXPECT_EQ(mapping->trouble(), "");
}

TEST_F(StunMappings, ADeadServerIsWaitedForFiveSeconds) {
  server.silent = true;
  begin({.host = "192.0.2.9"});
  simulation.run_for(minutes(1));
  EXPECT_EQ(settled_after, StunMapping::longest_wait);
  EXPECT_EQ(address(), "");
  EXPECT_EQ(mapping->trouble(), "192.0.2.9:3478 did not answer within 39.5 s");
  server.silent = false;
  simulation.run_for(minutes(1));
  EXPECT_NE(address(), "") << "it is asked again and again";
}

TEST_F(StunMappings, ANameServerThatIsSilentIsWaitedForFiveSeconds) {
  simulation.names().set_silent("_stun._udp.example.org");
  begin({.host = "example.org"});
  simulation.run_for(minutes(1));
  EXPECT_EQ(settled_after, StunMapping::longest_wait);
}

TEST_F(StunMappings, ADeadServerMakesRoomForTheNextOne) {
  simulation.names().set("example.org", {IpAddress::v4(192, 0, 2, 77), server_host.address()});
  begin({.host = "example.org"});
  simulation.run_for(seconds(39));
  EXPECT_EQ(address(), "");
  simulation.run_for(seconds(1));
  EXPECT_NE(address(), "");
  EXPECT_EQ(mapping->trouble(), "");
}

TEST_F(StunMappings, IsAskedForAgainAndToldWhenItIsAnotherOne) {
  begin({.host = "192.0.2.9"});
  simulation.run_for(seconds(1));
  const std::string first = address();
  simulation.run_for(seconds(100));
  EXPECT_EQ(server.requests().size(), 5U);
  EXPECT_EQ(address(), first);
  nat.restart();
  const int before = told;
  simulation.run_for(StunMapping::refresh);
  EXPECT_NE(address(), first);
  EXPECT_EQ(told, before + 1);
}

TEST_F(StunMappings, StaysWhileTheServerIsSilent) {
  begin({.host = "192.0.2.9"});
  simulation.run_for(seconds(1));
  const std::string first = address();
  server.silent = true;
  simulation.run_for(minutes(2));
  EXPECT_EQ(address(), first);
  EXPECT_EQ(mapping->trouble(), "192.0.2.9:3478 did not answer within 39.5 s");
}

TEST_F(StunMappings, TestsTheNatOnceIfThatIsWanted) {
  nat.kind = test::NatNetwork::Kind::RestrictedCone;
  begin({.host = "192.0.2.9", .test = true});
  simulation.run_for(seconds(4));
  EXPECT_EQ(mapping->nat(), NatType::RestrictedCone);
  EXPECT_NE(address(), "");
  EXPECT_LE(*settled_after, StunMapping::longest_wait);
  const std::size_t before = server.requests().size();
  simulation.run_for(StunMapping::refresh);
  EXPECT_EQ(server.requests().size(), before + 1);
  EXPECT_EQ(mapping->nat(), NatType::RestrictedCone);
}

}  // namespace
}  // namespace handset::ua
