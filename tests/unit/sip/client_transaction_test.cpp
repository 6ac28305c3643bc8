#include "sip/client_transaction.h"

#include <functional>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

#include "manual_clock.h"
#include "sample_messages.h"

namespace handset::sip {
namespace {

class ClientTransactionTest : public testing::Test, public ClientTransaction::Listener {
 protected:
  using State = ClientTransaction::State;

  void on_send(ClientTransaction&, std::string_view request) override {
    EXPECT_EQ(request, "the request");
    sent_.push_back(std::chrono::duration_cast<milliseconds>(clock_.now().time_since_epoch()).count());
    if (when_sent) when_sent();
  }
  void on_provisional(ClientTransaction&, const Message& response) override {
    events_.push_back("provisional " + std::to_string(response.status()));
  }
  void on_final(ClientTransaction&, const Message& response) override {
    events_.push_back("final " + std::to_string(response.status()));
    if (when_final) when_final();
  }
  void on_accepted_again(ClientTransaction&, const Message& response) override {
    events_.push_back("again " + std::to_string(response.status()));
  }
  void on_failed(ClientTransaction&, ClientTransaction::Failure failure) override {
    events_.push_back(failure == ClientTransaction::Failure::Timeout ? "timeout" : "transport");
  }

  void start(bool reliable = false) {
    transaction_->start("the request", "z9hG4bK1", Method::Notify, reliable);
  }
  bool receive(unsigned status, std::string_view branch = "z9hG4bK1", std::string_view cseq = "1 NOTIFY") {
    const std::string text = SampleRequest()
                                 .start_line("SIP/2.0 " + std::to_string(status) + " x")
                                 .replace("Via: SIP/2.0/UDP 192.0.2.1;branch=" + std::string(branch))
                                 .replace("CSeq: " + std::string(cseq))
                                 .text();
    Message message;
    EXPECT_TRUE(message.parse(text));
    if (!transaction_->matches(message)) return false;
    transaction_->receive(message);
    return true;
  }

  using Times = std::vector<std::int64_t>;
  using Events = std::vector<std::string>;

  ManualClock clock_;
  TimerValues timers_;
  Times sent_;
  Events events_;
  std::function<void()> when_sent;
  std::function<void()> when_final;
  std::unique_ptr<ClientTransaction> transaction_ =
      std::make_unique<ClientTransaction>(clock_, timers_, *this);
};

TEST_F(ClientTransactionTest, TheRequestIsSentAtOnce) {
  EXPECT_EQ(transaction_->state(), State::Idle);
  start();
  EXPECT_EQ(sent_, Times{0});
  EXPECT_EQ(transaction_->state(), State::Trying);
}

TEST_F(ClientTransactionTest, ItIsSentAgainAtDoublingIntervalsUpToT2UntilTimerF) {
  start();
  clock_.advance(seconds(60));
  EXPECT_EQ(sent_, (Times{0, 500, 1500, 3500, 7500, 11500, 15500, 19500, 23500, 27500, 31500}));
  EXPECT_EQ(events_, Events{"timeout"});
  EXPECT_EQ(transaction_->state(), State::Terminated);
}

TEST_F(ClientTransactionTest, TheTimersAreOptions) {
  timers_.t1 = milliseconds(100);
  timers_.t2 = milliseconds(300);
  timers_.f = milliseconds(1000);
  start();
  clock_.advance(seconds(5));
  EXPECT_EQ(sent_, (Times{0, 100, 300, 600, 900}));
  EXPECT_EQ(events_, Events{"timeout"});
}

TEST_F(ClientTransactionTest, OverAStreamItIsSentOnce) {
  start(true);
  clock_.advance(seconds(60));
  EXPECT_EQ(sent_, Times{0});
  EXPECT_EQ(events_, Events{"timeout"});
}

TEST_F(ClientTransactionTest, AProvisionalAnswerSlowsTheRepetitionDownToT2) {
  start();
  clock_.advance(milliseconds(700));
  ASSERT_TRUE(receive(100));
  EXPECT_EQ(transaction_->state(), State::Proceeding);
  clock_.advance(seconds(10));
  EXPECT_EQ(sent_, (Times{0, 500, 1500, 5500, 9500}));
  clock_.advance(seconds(60));
  EXPECT_EQ(events_, (Events{"provisional 100", "timeout"}));
}

TEST_F(ClientTransactionTest, TheFinalAnswerIsToldOnceAndRepeatedOnesAreAbsorbed) {
  start();
  ASSERT_TRUE(receive(200));
  EXPECT_EQ(transaction_->state(), State::Completed);
  clock_.advance(seconds(4));
  EXPECT_TRUE(receive(200));
  EXPECT_TRUE(receive(183));
  EXPECT_EQ(events_, Events{"final 200"});
  EXPECT_EQ(sent_, Times{0});
  clock_.advance(seconds(1));
  EXPECT_EQ(transaction_->state(), State::Terminated);
  EXPECT_FALSE(receive(200));
}

TEST_F(ClientTransactionTest, OverAStreamTheFinalAnswerEndsIt) {
  start(true);
  ASSERT_TRUE(receive(404));
  EXPECT_EQ(transaction_->state(), State::Terminated);
  EXPECT_EQ(events_, Events{"final 404"});
  clock_.advance(seconds(60));
  EXPECT_EQ(events_, Events{"final 404"});
}

TEST_F(ClientTransactionTest, OnlyItsOwnBranchAndMethodMatch) {
  start();
  EXPECT_FALSE(receive(200, "z9hG4bK2"));
  EXPECT_FALSE(receive(200, "z9hG4bK1", "1 OPTIONS"));
  EXPECT_TRUE(events_.empty());
  EXPECT_TRUE(receive(200));
}

TEST_F(ClientTransactionTest, ATransportErrorEndsIt) {
  start();
  transaction_->transport_failed();
  EXPECT_EQ(events_, Events{"transport"});
  EXPECT_EQ(transaction_->state(), State::Terminated);
  transaction_->transport_failed();
  clock_.advance(seconds(60));
  EXPECT_EQ(events_, Events{"transport"});
  EXPECT_EQ(sent_, Times{0});
}

TEST_F(ClientTransactionTest, ATransportErrorAfterTheAnswerIsNoNews) {
  start();
  ASSERT_TRUE(receive(200));
  transaction_->transport_failed();
  EXPECT_EQ(events_, Events{"final 200"});
}

TEST_F(ClientTransactionTest, TheTransportMayFailWhileItIsAsked) {
  when_sent = [this] { transaction_->transport_failed(); };
  start();
  EXPECT_EQ(events_, Events{"transport"});
}

TEST_F(ClientTransactionTest, TheListenerMayStartItAnewFromTheAnswer) {
  start();
  when_final = [this] {
    when_final = nullptr;
    transaction_->start("the request", "z9hG4bK2", Method::Notify, false);
  };
  ASSERT_TRUE(receive(401));
  EXPECT_EQ(transaction_->state(), State::Trying);
  EXPECT_FALSE(receive(401));
  EXPECT_TRUE(receive(200, "z9hG4bK2"));
  EXPECT_EQ(events_, (Events{"final 401", "final 200"}));
  EXPECT_EQ(sent_.size(), 2U);
}

TEST_F(ClientTransactionTest, TheListenerMayDestroyItFromTheAnswer) {
  start();
  when_final = [this] { transaction_.reset(); };
  ASSERT_TRUE(receive(200));
  EXPECT_EQ(transaction_, nullptr);
  clock_.advance(seconds(60));
  EXPECT_EQ(sent_, Times{0});
}

TEST_F(ClientTransactionTest, StoppedItIsSilent) {
  start();
  transaction_->stop();
  EXPECT_EQ(transaction_->state(), State::Idle);
  EXPECT_FALSE(receive(200));
  clock_.advance(seconds(60));
  EXPECT_EQ(sent_, Times{0});
  EXPECT_TRUE(events_.empty());
}

}  // namespace
}  // namespace handset::sip
