#include "ua/subscription.h"

#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <vector>

#include "sim/simulation.h"

namespace handset::test {
namespace {

using ua::NotifyAnswer;
using ua::Outcome;
using ua::SubscribeAnswer;
using ua::Subscription;
using State = Subscription::State;

// What the subscription asked its owner for.
struct Sent {
  SteadyTime at;
  seconds expires;
  bool in_dialog = false;
  std::string call_id;
};

class ASubscription : public testing::Test, protected Subscription::Subscriber {
 protected:
  void begin(ua::SubscriptionOptions with = {}) {
    with.event = "dialog";
    subscription.emplace(phone.clock(), phone.random(), with, static_cast<Subscription::Subscriber&>(*this));
    subscription->start();
  }
  // Accepted, and told of for the first time.
  void begin_active(const ua::SubscriptionOptions& with = {}) {
    begin(with);
    grant(600);
    ASSERT_EQ(notify("active;expires=600").status, 200U);
    ASSERT_EQ(subscription->state(), State::Active);
  }

  // `headers`: whole lines, each with its CR LF.
  void answer(unsigned status, const std::string& headers = {}, Outcome kind = Outcome::Answered) {
    const std::string bytes = "SIP/2.0 " + std::to_string(status) +
                              " Words\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n"
                              "From: <sip:101@example.org>;tag=1\r\nTo: <sip:102@example.org>;tag=2\r\n"
                              "Call-ID: 1\r\nCSeq: 1 SUBSCRIBE\r\n" +
                              headers + "Content-Length: 0\r\n\r\n";
    sip::Message message;
    ASSERT_TRUE(message.parse(bytes));
    subscription->take(
        {.kind = kind, .response = &message, .words = "it answered " + std::to_string(status)});
  }
  void grant(unsigned expires) { answer(202, "Expires: " + std::to_string(expires) + "\r\n"); }
  void no_answer() {
    subscription->take({.kind = Outcome::Unanswered, .words = "it did not answer for 16 s"});
  }

  struct Notify {
    std::optional<std::string> state = "active";
    std::string event = "dialog";
    unsigned cseq = 0;  // 0: the next one
    std::string from_tag = "server";
    std::string to_tag{};  // empty: ours
    std::string contact = "<sip:102@192.0.2.20>";
  };
  // Nothing: it is not the subscription's.
  std::optional<NotifyAnswer> offer(const Notify& it) {
    cseq = it.cseq != 0 ? it.cseq : cseq + 1;
    const std::string tag = it.to_tag.empty() ? subscription->series().from_tag : it.to_tag;
    const std::string bytes =
        "NOTIFY sip:101@192.0.2.1 SIP/2.0\r\nVia: SIP/2.0/UDP 192.0.2.20;branch=z9hG4bK2\r\n"
        "Max-Forwards: 70\r\nFrom: <sip:102@example.org>;tag=" +
        it.from_tag + "\r\nTo: <sip:101@example.org>;tag=" + tag +
        "\r\nCall-ID: " + subscription->series().call_id + "\r\nCSeq: " + std::to_string(cseq) +
        " NOTIFY\r\nContact: " + it.contact + "\r\nEvent: " + it.event + "\r\n" +
        (it.state ? "Subscription-State: " + *it.state + "\r\n" : "") + "Content-Length: 0\r\n\r\n";
    sip::Message message;
    EXPECT_TRUE(message.parse(bytes));
    if (!subscription->owns(message)) return std::nullopt;
    return subscription->take_notify(message);
  }
  NotifyAnswer notify(const std::string& state) {
    return offer({.state = state}).value_or(NotifyAnswer{481});
  }

  void run(Duration time) { simulation.run_for(time); }
  // Until the next SUBSCRIBE goes out; how long that took.
  Duration until_next(Duration longest = hours(24)) {
    const std::size_t before = sent.size();
    const SteadyTime begun = phone.clock().now();
    while (sent.size() == before && phone.clock().now() - begun < longest) run(milliseconds(100));
    EXPECT_GT(sent.size(), before) << "no SUBSCRIBE within that time";
    return phone.clock().now() - begun;
  }
  void expect_within(Duration time, Duration least, Duration most) {
    EXPECT_GE(time, least);
    EXPECT_LE(time, most + milliseconds(200));
  }

  void send_subscribe(seconds expires) override {
    sent.push_back(
        {phone.clock().now(), expires, subscription->dialog() != nullptr, subscription->series().call_id});
  }
  void forget_subscribe() override { ++forgotten; }
  NotifyAnswer on_notified(const sip::Message&) override {
    ++notified;
    return says;
  }
  void on_subscription_changed() override { ++changes; }

  sim::Simulation simulation{12};
  sim::Host& phone = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
  std::optional<Subscription> subscription;
  std::vector<Sent> sent;
  NotifyAnswer says;
  unsigned cseq = 0;
  int notified = 0;
  int forgotten = 0;
  int changes = 0;
};

// --- How it begins

TEST_F(ASubscription, AsksForItsLifetimeOutsideOfAnyDialog) {
  begin({.expires = seconds(1800)});
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].expires, seconds(1800));
  EXPECT_FALSE(sent[0].in_dialog);
  EXPECT_FALSE(sent[0].call_id.empty());
  EXPECT_EQ(subscription->state(), State::Subscribing);
}

TEST_F(ASubscription, WithALifetimeOfNothingIsOff) {
  begin({.expires = seconds(0)});
  EXPECT_TRUE(sent.empty());
  EXPECT_EQ(subscription->state(), State::Off);
}

TEST_F(ASubscription, WaitsForItsTurn) {
  begin({.delay = seconds(5), .spread = seconds(2)});
  EXPECT_EQ(subscription->state(), State::Waiting);
  expect_within(until_next(), seconds(5), seconds(7));
}

TEST_F(ASubscription, IsActiveOnceTheFirstNotifyHasCome) {
  begin();
  grant(600);
  EXPECT_EQ(subscription->state(), State::Subscribing) << "an answer alone tells nothing";
  EXPECT_EQ(notify("active;expires=600").status, 200U);
  EXPECT_EQ(subscription->state(), State::Active);
  EXPECT_EQ(notified, 1);
  EXPECT_TRUE(subscription->bound());
  EXPECT_EQ(subscription->trouble(), "");
}

TEST_F(ASubscription, TakesANotifyThatComesBeforeTheAnswer) {
  begin();
  EXPECT_EQ(notify("active").status, 200U);
  EXPECT_EQ(subscription->state(), State::Active);
  grant(600);
  EXPECT_EQ(subscription->state(), State::Active);
  expect_within(until_next(), seconds(450), seconds(540));
  EXPECT_TRUE(sent.back().in_dialog);
}

TEST_F(ASubscription, TellsOneThatIsPendingFromOneThatIsActive) {
  begin();
  grant(600);
  notify("pending;expires=600");
  EXPECT_EQ(subscription->state(), State::Pending);
  notify("active;expires=590");
  EXPECT_EQ(subscription->state(), State::Active);
}

TEST_F(ASubscription, FailsWhenNoNotifyFollowsTheAnswer) {
  begin({.retry = seconds(10), .notify_wait = seconds(32)});
  grant(600);
  run(seconds(31));
  EXPECT_EQ(subscription->state(), State::Subscribing);
  run(seconds(2));
  EXPECT_EQ(subscription->state(), State::Failed);
  EXPECT_NE(subscription->trouble().find("no NOTIFY within 32 s"), std::string::npos);
  EXPECT_EQ(notify("active").status, 481U) << "it is not waited for any more";
  until_next();
  EXPECT_NE(sent[0].call_id, sent[1].call_id) << "another subscription";
}

// --- How it goes on

TEST_F(ASubscription, IsRefreshedInItsDialogBeforeItRunsOut) {
  begin_active();
  for (int round = 0; round < 20; ++round) {
    expect_within(until_next(), seconds(450), seconds(540));
    EXPECT_TRUE(sent.back().in_dialog);
    EXPECT_EQ(sent.back().call_id, sent[0].call_id);
    EXPECT_EQ(subscription->state(), State::Active);
    grant(600);
    notify("active;expires=600");
  }
}

TEST_F(ASubscription, TakesALifetimeWithinItsLimits) {
  begin({.expires = seconds(86400), .min_expires = seconds(60), .max_expires = seconds(3600)});
  grant(86400);
  notify("active");
  expect_within(until_next(), seconds(2700), seconds(3240));
  grant(1);
  expect_within(until_next(), seconds(45), seconds(54));
  answer(200, "Expires: 0\r\n");
  expect_within(until_next(), seconds(45), seconds(54));
  answer(200, "Expires: 4294967295\r\n");
  expect_within(until_next(), seconds(2700), seconds(3240));
  answer(200);
  expect_within(until_next(), seconds(2700), seconds(3240));
}

TEST_F(ASubscription, EndsEarlierWhenTheNotifierSaysSo) {
  begin_active();
  notify("active;expires=100");
  expect_within(until_next(), seconds(75), seconds(90));
  grant(600);
  notify("active;expires=4294967295");
  expect_within(until_next(), seconds(450), seconds(540));
}

TEST_F(ASubscription, IsNotDrivenByNotifysThatLeaveItNoTime) {
  begin_active({.min_expires = seconds(10)});
  for (int i = 0; i < 5; ++i) {
    notify("active;expires=0");
    expect_within(until_next(), seconds(7), seconds(9));
    grant(600);
  }
}

TEST_F(ASubscription, AsksForMoreTimeWhenItWasTooBrief) {
  begin({.expires = seconds(60)});
  answer(423, "Min-Expires: 300\r\n");
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[1].expires, seconds(300));
  EXPECT_EQ(sent[1].call_id, sent[0].call_id);
  grant(300);
  notify("active");
  until_next();
  EXPECT_EQ(sent.back().expires, seconds(300)) << "from the start";
}

TEST_F(ASubscription, GivesInToNoMinExpiresThatIsAboveItsLimit) {
  begin({.expires = seconds(7200), .max_expires = seconds(7200)});
  answer(423, "Min-Expires: 4294967295\r\n");
  EXPECT_EQ(subscription->state(), State::Failed);
  EXPECT_NE(subscription->trouble().find("above Sub Max Expires"), std::string::npos);
}

TEST_F(ASubscription, IsNotLedOnByEndless423) {
  begin({.expires = seconds(60)});
  for (int i = 1; i < 50 && subscription->state() == State::Subscribing; ++i)
    answer(423, "Min-Expires: " + std::to_string(60 + i) + "\r\n");
  EXPECT_EQ(subscription->state(), State::Failed);
  EXPECT_LE(sent.size(), 6U);
}

// --- What goes wrong

TEST_F(ASubscription, IsTriedAgainAfterItsIntervalWhenNobodyAnswers) {
  begin({.retry = seconds(30)});
  no_answer();
  EXPECT_EQ(subscription->state(), State::Failed);
  EXPECT_EQ(subscription->trouble(), "it did not answer for 16 s");
  EXPECT_TRUE(subscription->next_at());
  expect_within(until_next(), seconds(30), seconds(36));
}

TEST_F(ASubscription, LastsUntilItsEndWhenARefreshIsNotAnswered) {
  begin_active();
  until_next();
  no_answer();
  EXPECT_EQ(subscription->state(), State::Active) << "the notifier still has it";
  EXPECT_EQ(subscription->trouble(), "it did not answer for 16 s");
  until_next();
  EXPECT_TRUE(sent.back().in_dialog);
  for (int i = 0; i < 20; ++i) {
    no_answer();
    until_next();
  }
  EXPECT_EQ(subscription->state(), State::Subscribing);
  EXPECT_FALSE(sent.back().in_dialog);
}

TEST_F(ASubscription, IsBegunAnewWhenTheServerHasForgottenIt) {
  begin_active();
  until_next();
  answer(481);
  ASSERT_EQ(sent.size(), 3U) << "at once";
  EXPECT_FALSE(sent[2].in_dialog);
  EXPECT_NE(sent[2].call_id, sent[1].call_id);
  EXPECT_EQ(subscription->state(), State::Subscribing);
}

TEST_F(ASubscription, WaitsLongAfterARefusalThatWillHardlyChange) {
  for (const unsigned status : {300U, 400U, 403U, 404U, 405U, 489U, 501U, 603U}) {
    begin({.retry = seconds(10), .long_retry = minutes(20)});
    answer(status);
    EXPECT_EQ(subscription->state(), State::Failed) << status;
    EXPECT_EQ(subscription->trouble(), "it answered " + std::to_string(status));
    expect_within(until_next(), minutes(20), minutes(24));
  }
}

TEST_F(ASubscription, WaitsALittleAfterWhatMayPass) {
  for (const unsigned status : {408U, 480U, 481U, 500U, 503U, 504U}) {
    begin({.retry = seconds(10)});
    answer(status);
    EXPECT_EQ(subscription->state(), State::Failed) << status;
    expect_within(until_next(), seconds(10), seconds(12));
  }
}

TEST_F(ASubscription, WaitsAsLongAsTheServerAsks) {
  begin();
  answer(503, "Retry-After: 100\r\n");
  expect_within(until_next(), seconds(100), seconds(120));
  answer(503, "Retry-After: 4294967295\r\n");
  expect_within(until_next(), hours(1), minutes(72));
  answer(503, "Retry-After: 0\r\n");
  expect_within(until_next(), seconds(1), seconds(2));
}

TEST_F(ASubscription, OfARefusalLosesOnlyWhatEndsIt) {
  begin_active();
  until_next();
  answer(500);
  EXPECT_EQ(subscription->state(), State::Active);
  until_next();
  answer(489);
  EXPECT_EQ(subscription->state(), State::Failed);
  EXPECT_EQ(notify("active").status, 481U);
}

TEST_F(ASubscription, WithAWrongPasswordIsSeldomTried) {
  begin({.retry = seconds(10), .long_retry = minutes(20)});
  answer(401, {}, Outcome::Refused);
  EXPECT_EQ(subscription->state(), State::Failed);
  expect_within(until_next(), minutes(20), minutes(24));
}

TEST_F(ASubscription, IsGivenUpWhenTheSettingsDoNotAllowIt) {
  begin();
  subscription->take({.kind = Outcome::NotSetUp, .words = "Proxy is empty"});
  EXPECT_EQ(subscription->state(), State::GivenUp);
  EXPECT_EQ(subscription->trouble(), "Proxy is empty");
  run(hours(24));
  EXPECT_EQ(sent.size(), 1U);
  subscription->start();
  EXPECT_EQ(sent.size(), 2U);
}

TEST_F(ASubscription, WithARetryOfNothingStillWaits) {
  begin({.retry = seconds(0)});
  no_answer();
  EXPECT_GE(until_next(), seconds(1));
}

// --- What the notifier says of its end

TEST_F(ASubscription, IsBegunAnewAtOnceWhenItWasDeactivatedOrRanOut) {
  for (const std::string reason : {"deactivated", "timeout", "Deactivated"}) {
    begin_active();
    sent.clear();
    EXPECT_EQ(notify("terminated;reason=" + reason).status, 200U);
    ASSERT_EQ(sent.size(), 1U) << reason;
    EXPECT_FALSE(sent[0].in_dialog);
    EXPECT_EQ(subscription->state(), State::Subscribing);
  }
}

TEST_F(ASubscription, IsNotDrivenRoundByAServerThatEndsItAgainAndAgain) {
  begin({.retry = seconds(10)});
  for (int i = 0; i < 100; ++i) {
    notify("terminated;reason=deactivated");
    run(seconds(1));
  }
  EXPECT_LE(sent.size(), 21U) << "of a hundred seconds";
  EXPECT_GE(sent.size(), 8U);
}

TEST_F(ASubscription, OnProbationWaitsAsLongAsItIsTold) {
  begin_active();
  notify("terminated;reason=probation;retry-after=60");
  EXPECT_EQ(subscription->state(), State::Failed);
  expect_within(until_next(), seconds(60), seconds(72));
}

TEST_F(ASubscription, WithoutAReasonIsTriedAgain) {
  for (const std::string state : {"terminated", "terminated;reason=giveup", "terminated;reason=unheard-of"}) {
    begin_active({.retry = seconds(10)});
    notify(state);
    EXPECT_EQ(subscription->state(), State::Failed) << state;
    expect_within(until_next(), seconds(10), seconds(12));
  }
}

TEST_F(ASubscription, IsGivenUpWhereNobodyIsToComeAgain) {
  for (const std::string reason : {"rejected", "noresource", "invariant"}) {
    begin_active();
    sent.clear();
    notify("terminated;reason=" + reason + ";retry-after=5");
    EXPECT_EQ(subscription->state(), State::GivenUp) << reason;
    EXPECT_FALSE(subscription->trouble().empty());
    run(hours(24));
    EXPECT_TRUE(sent.empty());
  }
}

TEST_F(ASubscription, IsOverWhenItsEndComesBeforeTheAnswer) {
  begin();
  notify("terminated;reason=noresource");
  EXPECT_EQ(subscription->state(), State::GivenUp);
  EXPECT_EQ(forgotten, 1);
}

// --- How NOTIFYs are answered

TEST_F(ASubscription, OwnsNoNotifyOfAnotherDialog) {
  begin();
  EXPECT_FALSE(offer({.to_tag = "somebody"}));
  grant(600);
  notify("active");
  EXPECT_FALSE(offer({.from_tag = "fork"})) << "only one dialog is kept";
  EXPECT_FALSE(offer({.to_tag = "somebody"}));
  EXPECT_TRUE(offer({}));
}

TEST_F(ASubscription, RefusesANotifyThatIsNoneOfItsEvent) {
  begin_active();
  EXPECT_EQ(offer({.event = "presence"})->status, 489U);
  EXPECT_EQ(offer({.event = ""})->status, 489U);
  EXPECT_EQ(notified, 1);
}

TEST_F(ASubscription, RefusesANotifyWithoutAState) {
  begin_active();
  EXPECT_EQ(offer({.state = std::nullopt})->status, 400U);
  EXPECT_EQ(offer({.state = ";;="})->status, 400U);
  EXPECT_EQ(notified, 1);
  EXPECT_EQ(subscription->state(), State::Active);
}

TEST_F(ASubscription, MakesNoDialogOfANotifyThatCannotBeAnswered) {
  begin();
  EXPECT_EQ(offer({.contact = "<mailto:somebody@example.org>"})->status, 400U);
  EXPECT_EQ(subscription->state(), State::Subscribing);
  EXPECT_EQ(subscription->dialog(), nullptr);
}

TEST_F(ASubscription, TakesNotifysInTheirOrderAlone) {
  begin_active();
  EXPECT_EQ(offer({.cseq = 50})->status, 200U);
  EXPECT_EQ(offer({.cseq = 49})->status, 500U);
  EXPECT_EQ(notified, 2);
}

TEST_F(ASubscription, AnswersARepeatedNotifyAsBefore) {
  begin_active();
  says = {415};
  EXPECT_EQ(offer({.cseq = 50})->status, 415U);
  says = {};
  EXPECT_EQ(offer({.cseq = 50})->status, 415U);
  EXPECT_EQ(notified, 2) << "it is not taken twice";
}

// --- How it is ended

TEST_F(ASubscription, IsEndedInItsDialog) {
  begin_active();
  subscription->stop();
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[1].expires, seconds(0));
  EXPECT_TRUE(sent[1].in_dialog);
  EXPECT_EQ(subscription->state(), State::Ending);
  answer(200, "Expires: 0\r\n");
  EXPECT_EQ(subscription->state(), State::Ending) << "the last NOTIFY is to come";
  EXPECT_EQ(notify("terminated;reason=timeout").status, 200U);
  EXPECT_EQ(subscription->state(), State::Off);
  run(hours(24));
  EXPECT_EQ(sent.size(), 2U);
}

TEST_F(ASubscription, IsOffWhenItsEndIsNotToldInTime) {
  begin_active({.notify_wait = seconds(32)});
  subscription->stop();
  answer(200, "Expires: 0\r\n");
  run(seconds(33));
  EXPECT_EQ(subscription->state(), State::Off);
}

TEST_F(ASubscription, IsOffWhenNobodyAnswersItsEnd) {
  begin_active();
  subscription->stop();
  no_answer();
  EXPECT_EQ(subscription->state(), State::Off);
}

TEST_F(ASubscription, IsOffAtOnceWithoutADialog) {
  begin();
  subscription->stop();
  EXPECT_EQ(subscription->state(), State::Off);
  EXPECT_EQ(forgotten, 1);
  EXPECT_EQ(notify("active").status, 481U) << "which ends it at the notifier";
}

TEST_F(ASubscription, MayBeginAgainAfterItsEnd) {
  begin_active();
  subscription->stop();
  no_answer();
  subscription->start();
  EXPECT_EQ(subscription->state(), State::Subscribing);
  EXPECT_FALSE(sent.back().in_dialog);
}

}  // namespace
}  // namespace handset::test
