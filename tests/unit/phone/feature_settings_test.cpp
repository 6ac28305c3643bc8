// Do-not-disturb and forwarding as the phone's own settings say it, and as servers do.
#include "phone/feature_settings.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace handset::phone {
namespace {

using ua::FeatureState;
using ua::Forwarding;
using ua::ForwardWhen;

struct FeaturesOfSettings : ::testing::Test {
  void set(std::vector<settings::Assignment> values) {
    auto applied = settings->with(values, {});
    ASSERT_TRUE(applied);
    settings = applied->snapshot;
  }
  [[nodiscard]] FeatureState features() const { return features_from(*settings); }
  // "DND_Setting=Yes Cfwd_All_Dest=105": what follows; it is stored.
  std::string follow(const FeatureState& told) {
    const auto values = kept.follow(told, *settings);
    std::string out;
    for (const auto& [tag, value] : values) out += (out.empty() ? "" : " ") + tag + "=" + value;
    set(values);
    sent_back = kept.take(features());
    kept.followed();
    return out;
  }
  static FeatureState forward(ForwardWhen when, const Forwarding& it) {
    FeatureState out;
    out.forward(when) = it;
    return out;
  }

  settings::SnapshotPtr settings = std::make_shared<const settings::Snapshot>();
  FeatureSettings kept{features()};
  FeatureState sent_back;  // of what was followed
};

TEST_F(FeaturesOfSettings, DND_Setting_is_do_not_disturb) {
  EXPECT_EQ(features().do_not_disturb, false);
  set({{"DND_Setting", "Yes"}});
  EXPECT_EQ(features().do_not_disturb, true);
}

TEST_F(FeaturesOfSettings, Cfwd_All_Dest_and_Cfwd_Busy_Dest_are_on_unless_they_are_blank) {
  EXPECT_EQ(features().forward(ForwardWhen::Always), Forwarding{});
  EXPECT_EQ(features().forward(ForwardWhen::Busy), Forwarding{});
  set({{"Cfwd_All_Dest", " 105 "}, {"Cfwd_Busy_Dest", "voicemail"}});
  EXPECT_EQ(features().forward(ForwardWhen::Always), (Forwarding{true, "105", 0}));
  EXPECT_EQ(features().forward(ForwardWhen::Busy), (Forwarding{true, "voicemail", 0}));
}

TEST_F(FeaturesOfSettings, Cfwd_No_Ans_Delay_of_Cfwd_No_Ans_Dest_is_counted_in_rings_of_6_s) {
  EXPECT_EQ(features().forward(ForwardWhen::NoAnswer), Forwarding{});
  set({{"Cfwd_No_Ans_Dest", "106"}});
  EXPECT_EQ(features().forward(ForwardWhen::NoAnswer), (Forwarding{true, "106", 3})) << "20 s";
  for (const auto& [delay, rings] : {std::pair{"0", 1U}, {"8", 1U}, {"9", 2U}, {"60", 10U}, {"3000", 100U}}) {
    set({{"Cfwd_No_Ans_Delay", delay}});
    EXPECT_EQ(features().forward(ForwardWhen::NoAnswer)->rings, rings) << delay;
  }
}

TEST_F(FeaturesOfSettings, Cfwd_Setting_switches_all_forwarding) {
  set({{"Cfwd_All_Dest", "105"}, {"Cfwd_Busy_Dest", "105"}, {"Cfwd_No_Ans_Dest", "105"}});
  set({{"Cfwd_Setting", "No"}});
  for (const auto& one : features().forwards) EXPECT_EQ(one, Forwarding{});
}

TEST_F(FeaturesOfSettings, FollowTheServer) {
  EXPECT_EQ(follow({.do_not_disturb = true}), "DND_Setting=Yes");
  EXPECT_TRUE(sent_back.empty());
  EXPECT_EQ(follow({.do_not_disturb = true}), "");
  EXPECT_EQ(follow(forward(ForwardWhen::Always, {true, "105", 0})), "Cfwd_All_Dest=105");
  EXPECT_EQ(follow(forward(ForwardWhen::Always, {true, "105", 0})), "");
  EXPECT_EQ(follow(forward(ForwardWhen::NoAnswer, {true, "106", 4})),
            "Cfwd_No_Ans_Dest=106 Cfwd_No_Ans_Delay=24");
  EXPECT_TRUE(sent_back.empty());
  EXPECT_EQ(follow(forward(ForwardWhen::NoAnswer, {true, "107", 0})), "Cfwd_No_Ans_Dest=107");
  EXPECT_EQ(follow(forward(ForwardWhen::NoAnswer, {false, "107", 4})), "Cfwd_No_Ans_Dest=");
  EXPECT_EQ(follow(forward(ForwardWhen::Always, {true, "", 0})), "") << "to where is not told";
  EXPECT_EQ(features().forward(ForwardWhen::Always), (Forwarding{true, "105", 0}));
  EXPECT_EQ(follow({}), "") << "what is not told stays";
  EXPECT_TRUE(sent_back.empty());
}

TEST_F(FeaturesOfSettings, ThatAreSwitchedOffAreSwitchedOnForWhatTheServerForwardsAlone) {
  set({{"Cfwd_Setting", "No"}, {"Cfwd_Busy_Dest", "108"}});
  EXPECT_TRUE(kept.take(features()).empty()) << "nothing was forwarded before";
  EXPECT_EQ(follow(forward(ForwardWhen::Always, {true, "105", 0})),
            "Cfwd_All_Dest=105 Cfwd_Setting=Yes Cfwd_Busy_Dest= Cfwd_No_Ans_Dest=");
  EXPECT_TRUE(sent_back.empty());
}

TEST_F(FeaturesOfSettings, GoToTheServerWhenPeopleChangeThem) {
  set({{"DND_Setting", "Yes"}, {"Cfwd_Busy_Dest", "105"}});
  FeatureState changed{.do_not_disturb = true};
  changed.forward(ForwardWhen::Busy) = Forwarding{true, "105", 0};
  EXPECT_EQ(kept.take(features()), changed);
  EXPECT_TRUE(kept.take(features()).empty()) << "once";
}

TEST_F(FeaturesOfSettings, OfWhichOneFollowsTheServerGoThereForTheOthers) {
  EXPECT_FALSE(kept.follow({.do_not_disturb = true}, *settings).empty());
  EXPECT_TRUE(kept.follow({.do_not_disturb = false}, *settings).empty()) << "one thing after the other";
  set({{"DND_Setting", "Yes"}, {"Cfwd_All_Dest", "105"}});
  EXPECT_EQ(kept.take(features()), forward(ForwardWhen::Always, {true, "105", 0}));
  kept.followed();
  EXPECT_EQ(follow({.do_not_disturb = false}), "DND_Setting=No");
}

}  // namespace
}  // namespace handset::phone
