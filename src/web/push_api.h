// The developer's view of the last pushes, for the admin account:
//   GET  /api/v1/pushes              what came, the newest first
//   GET  /api/v1/pushes/{id}         its ladder, documents, fields and times, what a strict phone would
//   refuse POST /api/v1/pushes/{id}/repeat  does it once more
#pragma once

#include <boost/json/object.hpp>

#include "phone/push_log.h"
#include "web/push_rules.h"
#include "web/routes.h"

namespace handset::web {

void add_push_routes(std::vector<Route>& routes);

// As the list and the events have it.
[[nodiscard]] boost::json::object push_summary(const phone::PushRecord& push);
// `rules`: who may do it again.
[[nodiscard]] io::HttpResponse push_answer(const phone::PushRecord& push, const PushRules& rules);

}  // namespace handset::web
