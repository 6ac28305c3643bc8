// The authenticated push from the datagram to the screen, in virtual time.
#include "phone/text_render.h"
#include "unit/phone/phone_rig.h"

namespace handset::phone {
namespace {

constexpr std::string_view page_url = "http://web.example/page.xml";
constexpr std::string_view page =
    "<CiscoIPPhoneText><Title>News</Title><Prompt>today</Prompt><Text>Hello desk</Text></CiscoIPPhoneText>";

Rig& serving(Rig& rig) {
  rig.simulation.web().serve(page_url, std::string(page));
  return rig;
}

TEST(Push, WithTheRightDigestItBecomesAPageOnTheScreen) {
  Rig rig;
  serving(rig);
  EXPECT_EQ(status_of(push(rig)), 200U);
  const Screen screen = rig.phone.screen();
  EXPECT_EQ(screen.kind, WindowKind::Text);
  EXPECT_EQ(screen.title, "News");
  EXPECT_EQ(screen.prompt, "today");
  ASSERT_FALSE(screen.rows.empty());
  EXPECT_EQ(screen.rows[0].text, "Hello desk");
  EXPECT_EQ(rig.simulation.web().requests(page_url), 1U);
}

TEST(Push, EachStepIsCounted) {
  Rig rig;
  serving(rig);
  push(rig);
  push(rig, {.branch = "z9hG4bK-two", .call_id = "two"}, "101", "wrong");
  const SwitchboardCounters& counters = rig.switchboard.counters();
  EXPECT_EQ(counters.requests, 4U);
  EXPECT_EQ(counters.challenges, 3U);
  EXPECT_EQ(counters.answers.of("401"), 3U);
  EXPECT_EQ(counters.answers.of("200"), 1U);
  EXPECT_EQ(counters.refusals.of("no credentials"), 2U);
  EXPECT_EQ(counters.refusals.of("wrong username or password"), 1U);
  EXPECT_EQ(counters.pushes, 1U);
  EXPECT_EQ(rig.switchboard.traffic().messages_received, 4U);
  EXPECT_EQ(rig.switchboard.traffic().messages_sent, 4U);
}

TEST(Push, TheChallengeNamesTheRealmOfTheLineAndQuotesWhatOldClientsNeedQuoted) {
  Rig rig;
  const std::string value = field_of(rig.ask(Draft{}.text()), sip::Field::WwwAuthenticate);
  EXPECT_NE(value.find("realm=\"pbx.example\""), std::string::npos) << value;
  EXPECT_NE(value.find("qop=\"auth\""), std::string::npos) << value;
  EXPECT_NE(value.find("algorithm=MD5"), std::string::npos) << value;
}

TEST(Push, AWrongPasswordIsChallengedAgainAndNothingRuns) {
  Rig rig;
  serving(rig);
  const std::string answer = push(rig, {}, "101", "wrong");
  EXPECT_EQ(status_of(answer), 401U);
  EXPECT_EQ(field_of(answer, sip::Field::WwwAuthenticate).find("stale"), std::string::npos);
  EXPECT_TRUE(rig.phone.idle());
  EXPECT_EQ(rig.simulation.web().requests(), 0U);
  EXPECT_EQ(rig.switchboard.remembered(), 0U);
}

TEST(Push, TheCredentialsOfAnotherLineDoNotCount) {
  Rig rig;
  serving(rig);
  EXPECT_EQ(status_of(push(rig, {}, "102", "other")), 401U);
  EXPECT_TRUE(rig.phone.idle());
}

TEST(Push, ALineWithoutAPasswordRefusesEveryDigest) {
  PhoneOptions options = phone_options();
  options.lines[0].password.clear();
  Rig rig(std::move(options));
  EXPECT_EQ(status_of(push(rig, {}, "101", "")), 401U);
}

TEST(Push, UnauthenticatedRequestsLeaveNothingBehind) {
  Rig rig;
  for (unsigned i = 0; i < 1000; ++i)
    ASSERT_EQ(status_of(rig.ask(Draft{.branch = "z9hG4bK" + std::to_string(i)}.text())), 401U);
  EXPECT_EQ(rig.switchboard.remembered(), 0U);
  EXPECT_EQ(rig.phone.lines()[0].account()->ledger().size(), 0U);
}

TEST(Push, TheSameRequestGetsTheSameToTagAgain) {
  Rig rig;
  const std::string first = field_of(rig.ask(Draft{}.text()), sip::Field::To);
  EXPECT_EQ(field_of(rig.ask(Draft{}.text()), sip::Field::To), first);
  EXPECT_NE(field_of(rig.ask(Draft{.branch = "z9hG4bK-other"}.text()), sip::Field::To), first);
}

TEST(Push, ARetransmissionIsAnsweredAgainAndNotRunAgainAlsoAfter31Seconds) {
  Rig rig;
  serving(rig);
  const std::string challenge = rig.ask(Draft{}.text());
  const std::string request = with_credentials({}, challenge, "101", "secret").text();
  const std::string first = rig.ask(request);
  EXPECT_EQ(status_of(first), 200U);
  EXPECT_EQ(rig.ask(request), first);
  rig.simulation.run_for(seconds(28));
  EXPECT_EQ(rig.ask(request), first);
  EXPECT_EQ(rig.simulation.web().requests(page_url), 1U);
  // When the verdict has gone, the nonce count still tells a replay.
  rig.simulation.run_for(seconds(10));
  EXPECT_EQ(status_of(rig.ask(request)), 401U);
  EXPECT_EQ(rig.simulation.web().requests(page_url), 1U);
}

TEST(Push, ACapturedRequestUnderANewBranchIsAMergedRequest) {
  Rig rig;
  serving(rig);
  Draft draft = with_credentials({}, rig.ask(Draft{}.text()), "101", "secret");
  EXPECT_EQ(status_of(rig.ask(draft.text())), 200U);
  draft.branch = "z9hG4bK-captured";
  EXPECT_EQ(status_of(rig.ask(draft.text())), 482U);
  draft.call_id = "a-call-id-of-their-own";
  EXPECT_EQ(status_of(rig.ask(draft.text())), 401U);
  EXPECT_EQ(rig.simulation.web().requests(page_url), 1U);
}

TEST(Push, AnExpiredNonceIsStaleForTheRightPasswordOnly) {
  Rig rig;
  serving(rig);
  const std::string challenge = rig.ask(Draft{}.text());
  rig.simulation.run_for(seconds(120));
  const std::string right = rig.ask(with_credentials({}, challenge, "101", "secret").text());
  EXPECT_EQ(status_of(right), 401U);
  EXPECT_NE(field_of(right, sip::Field::WwwAuthenticate).find("stale=true"), std::string::npos);
  const std::string wrong = rig.ask(with_credentials({.call_id = "w"}, challenge, "101", "wrong").text());
  EXPECT_EQ(status_of(wrong), 401U);
  EXPECT_EQ(field_of(wrong, sip::Field::WwwAuthenticate).find("stale"), std::string::npos);
}

TEST(Push, GuessingIsSlowedAndTheRightPasswordWorksAfterTheTimeThatWasSaid) {
  Rig rig;
  serving(rig);
  unsigned slowed = 0;
  for (unsigned i = 0; i < 20; ++i) {
    const Draft draft{.branch = "z9hG4bKg" + std::to_string(i), .call_id = "guess" + std::to_string(i)};
    const std::string challenge = rig.ask(draft.text());
    rig.peer.answers.clear();
    rig.peer.send(with_credentials(draft, challenge, "101", "guess").text());
    rig.simulation.run_for(milliseconds(3));
    ASSERT_EQ(rig.peer.answers.size(), 1U);
    if (status_of(rig.peer.answers[0]) == 503) ++slowed;
    if (i == 19) rig.simulation.run_for(seconds(30));
  }
  // ask() takes a second of virtual time each, in which one more check is allowed.
  EXPECT_EQ(slowed, 0U);
  for (unsigned i = 0; i < 15; ++i) {
    const Draft draft{.branch = "z9hG4bKh" + std::to_string(i), .call_id = "hasty" + std::to_string(i)};
    rig.peer.answers.clear();
    rig.peer.send(draft.text());
    rig.simulation.run_for(milliseconds(5));
    const std::string challenge = rig.peer.answers.at(0);
    rig.peer.answers.clear();
    rig.peer.send(with_credentials(draft, challenge, "101", "guess").text());
    rig.simulation.run_for(milliseconds(5));
    if (status_of(rig.peer.answers.at(0)) == 503) ++slowed;
  }
  EXPECT_GE(slowed, 4U);
  rig.simulation.run_for(seconds(2));
  EXPECT_EQ(status_of(push(rig)), 200U);
}

TEST(Push, BodiesAreAnsweredByTheReference) {
  struct Case {
    std::string body;
    unsigned status;
  };
  const std::vector<Case> cases = {
      {"http://web.example/page.xml\r\n", 200},
      {std::string("http://web.example/page.xml\0\0", 29), 200},
      {"", 200},
      {"ftp://web.example/page.xml", 400},
      {"http://web.example/a b", 400},
      {"http://web.example/" + std::string(3000, 'x'), 413},
      {"<CiscoIPPhoneExecute><ExecuteItem URL=\"Key:Services\"/></CiscoIPPhoneExecute>", 403},
      {"Dial:0", 403},
  };
  unsigned number = 0;
  for (const Case& c : cases) {
    Rig rig;
    serving(rig);
    const std::string answer = push(rig, {.call_id = "body" + std::to_string(number++), .body = c.body});
    EXPECT_EQ(status_of(answer), c.status) << c.body.substr(0, 60);
    if (c.status == 403) {
      EXPECT_NE(field_of(answer, sip::Field::Warning).find("XML_NOTIFY_Body"), std::string::npos);
    }
  }
}

TEST(Push, AnEncodedBodyIsRefusedAndTheRefusalRemembered) {
  Rig rig;
  Draft draft;
  draft.extra += "Content-Encoding: gzip\r\n";
  draft = with_credentials(draft, rig.ask(draft.text()), "101", "secret");
  EXPECT_EQ(status_of(rig.ask(draft.text())), 415U);
  EXPECT_EQ(status_of(rig.ask(draft.text())), 415U);
}

TEST(Push, AnInlineExecuteRunsWhenTheParameterAllowsIt) {
  PhoneOptions options = phone_options();
  options.notify.inline_xml = true;
  Rig rig(std::move(options));
  serving(rig);
  const Draft draft{.body = "<CiscoIPPhoneExecute><ExecuteItem Priority=\"0\" URL=\"" +
                            std::string(page_url) + "\"/></CiscoIPPhoneExecute>"};
  EXPECT_EQ(status_of(push(rig, draft)), 200U);
  EXPECT_EQ(rig.phone.screen().title, "News");
}

TEST(Push, BrokenInlineXmlIs400) {
  PhoneOptions options = phone_options();
  options.notify.inline_xml = true;
  Rig rig(std::move(options));
  EXPECT_EQ(status_of(push(rig, {.body = "<CiscoIPPhoneExecute><ExecuteItem"})), 400U);
}

TEST(Push, TheNinthThatWaitsIsToldToComeBack) {
  Rig rig;
  rig.simulation.web().serve_nothing(page_url);
  for (unsigned i = 0; i < 9; ++i) {  // one is under way, eight wait
    const std::string number = std::to_string(i);
    ASSERT_EQ(status_of(push(rig, {.branch = "z9hG4bK" + number, .call_id = number})), 200U) << i;
  }
  const std::string answer = push(rig, {.branch = "z9hG4bK-full", .call_id = "full"});
  EXPECT_EQ(status_of(answer), 503U);
  EXPECT_FALSE(field_of(answer, sip::Field::RetryAfter).empty());
}

TEST(Push, NoSecretReachesLogOrTrace) {
  Rig rig;
  serving(rig);
  push(rig, {}, "101", "wrong-secret-word");
  push(rig);
  EXPECT_EQ(rig.phone_host.log().count("secret"), 0U) << rig.phone_host.log().text();
  EXPECT_EQ(rig.phone_host.log().count("response"), 0U);
}

}  // namespace
}  // namespace handset::phone
