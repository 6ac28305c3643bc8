// What form of a document the asker wants (RFC 9110, 12.5.3 and 13.1.2).
#pragma once

#include <string_view>

#include "io/http_server.h"

namespace handset::web {

// Accept-Encoding names gzip, or everything, and does not weigh it with 0.
[[nodiscard]] bool accepts_gzip(const io::HttpRequest& request);

// If-None-Match names `etag` (with its quotes) or everything: the asker has the document.
[[nodiscard]] bool has_already(const io::HttpRequest& request, std::string_view etag);

}  // namespace handset::web
