// What the phone shows and its keys: /api/v1/phone, /api/v1/screen, /api/v1/keys and /api/v1/touch. The
// answers are pure functions of a snapshot.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "web/routes.h"
#include "web/snapshot.h"

namespace handset::web {

void add_phone_routes(std::vector<Route>& routes, const RouteParts& parts);

[[nodiscard]] io::HttpResponse phone_answer(const PhoneSnapshot& phone);
[[nodiscard]] io::HttpResponse screen_answer(const PhoneSnapshot& phone);
// `ignored`: what nothing obeyed, keys by their names.
[[nodiscard]] io::HttpResponse keys_answer(const PhoneSnapshot& phone, std::span<const std::string> ignored);
// `obeyed`: something was there to be touched.
[[nodiscard]] io::HttpResponse touch_answer(const PhoneSnapshot& phone, bool obeyed);

}  // namespace handset::web
