// Logging in and out of a browser: /api/v1/login, /api/v1/session, /api/v1/logout.
#pragma once

#include <vector>

#include "web/routes.h"

namespace handset::web {

void add_session_routes(std::vector<Route>& routes, const RouteParts& parts);

}  // namespace handset::web
