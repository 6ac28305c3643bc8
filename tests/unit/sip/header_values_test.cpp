#include "sip/header_values.h"

#include <gtest/gtest.h>

namespace handset::sip {
namespace {

TEST(CSeq, IsANumberAndAMethod) {
  const auto cseq = CSeq::parse("0009\r\n  INVITE");
  ASSERT_TRUE(cseq);
  EXPECT_EQ(cseq->number, 9U);
  EXPECT_EQ(cseq->method, Method::Invite);
  EXPECT_EQ(CSeq::parse("1 NEWMETHOD")->method_name, "NEWMETHOD");
  EXPECT_EQ(CSeq::parse("2147483647 ACK")->number, 2147483647U);
}

TEST(CSeq, AnythingElseIsMalformed) {
  for (const std::string_view text :
       {"", "1", "INVITE", "1INVITE", "1 ", "-1 INVITE", "1 INVITE x", "2147483648 ACK",
        "36893488147419103232 REGISTER", "0x1 ACK", "1 IN@VITE"})
    EXPECT_FALSE(CSeq::parse(text)) << text;
}

TEST(EventHeader, IsAPackageWithAnId) {
  const auto event = EventHeader::parse("XML-Service ; id = 7;x");
  ASSERT_TRUE(event);
  EXPECT_TRUE(event->is("xml-service"));
  EXPECT_EQ(event->id, "7");
  EXPECT_EQ(EventHeader::parse("check-sync;reboot=true")->package, "check-sync");
  for (const std::string_view text : {"", ";id=1", "a b", "a;id=\"", "a,b"})
    EXPECT_FALSE(EventHeader::parse(text)) << text;
}

TEST(ContentType, IsATypeASubtypeAndParameters) {
  const auto type = ContentType::parse("Text / HTML ; charset=\"ISO-8859-4\"");
  ASSERT_TRUE(type);
  EXPECT_TRUE(type->is("text", "html"));
  EXPECT_FALSE(type->is("text", "xml"));
  EXPECT_EQ(type->parameter("charset")->value, "ISO-8859-4");
  for (const std::string_view text :
       {"", "text", "text/", "/html", "text/html html", "text;x=1", "text/html;="})
    EXPECT_FALSE(ContentType::parse(text)) << text;
}

TEST(SubscriptionState, IsAStateAndParameters) {
  const auto state = SubscriptionState::parse("terminated;reason=noresource");
  ASSERT_TRUE(state);
  EXPECT_EQ(state->state, "terminated");
  EXPECT_EQ(find_parameter(state->parameters, "reason")->value, "noresource");
  EXPECT_FALSE(SubscriptionState::parse(";expires=1"));
}

TEST(Numbers, StayWithinTheirRange) {
  EXPECT_EQ(parse_delta_seconds("4294967295"), 4294967295U);
  EXPECT_EQ(parse_delta_seconds("18 (in a moment);duration=60"), 18U);
  EXPECT_FALSE(parse_delta_seconds("4294967296"));
  EXPECT_FALSE(parse_delta_seconds("-1"));
  EXPECT_FALSE(parse_delta_seconds(""));
  EXPECT_EQ(parse_max_forwards("0068"), 68);
  EXPECT_EQ(parse_max_forwards("255"), 255);
  EXPECT_FALSE(parse_max_forwards("256"));
  EXPECT_EQ(parse_content_length("0"), 0U);
  EXPECT_EQ(parse_content_length("4294967296").error().code, Errc::TooLarge);
  EXPECT_EQ(parse_content_length("-1").error().code, Errc::Malformed);
}

}  // namespace
}  // namespace handset::sip
