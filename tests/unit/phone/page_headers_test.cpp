#include "phone/page_headers.h"

#include <gtest/gtest.h>

namespace handset::phone {
namespace {

TEST(ParseRefresh, TakesSecondsAndAnAddress) {
  const auto refresh = parse_refresh("5; url=http://web.example/next.xml");
  ASSERT_TRUE(refresh);
  EXPECT_EQ(refresh->after, seconds(5));
  EXPECT_EQ(refresh->url, "http://web.example/next.xml");
  EXPECT_EQ(parse_refresh("0;URL = \"http://a/?x=1;y\"")->url, "http://a/?x=1;y");
  EXPECT_EQ(parse_refresh(" 30 ")->after, seconds(30));
  EXPECT_EQ(parse_refresh(" 30 ")->url, "");
  EXPECT_EQ(parse_refresh("99999999999")->after, hours(24));
}

TEST(ParseRefresh, WithoutANumberIsNothing) {
  for (const char* field : {"", "url=http://a/", "soon; url=http://a/", "-1"}) {
    EXPECT_FALSE(parse_refresh(field)) << field;
  }
}

TEST(ParseExpires, ReadsTheThreeForms) {
  const WallTime expected = WallTime{std::chrono::sys_days(std::chrono::year(1994) / 11 / 6)} + hours(8) +
                            minutes(49) + seconds(37);
  for (const char* field :
       {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"}) {
    EXPECT_EQ(parse_expires(field), expected) << field;
  }
}

TEST(ParseExpires, WhatIsNoDateIsPast) {
  for (const char* field : {"0", "-1", "now", "Sun, 31 Feb 2030 08:00:00 GMT", "06 Nov 1994 25:00:00"}) {
    EXPECT_EQ(parse_expires(field), WallTime{}) << field;
  }
  EXPECT_FALSE(parse_expires(""));
}

}  // namespace
}  // namespace handset::phone
