#include "sip/name_addr.h"

#include "base/eight_letters.h"
#include "base/text.h"

namespace handset::sip {
namespace {

// Without quotes the display name is a row of tokens. Bytes above 127 are taken too: UTF-8 without quotes
// is common and harmless.
bool is_plain_display_name(std::string_view text) {
  for (const char c : text)
    if (!is_token_char(c) && !is_space(c) && static_cast<unsigned char>(c) < 128) return false;
  return true;
}

// Where the URI's '<' is, if it has one. One behind a ';' or a '"' belongs to a parameter.
std::size_t bracket_of_uri(std::string_view text) {
  if (text.starts_with('<')) return 0;
  const auto mark = text.find_first_of("<;\"");
  return mark != std::string_view::npos && text[mark] == '<' ? mark : std::string_view::npos;
}

// `text` begins with '<'. What is behind '>' stays in it.
bool take_angle(std::string_view& text, std::string_view& uri) {
  const auto end = find_near(text, '>');
  if (end == text.size()) return false;
  uri = text.substr(1, end - 1);
  text = skip_blanks(text.substr(end + 1));
  return true;
}

Result<void> parse_one(std::string_view item, NameAddr& out) {
  std::string_view text = item;
  bool angle = true;
  if (!text.empty() && text.front() == '"') {
    const auto inside = take_quoted(text);
    if (!inside) return fail(Errc::Malformed, "A quote is not closed");
    out.quoted = true;
    out.display_name = *inside;
    text = skip_blanks(text);
    if (text.empty() || text.front() != '<')
      return fail(Errc::Malformed, "A display name is not followed by a URI in angle brackets");
  } else if (const auto open = bracket_of_uri(text); open != std::string_view::npos) {
    out.display_name = trim(text.substr(0, open));
    if (!is_plain_display_name(out.display_name)) return fail(Errc::Malformed, "A display name needs quotes");
    text.remove_prefix(open);
  } else {
    angle = false;
  }

  if (angle) {
    if (!take_angle(text, out.uri_text)) return fail(Errc::Malformed, "An angle bracket is not closed");
  } else {
    const auto end = text.find_first_of("; \t\r\n");
    out.uri_text = text.substr(0, end);
    text = skip_blanks(text.substr(out.uri_text.size()));
    out.star = out.uri_text == "*";
    if (!out.star && out.uri_text.find(':') == std::string_view::npos)
      return fail(Errc::Malformed, "There is no URI");
    if (out.uri_text.find('?') != std::string_view::npos)
      return fail(Errc::Malformed, "A URI with header fields needs angle brackets");
  }
  if (out.uri_text.empty()) return fail(Errc::Malformed, "There is no URI");
  if (!text.empty() && text.front() != ';') return fail(Errc::Malformed, "Something stray follows a URI");
  out.parameters = text.empty() ? text : text.substr(1);
  ParameterReader reader(out.parameters, ';');
  while (const auto parameter = reader.next()) {
    if (!parameter->is("tag")) continue;
    if (parameter->value.empty()) return fail(Errc::Malformed, "A tag is empty");
    if (out.tag.empty()) out.tag = parameter->value;
  }
  if (reader.malformed()) return fail(Errc::Malformed, "The parameters behind a URI are wrong");
  return {};
}

}  // namespace

Result<NameAddr> NameAddr::parse(std::string_view value) {
  return parse_first<NameAddr>(value, parse_one);
}

}  // namespace handset::sip
