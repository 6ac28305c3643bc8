// SIP URIs and the values of header fields. Each line of the input is read as every kind of value; what can
// be read is written anew in its plainest form and then reads the same. The URIs of the first two lines are
// compared (RFC 3261 19.1.4).
#include <array>
#include <string>
#include <vector>

#include "base/text.h"
#include "fuzz/property.h"
#include "sip/grammar.h"
#include "sip/header_values.h"
#include "sip/name_addr.h"
#include "sip/uri.h"
#include "sip/via.h"

namespace handset::sip {
namespace {

using fuzz::require;
using fuzz::require_slice;

std::string text_of(std::string_view slice) {
  return std::string(slice);
}

// The same parameters, one after the other, without blanks.
std::string written_parameters(std::string_view parameters, std::string_view whole) {
  std::string out;
  ParameterReader reader(parameters, ';');
  while (const auto parameter = reader.next()) {
    require_slice(parameter->name, whole);
    require_slice(parameter->value, whole);
    out += ";" + text_of(parameter->name);
    if (!parameter->has_value) continue;
    out += parameter->quoted ? "=\"" + text_of(parameter->value) + "\"" : "=" + text_of(parameter->value);
  }
  return out;
}

std::string written(const Uri& uri) {
  if (!uri.is_sip()) return text_of(uri.text);
  std::string out = text_of(uri.scheme_text) + ":";
  if (uri.has_user) {
    out += uri.user;
    if (!uri.password.empty()) out += ":" + text_of(uri.password);
    out += "@";
  }
  out += uri.ipv6 ? "[" + text_of(uri.host) + "]" : text_of(uri.host);
  if (uri.port != 0) out += ":" + std::to_string(uri.port);
  if (!uri.parameters.empty()) out += ";" + text_of(uri.parameters);
  if (!uri.headers.empty()) out += "?" + text_of(uri.headers);
  return out;
}

// equivalent() is asked in both directions, and says the same.
bool same(const Uri& a, const Uri& b) {
  const bool equal = equivalent(a, b);
  require(equal == equivalent(b, a), "the comparison of URIs is symmetric");
  return equal;
}

bool same(const Uri& a, std::string_view text) {
  const auto b = Uri::parse(text);
  require(b.has_value(), "a URI that was only written in another way can be read");
  return same(a, *b);
}

// A URI written in another way: `part` of it replaced.
std::string with(const Uri& uri, std::string_view part, const std::string& instead) {
  const auto at = static_cast<std::size_t>(part.data() - uri.text.data());
  return text_of(uri.text.substr(0, at)) + instead + text_of(uri.text.substr(at + part.size()));
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

// Letters and digits that stand for themselves as %-escapes, and all else as it is.
std::string escaped(std::string_view text) {
  constexpr std::string_view digits = "0123456789aBcDeF";
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (text[at] == '%') {
      out += text.substr(at, 3);
      at += 2;
    } else if (is_alnum(text[at])) {
      out += '%';
      out += digits[byte >> 4U];
      out += digits[byte & 15U];
    } else {
      out += text[at];
    }
  }
  return out;
}

// What RFC 3261 19.1.4 says about a URI and the same one with a change.
void check_equivalence(const Uri& uri) {
  require(same(uri, uri.text), "a URI is itself");
  constexpr std::size_t most = 256;  // longer ones are compared byte by byte beyond a limit
  if (!uri.is_sip() || uri.parameters.size() + uri.headers.size() > most) return;
  require(same(uri, written(uri)), "a URI is what it was written as");
  require(same(uri, with(uri, uri.scheme_text, upper(uri.scheme_text))), "a scheme has no case");
  require(same(uri, with(uri, uri.host, upper(uri.host))), "a host has no case");
  if (uri.has_user) {
    require(same(uri, with(uri, uri.user, escaped(uri.user))), "an escaped letter is the letter");
    require(!same(uri, with(uri, uri.user, text_of(uri.user) + "x")), "a longer user is another one");
    require(!same(uri, with(uri, uri.user, "%3B" + text_of(uri.user))), "an escaped mark is no mark");
    if (upper(uri.user) != uri.user && uri.user.find('%') == std::string_view::npos)
      require(!same(uri, with(uri, uri.user, upper(uri.user))), "a user has its case");
  }
  require(!same(uri, with(uri, uri.host, text_of(uri.host) + ".1")), "a longer host is another one");
  const std::string back = uri.headers.empty() ? "" : "?" + text_of(uri.headers);
  std::string front = written(uri);
  front.resize(front.size() - back.size());
  if (!uri.parameter("x-own"))
    require(same(uri, front + ";x-own=1" + back), "a parameter of one side alone does not count");
  for (const char* name : {"user", "ttl", "method", "maddr", "transport"})
    if (!uri.parameter(name))
      require(!same(uri, front + ";" + name + "=1" + back), "but one of these five does");
  if (uri.headers.empty()) require(!same(uri, front + "?x-y=1"), "a header field of one side alone counts");
}

void check_uri(std::string_view text) {
  const auto uri = Uri::parse(text);
  if (!uri) return;
  require(uri->text == text, "a URI is all of its text");
  for (const auto slice :
       {uri->scheme_text, uri->user, uri->password, uri->host, uri->parameters, uri->headers})
    require_slice(slice, text);
  for (const auto slice : {uri->user, uri->password, uri->host, uri->parameters, uri->headers})
    require(slice.find_first_of(" \t\r\n<>\"") == std::string_view::npos,
            "no part of a URI breaks out of it");
  const std::string once = written(*uri);
  const auto again = Uri::parse(once);
  require(again.has_value(), "a URI that was written can be read");
  require(again->scheme == uri->scheme && again->has_user == uri->has_user && again->user == uri->user &&
              again->password == uri->password && again->host == uri->host && again->ipv6 == uri->ipv6 &&
              again->port == uri->port && again->parameters == uri->parameters &&
              again->headers == uri->headers,
          "and it is the same");
  require(written(*again) == once, "a second time it is written the same way");
  std::array<char, 65536> buffer;
  const auto plain = unescape(uri->user, buffer);
  require(plain && plain->size() <= uri->user.size() && equals_escaped(uri->user, *plain),
          "a user is what its escapes stand for");
  check_equivalence(*uri);
}

void check_two_uris(std::string_view first, std::string_view second) {
  const auto a = Uri::parse(first);
  const auto b = Uri::parse(second);
  if (!a || !b || !same(*a, *b) || !a->is_sip()) return;
  require(a->scheme == b->scheme && equal_ignoring_case(a->host, b->host) && a->port == b->port &&
              a->has_user == b->has_user,
          "equivalent URIs have the same scheme, host and port");
  for (const char* name : {"user", "ttl", "method", "maddr"})
    require(a->parameter(name).has_value() == b->parameter(name).has_value(),
            "equivalent URIs both have these parameters or neither has");
}

void check_name_addr_form(const NameAddr& value, const std::string& text) {
  const auto again = NameAddr::parse(text);
  require(again.has_value(), "an address that was written can be read");
  require(again->uri_text == value.uri_text && again->star == value.star && again->tag == value.tag &&
              !again->more && again->rest.empty(),
          "and it is the same");
  require(written_parameters(again->parameters, text) == written_parameters(value.parameters, value.text),
          "with the same parameters");
}

void check_name_addr(std::string_view text) {
  const auto value = NameAddr::parse(text);
  if (!value) return;
  for (const auto slice :
       {value->text, value->rest, value->display_name, value->uri_text, value->parameters, value->tag})
    require_slice(slice, text);
  const std::string parameters = written_parameters(value->parameters, text);
  if (value->star) return check_name_addr_form(*value, "*" + parameters);
  const auto uri = value->uri();
  if (!uri) return;
  // With angle brackets and, where the URI allows it, without them.
  const std::string in_angle = "<" + text_of(value->uri_text) + ">" + parameters;
  const std::string name =
      value->quoted ? "\"" + text_of(value->display_name) + "\" " : text_of(value->display_name);
  const std::string named = name + in_angle;
  check_name_addr_form(*value, named);
  const auto again = NameAddr::parse(named);
  require(again->display_name == value->display_name && again->quoted == value->quoted,
          "with the same display name");
  check_name_addr_form(*value, in_angle);
  if (uri->is_sip() && value->uri_text.find_first_of(",;?") == std::string_view::npos)
    check_name_addr_form(*value, text_of(value->uri_text) + parameters);
}

void check_via(std::string_view text) {
  const auto via = Via::parse(text);
  if (!via) return;
  for (const auto slice : {via->text, via->rest, via->protocol, via->transport, via->sent_by, via->host,
                           via->parameters, via->branch, via->received})
    require_slice(slice, text);
  std::string out = text_of(via->protocol) + " ";
  out += via->sent_by.starts_with('[') ? "[" + text_of(via->host) + "]" : text_of(via->host);
  if (via->port != 0) out += ":" + std::to_string(via->port);
  out += written_parameters(via->parameters, text);
  const auto again = Via::parse(out);
  require(again.has_value(), "a Via that was written can be read");
  require(again->transport == via->transport && again->host == via->host && again->port == via->port &&
              again->branch == via->branch && again->received == via->received &&
              again->has_rport == via->has_rport && again->rport == via->rport && !again->more,
          "and it is the same");
  const Endpoint source{IpAddress::v4(192, 0, 2, 77), 5099};
  require(response_target(*via, source).address == source.address,
          "an answer goes where a request came from");
}

void check_list(std::string_view text) {
  std::string out;
  std::vector<std::string_view> items;
  for_each_item(text, [&](std::string_view item) {
    require_slice(item, text);
    require(item == trim(item), "an element of a list is trimmed");
    if (!items.empty()) out += ",";
    out += item;
    items.push_back(item);
  });
  std::size_t at = 0;
  for_each_item(out, [&](std::string_view item) {
    require(at < items.size() && item == items[at], "a list that was written has the same elements");
    ++at;
  });
  require(at == items.size(), "and as many of them");
}

void check_quoted(std::string_view text) {
  if (text.empty() || text.front() != '"') return;
  auto rest = text;
  const auto inside = take_quoted(rest);
  if (!inside) return require(rest == text, "without its closing quote a text is left alone");
  require_slice(*inside, text);
  std::array<char, 65536> buffer;
  const auto plain = unquote(*inside, buffer);
  require(plain && plain->size() <= inside->size() && equals_quoted(*inside, *plain),
          "a quoted text is what it stands for");
}

void check_cseq(std::string_view text) {
  const auto cseq = CSeq::parse(text);
  if (!cseq) return;
  require_slice(cseq->method_name, text);
  require(cseq->number < 0x80000000U && is_token(cseq->method_name),
          "a CSeq is a number below 2^31 and a token");
  const auto again = CSeq::parse(std::to_string(cseq->number) + " " + text_of(cseq->method_name));
  require(again && again->number == cseq->number && again->method == cseq->method,
          "a CSeq that was written is the same");
}

// A token, or type/subtype, and parameters.
template <class Value, class Front>
void check_token(std::string_view text, Front front) {
  const auto value = Value::parse(text);
  if (!value) return;
  require_slice(value->parameters, text);
  const std::string out = front(*value) + written_parameters(value->parameters, text);
  const auto again = Value::parse(out);
  require(again.has_value(), "a value that was written can be read");
  require(front(*again) == front(*value) && front(*again) + written_parameters(again->parameters, out) == out,
          "and it is the same");
}

void check_numbers(std::string_view text) {
  const auto seconds = parse_delta_seconds(text);
  if (seconds) require(parse_delta_seconds(std::to_string(*seconds)) == *seconds, "a time is its number");
  const auto hops = parse_max_forwards(text);
  if (hops) require(parse_max_forwards(std::to_string(*hops)) == *hops, "a number of hops is its number");
  const auto length = parse_content_length(text);
  if (length) require(parse_content_length(std::to_string(*length)) == *length, "a length is its number");
}

void check_values(std::string_view text) {
  check_uri(text);
  check_name_addr(text);
  check_via(text);
  check_list(text);
  check_quoted(text);
  check_cseq(text);
  check_token<EventHeader>(text, [](const EventHeader& event) { return text_of(event.package); });
  check_token<SubscriptionState>(text, [](const SubscriptionState& state) { return text_of(state.state); });
  check_token<ContentType>(text, [](const ContentType& content) {
    return text_of(content.type) + "/" + text_of(content.subtype);
  });
  check_numbers(text);
}

// A line end begins a new value unless a blank follows it, which is a fold.
std::vector<std::string_view> lines_of(std::string_view input) {
  std::vector<std::string_view> lines;
  for (;;) {
    std::size_t end = input.find('\n');
    while (end != std::string_view::npos && end + 1 < input.size() && is_blank(input[end + 1]))
      end = input.find('\n', end + 1);
    lines.push_back(input.substr(0, end));
    if (end == std::string_view::npos) return lines;
    input.remove_prefix(end + 1);
  }
}

}  // namespace
}  // namespace handset::sip

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto lines = handset::sip::lines_of(handset::fuzz::text_of(data, size));
  for (const auto line : lines) handset::sip::check_values(line);
  if (lines.size() > 1) handset::sip::check_two_uris(lines[0], lines[1]);
  return 0;
}
