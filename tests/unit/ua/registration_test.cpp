#include "ua/registration.h"

#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <vector>

#include "sim/simulation.h"

namespace handset::test {
namespace {

using ua::Outcome;
using ua::RegisterAnswer;
using ua::Registration;
using State = Registration::State;

constexpr std::string_view own_contact = "sip:101@192.0.2.1:5060";

// What the registration asked its owner for.
struct Sent {
  SteadyTime at;
  seconds expires;
  std::string target;
};

class ARegistration : public testing::Test, protected Registration::Registrar {
 protected:
  void begin(const ua::RegistrationOptions& with = {}) {
    settings = with;
    registration.emplace(phone.clock(), phone.random(), settings,
                         static_cast<Registration::Registrar&>(*this));
    registration->start();
  }
  static ua::RegistrationOptions retrying(std::string_view codes) {
    ua::RegistrationOptions options;
    options.retry_codes = ua::StatusCodes::parse(codes).value();
    return options;
  }

  // `headers`: whole lines, each with its CR LF.
  void answer(unsigned status, const std::string& headers = {}, Outcome kind = Outcome::Answered) {
    const std::string bytes = "SIP/2.0 " + std::to_string(status) +
                              " Words\r\nVia: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK1\r\n"
                              "From: <sip:101@example.org>;tag=1\r\nTo: <sip:101@example.org>;tag=2\r\n"
                              "Call-ID: 1\r\nCSeq: 1 REGISTER\r\n" +
                              headers + "Content-Length: 0\r\n\r\n";
    sip::Message message;
    ASSERT_TRUE(message.parse(bytes));
    registration->take({.kind = kind,
                        .response = &message,
                        .contact = own_contact,
                        .words = "it answered " + std::to_string(status)});
  }
  void bind_for(unsigned expires) {
    answer(200, "Contact: <" + std::string(own_contact) + ">;expires=" + std::to_string(expires) + "\r\n");
  }
  void no_answer() {
    registration->take({.kind = Outcome::Unanswered, .words = "it did not answer for 16 s"});
  }

  void run(Duration time) { simulation.run_for(time); }
  // Until the next REGISTER goes out; how long that took.
  Duration until_next(Duration longest = hours(24)) {
    const std::size_t before = sent.size();
    const SteadyTime begun = phone.clock().now();
    while (sent.size() == before && phone.clock().now() - begun < longest) run(milliseconds(100));
    EXPECT_GT(sent.size(), before) << "no REGISTER within that time";
    return phone.clock().now() - begun;
  }

  void send_register(seconds expires, std::string_view target) override {
    sent.push_back({phone.clock().now(), expires, std::string(target)});
  }
  void forget_register() override { ++forgotten; }
  void on_registration_changed() override { ++changes; }

  sim::Simulation simulation{11};
  sim::Host& phone = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
  ua::RegistrationOptions settings;
  std::optional<Registration> registration;
  std::vector<Sent> sent;
  int forgotten = 0;
  int changes = 0;
};

TEST_F(ARegistration, AsksForItsLifetimeAtOnce) {
  begin({.expires = seconds(600)});
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].expires, seconds(600));
  EXPECT_EQ(registration->state(), State::Registering);
  EXPECT_FALSE(registration->bound());
}

TEST_F(ARegistration, WithALifetimeOfNothingIsOff) {
  begin({.expires = seconds(0)});
  EXPECT_TRUE(sent.empty());
  EXPECT_EQ(registration->state(), State::Off);
}

TEST_F(ARegistration, IsRefreshedBeforeItRunsOut) {
  begin();
  bind_for(600);
  EXPECT_EQ(registration->state(), State::Registered);
  EXPECT_TRUE(registration->registered_at());
  for (int round = 0; round < 20; ++round) {
    const Duration time = until_next();
    EXPECT_GE(time, seconds(450));
    EXPECT_LE(time, seconds(541));
    EXPECT_EQ(registration->state(), State::Registered) << "a refresh changes nothing for people";
    bind_for(600);
  }
}

TEST_F(ARegistration, ManyAreNotRefreshedTogether) {
  std::vector<SteadyTime> due;
  for (int i = 0; i < 200; ++i) {
    begin();
    bind_for(3600);
    due.push_back(*registration->next_at());
  }
  const auto [first, last] = std::minmax_element(due.begin(), due.end());
  EXPECT_GT(*last - *first, minutes(8)) << "of the nine that they may be apart";
}

TEST_F(ARegistration, TakesALifetimeWithinItsLimits) {
  const ua::RegistrationOptions options{.min_expires = seconds(60), .max_expires = seconds(7200)};
  begin(options);
  bind_for(5);
  EXPECT_GE(until_next(), seconds(45)) << "Reg Min Expires counts instead";
  begin(options);
  bind_for(4294967295U);
  EXPECT_LE(until_next(), seconds(3240) + milliseconds(200)) << "no more than was asked for";
}

TEST_F(ARegistration, WithTheShortestLifetimeDoesNotHurry) {
  begin();
  for (int i = 0; i < 10; ++i) {
    bind_for(1);
    EXPECT_GE(until_next(), milliseconds(500));
  }
}

// RFC 3261 10.2.8
TEST_F(ARegistration, AsksForMoreWhereItIsTooBrief) {
  begin({.expires = seconds(60)});
  answer(423, "Min-Expires: 300\r\n");
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[1].expires, seconds(300));
  bind_for(300);
  until_next();
  EXPECT_EQ(sent.back().expires, seconds(300)) << "and remembers it";
}

TEST_F(ARegistration, IsNotLedByA423ThatMakesNoSense) {
  for (const std::string min_expires :
       {"", "Min-Expires: 60\r\n", "Min-Expires: 0\r\n", "Min-Expires: soon\r\n"}) {
    begin({.expires = seconds(60)});
    const std::size_t before = sent.size();
    answer(423, min_expires);
    EXPECT_EQ(sent.size(), before) << min_expires;
    EXPECT_EQ(registration->state(), State::Failed);
    EXPECT_NE(registration->trouble().find("Min-Expires"), std::string::npos) << registration->trouble();
  }
}

TEST_F(ARegistration, AsksForNoMoreThanRegMaxExpires) {
  begin({.expires = seconds(60), .max_expires = seconds(120)});
  answer(423, "Min-Expires: 4294967295\r\n");
  EXPECT_EQ(sent.back().expires, seconds(120));
  answer(423, "Min-Expires: 4294967295\r\n");
  EXPECT_EQ(sent.size(), 2U);
  EXPECT_EQ(registration->state(), State::Failed);
  EXPECT_NE(registration->trouble().find("Reg Max Expires"), std::string::npos);
}

TEST_F(ARegistration, TriesAgainSoonAfterSilence) {
  begin();
  no_answer();
  EXPECT_EQ(registration->state(), State::Failed);
  EXPECT_EQ(registration->trouble(), "it did not answer for 16 s");
  const Duration time = until_next();
  EXPECT_GE(time, seconds(30));
  EXPECT_LE(time, seconds(30) + milliseconds(200));
  EXPECT_EQ(registration->state(), State::Registering);
}

TEST_F(ARegistration, TriesAgainLateAfterARefusal) {
  begin(retrying("5??"));
  answer(403);
  EXPECT_EQ(registration->state(), State::Failed);
  const Duration late = until_next();
  EXPECT_GE(late, seconds(1200));
  EXPECT_LE(late, seconds(1201));
  answer(500);
  EXPECT_LE(until_next(), seconds(31)) << "Retry Reg RSC lists it";
}

TEST_F(ARegistration, GivesUpAfterARefusalWhereTheLongIntervalIsNothing) {
  begin({.long_retry = seconds(0)});
  answer(403);
  EXPECT_EQ(registration->state(), State::GivenUp);
  EXPECT_FALSE(registration->next_at());
  run(hours(24));
  EXPECT_EQ(sent.size(), 1U);
  registration->start();
  EXPECT_EQ(sent.size(), 2U) << "somebody wants it";
}

TEST_F(ARegistration, GivesUpWhereTheSettingsDoNotAllowToSend) {
  begin();
  registration->take({.kind = Outcome::NotSetUp, .words = "Proxy is empty"});
  EXPECT_EQ(registration->state(), State::GivenUp);
  EXPECT_EQ(registration->trouble(), "Proxy is empty");
}

TEST_F(ARegistration, DoublesItsWaitingUpToTheCap) {
  begin({.retry = seconds(10), .retry_cap = seconds(60)});
  for (const seconds expected : {seconds(10), seconds(20), seconds(40), seconds(60), seconds(60)}) {
    no_answer();
    const Duration time = until_next();
    EXPECT_GE(time, expected);
    EXPECT_LE(time, expected + milliseconds(200));
  }
  bind_for(600);
  until_next();
  no_answer();
  const Duration time = until_next();
  EXPECT_LE(time, seconds(10) + milliseconds(200)) << "after a success it begins anew";
}

TEST_F(ARegistration, AddsARandomDelay) {
  begin({.retry_random = seconds(20)});
  std::vector<Duration> delays;
  for (int i = 0; i < 50; ++i) {
    no_answer();
    delays.push_back(until_next());
  }
  const auto [least, most] = std::minmax_element(delays.begin(), delays.end());
  EXPECT_GE(*least, seconds(30));
  EXPECT_LT(*least, seconds(33));
  EXPECT_GT(*most, seconds(46));
  EXPECT_LE(*most, seconds(51));
}

TEST_F(ARegistration, ComesBackWhenItIsToldTo) {
  begin();
  answer(503, "Retry-After: 90 (restarting)\r\n");
  const Duration time = until_next();
  EXPECT_GE(time, seconds(90));
  EXPECT_LE(time, seconds(91));
  answer(503, "Retry-After: 4294967295\r\n");
  EXPECT_LE(until_next(), hours(1) + seconds(1)) << "nobody means years";
}

TEST_F(ARegistration, WhileItLastsSilenceDoesNotEndIt) {
  begin({.retry = seconds(10)});
  bind_for(100);
  until_next();
  no_answer();
  EXPECT_EQ(registration->state(), State::Registered);
  EXPECT_FALSE(registration->trouble().empty()) << "but it is told";
  until_next();
  no_answer();
  run(seconds(9));
  until_next();
  no_answer();
  run(seconds(20));
  EXPECT_FALSE(registration->bound());
  EXPECT_NE(registration->state(), State::Registered);
}

TEST_F(ARegistration, EndsWhileItsLastRefreshIsUnderWay) {
  begin();
  bind_for(100);
  until_next();
  run(seconds(30));
  EXPECT_EQ(registration->state(), State::Registering) << "nothing is bound any more";
  bind_for(100);
  EXPECT_EQ(registration->state(), State::Registered);
}

TEST_F(ARegistration, ARefusalEndsIt) {
  begin();
  bind_for(100);
  until_next();
  answer(403);
  EXPECT_FALSE(registration->bound());
  EXPECT_EQ(registration->state(), State::Failed);
}

TEST_F(ARegistration, AnAnswerThatBindsNothingIsAFailure) {
  begin();
  bind_for(0);
  EXPECT_EQ(registration->state(), State::Failed);
  EXPECT_LE(until_next(), seconds(31));
  answer(200, "Contact: <sip:mallory@203.0.113.9>;expires=3600\r\n");
  EXPECT_EQ(registration->state(), State::Failed);
  EXPECT_NE(registration->trouble().find("does not confirm our contact"), std::string::npos);
}

TEST_F(ARegistration, FollowsARedirectionOnce) {
  begin();
  answer(302, "Contact: <sip:other.example.org:5070>\r\n");
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(sent[1].target, "sip:other.example.org:5070");
  bind_for(600);
  until_next();
  EXPECT_EQ(sent.back().target, "") << "moved temporarily: the next time it asks the registrar itself";
}

TEST_F(ARegistration, IsNotLedRoundInCircles) {
  begin();
  for (int i = 0; i < 50 && registration->state() == State::Registering; ++i)
    answer(302, "Contact: <sip:a.example.org>\r\n");
  EXPECT_EQ(registration->state(), State::Failed);
  EXPECT_LE(sent.size(), 6U);
}

TEST_F(ARegistration, ARedirectionToNowhereIsAFailure) {
  begin();
  answer(302, "Contact: <tel:+49301234>\r\n");
  EXPECT_EQ(registration->state(), State::Failed);
  EXPECT_EQ(sent.size(), 1U);
}

TEST_F(ARegistration, IsTakenBackAtTheEnd) {
  begin();
  bind_for(600);
  registration->stop();
  EXPECT_EQ(registration->state(), State::Removing);
  EXPECT_EQ(sent.back().expires, seconds(0));
  answer(200);
  EXPECT_EQ(registration->state(), State::Off);
  EXPECT_FALSE(registration->bound());
  run(hours(24));
  EXPECT_EQ(sent.size(), 2U);
}

TEST_F(ARegistration, WithoutABindingThereIsNothingToTakeBack) {
  begin();
  registration->stop();
  EXPECT_EQ(registration->state(), State::Off);
  EXPECT_EQ(forgotten, 1);
  EXPECT_EQ(sent.size(), 1U);
}

TEST_F(ARegistration, IsOffWhateverTheRegistrarSaysOfItsEnd) {
  begin();
  bind_for(600);
  registration->stop();
  no_answer();
  EXPECT_EQ(registration->state(), State::Off);
}

TEST_F(ARegistration, KeepsTheRouteOfTheService) {
  begin();
  answer(200,
         "Contact: <sip:101@192.0.2.1:5060>;expires=60\r\nService-Route: <sip:a.example.org;lr>, "
         "<sip:b.example.org;lr>\r\nService-Route: <sip:c.example.org;lr>\r\n");
  EXPECT_EQ(registration->service_route(),
            "<sip:a.example.org;lr>, <sip:b.example.org;lr>, <sip:c.example.org;lr>");
}

TEST_F(ARegistration, TellsOfEachChange) {
  begin();
  EXPECT_EQ(changes, 1);
  bind_for(60);
  EXPECT_EQ(changes, 2);
}

}  // namespace
}  // namespace handset::test
