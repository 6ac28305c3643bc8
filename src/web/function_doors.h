// What an administrator may tell the phone to do: restart, fetch a profile, and say why it does not upgrade
// itself. By POST under /api/v1/ for everybody, and for programs by GET at the addresses that phones of this
// family have: /admin/reboot, /admin/resync?URL, /admin/upgrade. Reference: phone.md 1.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "phone/resync.h"
#include "web/profile_taker.h"
#include "web/routes.h"

namespace handset::web {

// `taker` null: without a keeper of settings nothing is fetched.
void add_function_routes(std::vector<Route>& routes, const std::shared_ptr<ProfileTaker>& taker);

// The address in a query as it was sent: with escapes or without.
[[nodiscard]] std::string resync_query(std::string_view query);

[[nodiscard]] io::HttpResponse resync_report_answer(const phone::ResyncReport& report);

}  // namespace handset::web
