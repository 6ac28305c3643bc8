#include "settings/rights.h"

#include "settings_rig.h"

namespace handset::settings {
namespace {

constexpr WallTime noon{std::chrono::hours(12)};

tl::expected<Applied, Issues> with_right(const Snapshot& base, std::string tag, UserRight right) {
  return base.with({{}, {{std::move(tag), right}}}, {Origin::Profile, noon});
}

TEST(Rights, ComeFromTheFactory) {
  const Snapshot snapshot;
  EXPECT_EQ(snapshot.right(address_of("DND_Setting")), UserRight::ReadWrite);
  EXPECT_EQ(snapshot.right(address_of("CTI_Enable")), UserRight::Hidden);
  EXPECT_EQ(snapshot.right(address_of("Product_Name")), UserRight::ReadOnly);
  EXPECT_TRUE(snapshot.changed_rights().empty());
}

TEST(Rights, OfOneSettingAreNotThoseOfItsNeighbours) {
  const auto changed = with_right(Snapshot{}, "User_ID_2_", UserRight::ReadOnly);
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->snapshot->right(address_of("User_ID_1_")), UserRight::Hidden);
  EXPECT_EQ(changed->snapshot->right(address_of("User_ID_2_")), UserRight::ReadOnly);
  EXPECT_EQ(changed->snapshot->right(address_of("User_ID_3_")), UserRight::Hidden);
  EXPECT_TRUE(changed->changed.empty());
  EXPECT_EQ(tags_of(changed->changed_rights), (std::vector<std::string>{"User_ID_2_"}));
}

TEST(Rights, StayWhenValuesChange) {
  const auto right = with_right(Snapshot{}, "DND_Setting", UserRight::Hidden);
  ASSERT_TRUE(right);
  const std::vector<Assignment> more{{"DND_Setting", "Yes"}};
  const auto changed = right->snapshot->with(more, {Origin::Page, noon});
  ASSERT_TRUE(changed);
  EXPECT_EQ(changed->snapshot->right(address_of("DND_Setting")), UserRight::Hidden);
  EXPECT_TRUE(changed->changed_rights.empty());
}

TEST(Rights, ThatEqualTheFactorysTakeNoRoom) {
  const auto same = with_right(Snapshot{}, "DND_Setting", UserRight::ReadWrite);
  ASSERT_TRUE(same);
  EXPECT_EQ(same->snapshot->memory(), Snapshot{}.memory());
  const auto there = with_right(Snapshot{}, "DND_Setting", UserRight::ReadOnly);
  ASSERT_TRUE(there);
  const auto back = with_right(*there->snapshot, "DND_Setting", UserRight::ReadWrite);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->snapshot->memory(), Snapshot{}.memory());
}

TEST(Rights, OfTheAdminsPasswordAreFixed) {
  EXPECT_TRUE(with_right(Snapshot{}, "Admin_Passwd", UserRight::Hidden));
  const auto refused = with_right(Snapshot{}, "Admin_Passwd", UserRight::ReadWrite);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().front().tag, "Admin_Passwd");
  EXPECT_FALSE(with_right(Snapshot{}, "Product_Name", UserRight::ReadWrite));
}

TEST(Rights, HaveTheNamesOfTheProfile) {
  for (const UserRight right : {UserRight::Hidden, UserRight::ReadOnly, UserRight::ReadWrite})
    EXPECT_EQ(right_from_name(right_name(right)), right);
  EXPECT_EQ(right_name(UserRight::ReadOnly), "ro");
  EXPECT_EQ(right_from_name("RW"), std::nullopt);
}

}  // namespace
}  // namespace handset::settings
