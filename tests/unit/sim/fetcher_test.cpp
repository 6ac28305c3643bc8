#include "sim/fetcher.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "sim/inbox.h"
#include "sim/simulation.h"

namespace handset::sim {
namespace {

struct Fetching : testing::Test {
  Simulation simulation{1};
  Host& phone = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
  Web& web = simulation.web();
  FetchInbox inbox;

  static FetchRequest request(std::string url, std::string_view allowed = "") {
    FetchRequest out;
    out.url = std::move(url);
    out.policy = std::make_shared<const FetchPolicy>(FetchPolicy::parse(allowed, false, {}).value());
    return out;
  }
  FetchResult get(FetchRequest wanted) {
    const FetchId id = phone.fetcher().fetch(std::move(wanted), inbox);
    EXPECT_FALSE(inbox.has(id)) << "not within the call";
    EXPECT_TRUE(simulation.run_while([&] { return !inbox.has(id); }, minutes(2)));
    return inbox.of(id);
  }
  FetchResult get(std::string url) { return get(request(std::move(url))); }
  FetchError error_of(std::string url, std::string_view allowed = "") {
    return get(request(std::move(url), allowed)).error;
  }
};

TEST_F(Fetching, GivesTheServedPageOnALaterTurn) {
  web.serve("http://app.example/menu?x=1", "<CiscoIPPhoneMenu/>");
  const auto result = get("http://app.example/menu?x=1");
  EXPECT_EQ(result.error, FetchError::None);
  EXPECT_EQ(result.status, 200);
  EXPECT_EQ(result.content_type, "text/xml");
  EXPECT_EQ(result.body, "<CiscoIPPhoneMenu/>");
  EXPECT_EQ(result.url, "http://app.example/menu?x=1");
  EXPECT_EQ(web.requests("http://app.example/menu?x=1"), 1U);
}

TEST_F(Fetching, HandsTheRequestToAHandler) {
  web.serve("http://app.example/*", [&](const WebRequest& asked) {
    WebAnswer answer;
    answer.result.status = 200;
    answer.result.body = asked.url + " " + asked.client.to_string() + " " + asked.server.to_string() + " " +
                         asked.fields.at(0).value;
    answer.delay = seconds(3);
    return answer;
  });
  auto wanted = request("http://APP.example/a");
  wanted.fields.push_back({"Accept", "text/xml"});
  EXPECT_EQ(get(std::move(wanted)).body, "http://app.example/a 192.0.2.1 203.0.113.80:80 text/xml");
  EXPECT_GE(simulation.elapsed(), seconds(3));
}

TEST_F(Fetching, PrefersTheWholeUrlAndThenTheLongestPrefix) {
  web.serve("http://app.example/*", "all");
  web.serve("http://app.example/deep/*", "deep");
  web.serve("http://app.example/deep/page", "page");
  EXPECT_EQ(get("http://app.example/deep/page").body, "page");
  EXPECT_EQ(get("http://app.example/deep/other").body, "deep");
  EXPECT_EQ(get("http://app.example/else").body, "all");
}

TEST_F(Fetching, TellsTheWaysToFailApart) {
  web.serve("http://app.example/", "x");
  web.serve_error("http://app.example/tls", FetchError::CertificateRejected);
  EXPECT_EQ(get("http://app.example/missing").status, 404);
  EXPECT_EQ(error_of("http://app.example:8080/"), FetchError::ConnectFailed);
  EXPECT_EQ(error_of("http://unknown.example/"), FetchError::HostNotFound);
  EXPECT_EQ(error_of("ftp://app.example/"), FetchError::BadUrl);
  EXPECT_EQ(error_of("nonsense"), FetchError::BadUrl);
  EXPECT_EQ(error_of("http://app.example/tls"), FetchError::CertificateRejected);
}

TEST_F(Fetching, TimesOutWhenTheServerNeverAnswers) {
  web.serve_nothing("http://slow.example/");
  EXPECT_EQ(error_of("http://slow.example/"), FetchError::TimedOut);
  EXPECT_EQ(simulation.elapsed(), seconds(20));
}

TEST_F(Fetching, TimesOutAfterTheConnectTimeWhenNothingComesBackAtAll) {
  web.serve("http://dead.example/", "x");
  web.set_dns("dead.example", {IpAddress::v4(198, 51, 100, 9)});
  web.set_silent(IpAddress::v4(198, 51, 100, 9));
  EXPECT_EQ(error_of("http://dead.example/"), FetchError::TimedOut);
  EXPECT_LT(simulation.elapsed(), seconds(11));
}

TEST_F(Fetching, CountsTheTotalTimeOverAllHops) {
  for (int i = 0; i < 3; ++i) {
    web.serve("http://app.example/" + std::to_string(i), [i](const WebRequest&) {
      WebAnswer answer;
      answer.result.status = 302;
      answer.location = std::to_string(i + 1);
      answer.delay = seconds(8);
      return answer;
    });
  }
  EXPECT_EQ(error_of("http://app.example/0"), FetchError::TimedOut);
  EXPECT_EQ(simulation.elapsed(), seconds(20));
}

TEST_F(Fetching, ARedirectThatIsNotFollowedIsTheAnswer) {
  web.serve_redirect("http://app.example/", "/next");
  FetchRequest what = request("http://app.example/");
  what.follow = false;
  const FetchResult result = get(what);
  EXPECT_EQ(result.status, 302);
  EXPECT_EQ(result.location, "/next");
  EXPECT_EQ(web.requests("http://app.example/next"), 0U);
}

TEST_F(Fetching, ShowsTheServerTheFormAndWhetherBasicMayCarryTheLogin) {
  std::vector<std::string> forms;
  std::vector<bool> basic;
  for (const std::string url : {"http://app.example/", "https://app.example/"})
    web.serve(url, [&](const WebRequest& asked) {
      forms.push_back(asked.upload ? asked.upload->body : "none");
      basic.push_back(asked.by_basic);
      return WebAnswer{};
    });
  for (const std::string url : {"http://app.example/", "https://app.example/"}) {
    FetchRequest what = request(url);
    get(what);
    what.upload = FetchUpload{.body = "DATA=1"};
    what.login = FetchLogin{.user = "u", .password = "p"};
    get(what);
  }
  EXPECT_EQ(forms, (std::vector<std::string>{"none", "DATA=1", "none", "DATA=1"}));
  EXPECT_EQ(basic, (std::vector<bool>{false, false, false, true}));
}

TEST_F(Fetching, RefusesABodyAboveTheLimit) {
  web.serve("http://app.example/exact", std::string(std::size_t{192} * 1024, 'x'));
  web.serve("http://app.example/above", std::string(std::size_t{192} * 1024 + 1, 'x'));
  EXPECT_EQ(error_of("http://app.example/exact"), FetchError::None);
  EXPECT_EQ(error_of("http://app.example/above"), FetchError::TooLarge);
}

TEST_F(Fetching, FollowsThreeRedirectsAndNotFour) {
  web.serve_redirect("http://app.example/4", "http://app.example/3");
  web.serve_redirect("http://app.example/3", "/2", 301);
  web.serve_redirect("http://app.example/2", "dir/1", 307);
  web.serve_redirect("http://app.example/dir/1", "//other.example/", 303);
  web.serve("http://other.example/", "there");
  const auto result = get("http://app.example/3");
  EXPECT_EQ(result.body, "there");
  EXPECT_EQ(result.url, "http://other.example/");
  EXPECT_EQ(web.requests("http://app.example/dir/1"), 1U);
  EXPECT_EQ(error_of("http://app.example/4"), FetchError::TooManyRedirects);
}

TEST_F(Fetching, GoesFromHttpToHttpsAndNeverBack) {
  web.serve_redirect("http://app.example/up", "https://app.example/page");
  web.serve("https://app.example/page", "secure");
  web.serve_redirect("https://app.example/down", "http://app.example/up");
  EXPECT_EQ(get("http://app.example/up").body, "secure");
  EXPECT_EQ(error_of("https://app.example/down"), FetchError::InsecureRedirect);
}

TEST_F(Fetching, ARedirectWithoutALocationIsTheAnswer) {
  web.serve_status("http://app.example/", 302);
  EXPECT_EQ(get("http://app.example/").status, 302);
}

TEST_F(Fetching, AsksThePolicyForTheHostOfEachHop) {
  web.serve("http://bad.example/", "secret");
  web.serve_redirect("http://good.example/", "http://bad.example/");
  EXPECT_EQ(error_of("http://bad.example/", "good.example"), FetchError::NotAllowed);
  const auto result = get(request("http://good.example/", "good.example"));
  EXPECT_EQ(result.error, FetchError::NotAllowed);
  EXPECT_FALSE(result.detail.empty());
  EXPECT_EQ(web.requests("http://bad.example/"), 0U);
}

TEST_F(Fetching, AsksThePolicyForTheAddressBehindEachName) {
  web.serve("http://rebind.example/", "secret");
  web.set_dns("rebind.example", {IpAddress::v4(169, 254, 169, 254)});
  EXPECT_EQ(error_of("http://rebind.example/"), FetchError::NotAllowed);
  EXPECT_EQ(error_of("http://[::ffff:169.254.169.254]/"), FetchError::NotAllowed);
  EXPECT_EQ(error_of("http://user:password@127.0.0.1/"), FetchError::NotAllowed);
  EXPECT_EQ(web.requests(), 0U);
}

TEST_F(Fetching, TakesTheFirstAddressThatIsAllowed) {
  web.serve("http://app.example/", [](const WebRequest& asked) {
    WebAnswer answer;
    answer.result.status = 200;
    answer.result.body = asked.server.to_string();
    return answer;
  });
  web.set_dns("app.example", {IpAddress::v4(127, 0, 0, 1), IpAddress::v4(198, 51, 100, 7)});
  EXPECT_EQ(get("http://app.example/").body, "198.51.100.7:80");
}

TEST_F(Fetching, SaysNothingMoreAfterACancel) {
  web.serve("http://app.example/", "x");
  const FetchId id = phone.fetcher().fetch(request("http://app.example/"), inbox);
  simulation.run_for(milliseconds(2));
  phone.fetcher().cancel(id);
  EXPECT_EQ(phone.fetcher().running(), 0U);
  simulation.run_for(minutes(1));
  EXPECT_FALSE(inbox.has(id));
  EXPECT_EQ(web.requests("http://app.example/"), 1U);
}

TEST_F(Fetching, RunsManyAtOnceEachWithItsOwnDelay) {
  for (int i = 1; i <= 3; ++i) {
    web.serve("http://app.example/" + std::to_string(i), [i](const WebRequest&) {
      WebAnswer answer;
      answer.result.status = 200;
      answer.delay = seconds(4 - i);
      return answer;
    });
  }
  std::vector<FetchId> ids;
  for (int i = 1; i <= 3; ++i)
    ids.push_back(phone.fetcher().fetch(request("http://app.example/" + std::to_string(i)), inbox));
  simulation.run_for(milliseconds(1500));
  EXPECT_TRUE(inbox.has(ids[2]));
  EXPECT_FALSE(inbox.has(ids[1]));
  simulation.run_for(seconds(2));
  EXPECT_TRUE(inbox.has(ids[0]));
}

}  // namespace
}  // namespace handset::sim
