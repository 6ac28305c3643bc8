// What a voice mail server says of a mailbox (RFC 3842, application/simple-message-summary): whether messages
// wait, and of the voice messages how many. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace handset::phone {

inline constexpr std::string_view message_summary_type = "application/simple-message-summary";

struct VoiceMessages {
  unsigned fresh = 0;  // "new" in the RFC
  unsigned old = 0;

  friend bool operator==(const VoiceMessages&, const VoiceMessages&) = default;
};

struct MessageSummary {
  bool waiting = false;
  std::optional<VoiceMessages> voice{};

  friend bool operator==(const MessageSummary&, const MessageSummary&) = default;
};

// "2 new voice messages", "Messages waiting" where nobody said how many; empty: none wait.
[[nodiscard]] std::string waiting_words(const MessageSummary& summary);

// "2 new, 1 old", "messages waiting", "no new messages".
[[nodiscard]] std::string mailbox_words(const MessageSummary& mailbox);

// Messages-Waiting has to be there, and first. Other kinds of messages are not looked at, nor are the header
// fields of messages. Errors: Malformed.
[[nodiscard]] Result<MessageSummary> parse_message_summary(std::string_view body);

}  // namespace handset::phone
