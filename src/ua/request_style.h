// How a phone writes its requests, as plain values: what its settings say, ready to be used. RFC 3261 8.1.1.
#pragma once

#include <string>

namespace handset::ua {

struct RequestStyle {
  std::string user_agent{};       // User-Agent; empty: left out
  std::string accept_language{};  // Accept-Language; empty: left out
  std::string proxy_require{};    // Proxy-Require; empty: left out
  unsigned max_forwards = 70;
  unsigned max_auth = 4;       // how often a request is sent again in answer to a 401 or 407
  bool compact_names = false;  // one-letter header names (RFC 3261 7.3.3)

  friend bool operator==(const RequestStyle&, const RequestStyle&) = default;
};

}  // namespace handset::ua
