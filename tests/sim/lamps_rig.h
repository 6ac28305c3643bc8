// Ten phones whose keys show what the users of the lab's PBX do, in virtual time. What a phone's keys show is
// the test's to say.
#pragma once

#include <cstdio>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "pbx/pbx.h"
#include "phone/phone.h"
#include "phone/switchboard.h"
#include "sim/simulation.h"

namespace handset {

class LampsRig : public testing::Test {
 protected:
  static constexpr std::size_t phone_count = 10;

  explicit LampsRig(std::uint64_t seed) : simulation(seed) {}
  ~LampsRig() override {
    for (const auto& phone : phones) switchboard.remove(*phone);
  }

  static std::string user(std::size_t i) { return std::to_string(1000 + i % phone_count); }
  // How many keys, and what else is counted, say what is so; and how many there are.
  [[nodiscard]] virtual std::size_t right() const = 0;
  [[nodiscard]] virtual std::size_t all() const = 0;
  // Adds what the phone's keys watch.
  virtual void watch(phone::PhoneOptions& options, std::size_t i) const = 0;

  // `list`: the name of the PBX's list of all users; empty: it has none.
  void start(const std::string& list = {}) {
    pbx::PbxOptions options;
    options.notifier.list = list;
    for (std::size_t i = 0; i < phone_count; ++i) options.registrar.accounts.push_back({user(i), "secret"});
    pbx = std::make_unique<pbx::Pbx>(pbx_host.world(), options);
    ASSERT_TRUE(pbx->listen(pbx_host.at(5060)));
    ASSERT_TRUE(switchboard.listen(phone_host.at(5060)));
    for (std::size_t i = 0; i < phone_count; ++i) {
      phones.push_back(std::make_unique<phone::Phone>(phone_host.world(), phone_options(i)));
      ASSERT_TRUE(switchboard.add(*phones.back()));
    }
  }
  [[nodiscard]] phone::PhoneOptions phone_options(std::size_t i) const {
    phone::LineOptions line;
    line.user_id = user(i);
    line.password = "secret";
    line.client.proxy = "192.0.2.2";
    line.client.registration = {.expires = seconds(600)};
    phone::PhoneOptions options;
    options.fetch = policy;
    options.lines.push_back(std::move(line));
    options.watch_subscription = {
        .event = "dialog", .expires = seconds(1800), .delay = seconds(1), .spread = seconds(1)};
    watch(options, i);
    return options;
  }

  static pbx::CallState call_of(std::size_t number) {
    using pbx::CallState;
    constexpr CallState calls[] = {CallState::Idle, CallState::Ringing, CallState::Busy, CallState::Held};
    return calls[number % 4];
  }
  void set_call(std::size_t i, pbx::CallState call) {
    const auto aor = *pbx->registrar().find_user(user(i));
    auto state = pbx->notifier().state_of(aor);
    state.call = call;
    pbx->notifier().set_state(aor, state);
  }
  [[nodiscard]] phone::WatchState truth(std::size_t i) const {
    switch (pbx->notifier().state_of(*pbx->registrar().find_user(user(i))).call) {
      case pbx::CallState::Idle:
        return phone::WatchState::Idle;
      case pbx::CallState::Ringing:
        return phone::WatchState::Ringing;
      case pbx::CallState::Busy:
        return phone::WatchState::Busy;
      case pbx::CallState::Held:
        break;
    }
    return phone::WatchState::Held;
  }
  // How long until all lamps are right.
  Duration until_all_are_right(Duration longest = hours(1)) {
    const SteadyTime begun = simulation.now();
    while (right() < all() && simulation.now() - begun < longest) simulation.run_for(milliseconds(100));
    EXPECT_EQ(right(), all()) << phones[0]->watched(1).trouble << phones[0]->lines()[0].trouble();
    const Duration time = simulation.now() - begun;
    std::printf("  all are right after %.1f s\n", std::chrono::duration<double>(time).count());
    return time;
  }

  sim::Simulation simulation;
  sim::Host& phone_host = simulation.host("phones", IpAddress::v4(192, 0, 2, 1));
  sim::Host& pbx_host = simulation.host("pbx", IpAddress::v4(192, 0, 2, 2));
  std::shared_ptr<const FetchPolicy> policy =
      std::make_shared<const FetchPolicy>(*FetchPolicy::parse("", true, {}));
  std::unique_ptr<pbx::Pbx> pbx;
  phone::Switchboard switchboard{phone_host.world()};
  std::vector<std::unique_ptr<phone::Phone>> phones;
};

}  // namespace handset
