// What is asked of the lab's name server, read from the wire.
#include "lab/dns_query.h"

#include <gtest/gtest.h>
#include <string>

#include "unit/lab/dns_asking.h"

namespace handset::lab {
namespace {

using testing::DnsAsking;

TEST(DnsQuery, IsReadAndItsQuestionKeptAsItCame) {
  const std::string bytes = DnsAsking("_SIP._udp.Example.test", 33).bytes();
  const auto query = read_dns_query(bytes);
  ASSERT_TRUE(query);
  EXPECT_EQ(query->id, 0x1234);
  EXPECT_EQ(query->flags, 0x0100);
  EXPECT_EQ(query->name, "_sip._udp.example.test");
  EXPECT_EQ(query->type, 33);
  EXPECT_EQ(query->question, DnsAsking("_SIP._udp.Example.test", 33).question());
  EXPECT_EQ(query->refusal, DnsRcode::NoError);
  EXPECT_FALSE(query->room);
}

TEST(DnsQuery, TheRootAndNamesOfOddLettersAreNamesAsWell) {
  const std::string root = DnsAsking(".", 6).bytes();
  EXPECT_EQ(read_dns_query(root)->name, ".");
  DnsAsking odd("x", 1);
  odd.name = std::string("\3a.b\0", 5);
  const std::string bytes = odd.bytes();
  EXPECT_EQ(read_dns_query(bytes)->name, "");
  EXPECT_EQ(read_dns_query(bytes)->refusal, DnsRcode::NoError);
  EXPECT_EQ(read_dns_query(bytes)->question, odd.question());
}

TEST(DnsQuery, SaysHowLongAnAnswerMayBe) {
  const std::string bytes = DnsAsking("a.test", 1).edns(1400).bytes();
  EXPECT_EQ(read_dns_query(bytes)->room, 1400);
  const std::string newer = DnsAsking("a.test", 1).edns(1400, 1).bytes();
  EXPECT_EQ(read_dns_query(newer)->refusal, DnsRcode::BadVers);
}

TEST(DnsQuery, OtherAdditionalRecordsSayNothing) {
  DnsAsking asking("a.test", 1);
  asking.additional = 1;  // a TSIG with a compressed name
  asking.behind = "\xc0\x0c" + io::testing::dns_u16(250) + std::string("\0\xff\0\0\0\0\0\3abc", 11);
  const std::string bytes = asking.bytes();
  EXPECT_EQ(read_dns_query(bytes)->refusal, DnsRcode::NoError);
  EXPECT_FALSE(read_dns_query(bytes)->room);
}

TEST(DnsQuery, AnAnswerAndHalfAHeaderGetNone) {
  DnsAsking asking("a.test", 1);
  asking.flags = 0x8180;
  EXPECT_FALSE(read_dns_query(asking.bytes()));
  EXPECT_FALSE(read_dns_query({}));
  EXPECT_FALSE(read_dns_query(DnsAsking("a.test", 1).bytes().substr(0, 11)));
}

TEST(DnsQuery, WhatIsCutShortAnywhereIsMalformed) {
  const std::string whole = DnsAsking("_sip._udp.example.test", 33).edns(1232).bytes();
  for (std::size_t size = 12; size < whole.size(); ++size) {
    const auto query = read_dns_query(std::string_view(whole).substr(0, size));
    ASSERT_TRUE(query) << size;
    EXPECT_EQ(query->refusal, DnsRcode::FormErr) << size;
    EXPECT_EQ(query->question, "") << size;
    EXPECT_FALSE(query->room) << size;
  }
  EXPECT_EQ(read_dns_query(whole + "x")->refusal, DnsRcode::FormErr);
}

TEST(DnsQuery, ANameWithAPointerOrTooLongIsMalformed) {
  const std::string label = '\x3f' + std::string(63, 'a');
  DnsAsking asking("a.test", 1);
  for (const std::string& name :
       {std::string("\xc0\x0c"), std::string("\1a\xc0\x0c"), std::string("\xc0\x00", 2),
        std::string("\x40") + std::string(64, 'a') + '\0',
        label + label + label + '\x3e' + std::string(62, 'a') + '\0'}) {
    asking.name = name;
    EXPECT_EQ(read_dns_query(asking.bytes())->refusal, DnsRcode::FormErr) << name.size();
  }
  asking.name = label + label + label + '\x3d' + std::string(61, 'a') + '\0';
  EXPECT_EQ(asking.name.size(), 255U);
  EXPECT_EQ(read_dns_query(asking.bytes())->refusal, DnsRcode::NoError);
}

TEST(DnsQuery, OneQuestionAndNoAnswersAreWhatItHas) {
  for (const auto field : {&DnsAsking::questions, &DnsAsking::answers, &DnsAsking::authorities}) {
    DnsAsking asking("a.test", 1);
    asking.*field = 2;
    EXPECT_EQ(read_dns_query(asking.bytes())->refusal, DnsRcode::FormErr);
  }
  DnsAsking none("a.test", 1);
  none.questions = 0;
  EXPECT_EQ(read_dns_query(none.bytes())->refusal, DnsRcode::FormErr);
  DnsAsking many("a.test", 1);
  for (int i = 0; i < 2; ++i) many.edns(512);
  EXPECT_EQ(read_dns_query(many.bytes())->refusal, DnsRcode::FormErr) << "one OPT";
  EXPECT_EQ(read_dns_query(DnsAsking("a.test", 1).edns(512, 0, testing::dns_name("x")).bytes())->refusal,
            DnsRcode::FormErr)
      << "OPT is the root's";
}

TEST(DnsQuery, WhatIsNoQueryOfTheInternetIsRefused) {
  DnsAsking asking("a.test", 1);
  asking.its_class = 3;
  EXPECT_EQ(read_dns_query(asking.bytes())->refusal, DnsRcode::Refused);
  const DnsAsking transfer("a.test", 252);
  EXPECT_EQ(read_dns_query(transfer.bytes())->refusal, DnsRcode::Refused);
  asking.flags = 0x2800;  // an update
  EXPECT_EQ(read_dns_query(asking.bytes())->refusal, DnsRcode::NotImp);
  EXPECT_EQ(read_dns_query(asking.bytes())->flags, 0x2800);
}

}  // namespace
}  // namespace handset::lab
