#include "unit/phone/torture_messages.h"

namespace handset::phone {
namespace {

using namespace std::string_literals;

// A session description as a caller offers it.
constexpr std::string_view offer =
    "v=0\r\no=caller 29739 7272939 IN IP4 192.0.2.20\r\ns=-\r\nc=IN IP4 192.0.2.20\r\nt=0 0\r\n"
    "m=audio 49217 RTP/AVP 0\r\n";

TortureMessage white_space() {
  return {"3.1.1.1",
          "wsinv",
          torture_text(R"(
INVITE sip:101@192.0.2.10;unknownparam SIP/2.0
TO :
 sip:101@192.0.2.10 ;   mode    = fast
from   : "A Caller \\\""       <sip:caller@example.com>
  ;
  tag = 98asjd8
MaX-fOrWaRdS: 0068
Call-ID: white.space@192.0.2.20
Content-Length   : {length}
cseq: 0009
  INVITE
Via  : SIP  /   2.0
 /UDP
    192.0.2.20 :5090;branch=390skdjuw
s :
NewFangledHeader:   newfangled value
 continued newfangled value
UnknownHeaderWithUnusualValue: ;;,,;;,;
Content-Type: application/sdp
Route:
 <sip:services.example.com;lr;unknownwith=value;unknown-no-value>
v:  SIP  / 2.0  / TCP     spindle.example.com   ;
  branch  =   z9hG4bK9ikj8  ,
 SIP  /    2.0   / UDP  192.168.255.111   ; branch=
 z9hG4bK30239
m:"Quoted string \"\"" <sip:caller@example.com> ; newparam =
      newvalue ;
  secondparam ; q = 0.33
)",
                       offer),
          {480},
          {"CSeq: 0009 INVITE\r\n", ";   mode    = fast;tag=", "spindle.example.com", "192.168.255.111"}};
}

TortureMessage every_character() {
  // The display name of To escapes a bell, a NUL and a delete.
  return {"3.1.1.2",
          "intmeth",
          torture_text("\
!odd-Method0123456789_*+`.%indeed'~ sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo\
~d_too.(doesn't-it)@192.0.2.10 SIP/2.0\n\
Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-.!%66*_+`'~\n\
To: \"BEL:\\\x07 NUL:\\\0 DEL:\\\x7f\" <sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@192.0.2.10>\n\
From: word1~` word2'+_ word3*%!.- <sip:caller@example.com>;fromParam''~+*_!.-%=\
\"\xd1\x80\xd0\xb0\xd0\xb1\xd0\xbe\xd1\x82\xd0\xb0\";tag=_word~1'+`*%!-.\n\
Call-ID: every.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{\n\
CSeq: 139122385 !odd-Method0123456789_*+`.%indeed'~\n\
Max-Forwards: 255\n\
extensionHeader-!.%*+_`'~:\xef\xbb\xbf\xe5\xa4\xa7\xe5\x81\x9c\xe9\x9b\xbb\n\
Content-Length: 0\n"s),
          {405, 501},
          {"Allow: "}};
}

// The user is ours once it is unescaped; what looks like an escape behind that is none.
TortureMessage escapes() {
  return {"3.1.1.3",
          "esc01",
          torture_text(R"(
INVITE sip:%31%301@192.0.2.10 SIP/2.0
To: <sip:%31%301@192.0.2.10>
From: <sip:I%20have%20spaces@example.net>;tag=938
Max-Forwards: 87
i: escapes@192.0.2.20
CSeq: 234234 INVITE
Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-escapes
C: application/sdp
Contact: <sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>
Content-Length: {length}
)",
                       offer),
          {480},
          {"To: <sip:%31%301@192.0.2.10>;tag="}};
}

TortureMessage unescaped_once() {
  return {"3.1.1.3",
          "esc01, unescaped once only",
          torture_text(R"(
INVITE sip:%2531%25301@192.0.2.10 SIP/2.0
To: <sip:%2531%25301@192.0.2.10>
From: <sip:caller@example.net>;tag=938
i: escapes.twice@192.0.2.20
CSeq: 1 INVITE
Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-escapes-twice
Content-Length: 0
)"),
          {404}};
}

TortureMessage escaped_nul() {
  return {"3.1.1.4",
          "escnull",
          torture_text(R"(
REGISTER sip:192.0.2.10 SIP/2.0
To: sip:null-%00-null@192.0.2.10
From: sip:null-%00-null@192.0.2.10;tag=839923423
Max-Forwards: 70
Call-ID: escaped.nul@192.0.2.20
CSeq: 14398234 REGISTER
Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-escaped-nul
Contact: <sip:%00@host5.example.com>
Contact: <sip:%00%00@host5.example.com>
L:0
)"),
          {405},
          {"Allow: ", "null-%00-null@192.0.2.10;tag="}};
}

TortureMessage cut_at_nul() {
  return {"3.1.1.4",
          "escnull, a user that is ours up to the NUL",
          torture_text(R"(
OPTIONS sip:101%00@192.0.2.10 SIP/2.0
To: sip:101%00@192.0.2.10
From: sip:caller@example.com;tag=839923423
Call-ID: cut.at.nul@192.0.2.20
CSeq: 1 OPTIONS
Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-cut-at-nul
L:0
)"),
          {404}};
}

TortureMessage escaped_method() {
  return {"3.1.1.5",
          "esc02",
          torture_text(R"(
NOT%49FY sip:101@192.0.2.10 SIP/2.0
To: "%Z%45" <sip:101@192.0.2.10>
From: "%Z%45" <sip:caller@example.com>;tag=f232jadfj23
Max-Forwards: 70
Call-ID: escaped.method@192.0.2.20
CSeq: 29344 NOT%49FY
Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-escaped-method
Event: XML-Service
Content-Length: 0
)"),
          {405, 501},
          {"CSeq: 29344 NOT%49FY\r\n", "Allow: "}};
}

TortureMessage no_blank_before_angle() {
  return {"3.1.1.6",
          "lwsdisp",
          torture_text(R"(
OPTIONS sip:101@192.0.2.10 SIP/2.0
To: sip:101@192.0.2.10
From: caller<sip:caller@example.com>;tag=323
Max-Forwards: 70
Call-ID: no.blank@192.0.2.20
CSeq: 60 OPTIONS
Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-no-blank
l: 0
)"),
          {480}};
}

TortureMessage long_values() {
  const std::string very(180, 'y');
  std::string lines = "INVITE sip:101@192.0.2.10;unknownuriparam=ve" + very + "long SIP/2.0\n";
  lines += "To: \"I have a user name of ext" + very +
           "eme length\"<sip:101@192.0.2.10:6000;unknownparam1=ve" + very + "long;longparam" + very +
           "name=short>\n";
  lines += "F: sip:ve" + very + "long@example.net;tag=12982" + very + "424;unknownheaderparam" + very +
           "name=value;valueless" + very + "\n";
  lines += "Call-ID: ve" + very + "long\nCSeq: 3882340 INVITE\n";
  lines += "Unknown-" + very + "-Name: unknown-" + very + "-value\n";
  lines += "Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-long\n";
  for (int i = 0; i < 30; ++i) lines += "v: SIP/2.0/TCP sip" + std::to_string(i) + ".example.com\n";
  lines += "v: SIP/2.0/TCP host.example.com;received=192.0.2.5;branch=ve" + very + "long\n";
  lines += "Contact: <sip:" + very + "@host.example.com>\nContent-Type: application/sdp\n";
  lines += "Content-Length: {length}\n";
  return {"3.1.1.7", "longreq", torture_text(lines, offer), {480, 413, 513}};
}

TortureMessage second_request_behind() {
  TortureMessage out{"3.1.1.8",
                     "dblreq",
                     torture_text(R"(
REGISTER sip:192.0.2.10 SIP/2.0
To: sip:101@192.0.2.10
From: sip:101@192.0.2.10;tag=43251j3j324
Max-Forwards: 8
I: double@192.0.2.20
Contact: sip:101@host.example.com
CSeq: 8 REGISTER
Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-double-1
Content-Length: 0
)") + "\r\n" + torture_text(R"(
INVITE sip:101@192.0.2.10 SIP/2.0
t: sip:101@192.0.2.10
From: sip:caller@example.net;tag=141334
Max-Forwards: 8
Call-ID: double@192.0.2.20
CSeq: 8 INVITE
Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-double-2
Content-Length: 0
)"),
                     {405},
                     {"CSeq: 8 REGISTER\r\n"}};
  out.on_streams = false;  // there it is two requests
  return out;
}

TortureMessage semicolon_in_user() {
  return {"3.1.1.9",
          "semiuri",
          torture_text(R"(
OPTIONS sip:semi;par=u%40example.net@192.0.2.10 SIP/2.0
To: sip:u%40example.net@example.com
From: sip:caller@example.com;tag=33242
Max-Forwards: 3
Call-ID: semicolon@192.0.2.20
CSeq: 8 OPTIONS
Accept: application/sdp, application/pkcs7-mime,
        multipart/mixed, multipart/signed,
        message/sip, message/sipfrag
Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-semicolon
l: 0
)"),
          {480},
          {"To: sip:u%40example.net@example.com;tag="}};
}

TortureMessage transports() {
  return {"3.1.1.10",
          "transports",
          torture_text(R"(
OPTIONS sip:101@192.0.2.10 SIP/2.0
To: sip:101@192.0.2.10
From: <sip:caller@example.com>;tag=323
Max-Forwards: 70
Call-ID: transports@192.0.2.20
Accept: application/sdp
CSeq: 60 OPTIONS
Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-transports-1
Via: SIP/2.0/SCTP t2.example.com;branch=z9hG4bK-transports-2
Via: SIP/2.0/TLS t3.example.com;branch=z9hG4bK-transports-3
Via: SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bK-transports-4
Via: SIP/2.0/TCP t5.example.com;branch=z9hG4bK-transports-5
l: 0
)"),
          {480},
          {"SIP/2.0/SCTP t2", "SIP/2.0/TLS t3", "SIP/2.0/UNKNOWN t4", "SIP/2.0/TCP t5"}};
}

TortureMessage multipart() {
  return {"3.1.1.11",
          "mpart01",
          torture_text(R"(
MESSAGE sip:101@192.0.2.10 SIP/2.0
Via: SIP/2.0/UDP 192.0.2.20:5090;branch=z9hG4bK-parts
Max-Forwards: 70
Route: <sip:127.0.0.1:5080>
From: sip:caller@example.com;tag=2fb0dcc9
To: sip:101@192.0.2.10
CSeq: 127 MESSAGE
Call-ID: parts@192.0.2.20
Content-Type: multipart/mixed;boundary=7a9cbec02ceef655
Content-Length: {length}
)",
                       "--7a9cbec02ceef655\r\nContent-Type: text/plain\r\n"
                       "Content-Transfer-Encoding: binary\r\n\r\nHello\r\n--7a9cbec02ceef655\r\n"
                       "Content-Type: application/octet-stream\r\n\r\n\0\x01\xff\r\n\r\n"
                       "--7a9cbec02ceef655--\r\n"s),
          {405},
          {"Allow: "}};
}

// Nobody waits for these.
TortureMessage stray_response(std::string section, std::string name, std::string status_line) {
  return {std::move(section),
          std::move(name),
          torture_text(status_line + R"(
Via: SIP/2.0/UDP 192.0.2.10:5060;branch=z9hG4bK-stray
Call-ID: stray@192.0.2.10
CSeq: 35 INVITE
From: <sip:101@192.0.2.10>;tag=11141343
To: <sip:someone@example.edu>;tag=2229
Content-Length: {length}
Content-Type: application/sdp
Contact: <sip:someone@host198.example.com>
)",
                       offer),
          {}};
}

}  // namespace

std::vector<TortureMessage> valid_messages() {
  return {white_space(),
          every_character(),
          escapes(),
          unescaped_once(),
          escaped_nul(),
          cut_at_nul(),
          escaped_method(),
          no_blank_before_angle(),
          long_values(),
          second_request_behind(),
          semicolon_in_user(),
          transports(),
          multipart(),
          stray_response("3.1.1.12", "unreason",
                         "SIP/2.0 200 = 2**3 * 5**2 \xd0\xbd\xd0\xbe \xd1\x81\xd1\x82\xd0\xbe"),
          stray_response("3.1.1.13", "noreason", "SIP/2.0 100 ")};
}

}  // namespace handset::phone
