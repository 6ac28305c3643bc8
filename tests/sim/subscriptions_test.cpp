// Phones whose keys watch each other and whose lamps tell of messages, and the lab's PBX, in virtual time:
// what the lamps say is true again by itself, whatever the PBX does.
#include <algorithm>
#include <gtest/gtest.h>

#include "sim/lamps_rig.h"

namespace handset {
namespace {

using pbx::CallState;
using phone::WatchState;

constexpr unsigned watched_keys = 4;

class Subscriptions : public LampsRig {
 protected:
  Subscriptions() : LampsRig(41) {}

  // Its first key is its line's, the others watch the next users.
  void watch(phone::PhoneOptions& options, std::size_t i) const override {
    phone::SubscriptionTarget& mailbox = options.lines[0].client.mailbox;
    mailbox.uri = "sip:" + user(i) + "@192.0.2.2";
    mailbox.subscription = {.event = "message-summary", .expires = seconds(3600)};
    for (unsigned key = 1; key <= watched_keys; ++key)
      options.function_keys[key] = {
          .label = user(i + key),
          .watch = phone::WatchOptions{"sip:" + user(i + key) + "@192.0.2.2", user(i + key), 1}};
  }

  void set_messages(std::size_t i, unsigned fresh) {
    const auto aor = *pbx->registrar().find_user(user(i));
    auto state = pbx->notifier().state_of(aor);
    state.mailbox.fresh = fresh;
    pbx->notifier().set_state(aor, state);
  }
  // Each of its own.
  void change_all(unsigned round) {
    for (std::size_t i = 0; i < phone_count; ++i) {
      set_call(i, call_of(i + round));
      set_messages(i, static_cast<unsigned>(i + round) % 3);
    }
  }
  // Of all keys and mailboxes, how many say what is not so: of those that say that they know nothing, none
  // does.
  [[nodiscard]] std::size_t lies() const {
    std::size_t count = 0;
    each_key([&](WatchState shown, WatchState is) { count += shown >= WatchState::Idle && shown != is; });
    return count;
  }
  [[nodiscard]] std::size_t right() const override {
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
  [[nodiscard]] std::size_t all() const override { return phone_count * (watched_keys + 1); }
};

TEST_F(Subscriptions, AreTrueAMomentAfterTheyBegin) {
  start();
  change_all(1);
  EXPECT_LT(until_all_are_right(), seconds(3));
  EXPECT_EQ(pbx->notifier().size(), all());
}

TEST_F(Subscriptions, FollowEachChangeForADay) {
  start();
  until_all_are_right();
  for (unsigned round = 0; round < 48; ++round) {
    change_all(round);
    simulation.run_for(milliseconds(500));
    EXPECT_EQ(right(), all());
    simulation.run_for(minutes(30));
  }
  EXPECT_EQ(pbx->notifier().size(), all());
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
