// A finder in a simulation, and what it found.
#pragma once

#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <vector>

#include "sim/simulation.h"
#include "ua/server_finder.h"

namespace handset::ua {

struct FinderRig : ::testing::Test, ServerFinder::Handler {
  void on_found(const Result<FoundServers>& servers) override {
    ++calls;
    found = servers;
    if (then) then();
  }

  // What find() leads to, "UDP 192.0.2.1:5060 a.example 10" for each target or the words of the error.
  std::vector<std::string> find(const ServerQuestion& question) {
    const int before = calls;
    finder.find(question);
    EXPECT_EQ(calls, before) << "never within the call";
    simulation.run_for(seconds(120));
    EXPECT_EQ(calls, before + 1);
    std::vector<std::string> out;
    if (!found) return {std::string(found.error().what)};
    for (const ServerTarget& target : found->targets)
      out.push_back(std::string(sip_transport_name(target.transport)) + " " + target.endpoint.to_string() +
                    " " + target.host + " " + std::to_string(target.priority));
    return out;
  }
  static ServerQuestion question(std::string_view setting) {
    return {.server = ServerSetting::parse(setting).value()};
  }
  // By SRV, with the prefix of the transport in front of the name.
  static ServerQuestion srv_question(std::string_view setting,
                                     std::optional<SipTransport> transport = SipTransport::Udp) {
    return {.server = ServerSetting::parse(setting).value(),
            .transport = transport,
            .can_tls = true,
            .use_srv = true,
            .auto_prefix = true};
  }
  static IpAddress address(std::uint8_t number) { return IpAddress::v4(192, 0, 2, number); }

  sim::Simulation simulation{1};
  sim::Host& host = simulation.host("phone", IpAddress::v4(192, 0, 2, 100));
  sim::Names& names = simulation.names();
  World world = host.world();
  int calls = 0;
  Result<FoundServers> found = fail(Errc::Incomplete, "nothing yet");
  std::function<void()> then;
  ServerFinder finder{world.clock, world.resolver, world.network, world.random, *this};
};

}  // namespace handset::ua
