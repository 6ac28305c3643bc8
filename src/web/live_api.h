// GET /api/v1/events: the live link, a WebSocket (live_hub.h).
#pragma once

#include <vector>

#include "web/routes.h"

namespace handset::web {

void add_live_routes(std::vector<Route>& routes, const RouteParts& parts);

}  // namespace handset::web
