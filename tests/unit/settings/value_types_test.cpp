#include "settings/row_words.h"
#include "settings_rig.h"

namespace handset::settings {
namespace {

TEST(ValueTypes, YesAndNoInAnySpelling) {
  for (const std::string_view yes : {"Yes", "yes", "YES", " yes ", "1"})
    EXPECT_EQ(kept("CTI_Enable", yes), "Yes") << yes;
  for (const std::string_view no : {"No", "no", "0"}) EXPECT_EQ(kept("CTI_Enable", no), "No") << no;
  for (const std::string_view wrong : {"", "true", "y", "2", "Yes No"})
    EXPECT_FALSE(accepts("CTI_Enable", wrong)) << wrong;
}

TEST(ValueTypes, ANumberKeepsToItsRange) {
  EXPECT_EQ(kept("Max_Forward", "1"), "1");
  EXPECT_EQ(kept("Max_Forward", "255"), "255");
  EXPECT_EQ(kept("Max_Forward", " 070 "), "70");
  for (const std::string_view wrong : {"0", "256", "-1", "7.5", "0x10", "7 0", "", "99999999999999999999"})
    EXPECT_FALSE(accepts("Max_Forward", wrong)) << wrong;
}

TEST(ValueTypes, OneNumberBesideTheRange) {
  EXPECT_TRUE(accepts("G726r32_Dynamic_Payload", "2"));
  EXPECT_TRUE(accepts("G726r32_Dynamic_Payload", "96"));
  EXPECT_FALSE(accepts("G726r32_Dynamic_Payload", "3"));
  EXPECT_FALSE(accepts("G726r32_Dynamic_Payload", ""));
}

TEST(ValueTypes, BlankWhereItMeansSomething) {
  EXPECT_EQ(kept("INFOREQ_Dynamic_Payload", ""), "");
  EXPECT_EQ(kept("EXT_SIP_Port_1_", "  "), "");
  EXPECT_EQ(kept("Reg_Retry_Intvl_Cap", ""), "");
}

TEST(ValueTypes, NegativeNumbersWhereTheyMakeSense) {
  EXPECT_EQ(kept("DTMF_Playback_Level", "-16"), "-16");
  EXPECT_EQ(kept("DTMF_Playback_Level", "0"), "0");
  EXPECT_EQ(kept("DTMF_Playback_Level", "-0"), "0");
  EXPECT_FALSE(accepts("DTMF_Playback_Level", "-100"));
  EXPECT_FALSE(accepts("DTMF_Playback_Level", "1"));
}

TEST(ValueTypes, SecondsHaveFractions) {
  EXPECT_EQ(kept("SIP_T1", ".5"), "0.5");
  EXPECT_EQ(kept("SIP_T1", "0.500"), "0.5");
  EXPECT_EQ(kept("SIP_T1", "64"), "64");
  EXPECT_EQ(kept("Call_Back_Delay", "65.535"), "65.535");
  for (const std::string_view wrong : {".", "", "1.2.3", "1e3", "-1", "0.0000001", "64.001", "1,5", "half"})
    EXPECT_FALSE(accepts("SIP_T1", wrong)) << wrong;
}

TEST(ValueTypes, ATimerThatMustRunIsNotZero) {
  for (const std::string_view tag : {"SIP_T1", "SIP_T2", "SIP_Timer_B", "SIP_Timer_F"})
    EXPECT_FALSE(accepts(tag, "0")) << tag;
  for (const std::string_view tag : {"SIP_T4", "SIP_Timer_D", "SIP_Timer_H", "SIP_Timer_J"})
    EXPECT_TRUE(accepts(tag, "0")) << tag;
}

TEST(ValueTypes, StepsAreKept) {
  EXPECT_TRUE(accepts("RTP_Packet_Size", "0.02"));
  EXPECT_EQ(kept("RTP_Packet_Size", "0.030"), "0.03");
  EXPECT_FALSE(accepts("RTP_Packet_Size", "0.025"));
  EXPECT_FALSE(accepts("RTP_Packet_Size", "0.17"));
}

TEST(ValueTypes, PortsAreNeverZero) {
  EXPECT_TRUE(accepts("SIP_Port_1_", "1"));
  EXPECT_TRUE(accepts("SIP_Port_1_", "65535"));
  for (const std::string_view wrong : {"0", "65536", "", "sip"})
    EXPECT_FALSE(accepts("SIP_Port_1_", wrong)) << wrong;
}

TEST(ValueTypes, MembersInTheirOwnCase) {
  EXPECT_EQ(kept("SIP_Transport_1_", "tls"), "TLS");
  EXPECT_EQ(kept("Debug_Level", "3"), "3");
  EXPECT_EQ(kept("SIP_Debug_Option_1_", "full excl. OPT|NTFY|REG"), "full excl. OPT|NTFY|REG");
  EXPECT_EQ(kept("DNS_Server_Order", "dhcp,manual"), "DHCP,Manual");
  EXPECT_EQ(kept("Select_Logo", ""), "");
  for (const std::string_view wrong : {"SCTP", "", "UD"})
    EXPECT_FALSE(accepts("SIP_Transport_1_", wrong)) << wrong;
}

TEST(ValueTypes, ASetKeepsTheOrderOfPreference) {
  EXPECT_EQ(kept("Digest_Algorithms", "sha-256 , md5"), "SHA-256,MD5");
  EXPECT_EQ(kept("Digest_Algorithms", "MD5"), "MD5");
  for (const std::string_view wrong : {"", ",", "SHA-1", "MD5,MD5", "MD5;SHA-256"})
    EXPECT_FALSE(accepts("Digest_Algorithms", wrong)) << wrong;
}

TEST(ValueTypes, ListsOfNumbers) {
  EXPECT_EQ(kept("DHCP_Option_To_Use", "66, 160,159"), "66,160,159");
  EXPECT_FALSE(accepts("DHCP_Option_To_Use", "66,300"));
  EXPECT_FALSE(accepts("DHCP_Option_To_Use", "66,tftp"));
}

TEST(ValueTypes, StatusCodesWithAnyDigits) {
  EXPECT_EQ(kept("Retry_Reg_RSC", "5??, 403"), "5??,403");
  EXPECT_EQ(kept("SIT1_RSC", ""), "");
  EXPECT_EQ(kept("Try_Backup_RSC", "5??,bt"), "5??,BT");
  for (const std::string_view wrong : {"5xx", "99", "700", "4033", "BT", "403 404", "???,403,403"})
    EXPECT_FALSE(accepts("Retry_Reg_RSC", wrong)) << wrong;
}

TEST(ValueTypes, ABytesHexadecimalForm) {
  EXPECT_EQ(kept("SIP_TOS_DiffServ_Value_1_", "0xB8"), "0xb8");
  EXPECT_EQ(kept("SIP_TOS_DiffServ_Value_1_", "0x8"), "0x08");
  for (const std::string_view wrong : {"", "68", "0x", "0x100", "0xgg"})
    EXPECT_FALSE(accepts("SIP_TOS_DiffServ_Value_1_", wrong)) << wrong;
}

TEST(ValueTypes, TextIsOneLineOfUtf8) {
  EXPECT_EQ(kept("Display_Name_1_", "  Zo\xc3\xab's desk "), "Zo\xc3\xab's desk");
  EXPECT_EQ(kept("Display_Name_1_", ""), "");
  for (const std::string_view wrong : {"a\nb", "a\r\nVia: x", "a\tb", "a\x7f", "\xff\xfe"})
    EXPECT_FALSE(accepts("Display_Name_1_", wrong)) << wrong;
  EXPECT_FALSE(accepts("Display_Name_1_", std::string_view("a\0b", 3)));
}

TEST(ValueTypes, NoValueIsLongerThanFourKilobytes) {
  EXPECT_TRUE(accepts("GPP_A", std::string(max_value_length, 'a')));
  EXPECT_FALSE(accepts("GPP_A", std::string(max_value_length + 1, 'a')));
  EXPECT_FALSE(accepts("Referral_Services_Codes", "*" + std::string(79, '1')));
  EXPECT_TRUE(accepts("Referral_Services_Codes", "*" + std::string(78, '1')));
}

TEST(ValueTypes, ASecretIsKeptLetterForLetter) {
  EXPECT_EQ(kept("Password_1_", " p\xc3\xa4ss\"word$ "), " p\xc3\xa4ss\"word$ ");
  EXPECT_EQ(kept("Password_1_", ""), "");
  EXPECT_FALSE(accepts("Password_1_", "a\nb"));
}

TEST(ValueTypes, Base64) {
  EXPECT_TRUE(accepts("Mini_Certificate_1_", "aGFuZHNldA=="));
  EXPECT_FALSE(accepts("Mini_Certificate_1_", "aGFuZHNldA"));
}

TEST(Refusal, NamesTheValueTheFaultAndWhatIsRight) {
  EXPECT_EQ(said_of("Max_Forward", "300"), "\"300\" is refused: too large; give a number from 1 to 255");
  EXPECT_EQ(said_of("SIP_T1", "0"), "\"0\" is refused: too small; give seconds from 0.001 to 64");
  EXPECT_EQ(said_of("SIP_Transport_1_", "SCTP"),
            "\"SCTP\" is refused: not one of them; give one of UDP, TCP, TLS, AUTO");
  EXPECT_EQ(said_of("CTI_Enable", ""), "\"\" is refused: nothing is given; give Yes or No");
  EXPECT_EQ(said_of("G726r32_Dynamic_Payload", "5"),
            "\"5\" is refused: too small; give a number from 96 to 127, or 2");
}

TEST(Refusal, SaysWhereAScriptGoesWrong) {
  EXPECT_EQ(said_of("Cadence_1", "60(2-4)"),
            "\"60(2-4)\" is refused: a / stands between the times on and off (at letter 5); "
            "give a cadence such as 60(2/4) or 60(.4/.2,.3/.2,.8/4), or nothing");
}

TEST(Refusal, NeverShowsASecret) {
  const std::string message = said_of("Password_1_", "topsecret\n");
  EXPECT_EQ(message.find("topsecret"), std::string::npos);
  EXPECT_EQ(message, "the value is refused: a control character; give a secret, without control characters");
}

TEST(Refusal, ShortensALongValue) {
  const std::string message = said_of("Max_Forward", std::string(5'000, '9'));
  EXPECT_LT(message.size(), 200U);
  EXPECT_NE(message.find("999...\""), std::string::npos);
}

TEST(Expectation, QuotesMembersWithCommas) {
  EXPECT_EQ(expectation(row_of("DNS_Server_Order")), "one of Manual, \"Manual,DHCP\", \"DHCP,Manual\"");
  EXPECT_EQ(expectation(row_of("RTP_Packet_Size")), "seconds from 0.01 to 0.16 in steps of 0.01");
  EXPECT_EQ(expectation(row_of("EXT_SIP_Port_1_")), "a port from 1 to 65535, or nothing");
}

TEST(Expectation, EveryTypeHasItsNameOnce) {
  for (std::size_t i = 0; i <= static_cast<std::size_t>(Type::DaylightRule); ++i) {
    const Type type = static_cast<Type>(i);
    EXPECT_EQ(type_from_name(type_name(type)), type);
  }
  EXPECT_FALSE(type_from_name("float"));
}

}  // namespace
}  // namespace handset::settings
