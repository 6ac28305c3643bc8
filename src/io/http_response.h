// The bytes of an HTTP answer. Inside io only.
#pragma once

#include <string>

#include "io/http_server.h"

namespace handset::io {

// A short answer of the server itself: the status and its words as text, for no browser to keep, frame or
// hand to other sites.
[[nodiscard]] HttpResponse plain_response(int status);

// False for a field that would break the head, and for those that the server says itself.
[[nodiscard]] bool may_be_sent(const HttpField& field);

// Head and body; the body is left out for `head_only`. `now` is the date.
[[nodiscard]] std::string serialize(const HttpResponse& response, bool head_only, bool keep_alive,
                                    WallTime now);

}  // namespace handset::io
