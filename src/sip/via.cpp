#include "sip/via.h"

#include "base/text.h"
#include "sip/grammar.h"

namespace handset::sip {
namespace {

constexpr std::uint16_t default_port = 5060;

// A token with blanks around it.
std::string_view take_padded_token(std::string_view& text) {
  text = skip_blanks(text);
  const auto token = take_token(text);
  text = skip_blanks(text);
  return token;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

// "SIP" / "2.0" / transport, with blanks allowed around the slashes.
bool take_protocol(std::string_view& text, Via& via) {
  const auto start = text;
  const auto name = take_padded_token(text);
  if (name.empty() || !take(text, '/')) return false;
  const auto version = take_padded_token(text);
  if (version.empty() || !take(text, '/')) return false;
  text = skip_blanks(text);
  via.transport = take_token(text);
  via.protocol = start.substr(0, start.size() - text.size());
  // A blank parts the transport from the host.
  return !via.transport.empty() && !text.empty() && is_space(text.front());
}

// host [ ":" port ]
bool take_sent_by(std::string_view& text, Via& via) {
  text = skip_blanks(text);
  const auto start = text;
  std::size_t size = 0;
  if (take(text, '[')) {
    while (size < text.size() && (is_hex(text[size]) || text[size] == ':' || text[size] == '.')) ++size;
    via.host = text.substr(0, size);
    text.remove_prefix(size);
    if (!take(text, ']')) return false;
  } else {
    while (size < text.size() &&
           (is_alnum(text[size]) || text[size] == '-' || text[size] == '.' || text[size] == '_'))
      ++size;
    via.host = text.substr(0, size);
    text.remove_prefix(size);
  }
  via.sent_by = start.substr(0, start.size() - text.size());
  text = skip_blanks(text);
  if (via.host.empty()) return false;
  if (!take(text, ':')) return true;
  text = skip_blanks(text);
  size = 0;
  while (size < text.size() && is_digit(text[size])) ++size;
  const auto port = parse_decimal(text.substr(0, size), 65535);
  text.remove_prefix(size);
  via.sent_by = start.substr(0, start.size() - text.size());
  text = skip_blanks(text);
  via.port = port ? static_cast<std::uint16_t>(*port) : std::uint16_t{0};
  return via.port != 0;
}

bool read_parameters(Via& via) {
  ParameterReader reader(via.parameters, ';');
  while (const auto parameter = reader.next()) {
    if (parameter->is("branch")) {
      if (via.branch.empty()) via.branch = parameter->value;
    } else if (parameter->is("received")) {
      via.received = parameter->value;
      if (via.received.size() > 2 && via.received.front() == '[' && via.received.back() == ']')
        via.received = via.received.substr(1, via.received.size() - 2);
    } else if (parameter->is("rport")) {
      via.has_rport = true;
      // A number that is none was not asked for anything but "fill it in".
      if (const auto port = parse_decimal(parameter->value, 65535))
        via.rport = static_cast<std::uint16_t>(*port);
    }
  }
  return !reader.malformed();
}

Result<void> parse_one(std::string_view text, Via& via) {
  if (!take_protocol(text, via)) return fail(Errc::Malformed, "Via names no protocol and transport");
  if (!take_sent_by(text, via)) return fail(Errc::Malformed, "Via names no host it was sent by");
  if (!text.empty() && !take(text, ';')) return fail(Errc::Malformed, "Via has a stray end");
  via.parameters = text;
  if (!read_parameters(via)) return fail(Errc::Malformed, "The parameters of Via are wrong");
  return {};
}

}  // namespace

Result<Via> Via::parse(std::string_view value) {
  return parse_first<Via>(value, parse_one);
}

bool Via::has_magic_cookie() const {
  return branch.size() > magic_cookie.size() && starts_with_ignoring_case(branch, magic_cookie);
}

bool Via::reliable() const {
  return !equal_ignoring_case(transport, "UDP");
}

Endpoint response_target(const Via& via, const Endpoint& source) {
  if (via.has_rport) return source;
  return {source.address, via.port != 0 ? via.port : default_port};
}

bool needs_received(const Via& via, const Endpoint& source) {
  const auto address = IpAddress::parse(via.host);
  return !address || *address != source.address;
}

}  // namespace handset::sip
