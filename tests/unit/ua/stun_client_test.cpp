// One Binding transaction, in virtual time (RFC 8489 6.2.1), and what the door makes of STUN.
#include "ua/stun_client.h"

#include <optional>

#include "unit/ua/stun_rig.h"

namespace handset::ua {
namespace {

using test::stun_error;
using test::stun_success;
using test::StunAttribute;

struct StunClient : StunRig {
  void ask(const StunQuestion& question) {
    outcome.reset();
    began = simulation.now();
    transaction.start(question, [this](const StunOutcome& found) {
      EXPECT_FALSE(outcome) << "told twice";
      outcome = found;
      ended = simulation.now();
    });
    EXPECT_FALSE(outcome) << "never from inside the call";
  }
  std::string words() {
    ask({.server = server_host.at(3478)});
    simulation.run_for(minutes(1));
    return outcome ? outcome->words : "no outcome";
  }

  std::optional<StunOutcome> outcome;
  SteadyTime began{};
  SteadyTime ended{};
  StunTransaction transaction{host.clock(), nat, host.random(), socket()};
};

TEST_F(StunClient, IsToldThePublicAddressOfTheSocket) {
  EXPECT_EQ(words(), "");
  ASSERT_EQ(outcome->kind, StunOutcome::Kind::Mapped);
  EXPECT_EQ(outcome->mapped, server.requests()[0].source);
  EXPECT_EQ(outcome->mapped.address, nat_host.address());
  EXPECT_EQ(outcome->other, second_host.at(3479));
  EXPECT_EQ(server.requests().size(), 1U);
  EXPECT_EQ(ended - began, milliseconds(2)) << "there and back";
}

TEST_F(StunClient, AsksSevenTimesAndGivesUpAfter39Seconds) {
  server.silent = true;
  EXPECT_EQ(words(), "192.0.2.9:3478 did not answer within 39.5 s");
  EXPECT_EQ(outcome->kind, StunOutcome::Kind::NoAnswer);
  EXPECT_EQ(ended - began, milliseconds(39500));
  ASSERT_EQ(server.requests().size(), 7U);
  for (const auto& request : server.requests()) EXPECT_EQ(request.bytes, server.requests()[0].bytes);
}

TEST_F(StunClient, ALostRequestIsSentAgainTwiceAsLate) {
  server.silent = true;
  ask({.server = server_host.at(3478)});
  std::size_t count = 1;
  for (const Duration at : {milliseconds(500), milliseconds(1500), milliseconds(3500), milliseconds(7500)}) {
    simulation.run_until(began + at - milliseconds(1));
    EXPECT_EQ(server.requests().size(), count);
    simulation.run_until(began + at + milliseconds(2));
    EXPECT_EQ(server.requests().size(), ++count);
  }
  server.silent = false;
  simulation.run_for(minutes(1));
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->kind, StunOutcome::Kind::Mapped);
}

TEST_F(StunClient, EachQuestionIsATransactionOfItsOwn) {
  words();
  words();
  EXPECT_NE(stun_transaction(server.requests()[0].bytes), stun_transaction(server.requests()[1].bytes));
}

TEST_F(StunClient, ARefusalSaysWhich) {
  server.script = [](const StunTransactionId& id, const Endpoint&) {
    return stun_error(id).error(401, "Unauthorized").bytes();
  };
  EXPECT_EQ(words(), "192.0.2.9:3478 refuses with error 401");
  EXPECT_EQ(outcome->kind, StunOutcome::Kind::Refused);
}

TEST_F(StunClient, WhatIsNotUnderstoodEndsIt) {
  server.script = [](const StunTransactionId& id, const Endpoint& source) {
    return stun_success(id).mapped(source).add(0x7000, "what").bytes();
  };
  EXPECT_EQ(
      words(),
      "192.0.2.9:3478 cannot be understood: the STUN server says something that has to be understood and is "
      "not");
  EXPECT_EQ(ended - began, milliseconds(2));
}

TEST_F(StunClient, WhatIsNotSoundIsDroppedAndTold) {
  server.script = [](const StunTransactionId& id, const Endpoint&) { return stun_success(id).bytes(); };
  EXPECT_EQ(words(), "192.0.2.9:3478 answers what is not sound: a success of STUN names no address");
  EXPECT_EQ(ended - began, milliseconds(39500));
  server.script = [n = 0](const StunTransactionId& id, const Endpoint& source) mutable {
    return ++n == 1 ? stun_success(id).bytes() : stun_success(id).mapped(source).bytes();
  };
  EXPECT_EQ(words(), "") << "a sound one came then";
  for (const Endpoint& nobody :
       {Endpoint{IpAddress{}, 5060}, Endpoint{IpAddress::v4(224, 0, 0, 1), 5060},
        Endpoint{IpAddress::v4(203, 0, 113, 1), 0}, Endpoint{IpAddress::v6({0x20, 1, 0xd, 0xb8}), 5060}}) {
    server.script = [&](const StunTransactionId& id, const Endpoint&) {
      return stun_success(id).mapped(nobody).bytes();
    };
    EXPECT_EQ(words(), "192.0.2.9:3478 answers what is not sound: it names an address that is nobody's");
  }
}

TEST_F(StunClient, AnAnswerFromElsewhereOrToNobodyIsIgnored) {
  nat.kind = test::NatNetwork::Kind::FullCone;
  server.script = [this](const StunTransactionId& id, const Endpoint& source) {
    const auto lie = stun_success(id).mapped({IpAddress::v4(198, 51, 100, 1), 1}).bytes();
    for (const std::size_t place : {1U, 2U, 3U}) server.send(source, lie, place);
    server.send(source, stun_success({}).mapped({IpAddress::v4(198, 51, 100, 1), 1}).bytes());
    return std::string();
  };
  EXPECT_EQ(words(), "192.0.2.9:3478 did not answer within 39.5 s");
  EXPECT_EQ(strays, 28);
  EXPECT_TRUE(messages.empty()) << "it is no SIP";
}

TEST_F(StunClient, AnAnswerThatComesLateIsNobodys) {
  words();
  server.send(outcome->mapped, stun_success(transaction.id()).mapped(outcome->mapped).bytes());
  simulation.run_for(seconds(1));
  EXPECT_EQ(strays, 1);
}

TEST_F(StunClient, TheDoorHandsSipOn) {
  words();
  for (const std::string text : {"OPTIONS sip:101@192.0.2.1 SIP/2.0\r\n\r\n", "\r\n\r\n", "\x01\x01", ""}) {
    messages.clear();
    server.send(outcome->mapped, text);
    simulation.run_for(seconds(1));
    EXPECT_EQ(messages, std::vector<std::string>{text});
  }
  EXPECT_EQ(strays, 0);
}

TEST_F(StunClient, MayAskAgainFromInside) {
  int answers = 0;
  std::function<void(const StunOutcome&)> again = [&](const StunOutcome&) {
    if (++answers < 3) transaction.start({.server = server_host.at(3478)}, again);
  };
  transaction.start({.server = server_host.at(3478)}, again);
  simulation.run_for(seconds(1));
  EXPECT_EQ(answers, 3);
}

TEST_F(StunClient, IsSilentWhenItsRouterIsGone) {
  auto short_lived = std::make_unique<StunRouter>();
  StunTransaction orphan(host.clock(), nat, host.random(),
                         {socket().socket, host.at(5060), short_lived.get()});
  int told = 0;
  orphan.start({.server = server_host.at(3478)}, [&](const StunOutcome&) { ++told; });
  short_lived.reset();
  orphan.start({.server = server_host.at(3478)}, [&](const StunOutcome&) { ++told; });
  simulation.run_for(minutes(1));
  EXPECT_EQ(told, 0);
  EXPECT_EQ(server.requests().size(), 1U);
}

}  // namespace
}  // namespace handset::ua
