// What the figures do not show of the server transactions: the 100 that nobody asked for, and how often.
#include "sip/server_transaction.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "manual_clock.h"

namespace handset::sip {
namespace {

using State = ServerTransaction::State;

struct AnswerToInvite : testing::Test, ServerTransaction::Listener {
  void on_send(ServerTransaction&, std::string_view response) override {
    const auto at = std::chrono::duration_cast<milliseconds>(clock.now().time_since_epoch()).count();
    sent.push_back(std::to_string(at) + " " + std::string(response));
  }
  void on_ack(ServerTransaction&, const Message&) override {}
  void on_failed(ServerTransaction& failed, ServerTransaction::Failure) override {
    if (starts_anew) failed.start(Method::Invite, false, "trying");
  }

  using Sent = std::vector<std::string>;

  ManualClock clock;
  TimerValues timers;
  Sent sent;
  bool starts_anew = false;
  ServerTransaction transaction{clock, timers, *this};
};

TEST_F(AnswerToInvite, Is100WhenNothingElseComesWithin200ms) {
  transaction.start(Method::Invite, false, "trying");
  transaction.receive_again();
  clock.advance(milliseconds(300));
  EXPECT_EQ(sent, Sent{"200 trying"});
  transaction.receive_again();
  EXPECT_EQ(sent.back(), "300 trying");
  EXPECT_EQ(transaction.state(), State::Proceeding);
}

TEST_F(AnswerToInvite, IsNo100WhenThePhoneWasFaster) {
  transaction.start(Method::Invite, false, "trying");
  transaction.respond(180, "ringing");
  clock.advance(seconds(10));
  EXPECT_EQ(sent, Sent{"0 ringing"});
}

TEST_F(AnswerToInvite, WhenItIsARefusalIsRepeatedUpToT2UntilTimerH) {
  transaction.start(Method::Invite, false);
  transaction.respond(486, "busy");
  clock.advance(minutes(2));
  EXPECT_EQ(sent, (Sent{"0 busy", "500 busy", "1500 busy", "3500 busy", "7500 busy", "11500 busy",
                        "15500 busy", "19500 busy", "23500 busy", "27500 busy", "31500 busy"}));
  EXPECT_EQ(transaction.state(), State::Terminated);
}

TEST_F(AnswerToInvite, MayBeBegunAnewWhileItsEndIsTold) {
  starts_anew = true;
  transaction.start(Method::Invite, false);
  transaction.respond(486, "busy");
  clock.advance(timers.h);
  EXPECT_EQ(transaction.state(), State::Proceeding);
  clock.advance(milliseconds(200));
  EXPECT_EQ(sent.back(), "32200 trying");
}

TEST_F(AnswerToInvite, IsNotSentOnceItIsForgotten) {
  transaction.start(Method::Invite, false, "trying");
  transaction.stop();
  EXPECT_FALSE(transaction.respond(200, "ok"));
  clock.advance(minutes(1));
  EXPECT_TRUE(sent.empty());
  EXPECT_EQ(transaction.state(), State::Idle);
}

}  // namespace
}  // namespace handset::sip
