// The tables of RFC 4475 and RFC 5118: each message over UDP, over TCP in one piece and over TCP split at
// each byte. Whatever came, an OPTIONS is answered after it.
#include <algorithm>
#include <set>

#include "sim/inbox.h"
#include "unit/phone/phone_rig.h"
#include "unit/phone/torture_messages.h"

namespace handset::phone {
namespace {

PhoneOptions torture_options() {
  PhoneOptions options = phone_options();
  options.lines.push_back(line_options(std::string(semicolon_user), "third"));
  return options;
}

// What one connection came to.
struct Spoken {
  std::string received;
  bool closed = false;
};

class TortureRig : public Rig {
 public:
  TortureRig() : Rig(torture_options()) {}

  // Connects, sends the pieces one after the other, and hangs up.
  Spoken speak(const std::vector<std::string_view>& pieces) {
    Network& network = peer_host.world().network;
    const StreamId stream = network.connect({phone_address, sip_port}, streams_);
    simulation.run_for(milliseconds(100));
    for (const std::string_view piece : pieces) {
      network.send(stream, piece);
      simulation.run_for(milliseconds(20));
    }
    simulation.run_for(milliseconds(100));
    const auto& seen = streams_.of(stream);
    EXPECT_TRUE(seen.connected);
    const Spoken spoken{seen.bytes, !seen.closed.empty()};
    network.close(stream);
    simulation.run_for(milliseconds(100));
    return spoken;
  }

  void expect_alive(const std::string& after) {
    Draft draft;
    draft.method = "OPTIONS";
    draft.extra.clear();
    draft.body.clear();
    EXPECT_EQ(status_of(ask(draft.text())), 480U) << after;
  }

 private:
  sim::StreamInbox streams_;
};

// The one thing in an answer that time changes.
std::string without_nonce(std::string text) {
  const auto at = text.find("nonce=\"");
  if (at != std::string::npos) text.erase(at, text.find('"', at + 7) - at);
  return text;
}

std::string title(const TortureMessage& message) {
  return message.section + " " + message.name;
}

void expect_verdict(const TortureMessage& message, const std::string& answer) {
  if (message.verdicts.empty()) {
    EXPECT_EQ(answer, "") << title(message);
    return;
  }
  const unsigned status = status_of(answer);
  EXPECT_EQ(std::count(message.verdicts.begin(), message.verdicts.end(), status), 1) << title(message) << "\n"
                                                                                     << answer;
  for (const auto part : message.holds)
    EXPECT_NE(answer.find(part), std::string::npos) << title(message) << ": " << part << "\n" << answer;
  for (const auto part : message.lacks)
    EXPECT_EQ(answer.find(part), std::string::npos) << title(message) << ": " << part << "\n" << answer;
}

void expect_over_udp(const std::vector<TortureMessage>& messages) {
  TortureRig rig;
  for (const TortureMessage& message : messages) {
    expect_verdict(message, rig.ask(message.bytes));
    rig.expect_alive(title(message));
  }
  EXPECT_EQ(rig.switchboard.remembered(), 0U);
}

void expect_over_tcp(const std::vector<TortureMessage>& messages) {
  TortureRig rig;
  for (const TortureMessage& message : messages) {
    if (!message.on_streams) continue;
    const std::string_view bytes = message.bytes;
    const Spoken whole = rig.speak({bytes});
    expect_verdict(message, whole.received);
    EXPECT_EQ(whole.closed, message.closes_stream) << title(message);
    for (std::size_t at = 1; at < bytes.size(); ++at) {
      const Spoken split = rig.speak({bytes.substr(0, at), bytes.substr(at)});
      ASSERT_EQ(split.closed, whole.closed) << title(message) << " split at " << at;
      ASSERT_EQ(without_nonce(split.received), without_nonce(whole.received))
          << title(message) << " split at " << at;
    }
    rig.expect_alive(title(message));
  }
  EXPECT_EQ(rig.switchboard.remembered(), 0U);
}

TEST(Torture, ValidMessages) {
  expect_over_udp(valid_messages());
}
TEST(Torture, ValidMessagesOnAStream) {
  expect_over_tcp(valid_messages());
}
TEST(Torture, InvalidMessages) {
  expect_over_udp(invalid_messages());
}
TEST(Torture, InvalidMessagesOnAStream) {
  expect_over_tcp(invalid_messages());
}
TEST(Torture, MessagesWhoseMeaningIsOdd) {
  expect_over_udp(semantic_messages());
}
TEST(Torture, MessagesWhoseMeaningIsOddOnAStream) {
  expect_over_tcp(semantic_messages());
}
TEST(Torture, Ipv6Messages) {
  expect_over_udp(ipv6_messages());
}
TEST(Torture, Ipv6MessagesOnAStream) {
  expect_over_tcp(ipv6_messages());
}

// Each section of the tables is here.
TEST(Torture, NoSectionIsMissing) {
  const auto sections = [](const std::vector<TortureMessage>& messages) {
    std::set<std::string> out;
    for (const auto& message : messages) out.insert(message.section);
    return out;
  };
  const auto numbered = [](const std::string& chapter, int last) {
    std::set<std::string> out;
    for (int i = 1; i <= last; ++i) out.insert(chapter + std::to_string(i));
    return out;
  };
  EXPECT_EQ(sections(valid_messages()), numbered("3.1.1.", 13));
  EXPECT_EQ(sections(invalid_messages()), numbered("3.1.2.", 19));
  std::set<std::string> semantic = numbered("3.3.", 15);
  semantic.insert({"3.2.1", "3.4.1"});
  EXPECT_EQ(sections(semantic_messages()), semantic);
  EXPECT_EQ(sections(ipv6_messages()), numbered("4.", 10));
}

// 3.1.1.8 on a stream: there the second request is a message of its own.
TEST(Torture, TwoRequestsOnAStreamAreTwo) {
  TortureRig rig;
  std::string both;
  for (const auto& message : valid_messages())
    if (message.name == "dblreq") both = message.bytes;
  const std::string received = rig.speak({both}).received;
  const auto end = received.find("\r\n\r\n");
  ASSERT_NE(end, std::string::npos);
  EXPECT_EQ(status_of(received.substr(0, end + 4)), 405U);
  EXPECT_EQ(status_of(received.substr(end + 4)), 480U);
}

// 3.1.2.2 on a stream: what is missing may still come, and is then the body.
TEST(Torture, ABodyThatIsShortOnAStreamIsWaitedFor) {
  TortureRig rig;
  std::string short_of_body;
  for (const auto& message : invalid_messages())
    if (message.name == "clerr") short_of_body = message.bytes;
  EXPECT_EQ(rig.speak({short_of_body}).received, "");
  const std::string rest(9999 - 5, 'x');
  EXPECT_EQ(status_of(rig.speak({short_of_body, rest}).received), 480U);
}

// 3.2.1: two requests with nothing behind the cookie are told apart by what RFC 2543 compared.
TEST(Torture, RequestsWithABareCookieAreTransactionsOfTheirOwn) {
  TortureRig rig;
  Draft first;
  first.branch = "z9hG4bK";
  Draft second = first;
  second.call_id = "call-2@192.0.2.20";
  const auto pushed = [&rig](const Draft& draft) {
    const std::string challenge = rig.ask(draft.text());
    Draft answer = with_credentials(draft, challenge, "101", "secret");
    answer.branch = "z9hG4bK";
    EXPECT_EQ(status_of(rig.ask(answer.text())), 200U);
    return answer.text();
  };
  const std::string sent = pushed(first);
  pushed(second);
  EXPECT_EQ(rig.switchboard.counters().pushes, 2U);
  EXPECT_EQ(status_of(rig.ask(sent)), 200U);
  EXPECT_EQ(rig.switchboard.counters().pushes, 2U);
  EXPECT_EQ(rig.switchboard.counters().retransmissions, 1U);
}

}  // namespace
}  // namespace handset::phone
