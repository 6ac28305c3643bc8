// Which cookies a phone keeps, and whom it tells them.
#include "phone/cookie_jar.h"

#include <gtest/gtest.h>

namespace handset::phone {
namespace {

constexpr WallTime today{seconds(1'800'000'000)};

struct Jar {
  void take(std::string_view url, std::string_view field) {
    jar.take(*WebUrl::parse(url), field, now, today);
  }
  std::string sent(std::string_view url) { return jar.field_for(*WebUrl::parse(url), now); }

  CookieJar jar;
  SteadyTime now{hours(1)};
};

TEST(CookieJar, ACookieGoesBackToItsHostAlone) {
  Jar jar;
  jar.take("http://app.example/", "id=1");
  EXPECT_EQ(jar.sent("http://app.example/other"), "id=1");
  EXPECT_EQ(jar.sent("https://app.example:8443/"), "id=1");
  for (const char* url : {"http://example/", "http://x.app.example/", "http://app.example.evil.example/",
                          "http://notapp.example/"})
    EXPECT_EQ(jar.sent(url), "") << url;
}

TEST(CookieJar, ADomainThatFitsIsForAllHostsInIt) {
  Jar jar;
  jar.take("http://a.app.example/", "id=1; Domain=.app.example");
  EXPECT_EQ(jar.sent("http://b.app.example/"), "id=1");
  EXPECT_EQ(jar.sent("http://app.example/"), "id=1");
  EXPECT_EQ(jar.sent("http://other.example/"), "");
}

TEST(CookieJar, ADomainThatDoesNotFitIsDroppedWithItsCookie) {
  Jar jar;
  jar.take("http://app.example/", "a=1; Domain=other.example");
  jar.take("http://app.example/", "b=1; Domain=example");
  jar.take("http://app.co.uk/", "c=1; Domain=co.uk");
  jar.take("http://192.0.2.1/", "d=1; Domain=2.1");
  jar.take("http://app.example/", "e=1; Domain=b.app.example");
  EXPECT_EQ(jar.jar.size(), 0U);
  jar.take("http://app.example/", "f=1; Domain=app.example");
  EXPECT_EQ(jar.sent("http://x.app.example/"), "f=1");
  jar.take("http://localhost/", "g=1; Domain=localhost");
  EXPECT_EQ(jar.sent("http://localhost/"), "g=1");
  EXPECT_EQ(jar.sent("http://x.localhost/"), "");
}

TEST(CookieJar, ASecureOneIsSetAndSentByHttpsAlone) {
  Jar jar;
  jar.take("http://app.example/", "a=1; Secure");
  EXPECT_EQ(jar.jar.size(), 0U);
  jar.take("https://app.example/", "a=1; secure");
  EXPECT_EQ(jar.sent("http://app.example/"), "");
  EXPECT_EQ(jar.sent("https://app.example/"), "a=1");
}

TEST(CookieJar, APathIsAFolder) {
  Jar jar;
  jar.take("http://app.example/menu/list.xml?x", "own=1");
  jar.take("http://app.example/menu/list.xml", "deep=2; Path=/menu/sub");
  jar.take("http://app.example/menu/list.xml", "all=3; Path=/");
  EXPECT_EQ(jar.sent("http://app.example/menu/other.xml"), "own=1; all=3");
  EXPECT_EQ(jar.sent("http://app.example/menu/sub/x"), "deep=2; own=1; all=3");
  EXPECT_EQ(jar.sent("http://app.example/menus"), "all=3");
}

TEST(CookieJar, APathHasAnEnd) {
  Jar jar;
  const std::string path = "/" + std::string(CookieJar::most_path - 1, 'p');
  jar.take("http://app.example/", "a=1; Path=" + path + "q");
  EXPECT_EQ(jar.jar.size(), 0U);
  jar.take("http://app.example/", "a=1; Path=" + path);
  EXPECT_EQ(jar.sent("http://app.example" + path), "a=1");
}

TEST(CookieJar, HoldsFourOfAHostAndEightHosts) {
  Jar jar;
  for (int i = 0; i < 5; ++i) {
    jar.now += seconds(1);
    jar.take("http://app.example/", "n" + std::to_string(i) + "=1");
  }
  EXPECT_EQ(jar.jar.size(), 4U);
  EXPECT_EQ(jar.sent("http://app.example/"), "n1=1; n2=1; n3=1; n4=1");
  for (int i = 0; i < 9; ++i) {
    jar.now += seconds(1);
    jar.take("http://h" + std::to_string(i) + ".example/", "a=1");
  }
  EXPECT_EQ(jar.jar.size(), 8U);
  EXPECT_EQ(jar.sent("http://app.example/"), "");
  EXPECT_EQ(jar.sent("http://h0.example/"), "");
  EXPECT_EQ(jar.sent("http://h8.example/"), "a=1");
}

TEST(CookieJar, HoldsNoneThatIsTooLongOrNoneAtAll) {
  Jar jar;
  jar.take("http://app.example/", "a=" + std::string(254, 'x'));
  jar.take("http://app.example/", "novalue");
  jar.take("http://app.example/", "=1");
  jar.take("http://app.example/", "a=1\r\nX-Evil: 1");
  EXPECT_EQ(jar.jar.size(), 0U);
  jar.take("http://app.example/", "a=" + std::string(253, 'x'));
  EXPECT_EQ(jar.jar.size(), 1U);
}

TEST(CookieJar, ANewValueTakesThePlaceOfTheOld) {
  Jar jar;
  jar.take("http://app.example/", "a=1");
  jar.take("http://app.example/", "a=2");
  EXPECT_EQ(jar.sent("http://app.example/"), "a=2");
  jar.take("http://app.example/", "a=; Max-Age=0");
  EXPECT_EQ(jar.jar.size(), 0U);
}

TEST(CookieJar, TheyEndWhenTheirServerSaysSo) {
  Jar jar;
  jar.take("http://app.example/", "a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
  jar.take("http://app.example/", "b=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
  jar.take("http://app.example/", "c=1; Max-Age=-1");
  EXPECT_EQ(jar.sent("http://app.example/"), "a=1");
  jar.now += seconds(60);
  EXPECT_EQ(jar.sent("http://app.example/"), "");
}

TEST(CookieJar, TheyAreGoneAfterThirtyIdleMinutes) {
  Jar jar;
  jar.take("http://app.example/", "a=1");
  jar.now += minutes(29);
  EXPECT_EQ(jar.sent("http://app.example/"), "a=1");
  jar.now += minutes(29);
  EXPECT_EQ(jar.sent("http://app.example/"), "a=1");
  jar.now += minutes(30);
  EXPECT_EQ(jar.sent("http://app.example/"), "");
  EXPECT_EQ(jar.jar.size(), 0U);
}

TEST(CookieJar, AreForgottenTogether) {
  Jar jar;
  jar.take("http://app.example/", "a=1");
  jar.jar.clear();
  EXPECT_EQ(jar.sent("http://app.example/"), "");
}

}  // namespace
}  // namespace handset::phone
