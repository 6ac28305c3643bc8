// What a voice mail server says of a mailbox: numbers within reason, and words for what waits alone.
#include "phone/message_summary.h"

#include "fuzz/property.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using handset::fuzz::require;
  const auto summary = handset::phone::parse_message_summary(handset::fuzz::text_of(data, size));
  if (!summary) {
    require(!summary.error().what.empty(), "an error says what");
    return 0;
  }
  if (summary->voice)
    require(summary->voice->fresh < 1'000'000 && summary->voice->old < 1'000'000, "counts are within reason");
  require(waiting_words(*summary).empty() != summary->waiting, "there are words when messages wait");
  require(!mailbox_words(*summary).empty(), "there are words for each mailbox");
  return 0;
}
