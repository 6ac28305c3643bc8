// The rows of the SIP tab and of the extensions that concern what the phone does as a server, each on the
// wire and changed while the phone runs. A test is named after its row.
#include <array>

#include "base/gzip.h"
#include "unit/phone/station_rig.h"

namespace handset::phone {
namespace {

Draft from_elsewhere(std::string_view sent_by) {
  Draft draft = StationRig::options_draft();
  draft.sent_by = sent_by;
  return draft;
}

TEST(SipRows, SIP_Server_Name) {
  StationRig rig;
  const PhoneIdentity identity;
  EXPECT_EQ(field_of(rig.options(), sip::Field::Server), expand_macros("$VERSION", phone_macros(identity)));
  rig.apply({{"SIP_Server_Name", "Desk of $A, $PN"}, {"GPP_A", "reception"}});
  EXPECT_EQ(field_of(rig.options(), sip::Field::Server), "Desk of reception, SPA525G2");
  rig.apply({{"SIP_Server_Name", ""}});
  EXPECT_EQ(rig.options().find("Server:"), std::string::npos);
}

TEST(SipRows, SIP_Accept_Language) {
  StationRig rig;
  EXPECT_EQ(rig.options().find("Accept-Language"), std::string::npos);
  rig.apply({{"SIP_Accept_Language", "de, en;q=0.8"}});
  EXPECT_EQ(field_of(rig.options(), sip::Field::AcceptLanguage), "de, en;q=0.8");
}

TEST(SipRows, Use_Compact_Header) {
  StationRig rig(Tags{{"Use_Compact_Header", "Yes"}});
  const std::string compact = rig.options();
  EXPECT_EQ(status_of(compact), 480U);
  for (const char* name : {"\r\nv: ", "\r\nf: ", "\r\nt: ", "\r\ni: ", "\r\nl: ", "\r\nu: ", "\r\nk: "})
    EXPECT_NE(compact.find(name), std::string::npos) << name << compact;
  for (const char* name : {"Via:", "From:", "To:", "Call-ID:", "Content-Length:", "Supported:"})
    EXPECT_EQ(compact.find(name), std::string::npos) << name << compact;

  rig.apply({});
  EXPECT_EQ(rig.options().find("\r\nv: "), std::string::npos);
  // Even so a response mirrors the compact names of its request.
  std::string asked = StationRig::options_draft().text();
  asked.replace(asked.find("Via:"), 4, "v:");
  asked.replace(asked.find("Call-ID:"), 8, "i:");
  const std::string mirrored = rig.ask(asked);
  EXPECT_NE(mirrored.find("\r\nv: "), std::string::npos) << mirrored;
  EXPECT_NE(mirrored.find("\r\ni: "), std::string::npos) << mirrored;
  EXPECT_NE(mirrored.find("\r\nFrom: "), std::string::npos) << mirrored;
}

TEST(SipRows, Sip_Accept_Encoding) {
  StationRig rig;
  const std::string url = "http://web.example/page.xml";
  rig.simulation.web().serve(url, "<CiscoIPPhoneText><Text>unpacked</Text></CiscoIPPhoneText>");
  Draft packed;
  packed.extra += "Content-Encoding: gzip\r\n";
  packed.body = gzip(url);
  EXPECT_EQ(field_of(rig.options(), sip::Field::AcceptEncoding), "identity");
  std::string refused = rig.push(packed);
  EXPECT_EQ(status_of(refused), 415U);
  EXPECT_EQ(field_of(refused, sip::Field::AcceptEncoding), "identity");

  rig.apply({{"Sip_Accept_Encoding", "gzip"}});
  EXPECT_EQ(field_of(rig.options(), sip::Field::AcceptEncoding), "gzip");
  EXPECT_EQ(status_of(rig.push(packed)), 200U);
  EXPECT_EQ(rig.station.phone().screen().rows.at(0).text, "unpacked");

  packed.body = "no gzip at all";
  EXPECT_EQ(status_of(rig.push(packed)), 400U);
  packed.body = gzip(std::string(1'000'000, 'x'));
  EXPECT_EQ(status_of(rig.push(packed)), 400U);
  packed.extra = "Event: XML-Service\r\nContent-Type: text/html\r\nContent-Encoding: compress\r\n";
  refused = rig.push(packed);
  EXPECT_EQ(status_of(refused), 415U);
  EXPECT_EQ(field_of(refused, sip::Field::AcceptEncoding), "gzip");
}

TEST(SipRows, Insert_VIA_received) {
  StationRig rig;
  // RFC 3261 18.2.1: always when the source is not what Via says.
  EXPECT_EQ(rig.options().find("received="), std::string::npos);
  EXPECT_NE(rig.ask(from_elsewhere("pbx.example:5090").text()).find(";received=192.0.2.20"),
            std::string::npos);
  rig.apply({{"Insert_VIA_received", "Yes"}});
  EXPECT_NE(rig.options().find(";received=192.0.2.20"), std::string::npos);
}

TEST(SipRows, Insert_VIA_rport) {
  StationRig rig;
  EXPECT_EQ(rig.options().find("rport"), std::string::npos);
  EXPECT_NE(rig.ask(from_elsewhere("192.0.2.20:5090;rport").text()).find(";rport=5090"), std::string::npos);
  rig.apply({{"Insert_VIA_rport", "Yes"}});
  EXPECT_NE(rig.options().find(";rport=5090"), std::string::npos);
}

TEST(SipRows, Send_Resp_To_Src_Port) {
  StationRig rig;
  const std::string asked = from_elsewhere("192.0.2.20:7000").text();
  EXPECT_EQ(rig.ask(asked), "");
  rig.apply({{"Send_Resp_To_Src_Port", "Yes"}});
  EXPECT_EQ(status_of(rig.ask(asked)), 480U);
}

TEST(SipRows, SIP_Timer_J) {
  StationRig rig(Tags{{"SIP_Timer_J", "60"}});
  rig.simulation.web().serve("http://web.example/page.xml", "<CiscoIPPhoneText/>");
  const std::string challenge = rig.ask(Draft{}.text());
  const std::string answered = with_credentials({}, challenge, "101", "secret").text();
  EXPECT_EQ(status_of(rig.ask(answered)), 200U);
  rig.simulation.run_for(seconds(55));
  EXPECT_EQ(status_of(rig.ask(answered)), 200U);
  EXPECT_EQ(rig.switchboard.counters().retransmissions, 1U);
  rig.simulation.run_for(seconds(10));
  EXPECT_EQ(status_of(rig.ask(answered)), 401U);
}

TEST(SipRows, SIP_Timer_J_BelowTheRepetitionsOfAClientCountsAs32Seconds) {
  StationRig rig(Tags{{"SIP_Timer_J", "1"}});
  const std::string challenge = rig.ask(Draft{}.text());
  const std::string answered = with_credentials({}, challenge, "101", "secret").text();
  EXPECT_EQ(status_of(rig.ask(answered)), 200U);
  rig.simulation.run_for(seconds(29));
  EXPECT_EQ(status_of(rig.ask(answered)), 200U);
}

TEST(SipRows, SIP_Timers_OfZeroAreRefusedWhereNothingWouldEverBeSent) {
  for (const char* tag : {"SIP_T1", "SIP_T2", "SIP_Timer_B", "SIP_Timer_F"}) {
    const std::array zero{settings::Assignment{tag, "0"}};
    EXPECT_FALSE(settings::Snapshot{}.with(zero, {})) << tag;
  }
  for (const char* tag : {"SIP_T4", "SIP_Timer_D", "SIP_Timer_H", "SIP_Timer_J"}) {
    const std::array zero{settings::Assignment{tag, "0"}};
    EXPECT_TRUE(settings::Snapshot{}.with(zero, {})) << tag;
  }
}

TEST(SipRows, Line_Enable) {
  StationRig rig;
  EXPECT_EQ(status_of(rig.options()), 480U);
  rig.apply({{"Line_Enable_1_", "No"}});
  EXPECT_EQ(status_of(rig.options()), 404U);
  rig.apply({});
  EXPECT_EQ(status_of(rig.options()), 480U);
}

TEST(SipRows, User_ID) {
  StationRig rig;
  Draft draft = StationRig::options_draft();
  draft.uri = "sip:205@192.0.2.10:5060";
  EXPECT_EQ(status_of(rig.ask(draft.text())), 404U);
  rig.apply({{"User_ID_1_", "205"}});
  EXPECT_EQ(status_of(rig.ask(draft.text())), 480U);
  EXPECT_EQ(status_of(rig.options()), 404U);
}

TEST(SipRows, Reversed_Auth_Realm) {
  StationRig rig;
  rig.apply({{"Reversed_Auth_Realm_1_", "office"}, {"Proxy_1_", "pbx.example.com:5070"}});
  EXPECT_NE(rig.ask(Draft{}.text()).find("realm=\"office\""), std::string::npos);
  rig.apply({{"Reversed_Auth_Realm_1_", ""}, {"Proxy_1_", "pbx.example.com:5070"}});
  EXPECT_NE(rig.ask(Draft{}.text()).find("realm=\"pbx.example.com\""), std::string::npos);
}

TEST(SipRows, Nonce_Lifetime_And_Digest_Algorithms) {
  StationRig rig;
  rig.apply({{"Digest_Algorithms", "SHA-256,MD5"}, {"Nonce_Lifetime", "5"}});
  const std::string challenge = rig.ask(Draft{}.text());
  EXPECT_NE(challenge.find("algorithm=SHA-256"), std::string::npos);
  rig.simulation.run_for(seconds(6));
  EXPECT_NE(rig.ask(with_credentials({}, challenge, "101", "secret").text()).find("stale=true"),
            std::string::npos);
}

TEST(SipRows, Digest_Auth_Int) {
  StationRig rig;
  EXPECT_NE(rig.ask(Draft{}.text()).find("qop=\"auth\""), std::string::npos);
  rig.apply({{"Digest_Auth_Int", "Yes"}});
  EXPECT_NE(rig.ask(Draft{}.text()).find("qop=\"auth,auth-int\""), std::string::npos);
}

// --- Ports of the lines' own

TEST(SipRows, SIP_Port) {
  StationRig rig;
  EXPECT_EQ(rig.ask(StationRig::options_draft().text(), 5070), "");
  rig.apply({{"SIP_Port_1_", "5070"}});
  EXPECT_TRUE(rig.station.restart_pending());
  rig.simulation.run_for(seconds(1));
  EXPECT_FALSE(rig.station.restart_pending());
  EXPECT_EQ(rig.restarts.count, 1);
  EXPECT_EQ(status_of(rig.ask(StationRig::options_draft().text(), 5070)), 480U);
  EXPECT_EQ(status_of(rig.options()), 480U);  // and where all lines are reached
  rig.apply({{"SIP_Port_1_", "5071"}});
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(rig.ask(StationRig::options_draft().text(), 5070), "");
  EXPECT_EQ(status_of(rig.ask(StationRig::options_draft().text(), 5071)), 480U);
}

TEST(SipRows, SIP_Port_OfALineThatIsNotInUseIsNotOpened) {
  StationRig rig(Tags{{"SIP_Port_2_", "5070"}});
  EXPECT_EQ(rig.ask(StationRig::options_draft().text(), 5070), "");
  rig.apply({{"SIP_Port_2_", "5070"}, {"User_ID_2_", "102"}});
  EXPECT_EQ(status_of(rig.ask(StationRig::options_draft().text(), 5070)), 480U);
  EXPECT_EQ(rig.restarts.count, 0);
}

TEST(SipRows, SIP_Port_ThatIsTakenIsSaidAndTheRestWorks) {
  sim::Inbox other;
  StationRig rig;
  ASSERT_TRUE(rig.phone_host.world().network.open_datagrams({phone_address, 5070}, other));
  rig.apply({{"SIP_Port_1_", "5070"}});
  rig.simulation.run_for(seconds(1));
  ASSERT_EQ(rig.station.troubles().size(), 1U);
  EXPECT_NE(rig.station.troubles().front().find("5070"), std::string::npos);
  EXPECT_EQ(rig.phone_host.log().count("5070"), 1U);
  EXPECT_EQ(status_of(rig.options()), 480U);
}

// What happens when somebody connects to that port of the phone.
std::string connected(StationRig& rig, std::uint16_t port) {
  sim::StreamInbox inbox;
  Network& network = rig.peer_host.world().network;
  const StreamId stream = network.connect({phone_address, port}, inbox);
  network.send(stream, StationRig::options_draft().text());
  rig.simulation.run_for(seconds(1));
  network.close(stream);
  rig.simulation.run_for(seconds(1));
  return inbox.of(stream).connected ? inbox.of(stream).bytes : "closed";
}

TEST(SipRows, SIP_Transport) {
  StationRig rig(Tags{{"SIP_Port_1_", "5070"}});
  EXPECT_EQ(connected(rig, 5070), "closed");
  rig.apply({{"SIP_Port_1_", "5070"}, {"SIP_Transport_1_", "TCP"}});
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(status_of(connected(rig, 5070)), 480U);
  EXPECT_EQ(rig.ask(StationRig::options_draft().text(), 5070), "");
}

TEST(SipRows, SIP_Transport_TLS_IsNotServedOverClearTransports) {
  StationRig rig(Tags{{"SIP_Transport_1_", "TLS"}, {"SIP_Port_1_", "5070"}});
  EXPECT_EQ(status_of(rig.options()), 404U);
  EXPECT_EQ(rig.ask(StationRig::options_draft().text(), 5070), "");
  EXPECT_EQ(connected(rig, 5070), "closed");
}

// --- SIP_Debug_Option

std::size_t logged(StationRig& rig, std::string_view words) {
  std::size_t count = 0;
  for (const auto& line : rig.phone_host.log().lines())
    count += line.area == sip_log_area && line.text.find(words) != std::string::npos ? 1 : 0;
  return count;
}

TEST(SipRows, SIP_Debug_Option) {
  StationRig rig;
  rig.options();
  EXPECT_EQ(logged(rig, "OPTIONS"), 0U);
  rig.apply({{"SIP_Debug_Option_1_", "1-line"}});
  rig.options();
  EXPECT_EQ(logged(rig, "line 1 from 192.0.2.20:5090: OPTIONS sip:101@192.0.2.10:5060 SIP/2.0"), 1U);
  EXPECT_EQ(logged(rig, "line 1 to 192.0.2.20:5090: SIP/2.0 480 Temporarily Unavailable"), 1U);
  EXPECT_EQ(logged(rig, "Call-ID"), 0U);
  rig.apply({{"SIP_Debug_Option_1_", "full"}});
  rig.options();
  EXPECT_EQ(logged(rig, "Call-ID"), 2U);
}

TEST(SipRows, SIP_Debug_Option_Exclusions) {
  const std::vector<std::pair<std::string, std::pair<std::size_t, std::size_t>>> expected = {
      {"1-line excl. OPT", {0, 4}},        {"1-line excl. NTFY", {2, 0}},         {"full excl. REG", {2, 4}},
      {"full excl. OPT|NTFY|REG", {0, 0}}, {"1-line excl. OPT|NTFY|REG", {0, 0}}, {"full excl. OPT", {0, 4}},
  };
  for (const auto& [option, counts] : expected) {
    StationRig rig(Tags{{"SIP_Debug_Option_1_", option}});
    rig.options();
    EXPECT_EQ(logged(rig, ""), counts.first) << option;
    rig.push();
    EXPECT_EQ(logged(rig, ""), counts.first + counts.second) << option;
  }
}

TEST(SipRows, SIP_Debug_Option_ShowsNoSecrets) {
  StationRig rig(Tags{{"SIP_Debug_Option_1_", "full"}});
  const std::string challenge = rig.ask(Draft{}.text());
  const std::string text = with_credentials({}, challenge, "101", "secret").text();
  const auto response = text.find("response=\"") + 10;
  rig.ask(text);
  EXPECT_EQ(logged(rig, text.substr(response, 32)), 0U);
  EXPECT_EQ(logged(rig, "(left out)"), 1U);
}

}  // namespace
}  // namespace handset::phone
