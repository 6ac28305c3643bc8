// What is said to people about their documents.
#include "lab/document_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace handset::lab {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

DocumentFindings check(std::string_view body, xml::Profile profile = xml::Profile::Spa) {
  return check_document("text/xml", body, profile);
}

TEST(DocumentCheck, ASoundDocumentHasNoRemarks) {
  const auto findings = check("<CiscoIPPhoneText><Title>Lobby</Title><Text>Hello</Text></CiscoIPPhoneText>");
  EXPECT_TRUE(findings.strict_takes_it);
  EXPECT_TRUE(findings.friendly_takes_it);
  EXPECT_THAT(findings.remarks, IsEmpty());
  EXPECT_EQ(findings.verdict, "A strict phone takes it as it is.");
}

TEST(DocumentCheck, WhatAStrictPhoneRefusesHasItsPlaceAndTheErrorOfThePhone) {
  const auto findings = check("<CiscoIPPhoneText>\n  <Beep/>\n  <Text>Hello</Text>\n</CiscoIPPhoneText>");
  EXPECT_FALSE(findings.strict_takes_it);
  EXPECT_TRUE(findings.friendly_takes_it);
  EXPECT_THAT(findings.remarks, ElementsAre(HasSubstr("line 2, column 3")));
  EXPECT_EQ(findings.verdict,
            "A strict phone refuses it (XML Error [4]); a friendly one makes the best of it.");
}

TEST(DocumentCheck, WhatNobodyReadsIsSaidOnceWithItsPlace) {
  const auto findings = check("<CiscoIPPhoneText>\n<Text>Hello</Txet></CiscoIPPhoneText>");
  EXPECT_FALSE(findings.strict_takes_it);
  EXPECT_FALSE(findings.friendly_takes_it);
  EXPECT_THAT(findings.remarks, ElementsAre(HasSubstr("line 2")));
  EXPECT_THAT(findings.verdict, HasSubstr("Every phone of the profile SPA refuses it (XML Error ["));
}

TEST(DocumentCheck, TheFamilyCounts) {
  constexpr std::string_view menu =
      "<CiscoIPPhoneGraphicFileMenu><URL>http://a.example/</URL></CiscoIPPhoneGraphicFileMenu>";
  EXPECT_TRUE(check(menu).friendly_takes_it);
  const auto findings = check(menu, xml::Profile::Mpp);
  EXPECT_FALSE(findings.friendly_takes_it);
  EXPECT_EQ(findings.verdict, "Every phone of the profile MPP refuses it (XML Error [5]).");
}

TEST(DocumentCheck, TheContentTypeCounts) {
  constexpr std::string_view page = "<html><p>Hello</p></html>";
  EXPECT_TRUE(check_document("text/html", page, xml::Profile::Spa).strict_takes_it);
  EXPECT_FALSE(check(page).strict_takes_it);
}

}  // namespace
}  // namespace handset::lab
