#include "web/json.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <utility>

namespace handset::web {

namespace json = boost::json;

io::HttpResponse json_answer(int status, const json::object& body) {
  std::string out = json::serialize(body);
  out += '\n';
  return {status, {{"Content-Type", "application/json"}}, std::move(out)};
}

io::HttpResponse error_answer(int status, std::string_view sentence) {
  return json_answer(status, {{"error", json_text(sentence)}});
}

tl::expected<json::object, std::string> parse_object(std::string_view body) {
  boost::system::error_code error;
  json::value document = json::parse(json_text(body), error);
  if (error) return tl::unexpected("The body is no JSON: " + error.message() + ".");
  if (!document.is_object()) return tl::unexpected(std::string("The body is no JSON object."));
  return std::move(document.as_object());
}

tl::expected<json::object, io::HttpResponse> read_object(std::string_view body) {
  return parse_object(body).map_error(
      [](const std::string& sentence) { return error_answer(400, sentence); });
}

}  // namespace handset::web
