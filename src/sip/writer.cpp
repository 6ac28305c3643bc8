#include "sip/writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "base/eight_letters.h"
#include "base/text.h"
#include "sip/grammar.h"
#include "sip/name_addr.h"
#include "sip/via.h"

namespace handset::sip {
namespace {

bool holds_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return (static_cast<unsigned char>(c) < ' ' && c != '\t') || c == 0x7f; });
}

bool is_one_word(std::string_view text) {
  return !text.empty() && text.find_first_of(" \t") == std::string_view::npos;
}

}  // namespace

// Nearly all that is written passes here, so each letter is touched once, to look at it and to copy it, and
// eight of them together.
bool Writer::put_without_controls(std::string_view text) {
  const std::size_t size = text.size();
  if (size < 8 || size > buffer_.size() - size_) {
    if (!is_plain(text, ' ') && holds_control(text)) return false;
    put(text);
    return true;
  }
  const char* from = text.data();
  char* to = buffer_.data() + size_;
  std::uint64_t odd = 0;
  const auto copy = [&](std::size_t at) {
    const std::uint64_t letters = eight_letters(from + at);
    odd |= odd_letters(letters, ' ');
    std::memcpy(to + at, &letters, sizeof letters);
  };
  for (std::size_t at = 0; at + 8 < size; at += 8) copy(at);
  copy(size - 8);                                     // over some of those before
  if (odd != 0 && holds_control(text)) return false;  // else a tab, or beyond ASCII
  size_ += size;
  return true;
}

void Writer::request_line(std::string_view method, std::string_view uri) {
  if (!is_token(method) || !is_one_word(uri)) refused_ = true;
  text(method);
  put(" ");
  text(uri);
  put(" SIP/2.0\r\n");
}

void Writer::status_line(unsigned status, std::string_view reason) {
  if (status < 100 || status > 699) refused_ = true;
  put("SIP/2.0 ");
  put(status_digits(status));
  put(" ");
  text(reason);
  put("\r\n");
}

void Writer::header(std::string_view name, std::string_view value) {
  begin_header(name);
  text(value);
  end_header();
}

void Writer::header(std::string_view name, std::initializer_list<std::string_view> parts) {
  begin_header(name);
  for (const auto part : parts) text(part);
  end_header();
}

void Writer::header(std::string_view name, std::uint64_t value) {
  begin_header(name);
  number(value);
  end_header();
}

void Writer::begin_header(std::string_view name) {
  if (!is_token(name)) refused_ = true;
  const Field field = compact_ ? field_from_name(name) : Field::Other;
  put(field == Field::Other ? name : compact_field_name(field));
  put(": ");
}

void Writer::begin_header(Field field) {
  put(compact_ ? compact_field_name(field) : field_name(field));
  put(": ");
}

void Writer::number(std::uint64_t value) {
  std::array<char, 20> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  put({digits.data(), static_cast<std::size_t>(end - digits.data())});
}

void Writer::quoted(std::string_view plain) {
  put("\"");
  while (!plain.empty()) {
    const auto safe = plain.substr(0, plain.find_first_of("\"\\"));
    text(safe);
    plain.remove_prefix(safe.size());
    if (plain.empty()) break;
    put("\\");
    put(plain.substr(0, 1));
    plain.remove_prefix(1);
  }
  put("\"");
}

void Writer::endpoint(const Endpoint& value) {
  host(value.address);
  put(":");
  number(value.port);
}

void Writer::host(const IpAddress& address) {
  if (!address.is_v4()) put("[");
  this->address(address);
  if (!address.is_v4()) put("]");
}

void Writer::address(const IpAddress& address) {
  IpAddress::TextBuffer buffer;
  put(address.write_to(buffer));
}

void Writer::put_unfolded(std::string_view value) {
  while (!value.empty()) {
    const auto line = value.substr(0, find_line_end(value));
    value.remove_prefix(line.size());
    if (value.empty()) return put(line);
    // The blanks on both sides of a fold belong to it, as in unfold().
    put(line.substr(0, line.find_last_not_of(" \t") + 1));
    value = skip_blanks(value);
    put(" ");
  }
}

void Writer::finish(std::string_view body) {
  begin_header(Field::ContentLength);
  number(body.size());
  put("\r\n\r\n");
  put(body);
}

namespace {

// A parameter of a message, as it came.
void write_parameter(Writer& out, const Parameter& parameter) {
  out.literal(";");
  if (!parameter.quoted && parameter.name.data() + parameter.name.size() + 1 == parameter.value.data())
    return out.received({parameter.name.data(), parameter.name.size() + 1 + parameter.value.size()});
  out.text(parameter.name);
  if (!parameter.has_value) return;
  out.literal(parameter.quoted ? Literal("=\"") : Literal("="));
  out.received(parameter.value);
  if (parameter.quoted) out.literal("\"");
}

// As the RFCs write it; a compact name stays one.
void begin_copy(Writer& out, const HeaderLine& line) {
  if (line.field == Field::Other || line.name.size() == 1)
    out.begin_header(line.name);
  else
    out.begin_header(line.field);
}

// `received` and `rport` are ours to say, whatever the sender wrote there (RFC 3581 4).
void write_top_via(Writer& out, const HeaderLine& line, const Via& via, const Endpoint& source,
                   ViaAdditions additions) {
  begin_copy(out, line);
  out.received(via.protocol);
  out.literal(" ");
  out.received(via.sent_by);
  ParameterReader reader(via.parameters, ';');
  while (const auto parameter = reader.next())
    if (!parameter->is("received") && !parameter->is("rport")) write_parameter(out, *parameter);
  const bool rport = via.has_rport || additions.rport;
  if (rport || additions.received || needs_received(via, source)) {
    out.literal(";received=");
    out.address(source.address);
  }
  if (rport) {
    out.literal(";rport=");
    out.number(source.port);
  }
  if (via.more) {
    out.literal(",");
    out.received(via.rest);
  }
  out.end_header();
}

void copy_line(Writer& out, const HeaderLine& line) {
  begin_copy(out, line);
  out.received(line.value);
  out.end_header();
}

void copy_vias(Writer& out, const Message& request, const Endpoint& source, ViaAdditions additions) {
  const HeaderLine* line = request.find(Field::Via);
  if (line == nullptr) return;
  if (const auto& via = request.via()) {
    write_top_via(out, *line, *via, source, additions);
  } else {
    copy_line(out, *line);
  }
  while ((line = request.next(*line)) != nullptr) copy_line(out, *line);
}

void copy_to(Writer& out, const Message& request, std::string_view to_tag) {
  const HeaderLine* line = request.find(Field::To);
  if (line == nullptr) return;
  const auto& to = request.to();
  begin_copy(out, *line);
  out.received(line->value);
  if (!to_tag.empty() && to && to->tag.empty()) {
    out.literal(";tag=");
    out.text(to_tag);
  }
  out.end_header();
}

}  // namespace

void write_response(Writer& out, const Message& request, const Endpoint& source, unsigned status,
                    std::string_view reason, std::string_view to_tag, ViaAdditions additions) {
  out.status_line(status, reason.empty() ? reason_phrase(status) : reason);
  copy_vias(out, request, source, additions);
  if (const auto* from = request.find(Field::From)) copy_line(out, *from);
  copy_to(out, request, to_tag);
  if (const auto* call_id = request.find(Field::CallId)) copy_line(out, *call_id);
  if (const auto* cseq = request.find(Field::CSeq)) copy_line(out, *cseq);
}

void copy_lines(Writer& out, const Message& from, Field field) {
  for (const HeaderLine* line = from.find(field); line != nullptr; line = from.next(*line))
    copy_line(out, *line);
}

void write_allow(Writer& out, MethodSet methods) {
  out.begin_header("Allow");
  bool first = true;
  for (std::size_t i = 0; i < static_cast<std::size_t>(Method::Other); ++i) {
    const auto method = static_cast<Method>(i);
    if (!methods.contains(method)) continue;
    if (!first) out.text(", ");
    out.text(method_name(method));
    first = false;
  }
  out.end_header();
}

void write_unsupported(Writer& out, const Message& request, std::span<const std::string_view> supported) {
  out.begin_header("Unsupported");
  bool first = true;
  for (const HeaderLine* line = request.find(Field::Require); line != nullptr; line = request.next(*line))
    for_each_item(line->value, [&](std::string_view tag) {
      const bool known = std::any_of(supported.begin(), supported.end(), [tag](std::string_view option) {
        return equal_ignoring_case(option, tag);
      });
      if (known) return;
      if (!first) out.text(", ");
      out.received(tag);
      first = false;
    });
  out.end_header();
}

}  // namespace handset::sip
