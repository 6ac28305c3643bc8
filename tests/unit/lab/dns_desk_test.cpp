// The name server as the lab's HTTP server tells of it and takes orders for it.
#include "lab/dns_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <string>

#include "sim/simulation.h"
#include "unit/lab/ask_desk.h"

namespace handset::lab {
namespace {

using ::testing::HasSubstr;

struct DnsDeskTest : ::testing::Test {
  sim::Simulation simulation{1};
  sim::Host& host = simulation.host("server", IpAddress::v4(192, 0, 2, 53));
  DnsServer server{host.clock(), host.network()};
  DnsDesk desk{server, [](const std::function<void()>& task) { task(); }};

  std::optional<io::HttpResponse> ask(const io::HttpRequest& request) {
    return test::ask_desk(desk, request);
  }
  io::HttpResponse ask(std::string method, std::string path, std::string body = {}) {
    return ask(test::request_of(std::move(method), std::move(path), std::move(body))).value();
  }
};

TEST_F(DnsDeskTest, RecordsArePutAndTold) {
  const auto answer = ask("PUT", "/api/v1/dns/records", R"({"records":["a.test 5 A 192.0.2.1"]})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "{\"records\":[\"a.test. 5 IN A 192.0.2.1\"]}\n");
  EXPECT_EQ(ask("GET", "/api/v1/dns/records").body, answer.body);
  EXPECT_EQ(ask("PUT", "/api/v1/dns/records", R"({"records":[]})").body, "{\"records\":[]}\n");
}

TEST_F(DnsDeskTest, WrongRecordsChangeNothing) {
  ASSERT_EQ(ask("PUT", "/api/v1/dns/records", R"({"records":["a.test A 192.0.2.1"]})").status, 200);
  for (const char* body :
       {"", "[]", "{}", R"({"records":"a.test A 192.0.2.1"})", R"({"records":[1]})", R"({"records":null})",
        R"({"records":["a.test MX 1 b"]})", R"({"records":[],"x":1})"}) {
    const auto answer = ask("PUT", "/api/v1/dns/records", body);
    EXPECT_EQ(answer.status, 400) << body;
    EXPECT_THAT(answer.body, HasSubstr(R"({"error":")")) << body;
  }
  EXPECT_THAT(ask("PUT", "/api/v1/dns/records", R"({"records":["a.test MX 1 b"]})").body,
              HasSubstr(R"(\"a.test MX 1 b\": the type is none of)"));
  EXPECT_EQ(server.records().size(), 1U);
}

TEST_F(DnsDeskTest, TakesEachFaultAndForgetsThoseThatAreNotNamed) {
  const auto answer = ask("POST", "/api/v1/dns/faults",
                          R"({"silent":true,"rcode":"SERVFAIL","truncated":true,"delay_ms":250})");
  EXPECT_EQ(answer.body, "{\"silent\":true,\"rcode\":\"SERVFAIL\",\"truncated\":true,\"delay_ms\":250}\n");
  EXPECT_EQ(server.faults(), (DnsFaults{true, DnsRcode::ServFail, true, milliseconds(250)}));
  EXPECT_EQ(ask("GET", "/api/v1/dns/faults").body, answer.body);
  EXPECT_EQ(ask("POST", "/api/v1/dns/faults", R"({"rcode":null})").status, 200);
  EXPECT_EQ(server.faults(), DnsFaults{});
  for (const char* body : {"", R"({"rcode":"NOERROR"})", R"({"rcode":3})", R"({"silent":1})",
                           R"({"delay_ms":-1})", R"({"x":1})"})
    EXPECT_EQ(ask("POST", "/api/v1/dns/faults", body).status, 400) << body;
}

TEST_F(DnsDeskTest, SaysWhetherItListens) {
  EXPECT_EQ(ask("GET", "/api/v1/dns").body,
            "{\"listen\":null,\"records\":[],\"faults\":{\"silent\":false,\"rcode\":null,\"truncated\":false,"
            "\"delay_ms\":0},\"events\":[]}\n");
  ASSERT_TRUE(server.listen(host.at(53)));
  EXPECT_THAT(ask("GET", "/api/v1/dns").body, HasSubstr(R"("listen":"192.0.2.53:53")"));
}

TEST_F(DnsDeskTest, OtherSitesGiveNoOrdersAndOtherMethodsNeither) {
  auto request = test::request_of("PUT", "/api/v1/dns/records", R"({"records":[]})");
  request.fields.push_back({"Origin", "http://evil.example"});
  EXPECT_EQ(ask(request)->status, 403);
  EXPECT_EQ(ask("DELETE", "/api/v1/dns/records").status, 405);
  EXPECT_EQ(ask("PUT", "/api/v1/dns/faults").status, 405);
  EXPECT_EQ(ask("POST", "/api/v1/dns").status, 405);
  EXPECT_EQ(ask("POST", "/dns").status, 405);
  EXPECT_FALSE(ask(test::request_of("GET", "/pbx")));
  for (const char* path : {"/dns", "/dns.js"}) EXPECT_GT(ask("GET", path).body.size(), 500U);
}

}  // namespace
}  // namespace handset::lab
