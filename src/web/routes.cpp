#include "web/routes.h"

#include "web/pages.h"
#include "web/phone_api.h"
#include "web/session_api.h"

namespace handset::web {

std::vector<Route> make_routes(const RouteParts& parts) {
  std::vector<Route> routes;
  add_page_routes(routes, parts.assets);
  add_session_routes(routes, parts);
  add_phone_routes(routes, parts);
  return routes;
}

}  // namespace handset::web
