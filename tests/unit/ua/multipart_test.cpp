#include "ua/multipart.h"

#include <gtest/gtest.h>
#include <string>

namespace handset::ua {
namespace {

constexpr std::string_view type = "multipart/related;type=\"application/rlmi+xml\";boundary=\"cut here\"";

std::string with_lf(std::string text) {
  std::erase(text, '\r');
  return text;
}

const std::string two =
    "a preamble\r\n--cut here\r\nContent-ID: <root@example.org>\r\nContent-Type: application/rlmi+xml;\r\n"
    " charset=\"UTF-8\"\r\n\r\n<list/>\r\n--cut here  \r\ncontent-id:<1@example.org>\r\n\r\n\r\nbody\r\n\r\n"
    "--cut here--\r\nan epilogue";

std::string part(const std::string& id, const std::string& body = "x") {
  return "--b\r\nContent-ID: <" + id + ">\r\n\r\n" + body + "\r\n";
}

Errc error_of(std::string_view content_type, const std::string& body) {
  const auto parsed = Multipart::parse(content_type, body);
  EXPECT_FALSE(parsed);
  EXPECT_TRUE(parsed || !parsed.error().what.empty());
  return parsed ? Errc::Exists : parsed.error().code;
}

TEST(Multipart, IsItsPartsWithoutWhatIsAroundThem) {
  const auto parsed = Multipart::parse(type, two);
  ASSERT_TRUE(parsed) << parsed.error().what;
  ASSERT_EQ(parsed->parts.size(), 2U);
  EXPECT_EQ(parsed->root, 0U);
  EXPECT_EQ(parsed->parts[0].content_id, "root@example.org");
  EXPECT_EQ(parsed->parts[0].content_type, "application/rlmi+xml;\r\n charset=\"UTF-8\"");
  EXPECT_EQ(parsed->parts[0].body, "<list/>") << "the line end before a boundary is the boundary's";
  EXPECT_EQ(parsed->parts[1].content_type, "");
  EXPECT_EQ(parsed->parts[1].body, "\r\nbody\r\n");
  EXPECT_EQ(parsed->find("1@example.org"), &parsed->parts[1]);
  EXPECT_EQ(parsed->find("<1@example.org>"), nullptr);
  EXPECT_EQ(parsed->find(""), nullptr);
}

TEST(Multipart, MayHaveLinesThatEndWithLfAlone) {
  const std::string text = with_lf(two);
  const auto parsed = Multipart::parse(type, text);
  ASSERT_TRUE(parsed);
  ASSERT_EQ(parsed->parts.size(), 2U);
  EXPECT_EQ(parsed->parts[0].body, "<list/>");
  EXPECT_EQ(parsed->parts[1].body, "\nbody\n");
}

TEST(Multipart, TakesABoundaryWithoutQuotes) {
  const std::string text = part("1") + "--b--";
  const auto parsed = Multipart::parse("Multipart/Related; boundary=b", text);
  ASSERT_TRUE(parsed);
  ASSERT_EQ(parsed->parts.size(), 1U);
  EXPECT_EQ(parsed->parts[0].body, "x");
}

TEST(Multipart, HasTheRootThatStartNames) {
  const std::string content_type = "multipart/related;boundary=b;start=\"<2@x>\"";
  const std::string text = part("1@x") + part("2@x") + "--b--";
  const auto parsed = Multipart::parse(content_type, text);
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->root, 1U);
  EXPECT_EQ(error_of(content_type, part("1@x") + "--b--"), Errc::Malformed);
}

TEST(Multipart, OfALongerBoundaryInsideIsNotCut) {
  const std::string inside = "--b-inner\r\n--bb\r\nx --b\r\n--b-inner--";
  const std::string text = part("1", inside) + "--b--";
  const auto parsed = Multipart::parse("multipart/related;boundary=b", text);
  ASSERT_TRUE(parsed);
  ASSERT_EQ(parsed->parts.size(), 1U);
  EXPECT_EQ(parsed->parts[0].body, inside);
}

TEST(Multipart, MayHaveEmptyParts) {
  const auto parsed =
      Multipart::parse("multipart/related;boundary=b", "--b\r\n--b\r\n\r\n--b\r\nX: y\r\n--b--");
  ASSERT_TRUE(parsed);
  ASSERT_EQ(parsed->parts.size(), 3U);
  for (const BodyPart& one : parsed->parts) EXPECT_EQ(one.body, "");
}

TEST(Multipart, MayBeOfAnotherKindThatIsAskedFor) {
  const std::string text = part("1") + "--b--";
  EXPECT_TRUE(Multipart::parse("Multipart/Mixed;boundary=b", text, "mixed"));
  EXPECT_FALSE(Multipart::parse("multipart/related;boundary=b", text, "mixed"));
}

TEST(Multipart, RefusesWhatItCannotBe) {
  const std::string right = part("1") + "--b--";
  EXPECT_EQ(error_of("application/rlmi+xml", right), Errc::Unsupported);
  EXPECT_EQ(error_of("multipart/mixed;boundary=b", right), Errc::Unsupported);
  EXPECT_EQ(error_of("", right), Errc::Unsupported);
  EXPECT_EQ(error_of("multipart/related", right), Errc::Malformed) << "no boundary";
  EXPECT_EQ(error_of("multipart/related;boundary=\"\"", right), Errc::Malformed);
  EXPECT_EQ(error_of("multipart/related;boundary=\"b \"", right), Errc::Malformed);
  EXPECT_EQ(error_of("multipart/related;boundary=" + std::string(71, 'b'), right), Errc::Malformed);
  EXPECT_EQ(error_of("multipart/related;boundary=c", right), Errc::Malformed) << "another boundary";
  EXPECT_EQ(error_of("multipart/related;boundary=b", ""), Errc::Malformed);
  EXPECT_EQ(error_of("multipart/related;boundary=b", "--b--"), Errc::Malformed) << "no parts";
  EXPECT_EQ(error_of("multipart/related;boundary=b", part("1")), Errc::Malformed) << "cut short";
  EXPECT_EQ(error_of("multipart/related;boundary=b", part("1") + part("1") + "--b--"), Errc::Malformed)
      << "two parts of one id";
  EXPECT_EQ(error_of("multipart/related;boundary=b", "--b\r\nno field\r\n\r\nx\r\n--b--"), Errc::Malformed);
  EXPECT_EQ(error_of("multipart/related;boundary=b",
                     "--b\r\nContent-Transfer-Encoding: base64\r\n\r\neA==\r\n--b--"),
            Errc::Unsupported);
}

TEST(Multipart, HasItsLimits) {
  std::string many;
  for (std::size_t i = 0; i < Multipart::most_parts; ++i) many += part(std::to_string(i));
  EXPECT_TRUE(Multipart::parse("multipart/related;boundary=b", many + "--b--"));
  EXPECT_EQ(error_of("multipart/related;boundary=b", many + part("more") + "--b--"), Errc::TooLarge);
  std::string lines;
  for (std::size_t i = 0; i <= Multipart::most_header_lines; ++i) lines += "X: y\r\n";
  EXPECT_EQ(error_of("multipart/related;boundary=b", "--b\r\n" + lines + "\r\nx\r\n--b--"), Errc::TooLarge);
}

}  // namespace
}  // namespace handset::ua
