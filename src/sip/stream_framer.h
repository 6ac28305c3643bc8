// Cuts a byte stream into SIP messages by their Content-Length (RFC 3261 18.3) and finds keep-alives
// (RFC 5626 4.4.1). One belongs to each stream, on the stream's shard. How the bytes were split on their
// way makes no difference.
//
//   framer.feed(bytes);
//   for (;;) {
//     auto frame = framer.next();
//     if (!frame) break;   // Incomplete: wait for more; anything else: answer broken(), close the stream
//     ...
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace handset::sip {

inline constexpr std::string_view keep_alive_ping = "\r\n\r\n";
inline constexpr std::string_view keep_alive_pong = "\r\n";

class StreamFramer {
 public:
  struct Limits {
    std::size_t header = std::size_t{16} * 1024;  // start line and header lines
    std::size_t body = std::size_t{64} * 1024;
  };

  struct Frame {
    enum class Kind : std::uint8_t {
      Message,  // `bytes` is one whole message
      Ping,     // a double CRLF between messages, to be answered by one CRLF
    };
    Kind kind = Kind::Message;
    std::string_view bytes;
  };

  StreamFramer() = default;
  explicit StreamFramer(Limits limits) : limits_(limits) {}

  // Takes the next bytes of the stream (copied).
  void feed(std::string_view bytes);

  // The next message or ping; its slice lives until the next call of next() or feed(). Errors: Incomplete
  // (nothing whole is left); Malformed (no Content-Length, a broken one, or more than one); TooLarge. The
  // last two are final: where the next message starts is unknown, so the stream is to be closed.
  Result<Frame> next();

  // The beginning of a message is here and its end is not; line ends between messages are none.
  [[nodiscard]] bool in_message() const { return !keep_alive_ping.starts_with(pending()); }

  // When all that is left is one CRLF, the answer to a ping of ours, takes it away and says true.
  bool take_pong();

  // After Malformed or TooLarge: the header part of the message as far as it is known, blank line included,
  // without a body: good for Message::parse() and an answer.
  [[nodiscard]] std::string_view broken() const { return broken_; }

 private:
  [[nodiscard]] std::string_view pending() const { return std::string_view(buffer_).substr(start_); }
  void give_back();
  bool skip_line_ends();
  Result<void> find_header_end();
  Result<void> read_length();
  tl::unexpected<Error> refuse(Errc code, std::string_view what);

  Limits limits_;
  std::string buffer_;
  std::size_t start_ = 0;        // of the message that is being cut
  std::size_t scanned_ = 0;      // bytes of it that hold no end of the header
  std::size_t header_size_ = 0;  // blank line included; 0: not found yet
  std::size_t body_size_ = 0;
  std::string_view broken_;
  Error error_{Errc::Incomplete, 0, {}};
};

}  // namespace handset::sip
