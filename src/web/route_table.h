// Finds the route of a request. Immutable after construction; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "web/route.h"

namespace handset::web {

struct Match {
  const Route* route;
  std::vector<std::string> matched;
};

class RouteTable {
 public:
  explicit RouteTable(std::vector<Route> routes) : routes_(std::move(routes)) {}

  // The route, or the 404 or 405. A path without a pattern goes before one with.
  [[nodiscard]] std::variant<Match, io::HttpResponse> find(std::string_view method,
                                                           std::string_view path) const;
  [[nodiscard]] std::span<const Route> routes() const { return routes_; }

 private:
  std::vector<Route> routes_;
};

}  // namespace handset::web
