#include "sip/stream_framer.h"

#include "sip/field.h"
#include "sip/header_lines.h"
#include "sip/header_values.h"

namespace handset::sip {
namespace {

// More than this is given back when nothing is pending: most streams are idle.
constexpr std::size_t kept_capacity = std::size_t{4} * 1024;

}  // namespace

void StreamFramer::feed(std::string_view bytes) {
  if (error_.code != Errc::Incomplete) return;
  buffer_.erase(0, start_);
  start_ = 0;
  buffer_.append(bytes);
}

Result<StreamFramer::Frame> StreamFramer::next() {
  if (error_.code != Errc::Incomplete) return tl::unexpected(error_);
  if (pending().empty()) {
    give_back();
    return tl::unexpected(error_);
  }
  if (header_size_ == 0) {
    if (skip_line_ends()) return Frame{Frame::Kind::Ping, keep_alive_ping};
    if (auto found = find_header_end(); !found) return tl::unexpected(found.error());
    if (auto read = read_length(); !read) return tl::unexpected(read.error());
  }
  if (pending().size() < header_size_ + body_size_) return tl::unexpected(error_);
  const Frame frame{Frame::Kind::Message, pending().substr(0, header_size_ + body_size_)};
  start_ += frame.bytes.size();
  scanned_ = header_size_ = body_size_ = 0;
  return frame;
}

bool StreamFramer::take_pong() {
  if (pending() != keep_alive_pong) return false;
  start_ += keep_alive_pong.size();
  give_back();
  return true;
}

void StreamFramer::give_back() {
  start_ = 0;
  if (buffer_.capacity() > kept_capacity) {
    std::string().swap(buffer_);
  } else {
    buffer_.clear();
  }
}

// Line ends in front of a message. True for a whole double CRLF; a single one may be half of that, or the
// answer to a ping of ours, or what a careless sender put behind a body.
bool StreamFramer::skip_line_ends() {
  for (;;) {
    const auto text = pending();
    if (text.starts_with(keep_alive_ping)) {
      start_ += keep_alive_ping.size();
      return true;
    }
    if (keep_alive_ping.starts_with(text)) return false;  // the rest of it may come
    if (text.front() != '\r' && text.front() != '\n') return false;
    ++start_;
  }
}

// Looks at each byte once, however the header comes in.
Result<void> StreamFramer::find_header_end() {
  const auto text = pending();
  if (keep_alive_ping.starts_with(text)) return tl::unexpected(error_);
  for (std::size_t at = text.find('\n', scanned_); at != std::string_view::npos;
       at = text.find('\n', at + 1)) {
    if (at >= limits_.header) break;
    const auto after = text.substr(at + 1, 2);
    if (after.starts_with('\n') || after == "\r\n") {
      header_size_ = at + 1 + (after.front() == '\n' ? 1 : 2);
      return {};
    }
    if (after.empty() || after == "\r") {  // what decides is not here yet
      scanned_ = at;
      return tl::unexpected(error_);
    }
  }
  if (text.size() > limits_.header) return refuse(Errc::TooLarge, "The header is too large");
  scanned_ = text.size();
  return tl::unexpected(error_);
}

Result<void> StreamFramer::read_length() {
  const auto head = pending().substr(0, header_size_);
  HeaderLines reader(head);
  reader.take_start_line();
  std::string_view length;
  unsigned count = 0;
  for (auto step = reader.next(); step == HeaderLines::Step::Line || step == HeaderLines::Step::Wrong;
       step = reader.next()) {
    if (step == HeaderLines::Step::Wrong || field_from_name(reader.name()) != Field::ContentLength) continue;
    length = reader.value();
    ++count;
  }
  if (count == 0) return refuse(Errc::Malformed, "Content-Length is missing");
  if (count > 1) return refuse(Errc::Malformed, "More than one Content-Length");
  const auto size = parse_content_length(length);
  if (!size && size.error().code == Errc::Malformed) return refuse(Errc::Malformed, size.error().what);
  if (!size || *size > limits_.body) return refuse(Errc::TooLarge, "The body is too large");
  body_size_ = *size;
  return {};
}

tl::unexpected<Error> StreamFramer::refuse(Errc code, std::string_view what) {
  error_ = {code, 0, what};
  broken_ = pending().substr(0, header_size_ != 0 ? header_size_ : limits_.header);
  return tl::unexpected(error_);
}

}  // namespace handset::sip
