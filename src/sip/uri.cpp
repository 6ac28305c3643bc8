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
constexpr std::uint8_t host_char = 16;  // of a name or an IPv4 address
constexpr std::uint8_t scheme_char = 32;
constexpr std::uint8_t may_be_escaped = user_char | password_char | parameter_char | header_char;

constexpr std::array<std::uint8_t, 256> make_char_table() {
  std::array<std::uint8_t, 256> table{};
  const auto allow = [&table](std::string_view chars, unsigned kinds) {
    for (const char c : chars) table[static_cast<unsigned char>(c)] |= static_cast<std::uint8_t>(kinds);
  };
  constexpr unsigned all = may_be_escaped;
  for (std::size_t c = 0; c < 256; ++c)
    if (c >= 128 || is_alnum(static_cast<char>(c))) table[c] = all;
  for (std::size_t c = 0; c < 128; ++c)
    if (is_alnum(static_cast<char>(c))) table[c] |= host_char | scheme_char;
  allow("-_.!~*'()", all);
  allow("&=+$,;?/", user_char);
  allow("&=+$,", password_char);
  allow("[]/:&+$=;", parameter_char);
  allow("[]/?:+$=&", header_char);
  allow("-._", host_char);
  allow("+-.", scheme_char);
  return table;
}
constexpr auto char_table = make_char_table();

bool is_escape(std::string_view text, std::size_t at) {
  return at + 2 < text.size() && text[at] == '%' && is_hex(text[at + 1]) && is_hex(text[at + 2]);
}

// Takes the letters of that kind, and their escapes, off the start of `text`.
inline std::string_view take_run(std::string_view& text, std::uint8_t kind) {
  const char* const start = text.data();
  const char* const end = start + text.size();
  const char* at = start;
  for (;; at += 3) {
    while (at != end && (char_table[static_cast<unsigned char>(*at)] & kind) != 0) ++at;
    if (at == end || *at != '%' || (kind & may_be_escaped) == 0) break;
    if (!is_escape(text, static_cast<std::size_t>(at - start))) break;
  }
  text.remove_prefix(static_cast<std::size_t>(at - start));
  return {start, static_cast<std::size_t>(at - start)};
}

// Takes that letter off the start of `text`, if it is there.
bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

Scheme scheme_of(std::string_view text) {
  if (equal_ignoring_case(text, "sip")) return Scheme::Sip;
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
  if (is_escape(text, at)) {
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

// [user [":" password] "@"], off the start of `rest`. Nothing behind it may hold an '@', but it may hold '?'
// and
// ';': so what begins like a user part is one only when its '@' comes.
Result<void> take_user_info(std::string_view& rest, Uri& uri) {
  std::string_view text = rest;
  const auto user = take_run(text, user_char);
  const auto password = take(text, ':') ? take_run(text, password_char) : std::string_view{};
  if (take(text, '@') && !user.empty()) {
    uri.has_user = true;
    uri.user = user;
    uri.password = password;
    rest = text;
  } else if (rest.find('@') != std::string_view::npos) {
    return fail(Errc::Malformed, "The user part of a URI is wrong");
  }
  return {};
}

// The address in brackets is not looked at more closely than its letters.
Result<void> take_host(std::string_view& rest, Uri& uri) {
  if (take(rest, '[')) {
    const auto end = rest.substr(0, rest.find_first_of("?;")).find(']');
    if (end == std::string_view::npos) return fail(Errc::Malformed, "A bracket is not closed in a URI");
    uri.ipv6 = true;
    uri.host = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    for (const char c : uri.host)
      if (!is_hex(c) && c != ':' && c != '.') return fail(Errc::Malformed, "The host of a URI is wrong");
  } else {
    uri.host = take_run(rest, host_char);
    if (!rest.empty() && rest.front() != ':' && rest.front() != ';' && rest.front() != '?')
      return fail(Errc::Malformed, "The host of a URI is wrong");
  }
  if (uri.host.empty()) return fail(Errc::Malformed, "A URI has no host");
  return {};
}

// What follows a host and is none of ':', ';' and '?' is taken for a wrong port.
Result<void> take_port(std::string_view& rest, Uri& uri) {
  if (rest.empty() || rest.front() == ';' || rest.front() == '?') return {};
  std::size_t end = 1;
  while (end < rest.size() && is_digit(rest[end])) ++end;
  const auto port = parse_decimal(rest.substr(1, end - 1), 65535);
  const bool ends = end == rest.size() || rest[end] == ';' || rest[end] == '?';
  if (rest.front() != ':' || !port || *port == 0 || !ends)
    return fail(Errc::Malformed, "The port of a URI is wrong");
  uri.port = static_cast<std::uint16_t>(*port);
  rest.remove_prefix(end);
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

Result<void> parse_all(std::string_view text, Uri& uri) {
  std::string_view rest = text;
  uri.scheme_text = take_run(rest, scheme_char);
  if (!take(rest, ':') || uri.scheme_text.empty() || !is_alpha(text.front()))
    return fail(Errc::Malformed, "A URI has no scheme");
  uri.scheme = scheme_of(uri.scheme_text);
  if (!uri.is_sip()) {
    if (!may_be_a_uri(text)) return fail(Errc::Malformed, "A URI holds a blank, a quote or an angle bracket");
    return {};
  }
  if (auto done = take_user_info(rest, uri); !done) return done;
  if (auto done = take_host(rest, uri); !done) return done;
  if (auto done = take_port(rest, uri); !done) return done;
  if (take(rest, ';')) uri.parameters = take_run(rest, parameter_char);
  if (take(rest, '?')) uri.headers = take_run(rest, header_char);
  if (!rest.empty()) return fail(Errc::Malformed, "The parameters of a URI are wrong");
  return {};
}

}  // namespace

Result<Uri> Uri::parse(std::string_view text) {
  Result<Uri> uri;  // filled in place: it is large
  uri->text = text;
  if (auto done = parse_all(text, *uri); !done) uri = tl::unexpected(done.error());
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
