#include "phone/message_summary.h"

#include <cstdint>

#include "base/text.h"

namespace handset::phone {
namespace {

constexpr std::uint64_t most_messages = 999'999;

// Up to the end of the line, CR LF or LF; `text` is what comes behind it.
std::string_view take_line(std::string_view& text) {
  const auto split = split_once(text, '\n');
  text = split.found ? split.after : std::string_view();
  std::string_view line = split.before;
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// new "/" old, and what is urgent among them in brackets, which is not looked at.
std::optional<VoiceMessages> read_counts(std::string_view value) {
  const auto counts = split_once(split_once(value, '(').before, '/');
  const auto fresh = parse_decimal(trim(counts.before), most_messages);
  const auto old = parse_decimal(trim(counts.after), most_messages);
  if (!counts.found || !fresh || !old) return std::nullopt;
  return VoiceMessages{static_cast<unsigned>(*fresh), static_cast<unsigned>(*old)};
}

tl::unexpected<Error> wrong(const char* what) {
  return fail(Errc::Malformed, what);
}

Result<void> read_line(MessageSummary& summary, std::string_view name, std::string_view value) {
  if (!equal_ignoring_case(name, "Voice-Message")) return {};
  const auto counts = read_counts(value);
  if (!counts) return wrong("Voice-Message is new/old");
  if (summary.voice) return wrong("Voice-Message stands there twice");
  summary.voice = counts;
  return {};
}

}  // namespace

std::string waiting_words(const MessageSummary& summary) {
  if (!summary.waiting) return {};
  if (!summary.voice || summary.voice->fresh == 0) return "Messages waiting";
  return std::to_string(summary.voice->fresh) +
         (summary.voice->fresh == 1 ? " new voice message" : " new voice messages");
}

std::string mailbox_words(const MessageSummary& mailbox) {
  if (!mailbox.voice) return mailbox.waiting ? "messages waiting" : "no new messages";
  return std::to_string(mailbox.voice->fresh) + " new, " + std::to_string(mailbox.voice->old) + " old";
}

Result<MessageSummary> parse_message_summary(std::string_view body) {
  MessageSummary summary;
  const auto status = split_once(take_line(body), ':');
  const std::string_view waiting = trim(status.after);
  if (!equal_ignoring_case(trim(status.before), "Messages-Waiting"))
    return wrong("Messages-Waiting is missing");
  summary.waiting = equal_ignoring_case(waiting, "yes");
  if (!summary.waiting && !equal_ignoring_case(waiting, "no")) return wrong("Messages-Waiting is yes or no");
  while (!body.empty()) {
    const std::string_view line = take_line(body);
    // Behind an empty line are header fields of the messages.
    if (line.empty()) break;
    const auto field = split_once(line, ':');
    if (!field.found) return wrong("a line without a colon");
    if (auto read = read_line(summary, trim(field.before), trim(field.after)); !read)
      return tl::unexpected(read.error());
  }
  return summary;
}

}  // namespace handset::phone
