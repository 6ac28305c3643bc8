#include "phone/macros.h"

#include <gtest/gtest.h>

#include "settings/assignment.h"

namespace handset::phone {
namespace {

std::string expand(std::string_view text) {
  MacroValues values;
  values.set("A", "ABCDEF");
  values.set("PN", "SPA504G");
  values.set("EMPTY", "");
  values.set("NESTED", "$PN");
  return expand_macros(text, values);
}

TEST(Macros, StandForTheirValues) {
  EXPECT_EQ(expand("$PN"), "SPA504G");
  EXPECT_EQ(expand("/spa$PN.cfg"), "/spaSPA504G.cfg");
  EXPECT_EQ(expand("$PN-$A/$PN"), "SPA504G-ABCDEF/SPA504G");
  EXPECT_EQ(expand("<$EMPTY>"), "<>");
}

TEST(Macros, InBracketsEndBeforeLetters) {
  EXPECT_EQ(expand("$(PN)x"), "SPA504Gx");
  EXPECT_EQ(expand("$PNx"), "$PNx");
}

TEST(Macros, WithLowLinesAreTheLongestThatIsKnown) {
  MacroValues values;
  values.set("XML_User_Name", "eva");
  values.set("PN", "504G");
  EXPECT_EQ(expand_macros("$XML_User_Name/$PN_$PN_x/$XML_User/$(XML_User_Name:1)", values),
            "eva/504G_504G_x/$XML_User/va");
}

TEST(Macros, AreEncodedInUrls) {
  MacroValues values;
  values.set("A", "http://web.example:8080/apps?x=1");
  values.set("NAME", "Eva & Co/\xC3\xA9");
  EXPECT_EQ(expand_url("$A", values), "http://web.example:8080/apps?x=1");
  EXPECT_EQ(expand_url("http://a.example/$NAME", values), "http://a.example/Eva%20&%20Co/%C3%A9");
  EXPECT_EQ(expand_url("http://a.example/?n=$NAME&m=$$", values),
            "http://a.example/?n=Eva%20%26%20Co%2F%C3%A9&m=$");
  EXPECT_EQ(expand_url("http://a.example/$NOBODY", values), "http://a.example/$NOBODY");
}

TEST(Macros, GiveAPartOfTheirValue) {
  EXPECT_EQ(expand("$(A:2)"), "CDEF");
  EXPECT_EQ(expand("$(A:2:3)"), "CDE");
  EXPECT_EQ(expand("$(A:0:0)."), ".");
  EXPECT_EQ(expand("$(A:4:9)"), "EF");
  EXPECT_EQ(expand("$(A:6)|$(A:4000000000:1)"), "|");
}

TEST(Macros, WriteADollarSignAsTwo) {
  EXPECT_EQ(expand("$$PN"), "$PN");
  EXPECT_EQ(expand("$$$PN"), "$SPA504G");
}

TEST(Macros, AreNotExpandedTwice) {
  EXPECT_EQ(expand("$NESTED"), "$PN");
}

TEST(Macros, ThatAreUnknownStayAsTheyAre) {
  EXPECT_EQ(expand("$NOBODY $(NOBODY) $(NOBODY:1:2)"), "$NOBODY $(NOBODY) $(NOBODY:1:2)");
  EXPECT_EQ(expand("$NOBODY$PN"), "$NOBODYSPA504G");
  EXPECT_EQ(expand("$pn"), "$pn");
}

TEST(Macros, ThatAreBrokenStayAsTheyAre) {
  for (const std::string_view text : {"$", "a$", "$ PN", "$()", "$(PN", "$(PN:)", "$(PN:x)", "$(PN:1:)",
                                      "$(PN:1:2:3)", "$(PN:-1)", "$(:1)", "$(PN:99999999999999999999)", "$-"})
    EXPECT_EQ(expand(text), text);
}

TEST(Macros, TellWhatThePhoneIs) {
  const MacroValues values = phone_macros({.model = "SPA504G",
                                           .version = "1.2.3",
                                           .mac = "000E08aabbcc",
                                           .serial = "CBT1",
                                           .ip = "192.0.2.10",
                                           .external_ip = "203.0.113.5"});
  EXPECT_EQ(expand_macros("$PN $PSN $SWVER", values), "SPA504G 504G 1.2.3");
  EXPECT_EQ(expand_macros("$MA $MAU $MAC", values), "000e08aabbcc 000E08AABBCC 00:0e:08:aa:bb:cc");
  EXPECT_EQ(expand_macros("$SN $IP $EXTIP", values), "CBT1 192.0.2.10 203.0.113.5");
  EXPECT_EQ(expand_macros("$VERSION", values), "Handset/SPA504G-1.2.3");
}

TEST(Macros, OfWhatThePhoneDoesNotKnowStayAsTheyAre) {
  EXPECT_EQ(expand_macros("$MA$HWVER$EXTIP", phone_macros({})), "$MA$HWVER$EXTIP");
}

TEST(Macros, TellWhatTheSettingsSay) {
  const settings::Assignment given[] = {{.tag = "GPP_A", .value = "first"},
                                        {.tag = "GPP_P", .value = "$B"},
                                        {.tag = "EXT_IP", .value = "203.0.113.9"},
                                        {.tag = "User_ID_2_", .value = "102"},
                                        {.tag = "Proxy_2_", .value = "sip.example.org"}};
  const auto applied = settings::Snapshot().with(given, {});
  ASSERT_TRUE(applied);
  const MacroValues values = phone_macros({}, *applied->snapshot);
  EXPECT_EQ(expand_macros("$A|$B|$P|$UID2|$USER", values), "first||$B|102|$USER");
  EXPECT_EQ(expand_macros("$EXTIP", values), "203.0.113.9");
  EXPECT_EQ(expand_macros("$EXTIP", phone_macros({.external_ip = "203.0.113.1"}, *applied->snapshot)),
            "203.0.113.1");
  EXPECT_EQ(expand_macros("$USER@$PROXY", line_macros(values, applied->snapshot->ext(2))),
            "102@sip.example.org");
}

}  // namespace
}  // namespace handset::phone
