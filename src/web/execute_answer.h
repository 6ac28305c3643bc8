// What a push by HTTP is answered with: text/xml, as clients of these phones expect it. Pure functions; any
// thread.
#pragma once

#include <string_view>

#include "io/http_server.h"
#include "phone/http_push.h"
#include "xml/response.h"

namespace handset::web {

// 200 with a CiscoIPPhoneResponse, or with the CiscoIPPhoneError of the document.
[[nodiscard]] io::HttpResponse execute_answer(const phone::HttpPushAnswer& answer);
// CiscoIPPhoneError of what did not come as far as the phone.
[[nodiscard]] io::HttpResponse execute_error(int status, xml::PushError number, std::string_view words);

}  // namespace handset::web
