// POST /CGI/Execute: a program pushes a document to the phone. What it says, the phone does or shows
// (phone/http_push.h); the answer is XML, too. Who may is judged before (push_door.h).
#pragma once

#include "web/routes.h"

namespace handset::web {

void add_execute_routes(std::vector<Route>& routes, const RouteParts& parts);

}  // namespace handset::web
