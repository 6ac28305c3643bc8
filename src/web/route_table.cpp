#include "web/route_table.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "web/json.h"

namespace handset::web {
namespace {

// What stood for the parts of the pattern, if the path fits it.
std::optional<std::vector<std::string>> fit(std::string_view pattern, std::string_view path) {
  std::vector<std::string> matched;
  for (;;) {
    if (pattern == "*" && !path.empty()) {
      matched.emplace_back(path);
      return matched;
    }
    const auto wanted = split_once(pattern, '/');
    const auto given = split_once(path, '/');
    if (wanted.before.starts_with('{') && !given.before.empty())
      matched.emplace_back(given.before);
    else if (wanted.before != given.before)
      return std::nullopt;
    if (wanted.found != given.found) return std::nullopt;
    if (!wanted.found) return matched;
    pattern = wanted.after;
    path = given.after;
  }
}

bool has_pattern(const Route& route) {
  return route.path.find_first_of("{*") != std::string::npos;
}

bool answers(const Route& route, std::string_view method) {
  return method == route.method || (method == "HEAD" && route.method == "GET");
}

io::HttpResponse wrong_method(std::string_view path, const std::vector<std::string_view>& methods) {
  std::string allow;
  for (const std::string_view method : methods) {
    if (!allow.empty()) allow += ", ";
    allow += method == "GET" ? "GET, HEAD" : method;
  }
  io::HttpResponse answer = error_answer(405, std::string(path) + " answers " + allow + " only.");
  answer.fields.push_back({"Allow", allow});
  return answer;
}

}  // namespace

std::variant<Match, io::HttpResponse> RouteTable::find(std::string_view method, std::string_view path) const {
  for (const bool patterns : {false, true}) {
    std::vector<std::string_view> others;
    std::string_view place;
    for (const Route& route : routes_) {
      if (has_pattern(route) != patterns) continue;
      auto matched = fit(route.path, path);
      if (!matched) continue;
      if (answers(route, method)) return Match{&route, *std::move(matched)};
      place = route.path;
      others.emplace_back(route.method);
    }
    if (!others.empty()) return wrong_method(place, others);
  }
  return error_answer(404, "There is nothing at this address.");
}

}  // namespace handset::web
