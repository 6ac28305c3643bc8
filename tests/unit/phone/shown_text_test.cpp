// What of text from outside people may see.
#include "phone/shown_text.h"

#include <gtest/gtest.h>

namespace handset::phone {
namespace {

TEST(ShownText, UrlsLoseTheirUserAndPassword) {
  EXPECT_EQ(without_credentials("http://u:p@host/a@b?c=d@e"), "http://host/a@b?c=d@e");
  EXPECT_EQ(without_credentials("see http://a:b@c and <URL>https://x@y/</URL>"),
            "see http://c and <URL>https://y/</URL>");
  for (const char* text : {"nobody@example.com", "sip:101@192.0.2.1", "http://", "http://host/a@b"})
    EXPECT_EQ(without_credentials(text), text);
}

TEST(ShownText, QueriesLoseTheirValues) {
  EXPECT_EQ(without_query_values("http://host/a?b=c&d=&e=f=g&h"),
            "http://host/a?b=hidden&d=hidden&e=hidden&hidden");
  EXPECT_EQ(without_query_values("5; url=http://host/a?pin=4711"), "5; url=http://host/a?pin=hidden");
  EXPECT_EQ(without_query_values("http://host/a?4711"), "http://host/a?hidden");
  for (const char* text : {"http://host/a", "text/xml", ""}) EXPECT_EQ(without_query_values(text), text);
}

TEST(ShownText, NotificationsLoseTheirCredentials) {
  EXPECT_EQ(without_credentials("Notify:http:host:80:path/a:dTpw:a b"), "Notify:http:host:80:path/a::a b");
  EXPECT_EQ(without_credentials("notify:http:[2001:db8::1]:80:path:dTpw"),
            "notify:http:[2001:db8::1]:80:path:");
  EXPECT_EQ(without_credentials("<Text onAppClosed=\"Notify:http:h:80:p;Notify:https:h:443:q:dTpw=:x\">"
                                "<URL>Notify:http:h:80:p?a=1&amp;b=2:dTpw</URL>"),
            "<Text onAppClosed=\"Notify:http:h:80:p;Notify:https:h:443:q::x\">"
            "<URL>Notify:http:h:80:p?a=1&amp;b=2:</URL>");
  for (const char* text : {"Notify:", "Notify:http:h:80:p", "Notify:http:[::1", "He said: notify: a, b: c",
                           "<URL>Notify:http:h:80</URL> at 12:30:15:20"})
    EXPECT_EQ(without_credentials(text), text);
}

TEST(ShownText, AUriOfANotificationEndsWithItsPath) {
  EXPECT_EQ(shown_uri("Notify:http:host:80:path:dTpw:data"), "Notify:http:host:80:path");
  EXPECT_EQ(shown_uri("Notify:http:[::1]:80:path:dTpw:data"), "Notify:http:[::1]:80:path");
  EXPECT_EQ(shown_uri("Notify:http:host:80:path"), "Notify:http:host:80:path");
  EXPECT_EQ(shown_uri("http://u:p@host/"), "http://host/");
}

}  // namespace
}  // namespace handset::phone
