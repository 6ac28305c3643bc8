// The life of a phone again and again, and each time its next call of the World fails, once, until there is
// none left to fail: it goes into service, is pushed to over UDP and over TCP, asks its proxy, resolves its
// syslog server, fetches a profile and changes its ports. Whichever it was: nothing waits for ever, no push
// is carried out twice, and afterwards the next push is as good as ever.
#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "pbx/push_sender.h"
#include "phone/station.h"
#include "sim/simulation.h"

namespace handset {
namespace {

// Far more than such a life has: a loop that never ends is a failure.
constexpr std::uint64_t most_calls = 1000;

constexpr std::string_view log_server = "log.example";
constexpr std::string_view proxy = "pbx.example";

settings::SnapshotPtr settings_with(std::vector<settings::Assignment> more) {
  std::vector<settings::Assignment> tags{{"User_ID_1_", "101"},
                                         {"Password_1_", "secret"},
                                         {"Reversed_Auth_Realm_1_", "pbx.example"},
                                         {"Proxy_1_", std::string(proxy)},
                                         {"Syslog_Server", std::string(log_server)},
                                         {"Debug_Level", "3"}};
  tags.insert(tags.end(), more.begin(), more.end());
  const auto applied = settings::Snapshot{}.with(tags, {settings::Origin::Api, WallTime{}});
  EXPECT_TRUE(applied) << (applied ? "" : applied.error().front().message);
  return applied ? applied->snapshot : std::make_shared<const settings::Snapshot>();
}

class Life {
 public:
  // The n-th call of the phone's World fails.
  explicit Life(std::uint64_t n) {
    simulation_.names().set(proxy, {server_.address()});
    simulation_.names().set(log_server, {server_.address()});
    for (const char* page : {"udp", "tcp", "last"})
      simulation_.web().serve(url(page), std::string("<CiscoIPPhoneText><Title>") + page +
                                             "</Title><Text>x</Text></CiscoIPPhoneText>");
    simulation_.web().serve("http://web.example/profile",
                            "<flat-profile><Station_Name>x</Station_Name></flat-profile>");
    desk_.faults().only_call(n);
    switchboard_ = std::make_unique<phone::Switchboard>(desk_.world());
    // Whoever starts it is told that it cannot be reached, and tries again.
    const bool listens = switchboard_->listen(desk_.at(5060)) || switchboard_->listen(desk_.at(5060));
    EXPECT_TRUE(listens);
    phone::StationOptions options;
    options.sip = desk_.at(5060);
    options.listeners = {options.sip};
    station_ = std::make_unique<phone::Station>(desk_.world(), *switchboard_, options, settings_with({}));
  }

  static std::string url(const std::string& page) { return "http://web.example/" + page; }

  void live() {
    push("udp", ua::SipTransport::Udp);
    push("tcp", ua::SipTransport::Tcp);
    bool checked = false;
    EXPECT_TRUE(station_->check_line(1, [&](const phone::LineCheck&) { checked = true; }));
    simulation_.run_for(minutes(1));
    EXPECT_TRUE(checked) << "who asks about a line gets an answer";

    const auto resync = station_->resync().start(
        "http://web.example/profile", server_.address(), [&](const phone::FetchedProfile&) {
          simulation_.after(milliseconds(1), [this] { station_->resync().finish(true, "taken"); });
          return true;
        });
    EXPECT_TRUE(resync) << (resync ? "" : resync.error().words);
    simulation_.run_for(minutes(2));
    const auto state = station_->resync().report().state;
    EXPECT_TRUE(state == phone::ResyncReport::State::Done || state == phone::ResyncReport::State::Failed)
        << phone::resync_state_name(state);

    // A port of its own, and another one after that.
    station_->apply(settings_with({{"SIP_Port_1_", "5070"}}));
    simulation_.run_for(seconds(5));
    station_->apply(settings_with({{"SIP_Port_1_", "5072"}}));
    station_->request_restart();
    simulation_.run_for(minutes(3));
    EXPECT_FALSE(station_->restart_pending());
  }

  [[nodiscard]] bool struck() const { return struck_count() > 0; }

  void check_afterwards() {
    desk_.faults().only_call(0);
    for (const char* page : {"udp", "tcp"}) EXPECT_LE(simulation_.web().requests(url(page)), 1U) << page;
    EXPECT_FALSE(station_->phone().busy());
    EXPECT_EQ(desk_.fetcher().running(), 0U);
    EXPECT_EQ(desk_.resolver().running(), 0U);
    const auto last = push("last", ua::SipTransport::Udp);
    EXPECT_TRUE(last && last->accepted()) << (last ? last->words : "no end");
    EXPECT_EQ(simulation_.web().requests(url("last")), 1U);
    EXPECT_EQ(station_->phone().screen().title, "last");
    EXPECT_LE(switchboard_->remembered(), 3U);
  }

 private:
  std::optional<pbx::PushResult> push(const std::string& page, ua::SipTransport transport) {
    pbx::PushOrder order;
    order.uri = "sip:101@192.0.2.10:5060";
    order.target = desk_.at(5060);
    order.transport = transport;
    order.local = server_.at(0);
    order.credentials = {"101", "secret", {}};
    order.body = url(page);
    std::optional<pbx::PushResult> result;
    pbx::PushSender sender(server_.world(), order, [&](const pbx::PushResult& r) { result = r; });
    simulation_.run_while([&] { return !result.has_value(); }, seconds(100));
    simulation_.run_for(seconds(60));
    EXPECT_TRUE(result) << "the sender of " << page << " gets an end";
    return result;
  }

  [[nodiscard]] std::uint64_t struck_count() const {
    using enum sim::Fault;
    std::uint64_t count = 0;
    for (const auto kind :
         {SendDatagram, SendStream, OpenSocket, Connect, Fetch, ReadStore, WriteStore, Resolve})
      count += faults_.count(kind);
    return count;
  }

  sim::Simulation simulation_{1};
  sim::Host& desk_ = simulation_.host("phone", IpAddress::v4(192, 0, 2, 10));
  sim::Host& server_ = simulation_.host("pbx", IpAddress::v4(192, 0, 2, 20));
  const sim::Faults& faults_ = desk_.faults();
  std::unique_ptr<phone::Switchboard> switchboard_;
  std::unique_ptr<phone::Station> station_;
};

TEST(WorldFaults, NoCallThatFailsOnceStopsThePhone) {
  std::uint64_t n = 1;
  bool struck = true;
  for (; struck && n < most_calls && !HasFailure(); ++n) {
    SCOPED_TRACE("call " + std::to_string(n));
    Life life(n);
    life.live();
    struck = life.struck();
    life.check_afterwards();
  }
  EXPECT_FALSE(struck);
  EXPECT_GT(n, 20U) << "a phone calls its World more often than that";
}

}  // namespace
}  // namespace handset
