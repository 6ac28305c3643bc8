// What the PBX tells whom: subscriptions by hand, as RFC 6665 4.2 has them.
#include "pbx/notifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <vector>

#include "sip/writer.h"
#include "ua/resource_table.h"
#include "unit/pbx/pbx_rig.h"

namespace handset::test {
namespace {

using pbx::CallState;

pbx::PbxOptions options_with_list() {
  pbx::PbxOptions options = pbx_options();
  options.notifier.list = "all";
  return options;
}
using testing::HasSubstr;

// A subscriber at the peer of the rig, which answers each NOTIFY as it is told to.
class NotifierTest : public testing::Test {
 protected:
  static Register subscribe(const std::string& event, const std::string& whom = "102",
                            const std::string& expires = "600") {
    Register request;
    request.method = "SUBSCRIBE";
    request.uri = "sip:" + whom + "@pbx.example";
    request.from = "<sip:101@pbx.example>";
    request.to = "<sip:" + whom + "@pbx.example>";
    request.more = "Event: " + event + "\r\n";
    if (!expires.empty()) request.more += "Expires: " + expires + "\r\n";
    return request;
  }

  // Sends it with a digest; the answer. NOTIFYs that come by then are in `notifies`.
  Heard ask(Register request, const std::string& login = "101", const std::string& password = "open sesame") {
    request.via += "-" + std::to_string(++steps);
    request.cseq = ++cseq;
    const Heard challenge = exchange(request.text());
    if (challenge.status() != 401) return challenge;
    request = PbxRig::with_digest(request, challenge, login, password);
    cseq = request.cseq;
    last = request;
    const Heard answer = exchange(request.text());
    if (answer.status() == 200) to = answer.value("To");
    return answer;
  }
  Heard exchange(const std::string& text) {
    rig.inbox.clear();
    rig.send(text);
    return listen().value_or(Heard{});
  }
  // Takes what comes in, and answers NOTIFYs; the response among it.
  std::optional<Heard> listen(Duration time = milliseconds(100)) {
    std::optional<Heard> response;
    for (Duration passed{}; passed < time; passed += milliseconds(20)) {
      rig.wait(milliseconds(20));
      for (const auto& letter : rig.inbox.letters()) {
        sip::Message message;
        if (!message.parse(letter.bytes)) continue;
        if (message.is_response()) {
          response = Heard{letter.bytes};
          continue;
        }
        notifies.push_back(Heard{letter.bytes});
        if (status != 0) reply(message, letter.from);
      }
      rig.inbox.clear();
    }
    return response;
  }
  void reply(const sip::Message& request, const Endpoint& source) {
    std::array<char, 4096> buffer;
    sip::Writer out(buffer);
    sip::write_response(out, request, source, status, {}, {});
    out.finish();
    rig.send(out.view());
  }
  // The same dialog again.
  Heard refresh(const std::string& event, const std::string& expires) {
    Register request = subscribe(event, "102", expires);
    request.to = to;
    return ask(request);
  }
  std::string state_of_last() const {
    return notifies.empty() ? "" : notifies.back().value("Subscription-State");
  }
  std::string body_of_last() const {
    if (notifies.empty()) return {};
    return notifies.back().bytes.substr(notifies.back().bytes.find("\r\n\r\n") + 4);
  }
  void set_call(const std::string& user, CallState call, const std::string& peer = {}) {
    const auto aor = *rig.pbx.registrar().find_user(user);
    auto state = rig.pbx.notifier().state_of(aor);
    state.call = call;
    state.peer = peer;
    rig.pbx.notifier().set_state(aor, state);
  }
  void set_mailbox(const std::string& user, const pbx::Mailbox& mailbox) {
    const auto aor = *rig.pbx.registrar().find_user(user);
    auto state = rig.pbx.notifier().state_of(aor);
    state.mailbox = mailbox;
    rig.pbx.notifier().set_state(aor, state);
  }
  std::size_t watchers() { return rig.pbx.notifier().size(); }

  explicit NotifierTest(const pbx::PbxOptions& options = pbx_options()) : rig(options) {}

  PbxRig rig;
  std::vector<Heard> notifies;
  unsigned status = 200;  // of our answers to NOTIFYs; 0: none
  unsigned steps = 0;
  unsigned cseq = 0;
  std::string to;
  Register last;
};

TEST_F(NotifierTest, ASubscriptionWantsADigest) {
  Register request = subscribe("dialog");
  EXPECT_EQ(exchange(request.text()).status(), 401U);
  EXPECT_EQ(ask(request, "101", "wrong").status(), 401U);
  EXPECT_EQ(watchers(), 0U);
  EXPECT_TRUE(notifies.empty());
}

TEST_F(NotifierTest, WhoSubscribesIsToldAtOnce) {
  const Heard answer = ask(subscribe("dialog"));
  ASSERT_EQ(answer.status(), 200U);
  EXPECT_EQ(answer.value("Expires"), "600");
  EXPECT_THAT(answer.value("Contact"), HasSubstr("192.0.2.10:5060"));
  ASSERT_EQ(notifies.size(), 1U);
  const Heard& notify = notifies[0];
  EXPECT_EQ(notify.value("From"), "<sip:102@pbx.example>;tag=" + to.substr(to.find(";tag=") + 5));
  EXPECT_EQ(notify.value("To"), "<sip:101@pbx.example>;tag=me");
  EXPECT_EQ(notify.value("Call-ID"), "call-1");
  EXPECT_EQ(notify.value("Event"), "dialog");
  EXPECT_EQ(notify.value("Subscription-State"), "active;expires=600");
  EXPECT_EQ(notify.value("Content-Type"), "application/dialog-info+xml");
  EXPECT_THAT(notify.bytes, HasSubstr("NOTIFY sip:101@192.0.2.20:5090 SIP/2.0\r\n"));
  EXPECT_THAT(body_of_last(), HasSubstr("version=\"0\" state=\"full\""));
}

TEST_F(NotifierTest, AChangeIsToldToWhoWatchesIt) {
  ask(subscribe("dialog"));
  set_call("102", CallState::Ringing, "103");
  listen();
  ASSERT_EQ(notifies.size(), 2U);
  EXPECT_EQ(notifies[1].value("CSeq"), "2 NOTIFY");
  EXPECT_THAT(body_of_last(), HasSubstr("<state>early</state>"));
  EXPECT_THAT(body_of_last(), HasSubstr("sip:103@pbx.example"));
  EXPECT_THAT(body_of_last(), HasSubstr("version=\"1\""));
  set_call("103", CallState::Busy);
  set_mailbox("102", {3, 1});
  listen();
  EXPECT_EQ(notifies.size(), 2U) << "nobody watches those";
}

TEST_F(NotifierTest, OneNotifyIsUnderWayAtATime) {
  ask(subscribe("dialog"));
  status = 0;
  set_call("102", CallState::Ringing);
  listen();
  set_call("102", CallState::Busy);
  set_call("102", CallState::Held);
  listen();
  EXPECT_EQ(notifies.size(), 2U) << "the first of them waits for its answer";
  status = 200;
  listen(seconds(2));
  EXPECT_THAT(body_of_last(), HasSubstr("+sip.rendering"));
  EXPECT_EQ(notifies.back().value("CSeq"), "3 NOTIFY") << "what was between them is not told";
}

TEST_F(NotifierTest, AMailboxIsToldToItsOwnerAlone) {
  ASSERT_EQ(ask(subscribe("message-summary", "101")).status(), 200U);
  EXPECT_THAT(body_of_last(), HasSubstr("Messages-Waiting: no\r\n"));
  set_mailbox("101", {2, 8});
  listen();
  EXPECT_THAT(body_of_last(), HasSubstr("Messages-Waiting: yes\r\n"));
  EXPECT_THAT(body_of_last(), HasSubstr("Voice-Message: 2/8 (0/0)\r\n"));
  EXPECT_EQ(ask(subscribe("message-summary", "102")).status(), 403U);
}

// --- Features

TEST_F(NotifierTest, FeaturesAreTheUsersOwnAndAllAreToldInOneBody) {
  EXPECT_EQ(ask(subscribe("as-feature-event", "102")).status(), 403U);
  EXPECT_EQ(ask(subscribe("as-feature-event", "101")).status(), 200U);
  ASSERT_EQ(notifies.size(), 1U);
  const auto told = ua::FeatureState::parse(notifies[0].value("Content-Type"), body_of_last());
  ASSERT_TRUE(told) << told.error().log_words();
  EXPECT_EQ(*told, pbx::no_features());
  Register other = subscribe("as-feature-event", "101");
  other.more += "Accept: application/dialog-info+xml\r\n";
  other.call_id = "call-2";
  EXPECT_EQ(ask(other).status(), 406U);
}

TEST_F(NotifierTest, FeaturesAreChangedByASubscribeWithABody) {
  ask(subscribe("as-feature-event", "101"));
  notifies.clear();
  Register change = subscribe("as-feature-event", "101");
  change.to = to;
  change.body = ua::set_forwarding("101", ua::ForwardWhen::NoAnswer, {true, "105", 4});
  change.more += "Content-Type: text/plain\r\n";
  const Heard refused = ask(change);
  EXPECT_EQ(refused.status(), 415U);
  EXPECT_EQ(refused.value("Accept"), "application/x-as-feature-event+xml");
  change.more = "Event: as-feature-event\r\nContent-Type: application/x-as-feature-event+xml\r\n";
  EXPECT_EQ(ask(change).status(), 200U);
  ASSERT_EQ(notifies.size(), 1U) << "what changed and the refresh are told at once";
  const auto told = ua::FeatureState::parse(notifies[0].value("Content-Type"), body_of_last());
  ASSERT_TRUE(told);
  EXPECT_EQ(told->forward(ua::ForwardWhen::NoAnswer), (ua::Forwarding{true, "105", 4}));
  EXPECT_EQ(told->do_not_disturb, false);
  change.body = "<SetDoNotDisturb>";
  EXPECT_EQ(ask(change).status(), 400U);
  EXPECT_EQ(*told, rig.pbx.notifier().state_of(*rig.pbx.registrar().find_user("101")).features);
}

TEST_F(NotifierTest, FeaturesThatChangeAreToldToThoseWhoAskedForThem) {
  ask(subscribe("as-feature-event", "101"));
  notifies.clear();
  const auto aor = *rig.pbx.registrar().find_user("101");
  auto state = rig.pbx.notifier().state_of(aor);
  state.features.do_not_disturb = true;
  rig.pbx.notifier().set_state(aor, state);
  listen();
  EXPECT_THAT(body_of_last(), HasSubstr("<doNotDisturbOn>true</doNotDisturbOn>"));
  set_call("101", CallState::Busy);
  listen();
  EXPECT_EQ(notifies.size(), 1U) << "calls are no features";
}

TEST_F(NotifierTest, WhatItCannotTellItSays) {
  EXPECT_EQ(ask(subscribe("dialog", "999")).status(), 404U);
  const Heard presence = ask(subscribe("presence"));
  EXPECT_EQ(presence.status(), 489U);
  EXPECT_EQ(presence.value("Allow-Events"), "message-summary, dialog, as-feature-event");
  const Heard brief = ask(subscribe("dialog", "102", "5"));
  EXPECT_EQ(brief.status(), 423U);
  EXPECT_EQ(brief.value("Min-Expires"), "10");
  EXPECT_EQ(ask(subscribe("dialog", "102", "soon")).status(), 400U);
  Register request = subscribe("dialog");
  request.more += "Accept: text/plain\r\n";
  EXPECT_EQ(ask(request).status(), 406U);
  request = subscribe("dialog");
  request.more += "Require: eventlist\r\n";
  const Heard extension = ask(request);
  EXPECT_EQ(extension.status(), 420U);
  EXPECT_EQ(extension.value("Unsupported"), "eventlist");
  request = subscribe("dialog");
  request.contact.clear();
  EXPECT_EQ(ask(request).status(), 400U);
  request = subscribe("dialog");
  request.to += ";tag=nobody";
  EXPECT_EQ(ask(request).status(), 481U);
  EXPECT_EQ(watchers(), 0U);
}

TEST_F(NotifierTest, ALifetimeHasItsLimits) {
  EXPECT_EQ(ask(subscribe("dialog", "102", "4294967295")).value("Expires"), "7200");
  EXPECT_EQ(refresh("dialog", "").value("Expires"), "3600");
}

TEST_F(NotifierTest, ARefreshGoesOnInTheSameDialog) {
  ask(subscribe("dialog"));
  listen(seconds(100));
  EXPECT_EQ(refresh("dialog", "600").value("Expires"), "600");
  EXPECT_EQ(watchers(), 1U);
  EXPECT_EQ(notifies.size(), 2U);
  EXPECT_EQ(refresh("message-summary", "600").status(), 489U);
  Register other = subscribe("dialog");
  other.to = to;
  other.call_id = "call-2";
  EXPECT_EQ(ask(other).status(), 481U);
  EXPECT_EQ(watchers(), 1U);
  other = subscribe("dialog");
  other.to = to;
  EXPECT_EQ(ask(other, "102", "swordfish").status(), 481U) << "it is not his";
}

TEST_F(NotifierTest, ARepeatedSubscribeIsAnsweredOnce) {
  ask(subscribe("dialog"));
  const Heard again = exchange(last.text());
  EXPECT_EQ(again.status(), 200U);
  EXPECT_EQ(again.value("To"), to);
  EXPECT_EQ(again.value("Expires"), "600");
  EXPECT_EQ(watchers(), 1U);
  EXPECT_EQ(notifies.size(), 1U);
}

TEST_F(NotifierTest, AnEndIsToldTheLastTime) {
  ask(subscribe("dialog"));
  const Heard answer = refresh("dialog", "0");
  EXPECT_EQ(answer.status(), 200U);
  EXPECT_EQ(answer.value("Expires"), "0");
  EXPECT_EQ(state_of_last(), "terminated;reason=timeout");
  EXPECT_EQ(watchers(), 0U);
}

TEST_F(NotifierTest, OnesWithoutALifetimeAreToldOnce) {
  ask(subscribe("dialog", "102", "0"));
  ASSERT_EQ(notifies.size(), 1U);
  EXPECT_EQ(state_of_last(), "terminated;reason=timeout");
  EXPECT_THAT(body_of_last(), HasSubstr("<dialog-info"));
  EXPECT_EQ(watchers(), 0U);
}

TEST_F(NotifierTest, WhatRunsOutIsToldSo) {
  ask(subscribe("dialog", "102", "60"));
  listen(seconds(61));
  EXPECT_EQ(state_of_last(), "terminated;reason=timeout");
  EXPECT_EQ(watchers(), 0U);
}

TEST_F(NotifierTest, WhoIsGoneIsNotToldAnyMore) {
  ask(subscribe("dialog"));
  status = 481;
  set_call("102", CallState::Busy);
  listen();
  EXPECT_EQ(watchers(), 0U);

  status = 200;
  ask(subscribe("dialog"));
  status = 0;
  set_call("102", CallState::Idle);
  listen(seconds(40));
  EXPECT_EQ(watchers(), 0U) << "nobody answers";
}

TEST_F(NotifierTest, ARefusalOfOneNotifyEndsNothing) {
  ask(subscribe("dialog"));
  status = 400;
  set_call("102", CallState::Busy);
  listen();
  EXPECT_EQ(watchers(), 1U);
}

TEST_F(NotifierTest, AllMayBeEndedOrForgotten) {
  ask(subscribe("dialog"));
  rig.pbx.notifier().end_all("deactivated");
  listen();
  EXPECT_EQ(state_of_last(), "terminated;reason=deactivated");
  EXPECT_EQ(watchers(), 0U);
  ask(subscribe("dialog"));
  notifies.clear();
  rig.pbx.notifier().forget_all();
  listen();
  EXPECT_TRUE(notifies.empty());
  EXPECT_EQ(refresh("dialog", "600").status(), 481U);
}

TEST_F(NotifierTest, GoesOnAfterTheDeathOfThePbx) {
  ask(subscribe("dialog"));
  ASSERT_TRUE(rig.pbx.set_faults({.dead = true}));
  set_call("102", CallState::Busy);
  listen();
  EXPECT_EQ(notifies.size(), 1U);
  ASSERT_TRUE(rig.pbx.set_faults({}));
  listen(seconds(5));
  EXPECT_THAT(body_of_last(), HasSubstr("<state>confirmed</state>"));
}

TEST_F(NotifierTest, ProxiesOnTheWayAreKept) {
  Register request = subscribe("dialog");
  request.more += "Record-Route: <sip:192.0.2.30;lr>\r\n";
  const Heard answer = ask(request);
  EXPECT_EQ(answer.value("Record-Route"), "<sip:192.0.2.30;lr>");
  ASSERT_EQ(notifies.size(), 1U);
  EXPECT_EQ(notifies[0].value("Route"), "<sip:192.0.2.30;lr>");
}

TEST_F(NotifierTest, TellsWhoWatchesWhom) {
  ask(subscribe("dialog"));
  const auto list = rig.pbx.notifier().list(10);
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].watched, "102");
  EXPECT_EQ(rig.pbx.registrar().user(list[0].by), "101");
  EXPECT_LE(list[0].remaining, 600U);
  EXPECT_TRUE(rig.pbx.notifier().list(0).empty());
}

// --- The list of all users (RFC 4662)

class NotifierOfAList : public NotifierTest {
 protected:
  NotifierOfAList() : NotifierTest(options_with_list()) {}

  static Register subscribe_to_all(const std::string& more = "Supported: eventlist\r\n") {
    Register request = subscribe("dialog", "all");
    request.more += more;
    return request;
  }
  Heard refresh_all(const std::string& expires) {
    Register request = subscribe("dialog", "all", expires);
    request.more += "Supported: eventlist\r\n";
    request.to = to;
    return ask(request);
  }
  // "full 0: 101 Idle, 102 Busy", as the phone reads it.
  std::string told() const {
    const std::string body = body_of_last();
    const auto list = ua::ResourceList::parse(notifies.back().value("Content-Type"), body);
    EXPECT_TRUE(list) << list.error().log_words();
    if (!list) return {};
    std::string out = (list->full ? "full " : "partial ") + std::to_string(list->version) + ":";
    ua::ResourceTable table;
    EXPECT_TRUE(table.take(*list));
    constexpr const char* words[] = {"unknown", "idle", "ringing", "busy", "held"};
    for (const auto& one : table.resources())
      out += " " + one.uri.substr(4, 3) + " " + words[static_cast<unsigned>(one.foremost()->lamp())];
    return out;
  }
};

TEST_F(NotifierOfAList, TellsOfAllUsersFirstAndThenOfWhoChanges) {
  const Heard answer = ask(subscribe_to_all());
  EXPECT_EQ(answer.status(), 200U);
  EXPECT_EQ(answer.value("Require"), "eventlist");
  ASSERT_EQ(notifies.size(), 1U);
  EXPECT_EQ(notifies[0].value("Require"), "eventlist");
  EXPECT_EQ(notifies[0].value("Event"), "dialog");
  EXPECT_EQ(told(), "full 0: 101 idle 102 idle 103 idle");
  EXPECT_THAT(body_of_last(), HasSubstr("uri=\"sip:all@pbx.example\""));
  EXPECT_THAT(body_of_last(), HasSubstr("<resource uri=\"sip:102@pbx.example\">"));
  set_call("102", CallState::Ringing, "103");
  listen();
  EXPECT_EQ(told(), "partial 1: 102 ringing");
  set_call("101", CallState::Busy);
  set_call("103", CallState::Held);
  set_mailbox("102", {3, 1});
  listen();
  EXPECT_EQ(told(), "partial 2: 101 busy 103 held");
  EXPECT_EQ(notifies.size(), 3U);
  listen(seconds(10));
  EXPECT_EQ(refresh_all("600").status(), 200U);
  EXPECT_EQ(told(), "full 3: 101 busy 102 ringing 103 held");
}

TEST_F(NotifierOfAList, TellsAllAgainAfterANotifyThatWasRefused) {
  ask(subscribe_to_all());
  status = 400;
  set_call("102", CallState::Busy);
  listen();
  EXPECT_EQ(told(), "partial 1: 102 busy");
  status = 200;
  set_call("103", CallState::Busy);
  listen();
  EXPECT_EQ(told(), "full 2: 101 idle 102 busy 103 busy");
}

TEST_F(NotifierOfAList, EndsLikeAnyOther) {
  ask(subscribe_to_all());
  EXPECT_EQ(refresh_all("0").status(), 200U);
  EXPECT_EQ(state_of_last(), "terminated;reason=timeout");
  EXPECT_EQ(watchers(), 0U);
}

TEST_F(NotifierOfAList, IsForThoseWhoKnowOfLists) {
  const Heard needs = ask(subscribe_to_all(""));
  EXPECT_EQ(needs.status(), 421U);
  EXPECT_EQ(needs.value("Require"), "eventlist");
  const Heard plain =
      ask(subscribe_to_all("Supported: eventlist\r\nAccept: application/dialog-info+xml\r\n"));
  EXPECT_EQ(plain.status(), 406U);
  EXPECT_THAT(plain.value("Accept"), HasSubstr("multipart/related, application/rlmi+xml"));
  Register request = subscribe("message-summary", "all");
  request.more += "Supported: eventlist\r\n";
  EXPECT_EQ(ask(request).status(), 404U);
  EXPECT_EQ(watchers(), 0U);
  EXPECT_EQ(ask(subscribe_to_all("Require: eventlist\r\nSupported: eventlist\r\nAccept: multipart/related, "
                                 "application/rlmi+xml, application/dialog-info+xml\r\n"))
                .status(),
            200U);
  const auto list = rig.pbx.notifier().list(10);
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].watched, "all");
  Register other = subscribe_to_all("Require: gruu, eventlist\r\n");
  const Heard extension = ask(other);
  EXPECT_EQ(extension.status(), 420U);
  EXPECT_EQ(extension.value("Unsupported"), "gruu");
}

TEST_F(NotifierOfAList, LeavesSubscriptionsToOneAsTheyAre) {
  Register request = subscribe("dialog");
  request.more += "Supported: eventlist\r\n";
  EXPECT_EQ(ask(request).value("Require"), "");
  EXPECT_EQ(notifies.back().value("Content-Type"), "application/dialog-info+xml");
  EXPECT_EQ(notifies.back().value("Require"), "");
  set_call("103", CallState::Busy);
  listen();
  EXPECT_EQ(notifies.size(), 1U);
}

TEST_F(NotifierTest, WithoutANameForTheListHasNone) {
  Register request = subscribe("dialog", "all");
  request.more += "Supported: eventlist\r\n";
  EXPECT_EQ(ask(request).status(), 404U);
}

}  // namespace
}  // namespace handset::test
