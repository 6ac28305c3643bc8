// The settings over HTTP: /api/v1/settings with its schema, its history and its undo. There are none without
// a keeper.
#pragma once

#include <memory>
#include <vector>

#include "web/routes.h"
#include "web/settings_desk.h"

namespace handset::web {

void add_settings_routes(std::vector<Route>& routes, const RouteParts& parts,
                         const std::shared_ptr<SettingsDesk>& desk);

}  // namespace handset::web
