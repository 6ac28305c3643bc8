// A phone in the simulator and a peer that speaks SIP to it by hand: what the tests of the switchboard, the
// push and the services share.
#pragma once

#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "phone/phone.h"
#include "phone/switchboard.h"
#include "sim/simulation.h"
#include "unit/phone/draft.h"

namespace handset::phone {

inline const IpAddress phone_address = IpAddress::v4(192, 0, 2, 10);
inline const IpAddress peer_address = IpAddress::v4(192, 0, 2, 20);
inline constexpr std::uint16_t sip_port = 5060;

inline LineOptions line_options(std::string user, std::string password) {
  LineOptions line;
  line.user_id = std::move(user);
  line.password = std::move(password);
  line.realm = "pbx.example";
  return line;
}

inline PhoneOptions phone_options() {
  PhoneOptions options;
  options.lines = {line_options("101", "secret"), line_options("102", "other")};
  options.fetch = std::make_shared<const FetchPolicy>(*FetchPolicy::parse("", false, {}));
  return options;
}

// Sends datagrams and keeps what comes back.
class Peer final : public DatagramHandler {
 public:
  explicit Peer(World world, const IpAddress& address = peer_address) : world_(world) {
    socket_ = *world_.network.open_datagrams({address, 5090}, *this);
  }
  void send(std::string_view bytes, std::uint16_t port = sip_port) {
    world_.network.send(socket_, {phone_address, port}, bytes);
  }
  void on_datagrams(SocketId, std::span<const Datagram> batch) override {
    for (const Datagram& datagram : batch) answers.emplace_back(datagram.bytes);
  }

  std::vector<std::string> answers;

 private:
  World world_;
  SocketId socket_;
};

struct Rig {
  explicit Rig(PhoneOptions options = phone_options(), const SwitchboardOptions& switchboard_options = {},
               const PhoneParts& parts = {})
      : simulation(1),
        phone_host(simulation.host("phone", phone_address)),
        peer_host(simulation.host("peer", peer_address)),
        phone(phone_host.world(), std::move(options), parts),
        switchboard(phone_host.world(), switchboard_options),
        peer(peer_host.world()) {
    EXPECT_TRUE(switchboard.listen({phone_address, sip_port}));
    EXPECT_TRUE(switchboard.add(phone));
  }

  // Sends and returns the one answer, or "" when there was none within a second.
  std::string ask(std::string_view bytes) {
    peer.answers.clear();
    peer.send(bytes);
    simulation.run_for(seconds(1));
    EXPECT_LE(peer.answers.size(), 1U);
    return peer.answers.empty() ? std::string() : peer.answers.front();
  }

  sim::Simulation simulation;
  sim::Host& phone_host;
  sim::Host& peer_host;
  Phone phone;
  Switchboard switchboard;
  Peer peer;
};

// Sends the draft, answers the challenge, returns the final answer.
inline std::string push(Rig& rig, const Draft& draft = {}, std::string_view user = "101",
                        std::string_view password = "secret") {
  const std::string challenge = rig.ask(draft.text());
  EXPECT_EQ(status_of(challenge), 401U);
  return rig.ask(with_credentials(draft, challenge, user, password).text());
}

}  // namespace handset::phone
