#include "ua/redact.h"

#include <gtest/gtest.h>
#include <string>

namespace handset::test {
namespace {

std::string shown(const std::string& header_lines, const std::string& body = {}) {
  const std::string bytes = "NOTIFY sip:101@192.0.2.1 SIP/2.0\r\n" + header_lines + "\r\n" + body;
  sip::Message message;
  EXPECT_TRUE(message.parse(bytes));
  return ua::without_secrets(message);
}

TEST(WithoutSecrets, AMessageWithoutCredentialsStaysAsItIs) {
  EXPECT_EQ(shown("Event: XML-Service\r\n", "http://x/"),
            "NOTIFY sip:101@192.0.2.1 SIP/2.0\r\nEvent: XML-Service\r\n\r\nhttp://x/");
}

TEST(WithoutSecrets, ADigestLosesItsResponseAndKeepsTheRest) {
  EXPECT_EQ(shown("Authorization: Digest username=\"101\", realm=\"r\", response=\"0123\", nc=00000001\r\n"
                  "Event: e\r\n",
                  "body"),
            "NOTIFY sip:101@192.0.2.1 SIP/2.0\r\n"
            "Authorization: Digest username=\"101\", realm=\"r\", response=\"(left out)\", nc=00000001\r\n"
            "Event: e\r\n\r\nbody");
}

TEST(WithoutSecrets, EachCredentialsLineIsTreated) {
  const std::string text = shown(
      "proxy-authorization: digest RESPONSE = aaaa\r\n"
      "Authorization: Digest response=\"bbbb\",\r\n response2=cccc, dddd\r\n");
  for (const char* secret : {"aaaa", "bbbb", "cccc", "dddd"}) EXPECT_EQ(text.find(secret), std::string::npos);
}

TEST(WithoutSecrets, OtherSchemesAndBrokenValuesLoseEverything) {
  EXPECT_EQ(shown("Authorization: Basic MTAxOnNlY3JldA==\r\n"),
            "NOTIFY sip:101@192.0.2.1 SIP/2.0\r\nAuthorization: (left out)\r\n\r\n");
  EXPECT_EQ(shown("Authorization: Digest username=\"101\", \"secret\r\n"),
            "NOTIFY sip:101@192.0.2.1 SIP/2.0\r\nAuthorization: (left out)\r\n\r\n");
}

}  // namespace
}  // namespace handset::test
