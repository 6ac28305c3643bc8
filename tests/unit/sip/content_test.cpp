#include "sip/content.h"

#include <array>
#include <gtest/gtest.h>
#include <string>

#include "sample_messages.h"

namespace handset::sip {
namespace {

constexpr std::array<std::string_view, 2> known = {"application/sdp", "text/plain"};

Message parsed(const std::string& text) {
  Message message;
  EXPECT_TRUE(message.parse(text));
  return message;
}

ContentLack lack(std::string_view type_line, std::string_view extra = "X: y", bool gzip = false) {
  const std::string text = SampleRequest().replace(type_line).add(extra).text();
  return content_lack(parsed(text), {known, gzip});
}

TEST(Content, AKnownTypeIsUnderstoodInAnyCaseAndWithParameters) {
  EXPECT_EQ(lack("Content-Type: application/sdp"), ContentLack::Nothing);
  EXPECT_EQ(lack("Content-Type: Application / SDP ; charset=utf-8"), ContentLack::Nothing);
  EXPECT_EQ(lack("Content-Type: application/unknownformat"), ContentLack::Type);
  EXPECT_EQ(lack("Content-Type: multipart/mixed;boundary=x"), ContentLack::Type);
}

TEST(Content, AMissingTypeIsForgiven) {
  EXPECT_EQ(lack("Content-Type:"), ContentLack::Nothing);
}

TEST(Content, ABodyThatIsOptionalMayBeAnything) {
  EXPECT_EQ(lack("Content-Type: a/b", "Content-Disposition: render; handling=Optional"),
            ContentLack::Nothing);
  EXPECT_EQ(lack("Content-Type: a/b", "Content-Disposition: render;handling=required"), ContentLack::Type);
  EXPECT_EQ(lack("Content-Type: a/b", "Content-Disposition: optional"), ContentLack::Type);
}

TEST(Content, WithoutABodyNothingIsLacking) {
  const std::string text =
      SampleRequest().replace("Content-Type: a/b").replace("Content-Length: 0").body("").text();
  EXPECT_EQ(content_lack(parsed(text), {known, false}), ContentLack::Nothing);
}

TEST(Content, ACodingIsUnderstoodWhenItIsOffered) {
  const std::string_view type = "Content-Type: text/plain";
  EXPECT_EQ(lack(type, "Content-Encoding: identity"), ContentLack::Nothing);
  EXPECT_EQ(lack(type, "e: gzip"), ContentLack::Coding);
  EXPECT_EQ(lack(type, "e: GZIP", true), ContentLack::Nothing);
  EXPECT_EQ(lack(type, "Content-Encoding: compress", true), ContentLack::Coding);
}

TEST(Content, AllLinesSayHowABodyIsPacked) {
  const auto coding = [](std::string_view first, std::string_view second) {
    return content_coding(parsed(SampleRequest().add(first).add(second).text()));
  };
  EXPECT_EQ(coding("Content-Encoding: identity", "e: gzip"), ContentCoding::Gzip);
  EXPECT_EQ(coding("Content-Encoding: gzip, identity", "X: y"), ContentCoding::Gzip);
  EXPECT_EQ(coding("Content-Encoding: gzip", "e: gzip"), ContentCoding::Other);
  EXPECT_EQ(coding("Content-Encoding: compress, gzip", "X: y"), ContentCoding::Other);
  EXPECT_EQ(coding("Content-Encoding: ", "X: y"), ContentCoding::Identity);
}

bool takes_sdp(std::string_view accept) {
  return accepts(parsed(SampleRequest().add(accept).text()), "application", "sdp");
}

TEST(Content, TheMostExactRangeOfAcceptCounts) {
  EXPECT_TRUE(accepts(parsed(SampleRequest().text()), "application", "sdp"));
  EXPECT_TRUE(takes_sdp("Accept: text/plain, application/SDP"));
  EXPECT_TRUE(takes_sdp("Accept: text/plain, */*;q=0.1"));
  EXPECT_TRUE(takes_sdp("Accept: application/*"));
  EXPECT_FALSE(takes_sdp("Accept: text/nobodyKnowsThis"));
  EXPECT_FALSE(takes_sdp("Accept: "));
  EXPECT_FALSE(takes_sdp("Accept: nonsense"));
  EXPECT_FALSE(takes_sdp("Accept: */*, application/sdp;q=0.0"));
  EXPECT_TRUE(takes_sdp("Accept: */*;q=0, application/sdp;q=0.001"));
}

}  // namespace
}  // namespace handset::sip
