#include "ua/register_response.h"

#include <gtest/gtest.h>
#include <string>

namespace handset::test {
namespace {

// Its bytes stay as long as it does.
class Response {
 public:
  explicit Response(const std::string& headers)
      : bytes_(
            "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n"
            "From: <sip:101@example.org>;tag=1\r\nTo: <sip:101@example.org>;tag=2\r\n"
            "Call-ID: 1\r\nCSeq: 1 REGISTER\r\n" +
            headers + "\r\n") {
    EXPECT_TRUE(message_.parse(bytes_)) << bytes_;
  }
  Response(const Response&) = delete;
  Response& operator=(const Response&) = delete;
  [[nodiscard]] const sip::Message& get() const { return message_; }

 private:
  std::string bytes_;
  sip::Message message_;
};

std::optional<std::uint32_t> granted(const std::string& headers) {
  const Response response(headers);
  const auto seconds = ua::granted_expires(response.get(), "sip:101@192.0.2.1:5060", 600);
  return seconds ? std::optional(*seconds) : std::nullopt;
}

TEST(GrantedExpires, IsThatOfOurContact) {
  EXPECT_EQ(granted("Contact: <sip:101@192.0.2.1:5060>;expires=120\r\n"), 120U);
  EXPECT_EQ(
      granted(
          "Contact: <sip:101@203.0.113.5>;expires=7\r\n"
          "Contact: <sip:102@192.0.2.9>;expires=8, \"Desk\" <sip:101@192.0.2.1:5060>;q=0.5;expires=120\r\n"),
      120U);
}

// RFC 3261 10.2.4: the parameter, else the header, else what was asked for.
TEST(GrantedExpires, FallsBackToTheHeader) {
  EXPECT_EQ(granted("Contact: <sip:101@192.0.2.1:5060>\r\nExpires: 90\r\n"), 90U);
  EXPECT_EQ(granted("Contact: <sip:101@192.0.2.1:5060>;expires=120\r\nExpires: 90\r\n"), 120U);
  EXPECT_EQ(granted("Contact: <sip:101@192.0.2.1:5060>\r\n"), 600U);
  EXPECT_EQ(granted("Contact: <sip:101@192.0.2.1:5060>;expires=soon\r\nExpires: later\r\n"), 600U);
  EXPECT_EQ(granted("Contact: <sip:101@192.0.2.1:5060>;expires=4294967296\r\n"), 600U) << "2^32";
}

TEST(GrantedExpires, OfAResponseWithoutContactsCounts) {
  EXPECT_EQ(granted("Expires: 90\r\n"), 90U);
  EXPECT_EQ(granted(""), 600U);
}

TEST(GrantedExpires, KnowsOurContactBehindANat) {
  EXPECT_EQ(granted("Contact: <sip:101@203.0.113.5:1024>;expires=120\r\n"), 120U);
  EXPECT_EQ(granted("Contact: <sip:101@203.0.113.5:1024>;expires=1, <sip:101@203.0.113.6>;expires=2\r\n"),
            std::nullopt)
      << "which of them is ours?";
}

TEST(GrantedExpires, IsNoneForTheContactsOfOthers) {
  EXPECT_EQ(granted("Contact: <sip:999@192.0.2.1:5060>;expires=120\r\n"), std::nullopt);
  EXPECT_EQ(granted("Contact: *\r\n"), std::nullopt);
  EXPECT_EQ(granted("Contact: <<<\r\n"), std::nullopt);
}

TEST(RedirectTarget, IsTheFirstOneThatIsSip) {
  EXPECT_EQ(ua::redirect_target(
                Response("Contact: <mailto:a@example.org>, <sip:b.example.org;transport=tcp>\r\n").get()),
            "sip:b.example.org;transport=tcp");
  EXPECT_EQ(ua::redirect_target(Response("").get()), "");
}

TEST(ServiceRoute, ThatIsBrokenOrEndlessIsNone) {
  EXPECT_EQ(ua::service_route(Response("Service-Route: <sip:a;lr>, <<\r\n").get()), "");
  std::string endless = "Service-Route: <sip:a;lr>";
  for (int i = 0; i < 100; ++i) endless += ", <sip:abcdefghij;lr>";
  EXPECT_EQ(ua::service_route(Response(endless + "\r\n").get()), "");
}

TEST(RetryAfter, IsANumberWithACommentPerhaps) {
  EXPECT_EQ(ua::retry_after(Response("Retry-After: 18000;duration=3600\r\n").get()), 18000U);
  EXPECT_EQ(ua::retry_after(Response("Retry-After: 120 (I'm in a meeting)\r\n").get()), 120U);
  EXPECT_EQ(ua::retry_after(Response("Retry-After: tomorrow\r\n").get()), std::nullopt);
  EXPECT_EQ(ua::retry_after(Response("").get()), std::nullopt);
}

}  // namespace
}  // namespace handset::test
