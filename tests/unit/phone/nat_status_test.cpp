// What the Info tab and the phone's menu say of a NAT: External IP, Mapped SIP Port.
#include <gtest/gtest.h>

#include "unit/phone/station_rig.h"
#include "unit/ua/nat_network.h"
#include "unit/ua/scripted_peer.h"
#include "unit/ua/stun_server.h"

namespace handset::phone {
namespace {

using test::respond;

struct NatStatus : ::testing::Test {
  NatStatus() {
    proxy.script = [](const sip::Message& request, const Endpoint& source) {
      return respond(request, source, 200,
                     {{"Contact", std::string(request.value(sip::Field::Contact)) + ";expires=3600"}});
    };
    EXPECT_TRUE(switchboard.listen(phone_host.at(5060)));
  }

  [[nodiscard]] World world() {
    return {phone_host.clock(),   nat,
            phone_host.fetcher(), phone_host.resolver(),
            phone_host.random(),  phone_host.store(),
            phone_host.log()};
  }
  void start(const Tags& more) {
    Tags tags = more;
    tags.merge(Tags{{"Proxy_1_", "192.0.2.2"}, {"STUN_Server", "192.0.2.9"}});
    StationOptions options;
    options.sip = phone_host.at(5060);
    options.listeners = {options.sip};
    station.emplace(world(), switchboard, std::move(options), snapshot_of(with_line(tags)), nullptr);
    simulation.run_for(seconds(4));
    ASSERT_EQ(station->phone().lines()[0].registration().state, ua::Registration::State::Registered);
  }
  [[nodiscard]] std::string value_of(std::string_view section, std::string_view tag) const {
    for (const StatusSection& each : station->status())
      for (const StatusRow& row : each.rows)
        if (each.name == section && row.tag == tag) return row.value;
    return "no such row";
  }
  // "203.0.113.1:40000"
  [[nodiscard]] std::string shown() const {
    return value_of("Phone Status", "External_IP") + ":" + value_of("Ext 1 Status", "Mapped_SIP_Port");
  }

  sim::Simulation simulation{31};
  sim::Host& phone_host = simulation.host("phone", IpAddress::v4(192, 168, 1, 10));
  sim::Host& nat_host = simulation.host("nat", IpAddress::v4(203, 0, 113, 1));
  sim::Host& proxy_host = simulation.host("proxy", IpAddress::v4(192, 0, 2, 2));
  sim::Host& stun_host = simulation.host("stun", IpAddress::v4(192, 0, 2, 9));
  sim::Host& second_host = simulation.host("stun 2", IpAddress::v4(192, 0, 2, 10));
  test::NatNetwork nat{phone_host, nat_host};
  test::StunServer stun{stun_host, second_host};
  test::ScriptedPeer proxy{simulation, proxy_host};
  Switchboard switchboard{world()};
  std::optional<Station> station;
};

TEST_F(NatStatus, ExternalIpAndMappedSipPortAreWhatStunFoundAndFollowIt) {
  start({{"NAT_Mapping_Enable_1_", "Yes"}, {"STUN_Enable", "Yes"}});
  ASSERT_FALSE(stun.requests().empty());
  const std::string first = stun.requests().front().source.to_string();
  EXPECT_EQ(first.substr(0, 12), "203.0.113.1:");
  EXPECT_EQ(shown(), first);
  nat.restart();
  simulation.run_for(seconds(30));
  EXPECT_NE(shown(), first);
  EXPECT_EQ(shown(), stun.requests().back().source.to_string());
}

TEST_F(NatStatus, ExternalIpIsTheSettingWhereNobodyElseKnows) {
  start({{"NAT_Mapping_Enable_1_", "Yes"}, {"EXT_IP", "198.51.100.1"}, {"EXT_SIP_Port_1_", "45060"}});
  EXPECT_EQ(shown(), "198.51.100.1:45060");
}

TEST_F(NatStatus, ALineThatNamesItsOwnAddressHasNoOther) {
  start({{"STUN_Enable", "Yes"}});
  EXPECT_EQ(shown(), ":");
}

TEST_F(NatStatus, AnotherExtensionHasThePortOfItsOwn) {
  start({{"NAT_Mapping_Enable_2_", "Yes"},
         {"STUN_Enable", "Yes"},
         {"User_ID_2_", "102"},
         {"Proxy_2_", "192.0.2.2"}});
  EXPECT_EQ(value_of("Phone Status", "External_IP"), "203.0.113.1");
  EXPECT_EQ(value_of("Ext 1 Status", "Mapped_SIP_Port"), "");
  EXPECT_NE(value_of("Ext 2 Status", "Mapped_SIP_Port"), "");
}

}  // namespace
}  // namespace handset::phone
