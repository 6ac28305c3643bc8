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
#include "sip/digest_client.h"

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
  explicit Peer(World world) : world_(world) {
    socket_ = *world_.network.open_datagrams({peer_address, 5090}, *this);
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
  explicit Rig(PhoneOptions options = phone_options(), const SwitchboardOptions& switchboard_options = {})
      : simulation(1),
        phone_host(simulation.host("phone", phone_address)),
        peer_host(simulation.host("peer", peer_address)),
        phone(phone_host.world(), std::move(options)),
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

// A request as a PBX would write it; every part can be changed.
struct Draft {
  std::string method = "NOTIFY";
  std::string uri = "sip:101@192.0.2.10:5060";
  std::string sent_by = "192.0.2.20:5090";  // and what else Via is to have
  std::string branch = "z9hG4bK-one";
  std::string call_id = "call-1@192.0.2.20";
  std::string from_tag = "tag-1";
  std::string to_parameters{};
  unsigned cseq = 1;
  std::string extra = "Event: XML-Service\r\nContent-Type: text/html\r\n";
  std::string body = "http://web.example/page.xml";

  [[nodiscard]] std::string text() const {
    return method + " " + uri + " SIP/2.0\r\n" + "Via: SIP/2.0/UDP " + sent_by + ";branch=" + branch +
           "\r\n" + "Max-Forwards: 70\r\nFrom: <sip:pbx@192.0.2.20>;tag=" + from_tag + "\r\nTo: <" + uri +
           ">" + to_parameters + "\r\nCall-ID: " + call_id + "\r\nCSeq: " + std::to_string(cseq) + " " +
           method + "\r\n" + extra + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
};

inline unsigned status_of(std::string_view answer) {
  sip::Message message;
  if (answer.empty() || !message.parse(answer)) return 0;
  return message.status();
}

inline std::string field_of(std::string_view answer, sip::Field field) {
  sip::Message message;
  if (answer.empty() || !message.parse(answer)) return {};
  return std::string(message.value(field));
}

// The draft again with the answer to the challenge of a 401.
inline Draft with_credentials(Draft draft, std::string_view answer_401, std::string_view user,
                              std::string_view password, std::uint32_t nc = 1) {
  const std::string value = field_of(answer_401, sip::Field::WwwAuthenticate);
  const auto challenge = sip::parse_digest_challenge(value);
  EXPECT_TRUE(challenge) << answer_401;
  if (!challenge) return draft;
  std::string authorization;
  sip::append_digest_authorization(authorization, *challenge,
                                   {user, password, draft.method, draft.uri, draft.body, "c0ffee", nc});
  draft.extra += "Authorization: " + authorization + "\r\n";
  draft.branch += "-auth";
  ++draft.cseq;
  return draft;
}

// Sends the draft, answers the challenge, returns the final answer.
inline std::string push(Rig& rig, const Draft& draft = {}, std::string_view user = "101",
                        std::string_view password = "secret") {
  const std::string challenge = rig.ask(draft.text());
  EXPECT_EQ(status_of(challenge), 401U);
  return rig.ask(with_credentials(draft, challenge, user, password).text());
}

}  // namespace handset::phone
