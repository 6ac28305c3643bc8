#include "sip/message.h"

#include <algorithm>
#include <optional>

#include "base/eight_letters.h"
#include "base/text.h"
#include "sip/grammar.h"
#include "sip/header_lines.h"
#include "sip/header_values.h"

namespace handset::sip {
namespace {

constexpr std::string_view version_start = "SIP/";

// "SIP/" 1*DIGIT "." 1*DIGIT, in any case.
bool is_version(std::string_view text) {
  if (text == "SIP/2.0") return true;
  if (!starts_with_ignoring_case(text, version_start)) return false;
  const auto [major, minor, found] = split_once(text.substr(version_start.size()), '.');
  const auto is_number = [](std::string_view digits) {
    return !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return found && is_number(major) && is_number(minor);
}

template <class Value>
const Result<Value>& decode_once(std::optional<Result<Value>>& kept, const Message& message, Field field) {
  if (!kept) {
    if (message.has(field))
      kept.emplace(Value::parse(message.value(field)));
    else
      kept.emplace(fail(Errc::NotFound, "The header field is missing"));
  }
  return *kept;
}

}  // namespace

inline bool Message::add(const HeaderLine& line) {
  if (line_count_ == max_lines) return false;
  const auto index = static_cast<std::size_t>(line.field);
  if (counts_[index]++ == 0)
    first_[index] = line_count_;
  else
    repeats_a_field_ = true;
  lines_[line_count_++] = line;
  return true;
}

Result<void> Message::parse(std::string_view bytes, Framing framing) {
  reset();
  std::size_t at = 0;
  while (at < bytes.size() && (bytes[at] == '\r' || bytes[at] == '\n')) ++at;
  bytes_ = bytes.substr(at);
  HeaderLines reader(bytes_, at);

  // The first thing that is wrong is reported, but what follows it is still read: the answer needs it.
  std::optional<Error> wrong;
  const auto note = [&wrong](const Result<void>& result) {
    if (!result && !wrong) wrong = result.error();
  };
  note(parse_start_line(reader.take_start_line(), at));
  if (kind_ == Kind::None) return tl::unexpected(*wrong);

  for (;;) {
    switch (reader.next()) {
      case HeaderLines::Step::Line: {
        const Field field = field_from_name(reader.name());
        if (field == Field::Other && !is_token(reader.name())) {
          note(fail(Errc::Malformed, "The name of a header line is wrong", reader.at()));
          continue;
        }
        if (add({reader.name(), reader.value(), field})) continue;
        note(fail(Errc::TooLarge, "Too many header lines", reader.at()));
        break;
      }
      case HeaderLines::Step::Wrong:
        note(fail(Errc::Malformed, "A header line has no name or no colon", reader.at()));
        continue;
      case HeaderLines::Step::End:
        note(fail(Errc::Malformed, "No blank line ends the header", reader.at()));
        break;
      case HeaderLines::Step::Blank:
        header_is_whole_ = true;
        note(take_body(reader.rest(), reader.rest_at(), framing));
        break;
    }
    break;
  }
  if (wrong) return tl::unexpected(*wrong);
  return {};
}

void Message::reset() {
  kind_ = Kind::None;
  header_is_whole_ = false;
  repeats_a_field_ = false;
  method_ = Method::Other;
  status_ = 0;
  line_count_ = 0;
  version_ = method_name_ = request_uri_ = reason_ = body_ = bytes_ = {};
  counts_.fill(0);
  via_.reset();
  from_.reset();
  to_.reset();
  event_.reset();
  target_.reset();
}

Result<void> Message::parse_start_line(std::string_view line, std::size_t at) {
  if (line.empty()) return fail(Errc::Malformed, "There is no start line", at);
  return starts_with_ignoring_case(line, version_start) ? parse_status_line(line, at)
                                                        : parse_request_line(line, at);
}

// Method SP Request-URI SP SIP-Version; other blanks make it wrong, but still answerable.
Result<void> Message::parse_request_line(std::string_view line, std::size_t at) {
  std::string_view rest = line;
  while (!rest.empty() && is_blank(rest.back())) rest.remove_suffix(1);
  bool tidy = rest.size() == line.size();

  const std::string_view method = take_token(rest);
  std::size_t last_blank = rest.size();
  while (last_blank > 0 && !is_blank(rest[--last_blank])) continue;
  if (method.empty() || rest.empty() || !is_blank(rest.front()) || last_blank == 0 ||
      !is_version(rest.substr(last_blank + 1)))
    return fail(Errc::Malformed, "The first line is no SIP start line", at);

  kind_ = Kind::Request;
  method_name_ = method;
  method_ = method_from_name(method);
  version_ = rest.substr(last_blank + 1);
  request_uri_ = trim(rest.substr(0, last_blank));
  tidy = tidy && request_uri_.size() + 2 + version_.size() == rest.size() &&
         (is_plain(request_uri_, '!') || std::none_of(request_uri_.begin(), request_uri_.end(), is_space));
  if (request_uri_.empty()) return fail(Errc::Malformed, "There is no Request-URI", at);
  if (!tidy) return fail(Errc::Malformed, "Stray blanks in the request line", at);
  return {};
}

// SIP-Version SP 3DIGIT SP Reason-Phrase; the phrase may be empty and its blank missing.
Result<void> Message::parse_status_line(std::string_view line, std::size_t at) {
  const auto version = split_once(line, ' ');
  const auto code = split_once(version.after, ' ');
  const auto status = parse_decimal(code.before, 699);
  if (!is_version(version.before)) return fail(Errc::Malformed, "The first line is no SIP start line", at);
  kind_ = Kind::Response;
  version_ = version.before;
  reason_ = code.after;
  if (code.before.size() != 3 || !status || *status < 100)
    return fail(Errc::Malformed, "The status is not between 100 and 699", at);
  status_ = static_cast<std::uint16_t>(*status);
  return {};
}

Result<void> Message::take_body(std::string_view rest, std::size_t at, Framing framing) {
  const auto keep = [this, rest](std::size_t size) {
    body_ = rest.substr(0, size);
    bytes_.remove_suffix(rest.size() - body_.size());
  };
  if (!has(Field::ContentLength)) {
    keep(framing == Framing::Stream ? 0 : rest.size());
    if (framing == Framing::Stream) return fail(Errc::Malformed, "Content-Length is missing", at);
    return {};
  }
  if (count(Field::ContentLength) > 1) {
    keep(0);
    return fail(Errc::Malformed, "More than one Content-Length", at);
  }
  const auto length = parse_content_length(value(Field::ContentLength));
  keep(length ? *length : 0);
  if (!length) return fail(Errc::Malformed, "Content-Length is no length", at);
  if (*length > rest.size()) return fail(Errc::Malformed, "The body is shorter than Content-Length", at);
  return {};
}

const Result<Via>& Message::via() const {
  return decode_once(via_, *this, Field::Via);
}

const Result<NameAddr>& Message::from() const {
  return decode_once(from_, *this, Field::From);
}

const Result<NameAddr>& Message::to() const {
  return decode_once(to_, *this, Field::To);
}

const Result<EventHeader>& Message::event() const {
  return decode_once(event_, *this, Field::Event);
}

const Result<Uri>& Message::target() const {
  if (!target_) target_ = Uri::parse(request_uri_);
  return *target_;
}

bool Message::answerable() const {
  return kind_ == Kind::Request && method_ != Method::Ack && has(Field::Via);
}

const HeaderLine* Message::next_of_several(const HeaderLine& line) const {
  if (line.field == Field::Other) {
    for (const HeaderLine* other = &line + 1; other != lines_.data() + line_count_; ++other)
      if (equal_ignoring_case(other->name, line.name)) return other;
    return nullptr;
  }
  for (const HeaderLine* other = &line + 1; other != lines_.data() + line_count_; ++other)
    if (other->field == line.field) return other;
  return nullptr;
}

const HeaderLine* Message::find(std::string_view name) const {
  if (const Field field = field_from_name(name); field != Field::Other) return find(field);
  for (const HeaderLine& line : lines())
    if (line.field == Field::Other && equal_ignoring_case(line.name, name)) return &line;
  return nullptr;
}

}  // namespace handset::sip
