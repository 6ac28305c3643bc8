// Each fault is seen from outside, and ends when it is taken back.
#include "pbx/faults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/pbx/pbx_rig.h"
#include "unit/ua/requester.h"

namespace handset::test {
namespace {

using pbx::Faults;
using pbx::ListedContacts;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string numbered(int number) {
  Register request;
  request.method = "OPTIONS";
  request.contact.clear();
  request.via += std::to_string(number);
  return request.text();
}

TEST(PbxFaults, EveryRequestCanBeLost) {
  PbxRig rig;
  ASSERT_TRUE(rig.pbx.set_faults({.drop_percent = Faults::all}));
  for (int i = 0; i < 20; ++i) EXPECT_EQ(rig.ask(numbered(i)).status(), 0U);
  ASSERT_TRUE(rig.pbx.set_faults({}));
  EXPECT_EQ(rig.ask(numbered(0)).status(), 200U);
}

TEST(PbxFaults, AShareOfTheRequestsCanBeLost) {
  PbxRig rig;
  ASSERT_TRUE(rig.pbx.set_faults({.drop_percent = 30}));
  int lost = 0;
  for (int i = 0; i < 1000; ++i) lost += rig.ask(numbered(i)).status() == 0 ? 1 : 0;
  EXPECT_GT(lost, 240);
  EXPECT_LT(lost, 360);
}

TEST(PbxFaults, AnswersCanBeLate) {
  PbxRig rig;
  ASSERT_TRUE(rig.pbx.set_faults({.delay = seconds(3)}));
  rig.send(numbered(1));
  rig.wait(milliseconds(1500));
  rig.send(numbered(2));
  rig.wait(milliseconds(1400));
  EXPECT_TRUE(rig.inbox.empty());
  rig.wait(milliseconds(200));
  EXPECT_EQ(rig.inbox.letters().size(), 1U);
  // What is on its way arrives when it would have.
  ASSERT_TRUE(rig.pbx.set_faults({}));
  rig.wait(seconds(2));
  ASSERT_EQ(rig.inbox.letters().size(), 2U);
  EXPECT_THAT(rig.inbox.letters()[1].bytes, HasSubstr("z9hG4bK-one2"));
  EXPECT_EQ(rig.ask(numbered(3)).status(), 200U);
}

TEST(PbxFaults, LateAnswersAreBounded) {
  PbxRig rig;
  ASSERT_TRUE(rig.pbx.set_faults({.delay = seconds(3)}));
  for (std::size_t i = 0; i < pbx::Pbx::most_late_answers + 5; ++i) rig.send(numbered(static_cast<int>(i)));
  rig.wait(seconds(5));
  EXPECT_EQ(rig.inbox.letters().size(), pbx::Pbx::most_late_answers);
}

TEST(PbxFaults, EveryRequestCanBePutOff) {
  PbxRig rig;
  ASSERT_TRUE(rig.pbx.set_faults({.retry_after = 120}));
  for (const Heard& answer : {rig.ask(Register{}.text()), rig.ask(numbered(1))}) {
    EXPECT_EQ(answer.status(), 503U);
    EXPECT_EQ(answer.value("Retry-After"), "120");
  }
  ASSERT_TRUE(rig.pbx.set_faults({}));
  EXPECT_EQ(rig.enrol({}).status(), 200U);
}

TEST(PbxFaults, ARightDigestCanBeStaleOnce) {
  PbxRig rig;
  ASSERT_TRUE(rig.pbx.set_faults({.registrar = {.stale_answers = 1}}));
  const Heard stale = rig.enrol({});
  EXPECT_EQ(stale.status(), 401U);
  EXPECT_THAT(stale.value("WWW-Authenticate"), HasSubstr("stale=true"));
  EXPECT_EQ(rig.enrol({}).status(), 200U);
}

TEST(PbxFaults, ChallengesCanBeEndlessEachWithItsNonce) {
  PbxRig rig;
  ASSERT_TRUE(rig.pbx.set_faults({.registrar = {.endless_challenges = true}}));
  const Heard first = rig.enrol({});
  const Heard second = rig.enrol({});
  for (const Heard& answer : {first, second}) {
    EXPECT_EQ(answer.status(), 401U);
    EXPECT_THAT(answer.value("WWW-Authenticate"), Not(HasSubstr("stale")));
  }
  EXPECT_NE(first.value("WWW-Authenticate"), second.value("WWW-Authenticate"));
  EXPECT_EQ(rig.bound(), 0U);
  // Nobody is slowed by what is no guess.
  for (int i = 0; i < 20; ++i) EXPECT_EQ(rig.enrol({}).status(), 401U);
  ASSERT_TRUE(rig.pbx.set_faults({}));
  EXPECT_EQ(rig.enrol({}).status(), 200U);
}

TEST(PbxFaults, TheDeadAnswerNothingAndCloseTheirStreams) {
  PbxRig rig;
  sim::StreamInbox streams;
  const auto connect = [&] {
    const StreamId stream = rig.peer.network().connect(rig.host.at(PbxRig::port), streams);
    rig.wait(milliseconds(100));
    return stream;
  };
  rig.enrol({});
  const StreamId stream = connect();
  rig.inbox.clear();
  ASSERT_TRUE(rig.pbx.set_faults({.delay = seconds(2)}));
  rig.send(numbered(1));
  rig.wait(seconds(1));
  ASSERT_TRUE(rig.pbx.set_faults({.dead = true}));
  rig.wait(seconds(5));
  EXPECT_TRUE(rig.inbox.empty()) << "an answer that was on its way";
  EXPECT_NE(streams.of(stream).closed, "");
  EXPECT_EQ(rig.ask(numbered(2)).status(), 0U);
  EXPECT_NE(streams.of(connect()).closed, "");

  ASSERT_TRUE(rig.pbx.set_faults({}));
  EXPECT_EQ(rig.ask(numbered(3)).status(), 200U);
  EXPECT_EQ(streams.of(connect()).closed, "");
  EXPECT_EQ(rig.bound(), 1U);
}

TEST(PbxFaults, WhosePortIsTakenStaysDead) {
  PbxRig rig;
  ASSERT_TRUE(rig.pbx.set_faults({.dead = true}));
  const auto taken = rig.host.network().open_datagrams(rig.host.at(PbxRig::port), rig.inbox);
  ASSERT_TRUE(taken);
  EXPECT_FALSE(rig.pbx.set_faults({}));
  EXPECT_TRUE(rig.pbx.faults().dead);
  rig.host.network().close(*taken);
  EXPECT_TRUE(rig.pbx.set_faults({}));
  EXPECT_EQ(rig.ask(numbered(1)).status(), 200U);
}

TEST(PbxFaults, BindingsCanBeForgotten) {
  PbxRig rig;
  rig.enrol_contact("<sip:a@h>, <sip:b@h>");
  rig.notes.take();
  rig.pbx.forget_bindings();
  EXPECT_EQ(rig.bound(), 0U);
  EXPECT_THAT(rig.notes.take(), ElementsAre("101 forgotten sip:a@h", "101 forgotten sip:b@h"));
  EXPECT_THAT(rig.enrol_contact("").contacts(), IsEmpty());
}

TEST(PbxFaults, TheTimeCanBeAnotherThanWasGranted) {
  PbxRig rig;
  ASSERT_TRUE(rig.pbx.set_faults({.registrar = {.expires = 7}}));
  EXPECT_THAT(rig.enrol_contact("<sip:a@h>;expires=300").contacts(), ElementsAre("<sip:a@h>;expires=7"));
  ASSERT_TRUE(rig.pbx.set_faults({.registrar = {.expires = 4'294'967'295}}));
  EXPECT_THAT(rig.enrol_contact("").contacts(), ElementsAre("<sip:a@h>;expires=4294967295"));
  ASSERT_TRUE(rig.pbx.set_faults({}));
  rig.wait(seconds(60));
  EXPECT_EQ(rig.bound(), 1U);
}

TEST(PbxFaults, TheContactsCanBeSomebodyElses) {
  PbxRig rig;
  ASSERT_TRUE(rig.pbx.set_faults({.registrar = {.contacts = ListedContacts::Other}}));
  EXPECT_THAT(rig.enrol({}).contacts(), ElementsAre("<sip:somebody@203.0.113.77:5060>;expires=3600"));
  ASSERT_TRUE(rig.pbx.set_faults({.registrar = {.contacts = ListedContacts::None}}));
  const Heard none = rig.enrol({});
  EXPECT_EQ(none.status(), 200U);
  EXPECT_THAT(none.contacts(), IsEmpty());
  EXPECT_EQ(rig.bound(), 1U);
}

TEST(PbxFaults, WhatIsSetIsWhatIsTold) {
  PbxRig rig;
  const Faults faults{.drop_percent = 5,
                      .delay = seconds(1),
                      .retry_after = 9,
                      .registrar = {.stale_answers = 2, .endless_challenges = true, .expires = 60}};
  ASSERT_TRUE(rig.pbx.set_faults(faults));
  EXPECT_EQ(rig.pbx.faults(), faults);
}

}  // namespace
}  // namespace handset::test
