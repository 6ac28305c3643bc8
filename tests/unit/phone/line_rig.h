// A phone on a simulated network whose settings are set by their tags, its switchboard, and a scripted proxy
// that its lines send to.
#pragma once

#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "phone/settings_options.h"
#include "phone/switchboard.h"
#include "sim/simulation.h"
#include "unit/ua/scripted_peer.h"

namespace handset::phone {

using test::challenge;
using test::DigestGate;
using test::Received;
using test::respond;
using test::ScriptedPeer;

struct LineRig : ::testing::Test {
  LineRig() {
    simulation.names().set("sip.example.org", {proxy_host.address()});
    peer.script = answering(200);
    settings.push_back({.tag = "User_ID_1_", .value = "101"});
    settings.push_back({.tag = "Proxy_1_", .value = "sip.example.org"});
    settings.push_back({.tag = "Register_1_", .value = "No"});  // what it sends is what a test asks for
    EXPECT_TRUE(switchboard.listen(phone_host.at(5060)));
  }
  ~LineRig() override {
    if (phone) switchboard.remove(*phone);
  }

  static ScriptedPeer::Script answering(unsigned status, test::Headers headers = {}) {
    return [status, headers](const sip::Message& request, const Endpoint& source) {
      return respond(request, source, status, headers);
    };
  }

  // False when the settings refuse the value.
  bool set(std::string_view tag, std::string_view value) {
    settings.push_back({.tag = std::string(tag), .value = std::string(value)});
    const auto applied = settings::Snapshot().with(settings, {});
    if (!applied) settings.pop_back();
    return applied.has_value();
  }
  [[nodiscard]] PhoneOptions options() const {
    const auto applied = settings::Snapshot().with(settings, {});
    EXPECT_TRUE(applied);
    const auto policy = std::make_shared<const FetchPolicy>(FetchPolicy::parse("", false, {}).value());
    return options_from(*applied->snapshot, default_model(), policy,
                        {.model = "SPA525G2", .version = "1.2", .mac = mac});
  }
  // Puts the settings in force.
  Phone& make() {
    if (phone) switchboard.remove(*phone);
    phone = std::make_unique<Phone>(phone_host.world(), options(), parts);
    switchboard.update(*phone);
    return *phone;
  }

  // Begins a check of line 1 with the settings as they are.
  void begin_check() {
    if (!phone) make();
    checked.reset();
    EXPECT_TRUE(phone->check_line(1, [this](const LineCheck& found) {
      EXPECT_FALSE(checked) << "told twice";
      checked = found;
      checked_at = simulation.now();
    }));
  }
  // The words of a whole check.
  std::string check() {
    begin_check();
    EXPECT_FALSE(checked) << "never from inside the call";
    simulation.run_for(minutes(2));
    return checked ? checked->words : "no outcome";
  }
  // The request that a check sends, or the REGISTER of line 1.
  const Received& sent_by_check() {
    check();
    return peer.requests().back();
  }
  const Received& send_register() {
    if (!phone) make();
    const World world = phone_host.world();
    LineClient client(world, 1, phone->lines()[0].shared_options(), nullptr);
    LineRequest request(client);
    request.start({.method = sip::Method::Register, .headers = {{"Expires", "60"}}},
                  [](const LineAnswer&) {});
    simulation.run_for(seconds(1));
    return peer.requests().back();
  }
  // When the requests came, after the first of them.
  [[nodiscard]] std::vector<Duration> intervals() const {
    std::vector<Duration> out;
    for (const Received& request : peer.requests()) out.push_back(request.at - peer.request(0).at);
    return out;
  }

  sim::Simulation simulation{23};
  sim::Host& phone_host = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
  sim::Host& proxy_host = simulation.host("proxy", IpAddress::v4(192, 0, 2, 2));
  ScriptedPeer peer{simulation, proxy_host};
  std::vector<settings::Assignment> settings;
  std::string mac{};
  PhoneParts parts{};
  Switchboard switchboard{phone_host.world()};
  std::unique_ptr<Phone> phone;
  std::optional<LineCheck> checked;
  SteadyTime checked_at{};
};

}  // namespace handset::phone
