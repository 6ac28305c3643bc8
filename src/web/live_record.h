// The numbered events of the live link and the last ones of them, for viewers that come back after a break.
// Owned by the LiveHub, which guards it.
//
// An event has two forms: a screen goes with its picture to those who want pictures, without to others. One
// that was not drawn, since nobody wanted pictures then, has only the latter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/web_socket.h"

namespace handset::web {

struct LiveText {
  io::WebSocket::Text plain;
  io::WebSocket::Text pictured;  // null: it was not drawn

  // Null when it does not exist.
  [[nodiscard]] const io::WebSocket::Text& of(bool pictures) const { return pictures ? pictured : plain; }
};

struct LiveRecordLimits {
  std::size_t events = 256;
  std::size_t bytes = std::size_t{2} << 20;
};

class LiveRecord {
 public:
  using Limits = LiveRecordLimits;

  // `stream` names this record among those of other runs: letters and digits.
  explicit LiveRecord(std::string stream, Limits limits = {}) : stream_(std::move(stream)), limits_(limits) {}

  [[nodiscard]] const std::string& stream() const { return stream_; }
  // Of the last event; 0: there was none yet.
  [[nodiscard]] std::uint64_t number() const { return number_; }

  // `body`: a JSON object without its number, {"event":...}. The same in both forms.
  const LiveText& add(std::string_view body);
  // With a picture, base64 of a PNG file. Empty: it was not drawn.
  const LiveText& add(std::string_view body, std::string_view picture);

  // What came behind that number; nothing when the stream is another one, or part of it is not there in that
  // form any more.
  [[nodiscard]] std::optional<std::vector<io::WebSocket::Text>> since(std::string_view stream,
                                                                      std::uint64_t number,
                                                                      bool pictures) const;

 private:
  const LiveText& keep(LiveText text);

  std::string stream_;
  Limits limits_;
  std::uint64_t number_ = 0;
  std::size_t bytes_ = 0;
  std::deque<LiveText> events_;  // the last one has number_
};

// {"number":N, and the rest of `body`; with a "picture" if one is given.
[[nodiscard]] std::string numbered(std::uint64_t number, std::string_view body,
                                   std::string_view picture = {});

}  // namespace handset::web
