// What programs that take stock of Cisco's phones ask for: /DeviceInformation and its like, as a page, and as
// XML with an X behind the name; and the states of the phone as /CGI/LineInfo and its like. For the accounts,
// and for whoever may push (push_door.h): a stranger learns nothing. No secret is in them.
#pragma once

#include <string>

#include "phone/information.h"
#include "web/routes.h"
#include "web/snapshot.h"

namespace handset::web {

void add_information_routes(std::vector<Route>& routes);

[[nodiscard]] io::HttpResponse information_xml(const phone::InformationPage& page);
[[nodiscard]] io::HttpResponse information_html(const phone::InformationPage& page);

// Their documents. There are no calls: every line is on hook.
[[nodiscard]] std::string call_info(const PhoneSnapshot& phone);
[[nodiscard]] std::string line_info(const PhoneSnapshot& phone);
[[nodiscard]] std::string settings_info(const PhoneSnapshot& phone);
[[nodiscard]] std::string mode_info(const PhoneSnapshot& phone);

}  // namespace handset::web
