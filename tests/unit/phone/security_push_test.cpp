// What an authenticated push has to hold to, a test for each point of our checklist. The ideas are proved in
// depth where they live (authenticator, push, services, fetch policy); these ask the whole phone, in service
// with its settings, from the datagram to what came of it.
#include <algorithm>
#include <string>
#include <vector>

#include "unit/phone/station_rig.h"

namespace handset::phone {
namespace {

constexpr std::string_view page_url = "http://web.example/page.xml";

struct SecurityPush : testing::Test {
  SecurityPush() {
    rig.simulation.web().serve(page_url, "<CiscoIPPhoneText><Title>News</Title></CiscoIPPhoneText>");
  }
  std::uint64_t fetched() { return rig.simulation.web().requests(); }

  Draft fresh(Draft draft = {}) {
    draft.call_id = "call-" + std::to_string(++calls);
    draft.branch = "z9hG4bK-" + std::to_string(calls);
    return draft;
  }
  std::string challenge(const Draft& draft) { return rig.ask(draft.text()); }
  // Both rounds.
  unsigned push(const Draft& draft, std::string_view user = "101", std::string_view password = "secret") {
    const std::string asked = challenge(draft);
    EXPECT_EQ(status_of(asked), 401U);
    return status_of(rig.ask(with_credentials(draft, asked, user, password).text()));
  }
  // The words for which a page could not be had.
  std::string refused(std::string url) {
    EXPECT_EQ(push(fresh({.body = std::move(url)})), 200U);
    rig.simulation.run_for(seconds(30));
    return rig.station.phone().screen().prompt;
  }
  static bool is_stale(std::string_view answer) {
    return field_of(answer, sip::Field::WwwAuthenticate).find("stale=true") != std::string::npos;
  }

  StationRig rig;
  int calls = 0;
};

// No switch of the phone lets a push in without its digest, nor a To tag that claims a dialog.
TEST_F(SecurityPush, Item1_DigestAlways) {
  EXPECT_EQ(status_of(challenge(fresh())), 401U);
  EXPECT_NE(status_of(challenge(fresh({.to_parameters = ";tag=dialog"}))), 200U);
  std::size_t switches = 0;
  for (const settings::Row& row : settings::rows()) {
    if (!row.settable() || row.state != settings::State::Active) continue;
    std::vector<std::string_view> values(row.members.begin(), row.members.end());
    if (row.type == settings::Type::Bool)
      values = {"Yes", "No"};
    else if (row.type != settings::Type::Enum)
      continue;
    ++switches;
    std::string tag(row.tag);
    if (const auto at = tag.find("<n>"); at != std::string::npos) tag.replace(at, 3, "1");
    for (const std::string_view value : values) {
      if (row.scope == settings::Scope::UnitKey) continue;
      rig.apply({{tag, std::string(value)}});
      rig.station.request_restart();
      rig.simulation.run_for(seconds(1));
      const unsigned status = status_of(challenge(fresh()));
      EXPECT_TRUE(status == 401 || status == 404 || status == 0) << tag << " = " << value << ": " << status;
    }
  }
  EXPECT_GT(switches, 20U);
  EXPECT_EQ(fetched(), 0U);
}

TEST_F(SecurityPush, Item2_401WithoutMemory) {
  std::size_t largest = 0;
  for (int i = 0; i < 2000; ++i) {
    const Draft draft = fresh();
    rig.peer.answers.clear();
    rig.peer.send(draft.text());
    rig.simulation.run_for(milliseconds(5));
    ASSERT_EQ(rig.peer.answers.size(), 1U);
    ASSERT_EQ(status_of(rig.peer.answers[0]), 401U);
    largest = std::max(largest, rig.peer.answers[0].size() - draft.text().size());
  }
  EXPECT_EQ(rig.switchboard.remembered(), 0U);
  EXPECT_EQ(rig.station.phone().lines()[0].account()->ledger().size(), 0U);
  EXPECT_LT(largest, 256U) << "an answer gives a forged source little more than it sent";
}

// Who knows the password but makes up the nonce, or has it from another phone, is asked again.
TEST_F(SecurityPush, Item3_KeyedNonce) {
  const std::string asked = challenge(fresh());
  std::string forged = asked;
  const auto at = forged.find("nonce=\"") + 7;
  forged[at + 3] = forged[at + 3] == 'a' ? 'b' : 'a';
  EXPECT_EQ(status_of(rig.ask(with_credentials(fresh(), forged, "101", "secret").text())), 401U);
  StationRig other(Tags{}, StationRig::station_options(), 2);
  const std::string foreign = other.ask(fresh().text());
  ASSERT_EQ(status_of(foreign), 401U);
  EXPECT_EQ(status_of(rig.ask(with_credentials(fresh(), foreign, "101", "secret").text())), 401U);
  EXPECT_EQ(fetched(), 0U);
}

TEST_F(SecurityPush, Item4_NonceCountWindow) {
  const std::string asked = challenge(fresh());
  const auto with_count = [&](std::uint32_t count) {
    return status_of(rig.ask(with_credentials(fresh(), asked, "101", "secret", count).text()));
  };
  EXPECT_EQ(with_count(2), 200U);
  EXPECT_EQ(with_count(2), 401U);
  EXPECT_EQ(with_count(1), 401U);
  EXPECT_EQ(with_count(3), 200U);
  EXPECT_EQ(fetched(), 2U);
}

TEST_F(SecurityPush, Item5_StaleOnlyForTheRightPassword) {
  const std::string asked = challenge(fresh());
  rig.simulation.run_for(minutes(10));
  EXPECT_FALSE(is_stale(rig.ask(with_credentials(fresh(), asked, "101", "wrong").text())));
  EXPECT_FALSE(is_stale(rig.ask(with_credentials(fresh(), asked, "102", "secret").text())));
  EXPECT_TRUE(is_stale(rig.ask(with_credentials(fresh(), asked, "101", "secret").text())));
  EXPECT_EQ(fetched(), 0U);
}

TEST_F(SecurityPush, Item6_PerLinePassword) {
  rig.apply({{"User_ID_2_", "102"}, {"Password_2_", "other"}, {"User_ID_3_", "103"}});
  const auto to = [this](std::string_view user) {
    return fresh({.uri = "sip:" + std::string(user) + "@192.0.2.10:5060"});
  };
  EXPECT_EQ(push(to("102"), "101", "secret"), 401U) << "the credentials of another line";
  EXPECT_EQ(push(to("103"), "103", ""), 401U) << "a line without a password";
  EXPECT_EQ(status_of(challenge(to("104"))), 404U);
  EXPECT_EQ(fetched(), 0U);
  EXPECT_EQ(push(to("102"), "102", "other"), 200U);
}

// Whatever the body is: without the digest it is the 401, not what is wrong with it, and nothing happens.
TEST_F(SecurityPush, Item7_NothingBeforeTheCheck) {
  rig.apply({{"XML_NOTIFY_Body", "url+xml"}});
  const std::size_t lines = rig.phone_host.log().lines().size();
  const std::vector<Draft> hostile = {
      {.body = "<CiscoIPPhoneExecute><ExecuteItem URL=\"Key:Services\"/></CiscoIPPhoneExecute>"},
      {.body = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"},
      {.body = "ftp://nowhere.example/"},
      {.body = std::string(20000, '<')},
      {.extra = "Event: XML-Service\r\nContent-Encoding: gzip\r\n", .body = "no gzip"},
      {.extra = "Event: XML-Service\r\nContent-Type: application/nonsense\r\n"},
  };
  for (const Draft& draft : hostile)
    EXPECT_EQ(status_of(challenge(fresh(draft))), 401U) << draft.body.substr(0, 40);
  EXPECT_EQ(fetched(), 0U);
  EXPECT_TRUE(rig.station.phone().idle());
  EXPECT_EQ(rig.phone_host.log().lines().size(), lines);
}

TEST_F(SecurityPush, Item8_Once) {
  const Draft draft = fresh();
  Draft right = with_credentials(draft, challenge(draft), "101", "secret");
  const std::string first = rig.ask(right.text());
  EXPECT_EQ(status_of(first), 200U);
  EXPECT_EQ(rig.ask(right.text()), first);
  right.branch = "z9hG4bK-captured";
  EXPECT_GE(status_of(rig.ask(right.text())), 400U);
  right.call_id = "captured";
  EXPECT_EQ(status_of(rig.ask(right.text())), 401U);
  EXPECT_EQ(fetched(), 1U);
}

TEST_F(SecurityPush, Item9_Body) {
  const std::string inside = "<CiscoIPPhoneExecute><ExecuteItem URL=\"Key:Services\"/></CiscoIPPhoneExecute>";
  EXPECT_EQ(push(fresh({.body = inside})), 403U) << "XML in the body needs a setting";
  rig.apply({{"XML_NOTIFY_Body", "url+xml"}});
  EXPECT_EQ(push(fresh({.body = inside})), 200U);
  EXPECT_EQ(push(fresh({.body = "<!DOCTYPE x>" + inside})), 400U);
  EXPECT_EQ(push(fresh({.body = "<!DOCTYPE x [<!ENTITY e \"e\">]>" + inside})), 400U);
  EXPECT_EQ(push(fresh({.body = "<CiscoIPPhoneExecute>&unknown;</CiscoIPPhoneExecute>"})), 400U);
  std::string deep;
  for (int i = 0; i < 40; ++i) deep += "<a>";
  EXPECT_EQ(push(fresh({.body = "<CiscoIPPhoneExecute>" + deep})), 400U);
  EXPECT_EQ(push(fresh({.body = "http://web.example/" + std::string(3000, 'x')})), 413U);
}

TEST_F(SecurityPush, Item10_Fetching) {
  auto& web = rig.simulation.web();
  for (const std::string host : {"169.254.169.254", "[fe80::1]", "224.0.0.1", "[ff02::1]", "0.0.0.0", "[::]",
                                 "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]"})
    EXPECT_EQ(refused("http://" + host + "/"), "Address not allowed") << host;
  // What a name leads to counts, and where a redirect leads.
  web.set_dns("inside.example", {IpAddress::v4(169, 254, 169, 254)});
  EXPECT_EQ(refused("http://inside.example/"), "Address not allowed");
  web.serve_redirect("http://web.example/inside", "http://inside.example/");
  EXPECT_EQ(refused("http://web.example/inside"), "Address not allowed");
  web.serve_redirect("https://web.example/down", std::string(page_url));
  EXPECT_EQ(refused("https://web.example/down"), "Redirect to http not allowed");
  for (int i = 0; i < 4; ++i)
    web.serve_redirect("http://web.example/hop" + std::to_string(i),
                       "http://web.example/hop" + std::to_string(i + 1));
  EXPECT_EQ(refused("http://web.example/hop0"), "Too many redirects");
  web.serve("http://web.example/large", std::string(std::size_t{300} * 1024, 'x'));
  EXPECT_EQ(refused("http://web.example/large"), "Data too large!");
  for (const std::string url : {"ftp://web.example/", "file:///etc/passwd", "gopher://web.example/"})
    EXPECT_EQ(push(fresh({.body = url})), 400U) << url;
  // Only what is listed, once a list is given.
  rig.apply({{"Fetch_Allowed", "other.example"}});
  EXPECT_EQ(refused(std::string(page_url)), "Address not allowed");
}

// There is neither sound nor a call yet: what asks for one is refused in words, and nothing is left behind.
TEST_F(SecurityPush, Item11_NoOpenMicrophone) {
  rig.apply({{"XML_NOTIFY_Body", "url+xml"}});
  for (const std::string uri : {"RTPTx:192.0.2.20:20480", "RTPMTx:239.255.20.3:20480", "Dial:900"}) {
    const std::size_t refusals = rig.phone_host.log().count(uri);
    EXPECT_EQ(push(fresh({.body = "<CiscoIPPhoneExecute><ExecuteItem Priority=\"0\" URL=\"" + uri +
                                  "\"/></CiscoIPPhoneExecute>"})),
              200U);
    rig.simulation.run_for(seconds(1));
    EXPECT_GT(rig.phone_host.log().count(uri), refusals) << uri;
  }
}

TEST_F(SecurityPush, Item12_FailuresAreCountedAndLimited) {
  const std::uint64_t before = rig.switchboard.counters().refusals.of("wrong username or password");
  for (int i = 0; i < 200; ++i) {
    const Draft draft = fresh();
    rig.peer.answers.clear();
    rig.peer.send(draft.text());
    rig.simulation.run_for(milliseconds(5));
    const std::string asked = rig.peer.answers.at(0);
    rig.peer.answers.clear();
    rig.peer.send(with_credentials(draft, asked, "101", "a guess").text());
    rig.simulation.run_for(milliseconds(5));
  }
  const auto& counters = rig.switchboard.counters();
  const std::uint64_t guesses = counters.refusals.of("wrong username or password") - before;
  EXPECT_GE(guesses, 8U);
  EXPECT_EQ(guesses + counters.slowed, 200U) << "each is counted";
  EXPECT_EQ(counters.answers.of("503"), counters.slowed);
  EXPECT_LE(rig.phone_host.log().count("push from"), 25U) << rig.phone_host.log().text();
  EXPECT_GE(rig.station.log_counters().left_out, 170U);
  for (const std::string_view secret : {"secret", "a guess", "response="})
    EXPECT_EQ(rig.phone_host.log().count(secret), 0U) << secret;
  // The line is not locked: whoever else has the password gets in.
  const IpAddress address = IpAddress::v4(192, 0, 2, 21);
  Peer other(rig.simulation.host("other", address).world(), address);
  const Draft draft = fresh();
  other.send(draft.text());
  rig.simulation.run_for(seconds(1));
  ASSERT_EQ(other.answers.size(), 1U);
  other.send(with_credentials(draft, other.answers[0], "101", "secret").text());
  rig.simulation.run_for(seconds(1));
  ASSERT_EQ(other.answers.size(), 2U);
  EXPECT_EQ(status_of(other.answers[1]), 200U);
}

// What no subscription is held for and no rule obeys is refused.
TEST_F(SecurityPush, Item13_ResyncRebootReport) {
  const auto status_for = [this](const std::string& event) {
    return status_of(challenge(fresh({.extra = "Event: " + event + "\r\n"})));
  };
  for (const char* event : {"resync", "check-sync", "report", "reboot", "reboot_now", "restart_now"})
    EXPECT_EQ(status_for(event), 401U) << event;
  EXPECT_EQ(status_for("presence"), 489U);
  EXPECT_EQ(rig.restarts.count, 0);
  rig.apply({{"Auth_Resync-Reboot_1_", "No"}});
  EXPECT_EQ(status_for("reboot"), 200U) << "a switch of their own";
  EXPECT_EQ(status_for("report"), 200U);
}

}  // namespace
}  // namespace handset::phone
