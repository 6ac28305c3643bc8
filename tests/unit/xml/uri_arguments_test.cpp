// What stands behind the colon of an internal URI (reference section 3).
#include "xml/uri_arguments.h"

#include <gtest/gtest.h>

namespace handset::xml {
namespace {

TEST(UriArguments, SendDigitsHasBothOfItsSyntaxes) {
  const auto whole = parse_send_digits("12#*aD,3:0:vendor/product");
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->digits, "12#*aD,3");
  EXPECT_FALSE(whole->feedback);
  EXPECT_EQ(whole->app_id, "vendor/product");
  EXPECT_EQ(parse_send_digits("1:1::vendor/product")->app_id, "vendor/product");
  EXPECT_TRUE(parse_send_digits("1")->feedback);
  EXPECT_TRUE(parse_send_digits("1::x")->feedback);
  for (const char* text : {"", "1e", "+1", "1:2", "1:yes:x"}) EXPECT_FALSE(parse_send_digits(text)) << text;
  EXPECT_FALSE(parse_send_digits("1:1:" + std::string(65, 'x')));
}

TEST(UriArguments, PlayHasAFileOrStops) {
  EXPECT_EQ(parse_play("Chime.raw")->file, "Chime.raw");
  EXPECT_EQ(parse_play("stop")->file, "");
  EXPECT_TRUE(parse_play(std::string(127, 'f')));
  for (const std::string& text : {std::string(), std::string("a\nb"), std::string(128, 'f')})
    EXPECT_FALSE(parse_play(text)) << text;
}

TEST(UriArguments, StreamsHaveAnAddressAPortAndAVolume) {
  const auto rx = parse_rtp(Scheme::RtpRx, "192.0.2.66:20480:50");
  ASSERT_TRUE(rx);
  EXPECT_EQ(rx->address, IpAddress::v4(192, 0, 2, 66));
  EXPECT_EQ(rx->port, 20480);
  EXPECT_EQ(rx->volume, 50U);
  EXPECT_EQ(parse_rtp(Scheme::RtpRx, "192.0.2.66")->port, 0);
  EXPECT_EQ(parse_rtp(Scheme::RtpRx, "192.0.2.66::10")->volume, 10U);
  EXPECT_TRUE(parse_rtp(Scheme::RtpRx, "192.0.2.66:32768:100:2"));
  EXPECT_TRUE(parse_rtp(Scheme::RtpTx, "[2001:db8::1]:20482"));
  EXPECT_TRUE(parse_rtp(Scheme::RtpMRx, "239.0.0.1:20480:0"));
  EXPECT_TRUE(parse_rtp(Scheme::RtpMTx, "239.0.0.1:20480:10"));
  for (const Scheme scheme : {Scheme::RtpRx, Scheme::RtpTx, Scheme::RtpMRx, Scheme::RtpMTx})
    EXPECT_TRUE(parse_rtp(scheme, "Stop")->stop);
}

TEST(UriArguments, StreamsAreRefusedWhereTheirSyntaxIsBroken) {
  for (const char* text : {"", "here", "192.0.2.66:20481", "192.0.2.66:80", "192.0.2.66:32770",
                           "192.0.2.66:20480:101", "192.0.2.66:20480:5:3", "239.0.0.1:20480", "0.0.0.0:20480",
                           "192.0.2.66:20480:5:2:9", "[2001:db8::1:20480", "[2001:db8::1]20480", "Stop:1"})
    EXPECT_FALSE(parse_rtp(Scheme::RtpRx, text)) << text;
  EXPECT_FALSE(parse_rtp(Scheme::RtpTx, "192.0.2.66"));
  EXPECT_FALSE(parse_rtp(Scheme::RtpTx, "192.0.2.66:20480:50"));
  EXPECT_FALSE(parse_rtp(Scheme::RtpMRx, "192.0.2.66:20480"));
  EXPECT_FALSE(parse_rtp(Scheme::RtpMTx, "192.0.2.66:20480"));
  EXPECT_FALSE(parse_rtp(Scheme::RtpMTx, "239.0.0.1:20480:10:1"));
}

TEST(UriArguments, DisplayIsOnOrOffForMinutes) {
  using State = DisplayArgument::State;
  EXPECT_EQ(parse_display("Off:10")->state, State::Off);
  EXPECT_EQ(parse_display("off:10")->lasts, minutes(10));
  EXPECT_EQ(parse_display("On:0")->state, State::On);
  EXPECT_EQ(parse_display("On:0")->lasts, Duration{});
  EXPECT_EQ(parse_display("On:1440")->lasts, minutes(1440));
  EXPECT_EQ(parse_display("Default")->state, State::Default);
  for (const char* text : {"", "On", "Off:", "On:1441", "On:-1", "On:x", "Default:1", "Dim:1"})
    EXPECT_FALSE(parse_display(text)) << text;
}

TEST(UriArguments, DeviceKnowsThreeWords) {
  EXPECT_EQ(parse_device("unlock"), DeviceAction::Unlock);
  EXPECT_EQ(parse_device("GeneratePRT"), DeviceAction::GenerateReport);
  EXPECT_EQ(parse_device("PRTStatus"), DeviceAction::ReportStatus);
  EXPECT_FALSE(parse_device("Lock"));
  EXPECT_FALSE(parse_device(""));
}

TEST(UriArguments, NotifyNamesAPageInFields) {
  const auto whole = parse_notify_uri("http:app.example:8080:cgi/notify:dTpw:a=b:c");
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->url, "http://app.example:8080/cgi/notify");
  EXPECT_EQ(whole->credentials, "dTpw");
  EXPECT_EQ(whole->data, "a=b:c");
  EXPECT_EQ(parse_notify_uri("http:app.example:80:/x")->url, "http://app.example:80/x");
  EXPECT_EQ(parse_notify_uri("HTTPS:app.example:443:x::d")->url, "https://app.example:443/x");
  EXPECT_EQ(parse_notify_uri("http:app.example:80:x::d")->credentials, "");
  EXPECT_EQ(parse_notify_uri("http:[2001:db8::1]:80:x")->url, "http://[2001:db8::1]:80/x");
  for (const char* text : {"", "http", "ftp:a:80:x", "http::80:x", "http:a::x", "http:a:0:x",
                           "http:a:65536:x", "http:a:80:", "http:a:80", "http:a:80:x y",
                           "http:a:80:x:not base64", "http:u@a:80:x", "http:[::1:80:x"})
    EXPECT_FALSE(parse_notify_uri(text)) << text;
  // Brackets are for IPv6: everybody reads the address the same.
  EXPECT_FALSE(parse_notify_uri("http:we].example:80:x"));
}

TEST(UriArguments, AppHasAnActionAPriorityAndATime) {
  using Action = AppArgument::Action;
  const auto whole = parse_app("RequestFocus:1:300:vendor/product");
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->action, Action::RequestFocus);
  EXPECT_EQ(whole->priority, Priority::WhenIdle);
  EXPECT_EQ(whole->idle, seconds(300));
  EXPECT_EQ(whole->app_id, "vendor/product");
  const auto bare = parse_app("minimize");
  ASSERT_TRUE(bare);
  EXPECT_EQ(bare->action, Action::Minimize);
  EXPECT_EQ(bare->priority, Priority::Now);
  EXPECT_EQ(bare->idle, seconds(60));
  EXPECT_EQ(bare->app_id, "");
  EXPECT_EQ(parse_app("Close:::x")->app_id, "x");
  for (const char* text : {"", "Focus", "Close:3", "Close:a", "Close:0:9", "Close:0:86401", "Close:0:x:y"})
    EXPECT_FALSE(parse_app(text)) << text;
  EXPECT_FALSE(parse_app("Close:0:60:" + std::string(65, 'x')));
}

}  // namespace
}  // namespace handset::xml
