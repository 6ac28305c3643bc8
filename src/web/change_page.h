// What became of a posted form, as a short page for people and scripts: it works without script and style,
// and whatever comes from outside stands in it as text. Pure functions; any thread.
#pragma once

#include <string_view>

#include "io/http_server.h"
#include "web/settings_answer.h"

namespace handset::web {

// `back`: the address of the page that the form belongs to. The status is that of the JSON answer.
[[nodiscard]] io::HttpResponse change_page(const SettingsResult& result, std::string_view back);

}  // namespace handset::web
