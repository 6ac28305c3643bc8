// Which of the servers behind a proxy's name the requests of a line go to, and when the DNS is asked anew.
#include "ua/server_choice.h"

#include <deque>
#include <functional>
#include <gtest/gtest.h>
#include <string>

#include "sim/simulation.h"

namespace handset::ua {
namespace {

struct Asker final : ServerChoice::Asker {
  void on_servers(const Result<void>& found) override {
    ++calls;
    error = found ? std::string() : std::string(found.error().what);
    if (then) then();
  }
  int calls = 0;
  std::string error;
  std::function<void()> then;
};

class Choices : public ::testing::Test {
 protected:
  Choices() {
    names.set("a.example", {address(1)});
    names.set("b.example", {address(2)});
    set({{1, 0, 5060, "a.example"}, {2, 0, 5060, "b.example"}});
  }
  void set(std::vector<SrvRecord> records, Duration ttl = seconds(300)) {
    names.set_srv("_sip._udp.example.org", std::move(records), milliseconds(1), ttl);
  }
  static IpAddress address(std::uint8_t number) { return IpAddress::v4(192, 0, 2, number); }
  // The host of the current server, for somebody who asks now.
  std::string ask() {
    asker.calls = 0;
    choice.ask(asker);
    EXPECT_EQ(asker.calls, 0) << "never from within";
    simulation.run_for(seconds(1));
    EXPECT_EQ(asker.calls, 1);
    return asker.error.empty() ? choice.current().host : asker.error;
  }

  sim::Simulation simulation{5};
  sim::Host& host = simulation.host("phone", address(100));
  sim::Names& names = simulation.names();
  World world = host.world();
  Asker asker;
  ServerChoice choice{
      world.clock,
      world.resolver,
      world.network,
      world.random,
      {.server = ServerSetting::parse("example.org").value(), .use_srv = true, .auto_prefix = true},
      seconds(600)};
};

TEST_F(Choices, BeginWithTheBestOne) {
  EXPECT_EQ(ask(), "a.example");
  EXPECT_EQ(choice.targets().why(), "");
}

TEST_F(Choices, KeepWhatTheDnsSaidUntilThatRunsOut) {
  ask();
  set({{1, 0, 5060, "b.example"}});
  EXPECT_EQ(ask(), "a.example");
  simulation.run_for(seconds(300));
  EXPECT_EQ(ask(), "b.example");
}

TEST_F(Choices, AreTheSameForAllWhoAskMeanwhile) {
  std::deque<Asker> others(5);
  for (Asker& other : others) choice.ask(other);
  EXPECT_EQ(ask(), "a.example");
  for (const Asker& other : others) EXPECT_EQ(other.calls, 1);
}

TEST_F(Choices, DoNotTellWhoLeft) {
  Asker other;
  choice.ask(other);
  choice.leave(other);
  ask();
  EXPECT_EQ(other.calls, 0);
}

TEST_F(Choices, BearWhoLeavesOrAsksWhileOthersAreTold) {
  Asker second;
  Asker third;
  asker.then = [&] {
    choice.leave(second);
    if (asker.calls == 1) choice.ask(asker);
  };
  choice.ask(asker);
  choice.ask(second);
  choice.ask(third);
  simulation.run_for(seconds(1));
  EXPECT_EQ(asker.calls, 2);
  EXPECT_EQ(second.calls, 0);
  EXPECT_EQ(third.calls, 1);
}

TEST_F(Choices, MoveOnOnceForAllThatFoundTheSameServerDead) {
  ask();
  const ServerTarget dead = choice.current();
  EXPECT_TRUE(choice.failed(dead, "did not answer"));
  EXPECT_EQ(choice.current().host, "b.example");
  EXPECT_TRUE(choice.failed(dead, "did not answer")) << "there is another one to try";
  EXPECT_EQ(choice.current().host, "b.example");
  EXPECT_EQ(choice.targets().why(), "a.example (192.0.2.1:5060, UDP) did not answer");
}

TEST_F(Choices, AskTheDnsAnewWhenAllHaveFailed) {
  ask();
  EXPECT_TRUE(choice.failed(choice.current(), "is dead"));
  EXPECT_FALSE(choice.failed(choice.current(), "is dead too"));
  names.set("c.example", {address(3)});
  set({{1, 0, 5060, "c.example"}});
  EXPECT_EQ(ask(), "c.example");
}

TEST_F(Choices, KeepTheServersWhileNoNameServerAnswers) {
  ask();
  for (const char* name : {"_sip._udp.example.org", "example.org"})
    names.set_failure(name, {Errc::Unavailable, 0, "the name server does not answer"});
  simulation.run_for(seconds(301));
  EXPECT_EQ(ask(), "a.example");
  set({{1, 0, 5060, "b.example"}});
  EXPECT_EQ(ask(), "a.example") << "the name server is left alone for a minute";
  simulation.run_for(seconds(60));
  EXPECT_EQ(ask(), "b.example");
}

TEST_F(Choices, SayWhatIsWrongWithoutAny) {
  names.set_failure("_sip._udp.example.org", {Errc::NotFound, 0, "this host name is not known"});
  EXPECT_EQ(ask(), "this host name is not known");
  set({{1, 0, 5060, "a.example"}});
  EXPECT_EQ(ask(), "a.example") << "a failure is not kept";
}

TEST_F(Choices, FallBackWhenItIsTime) {
  ask();
  choice.failed(choice.current(), "is dead");
  choice.worked(choice.current());
  simulation.run_for(seconds(599));
  choice.fall_back();
  EXPECT_EQ(choice.current().host, "b.example");
  simulation.run_for(seconds(1));
  ASSERT_EQ(choice.fall_back_at(), simulation.now());
  choice.fall_back();
  EXPECT_EQ(choice.current().host, "a.example");
}

}  // namespace
}  // namespace handset::ua
