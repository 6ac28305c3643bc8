#include "sip/grammar.h"

#include <array>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace handset::sip {
namespace {

std::vector<std::string> names_and_values(std::string_view text, char separator) {
  std::vector<std::string> out;
  ParameterReader reader(text, separator);
  while (const auto parameter = reader.next()) {
    std::string line(parameter->name);
    if (parameter->has_value)
      line += parameter->quoted ? "=\"" + std::string(parameter->value) + "\""
                                : "=" + std::string(parameter->value);
    out.push_back(line);
  }
  if (reader.malformed()) out.emplace_back("malformed at " + std::to_string(reader.at()));
  return out;
}

using Lines = std::vector<std::string>;

TEST(Grammar, TokensAreTheLettersOfRfc3261) {
  EXPECT_TRUE(is_token("!interesting-Method0123456789_*+`.%indeed'~"));
  EXPECT_FALSE(is_token(""));
  for (const std::string_view bad :
       {"a b", "a:b", "a@b", "a/b", "a\"", "a;", "a,", "a=", "<a", "\x7f", "\xc3\xa4"})
    EXPECT_FALSE(is_token(bad)) << bad;
}

TEST(Grammar, AQuotedStringEndsAtItsQuoteAndKeepsItsQuotedPairs) {
  std::string_view text = R"("a \"b\" \\" rest)";
  EXPECT_EQ(take_quoted(text), R"(a \"b\" \\)");
  EXPECT_EQ(text, " rest");
}

TEST(Grammar, AQuotedStringWithoutItsEndIsNoneAndTakesNothing) {
  for (std::string_view text : {R"("abc)", R"("abc\")", R"("abc\)", R"(")"}) {
    const auto before = text;
    EXPECT_FALSE(take_quoted(text)) << before;
    EXPECT_EQ(text, before);
  }
}

TEST(Grammar, QuotedTextIsComparedAsItIsMeant) {
  EXPECT_TRUE(equals_quoted(R"(a\"b)", "a\"b"));
  EXPECT_TRUE(equals_quoted(R"(\1\0\1)", "101"));
  EXPECT_TRUE(equals_quoted(R"(a\\)", "a\\"));
  EXPECT_FALSE(equals_quoted(R"(a\"b)", "a\\\"b"));
  EXPECT_FALSE(equals_quoted("101", "1011"));
  EXPECT_FALSE(equals_quoted("1011", "101"));
  EXPECT_FALSE(equals_quoted("", "1"));
  EXPECT_TRUE(equals_quoted("", ""));
}

TEST(Grammar, UnquotingCopiesOnlyWhatHasQuotedPairs) {
  std::array<char, 4> buffer{};
  const std::string_view plain = "longer than the buffer";
  EXPECT_EQ(unquote(plain, buffer)->data(), plain.data());
  EXPECT_EQ(unquote(R"(a\"b\c)", buffer), "a\"bc");
  EXPECT_FALSE(unquote(R"(a\"bcd)", buffer));
}

TEST(Grammar, AFoldBecomesOneSpace) {
  std::array<char, 32> buffer{};
  EXPECT_EQ(unfold("one  two", buffer), "one  two");
  EXPECT_EQ(unfold("one \r\n \t two  three\n four", buffer), "one two  three four");
  std::array<char, 4> small{};
  EXPECT_FALSE(unfold("one\r\n two", small));
}

TEST(Grammar, AListIsSplitAtCommasOutsideQuotesAndAngleBrackets) {
  Lines items;
  for_each_item(R"(a , "b, c" <sip:d,e@f>;x="," ,, <g,h> )",
                [&](std::string_view item) { items.emplace_back(item); });
  EXPECT_EQ(items, (Lines{"a", R"("b, c" <sip:d,e@f>;x=",")", "<g,h>"}));
}

TEST(Grammar, AnOpenQuoteMakesTheRestOneElement) {
  const auto part = split_list("\"a, b, c");
  EXPECT_EQ(part.item, "\"a, b, c");
  EXPECT_FALSE(part.more);
}

TEST(Grammar, ParametersOfAHeaderValueAreWalkedInOrder) {
  EXPECT_EQ(names_and_values("branch=z9hG4bK1;rport;ttl=2;x=\"a;b\"", ';'),
            (Lines{"branch=z9hG4bK1", "rport", "ttl=2", "x=\"a;b\""}));
}

TEST(Grammar, ParametersOfDigestAreSeparatedByCommas) {
  EXPECT_EQ(names_and_values(R"(realm="a, b",qop=auth , nonce = "x\"y", uri="sip:a;b@c")", ','),
            (Lines{"realm=\"a, b\"", "qop=auth", R"(nonce="x\"y")", "uri=\"sip:a;b@c\""}));
}

TEST(Grammar, BlanksAndFoldsAroundSeparatorsDontMatter) {
  EXPECT_EQ(names_and_values(" ;\r\n  tag\t=\r\n 1918181833n ; lr ", ';'), (Lines{"tag=1918181833n", "lr"}));
}

TEST(Grammar, AValueMayBeEmptyOrAHost) {
  EXPECT_EQ(names_and_values("branch=;received=[2001:db8::1];maddr=a.b:5", ';'),
            (Lines{"branch=", "received=[2001:db8::1]", "maddr=a.b:5"}));
}

TEST(Grammar, EmptyElementsAreSkipped) {
  EXPECT_EQ(names_and_values(";;a;;b=1;", ';'), (Lines{"a", "b=1"}));
  EXPECT_EQ(names_and_values("", ';'), Lines{});
}

TEST(Grammar, WhatIsNoParameterIsMalformedWhereItStands) {
  EXPECT_EQ(names_and_values("a=1;=2", ';'), (Lines{"a=1", "malformed at 4"}));
  EXPECT_EQ(names_and_values("a=\"1", ';').back(), "malformed at 2");
  EXPECT_EQ(names_and_values("a=1 b=2", ';'), (Lines{"malformed at 4"}));
  EXPECT_EQ(names_and_values("a=\"1\"x", ';'), (Lines{"malformed at 5"}));
  EXPECT_EQ(names_and_values("a=<1>", ';'), (Lines{"malformed at 2"}));
}

TEST(Grammar, AParameterIsFoundByNameInAnyCase) {
  EXPECT_EQ(find_parameter("a=1;TAG=x;tag=y", "tag")->value, "x");
  EXPECT_FALSE(find_parameter("a=1;tagged=x", "tag"));
  EXPECT_TRUE(parameters_are_sound("a;b=\"c\""));
  EXPECT_FALSE(parameters_are_sound("a;b=\"c"));
}

}  // namespace
}  // namespace handset::sip
