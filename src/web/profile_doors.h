// The settings for scripts, as phones of this family have them: GET /admin/spacfg.xml, the whole flat profile
// with the status, and the form posts /admin/bcisco.csc and /bcisco.csc with tags as field names.
// Reference: phone.md 1.
#pragma once

#include <memory>
#include <vector>

#include "web/routes.h"
#include "web/settings_desk.h"

namespace handset::web {

void add_profile_routes(std::vector<Route>& routes, const std::shared_ptr<SettingsDesk>& desk);

}  // namespace handset::web
