// A SIP message as slices of its bytes, found in one pass (RFC 3261 7, 18.3, 25.1). Header values are only
// parsed when somebody asks (via.h, name_addr.h, header_values.h); what every step of a request asks for is
// kept.
//
// A Message is owned by a shard and used again for each message: it allocates nothing, and its slices live
// as long as the bytes that were given to parse(). Lines may end with CR LF or a bare LF.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "sip/field.h"
#include "sip/header_values.h"
#include "sip/method.h"
#include "sip/name_addr.h"
#include "sip/uri.h"
#include "sip/via.h"

namespace handset::sip {

struct HeaderLine {
  std::string_view name;   // as received
  std::string_view value;  // trimmed; folds are left in it
  Field field = Field::Other;
};

class Message {
 public:
  static constexpr std::size_t max_lines = 128;

  enum class Kind : std::uint8_t { None, Request, Response };
  enum class Framing : std::uint8_t {
    Datagram,  // without Content-Length the rest is the body; bytes behind the body are ignored
    Stream,    // as cut by StreamFramer: Content-Length is required
  };

  // Errors: Malformed, or TooLarge (more than max_lines header lines); their sentence serves as reason
  // phrase of the answer. With an error the slices that were found are kept; when answerable(), a response
  // can be written from them (see verdict_for() in validate.h), else the message is to be dropped.
  Result<void> parse(std::string_view bytes, Framing framing = Framing::Datagram);

  // What was found is a request that can be answered: it has a start line and a Via, and is no ACK. What
  // else of From, To, Call-ID and CSeq there is goes into the answer, as a 400 for their lack needs it.
  [[nodiscard]] bool answerable() const;
  // The blank line that ends the header was reached.
  [[nodiscard]] bool header_is_whole() const { return header_is_whole_; }

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] bool is_request() const { return kind_ == Kind::Request; }
  [[nodiscard]] bool is_response() const { return kind_ == Kind::Response; }
  [[nodiscard]] std::string_view version() const { return version_; }  // "SIP/2.0"

  // Of a request.
  [[nodiscard]] Method method() const { return method_; }
  [[nodiscard]] std::string_view method_name() const { return method_name_; }
  [[nodiscard]] std::string_view request_uri() const { return request_uri_; }

  // Of a response. 100 to 699.
  [[nodiscard]] unsigned status() const { return status_; }
  [[nodiscard]] std::string_view reason() const { return reason_; }

  // All header lines in the order in which they came.
  [[nodiscard]] std::span<const HeaderLine> lines() const { return {lines_.data(), line_count_}; }
  [[nodiscard]] bool has(Field field) const { return count(field) != 0; }
  // How many lines of that field there are.
  [[nodiscard]] std::size_t count(Field field) const { return counts_[static_cast<std::size_t>(field)]; }
  // Some field has more than one line.
  [[nodiscard]] bool repeats_a_field() const { return repeats_a_field_; }
  // The first line of that field, or null. For Field::Other use find(name).
  [[nodiscard]] const HeaderLine* find(Field field) const {
    return has(field) ? &lines_[first_[static_cast<std::size_t>(field)]] : nullptr;
  }
  // The next line of the same field behind `line`, which is one of lines(); or null.
  [[nodiscard]] const HeaderLine* next(const HeaderLine& line) const {
    return line.field == Field::Other || count(line.field) > 1 ? next_of_several(line) : nullptr;
  }
  // The first line of that name, in any case; for fields without a number. Walks the lines.
  [[nodiscard]] const HeaderLine* find(std::string_view name) const;
  // The value of the first line; empty also when there is none (has() tells them apart).
  [[nodiscard]] std::string_view value(Field field) const {
    return has(field) ? lines_[first_[static_cast<std::size_t>(field)]].value : std::string_view{};
  }

  // The topmost Via, From, To, Event and the Request-URI, decoded once however many ask. Errors: Malformed,
  // and NotFound where there is none.
  [[nodiscard]] const Result<Via>& via() const;
  [[nodiscard]] const Result<NameAddr>& from() const;
  [[nodiscard]] const Result<NameAddr>& to() const;
  [[nodiscard]] const Result<EventHeader>& event() const;
  [[nodiscard]] const Result<Uri>& target() const;

  [[nodiscard]] std::string_view body() const { return body_; }
  // From the start line to the end of the body.
  [[nodiscard]] std::string_view bytes() const { return bytes_; }

 private:
  [[nodiscard]] const HeaderLine* next_of_several(const HeaderLine& line) const;
  void reset();
  Result<void> parse_start_line(std::string_view line, std::size_t at);
  Result<void> parse_request_line(std::string_view line, std::size_t at);
  Result<void> parse_status_line(std::string_view line, std::size_t at);
  bool add(const HeaderLine& line);
  Result<void> take_body(std::string_view rest, std::size_t at, Framing framing);

  Kind kind_ = Kind::None;
  bool header_is_whole_ = false;
  bool repeats_a_field_ = false;
  Method method_ = Method::Other;
  std::uint16_t status_ = 0;
  std::uint8_t line_count_ = 0;
  std::string_view version_;
  std::string_view method_name_;
  std::string_view request_uri_;
  std::string_view reason_;
  std::string_view body_;
  std::string_view bytes_;
  std::array<std::uint8_t, field_count> counts_{};
  std::array<std::uint8_t, field_count> first_{};
  std::array<HeaderLine, max_lines> lines_{};
  // Filled when first asked for.
  mutable std::optional<Result<Via>> via_;
  mutable std::optional<Result<NameAddr>> from_;
  mutable std::optional<Result<NameAddr>> to_;
  mutable std::optional<Result<EventHeader>> event_;
  mutable std::optional<Result<Uri>> target_;
};

}  // namespace handset::sip
