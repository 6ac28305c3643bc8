#include "io/dns_answer.h"

#include <gtest/gtest.h>
#include <string>

#include "dns_maker.h"

namespace handset::io {
namespace {

using testing::dns_data;
using testing::dns_name;
using testing::dns_u16;
using testing::DnsMaker;
using testing::DnsType;

constexpr std::string_view asked = "_sip._udp.example.org";
const std::string pointer_to_asked("\xc0\x0c", 2);
const SrvRecord first{10, 60, 5060, "a.example.org"};
const SrvRecord second{20, 0, 65535, "b.example.org"};
const NaptrRecord naptr{50, 5, "S", "SIPS+D2T", "", "_sips._tcp.example.org"};

DnsMaker srv_answer() {
  return {asked, DnsType::Srv};
}

Errc code_of(const std::string& bytes) {
  const auto answer = read_srv_answer(bytes);
  EXPECT_FALSE(answer);
  return answer ? Errc::Exists : answer.error().code;
}

TEST(DnsAnswer, HasTheRecordsAndTheShortestTimeToLive) {
  const auto answer = read_srv_answer(srv_answer()
                                          .add(asked, DnsType::Srv, 300, dns_data(first))
                                          .add_raw(pointer_to_asked, DnsType::Srv, 60, dns_data(second))
                                          .bytes());
  EXPECT_EQ(answer.value(), (SrvRecords{{first, second}, seconds(60)}));
  const NaptrRecord with_regexp{1, 2, "U", "E2U+sip", "!^.*$!sip:info@example.org!", "."};
  const auto pointers = read_naptr_answer(DnsMaker("example.org", DnsType::Naptr)
                                              .add("example.org", DnsType::Naptr, 7, dns_data(naptr))
                                              .add("example.org", DnsType::Naptr, 9, dns_data(with_regexp))
                                              .bytes());
  EXPECT_EQ(pointers.value(), (NaptrRecords{{naptr, with_regexp}, seconds(7)}));
}

TEST(DnsAnswer, ReadsNamesThatPointBack) {
  // _sip(4) _udp(4) example(7) org(3): "example.org" begins 10 behind the name.
  const std::string target = std::string(
                                 "\x01"
                                 "a") +
                             std::string("\xc0\x16", 2);
  const std::string data = dns_u16(1) + dns_u16(2) + dns_u16(3) + target;
  const auto answer = read_srv_answer(srv_answer().add(asked, DnsType::Srv, 1, data).bytes());
  EXPECT_EQ(answer.value().records.at(0), (SrvRecord{1, 2, 3, "a.example.org"}));
}

TEST(DnsAnswer, FollowsAliases) {
  const auto answer = read_srv_answer(srv_answer()
                                          .add(asked, DnsType::Cname, 30, dns_name("_sip._udp.other.example"))
                                          .add("_SIP._udp.Other.example", DnsType::Srv, 60, dns_data(first))
                                          .bytes());
  EXPECT_EQ(answer.value(), (SrvRecords{{first}, seconds(30)}));
  DnsMaker circle = srv_answer();
  circle.add(asked, DnsType::Cname, 30, dns_name("b.example"))
      .add("b.example", DnsType::Cname, 30, dns_name(asked));
  EXPECT_EQ(code_of(circle.bytes()), Errc::NotFound);
}

TEST(DnsAnswer, PassesOverWhatWasNotAskedFor) {
  const std::string text(
      "\x03"
      "abc");
  const auto answer = read_srv_answer(srv_answer()
                                          .add("other.example", DnsType::Srv, 1, dns_data(second))
                                          .add(asked, DnsType::Txt, 100, text)
                                          .add(asked, DnsType::Srv, 300, dns_data(first))
                                          .bytes());
  EXPECT_EQ(answer.value().records, std::vector{first});
  EXPECT_EQ(code_of(srv_answer().add("other.example", DnsType::Srv, 1, dns_data(second)).bytes()),
            Errc::NotFound);
  EXPECT_EQ(code_of(srv_answer().bytes()), Errc::NotFound);
}

TEST(DnsAnswer, SaysThatTheServiceIsNotThere) {
  const auto answer =
      read_srv_answer(srv_answer().add(asked, DnsType::Srv, 1, dns_data(SrvRecord{0, 0, 0, "."})).bytes());
  EXPECT_EQ(answer.value().records.at(0).target, ".");
}

TEST(DnsAnswer, TakesATimeToLiveWithTheHighestBitForNone) {
  const auto answer =
      read_srv_answer(srv_answer().add(asked, DnsType::Srv, 0x80000001U, dns_data(first)).bytes());
  EXPECT_EQ(answer.value().ttl, Duration{});
}

TEST(DnsAnswer, TellsWhatTheServerTells) {
  DnsMaker answer = srv_answer();
  answer.add(asked, DnsType::Srv, 1, dns_data(first));
  answer.flags = 0x8183;
  EXPECT_EQ(code_of(answer.bytes()), Errc::NotFound);
  answer.flags = 0x8182;
  EXPECT_EQ(code_of(answer.bytes()), Errc::Unavailable);
  answer.flags = 0x8380;  // cut short by the server
  EXPECT_EQ(code_of(answer.bytes()), Errc::TooLarge);
  answer.flags = 0x0100;  // a question
  EXPECT_EQ(code_of(answer.bytes()), Errc::Malformed);
}

TEST(DnsAnswer, HasNoMoreThan256Records) {
  DnsMaker answer = srv_answer();
  for (int i = 0; i < 256; ++i) answer.add_raw(pointer_to_asked, DnsType::Srv, 1, dns_data(first));
  EXPECT_EQ(read_srv_answer(answer.bytes()).value().records.size(), 256U);
  for (int i = 0; i < 744; ++i) answer.add_raw(pointer_to_asked, DnsType::Srv, 1, dns_data(first));
  EXPECT_EQ(code_of(answer.bytes()), Errc::TooLarge);
}

TEST(DnsAnswer, IsRefusedWhereverItIsCutShort) {
  const std::string whole = srv_answer()
                                .add(asked, DnsType::Srv, 300, dns_data(first))
                                .add_raw(pointer_to_asked, DnsType::Srv, 60, dns_data(second))
                                .bytes();
  for (std::size_t length = 0; length < whole.size(); ++length)
    EXPECT_EQ(code_of(whole.substr(0, length)), Errc::Malformed) << length;
}

TEST(DnsAnswer, IsRefusedWhenANamePointsAtItselfOrForwards) {
  const std::string head = srv_answer().bytes();
  for (std::size_t target = head.size(); target < head.size() + 40; ++target) {
    DnsMaker answer = srv_answer();
    answer.add_raw(dns_u16(0xc000U | target), DnsType::Srv, 1, dns_data(first));
    EXPECT_EQ(code_of(answer.bytes()), Errc::Malformed) << target;
  }
  // A label in front of the pointer that leads back to it.
  DnsMaker circle = srv_answer();
  circle.add_raw(std::string("\x01x") + dns_u16(0xc000U | head.size()), DnsType::Srv, 1, dns_data(first));
  EXPECT_EQ(code_of(circle.bytes()), Errc::Malformed);
}

TEST(DnsAnswer, IsRefusedWhenANameIsNone) {
  const auto with_target = [](const std::string& target) {
    return srv_answer().add(asked, DnsType::Srv, 1, dns_u16(1) + dns_u16(2) + dns_u16(3) + target).bytes();
  };
  std::string long_name;
  for (int i = 0; i < 5; ++i) long_name += dns_name(std::string(63, 'a')).substr(0, 64);
  EXPECT_EQ(code_of(with_target(long_name + '\0')), Errc::Malformed);
  EXPECT_EQ(code_of(with_target(std::string("\x40", 1) + std::string(64, 'a') + '\0')), Errc::Malformed);
  for (const char letter : {' ', '.', '\0', '\n', '"', '\x80', '/'})
    EXPECT_EQ(code_of(with_target(dns_name("a").replace(1, 1, 1, letter))), Errc::Malformed);
}

TEST(DnsAnswer, IsRefusedWhenARecordHasAnotherLengthThanItSays) {
  EXPECT_EQ(code_of(srv_answer().add(asked, DnsType::Srv, 1, dns_data(first) + "x").bytes()),
            Errc::Malformed);
  std::string shorter = dns_data(first);
  shorter.pop_back();
  EXPECT_EQ(code_of(srv_answer()
                        .add(asked, DnsType::Srv, 1, shorter)
                        .add(asked, DnsType::Srv, 1, dns_data(second))
                        .bytes()),
            Errc::Malformed);
}

TEST(DnsAnswer, IsRefusedWhenItAnswersAnotherQuestion) {
  EXPECT_EQ(code_of(DnsMaker(asked, DnsType::Naptr).add(asked, DnsType::Srv, 1, dns_data(first)).bytes()),
            Errc::Malformed);
}

}  // namespace
}  // namespace handset::io
