#include "xml/internal_uri.h"

#include <gtest/gtest.h>

#include "xml/uri_arguments.h"

namespace handset::xml {
namespace {

TEST(Uri, has_a_scheme_and_an_argument) {
  const Uri uri = parse_uri("  RTPRx:10.0.0.1:20480:50\n");
  EXPECT_EQ(uri.scheme, Scheme::RtpRx);
  EXPECT_EQ(uri.argument, "10.0.0.1:20480:50");
  EXPECT_EQ(uri.text, "RTPRx:10.0.0.1:20480:50");
  EXPECT_TRUE(uri.is_internal());
  EXPECT_FALSE(uri.is_web());
}

TEST(Uri, schemes_are_compared_without_case) {
  EXPECT_EQ(parse_uri("Softkey:Back").scheme, Scheme::SoftKey);
  EXPECT_EQ(parse_uri("dial:1").scheme, Scheme::Dial);
  EXPECT_EQ(parse_uri("HTTPS://x").scheme, Scheme::Https);
}

TEST(Uri, every_internal_scheme_is_known_by_its_own_name) {
  for (int i = static_cast<int>(Scheme::Http); i <= static_cast<int>(Scheme::App); ++i) {
    const auto scheme = static_cast<Scheme>(i);
    ASSERT_FALSE(scheme_name(scheme).empty()) << i;
    EXPECT_EQ(parse_uri(scheme_name(scheme)).scheme, scheme);
    EXPECT_EQ(parse_uri(scheme_name(scheme)).argument, "");
  }
}

TEST(Uri, unknown_schemes_and_none_are_told_apart) {
  EXPECT_EQ(parse_uri("Foo:bar").scheme, Scheme::Unknown);
  EXPECT_EQ(parse_uri("ftp://x.test/").scheme, Scheme::Unknown);
  EXPECT_EQ(parse_uri("").scheme, Scheme::None);
  EXPECT_EQ(parse_uri("page.xml").scheme, Scheme::None);
  EXPECT_EQ(parse_uri("/a:b").scheme, Scheme::None);
  EXPECT_EQ(parse_uri(":x").scheme, Scheme::None);
  EXPECT_EQ(parse_uri("10:30").scheme, Scheme::None);
  EXPECT_FALSE(parse_uri("Foo:bar").is_internal());
}

TEST(WebUrl, is_absolute_and_has_a_host) {
  EXPECT_TRUE(is_web_url("http://a"));
  EXPECT_TRUE(is_web_url("HTTPS://pbx.example.test:8443/a?b=c&d=%20#e"));
  EXPECT_TRUE(is_web_url("http://[2001:db8::1]/"));
  EXPECT_TRUE(is_web_url("http://pbx.example.test/zpr\xC3\xA1vy"));
  EXPECT_FALSE(is_web_url("http:"));
  EXPECT_FALSE(is_web_url("http:/a"));
  EXPECT_FALSE(is_web_url("http://"));
  EXPECT_FALSE(is_web_url("http:///a"));
  EXPECT_FALSE(is_web_url("http://?a"));
  EXPECT_FALSE(is_web_url("ftp://a"));
  EXPECT_FALSE(is_web_url("//a"));
}

TEST(WebUrl, has_no_blanks_control_characters_or_bad_utf8) {
  EXPECT_FALSE(is_web_url("http://a b"));
  EXPECT_FALSE(is_web_url(" http://a"));
  EXPECT_FALSE(is_web_url("http://a\r\nX: y"));
  EXPECT_FALSE(is_web_url(std::string_view("http://a\0b", 10)));
  EXPECT_FALSE(is_web_url("http://a/\xC3"));
}

TEST(Init, names_are_compared_without_case) {
  EXPECT_EQ(parse_init("Services"), InitTarget::Services);
  EXPECT_EQ(parse_init("callhistory"), InitTarget::CallHistory);
  EXPECT_EQ(parse_init("APPSTATUS"), InitTarget::AppStatus);
  EXPECT_EQ(parse_init(""), std::nullopt);
  EXPECT_EQ(parse_init("Everything"), std::nullopt);
}

TEST(Dial, takes_digits_alone) {
  const auto dial = parse_dial("0,*12#A");
  ASSERT_TRUE(dial);
  EXPECT_EQ(dial->target, "0,*12#A");
  EXPECT_FALSE(dial->keep_page_in_front);
  EXPECT_TRUE(dial->feedback);
  EXPECT_EQ(dial->app_id, "");
}

TEST(Dial, takes_all_its_fields) {
  const auto dial = parse_dial("+4420:1:Example/Dialler:0");
  ASSERT_TRUE(dial);
  EXPECT_EQ(dial->target, "+4420");
  EXPECT_TRUE(dial->keep_page_in_front);
  EXPECT_EQ(dial->app_id, "Example/Dialler");
  EXPECT_FALSE(dial->feedback);
}

TEST(Dial, takes_a_sip_uri_as_a_whole) {
  const auto dial = parse_dial("sip:204@pbx.example.test:5070");
  ASSERT_TRUE(dial);
  EXPECT_EQ(dial->target, "sip:204@pbx.example.test:5070");
}

TEST(Dial, refuses_everything_else) {
  for (const char* argument : {"", "+", "12x", "1 2", ":1", "12:2", "12:1:a:9", "12:1:a:1:1"}) {
    EXPECT_FALSE(parse_dial(argument)) << argument;
  }
}

TEST(Dial, takes_a_sip_uri_of_one_word_and_an_app_id_within_its_limit) {
  for (const char* argument :
       {"sip:", "sips:", "sip:1@a\r\nTo: b", "sip:1@a b", "sip:1@a\t", "sip:1@a\x7F"}) {
    EXPECT_FALSE(parse_dial(argument)) << argument;
  }
  EXPECT_FALSE(parse_dial(std::string_view("sip:1@a\0b", 9)));
  EXPECT_TRUE(parse_dial("1:0:" + std::string(64, 'a')));
  EXPECT_FALSE(parse_dial("1:0:" + std::string(65, 'a')));
}

}  // namespace
}  // namespace handset::xml
