#include "sim/url.h"

#include <algorithm>

#include "base/text.h"

namespace handset::sim {

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

  if (const auto at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
  const auto bracket = authority.rfind(']');
  const auto colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  auto host = authority.substr(0, colon);
  if (bracket != std::string_view::npos) {
    if (host.front() != '[' || host.back() != ']') return std::nullopt;
    host = host.substr(1, host.size() - 2);
  }
  if (host.empty()) return std::nullopt;
  std::transform(host.begin(), host.end(), std::back_inserter(url.host), to_lower);

  url.port = url.usual_port();
  if (colon != std::string_view::npos) {
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

std::string WebUrl::follow(std::string_view location) const {
  if (location.substr(0, 2) == "//") return (secure ? "https:" : "http:") + std::string(location);
  if (location.substr(0, 1) == "/") return origin() + std::string(location);
  if (location.find("://") != std::string_view::npos) return std::string(location);
  const auto directory = std::string_view(path).substr(0, path.find('?'));
  return origin() + std::string(directory.substr(0, directory.rfind('/') + 1)) + std::string(location);
}

}  // namespace handset::sim
