// A small page of HTML, without script or style, for what browsers see beside the front end.
#pragma once

#include <string>
#include <string_view>

#include "base/xml_text.h"
#include "io/http_server.h"

namespace handset::web {

// Its head, and the title as its first heading; what follows is to be written to it.
[[nodiscard]] XmlText begin_page(std::string_view title);
// With that page, ended.
[[nodiscard]] io::HttpResponse page_response(int status, XmlText page);
// A paragraph with nothing but a link.
void add_link(XmlText& page, std::string_view address, std::string_view words);

}  // namespace handset::web
