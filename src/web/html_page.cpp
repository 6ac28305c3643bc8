#include "web/html_page.h"

#include "base/xml_escape.h"

namespace handset::web {

XmlText begin_page(std::string_view title) {
  XmlText page("<!doctype html>\n");
  page.begin("html", R"( lang="en")");
  page.raw("<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n");
  page.element("title", title);
  page.element("h1", title);
  return page;
}

io::HttpResponse page_response(int status, XmlText page) {
  return {status, {{"Content-Type", "text/html; charset=utf-8"}}, page.take()};
}

void add_link(XmlText& page, std::string_view address, std::string_view words) {
  std::string link = "<p><a href=\"";
  append_xml_escaped(link, address);
  link += "\">";
  append_xml_escaped(link, words);
  page.raw(link + "</a></p>\n");
}

}  // namespace handset::web
