// The page of the PBX: who is registered, what happened, and a button for each fault. Static texts; any
// thread.
#pragma once

#include <string_view>

namespace handset::lab {

[[nodiscard]] std::string_view pbx_page_html();
[[nodiscard]] std::string_view pbx_page_css();
[[nodiscard]] std::string_view pbx_page_js();

}  // namespace handset::lab
