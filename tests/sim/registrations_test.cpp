// Many phones and the lab's PBX, days long in virtual time: their lines stay registered, and come back by
// themselves whatever the PBX does.
#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "pbx/pbx.h"
#include "phone/phone.h"
#include "phone/switchboard.h"
#include "sim/simulation.h"

namespace handset {
namespace {

using State = ua::Registration::State;

constexpr std::size_t phone_count = 40;

// What the PBX saw.
struct Counts final : pbx::RegistrarListener {
  void on_registered(std::string_view, const pbx::Binding&) override { ++registered; }
  void on_refreshed(std::string_view, const pbx::Binding&) override { ++refreshed; }
  void on_removed(std::string_view, const pbx::Binding&, Removal why) override {
    ++(why == Removal::Expired ? expired : removed);
  }
  void on_refused(std::string_view, const Endpoint&, unsigned, std::string_view) override { ++refused; }

  std::size_t registered = 0;
  std::size_t refreshed = 0;
  std::size_t expired = 0;
  std::size_t removed = 0;
  std::size_t refused = 0;
};

class Registrations : public testing::Test {
 protected:
  static std::string user(std::size_t i) { return std::to_string(1000 + i); }

  void start(pbx::PbxOptions options = {}, const ua::RegistrationOptions& registration = {},
             std::size_t count = phone_count) {
    for (std::size_t i = 0; i < count; ++i) options.registrar.accounts.push_back({user(i), "secret"});
    pbx = std::make_unique<pbx::Pbx>(pbx_host.world(), options, &counts);
    ASSERT_TRUE(pbx->listen(pbx_host.at(5060)));
    ASSERT_TRUE(switchboard.listen(phone_host.at(5060)));
    const auto policy = std::make_shared<const FetchPolicy>(*FetchPolicy::parse("", true, {}));
    for (std::size_t i = 0; i < count; ++i) {
      phone::LineOptions line;
      line.user_id = user(i);
      line.password = "secret";
      line.client.proxy = "192.0.2.2";
      line.client.registration = registration;
      phone::PhoneOptions phone;
      phone.fetch = policy;
      phone.lines.push_back(std::move(line));
      phones.push_back(std::make_unique<phone::Phone>(phone_host.world(), std::move(phone)));
      ASSERT_TRUE(switchboard.add(*phones.back()));
    }
  }
  ~Registrations() override {
    for (const auto& phone : phones) switchboard.remove(*phone);
  }

  void break_pbx(const pbx::Faults& faults) { ASSERT_TRUE(pbx->set_faults(faults)); }
  [[nodiscard]] std::size_t bound() const { return pbx->registrar().bindings().size(); }
  [[nodiscard]] std::size_t in(State state) const {
    return static_cast<std::size_t>(std::count_if(phones.begin(), phones.end(), [state](const auto& phone) {
      return phone->lines()[0].registration().state == state;
    }));
  }
  [[nodiscard]] const std::string& trouble() const { return phones[0]->lines()[0].registration().trouble; }
  // How long until all are registered.
  Duration until_all_are_back(Duration longest = hours(1)) {
    const SteadyTime begun = simulation.now();
    while (in(State::Registered) < phone_count && simulation.now() - begun < longest)
      simulation.run_for(milliseconds(100));
    EXPECT_EQ(in(State::Registered), phone_count)
        << "within " << longest.count() / 1000 << " ms; " << trouble();
    return simulation.now() - begun;
  }

  sim::Simulation simulation{31};
  sim::Host& phone_host = simulation.host("phones", IpAddress::v4(192, 0, 2, 1));
  sim::Host& pbx_host = simulation.host("pbx", IpAddress::v4(192, 0, 2, 2));
  Counts counts;
  std::unique_ptr<pbx::Pbx> pbx;
  phone::Switchboard switchboard{phone_host.world()};
  std::vector<std::unique_ptr<phone::Phone>> phones;
};

TEST_F(Registrations, LastForADayWithoutAGap) {
  pbx::PbxOptions options;
  options.registrar.digest.nonce_lifetime = hours(25);
  start(options);
  EXPECT_LT(until_all_are_back(), seconds(1));
  for (int hour = 0; hour < 24; ++hour) {
    simulation.run_for(hours(1));
    EXPECT_EQ(bound(), phone_count);
    EXPECT_EQ(in(State::Registered), phone_count);
  }
  EXPECT_EQ(counts.registered, phone_count);
  EXPECT_EQ(counts.expired, 0U);
  EXPECT_EQ(counts.refused, 0U) << "no nonce was stale";
  // After 75 to 90 % of an hour each time.
  EXPECT_GE(counts.refreshed, phone_count * 26);
  EXPECT_LE(counts.refreshed, phone_count * 32);
}

TEST_F(Registrations, LastForADayWithNoncesThatDoNot) {
  start();
  simulation.run_for(hours(24));
  EXPECT_EQ(bound(), phone_count);
  EXPECT_EQ(counts.expired, 0U);
  EXPECT_GT(counts.refused, 0U) << "each refresh finds its nonce stale";
}

TEST_F(Registrations, AreRefreshedOneByOneAfterTheyBeganTogether) {
  start();
  until_all_are_back();
  const std::size_t before = counts.refreshed;
  std::size_t most = 0;
  for (int minute = 0; minute < 60; ++minute) {
    const std::size_t here = counts.refreshed;
    simulation.run_for(minutes(1));
    most = std::max(most, counts.refreshed - here);
  }
  EXPECT_GE(counts.refreshed - before, phone_count);
  EXPECT_LE(most, phone_count / 4) << "in the fullest of the nine minutes that they may take";
}

TEST_F(Registrations, OfAHerdAreSpreadOverTheWholeOfTheirTime) {
  const std::size_t count = 8 * ua::SendWindowOptions{}.places;
  start({}, {}, count);
  simulation.run_for(minutes(1));
  ASSERT_EQ(in(State::Registered), count);
  for (int hour = 0; hour < 3; ++hour) {
    const std::size_t before = counts.refreshed;
    std::size_t most = 0;
    for (int span = 0; span < 12; ++span) {
      const std::size_t here = counts.refreshed;
      simulation.run_for(minutes(5));
      most = std::max(most, counts.refreshed - here);
    }
    EXPECT_LT(most, (counts.refreshed - before) / 12 * 2) << "in the fullest five minutes of hour " << hour;
  }
}

TEST_F(Registrations, ComeNoMoreAtOnceThanTheWindowHolds) {
  const ua::SendWindowOptions window;
  const std::size_t count = 5 * window.places;
  start({}, {}, count);
  break_pbx({.dead = true});
  simulation.run_for(window.patience - milliseconds(1));
  EXPECT_EQ(switchboard.counters().requests_sent, window.places);
  simulation.run_for(milliseconds(2));
  EXPECT_EQ(switchboard.counters().requests_sent, 2 * window.places);
  break_pbx({});
  simulation.run_for(seconds(5));
  EXPECT_EQ(in(State::Registered), count);
  EXPECT_EQ(switchboard.counters().requests_sent, 2 * count) << "each once, and once with its digest";
}

TEST_F(Registrations, ComeBackAfterThePbxWasDead) {
  start();
  until_all_are_back();
  break_pbx({.dead = true});
  simulation.run_for(hours(2));
  EXPECT_EQ(in(State::Registered), 0U) << "nobody says that it is registered when it is not";
  EXPECT_NE(trouble().find("did not answer"), std::string::npos) << trouble();
  break_pbx({});
  const Duration time = until_all_are_back();
  RecordProperty("recovery_ms", static_cast<int>(time.count() / 1000));
  EXPECT_LE(time, seconds(30 + 32)) << "Reg Retry Intvl and Timer F";
}

TEST_F(Registrations, BearAShortDeathWithoutAWord) {
  start();
  until_all_are_back();
  break_pbx({.dead = true});
  simulation.run_for(minutes(5));
  EXPECT_EQ(in(State::Registered), phone_count);
  break_pbx({});
  simulation.run_for(hours(2));
  EXPECT_EQ(counts.expired, 0U);
}

TEST_F(Registrations, ComeThroughWhenHalfOfAllIsLost) {
  pbx::PbxOptions options;
  start(options);
  break_pbx({.drop_percent = 50});
  const Duration time = until_all_are_back();
  RecordProperty("registered_ms", static_cast<int>(time.count() / 1000));
  EXPECT_LE(time, minutes(2));
  simulation.run_for(hours(24));
  EXPECT_EQ(in(State::Registered), phone_count);
  EXPECT_EQ(bound(), phone_count);
}

TEST_F(Registrations, WaitAsLongAsABusyPbxSays) {
  start();
  break_pbx({.retry_after = 120});
  simulation.run_for(seconds(60));
  EXPECT_EQ(in(State::Failed), phone_count);
  EXPECT_NE(trouble().find("503"), std::string::npos) << trouble();
  break_pbx({});
  simulation.run_for(seconds(50));
  EXPECT_EQ(in(State::Failed), phone_count) << "nobody comes before its time";
  EXPECT_LE(until_all_are_back(), seconds(15));
}

TEST_F(Registrations, EndInWordsWhereEachPasswordIsAskedForAgain) {
  start();
  break_pbx({.registrar = {.endless_challenges = true}});
  simulation.run_for(hours(1));
  EXPECT_EQ(in(State::Registered), 0U);
  EXPECT_FALSE(trouble().empty());
  // Three tries an hour (Reg Retry Long Intvl), each with a few answers at most.
  EXPECT_LE(counts.refused, phone_count * 3 * 5);
  break_pbx({});
  EXPECT_LE(until_all_are_back(), seconds(1200));
}

TEST_F(Registrations, EndInWordsWhereThePbxLies) {
  start();
  for (const pbx::RegistrarFaults& lie :
       {pbx::RegistrarFaults{.expires = 0U}, pbx::RegistrarFaults{.contacts = pbx::ListedContacts::Other}}) {
    break_pbx({.registrar = lie});
    simulation.run_for(hours(2));
    EXPECT_EQ(in(State::Registered), 0U);
    EXPECT_FALSE(trouble().empty());
    break_pbx({});
    EXPECT_LE(until_all_are_back(), seconds(62));
  }
  break_pbx({.registrar = {.expires = 4294967295U}});
  simulation.run_for(hours(24));
  EXPECT_EQ(counts.expired, 0U)
      << "a lifetime of a century is refreshed as often as the one that was asked for";
}

}  // namespace
}  // namespace handset
