// Phones whose keys are filled by a list at the lab's PBX (RFC 4662), in virtual time: whoever is on the list
// is beside a key, and its lamp is true again by itself, whatever the PBX does.
#include <gtest/gtest.h>

#include "sim/lamps_rig.h"

namespace handset {
namespace {

using pbx::CallState;
using phone::WatchState;

constexpr unsigned keys = 11;  // one more than there are users

class WatchLists : public LampsRig {
 protected:
  WatchLists() : LampsRig(43) {}

  void watch(phone::PhoneOptions& options, std::size_t) const override {
    options.watch_list = {.uri = "sip:all@192.0.2.2"};
    for (unsigned key = 1; key <= keys; ++key) options.watch_list.keys.push_back(key);
  }
  // Each of its own.
  void change_all(unsigned round) {
    for (std::size_t i = 0; i < phone_count; ++i) set_call(i, call_of(i + round));
  }
  // Of all keys, how many show the right one and what is so; `lies`: what is not so.
  [[nodiscard]] std::size_t right() const override {
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
  [[nodiscard]] std::size_t all() const override { return phone_count * phone_count; }
};

TEST_F(WatchLists, FillTheKeysWithOneSubscriptionOfEachPhone) {
  start("all");
  change_all(1);
  EXPECT_LT(until_all_are_right(), seconds(3));
  EXPECT_EQ(pbx->notifier().size(), phone_count);
  EXPECT_EQ(phones[0]->watch_of(keys), nullptr) << "nobody is left for the last key";
}

TEST_F(WatchLists, FollowEachChangeForADay) {
  start("all");
  until_all_are_right();
  for (unsigned round = 0; round < 48; ++round) {
    set_call(round % phone_count, CallState::Busy);
    simulation.run_for(milliseconds(500));
    EXPECT_EQ(right(), all());
    change_all(round);
    simulation.run_for(milliseconds(500));
    EXPECT_EQ(right(), all());
    simulation.run_for(minutes(30));
  }
  EXPECT_EQ(pbx->notifier().size(), phone_count);
}

TEST_F(WatchLists, BearThatAThirdOfAllIsLost) {
  start("all");
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
  start("all");
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
  start("all");
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
