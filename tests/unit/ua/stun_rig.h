// A socket behind a NAT, whoever reads it, and a STUN server.
#pragma once

#include <gtest/gtest.h>
#include <string>

#include "ua/sip_door.h"
#include "ua/stun_client.h"
#include "unit/ua/nat_network.h"
#include "unit/ua/stun_server.h"

namespace handset::ua {

struct StunRig : ::testing::Test, SipDoorHandler {
  StunRig() { EXPECT_TRUE(door.listen(host.at(5060))); }

  void on_message(std::string_view bytes, const Origin&) override { messages.emplace_back(bytes); }
  void on_broken(std::string_view, const Error&, const Origin&) override {}
  void on_stun(std::string_view bytes, const Origin& origin) override {
    if (!router.route(bytes, origin.source)) ++strays;
  }

  [[nodiscard]] StunSocket socket() { return {*door.udp_socket(host.at(5060)), host.at(5060), &router}; }
  [[nodiscard]] World world() {
    return {host.clock(), *network, host.fetcher(), host.resolver(), host.random(), host.store(), host.log()};
  }

  sim::Simulation simulation{5};
  sim::Host& host = simulation.host("phone", IpAddress::v4(192, 168, 1, 10));
  sim::Host& nat_host = simulation.host("nat", IpAddress::v4(203, 0, 113, 1));
  sim::Host& server_host = simulation.host("stun", IpAddress::v4(192, 0, 2, 9));
  sim::Host& second_host = simulation.host("stun 2", IpAddress::v4(192, 0, 2, 10));
  test::NatNetwork nat{host, nat_host};
  Network* network = &nat;
  test::StunServer server{server_host, second_host};
  StunRouter router;
  std::vector<std::string> messages;
  int strays = 0;
  SipDoor door{nat, host.clock(), *this, {}};
};

}  // namespace handset::ua
