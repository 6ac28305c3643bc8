#include "sip/uri.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace handset::sip {
namespace {

// RFC 3261 25.1: user = unreserved / escaped / user-unreserved; the password knows fewer. Bytes above 127
// are taken as they are: some senders don't escape their UTF-8.
constexpr std::uint8_t user_char = 1;
constexpr std::uint8_t password_char = 2;
constexpr std::uint8_t parameter_char = 4;
constexpr std::uint8_t header_char = 8;

constexpr std::array<std::uint8_t, 256> make_char_table() {
  std::array<std::uint8_t, 256> table{};
  const auto allow = [&table](std::string_view chars, unsigned kinds) {
    for (const char c : chars) table[static_cast<unsigned char>(c)] |= static_cast<std::uint8_t>(kinds);
  };
  constexpr unsigned all = user_char | password_char | parameter_char | header_char;
  for (std::size_t c = 0; c < 256; ++c)
    if (c >= 128 || is_alnum(static_cast<char>(c))) table[c] = all;
  allow("-_.!~*'()%", all);
  allow("&=+$,;?/", user_char);
  allow("&=+$,", password_char);
  allow("[]/:&+$=;", parameter_char);
  allow("[]/?:+$=&", header_char);
  return table;
}
constexpr auto char_table = make_char_table();

// All of it allowed letters, and each % with two hexadecimal digits behind it.
bool consists_of(std::string_view text, std::uint8_t kind) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((char_table[static_cast<unsigned char>(text[at])] & kind) == 0) return false;
    if (text[at] == '%' && (at + 2 >= text.size() || !is_hex(text[at + 1]) || !is_hex(text[at + 2])))
      return false;
  }
  return true;
}

Scheme scheme_of(std::string_view text) {
  if (text == "sip" || equal_ignoring_case(text, "sip")) return Scheme::Sip;
  if (equal_ignoring_case(text, "sips")) return Scheme::Sips;
  if (equal_ignoring_case(text, "tel")) return Scheme::Tel;
  return Scheme::Other;
}

bool may_be_a_uri(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == 0x7f || c == '<' || c == '>' || c == '"';
  });
}

// The next byte that escaped text stands for; `at` moves behind it.
unsigned char take_byte(std::string_view text, std::size_t& at) {
  if (text[at] == '%' && at + 2 < text.size() && is_hex(text[at + 1]) && is_hex(text[at + 2])) {
    const auto byte = static_cast<unsigned char>(hex_value(text[at + 1]) << 4U | hex_value(text[at + 2]));
    at += 3;
    return byte;
  }
  return static_cast<unsigned char>(text[at++]);
}

// What texts are compared by: "%3B" is not ";", as only letters that are not reserved (RFC 2396 2.2) are what
// their escapes stand for (RFC 3261 19.1.4).
unsigned take_symbol(std::string_view text, std::size_t& at) {
  const std::size_t from = at;
  const unsigned char byte = take_byte(text, at);
  constexpr std::string_view reserved = ";/?:@&=+$,";
  const bool escaped = at - from > 1 && reserved.find(static_cast<char>(byte)) != std::string_view::npos;
  return escaped ? 256U + byte : byte;
}

unsigned without_case(unsigned symbol) {
  return symbol < 256 ? static_cast<unsigned char>(to_lower(static_cast<char>(symbol))) : symbol;
}

Result<void> parse_user_info(std::string_view text, Uri& uri) {
  const auto [user, password, found] = split_once(text, ':');
  if (user.empty() || !consists_of(user, user_char) || !consists_of(password, password_char))
    return fail(Errc::Malformed, "The user part of a URI is wrong");
  uri.has_user = true;
  uri.user = user;
  uri.password = password;
  return {};
}

// [name] ":" port; the address in brackets is not looked at more closely than its letters.
Result<void> parse_host_port(std::string_view text, Uri& uri) {
  std::string_view rest;
  if (!text.empty() && text.front() == '[') {
    const auto end = text.find(']');
    if (end == std::string_view::npos) return fail(Errc::Malformed, "A bracket is not closed in a URI");
    uri.ipv6 = true;
    uri.host = text.substr(1, end - 1);
    rest = text.substr(end + 1);
  } else {
    uri.host = text.substr(0, text.find(':'));
    rest = text.substr(uri.host.size());
  }
  for (const char c : uri.host) {
    const bool allowed =
        uri.ipv6 ? is_hex(c) || c == ':' || c == '.' : is_alnum(c) || c == '-' || c == '.' || c == '_';
    if (!allowed) return fail(Errc::Malformed, "The host of a URI is wrong");
  }
  if (uri.host.empty()) return fail(Errc::Malformed, "A URI has no host");
  if (rest.empty()) return {};
  const auto port = parse_decimal(rest.substr(1), 65535);
  if (rest.front() != ':' || !port || *port == 0) return fail(Errc::Malformed, "The port of a URI is wrong");
  uri.port = static_cast<std::uint16_t>(*port);
  return {};
}

// Takes one `name` or `name=value` off a list.
struct Pair {
  std::string_view name;
  std::string_view value;
};
Pair take_pair(std::string_view& list, char separator) {
  const auto part = split_once(list, separator);
  list = part.after;
  const auto pair = split_once(part.before, '=');
  return {pair.before, pair.after};
}

bool equivalent_escaped_ignoring_case(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size())
    if (without_case(take_symbol(a, i)) != without_case(take_symbol(b, j))) return false;
  return i == a.size() && j == b.size();
}

std::optional<std::string_view> find_pair(std::string_view list, std::string_view name, char separator) {
  while (!list.empty()) {
    const Pair pair = take_pair(list, separator);
    if (!pair.name.empty() && equivalent_escaped_ignoring_case(pair.name, name)) return pair.value;
  }
  return std::nullopt;
}

// These differ when only one of the URIs has them (RFC 3261 19.1.4).
bool must_be_in_both(std::string_view name) {
  for (const std::string_view special : {"user", "ttl", "method", "maddr", "transport"})
    if (equivalent_escaped_ignoring_case(name, special)) return true;
  return false;
}

// Of a name that comes twice the first one counts, here as everywhere.
bool parameters_fit(std::string_view mine, std::string_view theirs) {
  for (std::string_view rest = mine; !rest.empty();) {
    const std::string_view name = take_pair(rest, ';').name;
    if (name.empty()) continue;
    const auto value = find_pair(mine, name, ';');
    const auto other = find_pair(theirs, name, ';');
    if (other ? !equivalent_escaped_ignoring_case(*value, *other) : must_be_in_both(name)) return false;
  }
  return true;
}

// Each parameter is looked for in the other list, which must not become work for an attacker to order.
bool is_overlong(const Uri& uri) {
  constexpr std::size_t most = 1024;
  return uri.parameters.size() + uri.headers.size() > most;
}

// Each header field of one is in the other, with the same value.
bool headers_fit(std::string_view mine, std::string_view theirs) {
  for (std::string_view rest = mine; !rest.empty();) {
    const std::string_view name = take_pair(rest, '&').name;
    if (name.empty()) continue;
    const auto value = find_pair(mine, name, '&');
    const auto other = find_pair(theirs, name, '&');
    if (!other || !equivalent_escaped(*value, *other)) return false;
  }
  return true;
}

}  // namespace

Result<Uri> Uri::parse(std::string_view text) {
  Uri uri;
  uri.text = text;
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_alpha(text.front()))
    return fail(Errc::Malformed, "A URI has no scheme");
  uri.scheme_text = text.substr(0, colon);
  for (const char c : uri.scheme_text)
    if (!is_alnum(c) && c != '+' && c != '-' && c != '.') return fail(Errc::Malformed, "A URI has no scheme");
  uri.scheme = scheme_of(uri.scheme_text);
  if (!uri.is_sip()) {
    if (!may_be_a_uri(text)) return fail(Errc::Malformed, "A URI holds a blank, a quote or an angle bracket");
    return uri;
  }

  // Nothing behind the user part may hold an '@', but the user part may hold '?' and ';'.
  std::string_view rest = text.substr(colon + 1);
  if (const auto at = rest.find('@'); at != std::string_view::npos) {
    if (auto done = parse_user_info(rest.substr(0, at), uri); !done) return tl::unexpected(done.error());
    rest.remove_prefix(at + 1);
  }
  const auto [front, headers, has_headers] = split_once(rest, '?');
  const auto [host_port, parameters, has_parameters] = split_once(front, ';');
  if (auto done = parse_host_port(host_port, uri); !done) return tl::unexpected(done.error());
  if (!consists_of(parameters, parameter_char) || !consists_of(headers, header_char))
    return fail(Errc::Malformed, "The parameters of a URI are wrong");
  uri.parameters = parameters;
  uri.headers = headers;
  return uri;
}

std::optional<std::string_view> Uri::parameter(std::string_view name) const {
  return find_pair(parameters, name, ';');
}

bool equals_escaped(std::string_view escaped, std::string_view plain) {
  std::size_t at = 0;
  for (const char c : plain)
    if (at == escaped.size() || take_byte(escaped, at) != static_cast<unsigned char>(c)) return false;
  return at == escaped.size();
}

bool equivalent_escaped(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size())
    if (take_symbol(a, i) != take_symbol(b, j)) return false;
  return i == a.size() && j == b.size();
}

std::optional<std::string_view> unescape(std::string_view escaped, std::span<char> buffer) {
  if (escaped.find('%') == std::string_view::npos) return escaped;
  std::size_t size = 0;
  for (std::size_t at = 0; at < escaped.size();) {
    if (size == buffer.size()) return std::nullopt;
    buffer[size++] = static_cast<char>(take_byte(escaped, at));
  }
  return std::string_view(buffer.data(), size);
}

bool equivalent(const Uri& a, const Uri& b) {
  if (a.text == b.text) return true;
  if (!a.is_sip() || !b.is_sip() || is_overlong(a) || is_overlong(b)) return false;
  return a.scheme == b.scheme && a.has_user == b.has_user && equivalent_escaped(a.user, b.user) &&
         equivalent_escaped(a.password, b.password) && a.ipv6 == b.ipv6 &&
         equal_ignoring_case(a.host, b.host) && a.port == b.port &&
         parameters_fit(a.parameters, b.parameters) && parameters_fit(b.parameters, a.parameters) &&
         headers_fit(a.headers, b.headers) && headers_fit(b.headers, a.headers);
}

}  // namespace handset::sip
