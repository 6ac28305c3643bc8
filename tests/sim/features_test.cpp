// A phone with its settings and the lab's PBX, in virtual time: do-not-disturb and forwarding are the same at
// both ends, whoever changes them, and what one tells the other goes round no circles.
#include <cstdint>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

#include "pbx/pbx.h"
#include "phone/feature_settings.h"
#include "phone/line_features.h"
#include "phone/station.h"
#include "sim/simulation.h"

namespace handset {
namespace {

using ua::Forwarding;
using ua::ForwardWhen;

class Features : public testing::Test {
 protected:
  Features() {
    pbx::PbxOptions options;
    options.registrar.accounts = {{"101", "secret"}};
    pbx = std::make_unique<pbx::Pbx>(pbx_host.world(), options);
    EXPECT_TRUE(pbx->listen(pbx_host.at(5060)));
    EXPECT_TRUE(switchboard.listen(phone_host.at(5060)));
    phone::StationOptions desk;
    desk.sip = phone_host.at(5060);
    station = std::make_unique<phone::Station>(phone_host.world(), switchboard, desk,
                                               with({{"User_ID_1_", "101"},
                                                     {"Password_1_", "secret"},
                                                     {"Proxy_1_", "192.0.2.2"},
                                                     {"Feature_Key_Sync_1_", "Yes"}}));
    simulation.run_for(seconds(10));
  }

  [[nodiscard]] settings::SnapshotPtr with(const std::vector<settings::Assignment>& values) const {
    const settings::SnapshotPtr before =
        station ? station->settings() : std::make_shared<const settings::Snapshot>();
    return before->with(values, {settings::Origin::Api, WallTime{}}).value().snapshot;
  }
  // Somebody at the phone.
  void set(const std::vector<settings::Assignment>& values) { station->apply(with(values)); }
  // Somebody at the PBX.
  void tell(const ua::FeatureState& news) {
    auto state = pbx->notifier().state_of(aor());
    state.features.take(news);
    pbx->notifier().set_state(aor(), state);
  }
  [[nodiscard]] pbx::BindingTable::Aor aor() const { return *pbx->registrar().find_user("101"); }
  [[nodiscard]] const ua::FeatureState& at_the_pbx() const {
    return pbx->notifier().state_of(aor()).features;
  }
  [[nodiscard]] const phone::LineFeatures* at_the_line() const {
    return station->phone().lines().front().features();
  }
  // The same everywhere.
  void expect_in_step(Duration within = seconds(2)) {
    simulation.run_for(within);
    ASSERT_NE(at_the_line(), nullptr);
    EXPECT_EQ(at_the_line()->trouble, "");
    EXPECT_EQ(phone::feature_list(at_the_line()->told), phone::feature_list(at_the_pbx()));
    EXPECT_EQ(phone::feature_list(phone::features_from(*station->settings())),
              phone::feature_list(at_the_pbx()));
  }

  sim::Simulation simulation{53};
  sim::Host& phone_host = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
  sim::Host& pbx_host = simulation.host("pbx", IpAddress::v4(192, 0, 2, 2));
  std::unique_ptr<pbx::Pbx> pbx;
  phone::Switchboard switchboard{phone_host.world()};
  std::unique_ptr<phone::Station> station;
};

TEST_F(Features, AreTheSameWhoeverChangesThem) {
  expect_in_step();
  set({{"DND_Setting", "Yes"}});
  expect_in_step();
  EXPECT_EQ(at_the_pbx().do_not_disturb, true);
  EXPECT_EQ(station->phone().screen().rows.front().right, "DND");

  ua::FeatureState news{.do_not_disturb = false};
  news.forward(ForwardWhen::NoAnswer) = Forwarding{true, "106", 4};
  tell(news);
  expect_in_step();
  EXPECT_EQ(station->settings()->cfwd_no_ans_dest(), "106");

  set({{"Cfwd_All_Dest", "105"}, {"Cfwd_No_Ans_Dest", ""}});
  expect_in_step();
  EXPECT_EQ(at_the_pbx().forward(ForwardWhen::Always), (Forwarding{true, "105", 0}));
  EXPECT_EQ(at_the_pbx().forward(ForwardWhen::NoAnswer)->active, false);
}

TEST_F(Features, ThatBothEndsChangeAtOnceEndUpTheSame) {
  for (unsigned round = 0; round < 20; ++round) {
    set({{"DND_Setting", round % 2 == 0 ? "Yes" : "No"}, {"Cfwd_All_Dest", std::to_string(round)}});
    simulation.run_for(milliseconds(round * 7));
    ua::FeatureState news{.do_not_disturb = round % 3 == 0};
    news.forward(ForwardWhen::Busy) = Forwarding{round % 2 == 0, std::to_string(round), 0};
    tell(news);
    expect_in_step(seconds(5));
  }
}

TEST_F(Features, SurviveAPBXThatForgets) {
  pbx->notifier().forget_all();
  set({{"DND_Setting", "Yes"}});
  expect_in_step(seconds(30));
  EXPECT_EQ(at_the_pbx().do_not_disturb, true);
  pbx->notifier().end_all("deactivated");
  tell({.do_not_disturb = false});
  expect_in_step(seconds(30));
  EXPECT_FALSE(station->settings()->dnd_setting());
}

TEST_F(Features, ThatNobodyChangesAreToldWithEachRefreshAlone) {
  tell({.do_not_disturb = true});
  expect_in_step();
  const std::uint64_t before = switchboard.traffic().messages_sent;
  simulation.run_for(hours(10));
  expect_in_step();
  // An hour's REGISTERs and SUBSCRIBEs, with their challenges, and answers to NOTIFYs.
  EXPECT_LE(switchboard.traffic().messages_sent - before, 200U);
}

}  // namespace
}  // namespace handset
