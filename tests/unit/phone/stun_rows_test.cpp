// STUN Enable, STUN Server and STUN Test Enable: a phone behind a NAT, its proxy and a STUN server outside.
#include <gtest/gtest.h>

#include "phone/settings_options.h"
#include "phone/switchboard.h"
#include "unit/ua/nat_network.h"
#include "unit/ua/scripted_peer.h"
#include "unit/ua/stun_server.h"

namespace handset::phone {
namespace {

using Kind = test::NatNetwork::Kind;
using test::Received;
using test::respond;

struct StunRows : ::testing::Test {
  StunRows() {
    simulation.names().set("sip.example.org", {proxy_host.address()});
    simulation.names().set("stun.example.org", {stun_host.address()});
    proxy.script = [](const sip::Message& request, const Endpoint& source) {
      return respond(request, source, 200,
                     {{"Contact", std::string(request.value(sip::Field::Contact)) + ";expires=3600"}});
    };
    set("User_ID_1_", "101");
    set("Proxy_1_", "sip.example.org");
    set("NAT_Mapping_Enable_1_", "Yes");
    set("STUN_Enable", "Yes");
    set("STUN_Server", "stun.example.org");
    EXPECT_TRUE(switchboard.listen(phone_host.at(5060)));
  }
  ~StunRows() override {
    if (phone) switchboard.remove(*phone);
  }

  [[nodiscard]] World world() {
    return {phone_host.clock(),   nat,
            phone_host.fetcher(), phone_host.resolver(),
            phone_host.random(),  phone_host.store(),
            phone_host.log()};
  }
  void set(std::string_view tag, std::string_view value) {
    settings.push_back({.tag = std::string(tag), .value = std::string(value)});
  }
  [[nodiscard]] PhoneOptions options() const {
    const auto applied = settings::Snapshot().with(settings, {});
    EXPECT_TRUE(applied);
    const auto policy = std::make_shared<const FetchPolicy>(FetchPolicy::parse("", false, {}).value());
    return options_from(*applied->snapshot, default_model(), policy, {.model = "SPA525G2", .version = "1.2"});
  }
  void start() {
    phone = std::make_unique<Phone>(world(), options());
    switchboard.update(*phone);
    simulation.run_for(seconds(4));
  }
  void change() {
    phone->reconfigure(options());
    switchboard.update(*phone);
    simulation.run_for(seconds(4));
  }
  // Of the last REGISTER.
  [[nodiscard]] std::string value(std::string_view name) const {
    return proxy.requests().empty() ? "" : proxy.requests().back().value(name);
  }
  [[nodiscard]] std::string mapped() const {
    return stun.requests().empty() ? "" : stun.requests().front().source.to_string();
  }
  [[nodiscard]] RegistrationStatus registration() const { return phone->lines()[0].registration(); }

  sim::Simulation simulation{29};
  sim::Host& phone_host = simulation.host("phone", IpAddress::v4(192, 168, 1, 10));
  sim::Host& nat_host = simulation.host("nat", IpAddress::v4(203, 0, 113, 1));
  sim::Host& proxy_host = simulation.host("proxy", IpAddress::v4(192, 0, 2, 2));
  sim::Host& stun_host = simulation.host("stun", IpAddress::v4(192, 0, 2, 9));
  sim::Host& second_host = simulation.host("stun 2", IpAddress::v4(192, 0, 2, 10));
  test::NatNetwork nat{phone_host, nat_host};
  test::StunServer stun{stun_host, second_host};
  test::ScriptedPeer proxy{simulation, proxy_host};
  std::vector<settings::Assignment> settings;
  Switchboard switchboard{world()};
  std::unique_ptr<Phone> phone;
};

TEST_F(StunRows, STUN_Enable_announces_what_the_server_sees_from_the_first_REGISTER_on) {
  start();
  ASSERT_EQ(proxy.requests().size(), 1U);
  EXPECT_EQ(value("Contact"), "<sip:101@" + mapped() + ">");
  EXPECT_EQ(mapped().substr(0, 12), "203.0.113.1:");
  EXPECT_EQ(value("Via").substr(0, 30), "SIP/2.0/UDP 192.168.1.10:5060;") << "it is not to be substituted";
  EXPECT_EQ(value("Warning"), "") << "no test was wanted";
  EXPECT_EQ(registration().state, ua::Registration::State::Registered);
}

TEST_F(StunRows, STUN_Enable_of_No_asks_nobody) {
  set("STUN_Enable", "No");
  start();
  EXPECT_TRUE(stun.requests().empty());
  EXPECT_EQ(value("Contact"), "<sip:101@192.168.1.10:5060>");
}

TEST_F(StunRows, STUN_Enable_is_for_lines_with_NAT_Mapping_Enable) {
  set("NAT_Mapping_Enable_1_", "No");
  start();
  EXPECT_TRUE(stun.requests().empty());
  EXPECT_EQ(value("Contact"), "<sip:101@192.168.1.10:5060>");
}

TEST_F(StunRows, STUN_Enable_with_Substitute_VIA_Addr_is_in_Via_as_well) {
  set("Substitute_VIA_Addr", "Yes");
  start();
  EXPECT_EQ(value("Via").substr(0, 13 + mapped().size()), "SIP/2.0/UDP " + mapped() + ";");
  EXPECT_EQ(registration().state, ua::Registration::State::Registered);
}

TEST_F(StunRows, STUN_Enable_goes_before_EXT_IP_and_after_Via) {
  set("EXT_IP", "198.51.100.1");
  set("EXT_SIP_Port_1_", "45060");
  start();
  EXPECT_EQ(value("Contact"), "<sip:101@" + mapped() + ">");
  set("Handle_VIA_received", "Yes");
  set("Handle_VIA_rport", "Yes");
  proxy.script = [](const sip::Message& request, const Endpoint&) {
    return respond(request, {IpAddress::v4(198, 51, 100, 7), 7007}, 200,
                   {{"Contact", std::string(request.value(sip::Field::Contact)) + ";expires=3600"}});
  };
  change();
  EXPECT_EQ(value("Contact"), "<sip:101@198.51.100.7:7007>");
}

TEST_F(StunRows, STUN_Enable_over_TCP_announces_the_address_alone) {
  set("SIP_Transport_1_", "TCP");
  start();
  EXPECT_EQ(value("Contact"), "<sip:101@203.0.113.1:5060;transport=tcp>");
}

TEST_F(StunRows, STUN_Server_that_is_dead_does_not_keep_a_line_from_registering) {
  stun.silent = true;
  set("EXT_IP", "198.51.100.1");
  start();
  EXPECT_TRUE(proxy.requests().empty());
  EXPECT_EQ(registration().state, ua::Registration::State::Waiting);
  EXPECT_EQ(phone->lines()[0].state(), "registering");
  simulation.run_for(seconds(2));
  ASSERT_EQ(proxy.requests().size(), 1U) << "it waits five seconds";
  EXPECT_EQ(value("Contact"), "<sip:101@198.51.100.1:5060>");
  simulation.run_for(minutes(1));
  EXPECT_EQ(proxy.requests().size(), 1U);
  stun.silent = false;
  simulation.run_for(minutes(2));
  ASSERT_EQ(proxy.requests().size(), 2U) << "it is there by now";
  EXPECT_EQ(value("Contact"), "<sip:101@" + mapped() + ">");
}

TEST_F(StunRows, STUN_Server_of_a_name_without_an_address_is_not_waited_for) {
  set("STUN_Server", "nowhere.example.org");
  start();
  EXPECT_EQ(value("Contact"), "<sip:101@192.168.1.10:5060>");
  EXPECT_EQ(registration().state, ua::Registration::State::Registered);
}

TEST_F(StunRows, STUN_Server_is_a_host_a_host_and_port_or_a_name_with_SRV_records) {
  for (const std::string server : {"192.0.2.9", "192.0.2.9:3479", "stun.example.org:3478", "example.org"}) {
    simulation.names().set_srv("_stun._udp.example.org", {{0, 0, 3479, "stun.example.org"}});
    set("STUN_Server", server);
    const std::size_t before = stun.requests().size();
    phone ? change() : start();
    EXPECT_EQ(stun.requests().size(), before + 1) << server;
    EXPECT_EQ(value("Contact"), "<sip:101@" + mapped() + ">") << server;
  }
}

TEST_F(StunRows, STUN_Server_sees_another_address_and_the_line_registers_anew_at_once) {
  start();
  const std::string first = value("Contact");
  nat.restart();
  simulation.run_for(seconds(26));
  ASSERT_EQ(proxy.requests().size(), 2U);
  EXPECT_NE(value("Contact"), first);
  EXPECT_EQ(value("Contact"), "<sip:101@" + stun.requests().back().source.to_string() + ">");
}

TEST_F(StunRows, STUN_Server_is_asked_once_for_all_lines_of_a_socket) {
  set("User_ID_2_", "102");
  set("Proxy_2_", "sip.example.org");
  set("NAT_Mapping_Enable_2_", "Yes");
  start();
  EXPECT_EQ(stun.requests().size(), 1U);
  EXPECT_EQ(proxy.requests().size(), 2U);
  for (const Received& request : proxy.requests())
    EXPECT_NE(request.value("Contact").find("@" + mapped() + ">"), std::string::npos);
}

TEST_F(StunRows, STUN_Server_is_not_asked_anew_when_a_line_gets_another_name) {
  start();
  set("Display_Name_1_", "Reception");
  change();
  EXPECT_EQ(stun.requests().size(), 1U);
  EXPECT_EQ(value("Contact"), "Reception <sip:101@" + mapped() + ">");
}

TEST_F(StunRows, STUN_Server_that_nobody_needs_any_more_is_left_in_peace) {
  start();
  set("STUN_Enable", "No");
  change();
  EXPECT_EQ(value("Contact"), "<sip:101@192.168.1.10:5060>");
  simulation.run_for(minutes(2));
  EXPECT_EQ(stun.requests().size(), 1U);
}

TEST_F(StunRows, STUN_Test_Enable_reports_the_NAT_in_REGISTER) {
  set("STUN_Test_Enable", "Yes");
  nat.kind = Kind::FullCone;
  start();
  EXPECT_EQ(value("Warning"), "399 spa \"Full Cone NAT Detected\"");
  EXPECT_EQ(value("Contact"), "<sip:101@" + mapped() + ">");
}

TEST_F(StunRows, STUN_Test_Enable_switches_the_mapping_off_behind_a_symmetric_NAT) {
  set("STUN_Test_Enable", "Yes");
  set("EXT_IP", "198.51.100.1");
  nat.kind = Kind::Symmetric;
  start();
  EXPECT_EQ(value("Warning"), "399 spa \"Symmetric NAT Detected\"");
  EXPECT_EQ(value("Contact"), "<sip:101@192.168.1.10:5060>");
  EXPECT_EQ(proxy.requests().size(), 1U);
}

TEST_F(StunRows, STUN_Test_Enable_tells_of_lines_without_a_mapping_as_well) {
  set("STUN_Test_Enable", "Yes");
  set("NAT_Mapping_Enable_1_", "No");
  nat.kind = Kind::RestrictedCone;
  start();
  EXPECT_EQ(value("Warning"), "399 spa \"Restricted Cone NAT Detected\"");
  EXPECT_EQ(value("Contact"), "<sip:101@192.168.1.10:5060>");
}

TEST_F(StunRows, STUN_Test_Enable_is_no_use_without_STUN_Enable) {
  set("STUN_Test_Enable", "Yes");
  set("STUN_Enable", "No");
  start();
  EXPECT_EQ(value("Warning"), "");
  EXPECT_TRUE(stun.requests().empty());
}

TEST_F(StunRows, A_line_that_leaves_while_it_waits_does_not_register) {
  stun.silent = true;
  start();
  phone->unregister_lines();
  EXPECT_EQ(registration().state, ua::Registration::State::Off);
  simulation.run_for(minutes(1));
  EXPECT_TRUE(proxy.requests().empty());
}

TEST_F(StunRows, A_phone_that_goes_while_STUN_is_asked_leaves_nothing_behind) {
  stun.silent = true;
  start();
  switchboard.remove(*phone);
  phone.reset();
  simulation.run_for(minutes(1));
  EXPECT_TRUE(proxy.requests().empty());
}

TEST_F(StunRows, What_STUN_found_is_in_the_log_and_with_the_registration) {
  start();
  EXPECT_EQ(phone_host.log().count("port 5060: its public address is " + mapped()), 1U);
  EXPECT_EQ(registration().mapping, mapped() + " by STUN");
  simulation.run_for(minutes(2));
  EXPECT_EQ(phone_host.log().count("public address"), 1U) << "what stays the same is no news";
}

}  // namespace
}  // namespace handset::phone
