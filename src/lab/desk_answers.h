// What the desks of the lab have in common: the shape of their answers, and which orders they take. Pure
// functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "io/http_server.h"

namespace handset::lab {

[[nodiscard]] io::HttpResponse with_text(int status, std::string_view type, std::string body);
[[nodiscard]] io::HttpResponse with_json(int status, std::string body);
// {"error": "sentence"}
[[nodiscard]] io::HttpResponse with_error(int status, std::string_view sentence);
// 405; `allowed` as in Allow.
[[nodiscard]] io::HttpResponse wrong_method(std::string_view allowed);

[[nodiscard]] bool is_get(const io::HttpRequest& request);  // or HEAD

// Nothing: it is what an order has to be, JSON and no page of another site made a browser send it.
[[nodiscard]] std::optional<io::HttpResponse> refuse_order(const io::HttpRequest& request);

}  // namespace handset::lab
