// Settings that change while the phone runs: after any sequence of submits, the phone behaves on the wire
// like one that was started with the last of them. Each run is its seed.
#include <gtest/gtest.h>
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

#include "phone/station.h"
#include "sim/inbox.h"
#include "sim/simulation.h"
#include "sip/digest_client.h"
#include "sip/message.h"

namespace handset {
namespace {

const IpAddress phone_address = IpAddress::v4(192, 0, 2, 10);
const IpAddress peer_address = IpAddress::v4(192, 0, 2, 20);
constexpr std::uint16_t shared_port = 5060;
constexpr std::uint16_t peer_port = 5090;

struct Choice {
  std::string tag;
  std::vector<std::string> values;
};

// What may be set, to what; settings that lead into each other's way among them.
const std::vector<Choice>& choices() {
  static const std::vector<Choice> all = {
      {"User_ID_1_", {"", "101", "102"}},
      {"User_ID_2_", {"", "101", "102"}},
      {"Password_1_", {"secret", "other"}},
      {"Password_2_", {"secret", "other"}},
      {"Line_Enable_1_", {"Yes", "No"}},
      {"Reversed_Auth_Realm_1_", {"", "office"}},
      {"Proxy_2_", {"", "pbx.example"}},
      {"SIP_Port_1_", {"5060", "5070", "5071"}},
      {"SIP_Port_2_", {"5061", "5070", "5060"}},
      {"SIP_Transport_1_", {"UDP", "TCP", "TLS"}},
      {"SIP_Transport_2_", {"UDP", "TCP"}},
      {"Digest_Algorithms", {"MD5", "SHA-256,MD5"}},
      {"SIP_Server_Name", {"$VERSION", "", "mine"}},
      {"SIP_Accept_Language", {"", "de"}},
      {"Use_Compact_Header", {"No", "Yes"}},
      {"Insert_VIA_received", {"No", "Yes"}},
      {"Insert_VIA_rport", {"No", "Yes"}},
      {"Send_Resp_To_Src_Port", {"No", "Yes"}},
      {"Sip_Accept_Encoding", {"none", "gzip"}},
      {"XML_NOTIFY_Body", {"url", "url+xml"}},
      {"Fetch_Allowed", {"", "10.0.0.0/8"}},
      {"Station_Name", {"", "desk"}},
      {"XML_Application_Service_URL", {"", "http://web.example/app.xml"}},
      {"Display_Name_1_", {"", "Desk"}},
  };
  return all;
}

settings::SnapshotPtr random_settings(sim::SeededRandom& random) {
  std::vector<settings::Assignment> assignments;
  for (const Choice& choice : choices())
    if (random.chance(0.6))
      assignments.push_back({choice.tag, choice.values[random.below(choice.values.size())]});
  return settings::Snapshot{}.with(assignments, {settings::Origin::Api, WallTime{}})->snapshot;
}

struct Desk {
  Desk()
      : simulation(7),
        host(simulation.host("phone", phone_address)),
        peer(simulation.host("peer", peer_address)),
        switchboard(host.world()) {
    EXPECT_TRUE(switchboard.listen({phone_address, shared_port}));
    socket = *peer.world().network.open_datagrams({peer_address, peer_port}, inbox);
    simulation.web().serve("http://web.example/app.xml",
                           "<CiscoIPPhoneText><Title>App</Title><Text>x</Text></CiscoIPPhoneText>");
  }
  void start(const settings::SnapshotPtr& settings) {
    phone::StationOptions options;
    options.sip = {phone_address, shared_port};
    options.listeners = {options.sip};
    station = std::make_unique<phone::Station>(host.world(), switchboard, options, settings);
  }

  [[nodiscard]] std::string request(const std::string& method, const std::string& user,
                                    const std::string& extra, const std::string& body) {
    const std::string number = std::to_string(++requests);
    const std::string uri = "sip:" + user + "@192.0.2.10";
    return method + " " + uri + " SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK" + number +
           "\r\nMax-Forwards: 70\r\nFrom: <sip:pbx@192.0.2.20>;tag=a\r\nTo: <" + uri +
           ">\r\nCall-ID: " + number + "\r\nCSeq: 1 " + method + "\r\n" + extra +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  }
  std::string ask(const std::string& text, std::uint16_t port = shared_port) {
    inbox.clear();
    peer.world().network.send(socket, {phone_address, port}, text);
    simulation.run_for(milliseconds(100));
    return inbox.empty() ? "silence" : inbox.letters().front().bytes;
  }
  // An authenticated push, told as its statuses.
  std::string push(const std::string& user, const std::string& password, const std::string& body) {
    const std::string extra = "Event: XML-Service\r\nContent-Type: text/xml\r\n";
    const std::string first = ask(request("NOTIFY", user, extra, body));
    sip::Message message;
    if (!message.parse(first) || message.status() != 401) return first;
    const auto challenge = sip::parse_digest_challenge(message.value(sip::Field::WwwAuthenticate));
    std::string authorization;
    sip::append_digest_authorization(
        authorization, *challenge,
        {user, password, "NOTIFY", "sip:" + user + "@192.0.2.10", body, "c0ffee", 1});
    return first + ask(request("NOTIFY", user, extra + "Authorization: " + authorization + "\r\n", body));
  }
  std::string over_tcp(std::uint16_t port) {
    sim::StreamInbox streams;
    Network& network = peer.world().network;
    const StreamId stream = network.connect({phone_address, port}, streams);
    network.send(stream, request("OPTIONS", "101", "", ""));
    simulation.run_for(milliseconds(100));
    network.close(stream);
    simulation.run_for(milliseconds(100));
    return streams.of(stream).bytes;
  }

  sim::Simulation simulation;
  sim::Host& host;
  sim::Host& peer;
  phone::Switchboard switchboard;
  std::unique_ptr<phone::Station> station;
  sim::Inbox inbox;
  SocketId socket{};
  int requests = 0;
};

// What differs from run to run: nonces, the keyed To tag, and the numbers and ports of the requests.
std::string without_chance(std::string text) {
  for (const std::string_view mark : {"nonce=\"", ";tag=", "branch=z9hG4bK", "Call-ID: ", "i: ", ";rport="})
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + mark.size())) {
      const std::size_t begin = at + mark.size();
      text.erase(begin, text.find_first_of("\"\r\n;", begin) - begin);
    }
  return text;
}

// Everything that can be seen of a phone from outside.
std::string portrait(Desk& desk) {
  std::string out;
  for (const std::string user : {"101", "102", "103"})
    out += desk.ask(desk.request("OPTIONS", user, "", "")) + "\n";
  for (const std::uint16_t port : std::initializer_list<std::uint16_t>{5061, 5070, 5071}) {
    out += std::to_string(port) + " " + desk.ask(desk.request("OPTIONS", "102", "", ""), port) + "\n";
    out += desk.over_tcp(port) + "\n";
  }
  for (const std::string user : {"101", "102"})
    for (const std::string password : {"secret", "other"})
      out += desk.push(user, password,
                       "<CiscoIPPhoneExecute><ExecuteItem URL=\"Key:Mute\"/></CiscoIPPhoneExecute>") +
             "\n";
  const phone::Screen idle = desk.station->phone().screen();
  out += idle.title + "|" + idle.prompt;
  for (const auto& row : idle.rows) out += "|" + row.text + " " + row.right;
  desk.station->press(phone::Key::Services, phone::KeySource::Person);
  desk.simulation.run_for(seconds(1));
  out += "\n" + desk.station->phone().screen().title + "\n";
  desk.station->press(phone::Key::Exit, phone::KeySource::Person);
  for (const std::string& trouble : desk.station->troubles()) out += trouble + "\n";
  return without_chance(out);
}

TEST(SettingsLive, AnySequenceOfSubmitsEndsAsAStartWithTheLastOne) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    sim::SeededRandom random(seed, "settings");
    Desk live;
    live.start(random_settings(random));
    settings::SnapshotPtr last;
    const std::uint64_t submits = 1 + random.below(4);
    for (std::uint64_t i = 0; i < submits; ++i) {
      last = random_settings(random);
      live.station->apply(last);
      // Some come while the one before still waits for its restart.
      if (random.chance(0.5)) live.simulation.run_for(milliseconds(300));
      if (random.chance(0.3)) static_cast<void>(portrait(live));
    }
    live.simulation.run_for(seconds(1));
    ASSERT_FALSE(live.station->restart_pending()) << "seed " << seed;
    Desk fresh;
    fresh.start(last);
    ASSERT_EQ(portrait(live), portrait(fresh)) << "seed " << seed;
  }
}

}  // namespace
}  // namespace handset
