// The ways in which programs write the body of a push (reference of the XML services, 4.1).
#include "web/execute_body.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"

namespace handset::web {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view form = "application/x-www-form-urlencoded";
constexpr std::string_view document =
    R"(<CiscoIPPhoneExecute><ExecuteItem URL="http://h/a?b=c&amp;d=%20+e"/></CiscoIPPhoneExecute>)";

std::string read(std::string_view body, std::string_view type = form) {
  const auto out = read_execute_body(type, body);
  EXPECT_TRUE(out) << out.error().words;
  return out ? out->document : std::string();
}
ExecuteBodyError error_of(std::string_view body, std::string_view type = form) {
  const auto out = read_execute_body(type, body);
  EXPECT_FALSE(out) << out->document;
  return out ? ExecuteBodyError{} : out.error();
}

TEST(ExecuteBody, AFormHasTheDocumentInItsFieldXml) {
  EXPECT_EQ(read("XML=" + percent_encode(document)), document);
  EXPECT_EQ(read("a=b&XML=" + percent_encode(document) + "&c=d"), document);
  EXPECT_EQ(read("XML=%3CA+B%3D%22c%2Bd%22%2F%3E"), "<A B=\"c+d\"/>");
  EXPECT_EQ(read("\r\nXML=%3Ca%2F%3E\r\n"), "<a/>");
}

TEST(ExecuteBody, RawXmlBehindTheSignIsTakenAsItIs) {
  EXPECT_EQ(read("XML=" + std::string(document)), document);
  EXPECT_EQ(read("XML= \n" + std::string(document)), " \n" + std::string(document));
  EXPECT_EQ(read("XML=" + std::string(document) + "&XML=x"), std::string(document) + "&XML=x");
}

TEST(ExecuteBody, AWrongContentTypeHindersNothing) {
  for (const std::string_view type :
       {std::string_view("text/xml; charset:ISO-8859-1"), std::string_view("text/xml"), std::string_view(),
        std::string_view("text/plain"), std::string_view("application/octet-stream"),
        std::string_view(";;=")}) {
    EXPECT_EQ(read("XML=" + percent_encode(document), type), document) << type;
    EXPECT_EQ(read("XML=" + std::string(document), type), document) << type;
    EXPECT_EQ(read(document, type), document) << type;
  }
}

TEST(ExecuteBody, ABareDocumentIsTakenWhateverItsType) {
  const std::string with_mark = "\xEF\xBB\xBF" + std::string(document);
  EXPECT_EQ(read(document), document);
  EXPECT_EQ(read(with_mark), with_mark);
  EXPECT_EQ(read("\n <a/>"), "\n <a/>");
}

TEST(ExecuteBody, ACharacterSetIsThatOfTheBytesItWasToldOf) {
  const auto charset = [](std::string_view type, std::string_view body) {
    return read_execute_body(type, body).value().charset;
  };
  EXPECT_EQ(charset("text/xml; charset=ISO-8859-1", "<a/>"), "ISO-8859-1");
  EXPECT_EQ(charset("text/xml; charset=ISO-8859-1", "XML=<a/>"), "ISO-8859-1");
  EXPECT_EQ(charset("text/xml; charset=ISO-8859-1", "XML=%3Ca/%3E"), "");
  EXPECT_EQ(charset("application/x-www-form-urlencoded; charset=ISO-8859-1", "XML=%3Ca/%3E"), "ISO-8859-1");
  EXPECT_EQ(charset("text/xml; charset:ISO-8859-1", "XML=%3Ca/%3E"), "");
}

TEST(ExecuteBody, WhatIsNoFormOfXmlSaysSo) {
  EXPECT_THAT(error_of("").words, HasSubstr("empty"));
  EXPECT_THAT(error_of(" \r\n").words, HasSubstr("empty"));
  for (const char* body : {"xml=%3Ca%2F%3E", "XMLX=1", "abc", "{\"XML\": 1}", "a=XML"})
    EXPECT_THAT(error_of(body).words, HasSubstr("no field XML")) << body;
  for (const char* body : {"XML=%3", "XML=%3Ca%2F%3E&b=%GG"})
    EXPECT_THAT(error_of(body).words, HasSubstr("escape")) << body;
  EXPECT_EQ(error_of("abc").status, 200);
}

TEST(ExecuteBody, ADocumentMayHaveFortyKilobytes) {
  const std::string longest = "<a>" + std::string(most_execute_bytes - 7, 'x') + "</a>";
  ASSERT_EQ(longest.size(), std::size_t{40} * 1024);
  for (const std::string& prefix : {std::string(), std::string("XML=")}) {
    EXPECT_EQ(read(prefix + longest), longest);
    EXPECT_EQ(error_of(prefix + longest + "x").status, 413);
  }
  EXPECT_EQ(read("XML=" + percent_encode(longest)), longest);
  EXPECT_EQ(error_of("XML=" + percent_encode(longest + "x")).status, 413);
  EXPECT_THAT(error_of(longest + "x").words, HasSubstr("40960"));
}

}  // namespace
}  // namespace handset::web
