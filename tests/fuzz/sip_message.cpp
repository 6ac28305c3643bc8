// A SIP message as a datagram and as a piece of a stream: the slices, what is said about it, the answer to
// it, and the message written anew.
#include <array>
#include <string>
#include <vector>

#include "base/hash.h"
#include "fuzz/property.h"
#include "sip/grammar.h"
#include "sip/message.h"
#include "sip/stream_framer.h"
#include "sip/transaction_key.h"
#include "sip/validate.h"
#include "sip/via.h"
#include "sip/writer.h"

namespace handset::sip {
namespace {

using fuzz::require;
using fuzz::require_slice;

const Endpoint source{IpAddress::v4(192, 0, 2, 77), 5099};
constexpr std::string_view our_tag = "0123456789abcdef";

void check_slices(const Message& message, std::string_view bytes) {
  for (const auto slice : {message.version(), message.method_name(), message.request_uri(), message.reason(),
                           message.body(), message.bytes()})
    require_slice(slice, bytes);
  std::size_t walked = 0;
  for (const auto& line : message.lines()) {
    require_slice(line.name, bytes);
    require_slice(line.value, bytes);
    require(message.find(line.name) != nullptr, "a line is found by its name");
    const auto* next = message.next(line);
    require(next == nullptr || next > &line, "the next line is behind this one");
    if (message.find(line.field) == &line)
      for (const auto* same = &line; same != nullptr && line.field != Field::Other;
           same = message.next(*same))
        ++walked;
  }
  require(walked + message.count(Field::Other) == message.lines().size(), "each line is walked once");
}

// The value without its folds.
std::string plain(std::string_view value) {
  std::array<char, 65536> buffer;
  const auto text = unfold(value, buffer);
  require(text.has_value(), "unfolding makes no text longer");
  return std::string(*text);
}

// As a forwarder would send it on; empty when the writer refuses it.
std::string written(const Message& message) {
  std::vector<char> buffer(65536 * 2);
  Writer out(buffer);
  if (message.is_request()) {
    out.request_line(message.method_name(), message.request_uri());
  } else {
    out.status_line(message.status(), message.reason());
  }
  for (const auto& line : message.lines()) {
    if (line.field == Field::ContentLength) continue;
    out.begin_header(line.name);
    out.received(line.value);
    out.end_header();
  }
  out.finish(message.body());
  return std::string(out.view());
}

void check_same(const Message& a, const Message& b) {
  require(a.kind() == b.kind() && a.method() == b.method() && a.method_name() == b.method_name() &&
              a.request_uri() == b.request_uri() && a.status() == b.status() && a.reason() == b.reason() &&
              a.body() == b.body(),
          "a message written and read again is the same");
  std::vector<const HeaderLine*> lines;
  for (const auto& line : a.lines())
    if (line.field != Field::ContentLength) lines.push_back(&line);
  require(b.lines().size() == lines.size() + 1, "it has the same lines, and a Content-Length");
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& other = b.lines()[i];
    require(lines[i]->name == other.name && lines[i]->field == other.field, "the lines keep their names");
    require(plain(lines[i]->value) == plain(other.value), "the lines keep their values");
  }
}

void check_written(const Message& message) {
  // One line more than it came with may be one too many.
  if (!message.has(Field::ContentLength) && message.lines().size() == Message::max_lines) return;
  const std::string text = written(message);
  if (text.empty()) return;
  Message again;
  require(again.parse(text, Message::Framing::Stream).has_value(), "what we write can be read");
  check_same(message, again);
}

void check_answer(const Message& request, const Verdict& verdict) {
  std::vector<char> buffer(65536 * 2);
  Writer out(buffer);
  const unsigned status = verdict.ok() ? 200 : verdict.status;
  write_response(out, request, source, status, verdict.reason, our_tag);
  write_unsupported(out, request);
  out.finish();
  require(!out.overflowed(), "an answer is not much longer than its request");
  if (!out.ok()) return;
  Message response;
  require(response.parse(out.view()).has_value(), "the answer can be read");
  require(response.is_response() && response.status() == status, "the answer has the status that was given");
  require(response.count(Field::Via) == request.count(Field::Via), "the answer has all lines of Via");
  require(response.body().empty() && response.lines().size() <= request.lines().size() + 2,
          "nothing of the request becomes a line of its own");
  if (!verdict.ok()) return;
  // Behind proxies it has several Vias, which makes it an answer for somebody else.
  const auto checked = check_response(response);
  require(checked || checked.error().code == Errc::Refused, "the answer to a sound request is sound");
}

void check_keys(const Message& request) {
  static const KeyedHash hash{KeyedHash::Key{}};
  const auto& via = request.via();
  if (!via) return;
  require(transaction_key(hash, request, *via) == transaction_key(hash, request, *via),
          "a key is a function");
  require(to_tag(transaction_key(hash, request, *via)).view().size() == 16, "a tag has 16 letters");
  static_cast<void>(merge_key(hash, request));
}

void check_datagram(std::string_view bytes) {
  static Message message;  // used again, as a shard does
  const auto parsed = message.parse(bytes);
  check_slices(message, bytes);
  if (message.is_request()) {
    const auto verdict = parsed ? check(message) : verdict_for(message, parsed.error());
    require(parsed || !verdict.ok(), "what cannot be read gets no 200");
    if (message.answerable()) check_answer(message, verdict);
    if (parsed) check_keys(message);
  } else if (message.is_response() && parsed) {
    static_cast<void>(check_response(message));
  }
  if (parsed) check_written(message);
}

// What comes out of a stream that brings the bytes in pieces of `step`; 0: all at once.
std::string frames(std::string_view bytes, std::size_t step) {
  constexpr StreamFramer::Limits limits{.header = 2048, .body = 1024};
  StreamFramer framer(limits);
  Message message;
  std::string log;
  do {
    const auto piece = bytes.substr(0, step == 0 ? bytes.size() : step);
    bytes.remove_prefix(piece.size());
    framer.feed(piece);
    for (;;) {
      const auto frame = framer.next();
      if (!frame) {
        if (frame.error().code == Errc::Incomplete) break;
        log += "broken ";
        log += frame.error().what;
        static_cast<void>(message.parse(framer.broken(), Message::Framing::Stream));
        check_slices(message, framer.broken());
        return log;
      }
      require(frame->bytes.size() <= limits.header + limits.body + 4, "a frame keeps the limits");
      log += frame->kind == StreamFramer::Frame::Kind::Ping ? "ping " : "message ";
      log += frame->bytes;
      if (frame->kind == StreamFramer::Frame::Kind::Ping) continue;
      static_cast<void>(message.parse(frame->bytes, Message::Framing::Stream));
      check_slices(message, frame->bytes);
    }
  } while (!bytes.empty());
  return log;
}

void check_stream(std::string_view bytes) {
  const auto whole = frames(bytes, 0);
  require(whole == frames(bytes, 1) && whole == frames(bytes, 7),
          "how a stream was split makes no difference");
}

}  // namespace
}  // namespace handset::sip

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = handset::fuzz::text_of(data, size);
  handset::sip::check_datagram(bytes);
  handset::sip::check_stream(bytes);
  return 0;
}
