#include "unit/phone/torture_messages.h"

namespace handset::phone {
namespace {

struct Parts {
  std::string method = "OPTIONS";
  std::string uri = "sip:101@[2001:db8::10]";
  std::string via = "SIP/2.0/UDP 192.0.2.20:5090";
  std::string more{};
  std::string body{};
};

std::string text_of(const Parts& parts) {
  return torture_text(
      parts.method + " " + parts.uri + " SIP/2.0\nVia: " + parts.via +
          ";branch=z9hG4bK-ipv6\nMax-Forwards: 70\nTo: sip:101@example.com\n" +
          "From: sip:caller@example.com;tag=81x2\nCall-ID: ipv6@[2001:db8::9:1]\nCSeq: 98176 " +
          parts.method + "\n" + parts.more + "Content-Length: {length}\n",
      parts.body);
}

TortureMessage message(std::string section, std::string name, const Parts& parts, unsigned verdict = 480,
                       std::vector<std::string_view> holds = {}) {
  return {std::move(section), std::move(name), text_of(parts), {verdict}, std::move(holds)};
}

Parts session(std::string body) {
  Parts parts;
  parts.method = "INVITE";
  parts.more = "Contact: \"Caller\" <sip:caller@[2001:db8::20]>\nContent-Type: application/sdp\n";
  parts.body = std::move(body);
  return parts;
}

// 4.5: `received` of the topmost Via is for us to say, whatever stands there.
TortureMessage forged_received() {
  TortureMessage out =
      message("4.5", "received of the topmost Via",
              {.via = "SIP/2.0/UDP [2001:db8::9:1]:5090;received=[2001:db8::9:255];rport"}, 480,
              {"[2001:db8::9:1]:5090;branch=z9hG4bK-ipv6;received=192.0.2.20;rport=5090\r\n"});
  out.on_streams = false;  // each has a port of its own
  return out;
}

}  // namespace

std::vector<TortureMessage> ipv6_messages() {
  return {
      message("4.1", "an address in brackets", {}),
      message("4.1", "a REGISTER to one",
              {.method = "REGISTER",
               .uri = "sip:[2001:db8::10]",
               .more = "Contact: \"Caller\" <sip:caller@[2001:db8::1]>\n"},
              405),
      message("4.2", "an address without brackets", {.uri = "sip:101@2001:db8::10"}, 400),
      message("4.2", "a REGISTER to one", {.method = "REGISTER", .uri = "sip:2001:db8::10"}, 400),
      message("4.3", "what may be a port is in the brackets", {.uri = "sip:101@[2001:db8::10:5070]"}),
      message("4.4", "the port is behind the brackets", {.uri = "sip:101@[2001:db8::10]:5070"}),
      message("4.5", "received in brackets",
              {.more = "Via: SIP/2.0/UDP [2001:db8::9:1];received=[2001:db8::9:255];branch=z9hG4bKas3-111\n"},
              480, {"received=[2001:db8::9:255]"}),
      message("4.5", "received without brackets",
              {.more = "Via: SIP/2.0/UDP [2001:db8::9:1];received=2001:db8::9:255;branch=z9hG4bKas3\n"}, 480,
              {"received=2001:db8::9:255"}),
      forged_received(),
      message("4.6", "SDP with an address",
              session("v=0\r\no=assistant 971731711378798081 0 IN IP6 2001:db8::20\r\ns=Live\r\n"
                      "c=IN IP6 2001:db8::20\r\nt=3338481189 3370017201\r\n"
                      "m=audio 6000 RTP/AVP 2\r\na=rtpmap:2 G726-32/8000\r\n")),
      message("4.7", "both versions in header fields",
              {.uri = "sip:101@192.0.2.10",
               .more = "Via: SIP/2.0/UDP [2001:db8::9:1]:6050;branch=z9hG4bKas3-1\n"
                       "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK-hop-1\n"
                       "Record-Route: <sip:p1.example.com;lr>, <sip:[2001:db8::9:1];lr>\n"},
              480, {"[2001:db8::9:1]:6050;branch=z9hG4bKas3-1", "192.0.2.1;branch=z9hG4bK-hop-1"}),
      message("4.8", "both versions in SDP",
              session("v=0\r\no=bob 280744730 28977631 IN IP4 host.example.com\r\ns=\r\nt=0 0\r\n"
                      "m=audio 22334 RTP/AVP 0\r\nc=IN IP4 192.0.2.1\r\n"
                      "m=video 6024 RTP/AVP 107\r\nc=IN IP6 2001:db8::1\r\n")),
      message("4.9", "an IPv4-mapped address in SDP",
              session("v=0\r\no=bob 280744730 28977631 IN IP6 ::ffff:192.0.2.1\r\ns=\r\n"
                      "c=IN IP6 ::ffff:192.0.2.1\r\nt=0 0\r\nm=audio 22334 RTP/AVP 0\r\n")),
      message("4.9", "an IPv4-mapped address in the Request-URI", {.uri = "sip:101@[::ffff:192.0.2.10]"}),
      message(
          "4.10", "two colons before an embedded IPv4 address",
          {.uri = "sip:101@[2001:db8::192.0.2.10]", .more = "Contact: <sip:caller@[2001:db8::192.0.2.1]>\n"}),
      message("4.10", "three of them",
              {.uri = "sip:101@[2001:db8:::192.0.2.10]",
               .more = "Contact: <sip:caller@[2001:db8:::192.0.2.1]>\n"}),
  };
}

}  // namespace handset::phone
