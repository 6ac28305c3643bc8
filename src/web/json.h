// JSON in and out of the handlers, on Boost.JSON. For the .cpp files of web only.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "io/http_server.h"

namespace handset::web {

[[nodiscard]] inline boost::json::string_view json_text(std::string_view text) {
  return {text.data(), text.size()};
}

[[nodiscard]] io::HttpResponse json_answer(int status, const boost::json::object& body);
// {"error": "sentence"}
[[nodiscard]] io::HttpResponse error_answer(int status, std::string_view sentence);

// The body of a request, which is to be a JSON object, or a sentence that says why it is none.
[[nodiscard]] tl::expected<boost::json::object, std::string> parse_object(std::string_view body);
// Likewise, or the 400 with that sentence.
[[nodiscard]] tl::expected<boost::json::object, io::HttpResponse> read_object(std::string_view body);

}  // namespace handset::web
