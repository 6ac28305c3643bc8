// Where redirects lead, by the rules that every fetcher keeps.
#include "base/redirect.h"

#include <gtest/gtest.h>

namespace handset {
namespace {

FetchError refused(std::string_view from, std::string_view location, unsigned hops = 0) {
  const auto next = next_hop(WebUrl::parse(from), location, hops, FetchRequest{}.max_redirects);
  return next ? FetchError::None : next.error().error;
}

TEST(Redirect, IsAStatusWhoseLocationLeadsOn) {
  for (const int status : {301, 302, 303, 307, 308}) EXPECT_TRUE(is_redirect(status)) << status;
  for (const int status : {200, 300, 304, 305, 401, 404}) EXPECT_FALSE(is_redirect(status)) << status;
}

TEST(Redirect, LeadsToTheSameServerOrToAnother) {
  const auto from = WebUrl::parse("http://a.example/dir/page");
  struct Case {
    const char* location;
    const char* url;
    bool other;
  };
  for (const Case& c : {Case{"next", "http://a.example/dir/next", false},
                        {"/next?a=b", "http://a.example/next?a=b", false},
                        {"http://A.example:80/x", "http://A.example:80/x", false},
                        {"http://a.example:/x", "http://a.example:/x", false},
                        {"//b.example/", "http://b.example/", true},
                        {"http://a.example:8080/x", "http://a.example:8080/x", true},
                        {"https://a.example/x", "https://a.example/x", true}}) {
    const auto next = next_hop(from, c.location, 0, 3);
    ASSERT_TRUE(next) << c.location;
    EXPECT_EQ(next->url, c.url);
    EXPECT_EQ(next->other_server, c.other) << c.location;
  }
}

TEST(Redirect, NeverLeadsFromHttpsToHttp) {
  for (const char* from : {"https://a.example/", "https://a.example:/p", "HTTPS://a.example:8443/p"})
    for (const char* location : {"http://a.example/", "HTTP://b.example/", "http://a.example:/"})
      EXPECT_EQ(refused(from, location), FetchError::InsecureRedirect) << from << " " << location;
  EXPECT_EQ(refused("https://a.example:/p", "//b.example/"), FetchError::None);
}

// libcurl asks some that are not understood here: that one may be of https.
TEST(Redirect, LeadsNowhereFromAnAddressThatIsNotUnderstood) {
  for (const char* from : {"https:///a.example/p", "https:/a.example/p", "", "Key:Services"})
    EXPECT_EQ(refused(from, "http://a.example/"), FetchError::Broken) << from;
}

TEST(Redirect, LeadsToHttpAndHttpsAlone) {
  for (const char* location :
       {"tftp://a.example/x", "file:///etc/passwd", "ftp://a.example/", "Key:Services"})
    EXPECT_EQ(refused("http://a.example/", location), FetchError::NotAllowed) << location;
  for (const char* location : {"http://", "http:///a.example/", "https:/a.example", "http://a.example:x/",
                               "http://a.example\\@b.example/"})
    EXPECT_EQ(refused("http://a.example/", location), FetchError::Broken) << location;
}

TEST(Redirect, EndsAfterThree) {
  EXPECT_EQ(refused("http://a.example/", "/x", 2), FetchError::None);
  EXPECT_EQ(refused("http://a.example/", "/x", 3), FetchError::TooManyRedirects);
  EXPECT_FALSE(next_hop(WebUrl::parse("http://a.example/"), "/x", 0, 0));
}

TEST(Redirect, TakesWhatSpeaksForTheUserAwayFromTheFields) {
  std::vector<HttpField> fields{{"authorization", "Basic x"}, {"Accept", "*/*"}, {"Cookie", "a=b"}};
  drop_personal_fields(fields);
  ASSERT_EQ(fields.size(), 1U);
  EXPECT_EQ(fields[0].name, "Accept");
}

}  // namespace
}  // namespace handset
