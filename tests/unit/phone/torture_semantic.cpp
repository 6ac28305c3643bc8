#include "unit/phone/torture_messages.h"

namespace handset::phone {
namespace {

// With the header lines that all but the tests of their lack have.
std::string request(std::string method, std::string_view more, std::string_view body = {},
                    std::string_view uri = "sip:101@192.0.2.10",
                    std::string_view to = "<sip:101@192.0.2.10>") {
  std::string lines = method + " " + std::string(uri) + " SIP/2.0\n";
  lines += "Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-semantic\nMax-Forwards: 70\n";
  lines += "From: <sip:caller@example.org>;tag=33242\nTo: " + std::string(to) + "\n";
  lines += "Call-ID: semantic@192.0.2.20\nCSeq: 8 " + method + "\n";
  return torture_text(lines + std::string(more) + "Content-Length: {length}\n", body);
}

TortureMessage bare_branch() {
  return {"3.2.1",
          "badbranch",
          torture_text(R"(
OPTIONS sip:101@192.0.2.10 SIP/2.0
To: sip:101@192.0.2.10
From: sip:caller@example.org;tag=33242
Max-Forwards: 3
Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK
Accept: application/sdp
Call-ID: bare.branch@192.0.2.20
CSeq: 8 OPTIONS
l: 0
)"),
          {480},
          {";branch=z9hG4bK\r\n"}};
}

TortureMessage nothing_but_via_and_cseq() {
  return {"3.3.1",
          "insuf",
          torture_text(R"(
INVITE sip:101@192.0.2.10 SIP/2.0
CSeq: 193942 INVITE
Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-insufficient
Content-Type: application/sdp
l: {length}
)",
                       "v=0\r\n"),
          {400},
          {"CSeq: 193942 INVITE\r\n"}};
}

TortureMessage fields_twice() {
  return {"3.3.8",
          "multi01",
          torture_text(R"(
INVITE sip:101@192.0.2.10 SIP/2.0
CSeq: 59 INVITE
Call-ID: multi01@192.0.2.20
Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-twice
Max-Forwards: 70
CSeq: 8 INVITE
Call-ID: twice@192.0.2.20
To: sip:101@192.0.2.10
From: sip:caller@example.org;tag=3413415
Max-Forwards: 5
To: sip:102@192.0.2.10
From: sip:caller@example.net;tag=3413416
Content-Length: 0
)"),
          {400}};
}

TortureMessage two_lengths() {
  TortureMessage out{"3.3.9",
                     "mcl01",
                     torture_text(R"(
OPTIONS sip:101@192.0.2.10 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-lengths
Max-Forwards: 70
To: sip:101@192.0.2.10
From: sip:caller@example.org;tag=3413415
Call-ID: two.lengths@192.0.2.20
CSeq: 59 OPTIONS
Content-Length: 13
Content-Type: text/plain
Content-Length: 5
)",
                                  "There is no way to know how long this is."),
                     {400}};
  out.closes_stream = true;
  return out;
}

TortureMessage broadcast_via() {
  return {"3.3.10",
          "bcast",
          torture_text(R"(
SIP/2.0 200 OK
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK-broadcast
Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK-everybody;received=192.0.2.20
Call-ID: broadcast@192.0.2.10
CSeq: 35 INVITE
From: sip:101@192.0.2.10;tag=11141343
To: sip:someone@example.edu;tag=2229
Content-Length: 0
)"),
          {}};
}

TortureMessage no_hops_left() {
  return {"3.3.11",
          "zeromf",
          torture_text(R"(
OPTIONS sip:101@192.0.2.10 SIP/2.0
To: sip:101@192.0.2.10
From: sip:caller@example.org;tag=3ghsd41
Call-ID: no.hops@192.0.2.20
CSeq: 39234321 OPTIONS
Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-no-hops
Max-Forwards: 0
Content-Length: 0
)"),
          {480}};
}

TortureMessage old_style() {
  return {"3.4.1",
          "inv2543",
          torture_text(R"(
INVITE sip:101@192.0.2.10 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.20:5090
Record-Route: <sip:101@example.com;maddr=ss1.example.com>
From: <sip:+1-650-555-2222@gateway.example.net;user=phone>
To: sip:101@192.0.2.10
Call-ID: 1717@192.0.2.20
CSeq: 56 INVITE
Contact: <sip:+1-650-555-2222@gateway.example.net;user=phone>
Content-Type: application/sdp
Content-Length: {length}
)",
                       "v=0\r\n"),
          {480}};
}

}  // namespace

std::vector<TortureMessage> semantic_messages() {
  return {
      bare_branch(),
      nothing_but_via_and_cseq(),
      {"3.3.2", "unkscm", request("OPTIONS", "", "", "nobodyKnowsThisScheme:totallyopaquecontent"), {416}},
      {"3.3.3", "novelsc", request("OPTIONS", "", "", "soap.beep://192.0.2.103:3002"), {416}},
      {"3.3.4",
       "unksm2",
       request("REGISTER", "Contact: <name:John_Smith>\n", "", "sip:192.0.2.10", "<isbn:2983792873>"),
       {405},
       {"To: <isbn:2983792873>;tag="}},
      {"3.3.4",
       "unksm2, asked",
       request("OPTIONS", "Contact: <name:John_Smith>\n", "", "sip:101@192.0.2.10", "<isbn:2983792873>"),
       {480}},
      {"3.3.5",
       "bext01",
       request("OPTIONS",
               "Require: nothingSupportsThis, nothingSupportsThisEither\n"
               "Proxy-Require: noProxiesSupportThis, norDoAnyProxiesSupportThis\n"),
       {420},
       {"Unsupported: nothingSupportsThis, nothingSupportsThisEither\r\n"},
       {"Proxies"}},
      {"3.3.6",
       "invut",
       request("INVITE", "Content-Type: application/unknownformat\n", "<audio>\r\n <pcmu port=\"443\"/>\r\n"),
       {415},
       {"\r\nAccept: application/sdp\r\n"}},
      {"3.3.7",
       "regaut01",
       request("REGISTER", "Authorization: NoOneKnowsThisScheme opaque-data=here\n", "", "sip:192.0.2.10"),
       {405}},
      {"3.3.7",
       "regaut01, on a push",
       request("NOTIFY",
               "Event: XML-Service\nContent-Type: text/html\n"
               "Authorization: NoOneKnowsThisScheme opaque-data=here\n",
               "http://web.example/page.xml"),
       {401},
       {"\r\nWWW-Authenticate: Digest realm=\"pbx.example\""},
       {"stale=true"}},
      fields_twice(),
      two_lengths(),
      broadcast_via(),
      no_hops_left(),
      {"3.3.12",
       "cparam01",
       request("REGISTER", "Contact: sip:+19725552222@gw1.example.net;unknownparam\n", "", "sip:192.0.2.10"),
       {405}},
      {"3.3.13",
       "cparam02",
       request("REGISTER", "Contact: <sip:+19725552222@gw1.example.net;unknownparam>\n", "",
               "sip:192.0.2.10"),
       {405}},
      {"3.3.14",
       "regescrt",
       request("REGISTER", "Contact: <sip:101@example.com?Route=%3Csip:sip.example.com%3E>\n", "",
               "sip:192.0.2.10"),
       {405}},
      {"3.3.15",
       "sdp01",
       request("INVITE", "Accept: text/nobodyKnowsThis\nContent-Type: application/sdp\n", "v=0\r\n"),
       {406, 400}},
      old_style(),
  };
}

}  // namespace handset::phone
