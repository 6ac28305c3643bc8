#include "settings_rig.h"

namespace handset::settings {
namespace {

TEST(Tag, OfThePhoneHasNoIndex) {
  const Address address = address_of("CTI_Enable");
  EXPECT_EQ(rows()[address.row].label, "CTI Enable");
  EXPECT_EQ(address.index, 0);
  EXPECT_EQ(tag_of(address), "CTI_Enable");
}

TEST(Tag, OfAnExtensionNamesRowAndIndex) {
  const Address first = address_of("User_ID_1_");
  const Address last = address_of("User_ID_12_");
  EXPECT_EQ(rows()[first.row].tag, "User_ID_<n>_");
  EXPECT_EQ(first.row, last.row);
  EXPECT_EQ(first.index, 1);
  EXPECT_EQ(last.index, 12);
}

TEST(Tag, DigitsOfTheNameAreNoIndex) {
  EXPECT_EQ(address_of("Speed_Dial_2").index, 0);
  EXPECT_EQ(address_of("Ring12").index, 0);
  EXPECT_EQ(address_of("G726-16_Enable_3_").index, 3);
  EXPECT_EQ(address_of("Ntfy_Refer_On_1xx-To-Inv_2_").index, 2);
}

TEST(Tag, OddShapesAreFound) {
  EXPECT_EQ(address_of("Default_Ring__4__").index, 4);
  EXPECT_EQ(address_of("Log_Missed_Calls_for_EXT_5").index, 5);
  EXPECT_EQ(address_of("Unit_2_Enable").index, 2);
  EXPECT_EQ(address_of("LDAP_item_4_Filter").index, 0);
}

TEST(Tag, OfAConsoleKeyNamesUnitAndKey) {
  EXPECT_EQ(address_of("Unit_1_Key_1").index, 1);
  EXPECT_EQ(address_of("Unit_1_Key_32").index, 32);
  EXPECT_EQ(address_of("Unit_2_Key_1").index, 33);
  EXPECT_EQ(address_of("Unit_2_Key_32").index, 64);
}

TEST(Tag, EverySettingIsFoundByItsTag) {
  for (RowId id = 0; id < rows().size(); ++id) {
    if (!rows()[id].settable()) continue;
    const bool once = rows()[id].scope == Scope::Phone;
    for (unsigned index = once ? 0 : 1; index <= (once ? 0 : rows()[id].instances()); ++index) {
      const Address address{id, static_cast<std::uint8_t>(index)};
      EXPECT_EQ(find_tag(tag_of(address)), address) << tag_of(address);
    }
  }
}

TEST(Tag, AnIndexBeyondTheLastIsNone) {
  EXPECT_FALSE(find_tag("User_ID_0_"));
  EXPECT_FALSE(find_tag("User_ID_13_"));
  EXPECT_FALSE(find_tag("User_ID_01_"));
  EXPECT_FALSE(find_tag("User_ID_257_"));
  EXPECT_FALSE(find_tag("Unit_3_Enable"));
  EXPECT_FALSE(find_tag("Unit_1_Key_33"));
  EXPECT_FALSE(find_tag("Unit_1_Key_0"));
}

TEST(Tag, CaseCounts) {
  EXPECT_FALSE(find_tag("cti_enable"));
}

TEST(Tag, WithoutItsIndexOrWithTheMarkIsNone) {
  EXPECT_FALSE(find_tag("User_ID_<n>_"));
  EXPECT_FALSE(find_tag("User_ID__"));
  EXPECT_FALSE(find_tag(""));
  EXPECT_FALSE(find_tag(std::string(10'000, '1')));
}

TEST(Tag, ASharedTagMeansTheSetting) {
  EXPECT_EQ(row_of("Connection_Type").tab, "System");
  EXPECT_EQ(row_of("Domain").tab, "System");
}

TEST(Tag, AStatusValueIsFound) {
  EXPECT_EQ(row_of("Product_Name").access, Access::ReadOnly);
  EXPECT_EQ(row_of("Registration_State").access, Access::ReadOnly);
}

TEST(NearTags, ForgetfulPunctuationAndCaseFindOneTag) {
  using Tags = std::vector<std::string>;
  EXPECT_EQ(near_tags("cti_enable"), Tags{"CTI_Enable"});
  EXPECT_EQ(near_tags("UserID1"), Tags{"User_ID_1_"});
  EXPECT_EQ(near_tags("User ID 2"), Tags{"User_ID_2_"});
  EXPECT_EQ(near_tags("User_ID_1"), Tags{"User_ID_1_"});
  EXPECT_EQ(near_tags("Resync_At_HHmm_"), Tags{"Resync_At__HHmm_"});
  EXPECT_EQ(near_tags("Unit_2_Key7"), Tags{"Unit_2_Key_7"});
}

TEST(NearTags, ASlipOfTheKeysIsForgiven) {
  EXPECT_EQ(near_tags("Pasword_3_").front(), "Password_3_");
  EXPECT_EQ(near_tags("Porxy_1_").front(), "Proxy_1_");
  EXPECT_EQ(near_tags("Admin_Password").front(), "Admin_Passwd");
}

TEST(NearTags, AtMostThreeAreOffered) {
  EXPECT_LE(near_tags("Speed_Dial_1").size(), 3U);
  EXPECT_FALSE(near_tags("Speed_Dial_1").empty());
}

TEST(NearTags, NothingIsNearToNonsense) {
  EXPECT_TRUE(near_tags("Flux_Compensator").empty());
  EXPECT_TRUE(near_tags(std::string(100'000, 'x')).empty());
}

TEST(Assignment, IsTagAndValue) {
  const auto assignment = parse_assignment("User_ID_1_=101");
  ASSERT_TRUE(assignment);
  EXPECT_EQ(assignment->tag, "User_ID_1_");
  EXPECT_EQ(assignment->value, "101");
}

TEST(Assignment, TheValueIsAllBehindTheFirstSign) {
  const auto assignment = parse_assignment("Password_1_= a=b ");
  ASSERT_TRUE(assignment);
  EXPECT_EQ(assignment->value, " a=b ");
  EXPECT_EQ(parse_assignment("Proxy_1_=")->value, "");
}

TEST(Assignment, AMistypedTagIsToldWithItsNeighbour) {
  const auto assignment = parse_assignment("Pasword_1_=secret");
  ASSERT_FALSE(assignment);
  EXPECT_EQ(assignment.error().tag, "Pasword_1_");
  EXPECT_EQ(assignment.error().message, "there is no parameter \"Pasword_1_\"; did you mean Password_1_?");
}

TEST(Assignment, AnIndexBeyondTheLastIsToldAsSuch) {
  EXPECT_EQ(parse_assignment("User_ID_13_=1").error().message,
            "there is no parameter \"User_ID_13_\": extensions count from 1 to 12");
  EXPECT_EQ(parse_assignment("Unit_1_Key_40=1").error().message,
            "there is no parameter \"Unit_1_Key_40\": units count from 1 to 2, their keys from 1 to 32");
}

TEST(Assignment, AStatusValueCannotBeSet) {
  EXPECT_EQ(parse_assignment("Product_Name=x").error().message,
            "Product_Name shows the status of the phone and cannot be set");
}

TEST(Assignment, WithoutASignIsNone) {
  EXPECT_EQ(parse_assignment("CTI_Enable").error().message, "a setting is given as TAG=VALUE");
  EXPECT_EQ(parse_assignment("=x").error().message, "a setting is given as TAG=VALUE");
  EXPECT_FALSE(parse_assignment(""));
}

}  // namespace
}  // namespace handset::settings
