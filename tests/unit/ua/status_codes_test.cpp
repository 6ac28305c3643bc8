#include "ua/status_codes.h"

#include <gtest/gtest.h>
#include <string>

namespace handset::ua {
namespace {

StatusCodes codes(std::string_view text) {
  const auto parsed = StatusCodes::parse(text);
  EXPECT_TRUE(parsed) << text;
  return parsed.value_or(StatusCodes());
}

TEST(StatusCodeList, MatchesItsCodesAndNoOthers) {
  const StatusCodes listed = codes("404,503");
  for (int code = 0; code < 1000; ++code) EXPECT_EQ(listed.matches(code), code == 404 || code == 503) << code;
}

TEST(StatusCodeList, HasAQuestionMarkForAnyDigit) {
  const StatusCodes listed = codes("5??,6??,40?,4?8");
  for (int code = 100; code < 700; ++code) {
    const bool expected =
        code >= 500 || (code >= 400 && code < 410) || (code >= 400 && code < 500 && code % 10 == 8);
    EXPECT_EQ(listed.matches(code), expected) << code;
  }
}

TEST(StatusCodeList, NeverMatchesWhatIsNoStatusCode) {
  const StatusCodes all = codes("???");
  EXPECT_TRUE(all.matches(100));
  EXPECT_TRUE(all.matches(699));
  for (const int code : {-100, -1, 0, 99, 700, 1503, 2147483647}) EXPECT_FALSE(all.matches(code)) << code;
}

TEST(StatusCodeList, IsEmptyWhenNothingIsListed) {
  for (const std::string_view nothing : {"", " ", ",", " , ,"}) {
    const StatusCodes listed = codes(nothing);
    EXPECT_TRUE(listed.empty());
    EXPECT_FALSE(listed.matches(503));
  }
}

TEST(StatusCodeList, DoesNotMindBlanks) {
  EXPECT_EQ(codes(" 5?? ,\t404 "), codes("5??,404"));
  EXPECT_EQ(codes("5??,,404,"), codes("5??,404"));
}

TEST(StatusCodeList, PassesOverTheWordBt) {
  EXPECT_EQ(codes("5??,bt"), codes("5??"));
  EXPECT_TRUE(codes("BT").empty());
  EXPECT_TRUE(codes("BT,503").matches(503));
}

TEST(StatusCodeList, RefusesWhatIsNoCodeAndSaysWhere) {
  for (const std::string_view wrong :
       {"5?", "5???", "7??", "0??", "abc", "5x3", "-50", "503 404", "503;404", "BTX"}) {
    const auto parsed = StatusCodes::parse("404," + std::string(wrong));
    ASSERT_FALSE(parsed) << wrong;
    EXPECT_EQ(parsed.error().code, Errc::Malformed) << wrong;
    EXPECT_EQ(parsed.error().at, 4U) << wrong;
  }
}

TEST(StatusCodeList, IsNoLongerThanSixtyFour) {
  std::string text = "404";
  for (int i = 1; i < 64; ++i) text += ",503";
  EXPECT_TRUE(codes(text).matches(503));
  EXPECT_EQ(StatusCodes::parse(text + ",486").error().code, Errc::TooLarge);
}

}  // namespace
}  // namespace handset::ua
