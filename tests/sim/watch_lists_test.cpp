// Phones whose keys are filled by a list at the lab's PBX (RFC 4662), in virtual time: whoever is on the list
// is beside a key, and its lamp is true again by itself, whatever the PBX does.
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

#include "pbx/pbx.h"
#include "phone/phone.h"
#include "phone/switchboard.h"
#include "sim/simulation.h"

namespace handset {
namespace {

using pbx::CallState;
using phone::WatchState;

constexpr std::size_t phone_count = 10;
constexpr unsigned keys = 11;  // one more than there are users

class WatchLists : public testing::Test {
 protected:
  static std::string user(std::size_t i) { return std::to_string(1000 + i); }

  void start() {
    pbx::PbxOptions options;
    options.notifier.list = "all";
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
    options.watch_list = {.uri = "sip:all@192.0.2.2"};
    for (unsigned key = 1; key <= keys; ++key) options.watch_list.keys.push_back(key);
    options.watch_subscription = {
        .event = "dialog", .expires = seconds(1800), .delay = seconds(1), .spread = seconds(1)};
    return options;
  }
  ~WatchLists() override {
    for (const auto& phone : phones) switchboard.remove(*phone);
  }

  // Each of its own.
  void change_all(unsigned round) {
    constexpr CallState calls[] = {CallState::Idle, CallState::Ringing, CallState::Busy, CallState::Held};
    for (std::size_t i = 0; i < phone_count; ++i) change(i, calls[(i + round) % 4]);
  }
  void change(std::size_t i, CallState call) {
    const auto aor = *pbx->registrar().find_user(user(i));
    auto state = pbx->notifier().state_of(aor);
    state.call = call;
    pbx->notifier().set_state(aor, state);
  }
  [[nodiscard]] WatchState truth(std::size_t i) const {
    switch (pbx->notifier().state_of(*pbx->registrar().find_user(user(i))).call) {
      case CallState::Idle:
        return WatchState::Idle;
      case CallState::Ringing:
        return WatchState::Ringing;
      case CallState::Busy:
        return WatchState::Busy;
      case CallState::Held:
        break;
    }
    return WatchState::Held;
  }
  // Of all keys, how many show the right one and what is so; `lies`: what is not so.
  [[nodiscard]] std::size_t right() const {
    std::size_t count = 0;
    for (const auto& phone : phones)
      for (unsigned i = 0; i < phone_count; ++i) {
        const phone::WatchOptions* watch = phone->watch_of(i + 1);
        count +=
            watch != nullptr && watch->label == user(i) && phone->watched(i + 1).state == truth(i) ? 1U : 0U;
      }
    return count;
  }
  [[nodiscard]] std::size_t lies() const {
    std::size_t count = 0;
    for (const auto& phone : phones)
      for (unsigned i = 0; i < phone_count; ++i) {
        const WatchState shown = phone->watched(i + 1).state;
        count += shown >= WatchState::Idle && shown != truth(i) ? 1U : 0U;
      }
    return count;
  }
  static constexpr std::size_t all = phone_count * phone_count;
  Duration until_all_are_right(Duration longest = hours(1)) {
    const SteadyTime begun = simulation.now();
    while (right() < all && simulation.now() - begun < longest) simulation.run_for(milliseconds(100));
    EXPECT_EQ(right(), all) << phones[0]->watched(1).trouble << phones[0]->lines()[0].trouble();
    const Duration time = simulation.now() - begun;
    std::printf("  all are right after %.1f s\n", std::chrono::duration<double>(time).count());
    return time;
  }

  sim::Simulation simulation{43};
  sim::Host& phone_host = simulation.host("phones", IpAddress::v4(192, 0, 2, 1));
  sim::Host& pbx_host = simulation.host("pbx", IpAddress::v4(192, 0, 2, 2));
  std::shared_ptr<const FetchPolicy> policy =
      std::make_shared<const FetchPolicy>(*FetchPolicy::parse("", true, {}));
  std::unique_ptr<pbx::Pbx> pbx;
  phone::Switchboard switchboard{phone_host.world()};
  std::vector<std::unique_ptr<phone::Phone>> phones;
};

TEST_F(WatchLists, FillTheKeysWithOneSubscriptionOfEachPhone) {
  start();
  change_all(1);
  EXPECT_LT(until_all_are_right(), seconds(3));
  EXPECT_EQ(pbx->notifier().size(), phone_count);
  EXPECT_EQ(phones[0]->watch_of(keys), nullptr) << "nobody is left for the last key";
}

TEST_F(WatchLists, FollowEachChangeForADay) {
  start();
  until_all_are_right();
  for (unsigned round = 0; round < 48; ++round) {
    change(round % phone_count, CallState::Busy);
    simulation.run_for(milliseconds(500));
    EXPECT_EQ(right(), all);
    change_all(round);
    simulation.run_for(milliseconds(500));
    EXPECT_EQ(right(), all);
    simulation.run_for(minutes(30));
  }
  EXPECT_EQ(pbx->notifier().size(), phone_count);
}

TEST_F(WatchLists, BearThatAThirdOfAllIsLost) {
  start();
  ASSERT_TRUE(pbx->set_faults({.drop_percent = 33}));
  for (unsigned round = 0; round < 20; ++round) {
    change_all(round);
    simulation.run_for(minutes(10));
  }
  ASSERT_TRUE(pbx->set_faults({}));
  change_all(3);
  until_all_are_right(hours(2));
}

TEST_F(WatchLists, OfAPbxThatWasDeadForTwoHoursAreTrueAgain) {
  start();
  change_all(1);
  until_all_are_right();
  ASSERT_TRUE(pbx->set_faults({.dead = true}));
  change_all(2);
  simulation.run_for(hours(2));
  EXPECT_EQ(lies(), 0U) << "they say that they know nothing";
  EXPECT_NE(phones[0]->watch_of(1), nullptr) << "who is on the list is still beside the keys";
  pbx->notifier().forget_all();
  pbx->forget_bindings();
  ASSERT_TRUE(pbx->set_faults({}));
  EXPECT_LT(until_all_are_right(), minutes(25)) << "of which the registrations take the most";
}

TEST_F(WatchLists, OfAPbxThatForgotOrEndedAllAreMadeAnew) {
  start();
  until_all_are_right();
  pbx->notifier().forget_all();
  change_all(2);
  until_all_are_right();
  pbx->notifier().end_all("deactivated");
  change_all(1);
  EXPECT_LT(until_all_are_right(), seconds(15));
}

}  // namespace
}  // namespace handset
