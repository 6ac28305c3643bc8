// What each setting that concerns a line's requests does, on the wire.
#include <gtest/gtest.h>

#include "sim/inbox.h"
#include "unit/phone/line_rig.h"

namespace handset::phone {
namespace {

using LineRows = LineRig;

// --- Headers

TEST_F(LineRows, Max_Forward_is_written_into_Max_Forwards) {
  EXPECT_EQ(sent_by_check().value("Max-Forwards"), "70");
  ASSERT_TRUE(set("Max_Forward", "12"));
  make();
  EXPECT_EQ(sent_by_check().value("Max-Forwards"), "12");
}

TEST_F(LineRows, Max_Auth_limits_how_often_a_challenge_is_answered) {
  ASSERT_TRUE(set("Password_1_", "secret"));
  for (const unsigned most : {0U, 1U, 3U}) {
    ASSERT_TRUE(set("Max_Auth", std::to_string(most)));
    make();
    const std::size_t before = peer.requests().size();
    peer.script = [n = 0](const sip::Message& request, const Endpoint& source) mutable {
      return respond(request, source, 401, {challenge("realm " + std::to_string(++n), "n")});
    };
    EXPECT_EQ(check(),
              "sip.example.org (192.0.2.2:5060, UDP) asks for a password more often than Max Auth allows");
    EXPECT_EQ(peer.requests().size() - before, 1 + most);
  }
}

TEST_F(LineRows, Minimum_Digest_Algorithm_refuses_what_is_weaker) {
  ASSERT_TRUE(set("Password_1_", "secret"));
  ASSERT_TRUE(set("Minimum_Digest_Algorithm", "SHA-256"));
  peer.script = [](const sip::Message& request, const Endpoint& source) {
    return respond(request, source, 401, {challenge("r", "n")});  // MD5, as no algorithm is named
  };
  EXPECT_EQ(check(),
            "sip.example.org (192.0.2.2:5060, UDP) asks for a password in a way that cannot be answered: "
            "no challenge with a digest algorithm as strong as is asked for");
  EXPECT_EQ(peer.requests().size(), 1U);
  for (const std::string algorithm : {"SHA-256", "SHA-512-256"}) {
    make();
    peer.script = [&algorithm, n = 0](const sip::Message& request, const Endpoint& source) mutable {
      if (++n == 2) return respond(request, source, 200);
      return respond(request, source, 401,
                     {challenge("r", "n"), challenge("r", "n", ", algorithm=" + algorithm)});
    };
    check();
    EXPECT_TRUE(checked->ok) << checked->words;
    EXPECT_EQ(peer.requests().back().digest("algorithm"), algorithm);
  }
}

TEST_F(LineRows, Max_Auth_of_two_is_enough_for_a_stale_nonce) {
  ASSERT_TRUE(set("Password_1_", "secret"));
  peer.script = [n = 0](const sip::Message& request, const Endpoint& source) mutable {
    if (++n == 3) return respond(request, source, 200);
    return respond(request, source, 401,
                   {challenge("r", "n" + std::to_string(n), n == 2 ? ", stale=true" : "")});
  };
  check();
  EXPECT_TRUE(checked->ok) << checked->words;
}

TEST_F(LineRows, SIP_User_Agent_Name_is_written_with_its_macros) {
  EXPECT_EQ(sent_by_check().value("User-Agent"), "Handset/SPA525G2-1.2");
  ASSERT_TRUE(set("GPP_A", "desk 12"));
  ASSERT_TRUE(set("SIP_User_Agent_Name", "Cisco/$PN-$SWVER ($A)"));
  make();
  EXPECT_EQ(sent_by_check().value("User-Agent"), "Cisco/SPA525G2-1.2 (desk 12)");
}

TEST_F(LineRows, SIP_User_Agent_Name_that_is_blank_leaves_the_header_out) {
  ASSERT_TRUE(set("SIP_User_Agent_Name", ""));
  EXPECT_EQ(sent_by_check().count("User-Agent"), 0U);
}

TEST_F(LineRows, SIP_Reg_User_Agent_Name_is_for_REGISTER_alone) {
  ASSERT_TRUE(set("SIP_Reg_User_Agent_Name", "Registering $PN"));
  EXPECT_EQ(sent_by_check().value("User-Agent"), "Handset/SPA525G2-1.2");
  EXPECT_EQ(send_register().value("User-Agent"), "Registering SPA525G2");
}

TEST_F(LineRows, SIP_Reg_User_Agent_Name_that_is_blank_falls_back) {
  const Received& sent = send_register();
  EXPECT_EQ(sent.value("User-Agent"), "Handset/SPA525G2-1.2");
  EXPECT_TRUE(sent.bytes.starts_with("REGISTER sip:sip.example.org SIP/2.0\r\n"));
  EXPECT_EQ(sent.value("To"), "<sip:101@sip.example.org>");
}

TEST_F(LineRows, SIP_Accept_Language_is_written_and_left_out_when_blank) {
  EXPECT_EQ(sent_by_check().count("Accept-Language"), 0U);
  ASSERT_TRUE(set("SIP_Accept_Language", "de, en;q=0.5"));
  make();
  EXPECT_EQ(sent_by_check().value("Accept-Language"), "de, en;q=0.5");
}

TEST_F(LineRows, SIP_Proxy_Require_is_written_and_left_out_when_blank) {
  EXPECT_EQ(sent_by_check().count("Proxy-Require"), 0U);
  ASSERT_TRUE(set("SIP_Proxy-Require_1_", "privacy"));
  make();
  EXPECT_EQ(sent_by_check().value("Proxy-Require"), "privacy");
}

TEST_F(LineRows, Use_Compact_Header_writes_one_letter_names) {
  const std::string usual = sent_by_check().bytes;
  EXPECT_NE(usual.find("\r\nVia: "), std::string::npos);
  EXPECT_NE(usual.find("\r\nContact: "), std::string::npos);
  ASSERT_TRUE(set("Use_Compact_Header", "Yes"));
  make();
  const std::string compact = sent_by_check().bytes;
  for (const std::string_view name : {"v", "f", "t", "i", "m", "l"})
    EXPECT_NE(compact.find("\r\n" + std::string(name) + ": "), std::string::npos) << name;
  for (const std::string_view name : {"Via", "From", "To", "Call-ID", "Contact", "Content-Length"})
    EXPECT_EQ(compact.find("\r\n" + std::string(name) + ": "), std::string::npos) << name;
  EXPECT_TRUE(checked->ok);
}

TEST_F(LineRows, Escape_Display_Name_puts_the_name_in_quotes_and_escapes_it) {
  ASSERT_TRUE(set("Display_Name_1_", "Desk 12"));
  EXPECT_TRUE(sent_by_check().value("From").starts_with("Desk 12 <sip:101@"));
  ASSERT_TRUE(set("Escape_Display_Name", "Yes"));
  make();
  EXPECT_TRUE(sent_by_check().value("From").starts_with("\"Desk 12\" <sip:101@"));
  ASSERT_TRUE(set("Display_Name_1_", R"(A "b" \ c)"));
  make();
  EXPECT_TRUE(sent_by_check().value("From").starts_with(R"("A \"b\" \\ c" <sip:101@)"));
}

TEST_F(LineRows, Escape_Display_Name_of_No_never_breaks_a_header) {
  ASSERT_TRUE(set("Display_Name_1_", R"(Zoë <sip:evil@x> "a)"));
  const Received& sent = sent_by_check();
  EXPECT_TRUE(sent.value("From").starts_with(R"("Zoë <sip:evil@x> \"a" <sip:101@sip.example.org>;tag=)"))
      << sent.value("From");
}

TEST_F(LineRows, Escape_Special_Character_writes_them_as_percent) {
  ASSERT_TRUE(set("User_ID_1_", "10#1[a] b@c"));
  EXPECT_TRUE(sent_by_check().value("From").starts_with("<sip:10%231%5Ba%5D%20b%40c@sip.example.org>"));
  ASSERT_TRUE(set("Escape_Special_Character", "No"));
  make();
  // What would end the user part is escaped in any case.
  EXPECT_TRUE(sent_by_check().value("From").starts_with("<sip:10#1[a]%20b%40c@sip.example.org>"));
}

// --- Where to

TEST_F(LineRows, Outbound_Proxy_is_the_first_hop_when_Use_Outbound_Proxy_is_Yes) {
  ASSERT_TRUE(set("Proxy_1_", "example.org"));
  ASSERT_TRUE(set("Outbound_Proxy_1_", "sip.example.org:5060"));
  EXPECT_EQ(check(), "There is no address for the host example.org: this host name is not known");
  ASSERT_TRUE(set("Use_Outbound_Proxy_1_", "Yes"));
  make();
  const Received& sent = sent_by_check();
  EXPECT_TRUE(sent.bytes.starts_with("OPTIONS sip:example.org SIP/2.0\r\n"));
  EXPECT_EQ(sent.value("Route"), "<sip:sip.example.org:5060;lr>");
  EXPECT_TRUE(sent.value("From").starts_with("<sip:101@example.org>"));
}

TEST_F(LineRows, Use_Outbound_Proxy_without_one_asks_the_proxy) {
  ASSERT_TRUE(set("Use_Outbound_Proxy_1_", "Yes"));
  EXPECT_EQ(sent_by_check().count("Route"), 0U);
  EXPECT_TRUE(checked->ok);
}

TEST_F(LineRows, SIP_Transport_of_TCP_sends_by_a_stream) {
  ASSERT_TRUE(set("SIP_Transport_1_", "TCP"));
  const Received& sent = sent_by_check();
  EXPECT_EQ(checked->words.substr(0, 48), "sip.example.org (192.0.2.2:5060, TCP) answered 2");
  EXPECT_TRUE(sent.value("Via").starts_with("SIP/2.0/TCP 192.0.2.1:5060;"));
  EXPECT_EQ(sent.value("Contact"), "<sip:101@192.0.2.1:5060;transport=tcp>");
}

TEST_F(LineRows, SIP_Transport_of_TLS_sends_to_who_has_a_certificate_for_the_proxys_name) {
  ASSERT_TRUE(set("SIP_Transport_1_", "TLS"));
  peer.listen_secured(proxy_host, "sip.example.org");
  const Received& sent = sent_by_check();
  EXPECT_EQ(checked->words.substr(0, 48), "sip.example.org (192.0.2.2:5061, TLS) answered 2");
  EXPECT_TRUE(sent.value("Via").starts_with("SIP/2.0/TLS 192.0.2.1:5060;"));
  EXPECT_EQ(sent.value("Contact"), "<sip:101@192.0.2.1:5060;transport=tls>");
}

TEST_F(LineRows, SIP_Transport_of_TLS_does_not_send_to_somebody_else) {
  ASSERT_TRUE(set("SIP_Transport_1_", "TLS"));
  peer.listen_secured(proxy_host, "sip.example.com");
  EXPECT_EQ(check(),
            "sip.example.org (192.0.2.2:5061, TLS) cannot be reached: the peer's certificate is for "
            "another name");
  EXPECT_TRUE(peer.requests().empty());
}

// RFC 3263 4.1
TEST_F(LineRows, SIP_Transport_of_AUTO_is_what_the_DNS_says) {
  ASSERT_TRUE(set("SIP_Transport_1_", "AUTO"));
  ASSERT_TRUE(set("Use_DNS_SRV_1_", "Yes"));
  simulation.names().set_naptr("sip.example.org", {{10, 10, "s", "SIPS+D2T", "", "_sips._tcp.example.net"},
                                                   {20, 10, "s", "SIP+D2U", "", "_sip._udp.example.net"}});
  simulation.names().set_srv("_sips._tcp.example.net", {{1, 1, 5061, "edge.example.net"}});
  simulation.names().set("edge.example.net", {proxy_host.address()});
  peer.listen_secured(proxy_host, "sip.example.org");
  check();
  EXPECT_EQ(checked->words.substr(0, 49), "edge.example.net (192.0.2.2:5061, TLS) answered 2");
}

TEST_F(LineRows, SIP_Transport_of_AUTO_is_UDP_where_the_DNS_says_nothing) {
  ASSERT_TRUE(set("SIP_Transport_1_", "AUTO"));
  check();
  EXPECT_EQ(checked->words.substr(0, 48), "sip.example.org (192.0.2.2:5060, UDP) answered 2");
}

TEST_F(LineRows, SIP_TCP_Port_Min_and_Max_are_the_ports_that_streams_leave_from) {
  ASSERT_TRUE(set("SIP_Transport_1_", "TCP"));
  ASSERT_TRUE(set("SIP_TCP_Port_Max", "6001"));
  ASSERT_TRUE(set("SIP_TCP_Port_Min", "6000"));
  std::vector<std::uint16_t> ports;
  peer.script = [&](const sip::Message& request, const Endpoint& source) {
    ports.push_back(source.port);
    return respond(request, source, 200);
  };
  sim::StreamInbox inbox;
  check();
  ASSERT_TRUE(phone_host.network().listen(phone_host.at(6000), inbox));
  check();
  ASSERT_TRUE(phone_host.network().listen(phone_host.at(6001), inbox));
  EXPECT_EQ(check(),
            "sip.example.org (192.0.2.2:5060, TCP) cannot be reached: none of the local TCP ports is free");
  EXPECT_EQ(ports, (std::vector<std::uint16_t>{6000, 6001}));
}

// --- Timers

TEST_F(LineRows, SIP_T1_is_the_first_interval_of_retransmissions) {
  peer.script = {};
  ASSERT_TRUE(set("SIP_T1", ".2"));
  check();
  const auto at = intervals();
  ASSERT_GE(at.size(), 4U);
  EXPECT_EQ(at[1], milliseconds(200));
  EXPECT_EQ(at[2], milliseconds(600));
  EXPECT_EQ(at[3], milliseconds(1400));
}

TEST_F(LineRows, SIP_T2_is_the_longest_interval_of_retransmissions) {
  peer.script = {};
  ASSERT_TRUE(set("SIP_T2", "1"));
  check();
  const auto at = intervals();
  ASSERT_GE(at.size(), 5U);
  EXPECT_EQ(at[1], milliseconds(500));
  for (std::size_t i = 2; i < at.size(); ++i) EXPECT_EQ(at[i] - at[i - 1], seconds(1)) << i;
}

TEST_F(LineRows, SIP_T4_is_how_long_repeated_answers_are_absorbed) {
  ASSERT_TRUE(set("SIP_T4", "3"));
  std::string answer;
  peer.script = [&](const sip::Message& request, const Endpoint& source) {
    return answer = respond(request, source, 200);
  };
  begin_check();
  simulation.run_for(seconds(2));
  ASSERT_TRUE(checked);
  peer.send_to(phone_host.at(5060), answer);
  simulation.run_for(milliseconds(500));
  EXPECT_EQ(switchboard.counters().responses, 0U);
  simulation.run_for(seconds(1));
  peer.send_to(phone_host.at(5060), answer);
  simulation.run_for(seconds(1));
  EXPECT_EQ(switchboard.counters().responses, 1U) << "a stray one by now";
}

TEST_F(LineRows, SIP_Timer_F_is_how_long_an_answer_is_awaited) {
  peer.script = {};
  ASSERT_TRUE(set("SIP_Timer_F", "2.5"));
  const SteadyTime begun = simulation.now();
  EXPECT_EQ(check(), "sip.example.org (192.0.2.2:5060, UDP) did not answer within 2.5 s (Timer F)");
  EXPECT_GE(checked_at - begun, milliseconds(2500));
  EXPECT_LE(checked_at - begun, milliseconds(2510));
  EXPECT_EQ(peer.requests().size(), 3U) << "at 0, 0.5 and 1.5 s";
}

// An INVITE, which calls will send. Its outcome.
struct LineInvites : LineRig {
  LineAnswer invite(Duration time) {
    make();
    client.emplace(world, 1U, phone->lines()[0].shared_options(), nullptr);
    request.emplace(*client);
    LineAnswer out;
    request->start({.method = sip::Method::Invite, .user = "102"}, [&](const LineAnswer& answer) {
      out = answer;
      out.response = nullptr;
    });
    simulation.run_for(time);
    return out;
  }
  [[nodiscard]] std::size_t acks() const {
    std::size_t count = 0;
    for (const Received& received : peer.requests()) count += received.bytes.starts_with("ACK ") ? 1U : 0U;
    return count;
  }
  const World world = phone_host.world();
  std::optional<LineClient> client;
  std::optional<LineRequest> request;
};

TEST_F(LineInvites, SIP_Timer_B_is_how_long_a_sign_of_life_is_awaited) {
  peer.script = {};
  ASSERT_TRUE(set("SIP_Timer_B", "8"));
  const LineAnswer answer = invite(seconds(30));
  EXPECT_EQ(answer.words, "sip.example.org (192.0.2.2:5060, UDP) did not answer within 8 s (Timer B)");
  const std::vector<Duration> expected{milliseconds(0), milliseconds(500), milliseconds(1500),
                                       milliseconds(3500), milliseconds(7500)};
  EXPECT_EQ(intervals(), expected) << "doubling, beyond T2 too";
}

TEST_F(LineInvites, SIP_Timer_B_stands_still_once_it_rings) {
  peer.script = answering(180);
  ASSERT_TRUE(set("SIP_Timer_B", "1"));
  const LineAnswer answer = invite(seconds(60));
  EXPECT_EQ(answer.words, "") << "it may ring on";
  EXPECT_EQ(peer.requests().size(), 1U);
}

TEST_F(LineInvites, SIP_Timer_D_is_how_long_a_repeated_refusal_is_acknowledged) {
  ASSERT_TRUE(set("SIP_Timer_D", "3"));
  ASSERT_TRUE(set("SIP_T4", "60"));
  std::string refusal;
  Endpoint source;
  peer.script = [&](const sip::Message& got, const Endpoint& from) {
    if (got.method() == sip::Method::Ack) return std::string();
    source = from;
    return refusal = respond(got, from, 486);
  };
  const LineAnswer answer = invite(seconds(1));
  EXPECT_EQ(answer.status, 486U);
  EXPECT_EQ(acks(), 1U);
  const Received& ack = peer.requests().back();
  EXPECT_EQ(ack.value("CSeq"), "1 ACK");
  EXPECT_EQ(ack.value("Via"), peer.request(0).value("Via"));
  EXPECT_EQ(ack.value("To"), "<sip:102@sip.example.org>;tag=peer-tag");
  peer.send_to(source, refusal);
  simulation.run_for(seconds(1));
  EXPECT_EQ(acks(), 2U);
  simulation.run_for(seconds(2));
  peer.send_to(source, refusal);
  simulation.run_for(seconds(1));
  EXPECT_EQ(acks(), 2U) << "it is over";
}

TEST_F(LineRows, Timers_of_zero_are_refused_for_T1_T2_B_and_F) {
  for (const std::string_view tag : {"SIP_T1", "SIP_T2", "SIP_Timer_B", "SIP_Timer_F"}) {
    EXPECT_FALSE(set(tag, "0")) << tag;
    EXPECT_TRUE(set(tag, "1")) << tag;
  }
  for (const std::string_view tag : {"SIP_T4", "SIP_Timer_D"}) EXPECT_TRUE(set(tag, "0")) << tag;
  EXPECT_EQ(check(), "sip.example.org (192.0.2.2:5060, UDP) answered 200 OK in 2 ms");
}

// --- NAT

// What a NAT makes of the phone's address, as the proxy sees it.
const Endpoint outside{IpAddress::v4(203, 0, 113, 7), 40000};

struct LinesBehindNat : LineRig {
  LinesBehindNat() {
    peer.script = [](const sip::Message& request, const Endpoint&) { return respond(request, outside, 200); };
  }
  std::string contact() { return sent_by_check().value("Contact"); }
  std::string via() {
    const std::string value = sent_by_check().value("Via");
    return value.substr(0, value.find(';'));
  }
};

TEST_F(LinesBehindNat, EXT_IP_is_announced_when_NAT_Mapping_Enable_is_Yes) {
  ASSERT_TRUE(set("EXT_IP", "203.0.113.99"));
  EXPECT_EQ(contact(), "<sip:101@192.0.2.1:5060>");
  ASSERT_TRUE(set("NAT_Mapping_Enable_1_", "Yes"));
  make();
  EXPECT_EQ(contact(), "<sip:101@203.0.113.99:5060>");
  EXPECT_EQ(via(), "SIP/2.0/UDP 192.0.2.1:5060");
}

TEST_F(LinesBehindNat, EXT_SIP_Port_is_announced_when_NAT_Mapping_Enable_is_Yes) {
  ASSERT_TRUE(set("EXT_SIP_Port_1_", "45060"));
  EXPECT_EQ(contact(), "<sip:101@192.0.2.1:5060>");
  ASSERT_TRUE(set("NAT_Mapping_Enable_1_", "Yes"));
  make();
  EXPECT_EQ(contact(), "<sip:101@192.0.2.1:45060>");
  ASSERT_TRUE(set("EXT_IP", "203.0.113.99"));
  make();
  EXPECT_EQ(contact(), "<sip:101@203.0.113.99:45060>");
}

TEST_F(LinesBehindNat, Substitute_VIA_Addr_writes_the_mapping_into_Via) {
  ASSERT_TRUE(set("EXT_IP", "203.0.113.99"));
  ASSERT_TRUE(set("Substitute_VIA_Addr", "Yes"));
  EXPECT_EQ(via(), "SIP/2.0/UDP 192.0.2.1:5060") << "the line has no NAT mapping";
  ASSERT_TRUE(set("NAT_Mapping_Enable_1_", "Yes"));
  make();
  EXPECT_EQ(via(), "SIP/2.0/UDP 203.0.113.99:5060");
  ASSERT_TRUE(set("EXT_SIP_Port_1_", "45060"));
  make();
  EXPECT_EQ(via(), "SIP/2.0/UDP 203.0.113.99:45060");
}

TEST_F(LinesBehindNat, Substitute_VIA_Addr_over_TCP_writes_the_public_address) {
  ASSERT_TRUE(set("EXT_IP", "203.0.113.99"));
  ASSERT_TRUE(set("Substitute_VIA_Addr", "Yes"));
  ASSERT_TRUE(set("NAT_Mapping_Enable_1_", "Yes"));
  ASSERT_TRUE(set("SIP_Transport_1_", "TCP"));
  EXPECT_EQ(via(), "SIP/2.0/TCP 203.0.113.99:5060");
}

TEST_F(LinesBehindNat, Handle_VIA_received_learns_the_public_address) {
  ASSERT_TRUE(set("NAT_Mapping_Enable_1_", "Yes"));
  ASSERT_TRUE(set("EXT_IP", "203.0.113.99"));
  EXPECT_EQ(contact(), "<sip:101@203.0.113.99:5060>");
  EXPECT_EQ(contact(), "<sip:101@203.0.113.99:5060>") << "not asked to learn";
  ASSERT_TRUE(set("Handle_VIA_received", "Yes"));
  make();
  EXPECT_EQ(contact(), "<sip:101@203.0.113.99:5060>") << "nothing learned yet";
  EXPECT_EQ(contact(), "<sip:101@203.0.113.7:5060>") << "goes before EXT IP";
}

TEST_F(LinesBehindNat, Handle_VIA_rport_learns_the_public_port) {
  ASSERT_TRUE(set("NAT_Mapping_Enable_1_", "Yes"));
  ASSERT_TRUE(set("Handle_VIA_rport", "Yes"));
  ASSERT_TRUE(set("Handle_VIA_received", "Yes"));
  ASSERT_TRUE(set("Substitute_VIA_Addr", "Yes"));
  EXPECT_EQ(contact(), "<sip:101@192.0.2.1:5060>");
  EXPECT_EQ(contact(), "<sip:101@203.0.113.7:40000>");
  EXPECT_EQ(via(), "SIP/2.0/UDP 203.0.113.7:40000");
}

TEST_F(LinesBehindNat, Handle_VIA_received_is_no_use_without_NAT_Mapping_Enable) {
  ASSERT_TRUE(set("Handle_VIA_received", "Yes"));
  ASSERT_TRUE(set("Handle_VIA_rport", "Yes"));
  check();
  EXPECT_EQ(contact(), "<sip:101@192.0.2.1:5060>");
}

TEST_F(LinesBehindNat, Handle_VIA_received_takes_no_nonsense) {
  ASSERT_TRUE(set("NAT_Mapping_Enable_1_", "Yes"));
  ASSERT_TRUE(set("Handle_VIA_received", "Yes"));
  for (const IpAddress& address : {IpAddress{}, IpAddress::v4(224, 0, 0, 1)}) {
    peer.script = [&](const sip::Message& request, const Endpoint&) {
      return respond(request, {address, 40000}, 200);
    };
    check();
    EXPECT_EQ(contact(), "<sip:101@192.0.2.1:5060>");
  }
}

TEST_F(LinesBehindNat, SIP_Port_of_its_own_is_where_a_line_sends_from) {
  ASSERT_TRUE(set("SIP_Port_1_", "5077"));
  make();
  ASSERT_TRUE(switchboard.door().open(phone_host.at(5077), ua::SipTransport::Udp));
  EXPECT_EQ(via(), "SIP/2.0/UDP 192.0.2.1:5077");
  EXPECT_EQ(peer.requests().back().value("Contact"), "<sip:101@192.0.2.1:5077>");
}

}  // namespace
}  // namespace handset::phone
