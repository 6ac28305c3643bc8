#include "web/login_links.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rig.h"
#include "web/login_page.h"

namespace handset::web {
namespace {

using testing::field;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Rig;
using ::testing::StartsWith;

struct LoginLinkTest : ::testing::Test {
  std::string path() { return login_path(rig.links->make(rig.now)); }
  io::HttpResponse follow(const std::string& path, std::vector<HttpField> fields = {}) {
    return rig.ask(Rig::request("GET", path, std::move(fields)));
  }

  Rig rig;
};

TEST_F(LoginLinkTest, ALinkLogsInAsAdminOnceAndLeadsToThePhone) {
  const std::string link = path();
  EXPECT_EQ(link.size(), 7 + LoginLinks::token_letters);
  const auto answer = follow(link);
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(field(answer, "Location"), "/phone");
  EXPECT_EQ(field(answer, "Referrer-Policy"), "no-referrer");
  EXPECT_EQ(field(answer, "Cache-Control"), "no-store");
  const std::string cookie = field(answer, "Set-Cookie");
  ASSERT_THAT(cookie, StartsWith("handset_8080="));
  const auto session = follow("/api/v1/session", {{"Cookie", cookie.substr(0, cookie.find(';'))}});
  EXPECT_EQ(session.status, 200);
  EXPECT_THAT(session.body, HasSubstr(R"("account":"admin")"));

  const auto again = follow(link);
  EXPECT_EQ(again.status, 410);
  EXPECT_THAT(again.body, HasSubstr("This link is used up"));
  EXPECT_THAT(again.body, Not(HasSubstr(link)));
  EXPECT_EQ(field(again, "Set-Cookie"), "");
}

TEST_F(LoginLinkTest, ALinkIsGoodForTenMinutes) {
  const std::string early = path();
  const std::string late = path();
  rig.now += LoginLinks::lifetime - seconds(1);
  EXPECT_EQ(follow(early).status, 303);
  rig.now += seconds(1);
  EXPECT_EQ(follow(late).status, 410);
}

TEST_F(LoginLinkTest, WhoTriesLinksHasToWaitAsWithPasswords) {
  const std::string link = path();
  for (int i = 0; i < 5; ++i) EXPECT_EQ(follow("/login/AAAAAAAAAAAAAAAAAAAAAAAAAA").status, 410);
  const auto answer = follow(link);
  EXPECT_EQ(answer.status, 429);
  EXPECT_NE(field(answer, "Retry-After"), "");
  rig.now += minutes(1);
  EXPECT_EQ(follow(link).status, 303) << "it was not used up";
}

TEST_F(LoginLinkTest, WhoLooksOnlyDoesNotUseItUp) {
  const std::string link = path();
  EXPECT_EQ(rig.status(Rig::request("HEAD", link)), 405);
  EXPECT_EQ(follow(link, {{"Sec-Fetch-Site", "cross-site"}}).status, 403) << "a page of another site";
  EXPECT_EQ(follow(link).status, 303);
}

TEST_F(LoginLinkTest, TheSessionThatTheBrowserHadEnds) {
  const auto before = rig.log_in(Account::User);
  EXPECT_EQ(follow(path(), {before.cookie()}).status, 303);
  EXPECT_EQ(follow("/api/v1/session", {before.cookie()}).status, 401);
}

TEST_F(LoginLinkTest, OnlySoManyAreKept) {
  const std::string first = path();
  rig.now += seconds(1);
  const std::string second = path();
  for (std::size_t i = 1; i < LoginLinks::most; ++i) (void)rig.links->make(rig.now);
  EXPECT_EQ(follow(first).status, 410);
  EXPECT_EQ(follow(second).status, 303);
}

}  // namespace
}  // namespace handset::web
