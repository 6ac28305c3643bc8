// Phones whose keys watch each other and whose lamps tell of messages, and the lab's PBX, in virtual time:
// what the lamps say is true again by itself, whatever the PBX does.
#include <algorithm>
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
constexpr unsigned watched_keys = 4;

class Subscriptions : public testing::Test {
 protected:
  static std::string user(std::size_t i) { return std::to_string(1000 + i % phone_count); }

  void start() {
    pbx::PbxOptions options;
    for (std::size_t i = 0; i < phone_count; ++i) options.registrar.accounts.push_back({user(i), "secret"});
    pbx = std::make_unique<pbx::Pbx>(pbx_host.world(), options);
    ASSERT_TRUE(pbx->listen(pbx_host.at(5060)));
    ASSERT_TRUE(switchboard.listen(phone_host.at(5060)));
    for (std::size_t i = 0; i < phone_count; ++i) {
      phones.push_back(std::make_unique<phone::Phone>(phone_host.world(), phone_options(i)));
      ASSERT_TRUE(switchboard.add(*phones.back()));
    }
  }
  // Its first key is its line's, the others watch the next users.
  [[nodiscard]] phone::PhoneOptions phone_options(std::size_t i) const {
    phone::LineOptions line;
    line.user_id = user(i);
    line.password = "secret";
    line.client.proxy = "192.0.2.2";
    line.client.registration = {.expires = seconds(600)};
    line.client.mailbox.uri = "sip:" + user(i) + "@192.0.2.2";
    line.client.mailbox.subscription = {.event = "message-summary", .expires = seconds(3600)};
    phone::PhoneOptions options;
    options.fetch = policy;
    options.lines.push_back(std::move(line));
    options.watches.resize(1 + watched_keys);
    for (unsigned key = 1; key <= watched_keys; ++key)
      options.watches[key] = {"sip:" + user(i + key) + "@192.0.2.2", user(i + key), 1};
    options.watch_subscription = {
        .event = "dialog", .expires = seconds(1800), .delay = seconds(1), .spread = seconds(1)};
    return options;
  }
  ~Subscriptions() override {
    for (const auto& phone : phones) switchboard.remove(*phone);
  }

  void set_call(std::size_t i, CallState call) {
    const auto aor = *pbx->registrar().find_user(user(i));
    auto state = pbx->notifier().state_of(aor);
    state.call = call;
    pbx->notifier().set_state(aor, state);
  }
  void set_messages(std::size_t i, unsigned fresh) {
    const auto aor = *pbx->registrar().find_user(user(i));
    auto state = pbx->notifier().state_of(aor);
    state.mailbox.fresh = fresh;
    pbx->notifier().set_state(aor, state);
  }
  // Each of its own.
  void change_all(unsigned round) {
    constexpr CallState calls[] = {CallState::Idle, CallState::Ringing, CallState::Busy, CallState::Held};
    for (std::size_t i = 0; i < phone_count; ++i) {
      set_call(i, calls[(i + round) % 4]);
      set_messages(i, static_cast<unsigned>(i + round) % 3);
    }
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
  // Of all keys and mailboxes, how many say what is not so: of those that say that they know nothing, none
  // does.
  [[nodiscard]] std::size_t lies() const {
    std::size_t count = 0;
    each_key([&](WatchState shown, WatchState is) { count += shown >= WatchState::Idle && shown != is; });
    return count;
  }
  [[nodiscard]] std::size_t right() const {
    std::size_t count = 0;
    each_key([&](WatchState shown, WatchState is) { count += shown == is ? 1U : 0U; });
    for (std::size_t i = 0; i < phone_count; ++i) {
      const auto& state = pbx->notifier().state_of(*pbx->registrar().find_user(user(i)));
      const auto voice = phones[i]->mailbox().voice;
      count += voice && voice->fresh == state.mailbox.fresh ? 1U : 0U;
    }
    return count;
  }
  template <class Use>
  void each_key(Use use) const {
    for (std::size_t i = 0; i < phone_count; ++i)
      for (unsigned key = 1; key <= watched_keys; ++key) use(phones[i]->watched(key).state, truth(i + key));
  }
  static constexpr std::size_t all = phone_count * (watched_keys + 1);
  // How long until all lamps are right.
  Duration until_all_are_right(Duration longest = hours(1)) {
    const SteadyTime begun = simulation.now();
    while (right() < all && simulation.now() - begun < longest) simulation.run_for(milliseconds(100));
    EXPECT_EQ(right(), all) << phones[0]->watched(1).trouble << phones[0]->lines()[0].trouble();
    const Duration time = simulation.now() - begun;
    std::printf("  all are right after %.1f s\n", std::chrono::duration<double>(time).count());
    return time;
  }

  sim::Simulation simulation{41};
  sim::Host& phone_host = simulation.host("phones", IpAddress::v4(192, 0, 2, 1));
  sim::Host& pbx_host = simulation.host("pbx", IpAddress::v4(192, 0, 2, 2));
  std::shared_ptr<const FetchPolicy> policy =
      std::make_shared<const FetchPolicy>(*FetchPolicy::parse("", true, {}));
  std::unique_ptr<pbx::Pbx> pbx;
  phone::Switchboard switchboard{phone_host.world()};
  std::vector<std::unique_ptr<phone::Phone>> phones;
};

TEST_F(Subscriptions, AreTrueAMomentAfterTheyBegin) {
  start();
  change_all(1);
  EXPECT_LT(until_all_are_right(), seconds(3));
  EXPECT_EQ(pbx->notifier().size(), all);
}

TEST_F(Subscriptions, FollowEachChangeForADay) {
  start();
  until_all_are_right();
  for (unsigned round = 0; round < 48; ++round) {
    change_all(round);
    simulation.run_for(milliseconds(500));
    EXPECT_EQ(right(), all);
    simulation.run_for(minutes(30));
  }
  EXPECT_EQ(pbx->notifier().size(), all);
}

TEST_F(Subscriptions, BearThatAThirdOfAllIsLost) {
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

TEST_F(Subscriptions, OfAPbxThatForgotAllAreMadeAnew) {
  start();
  until_all_are_right();
  pbx->forget_bindings();
  pbx->notifier().forget_all();
  change_all(2);
  until_all_are_right();
}

TEST_F(Subscriptions, OfAPbxThatDiedSayThatTheyKnowNothing) {
  start();
  change_all(1);
  until_all_are_right();
  ASSERT_TRUE(pbx->set_faults({.dead = true}));
  change_all(2);
  simulation.run_for(hours(2));
  EXPECT_EQ(lies(), 0U);
  pbx->notifier().forget_all();
  pbx->forget_bindings();
  ASSERT_TRUE(pbx->set_faults({}));
  EXPECT_LT(until_all_are_right(), minutes(25)) << "of which the registrations take the most";
}

TEST_F(Subscriptions, ThatThePbxEndsAreBegunAnewWhereThatIsWanted) {
  start();
  until_all_are_right();
  pbx->notifier().end_all("deactivated");
  change_all(1);
  EXPECT_LT(until_all_are_right(), seconds(15));
  pbx->notifier().end_all("probation");
  change_all(2);
  EXPECT_LT(until_all_are_right(), minutes(1));
  pbx->notifier().end_all("noresource");
  simulation.run_for(hours(1));
  EXPECT_EQ(pbx->notifier().size(), 0U);
  EXPECT_EQ(lies(), 0U);
  EXPECT_EQ(phones[0]->watched(1).state, WatchState::Failed);
  EXPECT_EQ(phones[0]->watched(1).trouble, "The server ended it: there is nothing of that name");
}

TEST_F(Subscriptions, BearAServerThatSays503) {
  start();
  until_all_are_right();
  ASSERT_TRUE(pbx->set_faults({.retry_after = 20}));
  simulation.run_for(hours(1));
  EXPECT_EQ(lies(), 0U);
  ASSERT_TRUE(pbx->set_faults({}));
  change_all(1);
  until_all_are_right();
}

}  // namespace
}  // namespace handset
