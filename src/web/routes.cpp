#include "web/routes.h"

#include "web/counters_api.h"
#include "web/execute_door.h"
#include "web/function_doors.h"
#include "web/information_doors.h"
#include "web/live_api.h"
#include "web/login_page.h"
#include "web/pages.h"
#include "web/phone_api.h"
#include "web/profile_doors.h"
#include "web/profile_taker.h"
#include "web/push_api.h"
#include "web/screenshots.h"
#include "web/session_api.h"
#include "web/settings_api.h"
#include "web/settings_desk.h"
#include "web/status_api.h"

namespace handset::web {

std::vector<Route> make_routes(const RouteParts& parts) {
  std::vector<Route> routes;
  add_page_routes(routes, parts.assets);
  add_session_routes(routes, parts);
  add_login_routes(routes, parts);
  add_phone_routes(routes, parts);
  add_status_routes(routes, parts);
  add_counters_routes(routes, parts);
  add_push_routes(routes);
  add_execute_routes(routes, parts);
  add_screenshot_routes(routes, parts);
  add_information_routes(routes);
  add_live_routes(routes, parts);
  std::shared_ptr<ProfileTaker> taker;
  if (parts.keeper != nullptr) {
    const auto desk =
        std::make_shared<SettingsDesk>(parts.accounts, parts.sessions, parts.logins, *parts.keeper);
    add_settings_routes(routes, parts, desk);
    add_profile_routes(routes, desk);
    taker = std::make_shared<ProfileTaker>(parts.accounts, parts.sessions, *parts.keeper, parts.shard);
    // What servers order by SIP is stored the same way.
    if (parts.shard != nullptr)
      parts.shard->run([taker](phone::Station& station) { station.resync().set_taker(taker->taker()); });
  }
  add_function_routes(routes, taker);
  return routes;
}

}  // namespace handset::web
