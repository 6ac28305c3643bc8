#include "base/text.h"

#include <gtest/gtest.h>
#include <limits>
#include <string>

namespace handset {
namespace {

TEST(Text, ComparesAsciiWithoutCase) {
  EXPECT_TRUE(equal_ignoring_case("Content-Length", "CONTENT-LENGTH"));
  EXPECT_TRUE(equal_ignoring_case("", ""));
  EXPECT_FALSE(equal_ignoring_case("abc", "abcd"));
  EXPECT_FALSE(equal_ignoring_case("@[`{", "`{@["));  // neighbours of the letters, 32 apart
  EXPECT_FALSE(equal_ignoring_case("\xc4", "\xe4"));  // no Latin-1
  EXPECT_TRUE(starts_with_ignoring_case("SIP:101@host", "sip:"));
  EXPECT_FALSE(starts_with_ignoring_case("si", "sip"));
}

TEST(Text, TrimsSpacesTabsAndLineEndsOnly) {
  EXPECT_EQ(trim(" \t\r\n a b \n\r\t "), "a b");
  EXPECT_EQ(trim(" \r\n"), "");
  EXPECT_EQ(trim(""), "");
  EXPECT_EQ(trim("\va\f"), "\va\f");
}

TEST(Text, SplitsAtTheFirstSeparator) {
  const auto split = split_once("a=b=c", '=');
  EXPECT_EQ(split.before, "a");
  EXPECT_EQ(split.after, "b=c");
  EXPECT_TRUE(split.found);
  const auto end = split_once("a=", '=');
  EXPECT_EQ(end.after, "");
  EXPECT_TRUE(end.found);
  const auto none = split_once("abc", '=');
  EXPECT_EQ(none.before, "abc");
  EXPECT_EQ(none.after, "");
  EXPECT_FALSE(none.found);
}

TEST(Text, ReadsDecimalsUpToTheirMaximum) {
  EXPECT_EQ(parse_decimal("0", 0), 0U);
  EXPECT_EQ(parse_decimal("1", 0), std::nullopt);
  EXPECT_EQ(parse_decimal("9", 5), std::nullopt);
  EXPECT_EQ(parse_decimal("65535", 65535), 65535U);
  EXPECT_EQ(parse_decimal("65536", 65535), std::nullopt);
  EXPECT_EQ(parse_decimal("655350", 65535), std::nullopt);
  EXPECT_EQ(parse_decimal("00000000000000000000007", 9), 7U);
  constexpr auto most = std::numeric_limits<std::uint64_t>::max();
  EXPECT_EQ(parse_decimal("18446744073709551615", most), most);
  EXPECT_EQ(parse_decimal("18446744073709551616", most), std::nullopt);
  EXPECT_EQ(parse_decimal("99999999999999999999", most), std::nullopt);
}

TEST(Text, ReadsNoDecimalWithAnythingElseInIt) {
  for (const auto* text : {"", " 1", "1 ", "+1", "-1", "0x1", "1a", "1.0", "\xd9\xa1"})
    EXPECT_EQ(parse_decimal(text, 1000), std::nullopt) << text;
}

TEST(Text, AgreesWithEveryMaximumOfTwoDigits) {
  for (std::uint64_t max = 0; max < 100; ++max)
    for (std::uint64_t value = 0; value < 120; ++value)
      EXPECT_EQ(parse_decimal(std::to_string(value), max).has_value(), value <= max)
          << value << " of " << max;
}

TEST(Text, AppendsDecimalsAndHex) {
  std::string out = "x";
  append_decimal(out, 0);
  append_decimal(out, 18446744073709551615U);
  EXPECT_EQ(out, "x018446744073709551615");
  out.clear();
  append_hex(out, 0xabc, 8);
  append_hex(out, 0xabc, 2);
  append_hex(out, 1, 0);
  append_hex(out, 0xfedcba9876543210U, 16);
  EXPECT_EQ(out, "00000abcbcfedcba9876543210");
}

TEST(Text, DecodesPercentEscapesAndLeavesBrokenOnes) {
  EXPECT_EQ(percent_decode("a%20b%2Fc%2f"), "a b/c/");
  EXPECT_EQ(percent_decode("%41"), "A");
  EXPECT_EQ(percent_decode("%00"), std::string(1, '\0'));
  EXPECT_EQ(percent_decode("100%"), "100%");
  EXPECT_EQ(percent_decode("%4"), "%4");
  EXPECT_EQ(percent_decode("%zz%4g%%41"), "%zz%4g%A");
  EXPECT_EQ(percent_decode("a+b"), "a+b");
  EXPECT_EQ(percent_decode("%2541"), "%41");  // once, not twice
}

TEST(Text, EncodesAllButTheUnreservedLetters) {
  EXPECT_EQ(percent_encode("azAZ09-._~"), "azAZ09-._~");
  EXPECT_EQ(percent_encode(" /?#[]@!$&'()*+,;=:%\""),
            "%20%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%25%22");
  EXPECT_EQ(percent_encode("\xc3\xbc"), "%C3%BC");
  std::string all;
  for (int c = 0; c < 256; ++c) all.push_back(static_cast<char>(c));
  EXPECT_EQ(percent_decode(percent_encode(all)), all);
}

TEST(Base64, GivesTheVectorsOfRfc4648) {
  const std::pair<const char*, const char*> vectors[] = {
      {"", ""},
      {"f", "Zg=="},
      {"fo", "Zm8="},
      {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="},
      {"fooba", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy"},
  };
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(base64_encode(bytes), text);
    EXPECT_EQ(base64_decode(text), bytes);
  }
}

TEST(Base64, CarriesEveryByte) {
  std::string all;
  for (int c = 0; c < 256; ++c) all.push_back(static_cast<char>(255 - c));
  EXPECT_EQ(base64_decode(base64_encode(all)), all);
  EXPECT_EQ(base64_encode("\xfb\xef\xff"), "++//");
}

TEST(Base64, TakesNothingThatIsNotStrict) {
  for (const auto* text : {"Zg", "Zg=", "Zg===", "====", "=", "Z===", "Zm9v\n", " Zm9v", "Zm 9", "Zm-_",
                           "Zg==Zg==", "Zm=v", "Z=g=", "Zh==", "Zm9="})
    EXPECT_EQ(base64_decode(text), std::nullopt) << text;
}

}  // namespace
}  // namespace handset
