#include "web/gate.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "web/credentials.h"

namespace handset::web {
namespace {

struct GateTest : ::testing::Test {
  GateTest() {
    request.method = "GET";
    request.path = "/";
    request.local = {IpAddress::v4(192, 0, 2, 10), 8080};
  }
  int judge(std::string host, std::vector<HttpField> more = {}) {
    request.fields = {{"Host", std::move(host)}};
    request.fields.insert(request.fields.end(), more.begin(), more.end());
    const auto refusal = refuse_origin(request, hosts);
    return refusal ? refusal->status : 0;
  }
  std::optional<Credentials> credentials(std::string_view value) { return basic_credentials(value); }

  io::HttpRequest request;
  std::vector<std::string> hosts{"phone.example"};
};

TEST_F(GateTest, TheAddressOfThePhoneIsItsHost) {
  for (const char* host : {"192.0.2.10:8080", "192.0.2.10", "192.0.2.10:", "127.0.0.1:8080", "[::1]:8080",
                           "localhost:8080", "LocalHost", "phone.example", "Phone.Example:81"})
    EXPECT_EQ(judge(host), std::string_view(host).ends_with(':') ? 421 : 0) << host;
}

TEST_F(GateTest, AnyOtherHostIsMisdirected) {
  for (const char* host : {"evil.example", "192.0.2.11", "localhost.evil.example", "evil.example:8080",
                           "192.0.2.10.evil.example", "phone.example.", "[::1", "127.0.0.1:x",
                           "localhost:8080:1", "", "0.0.0.0", "[::ffff:192.0.2.10]"})
    EXPECT_EQ(judge(host), 421) << host;
}

TEST_F(GateTest, AProgramOfHttp10MayNameNoHost) {
  EXPECT_FALSE(refuse_origin(request, hosts));
  request.fields = {{"Origin", "http://evil.example"}};
  EXPECT_EQ(refuse_origin(request, hosts)->status, 403);
  request.fields = {{"Origin", "http://"}};
  EXPECT_EQ(refuse_origin(request, hosts)->status, 403);
}

TEST_F(GateTest, APageOfThePhoneMayAsk) {
  EXPECT_EQ(judge("localhost:8080", {{"Origin", "http://localhost:8080"}}), 0);
  EXPECT_EQ(judge("localhost", {{"Origin", "http://localhost:80"}}), 0);
  EXPECT_EQ(
      judge("192.0.2.10:8080", {{"Origin", "http://192.0.2.10:8080"}, {"Sec-Fetch-Site", "same-origin"}}), 0);
}

TEST_F(GateTest, APageOfAnotherSiteMayNot) {
  for (const char* origin :
       {"http://evil.example", "null", "", "http://localhost", "http://localhost:8081",
        "https://localhost:8080", "http://127.0.0.1:8080", "http://localhost:8080/", "localhost:8080"})
    EXPECT_EQ(judge("localhost:8080", {{"Origin", origin}}), 403) << origin;
  EXPECT_EQ(judge("localhost:8080", {{"Origin", "http://localhost:8080"}, {"origin", "http://evil.example"}}),
            403);
  for (const char* site : {"cross-site", "same-site", "", "Same-Origin"})
    EXPECT_EQ(judge("localhost:8080", {{"Sec-Fetch-Site", site}}), 403) << site;
}

TEST_F(GateTest, UnderTlsTheOriginIsHttpsAndItsUsualPort) {
  request.tls = true;
  EXPECT_EQ(judge("phone.example", {{"Origin", "https://phone.example"}}), 0);
  EXPECT_EQ(judge("phone.example:443", {{"Origin", "https://phone.example"}}), 0);
  EXPECT_EQ(judge("phone.example:8443", {{"Origin", "https://phone.example:8443"}}), 0);
  for (const char* origin : {"http://phone.example", "http://phone.example:443", "https://phone.example:80",
                             "https://phone.example:8443"})
    EXPECT_EQ(judge("phone.example", {{"Origin", origin}}), 403) << origin;
}

TEST_F(GateTest, NamesOfASettingMayChangeWhileThePhoneServes) {
  HostNames names({"phone.example"});
  const auto before = names.get();
  names.set(split_host_names(" a.example,,192.0.2.1 , "));
  EXPECT_EQ(*names.get(), (std::vector<std::string>{"a.example", "192.0.2.1"}));
  EXPECT_EQ(*before, (std::vector<std::string>{"phone.example"}));
  EXPECT_TRUE(split_host_names("").empty());
}

TEST_F(GateTest, AnAddressThatAPersonTypedShowsButChangesNothing) {
  EXPECT_EQ(judge("localhost", {{"Sec-Fetch-Site", "none"}}), 0);
  request.method = "POST";
  EXPECT_EQ(judge("localhost", {{"Sec-Fetch-Site", "none"}}), 403);
}

TEST_F(GateTest, CredentialsAreNameAndPassword) {
  const auto found = credentials("basic " + base64_encode("admin:a:b\xC3\xA9"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->user, "admin");
  EXPECT_EQ(found->password, "a:b\xC3\xA9");
}

TEST_F(GateTest, BrokenCredentialsAreNone) {
  const std::string good = "Basic " + base64_encode("admin:x");
  for (const std::string& value :
       {std::string(), std::string("Basic"), std::string("Basic "), std::string("Basic !!!!"),
        "Basic " + base64_encode("admin"), "Bearer " + base64_encode("admin:x"), good + ", " + good,
        "Basic " + base64_encode("admin:" + std::string(1000, 'x'))})
    EXPECT_FALSE(credentials(value)) << value;
}

TEST_F(GateTest, TheWaitIsRoundedUpToWholeSeconds) {
  EXPECT_EQ(come_back_later(429, milliseconds(1001), "x").fields.back().value, "2");
  EXPECT_EQ(come_back_later(503, Duration::zero(), "x").fields.back().value, "1");
}

}  // namespace
}  // namespace handset::web
