// What a NOTIFY that the phone obeys (XML-Service, message-summary, resync, reboot) comes to: one of a few
// answers, small enough to be remembered for its retransmissions as a byte. The work itself goes to the
// phone's Services.
#pragma once

#include <cstdint>
#include <string_view>

namespace handset::phone {

enum class PushAnswer : std::uint8_t {
  Queued,
  NothingToDo,  // an empty body
  NoUrl,
  BrokenDocument,
  TooLong,
  Forbidden,  // by XML_NOTIFY_Body
  QueueFull,
  Encoded,         // Content-Encoding, which nobody offered
  BrokenEncoding,  // gzip that is none, or is too long unpacked
  // Of a message-summary:
  Noted,
  BrokenSummary,
  OtherType,  // a Content-Type that is none of a summary
  // Of an order of the server:
  Obeyed,
  OrderRefused,  // by the settings
};

// How the answer is written: the same words each time, so that it can be written again from a
// retransmission.
struct PushWords {
  unsigned status;
  std::string_view reason;
  std::string_view warning;      // text of a Warning header; empty: none
  unsigned retry_after_seconds;  // 0: no Retry-After
};

[[nodiscard]] const PushWords& push_words(PushAnswer answer);

}  // namespace handset::phone
