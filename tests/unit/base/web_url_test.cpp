// URLs in their parts, and where references lead: the examples of RFC 3986 section 5.4 that a web has.
#include "base/web_url.h"

#include <gtest/gtest.h>

namespace handset {
namespace {

TEST(WebUrl, IsReadInItsParts) {
  const auto url = WebUrl::parse("HTTPS://user@App.Example:8443/menu.xml?a=b#there");
  ASSERT_TRUE(url);
  EXPECT_TRUE(url->secure);
  EXPECT_EQ(url->host, "app.example");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->path, "/menu.xml?a=b");
  EXPECT_EQ(url->origin(), "https://app.example:8443");
  EXPECT_EQ(WebUrl::parse("http://[2001:db8::1]:80")->text(), "http://[2001:db8::1]/");
  for (const char* text : {"", "Key:Services", "ftp://a/", "http://", "http://:80/", "http://:/",
                           "http://a:0/", "http://a:99999/", "http://a:x/", "http:///a/", "http://a\\@b/"})
    EXPECT_FALSE(WebUrl::parse(text)) << text;
}

// RFC 3986 section 3.2.3, and as libcurl reads it.
TEST(WebUrl, AColonWithoutAPortIsTheUsualPort) {
  EXPECT_EQ(WebUrl::parse("https://host:/p")->text(), "https://host/p");
  EXPECT_EQ(WebUrl::parse("https://host:")->port, 443);
  EXPECT_EQ(WebUrl::parse("http://[::1]:/p")->text(), "http://[::1]/p");
  EXPECT_EQ(WebUrl::parse("tftp://host:/p")->port, 69);
}

TEST(WebUrl, FollowsReferences) {
  const WebUrl base = *WebUrl::parse("http://a/b/c/d;p?q");
  struct Case {
    const char* reference;
    const char* leads_to;
  };
  for (const Case& c : {Case{"g:h", "g:h"},
                        {"g", "http://a/b/c/g"},
                        {"./g", "http://a/b/c/g"},
                        {"g/", "http://a/b/c/g/"},
                        {"/g", "http://a/g"},
                        {"//g", "http://g"},
                        {"?y", "http://a/b/c/d;p?y"},
                        {"g?y", "http://a/b/c/g?y"},
                        {"#s", "http://a/b/c/d;p?q"},
                        {"g#s", "http://a/b/c/g"},
                        {"g?y#s", "http://a/b/c/g?y"},
                        {";x", "http://a/b/c/;x"},
                        {"", "http://a/b/c/d;p?q"},
                        {".", "http://a/b/c/"},
                        {"..", "http://a/b/"},
                        {"../", "http://a/b/"},
                        {"../g", "http://a/b/g"},
                        {"../..", "http://a/"},
                        {"../../g", "http://a/g"},
                        {"../../../g", "http://a/g"},
                        {"/./g", "http://a/g"},
                        {"/../g", "http://a/g"},
                        {"g.", "http://a/b/c/g."},
                        {"..g", "http://a/b/c/..g"},
                        {"./../g", "http://a/b/g"},
                        {"g/../h", "http://a/b/c/h"},
                        {"g?y/../x", "http://a/b/c/g?y/../x"},
                        {"http://other.example/x", "http://other.example/x"}})
    EXPECT_EQ(base.follow(c.reference), c.leads_to) << c.reference;
}

}  // namespace
}  // namespace handset
