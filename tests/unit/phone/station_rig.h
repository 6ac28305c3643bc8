// A phone in service with its settings, in the simulator, and a peer that speaks SIP to it by hand.
#pragma once

#include <map>

#include "phone/station.h"
#include "sim/inbox.h"
#include "unit/phone/phone_rig.h"

namespace handset::phone {

using Tags = std::map<std::string, std::string>;

// The settings that a phone of these tests has beside those that a test is about.
inline Tags with_line(Tags tags) {
  tags.merge(
      Tags{{"User_ID_1_", "101"}, {"Password_1_", "secret"}, {"Reversed_Auth_Realm_1_", "pbx.example"}});
  return tags;
}

inline settings::SnapshotPtr snapshot_of(const Tags& tags) {
  std::vector<settings::Assignment> assignments;
  for (const auto& [tag, value] : tags) assignments.push_back({tag, value});
  auto applied = settings::Snapshot{}.with(assignments, {settings::Origin::Api, WallTime{}});
  EXPECT_TRUE(applied);
  if (!applied) {
    for (const auto& issue : applied.error()) ADD_FAILURE() << issue.message;
    return std::make_shared<const settings::Snapshot>();
  }
  return applied->snapshot;
}

struct RestartCount final : StationHandler {
  void on_settings_chosen(Station&, SettingsChoice choice) override { choices.push_back(std::move(choice)); }
  void on_restarted(Station&) override { ++count; }
  int count = 0;
  std::vector<SettingsChoice> choices;
};

struct StationRig {
  explicit StationRig(const Tags& tags = {}, StationOptions options = station_options(),
                      std::uint64_t seed = 1)
      : simulation(seed),
        phone_host(simulation.host("phone", phone_address)),
        peer_host(simulation.host("peer", peer_address)),
        switchboard(phone_host.world()),
        listening(switchboard.listen({phone_address, sip_port}).has_value()),
        station(phone_host.world(), switchboard, std::move(options), snapshot_of(with_line(tags)), &restarts),
        peer(peer_host.world()) {
    EXPECT_TRUE(listening);
  }

  static StationOptions station_options() {
    StationOptions options;
    options.sip = {phone_address, sip_port};
    options.listeners = {options.sip};
    return options;
  }

  // The settings are now these, and the line of with_line().
  void apply(const Tags& tags) { station.apply(snapshot_of(with_line(tags))); }

  // Sends and returns the one answer, or "" when there was none within a second.
  std::string ask(std::string_view bytes, std::uint16_t port = sip_port) {
    peer.answers.clear();
    peer.send(bytes, port);
    simulation.run_for(seconds(1));
    EXPECT_LE(peer.answers.size(), 1U);
    return peer.answers.empty() ? std::string() : peer.answers.front();
  }
  std::string options(std::string extra = {}) { return ask(options_draft(std::move(extra)).text()); }
  static Draft options_draft(std::string extra = {}) {
    Draft draft;
    draft.method = "OPTIONS";
    draft.extra = std::move(extra);
    draft.body.clear();
    return draft;
  }
  // Pushes, a transaction of its own each time; the final answer.
  std::string push(Draft draft = {}) {
    const std::string number = std::to_string(++pushes);
    draft.branch += number;
    draft.call_id += number;
    const std::string challenge = ask(draft.text());
    EXPECT_EQ(status_of(challenge), 401U) << challenge;
    return ask(with_credentials(draft, challenge, "101", "secret").text());
  }

  sim::Simulation simulation;
  sim::Host& phone_host;
  sim::Host& peer_host;
  RestartCount restarts;
  Switchboard switchboard;
  bool listening;
  Station station;
  Peer peer;
  int pushes = 0;
};

}  // namespace handset::phone
