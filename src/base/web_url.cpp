#include "base/web_url.h"

#include <algorithm>
#include <cstddef>

#include "base/text.h"

namespace handset {
namespace {

// "scheme:" at the start of an absolute reference.
bool has_scheme(std::string_view text) {
  const auto colon = text.find_first_of(":/?");
  if (colon == std::string_view::npos || text[colon] != ':' || !is_alpha(text.front())) return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](char c) { return is_alnum(c) || c == '+' || c == '-' || c == '.'; });
}

// RFC 3986 section 5.2.4, of a path that begins with '/'.
std::string without_dots(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::string_view segment = path.substr(0, path.find('/', 1));
    path.remove_prefix(segment.size());
    const bool up = segment == "/..";
    if (up) out.erase(std::min(out.rfind('/'), out.size()));
    if (up || segment == "/.") {
      if (path.empty()) out += '/';
    } else {
      out += segment;
    }
  }
  return out;
}

}  // namespace

std::optional<WebUrl> WebUrl::parse(std::string_view text) {
  WebUrl url;
  text = text.substr(0, text.find('#'));
  if (starts_with_ignoring_case(text, "https://"))
    url.secure = true;
  else if (starts_with_ignoring_case(text, "tftp://"))
    url.tftp = true;
  else if (!starts_with_ignoring_case(text, "http://"))
    return std::nullopt;
  text.remove_prefix(text.find("//") + 2);

  const auto path_at = std::min(text.find_first_of("/?"), text.size());
  auto authority = text.substr(0, path_at);
  url.path = text.substr(path_at);
  if (url.path.empty() || url.path.front() != '/') url.path.insert(0, "/");

  // Some clients read it as a slash: what they take for the host is not what would be found here.
  if (authority.find('\\') != std::string_view::npos) return std::nullopt;
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
  const auto bracket = authority.rfind(']');
  const auto colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  auto host = authority.substr(0, colon);
  if (bracket != std::string_view::npos) {
    if (host.front() != '[' || host.back() != ']') return std::nullopt;
    host = host.substr(1, host.size() - 2);
  }
  if (host.empty()) return std::nullopt;
  url.host = lower_case(host);

  url.port = url.usual_port();
  // A colon with nothing behind it is the usual port (RFC 3986 section 3.2.3).
  if (colon != std::string_view::npos && colon + 1 < authority.size()) {
    const auto port = parse_decimal(authority.substr(colon + 1), 65535);
    if (!port || *port == 0) return std::nullopt;
    url.port = static_cast<std::uint16_t>(*port);
  }
  return url;
}

std::string WebUrl::origin() const {
  std::string out = tftp ? "tftp://" : secure ? "https://" : "http://";
  if (host.find(':') == std::string::npos)
    out += host;
  else
    out.append("[").append(host).append("]");
  if (port != usual_port()) {
    out.push_back(':');
    append_decimal(out, port);
  }
  return out;
}

std::string WebUrl::follow(std::string_view reference) const {
  reference = trim(reference.substr(0, reference.find('#')));
  if (reference.empty()) return text();
  if (has_scheme(reference)) return std::string(reference);
  if (reference.starts_with("//")) return (secure ? "https:" : "http:") + std::string(reference);
  const std::string_view own_path = std::string_view(path).substr(0, path.find('?'));
  if (reference.front() == '?') return origin() + std::string(own_path) + std::string(reference);
  std::string joined;
  if (reference.front() != '/') joined = own_path.substr(0, own_path.rfind('/') + 1);
  const std::string_view way = reference.substr(0, reference.find('?'));
  joined += way;
  return origin() + without_dots(joined) + std::string(reference.substr(way.size()));
}

}  // namespace handset
