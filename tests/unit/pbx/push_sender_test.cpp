#include "pbx/push_sender.h"

#include <gtest/gtest.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "unit/ua/scripted_peer.h"

namespace handset::test {
namespace {

using pbx::PushOrder;
using pbx::PushResult;
using pbx::PushSender;
using Kind = PushResult::Kind;

struct TraceNotes final : Trace {
  struct Note {
    std::string direction;
    std::string label;
    std::string detail;
  };
  std::vector<Note> notes;

  void step(const TraceStep& step) override {
    notes.push_back({std::string(step.from) + " -> " + std::string(step.to), std::string(step.label),
                     std::string(step.detail)});
  }
  [[nodiscard]] std::vector<std::string> ladder() const {
    std::vector<std::string> lines;
    for (const auto& note : notes) lines.push_back(note.direction + ": " + note.label);
    return lines;
  }
  [[nodiscard]] bool mentions(std::string_view words) const {
    for (const auto& note : notes)
      if (note.label.find(words) != std::string::npos || note.detail.find(words) != std::string::npos)
        return true;
    return false;
  }
};

class APush : public testing::Test {
 protected:
  sim::Simulation simulation{3};
  sim::Host& phone = simulation.host("phone", IpAddress::v4(192, 0, 2, 1));
  sim::Host& pbx = simulation.host("pbx", IpAddress::v4(192, 0, 2, 2));
  ScriptedPeer peer{simulation, phone};
  DigestGate gate{phone, "phone.example"};
  TraceNotes trace;
  std::unique_ptr<PushSender> sender;
  std::optional<PushResult> result;
  int calls = 0;

  void SetUp() override { peer.script = gate.script(); }

  PushOrder order() {
    PushOrder order;
    order.uri = "sip:101@192.0.2.1:5060";
    order.target = phone.at(5060);
    order.local = pbx.at(0);
    order.credentials = {"101", "open sesame", {}};
    order.body = "http://web.example/menu.xml";
    return order;
  }
  void push(PushOrder order) {
    sender =
        std::make_unique<PushSender>(pbx.world(&trace), std::move(order), [this](const PushResult& given) {
          ++calls;
          result = given;
        });
  }
  PushResult push_and_wait(PushOrder order) {
    push(std::move(order));
    simulation.run_for(minutes(3));
    EXPECT_EQ(calls, 1);
    return result.value_or(PushResult{});
  }
  void answer(unsigned status, const Headers& headers = {}, std::string_view reason = {}) {
    peer.script = [=](const sip::Message& request, const Endpoint& source) {
      return respond(request, source, status, headers, reason);
    };
  }
};

TEST_F(APush, IsAcceptedWithTheRightPassword) {
  const PushResult got = push_and_wait(order());
  EXPECT_EQ(got.kind, Kind::Accepted);
  EXPECT_TRUE(got.accepted());
  EXPECT_EQ(got.status, 200U);
  EXPECT_EQ(got.words, "The phone accepted the push (200 OK).");
  EXPECT_EQ(gate.accepted(), 1);
}

TEST_F(APush, IsANotifyOutsideOfAnySubscription) {
  push_and_wait(order());
  ASSERT_EQ(peer.requests().size(), 2U);
  for (const auto& request : peer.requests()) {
    EXPECT_TRUE(request.bytes.starts_with("NOTIFY sip:101@192.0.2.1:5060 SIP/2.0\r\n"));
    EXPECT_EQ(request.value("To"), "<sip:101@192.0.2.1:5060>");
    EXPECT_EQ(request.value("Event"), "XML-Service");
    EXPECT_EQ(request.value("Subscription-State"), "terminated;reason=noresource");
    EXPECT_EQ(request.value("Content-Type"), "text/html");
    EXPECT_TRUE(request.value("Contact").starts_with("<sip:handset@192.0.2.2:"));
    EXPECT_EQ(request.body(), "http://web.example/menu.xml");
  }
  EXPECT_EQ(peer.request(1).digest("uri"), "sip:101@192.0.2.1:5060");
}

TEST_F(APush, CarriesWhatTheOrderAdds) {
  PushOrder special = order();
  special.event = "resync";
  special.content_type.clear();
  special.subscription_state = "active;expires=60";
  special.headers = {{"Subject", "hello"}};
  push_and_wait(special);
  EXPECT_EQ(peer.request(1).value("Event"), "resync");
  EXPECT_EQ(peer.request(1).count("Content-Type"), 0U);
  EXPECT_EQ(peer.request(1).value("Subscription-State"), "active;expires=60");
  EXPECT_EQ(peer.request(1).value("Subject"), "hello");
}

TEST_F(APush, IsTracedAsALadder) {
  push_and_wait(order());
  EXPECT_EQ(trace.ladder(),
            (std::vector<std::string>{
                "PBX -> phone: NOTIFY sip:101@192.0.2.1:5060", "phone -> PBX: 401 Unauthorized",
                "PBX -> phone: NOTIFY sip:101@192.0.2.1:5060", "phone -> PBX: 200 OK"}));
  EXPECT_NE(trace.notes[1].detail.find("WWW-Authenticate: Digest"), std::string::npos);
  EXPECT_NE(trace.notes[2].detail.find("http://web.example/menu.xml"), std::string::npos);
}

TEST_F(APush, TracesNeitherThePasswordNorWhatStandsForIt) {
  push_and_wait(order());
  ASSERT_EQ(peer.requests().size(), 2U);
  EXPECT_FALSE(trace.mentions("open sesame"));
  EXPECT_FALSE(trace.mentions(peer.request(1).digest("response")));
  EXPECT_TRUE(trace.mentions("response=\"(left out)\""));
  EXPECT_EQ(pbx.log().count("open sesame"), 0U);
}

TEST_F(APush, WorksWithoutATrace) {
  sender =
      std::make_unique<PushSender>(pbx.world(), order(), [&](const PushResult& given) { result = given; });
  simulation.run_for(seconds(1));
  EXPECT_TRUE(result.value().accepted());
}

TEST_F(APush, WithAWrongPasswordIsTriedOnce) {
  PushOrder wrong = order();
  wrong.credentials.password = "sesame";
  const PushResult got = push_and_wait(wrong);
  EXPECT_EQ(got.kind, Kind::WrongPassword);
  EXPECT_EQ(got.status, 401U);
  EXPECT_EQ(got.words, "The user name or the password is wrong: the phone answered 401 Unauthorized again.");
  EXPECT_EQ(peer.requests().size(), 2U);
  EXPECT_EQ(gate.accepted(), 0);
}

TEST_F(APush, SurvivesAStaleNonce) {
  // The phone restarts between its challenge and the answer to it.
  DigestGate before(phone, "phone.example");
  peer.script = [&, n = 0](const sip::Message& request, const Endpoint& source) mutable {
    return ++n == 1 ? before(request, source) : gate(request, source);
  };
  EXPECT_EQ(push_and_wait(order()).kind, Kind::Accepted);
  EXPECT_EQ(peer.requests().size(), 3U);
}

TEST_F(APush, UsesTheBestDigestThatThePhoneOffers) {
  DigestGate modern(phone, "r", {.algorithms = {DigestAlgorithm::Sha256, DigestAlgorithm::Md5}});
  peer.script = modern.script();
  EXPECT_TRUE(push_and_wait(order()).accepted());
  EXPECT_EQ(peer.request(1).digest("algorithm"), "SHA-256");
}

TEST_F(APush, CanBeHeldToMd5) {
  DigestGate modern(phone, "r", {.algorithms = {DigestAlgorithm::Sha256, DigestAlgorithm::Md5}});
  peer.script = modern.script();
  PushOrder held = order();
  held.credentials.demand.only = DigestAlgorithm::Md5;
  EXPECT_TRUE(push_and_wait(held).accepted());
  EXPECT_EQ(peer.request(1).digest("algorithm"), "MD5");
}

TEST_F(APush, SaysWhenThePhoneLacksTheDigestAskedFor) {
  PushOrder held = order();
  held.credentials.demand.only = DigestAlgorithm::Sha256;
  const PushResult got = push_and_wait(held);
  EXPECT_EQ(got.kind, Kind::NoUsableChallenge);
  EXPECT_EQ(got.words,
            "The phone asked for credentials that could not be given: it takes no SHA-256 digest.");
  EXPECT_EQ(peer.requests().size(), 1U);
}

TEST_F(APush, SaysThatThereIsNoSuchLine) {
  answer(404);
  const PushResult got = push_and_wait(order());
  EXPECT_EQ(got.kind, Kind::NotFound);
  EXPECT_EQ(got.words, "The phone has no line 101 (404 Not Found).");
}

TEST_F(APush, RepeatsTheWarningOfARefusal) {
  answer(403, {{"Warning", "399 phone \"XML_NOTIFY_Body is \\\"url\\\"\""}});
  const PushResult got = push_and_wait(order());
  EXPECT_EQ(got.kind, Kind::Refused);
  EXPECT_EQ(got.status, 403U);
  EXPECT_EQ(got.words, "The phone refused the push: 403 Forbidden (XML_NOTIFY_Body is \"url\").");
}

TEST_F(APush, SaysWhenARefusedOneMayBeTriedAgain) {
  answer(503, {{"Retry-After", "5"}}, "Queue Full");
  EXPECT_EQ(push_and_wait(order()).words,
            "The phone refused the push: 503 Queue Full; it may be tried again in 5 s.");
}

TEST_F(APush, ShowsNoControlCharactersOfAStranger) {
  answer(200);
  peer.script = [](const sip::Message& request, const Endpoint& source) {
    std::string bytes = respond(request, source, 403, {}, "Forbidden");
    return bytes.replace(bytes.find("Forbidden"), 9, "F\tb");
  };
  EXPECT_EQ(push_and_wait(order()).words, "The phone refused the push: 403 F?b.");
}

TEST_F(APush, SaysThatNobodyAskedForThePassword) {
  answer(200);
  const PushResult got = push_and_wait(order());
  EXPECT_EQ(got.kind, Kind::Accepted);
  EXPECT_EQ(got.words, "The phone accepted the push (200 OK) without asking for a password.");
}

TEST_F(APush, ToNobodyEndsAtTimerF) {
  peer.script = {};
  push(order());
  simulation.run_for(milliseconds(31990));
  EXPECT_EQ(calls, 0);
  simulation.run_for(milliseconds(20));
  ASSERT_EQ(calls, 1);
  EXPECT_EQ(result->kind, Kind::NoAnswer);
  EXPECT_EQ(result->words,
            "No answer from 192.0.2.1:5060 over UDP within 32 s: is the address right, and does a phone "
            "listen there?");
  EXPECT_EQ(trace.notes.size(), 11U);
  EXPECT_EQ(trace.notes[10].label, "NOTIFY sip:101@192.0.2.1:5060 (again)");
}

TEST_F(APush, SaysWhenOnlyTheCredentialsWereNotAnswered) {
  peer.script = [&](const sip::Message& request, const Endpoint& source) {
    return request.has(sip::Field::Authorization) ? std::string{} : gate(request, source);
  };
  const PushResult got = push_and_wait(order());
  EXPECT_EQ(got.kind, Kind::NoAnswer);
  EXPECT_EQ(got.words, "The phone asked for credentials, and then did not answer them.");
}

TEST_F(APush, GoesOverTcpAsWell) {
  PushOrder tcp = order();
  tcp.transport = ua::SipTransport::Tcp;
  peer.drip = true;
  EXPECT_TRUE(push_and_wait(tcp).accepted());
  EXPECT_TRUE(peer.request(1).value("Via").starts_with("SIP/2.0/TCP 192.0.2.2;"));
  EXPECT_EQ(peer.request(1).value("Contact"), "<sip:handset@192.0.2.2;transport=tcp>");
}

TEST_F(APush, SaysWhyNoConnectionCameAbout) {
  PushOrder tcp = order();
  tcp.transport = ua::SipTransport::Tcp;
  tcp.target.port = 5999;
  const PushResult got = push_and_wait(tcp);
  EXPECT_EQ(got.kind, Kind::Unreachable);
  EXPECT_TRUE(got.words.starts_with("No connection to 192.0.2.1:5999 over TCP: ")) << got.words;
}

TEST_F(APush, SaysWhenNoSocketCanBeOpened) {
  pbx.faults().every(sim::Fault::OpenSocket, 1);
  EXPECT_EQ(push_and_wait(order()).kind, Kind::Unreachable);
}

TEST_F(APush, NeedsALine) {
  for (const char* uri : {"", "101", "sip:192.0.2.1", "tel:101", "sips:101@192.0.2.1"}) {
    calls = 0;
    PushOrder bad = order();
    bad.uri = uri;
    EXPECT_EQ(push_and_wait(bad).kind, Kind::BadOrder) << uri;
  }
  EXPECT_TRUE(peer.requests().empty());
}

TEST_F(APush, TakesNoHeaderThatBreaksItsLine) {
  PushOrder bad = order();
  bad.headers = {{"Subject", "a\r\nb"}};
  EXPECT_EQ(push_and_wait(bad).kind, Kind::BadOrder);
  EXPECT_TRUE(peer.requests().empty());
}

TEST_F(APush, ReportsOnALaterTurnEvenWhenNothingWasSent) {
  PushOrder bad = order();
  bad.uri = "101";
  push(bad);
  EXPECT_EQ(calls, 0);
  simulation.run_for(milliseconds(2));
  EXPECT_EQ(calls, 1);
}

TEST_F(APush, MayBeDestroyedByItsVerdict) {
  for (const auto transport : {ua::SipTransport::Udp, ua::SipTransport::Tcp}) {
    PushOrder next = order();
    next.transport = transport;
    sender = std::make_unique<PushSender>(pbx.world(), std::move(next), [this](const PushResult& given) {
      sender.reset();
      result = given;
    });
    simulation.run_for(seconds(1));
    EXPECT_EQ(sender, nullptr);
    EXPECT_TRUE(result.value().accepted());
  }
}

TEST_F(APush, ThatIsDestroyedSaysNothingMore) {
  push(order());
  simulation.run_for(milliseconds(2));
  sender.reset();
  simulation.run_for(minutes(1));
  EXPECT_EQ(calls, 0);
}

TEST_F(APush, GetsThroughABadNetwork) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    sim::Simulation bad_network(seed);
    sim::Host& far = bad_network.host("phone", IpAddress::v4(192, 0, 2, 1));
    sim::Host& near = bad_network.host("pbx", IpAddress::v4(192, 0, 2, 2));
    bad_network.wire().set_link(
        {.loss = 0.25, .duplicate = 0.2, .reorder = 0.2, .max_delay = milliseconds(400)});
    ScriptedPeer there(bad_network, far);
    DigestGate guard(far, "phone.example");
    there.script = guard.script();
    std::optional<PushResult> got;
    PushSender one(near.world(), order(), [&](const PushResult& given) { got = given; });
    bad_network.run_for(minutes(3));
    ASSERT_TRUE(got) << "seed " << seed;
    EXPECT_EQ(got->kind, Kind::Accepted) << "seed " << seed << ": " << got->words;
    EXPECT_EQ(guard.accepted(), 1) << "seed " << seed;
  }
}

}  // namespace
}  // namespace handset::test
