// The client transaction of an INVITE: RFC 3261 17.1.1.
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "manual_clock.h"
#include "sample_messages.h"
#include "sip/client_transaction.h"

namespace handset::sip {
namespace {

using State = ClientTransaction::State;

struct AnInvite : testing::Test, ClientTransaction::Listener {
  void on_send(ClientTransaction&, std::string_view message) override { sent.emplace_back(message); }
  void on_provisional(ClientTransaction&, const Message& response) override {
    events.push_back(std::to_string(response.status()));
  }
  void on_final(ClientTransaction&, const Message& response) override {
    events.push_back("final " + std::to_string(response.status()));
  }
  void on_accepted_again(ClientTransaction&, const Message& response) override {
    events.push_back("again " + std::to_string(response.status()));
  }
  void on_failed(ClientTransaction&, ClientTransaction::Failure failure) override {
    events.emplace_back(failure == ClientTransaction::Failure::Timeout ? "timeout" : "transport");
  }

  void start(bool reliable = false) {
    const std::string request =
        "INVITE sip:102@example.org SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=" + branch +
        "\r\nRoute: <sip:proxy.example.org;lr>\r\nMax-Forwards: 70\r\n"
        "From: <sip:101@example.org>;tag=1\r\nTo: <sip:102@example.org>\r\n"
        "Call-ID: c\r\nCSeq: 7 INVITE\r\nContent-Length: 0\r\n\r\n";
    transaction.start(request, branch, Method::Invite, reliable);
  }
  void receive(unsigned status) {
    const std::string text = SampleRequest()
                                 .start_line("SIP/2.0 " + std::to_string(status) + " x")
                                 .replace("Via: SIP/2.0/UDP 192.0.2.1;branch=" + branch)
                                 .replace("To: <sip:102@example.org>;tag=2")
                                 .replace("CSeq: 7 INVITE")
                                 .text();
    Message message;
    ASSERT_TRUE(message.parse(text));
    ASSERT_TRUE(transaction.matches(message));
    transaction.receive(message);
  }

  const std::string branch = "z9hG4bKinvite";
  ManualClock clock;
  TimerValues timers;
  std::vector<std::string> sent;
  std::vector<std::string> events;
  ClientTransaction transaction{clock, timers, *this};
};

TEST_F(AnInvite, IsRepeatedEverMoreSlowlyUntilTimerB) {
  start();
  clock.advance(minutes(2));
  EXPECT_EQ(sent.size(), 7U) << "at 0, 0.5, 1.5, 3.5, 7.5, 15.5 and 31.5 s";
  EXPECT_EQ(events, std::vector<std::string>{"timeout"});
}

TEST_F(AnInvite, IsNotRepeatedOnceItRings) {
  start();
  receive(180);
  clock.advance(minutes(2));
  EXPECT_EQ(sent.size(), 1U);
  EXPECT_EQ(transaction.state(), State::Proceeding);
}

TEST_F(AnInvite, AcknowledgesARefusal) {
  start();
  receive(486);
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[1],
            "ACK sip:102@example.org SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKinvite\r\n"
            "Route: <sip:proxy.example.org;lr>\r\nMax-Forwards: 70\r\nFrom: <sip:101@example.org>;tag=1\r\n"
            "To: <sip:102@example.org>;tag=2\r\nCall-ID: c\r\nCSeq: 7 ACK\r\nContent-Length: 0\r\n\r\n");
  receive(486);
  EXPECT_EQ(sent.size(), 3U);
  EXPECT_EQ(events, std::vector<std::string>{"final 486"}) << "told once";
}

TEST_F(AnInvite, IsOverAtTimerD) {
  start();
  receive(486);
  clock.advance(timers.d - milliseconds(10));
  EXPECT_EQ(transaction.state(), State::Completed);
  clock.advance(milliseconds(20));
  EXPECT_EQ(transaction.state(), State::Terminated);
}

TEST_F(AnInvite, TellsOfEach2xxUntilTimerM) {
  start();
  receive(200);
  receive(200);
  receive(486);
  EXPECT_EQ(events, (std::vector<std::string>{"final 200", "again 200"}))
      << "RFC 6026: others may have answered";
  EXPECT_EQ(sent.size(), 1U) << "that ACK is the dialog's";
  clock.advance(timers.m + milliseconds(1));
  EXPECT_EQ(transaction.state(), State::Terminated);
}

TEST_F(AnInvite, OverAStreamIsAcknowledgedAndOver) {
  start(true);
  receive(603);
  EXPECT_EQ(sent.size(), 2U);
  EXPECT_EQ(transaction.state(), State::Terminated);
}

TEST_F(AnInvite, FailsWithItsTransport) {
  start();
  transaction.transport_failed();
  EXPECT_EQ(events, std::vector<std::string>{"transport"});
}

}  // namespace
}  // namespace handset::sip
