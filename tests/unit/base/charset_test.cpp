#include "base/charset.h"

#include <gtest/gtest.h>

namespace handset {
namespace {

TEST(Charset, is_found_in_a_content_type) {
  EXPECT_EQ(charset_of("text/html; charset=ISO-8859-4"), "ISO-8859-4");
  EXPECT_EQ(charset_of("text/xml;version=1;Charset = \"utf-8\" ; q=1"), "utf-8");
  EXPECT_EQ(charset_of("text/xml; charset:ISO-8859-1"), "ISO-8859-1");
  EXPECT_EQ(charset_of("text/xml; charset=\"utf-8"), "utf-8");
}

TEST(Charset, may_be_missing_in_a_content_type) {
  EXPECT_EQ(charset_of(""), "");
  EXPECT_EQ(charset_of("text/xml"), "");
  EXPECT_EQ(charset_of("text/xml; charset"), "");
  EXPECT_EQ(charset_of("text/xml; charsets=utf-8"), "");
  EXPECT_EQ(charset_of(";;;"), "");
}

TEST(Charset, converts_what_it_knows_by_any_name) {
  EXPECT_EQ(to_utf8("\xE9", "Latin1"), "é");
  EXPECT_EQ(to_utf8("\x80", "windows-1252"), "€");
  EXPECT_EQ(to_utf8("\xC6\xD2\xC9", "KOI8-R"), "фри");
  EXPECT_EQ(to_utf8("\x93\xFA\x96\x7B", "shift_jis"), "日本");
  EXPECT_EQ(to_utf8("\xC3\xA9", "utf8"), "é");
  EXPECT_EQ(to_utf8("", "gb18030"), "");
}

TEST(Charset, refuses_bytes_that_the_set_does_not_have) {
  EXPECT_EQ(to_utf8("\xC3", "utf-8"), std::nullopt);
  EXPECT_EQ(to_utf8("\xA5", "iso-8859-3"), std::nullopt);
  EXPECT_EQ(to_utf8("\x93", "shift_jis"), std::nullopt);
}

TEST(Charset, refuses_names_that_are_not_on_its_list) {
  EXPECT_FALSE(is_known_charset(""));
  EXPECT_FALSE(is_known_charset("utf-7"));
  EXPECT_FALSE(is_known_charset("utf-8//TRANSLIT"));
  EXPECT_FALSE(is_known_charset("/etc/passwd"));
  EXPECT_EQ(to_utf8("a", "utf-7"), std::nullopt);
}

TEST(Charset, every_set_of_the_list_can_be_converted_here) {
  for (const char* name :
       {"iso-8859-2",   "iso-8859-4",   "iso-8859-5",   "iso-8859-7",   "iso-8859-9",   "iso-8859-10",
        "iso-8859-11",  "iso-8859-13",  "iso-8859-14",  "iso-8859-15",  "iso-8859-16",  "windows-1250",
        "windows-1251", "windows-1253", "windows-1254", "windows-1255", "windows-1256", "windows-1257",
        "windows-1258", "koi8-u",       "euc-jp",       "euc-kr",       "gb2312",       "gbk",
        "gb18030",      "big5",         "tis-620",      "iso-8859-6",   "iso-8859-8"}) {
    EXPECT_EQ(to_utf8("Az 09", name), "Az 09") << name;
  }
}

}  // namespace
}  // namespace handset
