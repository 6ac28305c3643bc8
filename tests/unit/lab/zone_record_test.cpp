// Records in their text form.
#include "lab/zone_record.h"

#include <gtest/gtest.h>
#include <string>

namespace handset::lab {
namespace {

std::string written_anew(std::string_view line) {
  const auto record = ZoneRecord::parse(line);
  return record ? record->text()
                : "error at " + std::to_string(record.error().at) + ": " + std::string(record.error().what);
}

TEST(ZoneRecord, EachTypeIsReadAndWrittenAnew) {
  EXPECT_EQ(written_anew("_sip._udp.example.test SRV 10 60 5060 pbx1.example.test"),
            "_sip._udp.example.test. 30 IN SRV 10 60 5060 pbx1.example.test.");
  EXPECT_EQ(written_anew("Pbx1.Example.test.\t5 IN A  192.0.2.1 "), "pbx1.example.test. 5 IN A 192.0.2.1");
  EXPECT_EQ(written_anew("pbx1.example.test in 0 aaaa 2001:DB8::1"),
            "pbx1.example.test. 0 IN AAAA 2001:db8::1");
  EXPECT_EQ(written_anew("www.test CNAME Pbx1.test"), "www.test. 30 IN CNAME Pbx1.test.");
  EXPECT_EQ(written_anew("example.test NAPTR 50 10 S SIP+D2U \"\" _sip._udp.example.test."),
            "example.test. 30 IN NAPTR 50 10 \"S\" \"SIP+D2U\" \"\" _sip._udp.example.test.");
  EXPECT_EQ(written_anew("none.test SRV 0 0 0 ."), "none.test. 30 IN SRV 0 0 0 .");
  EXPECT_EQ(written_anew("7.test A 192.0.2.7"), "7.test. 30 IN A 192.0.2.7");
}

TEST(ZoneRecord, TextsMayStandInQuotationMarksAndHaveEscapes) {
  const auto record = ZoneRecord::parse(R"(a.test NAPTR 1 1 "u" E2U+sip "!^.*$!sip:\\1@\"x\" y!\007\255" .)");
  ASSERT_TRUE(record) << record.error().what;
  const auto& naptr = std::get<NaptrRecord>(record->data);
  EXPECT_EQ(naptr.regexp, "!^.*$!sip:\\1@\"x\" y!\x07\xff");
  EXPECT_EQ(naptr.replacement, ".");
  EXPECT_EQ(record->text(), R"(a.test. 30 IN NAPTR 1 1 "u" "E2U+sip" "!^.*$!sip:\\1@\"x\" y!\007\255" .)");
  EXPECT_EQ(ZoneRecord::parse(record->text()).value(), *record);
}

TEST(ZoneRecord, WhatIsWrongIsSaidAndWhere) {
  EXPECT_EQ(written_anew("a.test SRV 1 2 65536 b.test"), "error at 15: a number from 0 to 65535 is missing");
  EXPECT_EQ(written_anew("a.test MX 10 b.test"),
            "error at 7: the type is none of A, AAAA, CNAME, SRV and NAPTR");
  for (const char* line : {"",
                           " ",
                           "a.test",
                           "a.test 30",
                           "a.test IN",
                           "a.test A",
                           "a.test A 1.2.3",
                           "a.test A ::1",
                           "a.test AAAA 1.2.3.4",
                           "a.test A 1.2.3.4 5",
                           "a.test SRV 1 2 3",
                           "a.test SRV -1 2 3 b",
                           "a.test SRV 1 2 3 b..c",
                           "a.test SRV 1 2 3 b c",
                           "a..test A 1.2.3.4",
                           ".a A 1.2.3.4",
                           "*.test A 1.2.3.4",
                           "@ A 1.2.3.4",
                           ". A 1.2.3.4",
                           "a.test 1h A 1.2.3.4",
                           "a.test 2147483648 A 1.2.3.4",
                           "a.test 1 2 A 1.2.3.4",
                           "a.test IN IN A 1.2.3.4",
                           "a.test CH A 1.2.3.4",
                           "a.test A 1.2.3.4 ; a comment",
                           "a.test\nA 1.2.3.4",
                           "a.test CNAME b\xc3\xa9.test",
                           "a.test NAPTR 1 1 \"S SIP+D2U \"\" b",
                           "a.test NAPTR 1 1 \"S\"SIP+D2U \"\" b",
                           "a.test NAPTR 1 1 S;x y \"\" b",
                           R"(a.test NAPTR 1 1 S \25 "" b)",
                           R"(a.test NAPTR 1 1 S \256 "" b)",
                           R"(a.test NAPTR 1 1 S "\)",
                           "a.test NAPTR 1 1 S SIP+D2U \"\""})
    EXPECT_FALSE(ZoneRecord::parse(line)) << line;
}

TEST(ZoneRecord, NamesAndTextsHaveTheirLimits) {
  const std::string label(63, 'a');
  const std::string longest = label + "." + label + "." + label + "." + std::string(61, 'b');
  EXPECT_EQ(longest.size(), 253U);
  EXPECT_TRUE(ZoneRecord::parse(longest + " A 1.2.3.4"));
  EXPECT_TRUE(ZoneRecord::parse(longest + ". A 1.2.3.4"));
  EXPECT_FALSE(ZoneRecord::parse(longest + "b A 1.2.3.4"));
  EXPECT_FALSE(ZoneRecord::parse(label + "a.test A 1.2.3.4"));
  EXPECT_TRUE(ZoneRecord::parse("a.test NAPTR 1 1 S \"" + std::string(255, 'x') + "\" \"\" b"));
  EXPECT_FALSE(ZoneRecord::parse("a.test NAPTR 1 1 S \"" + std::string(256, 'x') + "\" \"\" b"));
  EXPECT_FALSE(ZoneRecord::parse("a.test A 1.2.3.4" + std::string(3000, ' ')));
}

TEST(ZoneRecord, TypesHaveTheirWords) {
  EXPECT_EQ(dns_type_words(35), "NAPTR");
  EXPECT_EQ(dns_type_words(15), "TYPE15");
}

}  // namespace
}  // namespace handset::lab
