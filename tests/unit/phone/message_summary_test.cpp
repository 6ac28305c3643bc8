#include "phone/message_summary.h"

#include <gtest/gtest.h>

namespace handset::phone {
namespace {

MessageSummary read(std::string_view body) {
  const auto summary = parse_message_summary(body);
  EXPECT_TRUE(summary) << body;
  return summary.value_or(MessageSummary{});
}

TEST(MessageSummary, SaysWhetherMessagesWaitAndHowMany) {
  EXPECT_EQ(read("Messages-Waiting: yes\r\nMessage-Account: sip:101@pbx.example\r\n"
                 "Voice-Message: 2/8 (0/2)\r\n"),
            (MessageSummary{true, VoiceMessages{2, 8}}));
  EXPECT_EQ(read("Messages-Waiting: no\r\n"), (MessageSummary{false, {}}));
}

TEST(MessageSummary, IsReadWithoutCaseAndWithOtherEndsOfLines) {
  EXPECT_EQ(read("messages-waiting:YES\nVOICE-MESSAGE : 1/0\n"), (MessageSummary{true, VoiceMessages{1, 0}}));
  EXPECT_EQ(read("Messages-Waiting: yes"), (MessageSummary{true, {}}));
}

TEST(MessageSummary, LooksNeitherAtOtherKindsNorAtTheMessagesThemselves) {
  EXPECT_EQ(read("Messages-Waiting: yes\r\nFax-Message: many\r\nVoice-Message: 1/2\r\n\r\n"
                 "To: <sip:101@pbx.example>\r\nno colon here\r\n"),
            (MessageSummary{true, VoiceMessages{1, 2}}));
}

TEST(MessageSummary, WhatIsNoneIsRefused) {
  for (const std::string_view body :
       {"", "\r\n", "yes", "Messages-Waiting", "Messages-Waiting:", "Messages-Waiting: maybe\r\n",
        "Voice-Message: 1/0\r\nMessages-Waiting: yes\r\n", "Messages-Waiting: yes\r\nVoice-Message: 2\r\n",
        "Messages-Waiting: yes\r\nVoice-Message: two/8\r\n",
        "Messages-Waiting: yes\r\nVoice-Message: -1/8\r\n",
        "Messages-Waiting: yes\r\nVoice-Message: 99999999999999999999/0\r\n",
        "Messages-Waiting: yes\r\nVoice-Message: 1/0\r\nVoice-Message: 2/0\r\n",
        "Messages-Waiting: yes\r\nno colon here\r\n"})
    EXPECT_FALSE(parse_message_summary(body)) << body;
}

TEST(MessageSummary, IsSaidInAFewWords) {
  EXPECT_EQ(waiting_words({}), "");
  EXPECT_EQ(waiting_words({false, VoiceMessages{0, 3}}), "");
  EXPECT_EQ(waiting_words({true, {}}), "Messages waiting");
  EXPECT_EQ(waiting_words({true, VoiceMessages{1, 0}}), "1 new voice message");
  EXPECT_EQ(waiting_words({true, VoiceMessages{12, 0}}), "12 new voice messages");
}

}  // namespace
}  // namespace handset::phone
