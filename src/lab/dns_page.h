// The page of the lab's name server: its records to change, what it was asked, and a button for each fault.
// It is dressed as the page of the PBX (/pbx.css). Static texts; any thread.
#pragma once

#include <string_view>

namespace handset::lab {

[[nodiscard]] std::string_view dns_page_html();
[[nodiscard]] std::string_view dns_page_js();

}  // namespace handset::lab
