// An http, https or tftp URL in its parts, and where a reference on its page leads (RFC 3986 section 5).
// Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace handset {

struct WebUrl {
  bool secure = false;
  bool tftp = false;
  std::string host;  // lower case; an IPv6 address without brackets
  std::uint16_t port = 0;
  std::string path;  // with the query, never empty

  // Absolute; user part and fragment are dropped. Nothing for other schemes.
  static std::optional<WebUrl> parse(std::string_view text);
  // What a Location field of this page's answer, or a reference on it, leads to; a fragment is left out.
  [[nodiscard]] std::string follow(std::string_view reference) const;

  [[nodiscard]] std::uint16_t usual_port() const { return tftp ? 69 : secure ? 443 : 80; }
  // "http://host", with the port where it is not the usual one.
  [[nodiscard]] std::string origin() const;
  [[nodiscard]] std::string text() const { return origin() + path; }
};

}  // namespace handset
