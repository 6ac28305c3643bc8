// The Info tab, live: GET /api/v1/status; and whether a line's proxy answers: POST /api/v1/lines/N/check.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "io/settings_submission.h"
#include "phone/line_client.h"
#include "phone/status.h"
#include "web/routes.h"

namespace handset::web {

struct PhoneStatus {
  std::vector<phone::StatusSection> sections;
  std::vector<std::string> troubles;
  bool restart_pending = false;
  io::Revision revision = 0;  // of the settings
};

void add_status_routes(std::vector<Route>& routes, const RouteParts& parts);

[[nodiscard]] io::HttpResponse status_answer(const PhoneStatus& status);
[[nodiscard]] io::HttpResponse check_answer(const phone::LineCheck& check);

}  // namespace handset::web
