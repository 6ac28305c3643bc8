// What went wrong in other phones and stacks, a test for each class of defects, named after it. After each
// attack the phone still answers, has done nothing that it was not entitled to, and is no bigger than before.
#include <array>
#include <random>
#include <set>

#include "unit/damage.h"
#include "unit/phone/line_rig.h"
#include "unit/phone/station_rig.h"

namespace handset::phone {
namespace {

constexpr std::string_view page_url = "http://web.example/page.xml";

Draft options_of(std::string extra = {}) {
  return StationRig::options_draft(std::move(extra));
}

// Sends it, waits, and returns the status of the answer; 0 when there was none. Then the phone is asked how
// it is.
template <typename AnyRig>
unsigned attack(AnyRig& rig, std::string_view bytes) {
  const unsigned status = status_of(rig.ask(bytes));
  EXPECT_TRUE(tells_options(rig.ask(options_of().text()))) << "after " << bytes.substr(0, 2000);
  return status;
}
std::string replaced(std::string text, std::string_view what, std::string_view with) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), with);
}
// OPTIONS with that line in place of its own, or beside what it has.
std::string with_line(std::string_view own, std::string_view line) {
  return own.empty() ? options_of(std::string(line) + "\r\n").text()
                     : replaced(options_of().text(), own, line);
}
PhoneOptions taking_inline_xml() {
  PhoneOptions options = phone_options();
  options.notify.inline_xml = true;
  return options;
}
void expect_untouched(Rig& rig) {
  EXPECT_TRUE(rig.phone.idle());
  EXPECT_EQ(rig.simulation.web().requests(), 0U);
  EXPECT_EQ(rig.switchboard.remembered(), 0U);
  EXPECT_EQ(rig.switchboard.counters().pushes, 0U);
  EXPECT_EQ(rig.phone.lines()[0].account()->ledger().size(), 0U);
}

// A line and its proxy, for a test that is in no fixture.
struct OneLine : LineRig {
  void TestBody() override {}
};

// A client over TCP.
class Stream final : public StreamHandler {
 public:
  explicit Stream(World world) : world_(world) {
    id = world_.network.connect({phone_address, sip_port}, *this);
  }
  void send(std::string_view bytes) { world_.network.send(id, bytes); }
  void close() { world_.network.close(id); }
  void on_accepted(SocketId, StreamId, const Endpoint&) override {}
  void on_connected(StreamId) override { connected = true; }
  void on_bytes(StreamId, std::string_view bytes) override { received += bytes; }
  void on_closed(StreamId, std::string_view) override { closed = true; }

  StreamId id;
  std::string received;
  bool connected = false;
  bool closed = false;

 private:
  World world_;
};

// XML requests, to dial or to send the sound of the room, that ran without a login.
TEST(SecurityClasses, OpenPush) {
  Rig rig(taking_inline_xml());
  rig.simulation.web().serve(page_url, "<CiscoIPPhoneText><Text>owned</Text></CiscoIPPhoneText>");
  for (const char* body :
       {"http://web.example/page.xml",
        "<CiscoIPPhoneExecute><ExecuteItem URL=\"http://web.example/page.xml\"/></CiscoIPPhoneExecute>",
        "<CiscoIPPhoneExecute><ExecuteItem URL=\"Dial:0900123\"/></CiscoIPPhoneExecute>",
        "<CiscoIPPhoneExecute><ExecuteItem URL=\"RTPTx:192.0.2.66:20000\"/></CiscoIPPhoneExecute>",
        "<CiscoIPPhoneExecute><ExecuteItem URL=\"Key:Services\"/></CiscoIPPhoneExecute>", ""}) {
    for (const char* claim :
         {"", "P-Asserted-Identity: <sip:101@192.0.2.10>\r\n", "Remote-Party-ID: <sip:admin@127.0.0.1>\r\n",
          "Authorization: Basic MTAxOnNlY3JldA==\r\n", "Authorization: Digest username=\"101\"\r\n",
          "Proxy-Authorization: Digest username=\"101\", realm=\"pbx.example\", nonce=\"\", uri=\"\", "
          "response=\"\"\r\n"}) {
      Draft draft;
      draft.body = body;
      draft.extra += claim;
      const unsigned status = attack(rig, draft.text());
      EXPECT_TRUE(status == 401 || status == 400) << status << ' ' << body << ' ' << claim;
      EXPECT_EQ(attack(rig, replaced(draft.text(), "192.0.2.20:5090;", "127.0.0.1:5090;rport;")), status);
      draft.to_parameters = ";tag=somebody";
      EXPECT_EQ(attack(rig, draft.text()), status == 400 ? 400U : 481U) << "in a dialog that is none";
    }
    for (const char* method : {"MESSAGE", "INFO", "REFER", "PUBLISH", "SUBSCRIBE", "UPDATE"}) {
      Draft draft;
      draft.method = method;
      draft.body = body;
      EXPECT_EQ(attack(rig, draft.text()), 405U) << method;
    }
  }
  expect_untouched(rig);
}

// One malformed datagram that hung or restarted the phone.
TEST(SecurityClasses, SipOutage) {
  Rig rig(taking_inline_xml());
  const std::string whole = with_credentials({}, rig.ask(Draft{}.text()), "101", "wrong").text();
  for (std::size_t size = 0; size < whole.size(); ++size) attack(rig, whole.substr(0, size));
  for (std::size_t at = 0; at < whole.size(); at += 3)
    for (const char letter : {'\0', '\xff', '\r', '\n', '"', '<', ':'}) {
      std::string text = whole;
      text[at] = letter;
      attack(rig, text);
    }
  for (const std::string& text :
       {std::string(), std::string(1, '\0'), std::string("\r\n\r\n"), std::string("\n"),
        std::string(65'507, 'A'), std::string(65'507, '\0'), std::string(60'000, '\n'),
        std::string("SIP/2.0"), std::string("SIP/2.0 200 OK\r\n\r\n"), std::string("INVITE"),
        std::string(" SIP/2.0\r\n\r\n"), std::string(": \r\n\r\n"),
        "OPTIONS sip:101@192.0.2.10 SIP/2.0\r\n" + std::string(30'000, ':') + "\r\n\r\n",
        std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11)})
    attack(rig, text);
  std::mt19937 random(6);
  for (int i = 0; i < 3000; ++i)
    attack(rig, handset::testing::damaged(whole, std::string_view("\0\r\n\"<>;:,@\\%=\xff ", 16), random));
  expect_untouched(rig);
}

// Text from SIP or XML that was taken for a format.
TEST(SecurityClasses, FormatStrings) {
  const std::string format = "%n%s%x%999999d{}{0}%p";
  StationRig rig(Tags{{"SIP_Debug_Option_1_", "full"}, {"XML_NOTIFY_Body", "url+xml"}});
  for (const char* field : {"Subject", "User-Agent", "Organization", "X-Any", "Alert-Info", "Reason"})
    EXPECT_EQ(attack(rig, with_line("", std::string(field) + ": " + format)), 480U) << field;
  EXPECT_EQ(attack(rig, replaced(options_of().text(), "From: <", "From: \"" + format + "\" <")), 480U);
  EXPECT_EQ(attack(rig, replaced(options_of().text(), "call-1@", "%n%s%x@")), 480U);
  EXPECT_GE(rig.phone_host.log().count(format), 2U) << "it is logged as it is\n"
                                                    << rig.phone_host.log().text();
  rig.simulation.web().serve(page_url, "<CiscoIPPhoneText><Title>" + format + "</Title><Prompt>" + format +
                                           "</Prompt><Text>" + format + "</Text></CiscoIPPhoneText>");
  EXPECT_EQ(status_of(rig.push()), 200U);
  const Screen screen = rig.station.phone().screen();
  EXPECT_EQ(screen.title, format);
  EXPECT_EQ(screen.prompt, format);
  EXPECT_NE(status_of(rig.push({.body = "http://web.example/" + format})), 0U);
  EXPECT_TRUE(tells_options(rig.options()));
}

// Requests that ate memory.
TEST(SecurityClasses, Flood) {
  Rig rig(phone_options(), {.slowing = {}, .initial_verdicts = 4, .most_verdicts = 8});
  for (unsigned i = 0; i < 20'000; ++i) {
    const std::string number = std::to_string(i);
    Draft draft{.branch = "z9hG4bK" + number, .call_id = number, .from_tag = number};
    draft.method = std::array{"NOTIFY", "INVITE", "OPTIONS", "SUBSCRIBE", "CANCEL", "BYE"}[i % 6];
    rig.peer.send(draft.text());
    if (i % 100 == 99) {
      rig.simulation.run_for(milliseconds(10));
      rig.peer.answers.clear();
    }
  }
  rig.simulation.run_for(seconds(1));
  expect_untouched(rig);
  EXPECT_TRUE(tells_options(rig.ask(options_of().text())));
  // Nor does somebody with the password: what is remembered and what waits are bounded.
  for (unsigned i = 0; i < 40; ++i) {
    const std::string number = std::to_string(i);
    const Draft draft{.branch = "z9hG4bKp" + number, .call_id = "p" + number};
    const std::string challenge = rig.ask(draft.text());
    if (status_of(challenge) == 401) rig.ask(with_credentials(draft, challenge, "101", "secret").text());
  }
  EXPECT_LE(rig.switchboard.remembered(), 8U);
  EXPECT_LE(rig.phone.lines()[0].account()->ledger().size(), 64U);
  EXPECT_TRUE(tells_options(rig.ask(options_of().text())));
}

// A negative Expires, a huge CSeq, numbers that were cut to fewer bits.
TEST(SecurityClasses, NumbersOutOfRange) {
  Rig rig;
  for (const char* number : {"-1", "4294967296", "4294967297", "18446744073709551617",
                             "99999999999999999999999", "0x1", "1e3", "1.5", "+1", ""})
    EXPECT_EQ(attack(rig, with_line("CSeq: 1 ", "CSeq: " + std::string(number) + " ")), 400U) << number;
  for (const char* line : {"Expires: -1", "Expires: 4294967296", "Max-Forwards: -1", "Max-Forwards: 256",
                           "Max-Forwards: 4294967366"}) {
    const bool own = std::string_view(line).starts_with("Max");
    EXPECT_EQ(attack(rig, with_line(own ? "Max-Forwards: 70" : "", line)), 400U) << line;
  }
  for (const char* length : {"-1", "4294967296", "18446744073709551616", "-2147483648", "1x", ""})
    EXPECT_EQ(attack(rig, with_line("Content-Length: 0", "Content-Length: " + std::string(length))), 400U)
        << length;
  // Without a place to send it to there is no answer.
  for (const char* port : {":0;", ":65536;", ":70626;", ":-5090;", ":4294972386;", ":x;"})
    attack(rig, replaced(options_of().text(), ":5090;", port));
  for (const char* uri :
       {"sip:101@192.0.2.10:65536", "sip:101@192.0.2.10:-1", "sip:101@192.0.2.10:4294972356"}) {
    Draft draft = options_of();
    draft.uri = uri;
    EXPECT_EQ(attack(rig, draft.text()), 400U) << uri;
  }
  // The digest: a nonce count beyond its eight digits.
  const std::string text = with_credentials({}, rig.ask(Draft{}.text()), "101", "secret").text();
  for (const char* count : {"nc=100000001", "nc=-0000001", "nc=00000000", "nc=0000000g", "nc=1"})
    EXPECT_NE(attack(rig, replaced(text, "nc=00000001", count)), 200U) << count;
  expect_untouched(rig);
}

// Negative and large lengths; datagrams that were read as a stream.
TEST(SecurityClasses, Framing) {
  Rig rig;
  const std::string text = options_of().text();
  const std::uint64_t requests = rig.switchboard.counters().requests;
  EXPECT_TRUE(tells_options(rig.ask(text + text)));
  EXPECT_EQ(rig.switchboard.counters().requests, requests + 1) << "what follows in a datagram is no request";
  EXPECT_EQ(attack(rig, replaced(text, "Content-Length: 0", "Content-Length: 99")), 400U);
  attack(rig, text.substr(0, 100));
  EXPECT_EQ(attack(rig, text.substr(100)), 0U) << "the next datagram is no continuation";
  for (const char* length :
       {"-1", "4294967295", "18446744073709551615", "99999999999999999999", "0x10", "1 1", "65537"}) {
    Stream stream(rig.peer_host.world());
    rig.simulation.run_for(seconds(1));
    ASSERT_TRUE(stream.connected);
    stream.send(replaced(text, "Content-Length: 0", "Content-Length: " + std::string(length)) + text);
    rig.simulation.run_for(seconds(1));
    const unsigned status = status_of(stream.received);
    EXPECT_TRUE(status == 400 || status == 413 || status == 513) << length << ' ' << status;
    EXPECT_EQ(stream.received.find("\nSIP/2.0 "), std::string::npos) << "nothing behind it is read";
    EXPECT_TRUE(stream.closed) << length;
    EXPECT_TRUE(tells_options(rig.ask(text)));
  }
  // A body is as long as its length says: what follows is a request of its own.
  Stream stream(rig.peer_host.world());
  rig.simulation.run_for(seconds(1));
  stream.send(replaced(text, "Content-Length: 0", "Content-Length: 4") + "abcd" + text);
  rig.simulation.run_for(seconds(1));
  EXPECT_TRUE(tells_options(stream.received));
  EXPECT_NE(stream.received.find("SIP/2.0 480", 1), std::string::npos);
  stream.close();
  rig.simulation.run_for(seconds(1));
}

// Absent, empty and wrong were the same value to others.
TEST(SecurityClasses, OddUrisAndFields) {
  Rig rig;
  const std::string text = options_of().text();
  const auto from = [&](std::string_view value) {
    return replaced(text, "From: <sip:pbx@192.0.2.20>;tag=tag-1", "From: " + std::string(value));
  };
  for (const char* value :
       {"<>;tag=1", "</>;tag=1", "<sip:>;tag=1", "<:>;tag=1", "<sip:a@>;tag=1", "<;tag=1", ">;tag=1",
        "\"bob\\\" <sip:bob@192.0.2.20>;tag=1", "\"bob <sip:bob@192.0.2.20>;tag=1", "<sip:b@192.0.2.20;tag=1",
        "sip:a b@192.0.2.20;tag=1", "", "<sip:b@[::1>;tag=1",
        "<sip:b@192.0.2.20>;tag=", "<sip:b@192.0.2.20>;tag", "<sip:b%4@192.0.2.20>;tag=1"})
    EXPECT_EQ(attack(rig, from(value)), 400U) << value;
  EXPECT_EQ(attack(rig, from("\"bob\\\\\" <sip:bob@192.0.2.20>;tag=1")), 480U) << "a backslash, escaped";
  EXPECT_EQ(attack(rig, from("<sip:b@192.0.2.20>")), 480U) << "RFC 2543 had no tags";
  EXPECT_EQ(attack(rig, from("\"\" <sip:b@192.0.2.20>;tag=1")), 480U) << "an empty name";
  const std::string to = "To: <sip:101@192.0.2.10:5060>\r\n";
  EXPECT_EQ(attack(rig, replaced(text, to, to + to)), 400U);
  EXPECT_EQ(attack(rig, replaced(text, to, to + replaced(to, "To:", "t:"))), 400U) << "its short name";
  EXPECT_EQ(attack(rig, replaced(text, to, "")), 400U);
  EXPECT_EQ(attack(rig, replaced(text, to, "To:\r\n")), 400U);
  EXPECT_EQ(attack(rig, replaced(text, "To:", "To \t :")), 480U) << "blanks before the colon";
  EXPECT_EQ(attack(rig, replaced(text, "To:", "To\r\n :")), 400U) << "no line end, though";
  EXPECT_EQ(attack(rig, replaced(text, to, replaced(to, ">", ">;tag="))), 400U);
  EXPECT_EQ(attack(rig, replaced(text, "branch=z9hG4bK-one", "branch=")), 480U)
      << "as good as none, which RFC 2543 allowed";
  EXPECT_EQ(attack(rig, replaced(text, "branch=z9hG4bK-one", "branch=z9hG4bK")), 480U);
  EXPECT_EQ(attack(rig, replaced(text, "Call-ID: call-1@192.0.2.20", "Call-ID:")), 400U);
  for (const char* uri : {"sip:", "sip:@", "</>", "<sip:101@192.0.2.10>", "sip:101@", "101", "*",
                          "sip:%@192.0.2.10", "sip:101@192.0.2.10?Event=x", "//"}) {
    const unsigned status =
        attack(rig, replaced(text, "OPTIONS sip:101@192.0.2.10:5060", "OPTIONS " + std::string(uri)));
    EXPECT_TRUE(status == 400 || status == 416) << uri << ' ' << status;
  }
  expect_untouched(rig);
}

// More fields than an array had places, and values longer than a buffer.
TEST(SecurityClasses, TooManyTooLong) {
  Rig rig;
  const auto many = [](int count, std::string_view what) {
    std::string out;
    for (int i = 0; i < count; ++i) out += what;
    return out;
  };
  const auto with = [](std::string extra) { return options_of(std::move(extra)).text(); };
  EXPECT_EQ(attack(rig, with(many(33, "Accept: application/sdp\r\n"))), 480U);
  EXPECT_EQ(attack(rig, with("Accept: " + many(5000, "a/b,") + "a/b\r\n")), 480U);
  for (const char* line : {"Accept: a/b\r\n", "X: y\r\n", "Route: <sip:a@b>\r\n", "Contact: <sip:a@b>\r\n",
                           "Authorization: Digest a=b\r\n"}) {
    const unsigned status = attack(rig, with(many(2000, line)));
    EXPECT_TRUE(status == 400 || status == 413 || status == 513) << line << status;
  }
  // An answer would have to carry them all.
  EXPECT_NE(attack(rig, replaced(with(""), "Max-Forwards",
                                 many(400, "Via: SIP/2.0/UDP a;branch=z\r\n") + "Max-Forwards")),
            200U);
  EXPECT_EQ(attack(rig, with("Require: " + many(3000, "x,") + "x\r\n")), 420U);
  for (const std::string& text :
       {replaced(with(""), "From: <", "From: \"" + std::string(50'000, 'a') + "\" <"),
        replaced(with(""), "call-1@", std::string(50'000, 'c')),
        replaced(with(""), "OPTIONS sip:101", "OPTIONS sip:" + std::string(50'000, '1')),
        replaced(with(""), "tag=tag-1", "tag=" + std::string(50'000, 't')),
        replaced(with(""), "z9hG4bK-one", "z9hG4bK" + std::string(50'000, 'b')),
        with(std::string(50'000, 'X') + ": y\r\n"), with("Subject: " + std::string(60'000, 's') + "\r\n")})
    attack(rig, text);

  const std::string sound = with_credentials({}, rig.ask(Draft{}.text()), "101", "secret").text();
  for (const char* parameter : {"username=\"", "realm=\"", "nonce=\"", "uri=\"", "response=\"", "cnonce=\""})
    for (const std::size_t size : {200U, 2000U, 40'000U})
      EXPECT_NE(attack(rig, replaced(sound, parameter, parameter + std::string(size, 'f'))), 200U)
          << parameter << size;
  EXPECT_NE(attack(rig, replaced(sound, "Digest ", "Digest " + many(3000, "a=b,"))), 200U);
  EXPECT_NE(attack(rig, replaced(sound, "Digest ", "Digest opaque=\"" + many(10'000, "\\\"") + "\",")), 200U);
  expect_untouched(rig);
}

// A parser that looped for ever, or as long as the square of what it was sent.
TEST(SecurityClasses, XmlLoops) {
  const auto many = [](int count, std::string_view what) {
    std::string out;
    for (int i = 0; i < count; ++i) out += what;
    return out;
  };
  const std::vector<std::string> documents = {
      many(8000, "<a>"),
      many(8000, "<a/>"),
      "<a " + many(2000, "b=\"c\" ") + "/>",
      "<a>" + many(6000, "&amp;") + "</a>",
      "<a>" + many(6000, "&#x41;") + "</a>",
      "<!--" + std::string(30'000, '-'),
      "<![CDATA[" + std::string(30'000, ']'),
      "<?" + std::string(30'000, '?'),
      std::string(30'000, '<'),
      std::string(30'000, '&'),
      "<a b='" + std::string(30'000, '"'),
      "<!DOCTYPE a [" + many(3000, "<!ENTITY a '&a;&a;'>") + "]><a>&a;</a>",
      "<a xmlns:x=\"" + many(3000, "x:") + "\"/>",
      std::string("\xff\xfe<\0a\0", 6) + std::string(30'000, '\0'),
      "<?xml version=\"1.0\" encoding=\"" + std::string(20'000, 'u') + "\"?><a/>",
  };
  Rig rig(taking_inline_xml());
  unsigned number = 0;
  for (const std::string& document : documents) {
    const std::string id = std::to_string(++number);
    const Draft draft{.branch = "z9hG4bKx" + id, .call_id = "x" + id, .body = document};
    const unsigned status = status_of(push(rig, draft));
    EXPECT_TRUE(status == 400 || status == 403 || status == 413) << status << ' ' << document.substr(0, 60);
    rig.simulation.web().serve(page_url, document);
    const Draft fetched{.branch = "z9hG4bKf" + id, .call_id = "f" + id};
    EXPECT_EQ(status_of(push(rig, fetched)), 200U);
    rig.simulation.run_for(seconds(20));
    EXPECT_NE(rig.phone.screen().kind, WindowKind::Text) << document.substr(0, 60);
    EXPECT_TRUE(tells_options(rig.ask(options_of().text())));
  }
}

// Freed too early, shared between two, and an end after some hundred connections.
TEST(SecurityClasses, Lifetimes) {
  StationRig rig;
  const std::string text = options_of().text();
  for (int i = 0; i < 1000; ++i) {
    Stream stream(rig.peer_host.world());
    rig.simulation.run_for(milliseconds(10));
    ASSERT_TRUE(stream.connected) << i;
    stream.send(text + text.substr(0, static_cast<std::size_t>(i) % text.size()));
    if (i % 3 != 0) rig.simulation.run_for(milliseconds(10));
    stream.close();
    rig.simulation.run_for(milliseconds(10));
  }
  EXPECT_TRUE(tells_options(rig.options()));
  // What is under way when the phone is built anew, or its line goes, has nobody left to tell.
  for (int i = 0; i < 20; ++i) {
    rig.simulation.web().serve_nothing(page_url);
    EXPECT_EQ(status_of(rig.push()), 200U);
    if (i % 2 == 0) rig.station.request_restart();
    rig.apply({{"Line_Enable_1_", "No"}});
    rig.simulation.run_for(seconds(30));
    rig.apply({});
    rig.simulation.run_for(seconds(30));
    EXPECT_TRUE(tells_options(rig.options())) << i;
  }
}

// A message lamp that anybody set, a restart that anybody asked for.
TEST(SecurityClasses, FakeNotify) {
  StationRig rig;
  const auto lamps = rig.station.lamps_version();
  const auto generation = rig.station.generation();
  for (const auto& [event, body] : std::vector<std::pair<std::string, std::string>>{
           {"message-summary", "Messages-Waiting: yes\r\nVoice-Message: 9/9\r\n"},
           {"message-summary;id=1", "Messages-Waiting: yes\r\n"},
           {"check-sync", ""},
           {"check-sync;reboot=true", ""},
           {"resync", ""},
           {"resync;profile=http://192.0.2.66/evil.cfg", ""},
           {"reboot", ""},
           {"restart_now", ""},
           {"report", ""},
           {"dialog", "<dialog-info/>"},
           {"presence", "<presence/>"},
           {"refer", "SIP/2.0 200 OK\r\n"}})
    for (const char* state : {"", "Subscription-State: active;expires=3600\r\n"})
      for (const char* tag : {"", ";tag=subscribed"}) {
        Draft draft;
        draft.to_parameters = tag;
        draft.extra = "Event: " + event + "\r\n" + state;
        draft.body = body;
        const unsigned status = attack(rig, draft.text());
        EXPECT_TRUE(status == 401 || status == 481 || status == 489) << event << ' ' << status;
        const std::string challenge = rig.ask(Draft{}.text());
        const unsigned guessed = attack(rig, with_credentials(draft, challenge, "101", "guess").text());
        EXPECT_TRUE(guessed == 401 || guessed == 481 || guessed == 489 || guessed == 503)
            << event << ' ' << guessed;
      }
  EXPECT_EQ(rig.station.lamps_version(), lamps);
  EXPECT_FALSE(rig.station.phone().mailbox().waiting);
  EXPECT_EQ(rig.station.generation(), generation);
  EXPECT_FALSE(rig.station.restart_pending());
  EXPECT_EQ(rig.simulation.web().requests(), 0U);
}

// A password that could be guessed from the answer to a stranger's challenge.
TEST(SecurityClasses, DigestLeak) {
  OneLine rig;
  ASSERT_TRUE(rig.set("Password_1_", "open sesame"));
  rig.make();
  sim::Host& stranger = rig.simulation.host("stranger", IpAddress::v4(192, 0, 2, 66));
  ScriptedPeer evil(rig.simulation, stranger);
  evil.script = LineRig::answering(401, {challenge("sip.example.org", "n1")});
  // Their requests are answered, and never with credentials; their challenges answer nothing that we asked.
  const std::string stray =
      "SIP/2.0 407 Proxy Authentication Required\r\nVia: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-guess\r\n"
      "From: <sip:101@sip.example.org>;tag=1\r\nTo: <sip:x@y>;tag=2\r\nCall-ID: a\r\nCSeq: 1 INVITE\r\n"
      "Proxy-Authenticate: Digest realm=\"sip.example.org\", nonce=\"n1\"\r\nContent-Length: 0\r\n\r\n";
  for (int i = 0; i < 20; ++i) evil.send_to(rig.phone_host.at(5060), stray);
  rig.simulation.run_for(minutes(1));
  EXPECT_TRUE(evil.requests().empty());
  EXPECT_TRUE(rig.peer.requests().empty());
  // Nor does a proxy that asks for the password in clear, or for another kind of login, get any.
  for (const char* scheme : {"Basic realm=\"sip.example.org\"", "Bearer realm=\"x\"", "NTLM"}) {
    rig.peer.script = LineRig::answering(401, {{"WWW-Authenticate", scheme}});
    rig.check();
  }
  for (const Received& request : rig.peer.requests()) {
    EXPECT_EQ(request.count("Authorization"), 0U);
    EXPECT_EQ(request.count("Proxy-Authorization"), 0U);
    EXPECT_EQ(request.bytes.find("sesame"), std::string::npos);
  }
  EXPECT_TRUE(evil.requests().empty());
}

// Settings and names of the inside in what a phone says to strangers.
TEST(SecurityClasses, LooseTalk) {
  StationRig rig(Tags{{"User_ID_2_", "2077"},
                      {"Password_2_", "hunter2"},
                      {"Station_Name", "Boardroom-West"},
                      {"Domain", "corp.internal"},
                      {"Proxy_1_", "inner-pbx.corp.internal"},
                      {"XML_Application_Service_URL", "http://inner-web.corp.internal/menu"},
                      {"Profile_Rule", "http://inner-files.corp.internal/$MA.cfg"}});
  std::vector<std::string> answers;
  for (const char* method : {"OPTIONS", "INVITE", "NOTIFY", "BYE", "REGISTER", "SUBSCRIBE", "DANCE"})
    for (const char* user : {"sip:101@192.0.2.10:5060", "sip:999@192.0.2.10:5060", "sip:192.0.2.10:5060"})
      for (const char* extra : {"", "Require: x\r\n", "Event: x\r\n", "Expires: -1\r\n"}) {
        Draft draft = options_of(extra);
        draft.method = method;
        draft.uri = user;
        answers.push_back(rig.ask(draft.text()));
        EXPECT_NE(status_of(answers.back()), 0U) << method;
      }
  answers.push_back(rig.push({.body = "http://169.254.1.1/"}));
  answers.push_back(rig.push({.body = "<CiscoIPPhoneExecute/>"}));
  std::set<std::string> servers;
  for (const std::string& answer : answers) {
    for (const char* inner : {"2077", "hunter2", "secret", "Boardroom", "inner-web", "inner-files", "/home",
                              "/tmp", ".cpp", "linux", "g++"})
      EXPECT_EQ(answer.find(inner), std::string::npos) << inner << " in " << answer;
    servers.insert(field_of(answer, sip::Field::Server));
  }
  EXPECT_EQ(servers.size(), 1U) << "the same to everybody";
}

}  // namespace
}  // namespace handset::phone
