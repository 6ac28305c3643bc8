// Writes SIP messages into a buffer of the caller's, without allocation. A value that would break a line
// in two (any control character but the tab) is refused; so is what does not fit. Both are remembered and
// make everything after them void: check ok() once, at the end.
//
//   Writer out(buffer);
//   write_response(out, request, source, 200, {}, tag);
//   out.header("Expires", 3600);
//   out.finish();
//   if (out.ok()) send(out.view());
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "base/address.h"
#include "sip/message.h"

namespace handset::sip {

// A text of the program's own, seen when it is compiled to have no control character.
class Literal {
 public:
  template <std::size_t size>
  consteval Literal(const char (&text)[size])
      : text_(text, size - 1) {  // NOLINT(google-explicit-constructor)
    for (const char c : text_)
      if (static_cast<unsigned char>(c) < ' ' || c == 0x7f) throw "a control character";
  }
  [[nodiscard]] constexpr std::string_view view() const { return text_; }

 private:
  std::string_view text_;
};

class Writer {
 public:
  explicit Writer(std::span<char> buffer) : buffer_(buffer) {}

  [[nodiscard]] bool ok() const { return !overflowed_ && !refused_; }
  [[nodiscard]] bool overflowed() const { return overflowed_; }
  [[nodiscard]] bool refused() const { return refused_; }
  // What is written so far; empty when not ok().
  [[nodiscard]] std::string_view view() const {
    return ok() ? std::string_view(buffer_.data(), size_) : std::string_view{};
  }

  // Start lines. Blanks in a method or a URI are refused.
  void request_line(std::string_view method, std::string_view uri);
  void status_line(unsigned status, std::string_view reason);

  // From now on names that have a compact form (RFC 3261 7.3.3) are written by it.
  void use_compact_names(bool compact) { compact_ = compact; }

  // A whole header line; the parts follow each other without a blank.
  void header(std::string_view name, std::string_view value);
  void header(std::string_view name, std::initializer_list<std::string_view> parts);
  void header(std::string_view name, std::uint64_t value);

  // A header line in steps: begin, then any of the pieces, then end.
  void begin_header(std::string_view name);
  void begin_header(Field field);  // none but Other
  void text(std::string_view piece) {
    if (!put_without_controls(piece)) refused_ = true;
  }
  void literal(Literal piece) { put(piece.view()); }
  void number(std::uint64_t value);
  void quoted(std::string_view plain);     // in quotes, with quoted-pairs where needed
  void endpoint(const Endpoint& value);    // "192.0.2.1:5060", "[2001:db8::1]:5060"
  void host(const IpAddress& address);     // with brackets around IPv6
  void address(const IpAddress& address);  // without them
  // As it came in a message, folds made one space.
  void received(std::string_view value) {
    if (!put_without_controls(value)) put_unfolded(value);
  }
  void end_header() { put("\r\n"); }

  // Content-Length, the blank line and the body, whose bytes are free.
  void finish(std::string_view body = {});

 private:
  void put(std::string_view bytes) {
    if (bytes.size() <= buffer_.size() - size_)
      size_ += bytes.copy(buffer_.data() + size_, bytes.size());
    else
      overflowed_ = true;
  }
  // The same, unless there is a control character in it: then false, and nothing is put.
  [[nodiscard]] bool put_without_controls(std::string_view text);
  void put_unfolded(std::string_view value);

  std::span<char> buffer_;
  std::size_t size_ = 0;
  bool overflowed_ = false;
  bool refused_ = false;
  bool compact_ = false;
};

// What the topmost Via of a response gets beyond the RFCs' duty.
struct ViaAdditions {
  bool received = false;  // also when it names the source itself
  bool rport = false;     // also when it was not asked for
};

// The start of a response (RFC 3261 8.2.6): status line, all Vias in order, From, To, Call-ID and CSeq as
// they came, with compact names where they came with them. The topmost Via gets `received` when the source
// is not what it says or rport was asked for, and `rport` then is filled in (RFC 3581 4). To gets `to_tag`
// when it has no tag and to_tag is not empty. An empty reason is reason_phrase(status). The caller adds
// header lines and calls finish().
void write_response(Writer& out, const Message& request, const Endpoint& source, unsigned status,
                    std::string_view reason, std::string_view to_tag, ViaAdditions additions = {});

// All lines of that field as they came (Record-Route of a 2xx).
void copy_lines(Writer& out, const Message& from, Field field);

// "Allow: INVITE, ACK, ..."
void write_allow(Writer& out, MethodSet methods);

// "Unsupported: ..." with each option tag of Require that is not in `supported` (RFC 3261 8.2.2.3).
void write_unsupported(Writer& out, const Message& request, std::span<const std::string_view> supported = {});

// The phrase of the registry; for an unknown status that of its class.
[[nodiscard]] std::string_view reason_phrase(unsigned status);

// The three digits of a status from 100 to 699, in static storage; "other" for any other number.
[[nodiscard]] std::string_view status_digits(unsigned status);

}  // namespace handset::sip
