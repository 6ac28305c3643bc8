// The pages: one static document for all addresses of the administration, one for the phone, which "/" leads
// to, and the files that they load. Open to everybody, as there is nothing in them: a page asks the API for
// all that it shows.
#pragma once

#include <span>
#include <vector>

#include "web/assets.h"
#include "web/route.h"

namespace handset::web {

void add_page_routes(std::vector<Route>& routes, std::span<const Asset> assets);

// The document of the administration, also for a browser at an address that is for programs; 404 in a build
// without.
[[nodiscard]] io::HttpResponse page_answer(const io::HttpRequest& request, std::span<const Asset> assets);

// A file as it is wanted: compressed if that is taken, or not at all if the asker has it (304).
[[nodiscard]] io::HttpResponse asset_answer(const io::HttpRequest& request, const Asset& asset);

}  // namespace handset::web
