// Where an answer goes and what it says in its topmost Via (RFC 3261 18.2.1, 18.2.2; RFC 3581), over UDP and
// TCP, IPv4 and IPv6.
#include "sim/inbox.h"
#include "unit/phone/phone_rig.h"

namespace handset::phone {
namespace {

std::string options_text(const std::string& via) {
  return "OPTIONS sip:101@phone.example SIP/2.0\r\n" + via +
         "\r\nFrom: <sip:pbx@example.com>;tag=1\r\nTo: <sip:101@phone.example>\r\nCall-ID: via\r\n"
         "CSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";
}

// The first Via line of the answer to a request with that one, which the answer reaches at 192.0.2.20:5090.
std::string via_of(Rig& rig, const std::string& via) {
  return field_of(rig.ask(options_text(via)), sip::Field::Via);
}

TEST(ViaAnswers, ReceivedIsSaidWhenSentByIsNotTheSource) {
  Rig rig;
  EXPECT_EQ(via_of(rig, "Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK1"),
            "SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK1");
  EXPECT_EQ(via_of(rig, "Via: SIP/2.0/UDP pbx.example:5090;branch=z9hG4bK1"),
            "SIP/2.0/UDP pbx.example:5090;branch=z9hG4bK1;received=192.0.2.20");
  EXPECT_EQ(via_of(rig, "Via: SIP/2.0/UDP 10.1.2.3:5090;branch=z9hG4bK1"),
            "SIP/2.0/UDP 10.1.2.3:5090;branch=z9hG4bK1;received=192.0.2.20");
}

TEST(ViaAnswers, RportIsFilledInWheneverItIsAskedFor) {
  Rig rig;
  for (const char* asked : {"rport", "RPORT", "rport=", "rport=9"})
    EXPECT_EQ(via_of(rig, std::string("Via: SIP/2.0/UDP 192.0.2.20;") + asked + ";branch=z9hG4bK1"),
              "SIP/2.0/UDP 192.0.2.20;branch=z9hG4bK1;received=192.0.2.20;rport=5090")
        << asked;
}

TEST(ViaAnswers, WhatTheSenderSaysAboutItselfIsNotBelieved) {
  Rig rig;
  EXPECT_EQ(via_of(rig, "Via: SIP/2.0/UDP pbx.example:5090;received=203.0.113.9;branch=z9hG4bK1;rport=4"),
            "SIP/2.0/UDP pbx.example:5090;branch=z9hG4bK1;received=192.0.2.20;rport=5090");
}

TEST(ViaAnswers, OnlyTheTopmostOneOfALineOfSeveralIsChanged) {
  Rig rig;
  const std::string answer = rig.ask(options_text(
      "v: SIP/2.0/UDP pbx.example:5090;branch=z9hG4bK1 ,\r\n SIP / 2.0/TCP b.example;x=\"a,b\"\r\n"
      "Via: SIP/2.0/SCTP c.example;branch=z9hG4bK3"));
  EXPECT_EQ(status_of(answer), 480U);
  EXPECT_NE(
      answer.find("\r\nv: SIP/2.0/UDP pbx.example:5090;branch=z9hG4bK1;received=192.0.2.20, SIP / 2.0/TCP "
                  "b.example;x=\"a,b\"\r\nVia: SIP/2.0/SCTP c.example;branch=z9hG4bK3\r\n"),
      std::string::npos)
      << answer;
}

TEST(ViaAnswers, OverAStreamTheyAreSaidTheSameWay) {
  Rig rig;
  sim::StreamInbox streams;
  Network& network = rig.peer_host.world().network;
  const auto stream = network.connect_from({peer_address, 40000}, {phone_address, sip_port}, streams);
  ASSERT_TRUE(stream);
  network.send(*stream, options_text("Via: SIP/2.0/TCP pbx.example;branch=z9hG4bK1;rport"));
  rig.simulation.run_for(seconds(1));
  EXPECT_EQ(field_of(streams.of(*stream).bytes, sip::Field::Via),
            "SIP/2.0/TCP pbx.example;branch=z9hG4bK1;received=192.0.2.20;rport=40000");
}

TEST(ViaAnswers, OverIpv6TheAddressStandsWithoutBrackets) {
  const IpAddress phone_v6 = *IpAddress::parse("2001:db8::10");
  const IpAddress peer_v6 = *IpAddress::parse("2001:db8::20");
  sim::Simulation simulation(1);
  sim::Host& phone_host = simulation.host("phone", phone_v6);
  sim::Host& peer_host = simulation.host("peer", peer_v6);
  Phone phone(phone_host.world(), phone_options());
  Switchboard switchboard(phone_host.world());
  ASSERT_TRUE(switchboard.listen({phone_v6, sip_port}));
  ASSERT_TRUE(switchboard.add(phone));
  sim::Inbox inbox;
  const auto socket = peer_host.world().network.open_datagrams({peer_v6, 5090}, inbox);
  ASSERT_TRUE(socket);
  const auto ask = [&](const std::string& via) {
    const std::size_t before = inbox.letters().size();
    peer_host.world().network.send(*socket, {phone_v6, sip_port}, options_text(via));
    simulation.run_for(seconds(1));
    EXPECT_EQ(inbox.letters().size(), before + 1) << via;
    return inbox.letters().size() > before ? field_of(inbox.letters().back().bytes, sip::Field::Via)
                                           : std::string();
  };
  EXPECT_EQ(ask("Via: SIP/2.0/UDP [2001:db8::20]:5090;branch=z9hG4bK1"),
            "SIP/2.0/UDP [2001:db8::20]:5090;branch=z9hG4bK1");
  EXPECT_EQ(ask("Via: SIP/2.0/UDP [2001:DB8:0:0::20]:5090;branch=z9hG4bK1"),
            "SIP/2.0/UDP [2001:DB8:0:0::20]:5090;branch=z9hG4bK1");
  EXPECT_EQ(ask("Via: SIP/2.0/UDP [2001:db8::99];branch=z9hG4bK1;rport"),
            "SIP/2.0/UDP [2001:db8::99];branch=z9hG4bK1;received=2001:db8::20;rport=5090");
}

}  // namespace
}  // namespace handset::phone
