// The lab's name server in the simulator, asked over UDP and TCP; its answers are read by the phone's own
// reader.
#include "lab/dns_server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

#include "io/dns_answer.h"
#include "sim/inbox.h"
#include "sim/simulation.h"
#include "unit/lab/dns_asking.h"

namespace handset::lab {
namespace {

using testing::dns_u16;
using testing::DnsAsking;
using ::testing::HasSubstr;

constexpr std::uint16_t srv = 33;
constexpr std::size_t flags_at = 2;

unsigned flags_of(std::string_view answer) {
  return static_cast<unsigned>(static_cast<unsigned char>(answer[flags_at])) << 8U |
         static_cast<unsigned char>(answer[flags_at + 1]);
}
std::string counts_of(std::string_view answer) {
  std::string out;
  for (std::size_t at = 5; at < 12; at += 2) out += std::to_string(static_cast<int>(answer[at])) + " ";
  return out;
}

struct NameServer : ::testing::Test {
  sim::Simulation simulation{1};
  sim::Host& host = simulation.host("server", IpAddress::v4(192, 0, 2, 53));
  sim::Host& peer = simulation.host("peer", IpAddress::v4(192, 0, 2, 20));
  DnsServer server{host.clock(), host.network()};
  sim::Inbox inbox;
  sim::StreamInbox streams;
  SocketId socket{};

  void SetUp() override {
    ASSERT_TRUE(server.listen(host.at(53)));
    set({"_sip._udp.example.test 45 SRV 10 60 5060 a.example.test",
         "_sip._udp.example.test 45 SRV 20 0 5070 b.example.test", "a.example.test A 192.0.2.1",
         "alias.test CNAME a.example.test",
         "example.test NAPTR 50 10 S SIP+D2U \"\" _sip._udp.example.test"});
    socket = peer.network().open_datagrams(peer.at(4000), inbox).value();
  }
  void set(const std::vector<std::string>& lines) {
    const auto done = server.set_records(lines);
    ASSERT_TRUE(done) << done.error();
  }
  // Empty: none came.
  std::string ask(const std::string& bytes) {
    inbox.clear();
    peer.network().send(socket, host.at(53), bytes);
    simulation.run_for(seconds(1));
    return inbox.empty() ? "" : inbox.letters().front().bytes;
  }
  std::string ask(std::string_view name, std::uint16_t type) { return ask(DnsAsking(name, type).bytes()); }
};

TEST_F(NameServer, TellsTheRecordsWithTheirTimeToLive) {
  const std::string answer = ask("_sip._udp.example.test", srv);
  EXPECT_EQ(flags_of(answer), 0x8500U) << "an answer, by authority, and recursion was desired";
  EXPECT_EQ(counts_of(answer), "1 2 0 0 ");
  const auto read = io::read_srv_answer(answer);
  ASSERT_TRUE(read) << read.error().what;
  EXPECT_EQ(read->records,
            (std::vector<SrvRecord>{{10, 60, 5060, "a.example.test"}, {20, 0, 5070, "b.example.test"}}));
  EXPECT_EQ(read->ttl, seconds(45));
  const auto naptr = io::read_naptr_answer(ask("example.test", 35));
  ASSERT_TRUE(naptr);
  EXPECT_EQ(naptr->records,
            (std::vector<NaptrRecord>{{50, 10, "S", "SIP+D2U", "", "_sip._udp.example.test"}}));
  EXPECT_THAT(server.diary().events().back().text,
              "192.0.2.20:4000 asks for SRV of _sip._udp.example.test: NOERROR, 2 records");
}

TEST_F(NameServer, AnAddressIsItsOctets) {
  const std::string answer = ask("a.example.test", 1);
  EXPECT_EQ(answer.substr(12), DnsAsking("a.example.test", 1).question() + "\xc0\x0c" + dns_u16(1) +
                                   dns_u16(1) + dns_u16(0) + dns_u16(30) + dns_u16(4) +
                                   std::string("\xc0\0\2\1", 4));
}

TEST_F(NameServer, AnAliasIsToldWithWhatItStandsFor) {
  const std::string answer = ask("Alias.test", 1);
  EXPECT_EQ(counts_of(answer), "1 2 0 0 ");
  EXPECT_THAT(answer, HasSubstr(testing::dns_name("a.example.test") + dns_u16(1)));
  EXPECT_THAT(answer, HasSubstr(testing::dns_name("Alias.test")))
      << "the question comes back as it was asked";
  EXPECT_EQ(counts_of(ask("alias.test", srv)), "1 1 1 0 ") << "and its target has no such record";
}

TEST_F(NameServer, AnUnknownNameDoesNotExistAndAKnownOneHasNothing) {
  const std::string unknown = ask("nobody.test", srv);
  EXPECT_EQ(flags_of(unknown), 0x8503U);
  EXPECT_EQ(counts_of(unknown), "1 0 1 0 ");
  const std::string known = ask("a.example.test", srv);
  EXPECT_EQ(flags_of(known), 0x8500U);
  EXPECT_EQ(counts_of(known), "1 0 1 0 ");
  EXPECT_EQ(io::read_srv_answer(known).error().code, Errc::NotFound);
  EXPECT_EQ(flags_of(ask("_udp.example.test", srv)), 0x8500U) << "there is a name below it";
}

TEST_F(NameServer, TheRootHasTheStartOfAuthorityAndItsSerialGrows) {
  const std::string before = ask(".", 6);
  EXPECT_EQ(counts_of(before), "1 1 0 0 ");
  set({"x.test A 192.0.2.9"});
  EXPECT_NE(ask(".", 6), before);
}

TEST_F(NameServer, ChangesCountFromTheNextQuestionOnAndWrongOnesNotAtAll) {
  set({"_sip._udp.example.test SRV 1 0 5080 c.example.test"});
  EXPECT_EQ(io::read_srv_answer(ask("_sip._udp.example.test", srv))->records.front().port, 5080);
  EXPECT_FALSE(server.set_records(std::vector<std::string>{"x.test A 192.0.2.1", "nonsense"}));
  EXPECT_EQ(server.records(),
            std::vector<std::string>{"_sip._udp.example.test. 30 IN SRV 1 0 5080 c.example.test."});
}

TEST_F(NameServer, ALongAnswerIsCutShortUnlessThereIsRoom) {
  std::vector<std::string> lines;
  for (int i = 0; i < 20; ++i)
    lines.push_back("many.test SRV 1 0 " + std::to_string(5000 + i) + " host.example.test");
  set(lines);
  const std::string answer = ask("many.test", srv);
  EXPECT_EQ(flags_of(answer), 0x8700U);
  EXPECT_EQ(counts_of(answer), "1 0 0 0 ");
  const std::string longer = ask(DnsAsking("many.test", srv).edns(4096).bytes());
  EXPECT_EQ(flags_of(longer), 0x8500U);
  EXPECT_EQ(counts_of(longer), "1 20 0 1 ");
  EXPECT_GT(longer.size(), 512U);
  for (int i = 0; i < 20; ++i)
    lines.push_back("many.test SRV 2 0 " + std::to_string(5000 + i) + " host.example.test");
  set(lines);
  EXPECT_EQ(flags_of(ask(DnsAsking("many.test", srv).edns(4096).bytes())), 0x8700U)
      << "1232 octets are the most";
}

TEST_F(NameServer, AnswersOverTcpInOrderHoweverTheBytesCome) {
  const StreamId stream = peer.network().connect(host.at(53), streams);
  const std::string one = DnsAsking("a.example.test", 1).bytes();
  const std::string two = DnsAsking("_sip._udp.example.test", srv).bytes();
  std::string all = dns_u16(one.size()) + one + dns_u16(two.size()) + two;
  for (const char c : all) {
    peer.network().send(stream, std::string_view(&c, 1));
    simulation.run_for(milliseconds(10));
  }
  simulation.run_for(seconds(1));
  const std::string& got = streams.of(stream).bytes;
  const std::string first = ask("a.example.test", 1);
  EXPECT_EQ(got.substr(0, 2 + first.size()), dns_u16(first.size()) + first);
  EXPECT_EQ(io::read_srv_answer(got.substr(4 + first.size()))->records.size(), 2U);
}

TEST_F(NameServer, AStreamWithTooLongAQuestionEndsAndSoDoesTheOldestOfTooMany) {
  const StreamId wild = peer.network().connect(host.at(53), streams);
  peer.network().send(wild, dns_u16(DnsServer::longest_query + 1));
  simulation.run_for(seconds(1));
  EXPECT_NE(streams.of(wild).closed, "");
  std::vector<StreamId> open;
  for (std::size_t i = 0; i < DnsServer::most_streams + 1; ++i) {
    open.push_back(peer.network().connect(host.at(53), streams));
    simulation.run_for(milliseconds(100));
  }
  simulation.run_for(seconds(1));
  EXPECT_NE(streams.of(open.front()).closed, "");
  EXPECT_EQ(streams.of(open[1]).closed, "");
}

TEST_F(NameServer, WhatIsMalformedIsSaidSoOrNotAnswered) {
  EXPECT_EQ(ask("hello"), "");
  DnsAsking asking("a.example.test", 1);
  asking.questions = 2;
  const std::string answer = ask(asking.bytes());
  EXPECT_EQ(flags_of(answer), 0x8101U);
  EXPECT_EQ(answer.size(), 12U);
  asking.questions = 1;
  asking.flags = 0x8500;
  EXPECT_EQ(ask(asking.bytes()), "") << "an answer";
  asking.flags = 0x2100;
  EXPECT_EQ(flags_of(ask(asking.bytes())), 0xa104U) << "the opcode 4, NOTIFY of RFC 1996, is not implemented";
  const std::string newer = ask(DnsAsking("a.example.test", 1).edns(1232, 1).bytes());
  EXPECT_EQ(counts_of(newer), "1 0 0 1 ");
  EXPECT_EQ(newer.substr(newer.size() - 6), std::string("\1\0\0\0\0\0", 6)) << "BADVERS";
}

TEST_F(NameServer, DoesWrongOnPurposeUntilItIsToldToStop) {
  server.set_faults({.silent = true});
  EXPECT_EQ(ask("a.example.test", 1), "");
  EXPECT_THAT(server.diary().events().front().text, HasSubstr("no answer"));
  server.set_faults({.rcode = DnsRcode::ServFail});
  EXPECT_EQ(flags_of(ask("a.example.test", 1)), 0x8102U);
  EXPECT_EQ(counts_of(ask("a.example.test", 1)), "1 0 0 0 ");
  server.set_faults({.rcode = DnsRcode::NxDomain});
  EXPECT_EQ(flags_of(ask("a.example.test", 1)), 0x8503U);
  server.set_faults({.truncated = true});
  EXPECT_EQ(flags_of(ask("a.example.test", 1)), 0x8700U);
  server.set_faults({});
  EXPECT_EQ(flags_of(ask("a.example.test", 1)), 0x8500U);
}

TEST_F(NameServer, AnswersLateInTheOrderInWhichTheyAreDue) {
  server.set_faults({.delay = seconds(3)});
  EXPECT_EQ(ask("a.example.test", 1), "");
  server.set_faults({.delay = milliseconds(1500)});
  EXPECT_EQ(ask("_sip._udp.example.test", srv), "");
  inbox.clear();
  simulation.run_for(seconds(2));
  ASSERT_EQ(inbox.letters().size(), 2U);
  EXPECT_EQ(counts_of(inbox.letters()[0].bytes), "1 2 0 0 ");
  EXPECT_EQ(counts_of(inbox.letters()[1].bytes), "1 1 0 0 ");
}

TEST_F(NameServer, CutShortIsOverUdpAlone) {
  server.set_faults({.truncated = true});
  const StreamId stream = peer.network().connect(host.at(53), streams);
  const std::string one = DnsAsking("a.example.test", 1).bytes();
  peer.network().send(stream, dns_u16(one.size()) + one);
  simulation.run_for(seconds(1));
  EXPECT_EQ(flags_of(streams.of(stream).bytes.substr(2)), 0x8500U);
}

}  // namespace
}  // namespace handset::lab
