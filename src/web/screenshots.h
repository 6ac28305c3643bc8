// The picture of the screen, for programs, under the names by which they ask phones for it: PNG, or BMP where
// the name says so. For the accounts, and for whoever may push.
#pragma once

#include "draw/picture.h"
#include "web/routes.h"

namespace handset::web {

void add_screenshot_routes(std::vector<Route>& routes, const RouteParts& parts);

// 404 for no picture: the model has no screen.
[[nodiscard]] io::HttpResponse png_answer(std::string png);
[[nodiscard]] io::HttpResponse bmp_answer(const draw::Picture& picture);

}  // namespace handset::web
