// What is found among the records of the lab's name server.
#include "lab/dns_zone.h"

#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace handset::lab {
namespace {

constexpr auto a = static_cast<std::uint16_t>(DnsType::A);
constexpr auto srv = static_cast<std::uint16_t>(DnsType::Srv);
constexpr auto cname = static_cast<std::uint16_t>(DnsType::Cname);
constexpr auto any = static_cast<std::uint16_t>(DnsType::Any);

DnsZone zone_of(const std::vector<std::string>& lines) {
  auto zone = DnsZone::parse(lines);
  EXPECT_TRUE(zone) << zone.error();
  return zone ? *std::move(zone) : DnsZone();
}

std::string complaint_about(const std::vector<std::string>& lines) {
  const auto zone = DnsZone::parse(lines);
  return zone ? "" : zone.error();
}

std::vector<std::string> texts(const DnsFinding& finding) {
  std::vector<std::string> out;
  for (const ZoneRecord* record : finding.records) out.push_back(record->text());
  return out;
}

using Texts = std::vector<std::string>;

TEST(DnsZone, FindsTheRecordsOfANameAndType) {
  const DnsZone zone = zone_of({"_sip._udp.x.test SRV 1 0 5060 a.x.test",
                                "_sip._udp.x.test SRV 2 0 5070 b.x.test", "_sip._udp.x.test A 192.0.2.1"});
  EXPECT_EQ(texts(zone.find("_sip._udp.x.test", srv)),
            (Texts{"_sip._udp.x.test. 30 IN SRV 1 0 5060 a.x.test.",
                   "_sip._udp.x.test. 30 IN SRV 2 0 5070 b.x.test."}));
  EXPECT_EQ(texts(zone.find("_sip._udp.x.test", any)).size(), 3U);
  EXPECT_EQ(zone.lines().size(), 3U);
}

TEST(DnsZone, ANameExistsWhenItHasAnyRecordOrOneIsBelowIt) {
  const DnsZone zone = zone_of({"_sip._udp.x.test A 192.0.2.1"});
  for (const char* name : {"_sip._udp.x.test", "_udp.x.test", "x.test", "test", "."})
    EXPECT_TRUE(zone.find(name, srv).exists) << name;
  EXPECT_TRUE(zone.find("x.test", srv).records.empty());
  for (const char* name : {"p._udp.x.test", "dp.x.test", "a._sip._udp.x.test", "", "x.tes"})
    EXPECT_FALSE(zone.find(name, a).exists) << name;
}

TEST(DnsZone, AliasesAreFollowedAndTold) {
  const DnsZone zone = zone_of({"a.test CNAME B.test", "b.test CNAME c.test", "c.test A 192.0.2.3",
                                "lost.test CNAME gone.test", "bare.test CNAME c.test"});
  EXPECT_EQ(
      texts(zone.find("a.test", a)),
      (Texts{"a.test. 30 IN CNAME B.test.", "b.test. 30 IN CNAME c.test.", "c.test. 30 IN A 192.0.2.3"}));
  EXPECT_EQ(texts(zone.find("a.test", cname)), (Texts{"a.test. 30 IN CNAME B.test."}));
  EXPECT_EQ(texts(zone.find("a.test", any)), (Texts{"a.test. 30 IN CNAME B.test."}));
  EXPECT_EQ(texts(zone.find("bare.test", srv)), (Texts{"bare.test. 30 IN CNAME c.test."}));
  EXPECT_TRUE(zone.find("bare.test", srv).exists);
  EXPECT_FALSE(zone.find("lost.test", a).exists);
  EXPECT_EQ(texts(zone.find("lost.test", a)).size(), 1U);
}

TEST(DnsZone, AliasesInACircleEnd) {
  const DnsZone zone = zone_of({"a.test CNAME b.test", "b.test CNAME a.test"});
  EXPECT_EQ(zone.find("a.test", a).records.size(), DnsZone::most_aliases + 1);
}

TEST(DnsZone, WhatContradictsItselfIsRefused) {
  EXPECT_EQ(complaint_about({"a.test A 192.0.2.1", "a.test A 192.0.2.2"}), "");
  EXPECT_EQ(complaint_about({"a.test A 192.0.2.1", "A.test A 192.0.2.1"}),
            R"("A.test A 192.0.2.1": it is there twice.)");
  EXPECT_EQ(complaint_about({"a.test A 192.0.2.1", "a.test CNAME b.test"}),
            R"("a.test CNAME b.test": an alias has no other records.)");
  EXPECT_EQ(complaint_about({"a.test CNAME b.test", "a.test CNAME c.test"}),
            R"("a.test CNAME c.test": an alias has no other records.)");
  EXPECT_EQ(complaint_about({"a.test 5 A 192.0.2.1", "a.test 6 A 192.0.2.2"}),
            R"("a.test 6 A 192.0.2.2": the records of one name and type have one time to live.)");
  EXPECT_EQ(complaint_about({"a.test 5 A 192.0.2.1", "a.test 6 AAAA ::1"}), "");
  EXPECT_EQ(complaint_about({"a.test A"}), R"("a.test A": the record ends too early.)");
  EXPECT_EQ(complaint_about(Texts(1001, "a.test A 192.0.2.1")), "There are more than 1000 records.");
}

}  // namespace
}  // namespace handset::lab
