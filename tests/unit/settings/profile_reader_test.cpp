#include <gmock/gmock.h>
#include <random>

#include "base/gzip.h"
#include "profile_rig.h"

namespace handset::settings {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

std::string words_of(std::string_view bytes, const ProfileLimits& limits = {}) {
  const auto profile = read_profile(bytes, limits);
  return profile ? "read" : profile.error().log_words();
}

TEST(Profile, SetsWhatItNamesAndLeavesTheRestAlone) {
  const std::vector<Assignment> earlier{{"CTI_Enable", "Yes"}};
  const auto base = Snapshot{}.with(earlier, {Origin::Page, {}});
  ASSERT_TRUE(base);
  const AppliedProfile applied =
      applied_to(*base->snapshot, "<User_ID_1_>101</User_ID_1_><SIP_T1>1</SIP_T1>");
  EXPECT_THAT(told(applied.issues), IsEmpty());
  EXPECT_EQ(text_in(applied, "User_ID_1_"), "101");
  EXPECT_EQ(text_in(applied, "CTI_Enable"), "Yes");
  EXPECT_THAT(tags_of(applied.changed), ElementsAre("SIP_T1", "User_ID_1_"));
  EXPECT_EQ(applied.snapshot->origin(address_of("User_ID_1_")), Origin::Profile);
  EXPECT_EQ(applied.snapshot->set_at(address_of("User_ID_1_")), resync_stamp.at);
}

TEST(Profile, MayHaveANamespaceADeclarationCommentsAndEntities) {
  const Profile profile = profile_of(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- phone 7 -->\n"
      "<flat-profile xmlns=\"http://www.sipura.net/xsd/SPA50x-30x-SIP\">\n"
      "  <Display_Name_1_>M&#252;ller &amp; Co</Display_Name_1_>\n</flat-profile>\n");
  ASSERT_EQ(profile.change.values.size(), 1U);
  EXPECT_EQ(profile.change.values[0].value, "Müller & Co");
  EXPECT_THAT(told(profile_of("<p:flat-profile xmlns:p='x'><p:SIP_T1>1</p:SIP_T1></p:flat-profile>").issues),
              IsEmpty());
}

TEST(Profile, OfAnElementThatIsRepeatedTheLastOneWins) {
  EXPECT_EQ(text_in(applied_to({}, "<SIP_T1>1</SIP_T1><SIP_T1>2</SIP_T1>"), "SIP_T1"), "2");
  const AppliedProfile applied = applied_to({}, "<SIP_T1>wrong</SIP_T1><SIP_T1>2</SIP_T1>");
  EXPECT_THAT(told(applied.issues), IsEmpty());
  EXPECT_EQ(text_in(applied, "SIP_T1"), "2");
}

TEST(Profile, AnEmptyElementClearsTheValue) {
  const AppliedProfile full = applied_to({},
                                         "<User_ID_1_>101</User_ID_1_><CTI_Enable>Yes</CTI_Enable>"
                                         "<Dial_Tone>350@-19;10(*/0/1)</Dial_Tone>");
  const AppliedProfile cleared =
      applied_to(*full.snapshot, "<User_ID_1_/><CTI_Enable> </CTI_Enable><Dial_Tone></Dial_Tone>");
  EXPECT_THAT(told(cleared.issues), IsEmpty());
  EXPECT_EQ(text_in(cleared, "User_ID_1_"), "");
  EXPECT_EQ(text_in(cleared, "Dial_Tone"), "");
  EXPECT_EQ(text_in(cleared, "CTI_Enable"), "No") << "what cannot be blank goes back to its default";
}

TEST(Profile, UnknownElementsAndBadValuesAreToldAndSkipped) {
  const AppliedProfile applied =
      applied_to({},
                 "<Usr_ID_1_>1</Usr_ID_1_><SIP_T1>0</SIP_T1><User_ID_13_>1</User_ID_13_>"
                 "<CTI_Enable>maybe</CTI_Enable><User_ID_1_>101</User_ID_1_>");
  EXPECT_THAT(told(applied.issues),
              ElementsAre("Usr_ID_1_: there is no parameter \"Usr_ID_1_\"; did you mean User_ID_1_?",
                          HasSubstr("extensions count from 1 to 12"),
                          "CTI_Enable: CTI_Enable: \"maybe\" is refused: neither yes nor no; give Yes or No",
                          StartsWith("SIP_T1: SIP_T1: \"0\" is refused: too small")));
  EXPECT_THAT(tags_of(applied.changed), ElementsAre("User_ID_1_"));
}

TEST(Profile, AThousandUnknownElementsAreCounted) {
  std::string inner;
  for (int i = 0; i < 1000; ++i) inner += "<Unheard_" + std::to_string(i) + "/>";
  const AppliedProfile applied = applied_to({}, inner);
  ASSERT_EQ(applied.issues.size(), 101U);
  EXPECT_EQ(applied.issues.back().message, "and 900 more elements that are no parameters");
}

TEST(Profile, AnElementWithElementsInsideIsNoValue) {
  const AppliedProfile applied = applied_to({}, "<User_ID_1_>1<b/></User_ID_1_>");
  EXPECT_THAT(told(applied.issues), ElementsAre(HasSubstr("has elements inside")));
  EXPECT_THAT(applied.changed, IsEmpty());
}

TEST(Profile, StatusValuesAreIgnored) {
  const AppliedProfile applied =
      applied_to({},
                 "<Product_Name "
                 "group=\"Info/Product_Information\">SPA525G2</Product_Name><Current_IP>10.0.0.5</Current_IP>"
                 "<Line_9_Unheard group=\"Info/Line_9_Status\">x</Line_9_Unheard>");
  EXPECT_THAT(told(applied.issues), IsEmpty());
  EXPECT_THAT(applied.changed, IsEmpty());
}

TEST(Profile, GroupsTellTwinsApart) {
  const AppliedProfile applied =
      applied_to({},
                 "<Connection_Type group=\"System/Internet_Connection_Type\">Static IP</Connection_Type>"
                 "<Connection_Type group=\"Info/System_Information\">DHCP</Connection_Type>"
                 "<Domain>example.com</Domain><Domain group=\"Info/System_Information\">else.test</Domain>");
  EXPECT_THAT(told(applied.issues), IsEmpty());
  EXPECT_EQ(text_in(applied, "Connection_Type"), "Static IP");
  EXPECT_EQ(text_in(applied, "Domain"), "example.com");
}

TEST(Profile, ItsUaAttributesAreTheUsersRights) {
  const AppliedProfile applied =
      applied_to({},
                 "<User_ID_1_ ua=\"rw\">101</User_ID_1_><SIP_T1 ua='ro'>.5</SIP_T1>"
                 "<DND_Setting ua='na'>No</DND_Setting><CTI_Enable ua='na'/>");
  EXPECT_THAT(told(applied.issues), IsEmpty());
  EXPECT_EQ(applied.snapshot->right(address_of("User_ID_1_")), UserRight::ReadWrite);
  EXPECT_EQ(applied.snapshot->right(address_of("SIP_T1")), UserRight::ReadOnly);
  EXPECT_EQ(applied.snapshot->right(address_of("DND_Setting")), UserRight::Hidden);
  EXPECT_THAT(tags_of(applied.changed_rights), ElementsAre("SIP_T1", "User_ID_1_", "DND_Setting"));

  const AppliedProfile later = applied_to(*applied.snapshot, "<User_ID_1_>101</User_ID_1_>");
  EXPECT_EQ(later.snapshot->right(address_of("User_ID_1_")), UserRight::Hidden)
      << "without the attribute the factory's right counts";
  EXPECT_EQ(later.snapshot->right(address_of("SIP_T1")), UserRight::ReadOnly);
}

TEST(Profile, AnUnknownRightIsToldAndTheValueTaken) {
  const AppliedProfile applied = applied_to({}, "<User_ID_1_ ua='all'>101</User_ID_1_>");
  EXPECT_THAT(told(applied.issues),
              ElementsAre("User_ID_1_: User_ID_1_ has the attribute ua=\"all\"; it is na, ro or rw"));
  EXPECT_EQ(text_in(applied, "User_ID_1_"), "101");
}

TEST(Profile, TheUserNeverGetsTheAdminsPassword) {
  const AppliedProfile applied = applied_to({}, "<Admin_Passwd ua='rw'/><User_ID_1_>101</User_ID_1_>");
  EXPECT_EQ(applied.snapshot->right(address_of("Admin_Passwd")), UserRight::Hidden);
  EXPECT_THAT(told(applied.issues), ElementsAre(HasSubstr("is fixed")));
  EXPECT_EQ(text_in(applied, "User_ID_1_"), "101");
}

TEST(Profile, AnEmptyOrMaskedSecretIsIgnored) {
  const AppliedProfile first = applied_to({}, "<Password_1_>geheim</Password_1_>");
  EXPECT_EQ(text_in(first, "Password_1_"), "geheim");
  for (const std::string_view same : {"<Password_1_/>", "<Password_1_>********</Password_1_>",
                                      "<Password_1_>*************</Password_1_>"}) {
    const AppliedProfile applied = applied_to(*first.snapshot, same);
    EXPECT_EQ(text_in(applied, "Password_1_"), "geheim");
    EXPECT_THAT(told(applied.issues), IsEmpty());
  }
}

TEST(Profile, PasswordsOfTheWebAreForItsAccounts) {
  const Profile profile = profile_of(
      "<flat-profile><Admin_Passwd>first</Admin_Passwd><Admin_Passwd>last</Admin_Passwd>"
      "<User_Password>****</User_Password><User_ID_1_>1</User_ID_1_></flat-profile>");
  ASSERT_EQ(profile.passwords.size(), 1U);
  EXPECT_EQ(profile.passwords[0].tag, "Admin_Passwd");
  EXPECT_EQ(profile.passwords[0].value, "last");
  ASSERT_EQ(profile.change.values.size(), 1U);
  EXPECT_EQ(profile.change.values[0].tag, "User_ID_1_");
}

TEST(Profile, ARefusedPasswordIsNotRepeated) {
  const Profile profile =
      profile_of("<flat-profile><Admin_Passwd>" + std::string(257, 'x') + "</Admin_Passwd></flat-profile>");
  EXPECT_THAT(profile.passwords, IsEmpty());
  ASSERT_EQ(profile.issues.size(), 1U);
  EXPECT_EQ(profile.issues[0].message.find("xxx"), std::string::npos);
}

TEST(Profile, SettingsThatContradictEachOtherAreDroppedAndTheRestIsApplied) {
  const AppliedProfile applied = applied_to(
      {}, "<RTP_Port_Min>30000</RTP_Port_Min><RTP_Port_Max>20000</RTP_Port_Max><User_ID_1_>101</User_ID_1_>");
  EXPECT_THAT(told(applied.issues),
              ElementsAre(HasSubstr("RTP_Port_Min (30000) is above RTP_Port_Max (20000)")));
  EXPECT_EQ(text_in(applied, "RTP_Port_Min"), "16384");
  EXPECT_EQ(text_in(applied, "RTP_Port_Max"), "16538");
  EXPECT_THAT(tags_of(applied.changed), ElementsAre("User_ID_1_"));
}

TEST(Profile, WhatContradictsAnEarlierValueGivesWayToIt) {
  const AppliedProfile first = applied_to({}, "<SIP_T2>3</SIP_T2>");
  const AppliedProfile applied =
      applied_to(*first.snapshot, "<SIP_T1>3.5</SIP_T1><User_ID_1_>101</User_ID_1_>");
  EXPECT_EQ(applied.issues.size(), 1U);
  EXPECT_EQ(text_in(applied, "SIP_T1"), ".5");
  EXPECT_EQ(text_in(applied, "SIP_T2"), "3");
  EXPECT_EQ(applied.snapshot->origin(address_of("SIP_T2")), Origin::Profile);
  EXPECT_EQ(text_in(applied, "User_ID_1_"), "101");
}

TEST(Profile, StoresBeneathTheCommandLine) {
  const std::vector<Assignment> given{{"User_ID_1_", "7"}};
  const auto locked = Snapshot{}.with(given, {Origin::CommandLine, {}});
  ASSERT_TRUE(locked);
  const AppliedProfile applied = applied_to(*locked->snapshot, "<User_ID_1_>101</User_ID_1_>");
  EXPECT_THAT(told(applied.issues), IsEmpty());
  EXPECT_EQ(text_in(applied, "User_ID_1_"), "7");
  EXPECT_EQ(applied.snapshot->stored_text(address_of("User_ID_1_")), "101");
}

TEST(Profile, MayBePacked) {
  const Profile profile = profile_of(gzip("<flat-profile><User_ID_1_>101</User_ID_1_></flat-profile>"));
  ASSERT_EQ(profile.change.values.size(), 1U);
  EXPECT_EQ(profile.change.values[0].value, "101");
}

TEST(Profile, APackedOneThatGrowsWithoutEndIsRefused) {
  const std::string bomb = gzip("<flat-profile><GPP_A>" + std::string(std::size_t{8} * 1024 * 1024, 'x') +
                                "</GPP_A></flat-profile>");
  ASSERT_LT(bomb.size(), ProfileLimits{}.packed);
  const auto profile = read_profile(bomb);
  ASSERT_FALSE(profile);
  EXPECT_EQ(profile.error().kind, DocumentError::Kind::TooLarge);
}

TEST(Profile, WhatCannotBeReadSaysWhyAndWhere) {
  EXPECT_EQ(words_of(""), "the document is empty");
  EXPECT_EQ(words_of("<flat-profile>\n  <SIP_T1>1</SIP_T2>\n</flat-profile>"),
            "line 2, column 12: the end of \"SIP_T2\" inside of \"SIP_T1\"");
  EXPECT_EQ(words_of("<html><body>404</body></html>"),
            "line 1, column 1: the root element is \"html\"; that of a profile is \"flat-profile\"");
  EXPECT_THAT(words_of("Profile_Rule \"x\" ;"), HasSubstr("text outside of the root element"));
  EXPECT_THAT(words_of("Salted__12345678abcdefgh"), HasSubstr("encrypted"));
  EXPECT_THAT(words_of("\x1f\x8bnonsense"), HasSubstr("damaged"));
  EXPECT_THAT(words_of("<!DOCTYPE a [<!ENTITY b 'c'>]><flat-profile/>"), HasSubstr("DOCTYPE"));
  EXPECT_THAT(words_of("<flat-profile/>", {.packed = 8}), HasSubstr("15 bytes; 8 are the most"));
}

// Damaged profiles are applied in part or refused; the sanitizers watch.
TEST(Profile, SurvivesRandomDamage) {
  const std::string sound =
      "<?xml version=\"1.0\"?>\n<flat-profile><User_ID_1_ ua=\"rw\">101</User_ID_1_><SIP_T1>1</SIP_T1>"
      "<Dial_Plan_1_>(*xx|[2-9]xxxxxx)</Dial_Plan_1_><RTP_Port_Min>16384</RTP_Port_Min>"
      "<Password_1_>geheim</Password_1_><Current_IP group=\"Info/x\">1</Current_IP></flat-profile>\n";
  std::mt19937 random(11);
  for (int round = 0; round < 2000; ++round) {
    std::string damaged = round % 4 == 0 ? gzip(sound) : sound;
    for (auto hits = 1 + random() % 3; hits > 0; --hits)
      damaged[random() % damaged.size()] = static_cast<char>(random() % 256);
    const auto profile = read_profile(damaged);
    if (!profile) {
      EXPECT_FALSE(profile.error().message.empty());
      continue;
    }
    EXPECT_NE(Snapshot{}.with_profile(*profile, resync_stamp).snapshot, nullptr);
  }
}

}  // namespace
}  // namespace handset::settings
