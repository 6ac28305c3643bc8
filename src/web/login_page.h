// GET /login/TOKEN: where a one-time link (login_links.h) leads. It logs the browser in and sends it on to
// the phone; a link that is used up leads to a page that says so.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/routes.h"

namespace handset::web {

// Of a token.
[[nodiscard]] std::string login_path(std::string_view token);

void add_login_routes(std::vector<Route>& routes, const RouteParts& parts);

}  // namespace handset::web
