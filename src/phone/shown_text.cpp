#include "phone/shown_text.h"

#include <algorithm>

#include "base/text.h"
#include "xml/internal_uri.h"

namespace handset::phone {

namespace {

// A semicolon between URIs, and not the last letter of an entity such as `&amp;`.
bool separates(std::string_view text, std::size_t at) {
  const auto sign = text.substr(0, at).rfind('&');
  return sign == std::string_view::npos || !std::all_of(text.begin() + static_cast<std::ptrdiff_t>(sign) + 1,
                                                        text.begin() + static_cast<std::ptrdiff_t>(at),
                                                        [](char c) { return is_alnum(c) || c == '#'; });
}

// The end of a field of a URI that begins there: its colon, or what ends a URI in prose and in markup.
std::size_t field_end(std::string_view text, std::size_t from) {
  for (auto at = text.find_first_of(":;\"'<> \t\r\n", from); at != std::string_view::npos;
       at = text.find_first_of(":;\"'<> \t\r\n", at + 1))
    if (text[at] != ';' || separates(text.substr(from), at - from)) return at;
  return text.size();
}

// What stands behind `Notify:`, up to the colon before its credentials; without them, all of it.
std::size_t notify_head(std::string_view text) {
  constexpr int fields = 4;  // http, host, port and path
  std::size_t at = 0;
  for (int field = 0; field < fields; ++field) {
    if (field > 0) ++at;
    if (at < text.size() && text[at] == '[') at = std::min(text.find(']', at), text.size());
    at = field_end(text, at);
    if (at == text.size() || text[at] != ':') return text.size();
  }
  return at;
}

std::string without_notify_credentials(std::string_view text) {
  const std::string_view name = xml::scheme_name(xml::Scheme::Notify);
  std::string shown;
  shown.reserve(text.size());
  for (auto colon = text.find(':'); colon != std::string_view::npos; colon = text.find(':')) {
    const std::string_view head = text.substr(0, colon + 1);
    shown += head;
    text.remove_prefix(head.size());
    const bool is_notify =
        head.size() >= name.size() && equal_ignoring_case(head.substr(head.size() - name.size()), name);
    if (!is_notify) continue;
    const std::size_t end = notify_head(text);
    if (end == text.size()) continue;
    shown += text.substr(0, end + 1);
    text.remove_prefix(end + 1);
    text.remove_prefix(field_end(text, 0));
  }
  shown += text;
  return shown;
}

}  // namespace

std::string without_credentials(std::string_view whole) {
  const std::string notified = without_notify_credentials(whole);
  std::string_view text = notified;
  constexpr std::string_view mark = "://";
  // What ends the authority of a URL, in prose and in markup as well.
  constexpr std::string_view ends = "/?#\"'<> \t\r\n";
  std::string shown;
  shown.reserve(text.size());
  for (auto at = text.find(mark); at != std::string_view::npos; at = text.find(mark)) {
    shown += text.substr(0, at + mark.size());
    text.remove_prefix(at + mark.size());
    const auto sign = text.substr(0, text.find_first_of(ends)).rfind('@');
    if (sign != std::string_view::npos) text.remove_prefix(sign + 1);
  }
  shown += text;
  return shown;
}

std::string shown_uri(std::string_view uri) {
  if (xml::parse_uri(uri).scheme != xml::Scheme::Notify) return without_credentials(uri);
  const std::size_t name = uri.find(':') + 1;
  return std::string(uri.substr(0, name + notify_head(uri.substr(name))));
}

std::string without_query_values(std::string_view text) {
  Split rest = split_once(text, '?');
  std::string shown(rest.before);
  for (char mark = '?'; rest.found; mark = '&') {
    rest = split_once(rest.after, '&');
    const Split parameter = split_once(rest.before, '=');
    shown += mark;
    if (parameter.found) shown.append(parameter.before) += '=';
    shown += "hidden";
  }
  return shown;
}

}  // namespace handset::phone
