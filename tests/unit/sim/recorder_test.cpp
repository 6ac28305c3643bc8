// What a recorder writes, and that it passes everything on.
#include "base/recorder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "base/record_values.h"
#include "sim/inbox.h"
#include "sim/simulation.h"

namespace handset::sim {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Written final : RecordSink {
  void write(const RecordEntry& entry) override { all.push_back(entry); }
  void flush() override { flushed = all.size(); }
  // From that entry on, for people.
  [[nodiscard]] std::vector<std::string> since(std::size_t first) const {
    std::vector<std::string> out;
    for (std::size_t i = first; i < all.size(); ++i) out.push_back(describe(all[i]));
    return out;
  }
  std::vector<RecordEntry> all;
  std::size_t flushed = 0;
};

struct Recorded : ::testing::Test, DatagramHandler, LookupHandler, FetchHandler, ScreenSource {
  void on_datagrams(SocketId, std::span<const Datagram> batch) override {
    flushed_before = written.flushed;
    world.network.send(socket, batch.front().source, "pong");
    if (in_turn) in_turn();
  }
  void on_resolved(LookupId, const Result<Addresses>&) override { ++resolved; }
  void on_srv(LookupId, const Result<SrvRecords>& records) override { srv = records; }
  void on_naptr(LookupId, const Result<NaptrRecords>& records) override { naptr = records; }
  void on_fetched(FetchId, FetchResult result) override { body = result.body; }
  std::optional<std::string> look() override { return screen; }
  void fire() { fired_at = world.clock.now(); }

  void open() {
    const InputScope input(world, "open");
    socket = *world.network.open_datagrams(host.at(5060), *this);
  }
  void ping() {
    peer.world().network.send(peer_socket, host.at(5060), "ping");
    simulation.run_for(seconds(1));
  }

  Simulation simulation{1};
  Host& host = simulation.host("phone", IpAddress::v4(192, 0, 2, 10));
  Host& peer = simulation.host("peer", IpAddress::v4(192, 0, 2, 20));
  Inbox inbox;
  SocketId peer_socket = *peer.world().network.open_datagrams(peer.at(5090), inbox);
  Written written;
  Recorder recorder{host.world(), written, "1.2"};
  World world = recorder.world();
  SocketId socket{};
  std::function<void()> in_turn;
  std::size_t flushed_before = 0;
  int resolved = 0;
  Result<SrvRecords> srv;
  Result<NaptrRecords> naptr;
  std::string body;
  std::string screen;
  SteadyTime fired_at{};
  Timer timer = Timer::calling<&Recorded::fire>(*this);
};

TEST_F(Recorded, TheFirstEntrySaysWhenAndByWhat) {
  EXPECT_THAT(written.since(0), ElementsAre("> start 2 1.2 1000.000000 1772366400.000000 0"));
  EXPECT_EQ(written.flushed, 1U);
}

TEST_F(Recorded, ADatagramAndItsAnswerAreWrittenAndPassedOn) {
  open();
  ping();
  EXPECT_THAT(written.since(1), ElementsAre("> open", "= open_datagrams 192.0.2.10:5060 ok 1",
                                            "> datagrams 1 192.0.2.20:5090 ping",
                                            HasSubstr("< send_datagram 1 192.0.2.20:5090 pong 4 ")));
  ASSERT_EQ(inbox.letters().size(), 1U);
  EXPECT_EQ(inbox.letters()[0].bytes, "pong");
}

TEST_F(Recorded, AnEventIsInTheFileBeforeItIsHandled) {
  open();
  ping();
  EXPECT_EQ(flushed_before, 4U);
  EXPECT_EQ(written.flushed, written.all.size());
}

TEST_F(Recorded, AFailureIsAnAnswerToo) {
  open();
  const InputScope input(world, "again");
  EXPECT_FALSE(world.network.open_datagrams(host.at(5060), *this));
  EXPECT_THAT(written.since(4),
              ElementsAre(HasSubstr("= open_datagrams 192.0.2.10:5060 error unavailable 0 ")));
}

TEST_F(Recorded, TimersFireByTheRecordersOwnWheel) {
  {
    const InputScope input(world, "arm");
    world.clock.arm(timer, milliseconds(1500));
  }
  simulation.run_for(seconds(3));
  EXPECT_EQ(fired_at - Timeline::start, milliseconds(1500));
  EXPECT_EQ(written.all.back().name, "timers");
  EXPECT_EQ(written.all.back().at, milliseconds(1500));
}

TEST_F(Recorded, AJumpOfTheDateIsToldBeforeTheNextEvent) {
  open();
  host.clock().set_wall(WallTime(hours(10)));
  ping();
  EXPECT_EQ(written.all[3].name, "date");
  EXPECT_EQ(written.all[4].name, "datagrams");
  EXPECT_EQ(world.clock.wall(), host.clock().wall());
  ping();
  EXPECT_EQ(written.all[6].name, "datagrams");
}

TEST_F(Recorded, WhatComesWithinAnEventIsMarked) {
  open();
  in_turn = [this] { const InputScope input(world, "within"); };
  ping();
  EXPECT_EQ(written.all.back().way, RecordWay::Within);
}

TEST_F(Recorded, WhoOnlyLooksLeavesNoTrace) {
  open();
  EXPECT_EQ(world.network.local_endpoint(socket), host.at(5060));
  EXPECT_EQ(world.network.source_for(peer.address()), host.address());
  EXPECT_EQ(written.all.size(), 3U);
}

TEST_F(Recorded, TheScreenIsWrittenAtRestWhenItIsAnotherOne) {
  screen = "first";
  recorder.set_screen(this);
  open();
  in_turn = [this] { screen = "second"; };
  ping();
  ping();
  EXPECT_THAT(written.since(1), ElementsAre("| screen first", "> open", HasSubstr("= open"),
                                            HasSubstr("> datagrams"), HasSubstr("< send"), "| screen second",
                                            HasSubstr("> datagrams"), HasSubstr("< send")));
}

TEST_F(Recorded, TheAnswerOfASecretFetchIsPassedOnButNotKept) {
  simulation.web().serve("http://web.example/profile", "hunter2");
  {
    const InputScope input(world, "resync");
    FetchRequest request;
    request.url = "http://web.example/profile";
    request.policy = std::make_shared<const FetchPolicy>(*FetchPolicy::parse("", false, {}));
    request.secret = true;
    static_cast<void>(world.fetcher.fetch(std::move(request), *this));
  }
  simulation.run_for(seconds(1));
  EXPECT_EQ(body, "hunter2");
  const RecordEntry& fetched = written.all.back();
  EXPECT_EQ(fetched.name, "fetched");
  EXPECT_EQ(fetched.fields.back().text, "");
}

TEST_F(Recorded, ACancelledLookupIsToldToNobody) {
  simulation.names().set("pbx.example", {peer.address()});
  {
    const InputScope input(world, "look up");
    static_cast<void>(world.resolver.resolve("pbx.example", *this));
    world.resolver.cancel(world.resolver.resolve("pbx.example", *this));
  }
  simulation.run_for(seconds(1));
  EXPECT_EQ(resolved, 1);
  EXPECT_THAT(written.since(2), ElementsAre("= resolve pbx.example 1", "= resolve pbx.example 2",
                                            "< cancel_lookup 2", "> resolved 1 ok 300.000000 192.0.2.20"));
}

TEST_F(Recorded, RecordsOfTheDnsAreWrittenAndPassedOn) {
  const SrvRecord one{10, 60, 5060, "a.example"};
  const NaptrRecord pointer{50, 5, "S", "SIP+D2U", "", "_sip._udp.example"};
  simulation.names().set_srv("_sip._udp.example", {one, {20, 0, 5080, "b.example"}});
  simulation.names().set_naptr("example", {pointer}, Names::usual_delay, seconds(7));
  {
    const InputScope input(world, "look up");
    static_cast<void>(world.resolver.resolve_srv("_sip._udp.example", *this));
    static_cast<void>(world.resolver.resolve_naptr("example", *this));
    static_cast<void>(world.resolver.resolve_srv("nobody.example", *this));
  }
  simulation.run_for(seconds(1));
  EXPECT_EQ(srv.error().code, Errc::NotFound);
  EXPECT_EQ(naptr.value(), (NaptrRecords{{pointer}, seconds(7)}));
  EXPECT_THAT(written.since(2),
              ElementsAre("= resolve_srv _sip._udp.example 1", "= resolve_naptr example 2",
                          "= resolve_srv nobody.example 3",
                          "> resolved_srv 1 ok 300.000000 10 60 5060 a.example 20 0 5080 b.example",
                          "> resolved_naptr 2 ok 7.000000 50 5 S SIP+D2U \"\" _sip._udp.example",
                          HasSubstr("> resolved_srv 3 error not_found 0 ")));
}

TEST_F(Recorded, AfterTheEndNothingIsWrittenButAllIsPassedOn) {
  open();
  recorder.finish();
  EXPECT_EQ(written.all.back().name, "end");
  const std::size_t entries = written.all.size();
  ping();
  EXPECT_EQ(written.all.size(), entries);
  EXPECT_EQ(inbox.letters().size(), 1U);
}

}  // namespace
}  // namespace handset::sim
