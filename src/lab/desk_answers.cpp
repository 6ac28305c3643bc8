#include "lab/desk_answers.h"

#include <utility>

#include "base/text.h"
#include "lab/order_reader.h"

namespace handset::lab {
namespace {

constexpr std::string_view policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'";

// A page of another site makes a browser send it.
bool is_foreign(const io::HttpRequest& request) {
  const std::string_view origin = request.field("Origin");
  const std::string_view site = request.field("Sec-Fetch-Site");
  return (!origin.empty() && origin != "http://" + std::string(request.field("Host"))) ||
         (!site.empty() && site != "same-origin" && site != "none");
}

}  // namespace

io::HttpResponse with_text(int status, std::string_view type, std::string body) {
  return {status,
          {{"Content-Type", std::string(type)},
           {"Cache-Control", "no-store"},
           {"Content-Security-Policy", std::string(policy)},
           {"Cross-Origin-Resource-Policy", "same-origin"}},
          std::move(body)};
}

io::HttpResponse with_json(int status, std::string body) {
  return with_text(status, "application/json", std::move(body) + "\n");
}

io::HttpResponse with_error(int status, std::string_view sentence) {
  return with_json(status, error_json(sentence));
}

io::HttpResponse wrong_method(std::string_view allowed) {
  io::HttpResponse response = with_error(405, "Only " + std::string(allowed) + ".");
  response.fields.push_back({"Allow", std::string(allowed)});
  return response;
}

bool is_get(const io::HttpRequest& request) {
  return request.method == "GET" || request.method == "HEAD";
}

std::optional<io::HttpResponse> refuse_order(const io::HttpRequest& request) {
  if (is_foreign(request)) return with_error(403, "Only the lab's own page may ask for this.");
  if (!equal_ignoring_case(media_type(request.field("Content-Type")), "application/json"))
    return with_error(415, "The body is to be application/json.");
  return std::nullopt;
}

}  // namespace handset::lab
