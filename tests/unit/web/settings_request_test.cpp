#include "web/settings_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/form_body.h"
#include "web/json_keys.h"

namespace handset::web {
namespace {

using ::testing::HasSubstr;

TEST(FormBody, NamesAndValuesAreDecoded) {
  EXPECT_EQ(*read_form("a=1&b+c=%26%3D%C3%A9&empty=&bare"),
            (std::vector<FormField>{{"a", "1"}, {"b c", "&=\xC3\xA9"}, {"empty", ""}, {"bare", ""}}));
  EXPECT_TRUE(read_form("")->empty());
}

TEST(FormBody, ABrokenEscapeIsAnError) {
  for (const char* text : {"a=%", "a=%4", "a=%zz", "%=1"}) EXPECT_FALSE(read_form(text)) << text;
}

TEST(FormBody, TooManyFieldsAreAnError) {
  std::string text;
  for (std::size_t i = 0; i < most_form_fields; ++i) text += "a&";
  EXPECT_TRUE(read_form(text));
  EXPECT_FALSE(read_form(text + "a"));
}

TEST(JsonKeys, ANameThatStandsTwiceInOneObjectIsFound) {
  EXPECT_EQ(find_repeated_key(R"({"a": 1, "b": {"x": 1, "y": [{"x": 2}], "x": 3}})"), "x");
  EXPECT_EQ(find_repeated_key(R"({"a": 1, "\u0061": 2})"), "a");
  EXPECT_EQ(find_repeated_key(R"({"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]})"), std::nullopt);
}

TEST(SettingsPatch, ValuesAndAllThatMayStandBesideThem) {
  const auto wish = read_settings_patch(
      R"({"values": {"SIP_T1": "1", "CTI_Enable": ""}, "revision": 7, "dry_run": true, "password": "p"})");
  ASSERT_TRUE(wish);
  ASSERT_EQ(wish->values.size(), 2U);
  EXPECT_EQ(wish->values[0].tag, "SIP_T1");
  EXPECT_EQ(wish->values[0].value, "1");
  EXPECT_EQ(wish->seen, 7U);
  EXPECT_TRUE(wish->dry_run);
  EXPECT_EQ(wish->password, "p");
}

TEST(SettingsPatch, ABodyOfAnotherShapeIsToldTheRightOne) {
  for (const char* body :
       {"{}", R"({"values": []})", R"({"values": {"SIP_T1": 1}})", R"({"values": {"SIP_T1": null}})",
        R"({"values": {}, "revision": "7"})", R"({"values": {}, "revision": -1})",
        R"({"values": {}, "dry_run": 1})", R"({"values": {}, "password": 1})",
        R"({"values": {}, "dryrun": true})", R"({"values": {"SIP_T1": "1", "SIP_T1": "2"}})"}) {
    const auto wish = read_settings_patch(body);
    ASSERT_FALSE(wish) << body;
    EXPECT_EQ(wish.error().status, 400) << body;
    EXPECT_THAT(wish.error().body, HasSubstr(R"(Send {\"values\": {\"SIP_T1\": \".5\"}})")) << body;
  }
}

TEST(SettingsPatch, WhatIsNoJsonIsAnError) {
  for (const char* body : {"", "[]", "{", "SIP_T1=1"})
    EXPECT_EQ(read_settings_patch(body).error().status, 400);
}

TEST(UndoRequest, NamesARevision) {
  EXPECT_EQ(read_undo(R"({"revision": 5})")->to, 5U);
  EXPECT_EQ(read_undo(R"({"revision": 0, "dry_run": true})")->to, 0U);
  for (const char* body : {"{}", R"({"revision": 5, "values": {}})", R"({"revision": 1.5})"})
    EXPECT_EQ(read_undo(body).error().status, 400) << body;
}

TEST(HistoryQuery, TakesNumbersOnly) {
  EXPECT_EQ(read_history_query("")->limit, 50U);
  EXPECT_EQ(read_history_query("before=12&limit=3")->before, 12U);
  EXPECT_EQ(read_history_query("before=12&limit=3")->limit, 3U);
  for (const char* query : {"limit=x", "limit=501", "before=-1", "before="})
    EXPECT_EQ(read_history_query(query).error().status, 400) << query;
}

TEST(SettingsForm, FieldsAreTagsAndTwoAreNot) {
  const auto wish = read_settings_form("CTI_Enable=1&SIP_T1=1&csrf_token=x&current_password=p%20q");
  ASSERT_TRUE(wish);
  ASSERT_EQ(wish->values.size(), 2U);
  EXPECT_EQ(wish->values[0].value, "Yes");
  EXPECT_EQ(wish->values[1].value, "1");
  EXPECT_EQ(wish->password, "p q");
}

TEST(SettingsForm, AFieldThatStandsThereTwiceIsAnError) {
  EXPECT_THAT(read_settings_form("SIP_T1=1&SIP_T1=2").error(),
              HasSubstr("\"SIP_T1\" stands in the form twice"));
}

}  // namespace
}  // namespace handset::web
