#include "phone/resync.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vector>

#include "phone/station.h"
#include "sim/simulation.h"

namespace handset::phone {
namespace {

using State = ResyncReport::State;
using settings::Assignment;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const IpAddress asker = IpAddress::v4(203, 0, 113, 7);

ResyncSource source(std::string_view text) {
  auto parsed = parse_resync_source(text, asker, phone_macros(PhoneIdentity{.mac = "000e08aabbcc"}));
  EXPECT_TRUE(parsed) << text << ": " << (parsed ? "" : parsed.error());
  return parsed.value_or(ResyncSource{});
}

std::string fault(std::string_view text) {
  const auto parsed = parse_resync_source(text, asker, {});
  EXPECT_FALSE(parsed) << text;
  return parsed ? std::string() : parsed.error();
}

TEST(ResyncSource, AnAddressOfTheWebStaysAsItIs) {
  EXPECT_EQ(source("http://files.example/spa.cfg?x=1").url(), "http://files.example/spa.cfg?x=1");
  EXPECT_EQ(source("HTTPS://files.example:8443/a").url(), "https://files.example:8443/a");
  EXPECT_EQ(source("http://[2001:db8::1]:8080/a").url(), "http://[2001:db8::1]:8080/a");
  EXPECT_EQ(source("http://files.example").url(), "http://files.example/");
}

TEST(ResyncSource, WithoutASchemeItIsTftp) {
  EXPECT_EQ(source("files.example/spa.cfg").url(), "tftp://files.example/spa.cfg");
  EXPECT_EQ(source("files.example:1069/spa.cfg").url(), "tftp://files.example:1069/spa.cfg");
}

TEST(ResyncSource, WithoutAHostItIsTheOneThatAsked) {
  EXPECT_EQ(source("/spa.cfg").url(), "tftp://203.0.113.7/spa.cfg");
  EXPECT_EQ(source("http:///spa.cfg").url(), "http://203.0.113.7/spa.cfg");
}

TEST(ResyncSource, TheBracketHoldsALogin) {
  const ResyncSource with = source("[--uid phone --pwd s3cret] http://files.example/spa.cfg");
  ASSERT_TRUE(with.login);
  EXPECT_EQ(with.login->user, "phone");
  EXPECT_EQ(with.login->password, "s3cret");
  EXPECT_EQ(with.url(), "http://files.example/spa.cfg");
}

TEST(ResyncSource, MacrosAreExpandedAndBlanksEncoded) {
  EXPECT_EQ(source("http://files.example/$MA/spa $PN.cfg").url(),
            "http://files.example/000e08aabbcc/spa%20SPA525G2.cfg");
}

TEST(ResyncSource, WhatIsWrongIsSaidWithAnExample) {
  for (const std::string_view text :
       {"", "[--uid a", "[--uid] http://a/", "[--key k] http://a/", "ftp://a/b", "file:///etc/passwd",
        "http://a:0/", "http://a:99999/", "http://user:pwd@a/", "http://[1]/", "http://a b/", "http://"}) {
    EXPECT_THAT(fault(text), HasSubstr("Right is [--uid name --pwd password] http://host/path."));
    EXPECT_THAT(fault(text), Not(HasSubstr("pwd@a")));
  }
}

// Remembers what is written.
class Lines final : public Log {
 public:
  [[nodiscard]] bool enabled(LogLevel) const override { return true; }
  void write(LogLevel, std::string_view area, std::string_view text) override {
    if (area == "resync") all.emplace_back(text);
  }
  std::vector<std::string> all;
};

struct Resyncing : ::testing::Test {
  tl::expected<std::string, ResyncRefusal> start(std::string_view from) {
    return station.resync().start(from, asker, [this](FetchedProfile profile) {
      taken.push_back(std::move(profile));
      return takes;
    });
  }
  void set(std::vector<Assignment> assignments) {
    station.apply(station.settings()->with(assignments, settings::Stamp{})->snapshot);
  }
  const ResyncReport& after(Duration time) {
    simulation.run_for(time);
    return station.resync().report();
  }

  sim::Simulation simulation{1};
  sim::Host& host = simulation.host("phone", IpAddress::v4(192, 0, 2, 10));
  Lines lines;
  World world{host.world().clock,
              host.world().network,
              host.world().fetcher,
              host.world().resolver,
              host.world().random,
              host.world().store,
              lines};
  Switchboard switchboard{world};
  static StationOptions options() {
    StationOptions out;
    out.identity.mac = "000e08aabbcc";
    out.sip = {IpAddress::v4(192, 0, 2, 10), 5060};
    return out;
  }
  Station station{world, switchboard, options(), std::make_shared<const settings::Snapshot>()};
  std::vector<FetchedProfile> taken;
  bool takes = true;
};

TEST_F(Resyncing, TheProfileIsFetchedAndTaken) {
  simulation.web().serve("http://files.example/spa.cfg", "<flat-profile/>");
  EXPECT_EQ(station.resync().report().state, State::None);
  EXPECT_EQ(start("http://files.example/spa.cfg"),
            "The phone fetches http://files.example/spa.cfg as soon as it is not busy.");
  EXPECT_EQ(after(seconds(1)).state, State::Applying);
  ASSERT_EQ(taken.size(), 1U);
  EXPECT_EQ(taken[0].bytes, "<flat-profile/>");
  EXPECT_EQ(taken[0].host, "files.example");
  station.resync().finish(true, "Three settings are changed.");
  EXPECT_EQ(station.resync().report().state, State::Done);
  EXPECT_EQ(station.resync().report().words, "Three settings are changed.");
}

TEST_F(Resyncing, FailsWhenNobodyTakesTheProfile) {
  simulation.web().serve("http://files.example/spa.cfg", "<flat-profile/>");
  takes = false;
  ASSERT_TRUE(start("http://files.example/spa.cfg"));
  EXPECT_EQ(after(seconds(1)).state, State::Failed);
}

TEST_F(Resyncing, TftpIsFetchedToo) {
  simulation.web().serve("tftp://files.example/spa.cfg", "<flat-profile/>");
  ASSERT_TRUE(start("files.example/spa.cfg"));
  EXPECT_EQ(after(seconds(1)).state, State::Applying);
}

TEST_F(Resyncing, TheLoginGoesAlong) {
  std::string user;
  simulation.web().serve("http://files.example/spa.cfg", [&](const sim::WebRequest& request) {
    if (request.login != nullptr) user = request.login->user + ":" + request.login->password;
    sim::WebAnswer answer;
    answer.result.status = 200;
    return answer;
  });
  ASSERT_TRUE(start("[--uid phone --pwd s3cret] http://files.example/spa.cfg"));
  EXPECT_EQ(after(seconds(1)).state, State::Applying);
  EXPECT_EQ(user, "phone:s3cret");
  for (const std::string& line : lines.all) EXPECT_THAT(line, Not(HasSubstr("s3cret")));
}

// Log_Resync_Request_Msg, Log_Resync_Success_Msg
TEST_F(Resyncing, StartAndSuccessAreLoggedInTheWordsOfTheSettings) {
  set({{"Log_Resync_Success_Msg", "$PN got $SCHEME://$SERVIP:$PORT$PATH"}});
  simulation.web().serve("http://files.example/spa.cfg", "<flat-profile/>");
  ASSERT_TRUE(start("http://files.example/spa.cfg"));
  (void)after(seconds(1));
  station.resync().finish(true, "Done.");
  EXPECT_THAT(lines.all,
              ElementsAre("SPA525G2 00:0e:08:aa:bb:cc -- Requesting resync http://files.example:80/spa.cfg",
                          "SPA525G2 got http://files.example:80/spa.cfg"));
}

// Log_Resync_Failure_Msg
TEST_F(Resyncing, AFailureIsLoggedWithItsReason) {
  simulation.web().serve("http://files.example/other", "x");
  ASSERT_TRUE(start("http://files.example/spa.cfg"));
  const ResyncReport& report = after(seconds(1));
  EXPECT_EQ(report.state, State::Failed);
  EXPECT_EQ(report.words, "File Not Found.");
  EXPECT_THAT(lines.all, Contains("SPA525G2 00:0e:08:aa:bb:cc -- Resync failed: File Not Found."));
  EXPECT_TRUE(taken.empty());
}

TEST_F(Resyncing, ABlankMessageIsNotLogged) {
  set({{"Log_Resync_Request_Msg", ""}});
  simulation.web().serve("http://files.example/spa.cfg", "<flat-profile/>");
  ASSERT_TRUE(start("http://files.example/spa.cfg"));
  (void)after(seconds(1));
  EXPECT_TRUE(lines.all.empty());
}

// Provision_Enable
TEST_F(Resyncing, IsRefusedWhenProvisionEnableIsNo) {
  set({{"Provision_Enable", "No"}});
  const auto started = start("http://files.example/spa.cfg");
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().why, ResyncRefusal::Why::Disabled);
  EXPECT_EQ(started.error().words, "Provision Enable is No, so nothing is fetched.");
  EXPECT_EQ(after(seconds(5)).state, State::None);
}

TEST_F(Resyncing, OneAtATime) {
  simulation.web().serve("http://files.example/spa.cfg", "<flat-profile/>");
  ASSERT_TRUE(start("http://files.example/spa.cfg"));
  for (const Duration time : {Duration{}, Duration(seconds(1))}) {
    (void)after(time);
    const auto second = start("http://files.example/spa.cfg");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().why, ResyncRefusal::Why::UnderWay);
  }
  station.resync().finish(false, "The profile is broken.");
  EXPECT_TRUE(start("http://files.example/spa.cfg"));
}

TEST_F(Resyncing, LinkLocalMulticastAndItsOwnAddressesAreRefused) {
  station.set_listeners({{IpAddress::v4(192, 0, 2, 10), 80}}, false);
  for (const char* url : {"http://169.254.169.254/a", "http://224.0.0.1/a", "http://192.0.2.10/a",
                          "http://127.0.0.1/a", "http://0.0.0.0/a"}) {
    ASSERT_TRUE(start(url)) << url;
    const ResyncReport& report = after(seconds(2));
    EXPECT_EQ(report.state, State::Failed) << url;
    EXPECT_THAT(report.words, HasSubstr("Address not allowed: ")) << url;
  }
}

TEST_F(Resyncing, WhatPushesMayFetchDoesNotBindAnAdministrator) {
  set({{"Fetch_Allowed", "app.example"}});
  simulation.web().serve("http://files.example/spa.cfg", "<flat-profile/>");
  ASSERT_TRUE(start("http://files.example/spa.cfg"));
  EXPECT_EQ(after(seconds(1)).state, State::Applying);
}

TEST_F(Resyncing, AProfileThatIsTooLargeIsGivenUp) {
  simulation.web().serve("http://files.example/spa.cfg", std::string(Resync::max_bytes + 1, 'x'));
  ASSERT_TRUE(start("http://files.example/spa.cfg"));
  EXPECT_EQ(after(seconds(1)).state, State::Failed);
  EXPECT_EQ(station.resync().report().words, "Data too large!");
}

}  // namespace
}  // namespace handset::phone
